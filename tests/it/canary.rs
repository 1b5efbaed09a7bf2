//! A canary: a person whose name, number and address are looked for wherever they must not be. Registry
//! keeps the name in its own tables, number and address sealed; nobody else learns any of them.

mod marks;
mod pages;
pub mod process;
mod story;

use tests::in_both_modes;

in_both_modes!(
    no_name_number_or_address_leaves_the_registers_own_tables,
    no_name_number_or_address_stands_in_a_log_or_a_span,
);

mod bodies {
    use anyhow::{Result, ensure};
    use platform::demo::accounts;
    use tests::{Mode, start};

    use super::marks::{IDENTITY, Marks, SEALED};
    use super::process::Process;
    use super::story;
    use crate::tables::{self, Row};

    /// Registry's tables that other services read, or that tell what was sent.
    const FOR_OTHERS: [&str; 7] = [
        "audit_entries",
        "audit_seals",
        "audit_waiting",
        "idempotency_keys",
        "inbox_subjects",
        "outbox",
        "parked_messages",
    ];

    fn may_hold_names(row: &Row) -> bool {
        row.service == "registry" && !FOR_OTHERS.contains(&row.table.as_str())
    }

    pub async fn no_name_number_or_address_leaves_the_registers_own_tables(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let base = platform.running.base_url();
        story::play(&base, &accounts::remote(&platform.running, "vanhanh")).await?;

        let rows = tables::rows(&platform).await?;
        let (own, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| may_hold_names(row));
        let told: Vec<_> = others.iter().filter(|row| IDENTITY.find_in(row.text.as_bytes()).is_some()).collect();
        ensure!(told.is_empty(), "{told:#?}");
        let unsealed: Vec<_> = own.iter().filter(|row| SEALED.find_in(row.text.as_bytes()).is_some()).collect();
        ensure!(unsealed.is_empty(), "{unsealed:#?}");
        let kept = own.iter().filter(|row| IDENTITY.find_in(row.text.as_bytes()).is_some()).count();
        ensure!(kept > 0, "the search finds nothing, not even the name in the register");
        ensure!(
            others.iter().any(|row| row.table == "outbox" && row.service == "aftercare"),
            "the story reached no service"
        );

        if mode == Mode::Embedded {
            for entry in std::fs::read_dir(platform.folder())? {
                let file = entry?.path();
                let is_registry = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("registry."));
                let marks: &Marks = if is_registry { &SEALED } else { &IDENTITY };
                if file.is_file() {
                    let found = marks.find_in(&std::fs::read(&file)?);
                    ensure!(found.is_none(), "{} holds {found:?}", file.display());
                }
            }
        }
        platform.stop().await;
        Ok(())
    }

    pub async fn no_name_number_or_address_stands_in_a_log_or_a_span(mode: Mode) -> Result<()> {
        let process = Process::start(mode).await?;
        story::play(&process.base, &process.operator()).await?;
        let (log, spans) = process.stop().await?;

        ensure!(log.contains("TRACE"), "the log is not at its most talkative");
        let told: Vec<&str> = log.lines().filter(|line| IDENTITY.find_in(line.as_bytes()).is_some()).collect();
        ensure!(told.is_empty(), "{} log lines, the first: {:#?}", told.len(), &told[..told.len().min(5)]);
        for route in ["POST /api/registry/v1/persons/search", "GET /nguoi/{id}", "POST /api/facility/v1/admissions"] {
            ensure!(spans.iter().any(|span| span.name == route), "no span {route}");
        }
        let told: Vec<_> =
            spans.iter().filter(|span| IDENTITY.find_in(format!("{span:?}").as_bytes()).is_some()).collect();
        ensure!(told.is_empty(), "{told:#?}");
        Ok(())
    }
}
