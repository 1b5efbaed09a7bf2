//! Every service of the platform.

use std::sync::Arc;

use runtime::Service;

pub fn all() -> Vec<Arc<dyn Service>> {
    vec![
        Arc::new(identity::Identity),
        Arc::new(registry::Registry),
        Arc::new(facility::Facility),
        Arc::new(community::Community),
        Arc::new(aftercare::Aftercare),
        Arc::new(training::Training),
        Arc::new(reporting::Reporting),
        Arc::new(console::Console),
    ]
}

/// Their names, for the command line.
pub const NAMES: [&str; 8] =
    ["identity", "registry", "facility", "community", "aftercare", "training", "reporting", "console"];

/// The services that keep data and exchange messages.
pub const WITH_MESSAGES: [&str; 6] = ["registry", "facility", "community", "aftercare", "training", "reporting"];

pub fn named(name: &str) -> Option<Arc<dyn Service>> {
    all().into_iter().find(|service| service.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_knows_every_service() {
        assert!(all().iter().map(|service| service.name()).eq(NAMES));
    }
}
