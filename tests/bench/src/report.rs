//! The table at the end, and the machine it was measured on.

use std::fs;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// A measured value and the value of its yardstick, both in `unit`.
pub struct Row {
    pub what: String,
    pub value: f64,
    pub yardstick: &'static str,
    pub yardstick_value: f64,
    pub unit: &'static str,
    pub note: String,
}

#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
    /// What it was measured with.
    about: Vec<String>,
}

impl Report {
    pub fn add(&mut self, row: Row) {
        eprintln!("  {}: {:.1} {}, {}: {:.1}", row.what, row.value, row.unit, row.yardstick, row.yardstick_value);
        self.rows.push(row);
    }

    pub fn about(&mut self, line: String) {
        if !self.about.contains(&line) {
            self.about.push(line);
        }
    }

    #[expect(clippy::print_stdout, reason = "the report is this program's output")]
    pub fn print(&self) {
        println!("\n{}", machine());
        for line in &self.about {
            println!("{line}");
        }
        let mut table = Table::new();
        table.load_style(presets::UTF8_BORDERS_ONLY).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(["measured", "value", "yardstick", "value", "unit", "ratio", "note"]);
        for row in &self.rows {
            table.add_row([
                row.what.clone(),
                number(row.value),
                row.yardstick.to_owned(),
                number(row.yardstick_value),
                row.unit.to_owned(),
                format!("{:.2}", row.value / row.yardstick_value),
                row.note.clone(),
            ]);
        }
        for column in [1, 3, 5] {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        println!("{table}");
    }
}

fn number(value: f64) -> String {
    if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}

/// The middle one of an odd number of measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1).map(str::to_owned));
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    let build = if cfg!(debug_assertions) { "debug build: figures mean nothing" } else { "release build" };
    format!("{cores} cores ({}), load {load} at the end, {build}", model.unwrap_or_else(|| "unknown".to_owned()))
}
