//! Keeps hostile and broken files from taking the process with them.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use zip::ZipArchive;

use super::{Foreign, Limits, Unreadable};

/// Runs a reader; where it panics over a broken file, the file is damaged.
pub(super) fn caught<T>(read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Unreadable::Damaged))
}

/// Checks that a zip archive is an xlsx workbook and unpacks to no more than the limit. Everything
/// is unpacked once and thrown away, because the sizes that an archive states may be lies.
pub(super) fn check_package(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let holds = |part: &str| archive.file_names().flatten().any(|name| name.eq_ignore_ascii_case(part));
    let foreign = if holds("xl/workbook.bin") {
        Some(Foreign::BinaryWorkbook)
    } else if holds("word/document.xml") {
        Some(Foreign::Word)
    } else if holds("content.xml") && holds("META-INF/manifest.xml") {
        Some(Foreign::OpenDocument)
    } else if !holds("[Content_Types].xml") {
        Some(Foreign::Archive)
    } else {
        None
    };
    if let Some(kind) = foreign {
        return Err(Unreadable::NotAList { kind });
    }
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| Unreadable::Damaged)?;
        let styles = part.name().is_ok_and(|name| name.to_lowercase().ends_with("styles.xml"));
        let mut formats = FormatCount::default();
        let mut buffer = [0; 1 << 15];
        loop {
            let read = part.read(&mut buffer).map_err(|_| Unreadable::Damaged)?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read).ok_or(Unreadable::UnpacksTooLarge { limit: limits.unpacked_bytes })?;
            if styles {
                formats.take(&buffer[..read]);
            }
        }
        if formats.count > FormatCount::AT_MOST {
            return Err(Unreadable::Damaged);
        }
    }
    Ok(())
}

/// Counts the `xf` elements of a style sheet: each takes few bytes there and many in memory.
#[derive(Default)]
struct FormatCount {
    count: usize,
    matched: u8,
}

impl FormatCount {
    /// Excel itself stops at 65,490 cell formats (specifications of Excel); cell styles use the
    /// same element.
    const AT_MOST: usize = 200_000;

    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.matched = match (self.matched, byte) {
                (_, b'<' | b':') => 1,
                (1, b'x') => 2,
                (2, b'f') => 3,
                (3, b' ' | b'/' | b'>' | b'\r' | b'\n' | b'\t') => {
                    self.count += 1;
                    0
                }
                _ => 0,
            };
        }
    }
}
