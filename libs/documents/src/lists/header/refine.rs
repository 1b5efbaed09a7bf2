//! What labels leave open, the cells below them say.

use chrono::NaiveDate;

use super::Column;
use crate::lists::dates::parse_birth;
use crate::lists::{Cell, Field, Grid};

/// Rows looked at below the header.
const ROWS: usize = 40;

/// Settles columns for men and women (a mark or a birth?) and names in two columns.
pub(super) fn by_data(grid: &Grid, first_row: usize, mut columns: Vec<Column>) -> Vec<Column> {
    let cells = |column: usize| {
        let rows = first_row..grid.rows.len().min(first_row + ROWS);
        rows.map(move |row| grid.cell(row, column)).filter(|cell| !cell.is_blank())
    };
    for column in &mut columns {
        let births = cells(column.column).filter(|cell| is_birth(cell)).count() * 2 > cells(column.column).count();
        let any = cells(column.column).next().is_some();
        column.field = match column.field {
            Some(Field::SexMale) if births => Some(Field::BirthMale),
            Some(Field::SexFemale) if births => Some(Field::BirthFemale),
            Some(Field::BirthMale) if any && !births => Some(Field::SexMale),
            Some(Field::BirthFemale) if any && !births => Some(Field::SexFemale),
            other => other,
        };
    }
    split_name(&mut columns, &|column| cells(column).filter(|cell| cell.text().is_some()).count());
    columns
}

/// Whether a cell can be a birth; the century of a short year doesn't matter here.
fn is_birth(cell: &Cell) -> bool {
    parse_birth(cell, NaiveDate::default()).is_ok()
}

/// A header "Họ và tên" over two columns of text holds the family names, then the given name; and a
/// column "Tên" with no family names beside it holds the whole name.
fn split_name(columns: &mut [Column], texts: &dyn Fn(usize) -> usize) {
    let at = |columns: &[Column], field: Field| columns.iter().position(|column| column.field == Some(field));
    if let Some(index) = at(columns, Field::FullName)
        && let Some(next) = columns.get(index + 1)
        && next.field.is_none()
        && next.header == columns[index].header
        && texts(next.column) * 2 > texts(columns[index].column)
    {
        columns[index].field = Some(Field::FamilyNames);
        columns[index + 1].field = Some(Field::GivenName);
        columns[index + 1].certainty = columns[index].certainty;
    }
    if let Some(index) = at(columns, Field::GivenName)
        && at(columns, Field::FamilyNames).is_none()
        && at(columns, Field::FullName).is_none()
    {
        columns[index].field = Some(Field::FullName);
    }
}
