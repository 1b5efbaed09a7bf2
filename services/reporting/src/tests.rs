//! The service with news of persons and their measures, on an empty database of its own.

mod capacities;
mod files;
mod fixture;
mod histories;
mod merges;
mod orders;
mod overlaps;
mod treatments;
