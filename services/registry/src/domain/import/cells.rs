//! Single cells, read for what they say.

use chrono::NaiveDate;
use documents::lists::rows::{RawRow, WrittenSex};
use documents::lists::{Cell, Field, dates};
use domain::FieldError;
use domain::codes::summary::{AliasKind, Schooling};
use domain::codes::{DrugKind, FileKind, Sex};
use domain::person::{Birth, OfficialNumber};
use domain::text::{self, fold};

/// The cell's text; none when blank.
pub fn text(row: &RawRow, field: Field) -> Option<String> {
    Some(text::tidy(&row.cell(field).shown())).filter(|text| !text.is_empty())
}

pub fn name(row: &RawRow) -> Result<String, FieldError> {
    let field = Field::FullName.as_str();
    let name = row.full_name().ok_or_else(|| FieldError::required(field))?;
    if name.chars().any(|letter| letter.is_ascii_digit()) || !name.chars().any(char::is_alphabetic) {
        let vi = "Họ tên có chữ số hoặc không có chữ cái.";
        return Err(FieldError::new(field, "import.name_malformed", vi, "The name holds digits or no letters."));
    }
    Ok(person_name(&name))
}

/// `NGUYỄN VĂN ĐỨC` → `Nguyễn Văn Đức`; a name that is not all capitals stays as it is.
pub fn person_name(name: &str) -> String {
    let name = text::tidy(name);
    if name.chars().any(char::is_lowercase) {
        return name;
    }
    let mut begins = true;
    let capital = |letter: char| {
        let out: String = if begins { letter.to_string() } else { letter.to_lowercase().collect() };
        begins = !letter.is_alphanumeric();
        out
    };
    name.chars().map(capital).collect()
}

pub fn other_names(row: &RawRow) -> Vec<(AliasKind, String)> {
    let all = text(row, Field::OtherNames).unwrap_or_default();
    let names = all.split([',', ';', '/']).map(person_name).filter(|name| !name.is_empty() && name != "-");
    names.map(|name| (AliasKind::OtherName, name)).collect()
}

/// Every number in the cell: old and new stand beside one another. A number that Excel took for a figure
/// lost its leading zeros.
pub fn numbers(row: &RawRow) -> Result<Vec<OfficialNumber>, FieldError> {
    let field = Field::OfficialNumber.as_str();
    let written = match row.cell(Field::OfficialNumber) {
        Cell::Number(number) => completed(&format!("{number:.0}")),
        cell => cell.shown(),
    };
    let parts = written.split([';', ',', '/', '\n', '-']).map(str::trim).filter(|part| !part.is_empty());
    let mut numbers = Vec::new();
    for part in parts {
        let digits: String =
            part.chars().filter(|letter| !letter.is_alphabetic() && !"().:'".contains(*letter)).collect();
        if !digits.trim().is_empty() {
            numbers.push(OfficialNumber::parse(&digits, field)?);
        }
    }
    Ok(numbers)
}

fn completed(digits: &str) -> String {
    match digits.len() {
        7 | 8 => format!("{digits:0>9}"),
        10 | 11 => format!("{digits:0>12}"),
        _ => digits.to_owned(),
    }
}

pub fn birth(row: &RawRow, today: NaiveDate) -> Result<Birth, FieldError> {
    let field = Field::Birth.as_str();
    let cell = row.birth();
    if cell.is_blank() {
        return Err(FieldError::required(field));
    }
    let wrong = |problem: dates::DateProblem| FieldError::new(field, "import.date", problem.vi(), problem.en());
    let parsed = dates::parse_birth(cell, today).map_err(wrong)?;
    Ok(Birth { year: parsed.year, date: parsed.date })
}

/// From its column, from the column the birth year or a mark stands in, or from the digits of a CCCD.
pub fn sex(row: &RawRow, numbers: &[OfficialNumber]) -> Result<Sex, FieldError> {
    let field = Field::Sex.as_str();
    match row.sex() {
        Some(WrittenSex::Male) => Ok(Sex::Male),
        Some(WrittenSex::Female) => Ok(Sex::Female),
        None if !row.cell(Field::Sex).is_blank() => {
            let vi = "Giới tính phải là nam hoặc nữ, và chỉ một trong hai.";
            Err(FieldError::new(field, "import.sex_unknown", vi, "The sex must be nam or nữ, and one of both."))
        }
        None => numbers.iter().find_map(OfficialNumber::sex).ok_or_else(|| FieldError::required(field)),
    }
}

