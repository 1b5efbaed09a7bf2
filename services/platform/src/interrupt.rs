//! Ctrl-C in a long command: the batch in hand is finished, the command that goes on is printed, and the
//! exit code is 130. A second Ctrl-C ends at once.
//!
//! ```ignore
//! let interrupt = Interrupt::install(terminal);
//! for batch in batches {
//!     send(batch).await?;
//!     if interrupt.is_set() {
//!         return Err(interrupt.resume_with("hoanhap rebuild reporting --from facility:1200").into());
//!     }
//! }
//! ```

use std::fmt;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::exit::Exit;
use crate::terminal::Terminal;
use crate::words::Said;

/// Signals closer together than this count as one.
const SAME_SIGNAL: Duration = Duration::from_millis(300);

/// Listens until it is dropped.
pub struct Interrupt {
    set: watch::Receiver<bool>,
    listening: JoinHandle<()>,
}

impl Interrupt {
    /// Takes SIGINT and SIGTERM from here on. Call it inside the async runtime.
    pub fn install(terminal: Terminal) -> Self {
        let (send, set) = watch::channel(false);
        let listening = tokio::spawn(async move {
            interrupted().await;
            let _ = send.send(true);
            terminal.note(
                "Đang dừng sau lô này; nhấn Ctrl-C lần nữa để dừng ngay.",
                "Stopping after this batch; press Ctrl-C again to stop at once.",
            );
            // What starts this program may pass the same signal on a second time.
            tokio::time::sleep(SAME_SIGNAL).await;
            interrupted().await;
            std::process::exit(i32::from(Exit::Interrupted as u8));
        });
        Self { set, listening }
    }

    pub fn is_set(&self) -> bool {
        *self.set.borrow()
    }

    /// Returns when it is set. For waits that have no batch to finish.
    pub async fn wait(&self) {
        let mut set = self.set.clone();
        if set.wait_for(|set| *set).await.is_err() {
            // The listener ended without a signal: none will come.
            std::future::pending::<()>().await;
        }
    }

    /// The failure to return when it is set; `command` goes on from here.
    pub fn resume_with(&self, command: impl Into<String>) -> Interrupted {
        Interrupted { resume: command.into() }
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// A command that was stopped between two batches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interrupted {
    /// The command that does the rest.
    pub resume: String,
}

impl Interrupted {
    pub fn said(&self) -> Said {
        Said::new("Lô đang làm đã xong, có thể làm tiếp.", "The batch in hand is finished, the rest can go on.")
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for Interrupted {}

/// Returns at Ctrl-C or SIGTERM.
pub async fn interrupted() {
    let control_c = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = control_c => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => drop(control_c.await),
    }
}
