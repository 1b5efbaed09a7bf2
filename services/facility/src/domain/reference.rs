//! References of documents, the only words this service takes that are in no list.

use domain::FieldError;

const LONGEST: usize = 40;

/// A document's number as offices write it: "12/TB-CSCN". It has a figure and no blank, so that nobody's name is one.
///
/// # Errors
/// When it is none.
pub fn reference(field: &str, text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::required(field));
    }
    let fits = text.chars().count() <= LONGEST
        && text.chars().any(|letter| letter.is_ascii_digit())
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '/' | '-' | '.'));
    if fits {
        return Ok(text.to_owned());
    }
    Err(FieldError::new(
        field,
        "document.reference",
        "Số văn bản gồm chữ số, chữ cái và các dấu / - . viết liền, tối đa 40 ký tự.",
        "A document's number has figures, letters and / - . without blanks, 40 characters at most.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_a_figure_and_no_blank() {
        assert_eq!(reference("number", " 12/TB-CSCN ").unwrap(), "12/TB-CSCN");
        for (text, code) in [("", "required"), ("Nguyễn Văn A", "document.reference"), ("số 5", "document.reference")]
        {
            assert_eq!(reference("number", text).unwrap_err().code, code, "{text}");
        }
    }
}
