//! Who looked at whom.

use runtime::audit::{seals, verify};
use serde_json::{Value, json};
use web::Role;

use super::server::Server;

fn actions(entries: &[Value]) -> Vec<(&str, &str)> {
    entries.iter().map(|entry| (entry["action"].as_str().unwrap(), entry["purpose"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn every_look_is_recorded_with_its_purpose() {
    for server in Server::on_each_engine().await {
        let here = server.here();
        let person = here.register("Lê Văn Láng", "29869", "087090000017").await;
        here.view(&person).await.ok();
        here.post("/v1/persons/search", json!({ "q": "lang le" })).await.ok();
        here.post("/v1/persons/search", json!({ "q": "087090000017" })).await.ok();
        here.get("/v1/persons").await.ok();
        here.post("/v1/persons/names", json!({ "ids": [person], "purpose": "facility_board" })).await.ok();
        assert_eq!(here.view("019a0000-0000-7000-8000-000000000001").await.status, 404);

        let entries = server.entries_of(&here).await;
        let expected = [
            ("person.viewed", "view"),
            ("person.searched", "search"),
            ("person.listed", "search"),
            ("person.searched", "search"),
            ("person.listed", "search"),
            ("person.listed", "search"),
            ("person.named", "facility_board"),
            ("person.refused", "view"),
        ];
        assert_eq!(actions(&entries), expected);
        let detail = |at: usize| entries[at]["detail"].as_str().unwrap();
        assert!(detail(1).starts_with("words ") && detail(1).ends_with(": 1"), "{}", detail(1));
        assert!(detail(3).starts_with("official_number "), "{}", detail(3));
        let said = format!("{entries:?}").to_lowercase();
        assert!(!["lang", "láng", "087090000017"].iter().any(|secret| said.contains(secret)), "{said}");
    }
}

#[tokio::test]
async fn officers_read_who_looked_at_people_of_their_scope_only() {
    for server in Server::on_each_engine().await {
        let (here, there) = (server.here(), server.there());
        let person = here.register("Lê Văn Láng", "29869", "087090000017").await;
        server.inspector().view(&person).await.ok();
        let path = format!("/v1/audit/persons/{person}");
        assert_eq!(there.get(&path).await.status, 404);
        let looks = here.get(&path).await.ok();
        assert_eq!(actions(looks["items"].as_array().unwrap()), [("person.viewed", "view")]);
        assert_eq!(looks["items"][0]["account_id"], server.inspector().account.to_string());
        assert_eq!(looks["items"][0]["at"], "2026-11-25T02:00:00Z");
        let again = here.get(&format!("{path}?limit=1")).await.ok();
        assert_eq!((&again["total"], &again["items"][0]["action"]), (&json!(2), &json!("audit.read")));
        let cursor = again["next"].as_str().unwrap();
        let second = here.get(&format!("{path}?limit=1&cursor={cursor}")).await.ok();
        assert_eq!(second["items"][0]["action"], "person.viewed");
    }
}

#[tokio::test]
async fn the_log_is_for_inspectors_without_bounds_and_their_reading_stands_in_it() {
    for server in Server::on_each_engine().await {
        let here = server.here();
        let person = here.register("Lê Văn Láng", "29869", "087090000017").await;
        here.view(&person).await.ok();
        for (role, area) in [
            (Role::Inspector, Some("87")),
            (Role::ProvincialOfficer, None),
            (Role::CommuneOfficer, Some("29869")),
            (Role::Administrator, None),
            (Role::Operator, None),
        ] {
            assert_eq!(server.visitor(8, role, area).get("/v1/audit/entries").await.status, 403, "{role} {area:?}");
        }
        let inspector = server.inspector();
        let of_person = inspector.get(&format!("/v1/audit/entries?person={person}")).await.ok();
        assert_eq!(of_person["total"], 1);
        for (frame, total) in [
            ("from=2026-11-25T02:00:00Z", 2),
            ("to=2026-11-25T02:00:00Z", 0),
            ("from=2026-11-25T02:00:00Z&to=2026-11-25T02:00:01Z", 4),
        ] {
            assert_eq!(inspector.get(&format!("/v1/audit/entries?{frame}")).await.ok()["total"], total, "{frame}");
        }
        assert_eq!(inspector.get("/v1/audit/entries?name=x").await.status, 422);
        let own = server.entries_of(&inspector).await;
        assert_eq!(actions(&own), [("audit.read", "inspection"); 4]);
        assert_eq!(own[0]["person_id"], json!(person));
    }
}

#[tokio::test]
async fn what_was_recorded_is_sealed_and_holds() {
    for server in Server::on_each_engine().await {
        let here = server.here();
        let person = here.register("Lê Văn Láng", "29869", "087090000017").await;
        for _ in 0..5 {
            here.view(&person).await.ok();
        }
        while seals::seal_batch(server.context()).await.unwrap() > 0 {}
        let verdict = verify(server.context(), None, |_, _| ()).await.unwrap();
        assert_eq!(verdict.broken, None);
        assert_eq!(verdict.sealed + verdict.waiting, 5);
    }
}
