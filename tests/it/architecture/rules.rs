//! The rules, as a function from a workspace to what breaks them.

use super::paths::{self, Named};
use super::workspace::{Crate, Source, Workspace};

/// What a service's `domain` may name besides itself.
const PURE: [&str; 10] =
    ["chrono", "core", "documents", "domain", "events", "schemars", "serde", "std", "thiserror", "uuid"];

/// One sentence for each breach.
pub fn violations(workspace: &Workspace) -> Vec<String> {
    let mut found: Vec<String> =
        workspace.crates.iter().flat_map(|member| dependencies(member, &workspace.crates)).collect();
    for source in &workspace.sources {
        found.extend(imports(source, &workspace.crates));
    }
    found
}

/// Which crates of the workspace a library may depend on; none for those that aren't in the list.
fn layers_below(library: &str) -> &'static [&'static str] {
    match library {
        "certificates" | "events" | "samples" | "web" => &["domain"],
        "messaging" => &["domain", "events"],
        "runtime" => &["certificates", "domain", "events", "messaging", "web"],
        "testkit" => &["domain", "events", "messaging", "runtime", "web"],
        _ => &[],
    }
}

fn dependencies(member: &Crate, all: &[Crate]) -> Vec<String> {
    let (part, _) = member.folder.split_once('/').unwrap_or((&member.folder, ""));
    if part == "tests" {
        return Vec::new();
    }
    let mut found = Vec::new();
    for dependency in &member.dependencies {
        let (name, wanted) = (&member.name, &dependency.name);
        if wanted == "testkit" {
            if dependency.kind.as_deref() != Some("dev") {
                found.push(format!("{name} may have testkit as a dev-dependency only"));
            }
            continue;
        }
        let folder = all.iter().find(|other| other.name == *wanted).map(|other| other.folder.as_str());
        let allowed = match folder {
            None => wanted != "lapin" || name == "messaging",
            Some(folder) => match part {
                "services" if name == "platform" => true,
                "services" => folder.starts_with("libs/") || folder == "migrations",
                "libs" if folder == "migrations" => dependency.kind.as_deref() == Some("dev"),
                "libs" => layers_below(name).contains(&wanted.as_str()),
                _ => false,
            },
        };
        if !allowed {
            found.push(format!("{name} may not depend on {wanted}"));
        }
    }
    found
}

/// The part of a service a file belongs to: `domain`, `store`, …
fn layer(path: &str) -> Option<(&str, &str)> {
    let (service, rest) = path.strip_prefix("services/")?.split_once("/src/")?;
    let layer = rest.split('/').next()?;
    Some((service, layer.strip_suffix(".rs").unwrap_or(layer)))
}

fn imports(source: &Source, all: &[Crate]) -> Vec<String> {
    let named = paths::of(&source.path, &source.text);
    let mut broken: Vec<String> = Vec::new();
    if !source.path.starts_with("libs/messaging/") && named.contains(&Named::Word("basic_publish".to_owned())) {
        broken.push("basic_publish".to_owned());
    }
    if let Some((service, layer)) = layer(&source.path) {
        let dependencies = all.iter().find(|other| other.folder == format!("services/{service}"));
        let is_dependency = |name: &str| {
            let declared = dependencies.into_iter().flat_map(|member| &member.dependencies);
            declared.map(|dependency| dependency.name.replace('-', "_")).any(|declared| declared == name)
        };
        for name in &named {
            match name {
                Named::Head(head) if is_dependency(head) && !may_name(layer, head) => broken.push(head.clone()),
                Named::Module(module) if !may_enter(layer, module) => broken.push(format!("crate::{module}")),
                _ => {}
            }
        }
    }
    broken.into_iter().map(|what| format!("{}: {what} may not be named here", source.path)).collect()
}

/// Whether a layer may name another crate.
fn may_name(layer: &str, head: &str) -> bool {
    match layer {
        "domain" => PURE.contains(&head),
        "http" => head != "sea_orm",
        "store" => head != "axum",
        _ => true,
    }
}

/// Whether a layer may name another layer of its service.
fn may_enter(layer: &str, module: &str) -> bool {
    match layer {
        "domain" => module == "domain",
        "store" => !["app", "consumers", "http", "projections"].contains(&module),
        "app" => !["consumers", "http"].contains(&module),
        _ => true,
    }
}
