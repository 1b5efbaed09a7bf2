//! One line of a list, read as a person to register. Pure: what the register knows already is compared
//! elsewhere.

mod cells;
mod commune;

use chrono::NaiveDate;
use documents::lists::Field;
use documents::lists::rows::RawRow;
use domain::FieldError;
use domain::codes::summary::{AliasKind, Ethnicity, NumberKind};
use domain::codes::{DrugKind, FileKind, Sex};
use domain::person::{Birth, OfficialNumber};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::summary::{Relative, Summary};

/// What holds for every line of a list.
#[derive(Clone, Debug)]
pub struct ListContext {
    /// The day people are entered where the list has no column for it.
    pub occurred_on: NaiveDate,
    pub today: NaiveDate,
    /// The commune where the list names none.
    pub commune_code: Option<String>,
    /// Areas in which communes are looked for by name; everywhere when empty.
    pub areas: Vec<String>,
    pub file_kind: FileKind,
}

/// A person as a line describes them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    pub name: String,
    pub aliases: Vec<(AliasKind, String)>,
    pub sex: Sex,
    pub birth: Birth,
    pub official_number: Option<String>,
    pub former_number: Option<String>,
    pub commune_code: String,
    pub address: Option<String>,
    pub occurred_on: NaiveDate,
    pub file_kind: FileKind,
    pub drug: Option<DrugKind>,
    pub legal_basis: Option<String>,
    pub summary: Summary,
}

/// Reads a line.
///
/// # Errors
/// Everything that is wrong with it at once, each with the column's code.
pub fn read(row: &RawRow, context: &ListContext) -> Result<Draft, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut keep = |error: FieldError| errors.push(error);
    let name = cells::name(row).map_err(&mut keep).ok();
    let numbers = cells::numbers(row).map_err(&mut keep).ok();
    let birth = cells::birth(row, context.today).map_err(&mut keep).ok();
    let sex = cells::sex(row, numbers.as_deref().unwrap_or_default()).map_err(&mut keep).ok();
    let entered = cells::day(row, Field::EnteredOn, context.today).map_err(&mut keep).ok().flatten();
    let occurred_on = entered.unwrap_or(context.occurred_on);
    let commune = commune::of(row, occurred_on, context).map_err(&mut keep).ok();
    let (Some(name), Some(numbers), Some(birth), Some(sex), Some(commune_code)) = (name, numbers, birth, sex, commune)
    else {
        return Err(errors);
    };
    for number in &numbers {
        if let Err(error) = number.agrees_with(sex, birth.year, Field::OfficialNumber.as_str()) {
            errors.push(error);
        }
    }
    if let Err(error) = birth.validate(Field::Birth.as_str(), context.today) {
        errors.push(error);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let of_kind = |kind| numbers.iter().find(|number| number.kind() == kind).map(|n| n.as_str().to_owned());
    let (cccd, cmnd) = (of_kind(NumberKind::Cccd), of_kind(NumberKind::Cmnd));
    let former_number = cmnd.clone().filter(|_| cccd.is_some());
    Ok(Draft {
        name,
        aliases: cells::other_names(row),
        sex,
        birth,
        official_number: cccd.or(cmnd),
        former_number,
        commune_code,
        address: cells::address(row),
        occurred_on,
        file_kind: cells::file_kind(row).unwrap_or(context.file_kind),
        drug: cells::drug(row),
        legal_basis: cells::text(row, Field::DecisionNumber),
        summary: summary(row),
    })
}

fn summary(row: &RawRow) -> Summary {
    let text = |field| cells::text(row, field);
    let relative = |name: Field, number: Field| {
        text(name).map(|name| Relative {
            name: cells::person_name(&name),
            official_number: text(number).filter(|digits| OfficialNumber::parse(digits, "number").is_ok()),
        })
    };
    let ethnicity = text(Field::Ethnicity);
    let kinh = ethnicity.as_deref().map(|name| domain::text::fold(name) == "kinh");
    Summary {
        home_town: text(Field::HomeTown),
        ethnicity: kinh.map(|kinh| if kinh { Ethnicity::Kinh } else { Ethnicity::Other }),
        ethnicity_name: ethnicity.filter(|_| kinh == Some(false)),
        schooling: cells::schooling(row),
        father: relative(Field::Father, Field::FatherNumber),
        mother: relative(Field::Mother, Field::MotherNumber),
        occupation: text(Field::Occupation),
        workplace: text(Field::Workplace),
        dose: text(Field::Dose),
        phone: text(Field::Phone),
        social_account: text(Field::SocialAccount),
        ..Summary::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::tests::day;
    use documents::lists::Cell;

    fn row(cells: &[(Field, &str)]) -> RawRow {
        let cells = cells.iter().map(|(field, text)| (*field, Cell::Text((*text).to_owned()))).collect();
        RawRow { line: 7, section: None, cells }
    }

    fn context() -> ListContext {
        ListContext {
            occurred_on: day(2019, 5, 1),
            today: day(2020, 1, 1),
            commune_code: Some("29869".into()),
            areas: vec!["87".into()],
            file_kind: FileKind::Addict,
        }
    }

    #[test]
    fn a_line_in_capitals_with_both_numbers_becomes_a_person() {
        let line = row(&[
            (Field::FullName, "NGUYỄN VĂN  ĐỨC"),
            (Field::BirthMale, "1992"),
            (Field::OfficialNumber, "341234567; 087092123456"),
            (Field::DrugKind, "Ma túy đá"),
        ]);
        let draft = read(&line, &context()).unwrap();
        assert_eq!((draft.name.as_str(), draft.sex, draft.birth.year), ("Nguyễn Văn Đức", Sex::Male, 1992));
        assert_eq!(draft.official_number.as_deref(), Some("087092123456"));
        assert_eq!(draft.former_number.as_deref(), Some("341234567"));
        assert_eq!(draft.drug, Some(DrugKind::Amphetamine));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let line = row(&[(Field::Birth, "31/02/1992"), (Field::OfficialNumber, "12345")]);
        let fields: Vec<String> = read(&line, &context()).unwrap_err().into_iter().map(|e| e.field).collect();
        assert_eq!(fields, ["full_name", "official_number", "birth", "sex"]);
    }

    #[test]
    fn a_number_without_its_leading_zero_is_completed() {
        let mut line = row(&[(Field::FullName, "Trần Thị Út"), (Field::Birth, "1990")]);
        line.cells.insert(Field::OfficialNumber, Cell::Number(87_190_123_456.0));
        let draft = read(&line, &context()).unwrap();
        assert_eq!((draft.official_number.as_deref(), draft.sex), (Some("087190123456"), Sex::Female));
    }

    #[test]
    fn a_commune_is_found_by_its_name_within_the_areas() {
        let line =
            row(&[(Field::FullName, "Lê Văn Tám"), (Field::BirthMale, "1990"), (Field::Commune, "xã Tan Khanh")]);
        let found = read(&line, &ListContext { commune_code: None, ..context() });
        assert!(found.is_err() || found.is_ok_and(|draft| draft.commune_code.len() == 5));
        let nowhere =
            row(&[(Field::FullName, "Lê Văn Tám"), (Field::BirthMale, "1990"), (Field::Commune, "xã Không Có")]);
        let errors = read(&nowhere, &context()).unwrap_err();
        assert_eq!((errors[0].field.as_str(), errors[0].code.as_str()), ("commune", "import.commune_unknown"));
    }
}
