//! `hoanhap user`

use crate::program::Place;

#[test]
fn accounts_are_made_listed_given_roles_and_new_passwords() {
    let place = Place::new();
    place.run(&["user", "list"]).fails_with("E_NOT_FOUND", 3);
    assert!(!place.data().exists(), "a wrong folder is not filled");

    let add = ["user", "add", "--username", "lan", "--role", "operator", "--generate"];
    let made = place.run(&add).ends_with(0).json("account-password/1");
    assert_eq!(made["password"].as_str().unwrap().len(), 20);
    place.run(&add).fails_with("E_CONFLICT", 5);

    let role = ["--username", "lan", "--role", "commune_officer", "--area", "29869"];
    let grant = |more: &[&'static str]| [&["user", "grant"][..], &role, more].concat();
    let planned = place.run(&grant(&["--dry-run"])).ends_with(0).json("account-grants/1");
    assert_eq!((planned["grants"].as_array().unwrap().len(), &planned["written"]), (2, &false.into()));
    let roles = || place.run(&["user", "list"]).ends_with(0).json("account/1")[0]["grants"].as_array().unwrap().len();
    assert_eq!(roles(), 1);
    place.run(&grant(&[])).ends_with(0);
    place.run(&grant(&[])).ends_with(0);
    assert_eq!(roles(), 2);
    place.run(&grant(&["--remove"])).ends_with(0);
    assert_eq!(roles(), 1);
    let nowhere = ["user", "grant", "--username", "lan", "--role", "commune_officer", "--area", "99999"];
    place.run(&nowhere).fails_with("E_FIELDS", 2);

    let reset = place.run(&["user", "reset", "--username", "LAN", "--generate"]).ends_with(0);
    assert_ne!(reset.json("account-password/1")["password"], made["password"]);
    std::fs::write(place.path().join("short"), "ngắn\n").unwrap();
    place.run(&["user", "reset", "--username", "lan", "--password-file", "short"]).fails_with("E_FIELDS", 2);
    place.run(&["user", "reset", "--username", "nobody", "--generate"]).fails_with("E_NOT_FOUND", 3);
}

#[test]
fn the_reset_password_signs_in_and_the_old_one_does_not() {
    let place = Place::new();
    std::fs::write(place.path().join("old"), "một mật khẩu đã cũ\n").unwrap();
    std::fs::write(place.path().join("new"), "một mật khẩu còn mới\n").unwrap();
    let add = ["user", "add", "--username", "vanhanh", "--role", "operator", "--password-file", "old"];
    place.run(&add).ends_with(0);
    place.run(&["up", "--detach"]).ends_with(0);
    place.run(&["user", "reset", "--username", "vanhanh", "--password-file", "new"]).ends_with(0);
    let status = |file: &str| {
        let mut command = place.command(&["messages", "status"]);
        command.env("HOANHAP_USERNAME", "vanhanh").env("HOANHAP_PASSWORD_FILE", place.path().join(file));
        command.output().unwrap().status.code()
    };
    assert_eq!((status("old"), status("new")), (Some(4), Some(0)));
}
