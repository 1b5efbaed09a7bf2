//! The lines that were not taken, as a workbook with the reason beside each, to mend and send again.

use documents::lists::Grid;
use documents::lists::rejected::{Rejected, write};
use uuid::Uuid;
use web::{Caller, Problem};

use super::{Content, Plan, own};
use crate::State;
use crate::store;
use crate::store::imports::{Line, Outcome, RowState};

/// Lines a workbook holds at most.
const MOST: u64 = 100_000;

pub async fn rejected(state: &State, caller: &Caller, id: Uuid) -> Result<Vec<u8>, Problem> {
    let import = own(state, caller, id).await?;
    let plan: Plan = serde_json::from_str(&import.plan).map_err(|_| Problem::internal())?;
    let kept = store::imports::lines(&state.context.db, id, &[RowState::Kept], &[], 0, MOST, &state.vault).await?;
    let mut grid = Grid { sheet: plan.sheet, ..Grid::default() };
    for (row, texts) in (plan.mapping.header_row..).zip(&plan.header) {
        let cells = texts.iter().map(|text| documents::lists::Cell::Text(text.clone())).collect();
        put(&mut grid, row, cells);
    }
    let mut refused = Vec::new();
    for line in &kept {
        put(&mut grid, place(line.line), Content::of(line)?.cells);
        refused.push(Rejected { line: place(line.line) + 1, reasons: reasons(line) });
    }
    write(&grid, &plan.mapping, &refused).map_err(|error| {
        tracing::error!(%error, "the workbook of refused lines can't be written");
        Problem::internal()
    })
}

fn place(line: u32) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1)
}

fn put(grid: &mut Grid, row: usize, cells: Vec<documents::lists::Cell>) {
    if grid.rows.len() <= row {
        grid.rows.resize_with(row + 1, Vec::new);
    }
    grid.rows[row] = cells;
}

fn reasons(line: &Line) -> Vec<String> {
    if line.problems.is_empty() && line.outcome == Outcome::PossibleDuplicate {
        return vec!["Có thể trùng với người đã có trong sổ: xem và quyết định trên màn hình Trùng lặp.".to_owned()];
    }
    line.problems
        .iter()
        .map(|problem| match documents::lists::Field::ALL.iter().find(|field| field.as_str() == problem.field) {
            Some(field) => format!("{}: {}", field.vi(), problem.vi),
            None => problem.vi.clone(),
        })
        .collect()
}
