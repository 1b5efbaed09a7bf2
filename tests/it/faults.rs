//! Faults at the worst moments, with the real PostgreSQL and RabbitMQ and one process per service.
//!
//! No failpoint stands in the product: a window is held open from outside, with a lock in the database or a
//! frozen broker, and the process in it is killed with `kill -9`. Each test ends by comparing the journals
//! of the producers with what took effect in reporting, and prints the figures.

mod balance;
mod consumer;
mod fleet;
mod outage;
mod poison;
mod relay;
mod wire;
