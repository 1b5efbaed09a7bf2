//! What the checker looks at: the crates with what they depend on, and the sources.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

pub struct Workspace {
    pub crates: Vec<Crate>,
    pub sources: Vec<Source>,
}

pub struct Crate {
    pub name: String,
    /// From the workspace's root: `services/facility`.
    pub folder: String,
    pub dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
pub struct Dependency {
    pub name: String,
    /// `dev` or `build`; none for an ordinary one.
    pub kind: Option<String>,
}

pub struct Source {
    /// From the workspace's root: `services/facility/src/lib.rs`.
    pub path: String,
    pub text: String,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: String,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

impl Workspace {
    /// The workspace this test belongs to.
    pub fn read() -> Result<Self> {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let output = Command::new(cargo)
            .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()?;
        ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        let (root, crates) = crates(&output.stdout)?;
        let mut sources = Vec::new();
        for part in ["libs", "migrations", "services"] {
            collect(&root, &Path::new(&root).join(part), &mut sources)?;
        }
        Ok(Self { crates, sources })
    }
}

fn crates(metadata: &[u8]) -> Result<(String, Vec<Crate>)> {
    let metadata: Metadata = serde_json::from_slice(metadata)?;
    let root = metadata.workspace_root;
    let crates = metadata.packages.into_iter().map(|package| {
        let folder = package.manifest_path.strip_suffix("/Cargo.toml").context("a manifest")?;
        let folder = folder.strip_prefix(&format!("{root}/")).context("a member")?.to_owned();
        Ok(Crate { name: package.name, folder, dependencies: package.dependencies })
    });
    let crates = crates.collect::<Result<_>>()?;
    Ok((root, crates))
}

fn collect(root: &str, folder: &Path, into: &mut Vec<Source>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, into)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path)?;
            let path = path.strip_prefix(root)?.to_string_lossy().into_owned();
            into.push(Source { path, text });
        }
    }
    Ok(())
}

/// A small workspace that breaks every rule once.
pub fn fixture() -> Result<Workspace> {
    let (_, crates) = crates(include_bytes!("fixture/metadata.json"))?;
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let sources = vec![
        source("services/facility/src/domain/admission.rs", include_str!("fixture/domain_admission.rs")),
        source("services/facility/src/store/admissions.rs", include_str!("fixture/store_admissions.rs")),
        source("services/facility/src/http/admissions.rs", include_str!("fixture/http_admissions.rs")),
        source("services/facility/src/app/admissions.rs", include_str!("fixture/app_admissions.rs")),
    ];
    Ok(Workspace { crates, sources })
}
