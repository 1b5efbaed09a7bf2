//! `hoanhap explain` knows every code there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use platform::code::Code;

use crate::program::Place;

fn sources(folder: &Path, all: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            all.push((path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()));
        }
    }
}

fn crate_sources() -> Vec<(String, String)> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = vec![("README.md".to_owned(), fs::read_to_string(home.join("README.md")).unwrap())];
    sources(&home.join("src"), &mut all);
    all
}

/// Words such as E_PORT_TAKEN.
fn codes_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_'))
        .filter(|word| word.starts_with("E_") && word.len() > 4)
}

#[test]
fn every_code_that_is_written_anywhere_is_explained() {
    let place = Place::new();
    let written: BTreeSet<String> = crate_sources()
        .iter()
        .flat_map(|(_, text)| codes_in(text))
        .filter(|c| *c != "E_CODE")
        .map(str::to_owned)
        .collect();
    for code in &written {
        let explained = place.run(&["explain", code]).ends_with(0).json("error-code/1");
        assert_eq!(explained["code"], code.as_str());
        for text in [&explained["title"], &explained["remedy"]] {
            assert!(!text["vi"].as_str().unwrap().is_empty() && !text["en"].as_str().unwrap().is_empty());
        }
    }
    let listed = place.run(&["explain"]).ends_with(0).json("error-code/1");
    let listed: BTreeSet<String> =
        listed.as_array().unwrap().iter().map(|code| code["code"].as_str().unwrap().to_owned()).collect();
    assert!(written.is_subset(&listed));
    assert_eq!(listed.len(), Code::ALL.len());
}

#[test]
fn every_code_is_emitted_somewhere() {
    let elsewhere: String = crate_sources()
        .into_iter()
        .filter(|(name, _)| name != "code.rs" && name.ends_with(".rs"))
        .map(|(_, text)| text)
        .collect();
    for code in Code::ALL {
        assert!(elsewhere.contains(&format!("Code::{code:?}")), "nothing emits {code}");
    }
}

#[test]
fn both_languages_are_printed_the_chosen_one_first() {
    let place = Place::new();
    let text = |language| place.run(&["explain", "e_port_taken", "--output", "table", "--lang", language]).stdout;
    let at = |text: &str, part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is not in {text}"));
    let (vi, en) = (text("vi"), text("en"));
    assert!(at(&vi, "Cổng đã có") < at(&vi, "The port is taken"));
    assert!(at(&en, "The port is taken") < at(&en, "Cổng đã có"));
}

#[test]
fn an_unknown_code_is_not_found() {
    Place::new().run(&["explain", "E_NOTHING_LIKE_IT"]).fails_with("E_NOT_FOUND", 3);
}

#[test]
fn the_readme_lists_every_code_under_its_exit_code() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for code in Code::ALL {
        let row = format!("| {} |", code.exit() as u8);
        let row = readme.lines().find(|line| line.starts_with(&row)).unwrap_or_else(|| panic!("no row {row}"));
        assert!(row.contains(&format!("`{code}`")), "{code} is missing in: {row}");
    }
}
