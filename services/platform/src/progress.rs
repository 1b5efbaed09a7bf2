//! Progress bars on standard error; none when the run is quiet or nobody watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::terminal::Terminal;

/// A bar of `length` steps. `template` is indicatif's, with the words already in it.
pub fn bar(terminal: Terminal, length: u64, template: &str) -> ProgressBar {
    let target = if terminal.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(length), target).with_style(style)
}
