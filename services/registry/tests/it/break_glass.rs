//! Emergency access: with a reason, for three hours, to read and not to write, and never unseen.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use super::server::Server;

const NUMBER: &str = "087090000017";
const REASON: &str = "Cấp cứu, bệnh viện hỏi tiền sử";

async fn found(visitor: &super::visitor::Visitor, q: &str) -> Value {
    visitor.post("/v1/persons/search", json!({ "q": q })).await.ok()["total"].clone()
}

#[tokio::test]
async fn a_person_outside_the_scope_can_be_read_for_three_hours_and_not_changed() {
    for server in Server::on_each_engine().await {
        let (here, there) = (server.here(), server.there());
        let person = there.register("Lê Văn Láng", "29872", NUMBER).await;
        let code = there.view(&person).await.ok()["file_code"].as_str().unwrap().to_owned();
        assert_eq!(here.view(&person).await.status, 404);

        let opened = here.post("/v1/break-glass", json!({ "file_code": code, "reason": REASON })).await;
        assert_eq!(opened.status, 201, "{}", opened.text);
        let opened = opened.ok();
        assert_eq!((&opened["person_id"], &opened["until"]), (&json!(person), &json!("2026-11-25T05:00:00Z")));

        assert_eq!(here.view(&person).await.ok()["name"], "Lê Văn Láng");
        assert_eq!(found(&here, "lang").await, 1);
        let names = here.post("/v1/persons/names", json!({ "ids": [person], "purpose": "x" })).await.ok();
        assert_eq!(names.as_array().unwrap().len(), 1);
        assert_eq!(server.visitor(9, web::Role::CommuneOfficer, Some("29869")).view(&person).await.status, 404);

        let day = json!({ "occurred_on": "2019-06-01" });
        assert_eq!(here.move_house(&person, 1, "ấp 9").await.status, 404);
        assert_eq!(here.post(&format!("/v1/persons/{person}/dossiers"), day).await.status, 404);
        let closure = json!({ "person_id": person, "reason": "died", "occurred_on": "2019-06-01" });
        assert_eq!(here.post("/v1/files/closures", closure).await.refusal(), (422, "file.unknown"));

        assert_eq!(here.get("/v1/break-glass").await.ok()[0]["reason"], REASON);
        server.clock.advance(TimeDelta::hours(3));
        assert_eq!(here.view(&person).await.status, 404);
        assert_eq!(found(&here, "lang").await, 0);
        assert_eq!(here.get("/v1/break-glass").await.ok(), json!([]));
    }
}

#[tokio::test]
async fn the_records_own_area_reads_who_opened_it_and_why() {
    for server in Server::on_each_engine().await {
        let (here, there) = (server.here(), server.there());
        let person = there.register("Lê Văn Láng", "29872", NUMBER).await;
        here.post("/v1/break-glass", json!({ "official_number": NUMBER, "reason": REASON })).await.ok();
        let notices = there.get("/v1/break-glass/notices").await.ok();
        let notice = &notices["items"][0];
        assert_eq!(notices["total"], 1);
        assert_eq!((&notice["person_id"], &notice["reason"]), (&json!(person), &json!(REASON)));
        assert_eq!(notice["account_id"], here.account.to_string());
        assert_eq!(here.get("/v1/break-glass/notices").await.ok()["total"], 0, "not one's own area");

        let looks = there.get(&format!("/v1/audit/persons/{person}")).await.ok();
        let by_here = |action: &str| {
            looks["items"]
                .as_array()
                .unwrap()
                .iter()
                .any(|look| look["action"] == action && look["account_id"] == here.account.to_string())
        };
        assert!(by_here("break_glass.opened"), "{looks}");
    }
}

#[tokio::test]
async fn every_attempt_is_recorded_and_says_nothing_of_whom() {
    for server in Server::on_each_engine().await {
        let (here, there) = (server.here(), server.there());
        let person = there.register("Lê Văn Láng", "29872", NUMBER).await;
        let own = here.register("Trần Văn Gần", "29869", "087090000018").await;
        let attempts = [
            (json!({ "person_id": person, "reason": "vì thích" }), (422, "break_glass.reason_too_short")),
            (json!({ "file_code": "87-2019-999999", "reason": REASON }), (404, "break_glass.unknown")),
            (json!({ "official_number": "087090000099", "reason": REASON }), (404, "break_glass.unknown")),
            (json!({ "file_code": "Lê Văn Láng", "reason": REASON }), (422, "file_code.malformed")),
            (
                json!({ "person_id": person, "file_code": "87-2019-000001", "reason": REASON }),
                (422, "break_glass.one_of"),
            ),
            (json!({ "reason": REASON }), (422, "break_glass.one_of")),
            (json!({ "person_id": own, "reason": REASON }), (409, "break_glass.within_scope")),
        ];
        let before = server.entries_of(&here).await.len();
        for (body, expected) in &attempts {
            let answer = here.post("/v1/break-glass", body.clone()).await;
            assert_eq!(answer.refusal(), *expected, "{body}");
            assert!(!answer.text.contains("Láng"), "{}", answer.text);
        }
        let entries = server.entries_of(&here).await.split_off(before);
        let details: Vec<&str> = entries.iter().map(|entry| entry["detail"].as_str().unwrap()).collect();
        for (entry, (_, (_, code))) in entries.iter().zip(&attempts) {
            assert_eq!(entry["action"], "break_glass.refused");
            assert!(entry["detail"].as_str().unwrap().ends_with(code), "{entry}: {code}");
        }
        assert_eq!(entries.len(), attempts.len());
        assert!(details[1].starts_with("file_code 87-2019-999999"), "{details:?}");
        assert!(entries.last().unwrap()["person_id"] == json!(own), "{entries:?}");
        let said = format!("{entries:?}");
        assert!(!["087090000099", "Láng", "bệnh viện"].iter().any(|secret| said.contains(secret)), "{said}");
    }
}

#[tokio::test]
async fn a_name_opens_nobody() {
    for server in Server::on_each_engine().await {
        let body = json!({ "name": "Lê Văn Láng", "reason": REASON });
        assert_eq!(server.here().post("/v1/break-glass", body).await.refusal(), (422, "unknown_field"));
    }
}

#[tokio::test]
async fn the_same_request_sent_twice_opens_once() {
    for server in Server::on_each_engine().await {
        let (here, there) = (server.here(), server.there());
        let person = there.register("Lê Văn Láng", "29872", NUMBER).await;
        let body = json!({ "person_id": person, "reason": REASON });
        let send = || here.send(Method::POST, "/v1/break-glass", Some(body.clone()), &[("idempotency-key", "k1")]);
        let first = send().await.ok();
        server.clock.advance(TimeDelta::minutes(5));
        assert_eq!(send().await.ok(), first);
        assert_eq!(there.get("/v1/break-glass/notices").await.ok()["total"], 1);
        let kept = server.texts("SELECT reason_sealed FROM emergency_access").await;
        assert!(!kept[0].contains("bệnh viện"), "{kept:?}");
    }
}
