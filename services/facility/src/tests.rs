//! The service with news of persons, on an empty database of its own.

mod certificates;
mod fixture;
mod histories;
mod merges;
mod migration;
mod orders;
