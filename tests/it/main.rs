//! Tests of the whole platform, in one binary.

mod access;
mod agreement;
mod architecture;
mod boards;
mod books;
mod canary;
mod contracts;
mod dong_thap;
mod faults;
mod house;
mod imports;
mod journeys;
mod register;
mod returns;
mod rollout;
mod tables;
mod traces;
