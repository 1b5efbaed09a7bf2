//! Numbers of papers and short codes. This service keeps no free text, because free text holds names.

use domain::FieldError;

/// The longest number of a document.
const LONGEST: usize = 40;
/// The longest code.
const LONGEST_CODE: usize = 12;

/// The number of a document, such as `09/QĐ-TA`: no blanks, and at least one digit.
///
/// # Errors
/// When it is empty, or could be something else than a number.
pub fn number(field: &str, text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::required(field));
    }
    let fits = |letter: char| letter.is_alphanumeric() || "/-–._".contains(letter);
    if text.chars().count() > LONGEST || !text.chars().all(fits) || !text.contains(|one: char| one.is_ascii_digit()) {
        let vi = "Số văn bản không có dấu cách, có ít nhất một chữ số, dài nhất 40 ký tự.";
        let en = "The number of a document has no blanks, at least one digit and at most 40 characters.";
        return Err(FieldError::new(field, "reference.not_a_number", vi, en));
    }
    Ok(text.to_owned())
}

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
    if text.len() > LONGEST_CODE || !text.chars().all(fits) || is_word {
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
    fn a_name_is_no_number() {
        let code = |text: &str| number("n", text).map_err(|error| error.code);
        assert_eq!(code(" 09/QĐ-TA "), Ok("09/QĐ-TA".to_owned()));
        assert_eq!(code(""), Err("required".to_owned()));
        for wrong in ["Nguyễn Văn An", "An", "số 9", &"1".repeat(41)] {
            assert_eq!(code(wrong), Err("reference.not_a_number".to_owned()), "{wrong}");
        }
    }

    #[test]
    fn a_name_is_no_code() {
        let code = |text: &str| short_code("n", text).map_err(|error| error.code);
        for (typed, kept) in [("a1-03", "A1-03"), (" b ", "B"), ("đ2", ""), ("NGUYEN", ""), ("AN 1", "")] {
            assert_eq!(code(typed).unwrap_or_default(), kept, "{typed}");
        }
    }
}
