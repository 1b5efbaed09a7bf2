//! Short codes of a facility's own. This service keeps no free text, because free text holds names.

use domain::FieldError;

const LONGEST: usize = 12;

/// A code that a facility gives a room, a class, a team or a member of staff, such as `A1-03`.
///
/// # Errors
/// When it is empty, or could be a word.
pub fn short_code(field: &str, text: &str) -> Result<String, FieldError> {
    let text = text.trim().to_uppercase();
    if text.is_empty() {
        return Err(FieldError::required(field));
    }
    let letters = text.chars().filter(char::is_ascii_uppercase).count();
    let fits = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || "-./".contains(letter);
    let is_word = letters > 3 && !text.contains(|one: char| one.is_ascii_digit());
    if text.len() > LONGEST || !text.chars().all(fits) || is_word {
        let vi = "Mã gồm chữ không dấu, chữ số, dấu - . /, dài nhất 12 ký tự; không phải tên gọi.";
        let en = "A code has plain letters, digits and - . /, at most 12 characters; it is no name.";
        return Err(FieldError::new(field, "code.not_a_code", vi, en));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_code() {
        let code = |text: &str| short_code("n", text).map_err(|error| error.code);
        for (typed, kept) in [("a1-03", "A1-03"), (" b ", "B"), ("đ2", ""), ("NGUYEN", ""), ("AN 1", "")] {
            assert_eq!(code(typed).unwrap_or_default(), kept, "{typed}");
        }
    }
}
