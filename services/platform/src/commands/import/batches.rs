//! Writing an import, and taking one back, batch by batch.

use registry::{Apply, ImportState, ImportView, RowState, Undo};
use uuid::Uuid;

use super::Row;
use crate::exit::Failed;
use crate::interrupt::Interrupt;
use crate::progress;
use crate::remote::Remote;
use crate::terminal::Terminal;

/// Writes until no line waits; `resume` is the command that goes on.
pub async fn apply(
    remote: &Remote,
    mut import: ImportView,
    resume: String,
    terminal: Terminal,
) -> Result<ImportView, Failed> {
    let interrupt = Interrupt::install(terminal);
    let lines = Row::from(&import).waiting;
    let bar = bar(terminal, lines);
    while Row::from(&import).waiting > 0 || import.state == ImportState::Applying {
        if interrupt.is_set() {
            bar.finish_and_clear();
            return Err(interrupt.resume_with(resume).into());
        }
        let path = format!("/v1/imports/{}/apply", import.id);
        let answer = remote.post("registry", &path, &Apply::default(), None).await;
        import = answer.map_err(|error| Failed::from(error).next(resume.clone()))?;
        bar.set_position(u64::try_from(lines - Row::from(&import).waiting).unwrap_or(0));
    }
    bar.finish_and_clear();
    Ok(import)
}

/// Takes back until nothing is left that was written.
pub async fn undo(remote: &Remote, id: Uuid, terminal: Terminal) -> Result<ImportView, Failed> {
    let interrupt = Interrupt::install(terminal);
    let done = |import: &ImportView| -> i64 {
        import.counts.iter().filter(|count| count.state == RowState::Done).map(|count| count.lines).sum()
    };
    let lines = done(&super::find(remote, id).await?);
    let bar = bar(terminal, lines);
    let again = format!("hoanhap import undo {id} --yes");
    loop {
        let answer = remote.post("registry", &format!("/v1/imports/{id}/undo"), &Undo::default(), None).await;
        let import: ImportView = answer.map_err(|error| Failed::from(error).next(again.clone()))?;
        bar.set_position(u64::try_from(lines - done(&import)).unwrap_or(0));
        if import.state == ImportState::Undone {
            bar.finish_and_clear();
            return Ok(import);
        }
        if interrupt.is_set() {
            bar.finish_and_clear();
            return Err(interrupt.resume_with(again).into());
        }
    }
}

fn bar(terminal: Terminal, lines: i64) -> indicatif::ProgressBar {
    let left = terminal.say("còn", "left");
    let rows = terminal.say("dòng", "rows");
    let template = format!("{{bar:30}} {{pos}}/{{len}} {rows} ({{per_sec}}, {left} {{eta}})");
    progress::bar(terminal, u64::try_from(lines).unwrap_or(0), &template)
}
