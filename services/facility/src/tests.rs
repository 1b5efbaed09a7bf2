//! The service with news of persons, on an empty database of its own.

mod books;
mod certificates;
mod fixture;
mod histories;
mod house;
mod intake;
mod labour;
mod merges;
mod merits;
mod migration;
mod months;
mod notices;
mod orders;
mod records;
mod reliefs;
mod returns;
mod rolls;
mod waiting;
