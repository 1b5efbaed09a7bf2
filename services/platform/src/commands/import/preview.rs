//! How a file was understood, for the operator's screen. No cell of a person is printed: values stay in the
//! workbook of refused lines.

use registry::{ImportView, LineView, ProblemView};

use crate::code::Code;
use crate::exit::Failed;
use crate::terminal::Terminal;

/// Skipped lines that are named one by one.
const NAMED: usize = 5;

/// Says on standard error which columns were found, what was converted, and what was passed over.
pub fn explain(import: &ImportView, terminal: Terminal) {
    let plan = &import.plan;
    let sure = plan.confidence * 100.0;
    let (sheet, header) = (&plan.sheet, plan.mapping.header_row + 1);
    terminal.note(
        format!("{}: trang “{sheet}”, tiêu đề ở dòng {header}, chắc {sure:.0} %", import.file_name),
        format!("{}: sheet “{sheet}”, header in line {header}, {sure:.0} % sure", import.file_name),
    );
    for column in &plan.columns {
        let (vi, en) = column.field.map_or(("(bỏ qua)", "(left aside)"), |field| (field.vi(), field.en()));
        terminal.note(format!("  {} → {vi}", column.header), format!("  {} → {en}", column.header));
    }
    for encoding in &plan.converted_from {
        terminal.note(format!("  chuyển mã từ {encoding}"), format!("  converted from {encoding}"));
    }
    for notice in &plan.notices {
        terminal.note(format!("  {}", notice.vi), format!("  {}", notice.en));
    }
    for skipped in plan.skipped.iter().take(NAMED) {
        let line = skipped.line;
        let (vi, en) = (skipped.why.vi(), skipped.why.en());
        terminal.note(format!("  bỏ qua dòng {line}: {vi}"), format!("  line {line} passed over: {en}"));
    }
    let more = plan.skipped.len().saturating_sub(NAMED);
    if more + plan.blank > 0 {
        let blank = plan.blank;
        terminal.note(
            format!("  bỏ qua thêm {more} dòng khác, {blank} dòng trống"),
            format!("  passed over: {more} more lines, {blank} blank ones"),
        );
    }
}

/// The failure of a file with wrong lines, told by the first of them.
///
/// `most` is how many were allowed, where that was said.
pub fn wrong(import: &ImportView, (bad, most): (i64, Option<i64>), first: &[LineView], terminal: Terminal) -> Failed {
    let problems = first.iter().flat_map(|line| line.problems.iter().map(move |problem| (line.line, problem)));
    for (line, problem) in problems {
        let (vi, en) = column(problem);
        terminal.note(format!("  dòng {line}{vi}: {}", problem.vi), format!("  line {line}{en}: {}", problem.en));
    }
    let code = first.iter().flat_map(|line| &line.problems).next().map_or(Code::ImportLine, code);
    let (file, count, id) = (&import.file_name, terminal.number(bad), import.id);
    let (mut vi, mut en) = (format!("{file}: {count} dòng sai"), format!("{file}: {count} lines are wrong"));
    if let Some(most) = most {
        vi.push_str(&format!(", quá mức {most} của --max-errors"));
        en.push_str(&format!(", more than the {most} of --max-errors"));
    }
    let failed = Failed::say(code, format!("{vi}; chưa ghi gì"), format!("{en}; nothing was written"));
    if most.is_some() { failed } else { failed.next(format!("hoanhap import resume {id} --skip-invalid")) }
}

fn column(problem: &ProblemView) -> (String, String) {
    let field = documents::lists::Field::ALL.iter().find(|field| field.as_str() == problem.field);
    field.map_or_else(Default::default, |field| {
        (format!(", cột “{}”", field.vi()), format!(", column “{}”", field.en()))
    })
}

/// The code that explains a wrong cell.
fn code(problem: &ProblemView) -> Code {
    match (problem.code.as_str(), problem.field.as_str()) {
        ("import.date", _) | (_, "birth" | "birth_male" | "birth_female" | "entered_on") => Code::ImportDate,
        (_, "official_number") => Code::ImportNumber,
        (_, "commune" | "district" | "province") => Code::ImportCommune,
        (_, "full_name" | "sex") => Code::ImportPerson,
        _ => Code::ImportLine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(field: &str, code: &str) -> ProblemView {
        let [field, code] = [field, code].map(str::to_owned);
        ProblemView { field, code, vi: String::new(), en: String::new() }
    }

    #[test]
    fn a_wrong_cell_is_explained_by_its_column() {
        assert_eq!(code(&problem("birth", "import.date")), Code::ImportDate);
        assert_eq!(code(&problem("official_number", "number.length")), Code::ImportNumber);
        assert_eq!(code(&problem("commune", "import.commune_unknown")), Code::ImportCommune);
        assert_eq!(code(&problem("sex", "required")), Code::ImportPerson);
        assert_eq!(code(&problem("", "conflict")), Code::ImportLine);
        assert_eq!(column(&problem("sex", "required")).1, ", column “Sex”");
    }
}