pub fn day(row: &RawRow, field: Field, today: NaiveDate) -> Result<Option<NaiveDate>, FieldError> {
    let cell = row.cell(field);
    if cell.is_blank() {
        return Ok(None);
    }
    let wrong = |vi: String, en: String| FieldError::new(field.as_str(), "import.date", vi, en);
    let parsed = dates::parse_date(cell, today).map_err(|problem| wrong(problem.vi(), problem.en()))?;
    match parsed.date {
        Some(date) if date > today => Err(FieldError::future_date(field.as_str())),
        Some(date) => Ok(Some(date)),
        None => Err(wrong("Cần đủ ngày, tháng, năm.".to_owned(), "Day, month and year are needed.".to_owned())),
    }
}

pub fn address(row: &RawRow) -> Option<String> {
    let parts = [Field::Hamlet, Field::RegisteredAddress, Field::CurrentAddress];
    let known: Vec<String> = parts.into_iter().filter_map(|field| text(row, field)).collect();
    (!known.is_empty()).then(|| known.join("; "))
}

pub fn file_kind(row: &RawRow) -> Option<FileKind> {
    let kind = fold(&text(row, Field::PersonKind)?);
    if kind.contains("nghien") {
        Some(FileKind::Addict)
    } else {
        kind.contains("su dung").then_some(FileKind::UnlawfulUser)
    }
}

pub fn drug(row: &RawRow) -> Option<DrugKind> {
    let written = fold(&text(row, Field::DrugKind)?);
    let has = |words: &[&str]| words.iter().any(|word| written.contains(word));
    let kinds = [
        (has(&["heroin", "bach phien"]), DrugKind::Heroin),
        (has(&["thuoc phien", "opium"]), DrugKind::Opium),
        (has(&["can sa", "tai ma", "cannabis"]), DrugKind::Cannabis),
        (has(&["cocain"]), DrugKind::Cocaine),
        (has(&["ketamin", "ke"]) && !has(&["keo"]), DrugKind::Ketamine),
        (has(&["amphetamin", "da", "hong phien", "thuoc lac", "mdma", "tong hop", "ats"]), DrugKind::Amphetamine),
    ];
    let named: Vec<DrugKind> = kinds.into_iter().filter(|(there, _)| *there).map(|(_, kind)| kind).collect();
    Some(match named.as_slice() {
        [one] => *one,
        [] => DrugKind::Other,
        _ => DrugKind::Several,
    })
}

pub fn schooling(row: &RawRow) -> Option<Schooling> {
    let written = fold(&text(row, Field::Schooling)?);
    let class: Option<u32> = written.split(|letter: char| !letter.is_ascii_digit()).find_map(|part| part.parse().ok());
    let has = |words: &[&str]| words.iter().any(|word| written.contains(word));
    if has(&["khong biet chu", "mu chu"]) {
        return Some(Schooling::None);
    }
    if has(&["thac si", "tien si", "sau dai hoc"]) {
        return Some(Schooling::Postgraduate);
    }
    if has(&["dai hoc", "cao dang", "trung cap"]) {
        return Some(Schooling::College);
    }
    match class {
        Some(1..=5) => Some(Schooling::Primary),
        Some(6..=9) => Some(Schooling::LowerSecondary),
        Some(10..=12) => Some(Schooling::UpperSecondary),
        _ if has(&["tieu hoc", "cap 1"]) => Some(Schooling::Primary),
        _ if has(&["trung hoc co so", "thcs"]) => Some(Schooling::LowerSecondary),
        _ if has(&["trung hoc pho thong", "thpt"]) => Some(Schooling::UpperSecondary),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_a_name_and_mixed_case_stays() {
        assert_eq!(person_name("GIÀNG A PÁO"), "Giàng A Páo");
        assert_eq!(person_name("K'BRƠI"), "K'Brơi");
        assert_eq!(person_name("Nguyễn văn Đức"), "Nguyễn văn Đức");
    }

    #[test]
    fn drugs_are_read_from_what_people_write() {
        let of = |text: &str| {
            let cells = [(Field::DrugKind, Cell::Text(text.to_owned()))].into();
            drug(&RawRow { line: 1, section: None, cells })
        };
        assert_eq!(of("Heroin, ma túy đá"), Some(DrugKind::Several));
        assert_eq!(of("thuốc phiện"), Some(DrugKind::Opium));
        assert_eq!(of("bóng cười"), Some(DrugKind::Other));
    }
}
