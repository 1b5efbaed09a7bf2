//! The service with news of persons, on an empty database of its own.

mod books;
mod fixture;
mod histories;
mod merges;
mod merits;
mod migration;
mod months;
mod orders;
mod rolls;
