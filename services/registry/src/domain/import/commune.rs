//! Which commune a line means: a code, a name within the areas the caller keeps, the heading above, or the
//! commune the list was sent for.

use chrono::NaiveDate;
use documents::lists::Field;
use documents::lists::rows::RawRow;
use domain::FieldError;
use domain::places::{self, Level, Unit};
use domain::text::fold;

use super::{ListContext, cells};

/// So many units of a name are looked at before those outside the areas fall away.
const LOOKED_AT: usize = 400;

pub fn of(row: &RawRow, on: NaiveDate, context: &ListContext) -> Result<String, FieldError> {
    if let Some(written) = cells::text(row, Field::Commune) {
        let district = cells::text(row, Field::District);
        return named(&written, district.as_deref(), on, context);
    }
    if let Some(code) = row.section.as_deref().and_then(|section| named(section, None, on, context).ok()) {
        return Ok(code);
    }
    let code = context.commune_code.clone().ok_or_else(|| FieldError::required(Field::Commune.as_str()))?;
    exists(&code, on).map(|()| code)
}

fn exists(code: &str, on: NaiveDate) -> Result<(), FieldError> {
    let known = places::find(code, on).is_some_and(|unit| unit.level == Level::Commune);
    if known { Ok(()) } else { Err(FieldError::unknown_place(Field::Commune.as_str())) }
}

fn named(written: &str, district: Option<&str>, on: NaiveDate, context: &ListContext) -> Result<String, FieldError> {
    if written.len() == 5 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        return exists(written, on).map(|()| written.to_owned());
    }
    let wanted = fold(written);
    let inside = |unit: &&&Unit| {
        context.areas.is_empty() || context.areas.iter().any(|area| places::is_within(unit.code, area, on))
    };
    let found = places::search(written, on, LOOKED_AT);
    let mut communes: Vec<&Unit> =
        found.iter().filter(|unit| unit.level == Level::Commune).filter(inside).copied().collect();
    let whole: Vec<&Unit> = communes
        .iter()
        .copied()
        .filter(|unit| fold(unit.name) == wanted || fold(&unit.full_name()) == wanted)
        .collect();
    if !whole.is_empty() {
        communes = whole;
    }
    if let Some(district) = district {
        let wanted = fold(district);
        communes.retain(|unit| {
            let parent = unit.parent.and_then(|parent| places::find(parent, on));
            parent.is_some_and(|parent| fold(parent.name) == wanted || fold(&parent.full_name()) == wanted)
        });
    }
    match communes.as_slice() {
        [one] => Ok(one.code.to_owned()),
        [] => Err(FieldError::new(
            Field::Commune.as_str(),
            "import.commune_unknown",
            "Không có xã, phường tên này trong phạm vi của bạn vào ngày ghi. Kiểm tra tên, huyện hoặc ghi mã 5 số.",
            "No commune of this name in your areas on that day. Check the name or give the five-digit code.",
        )),
        several => Err(FieldError::new(
            Field::Commune.as_str(),
            "import.commune_ambiguous",
            format!("Có {} xã, phường trùng tên. Thêm cột huyện hoặc ghi mã 5 số.", several.len()),
            format!("{} communes have this name. Add the district or give the five-digit code.", several.len()),
        )),
    }
}
