//! What turns a service into a running process: settings, database, telemetry, lifecycle, HTTP server.

pub mod audit;
pub mod certificates;
pub mod client;
pub mod clock;
pub mod context;
pub mod database;
pub mod host;
pub mod messages;
mod metrics;
pub mod persons;
pub mod secrets;
pub mod service;
pub mod settings;
pub mod telemetry;

pub use clock::Clock;
pub use context::Context;
pub use host::{Host, Running};
pub use service::Service;
pub use settings::Settings;
