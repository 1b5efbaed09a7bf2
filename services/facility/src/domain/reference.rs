//! References of documents, the only words this service takes that are in no list.

use domain::FieldError;

const LONGEST: usize = 40;
/// An identity card has nine.
const MOST_FIGURES: usize = 8;

/// A document's number as offices write it: "12/TB-CSCN". It has a figure and no blank, so that nobody's name is one,
/// and fewer figures than the number of a person.
///
/// # Errors
/// When it is none.
pub fn reference(field: &str, text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::required(field));
    }
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let fits = text.chars().count() <= LONGEST
        && (1..=MOST_FIGURES).contains(&figures)
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '/' | '-' | '.'));
    if fits {
        return Ok(text.to_owned());
    }
    Err(FieldError::new(
        field,
        "document.reference",
        "Chỉ ghi số, ký hiệu văn bản viết liền, ví dụ 12/QĐ-CSCN: chữ, không quá 8 chữ số, các dấu / - .",
        "Only the number and sign of a document, such as 12/QD-CSCN: letters, up to 8 figures and / - . without blanks.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_a_figure_and_no_words() {
        assert_eq!(reference("number", " 12/TB-CSCN ").unwrap(), "12/TB-CSCN");
        for number in ["7", "09/2019/QĐ-TA", "KH-3.2"] {
            assert!(reference("number", number).is_ok(), "{number}");
        }
        assert_eq!(reference("number", " ").unwrap_err().code, "required");
        for number in ["Nguyễn Văn A", "số 5", "12/QĐ của cơ sở", "QĐ-CSCN", "087092003456", "a<b>1"] {
            assert_eq!(reference("number", number).unwrap_err().code, "document.reference", "{number}");
        }
    }
}
