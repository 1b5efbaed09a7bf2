//! Who may depend on whom: the rules of the architecture page, over cargo's own description of the
//! workspace and the paths that the sources name.

mod paths;
mod rules;
mod workspace;

use rules::violations;
use workspace::Workspace;

#[test]
fn the_workspace_keeps_the_dependency_rules() {
    let workspace = Workspace::read().unwrap();
    assert!(workspace.crates.len() > 15, "cargo described only {} crates", workspace.crates.len());
    assert!(workspace.sources.len() > 200, "only {} sources were found", workspace.sources.len());
    let found = violations(&workspace);
    assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
}

/// What a fixture breaks, and the words the report must hold.
const BROKEN: [(&str, &str); 14] = [
    ("a service depends on another service", "facility may not depend on registry"),
    ("also as a dev-dependency", "training may not depend on registry"),
    ("the vocabulary depends on a crate of the workspace", "domain may not depend on events"),
    ("the event library depends on the HTTP glue", "events may not depend on web"),
    ("the host depends on a service", "runtime may not depend on facility"),
    ("the migrations depend on a crate of the workspace", "migrations may not depend on domain"),
    ("the test kit is a dependency of a service", "facility may have testkit as a dev-dependency only"),
    ("a service speaks to the broker itself", "facility may not depend on lapin"),
    ("a domain file names the database library", "services/facility/src/domain/admission.rs: sea_orm"),
    ("a domain file names the runtime without importing it", "services/facility/src/domain/admission.rs: tokio"),
    ("a domain file climbs to the store", "services/facility/src/domain/admission.rs: crate::store"),
    ("the store names the use cases", "services/facility/src/store/admissions.rs: crate::app"),
    ("an endpoint names the database library", "services/facility/src/http/admissions.rs: sea_orm"),
    ("a use case publishes past the outbox", "services/facility/src/app/admissions.rs: basic_publish"),
];

#[test]
fn each_broken_rule_is_reported() {
    let found = violations(&workspace::fixture().unwrap());
    for (what, words) in BROKEN {
        assert!(found.iter().any(|line| line.contains(words)), "{what}: not in\n{}", found.join("\n"));
    }
    assert_eq!(found.len(), BROKEN.len(), "and nothing else:\n{}", found.join("\n"));
}
