//! Administrative documents as Word files, laid out after Annex I of Decree 30/2020/NĐ-CP.
//!
//! A [`Document`] is data; [`write_docx`] turns it into the parts of a Word file. All text is
//! inert: it is escaped, and characters that XML can't hold are dropped. The parts are written
//! here and not by a library, because a table's header row has to be repeated on every page.

mod closing;
mod content;
mod document;
mod head;
mod nd30;
mod package;
mod paragraph;
mod table;
mod xml;

pub(crate) use document::date_in_words;
pub use document::{Block, Choice, Document, FormMark, Letterhead, Orientation, Signature, Table};
pub use nd30::{Nd30, OutOfRange};
pub use package::{CONTENT_TYPE, write_docx};

#[cfg(test)]
mod tests;
