//! Asking before something is lost.

use std::io::{BufRead, IsTerminal, Write};

use crate::code::Code;
use crate::exit::Failed;
use crate::terminal::Terminal;
use crate::words::Said;

/// Says what will change and asks whether to go on; `yes` is the answer given beforehand.
///
/// # Errors
/// `E_CONFIRM` where nobody can be asked, `E_DECLINED` when the answer is no.
pub fn confirm(terminal: Terminal, what: &Said, yes: bool) -> Result<(), Failed> {
    if yes {
        terminal.note(&what.vi, &what.en);
        return Ok(());
    }
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Err(Failed::new(Code::Confirm, what.clone()));
    }
    let question = terminal.say("Tiếp tục? [c/K]", "Go on? [y/N]");
    let mut screen = std::io::stderr();
    let _ = write!(screen, "{}\n{question} ", what.pick(terminal.language)).and_then(|()| screen.flush());
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    if is_yes(&answer) { Ok(()) } else { Err(Failed::new(Code::Declined, what.clone())) }
}

fn is_yes(answer: &str) -> bool {
    ["c", "có", "co", "y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_one() {
        assert!(is_yes("Có\n") && is_yes("y\n") && is_yes(" YES "));
        assert!(!is_yes("\n") && !is_yes("không\n") && !is_yes("n"));
    }
}
