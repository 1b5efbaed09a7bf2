//! Every command explains itself.

use clap::Command;

use crate::program::Place;

/// The paths of all commands and subcommands: `[]`, `["up"]`, `["messages", "replay"]`, …
fn paths(command: &Command, path: &[String], all: &mut Vec<Vec<String>>) {
    all.push(path.to_vec());
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        let mut longer = path.to_vec();
        longer.push(below.get_name().to_owned());
        paths(below, &longer, all);
    }
}

fn all_paths() -> Vec<Vec<String>> {
    let mut all = Vec::new();
    paths(&platform::cli::command(), &[], &mut all);
    all
}

/// Splits a line as a shell would, as far as the examples need it: blanks and double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

#[test]
fn every_command_has_help_with_an_example_in_both_languages() {
    let place = Place::new();
    for path in all_paths() {
        let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
        arguments.push("--help");
        let ran = place.run(&arguments).ends_with(0);
        assert!(ran.stdout.contains("Ví dụ / Example"), "{path:?} has no example");
        assert!(ran.stdout.contains(&format!("  hoanhap {}", path.join(" ")).trim_end().to_owned()), "{path:?}: {ran}");
        assert!(ran.stderr.is_empty(), "{path:?}: {ran}");
    }
}

#[test]
fn every_example_is_a_command_that_there_is() {
    let mut examples = 0;
    for path in all_paths() {
        let mut command = platform::cli::command();
        let command = path.iter().fold(&mut command, |command, name| command.find_subcommand_mut(name).unwrap());
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for line in help.lines().filter_map(|line| line.strip_prefix("  ")) {
            let alone = line.split([">", "|"][usize::from(line.contains('|'))]).next().unwrap().trim_end();
            let parsed = platform::cli::command().try_get_matches_from(words(alone));
            assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
            examples += 1;
        }
    }
    assert!(examples > 30, "{examples}");
}

#[test]
fn every_option_of_ours_is_described_in_both_languages() {
    fn check(command: &Command, path: &str) {
        for argument in command.get_arguments().filter(|a| !["help", "version"].contains(&a.get_id().as_str())) {
            // One-word arguments that name a list speak for themselves.
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let listed = !argument.get_possible_values().is_empty() || help.contains("facility-flow");
            let role = argument.get_id() == "role";
            assert!(help.contains(" / ") || listed || role, "{path} {}: {help}", argument.get_id());
        }
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            check(below, &format!("{path} {}", below.get_name()));
        }
    }
    check(&platform::cli::command(), "hoanhap");
}

#[test]
fn completions_and_manual_pages_are_made_from_the_same_commands() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = place.run(&["completions", shell]).ends_with(0).stdout;
        assert!(script.contains("hoanhap") && script.contains("rebuild"), "{shell}");
    }
    assert!(place.run(&["man"]).ends_with(0).stdout.contains(".TH hoanhap 1"));
    let folder = place.path().join("man");
    place.run(&["man", "--out", folder.to_str().unwrap()]).ends_with(0);
    let page = std::fs::read_to_string(folder.join("hoanhap-messages-replay.1")).unwrap();
    assert!(page.contains("max\\-failures"), "{page}");
}
