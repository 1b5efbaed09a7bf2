//! The service with news of persons and their stays, on an empty database of its own.

mod certificates;
mod fixture;
mod merges;
mod orders;
