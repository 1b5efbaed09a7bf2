//! Synthetic people for tests and benchmarks, the same for the same seed on every machine.
//!
//! No real data: names are drawn from lists of usual syllables, numbers are random digits of the right
//! structure, communes come from the administrative list. `README.md` tells how everything is made.

mod dice;
mod kinds;
mod names;
mod pairs;
mod people;
mod person;
mod places;
mod slips;
mod strangers;

pub use dice::Dice;
pub use pairs::{Kind, LabelledPair, labelled_pairs};
pub use people::people;
pub use person::Person;
pub use slips::Slip;
pub use strangers::Strangers;
