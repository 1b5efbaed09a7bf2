//! Ctrl-C leaves a state that goes on.

use std::process::Command;
use std::time::{Duration, Instant};

use platform::instance::Instance;

use crate::program::{Place, Ran};

#[test]
fn an_interrupted_demo_ends_with_130_and_the_command_that_goes_on() {
    let place = Place::new();
    let child = place.spawn(&["demo", "--once", "--lang", "en"]);
    let started = Instant::now();
    while Instance::look(&place.data()).is_none() {
        assert!(started.elapsed() < Duration::from_secs(60), "it does not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let ran = Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) };
    let ran = ran.fails_with("E_INTERRUPTED", 130);
    let resume = format!("next: hoanhap demo --once --data {}", place.data().display());
    assert!(ran.stderr.contains(&resume), "{ran}");
    assert!(ran.stdout.is_empty(), "{ran}");
    assert_eq!(Instance::look(&place.data()), None, "the folder is free");
    place.run(&["demo", "--once", "--empty"]).ends_with(0);
}
