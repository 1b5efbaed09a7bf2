//! The service with news of persons, on an empty database of its own.

mod books;
mod certificates;
mod fixture;
mod histories;
mod labour;
mod merges;
mod merits;
mod migration;
mod months;
mod orders;
mod records;
mod reliefs;
mod rolls;
