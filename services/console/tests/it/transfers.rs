//! Files under way: listed with their limit, answered, sent.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Site;
use crate::stubs::{Call, PERSON, problem};

const COMING: &str = "019a0000-0000-7000-8000-00000000b101";
const GOING: &str = "019a0000-0000-7000-8000-00000000b102";

fn transfer(id: &str, from: (&str, &str), to: (&str, &str), due: Option<&str>) -> Value {
    json!({
        "id": id, "file_id": id, "person_id": PERSON, "from_commune_code": from.0, "from_province_code": from.1,
        "to_commune_code": to.0, "to_province_code": to.1, "state": "sent", "moved_on": "2022-03-01",
        "sent_at": "2022-03-02T02:00:00Z", "due_at": due, "answered_at": null,
    })
}

fn answer(call: &Call) -> Option<(u16, Value)> {
    let (here, elsewhere) = (("29869", "87"), ("00001", "01"));
    Some(match call.path.strip_prefix("/api/registry/v1/")? {
        "transfers" => (
            200,
            json!({ "items": [
            transfer(COMING, elsewhere, here, Some("2022-03-08T10:00:00Z")), transfer(GOING, here, elsewhere, None),
        ], "total": 2 }),
        ),
        path if path.ends_with("/transfers") => (201, json!({ "id": GOING })),
        path if path.ends_with("/answer") => (200, transfer(COMING, elsewhere, here, None)),
        _ => return None,
    })
}

async fn site() -> Site {
    let site = Site::start().await;
    site.stubs.answer(answer);
    site
}

#[tokio::test]
async fn each_side_has_its_answers_and_the_limit_its_article() {
    let site = site().await;
    let text = site.get("/chuyen-ho-so").await.text;
    let (coming, going) = text.split_once("id=\"outgoing\"").unwrap();
    assert!(coming.contains("Quá hạn") && coming.contains("Nghị định 105/2021/NĐ-CP"));
    assert!(coming.contains(&format!("/chuyen-ho-so/{COMING}/tra-loi")) && coming.contains("value=\"accepted\""));
    assert!(!coming.contains("value=\"recalled\"") && going.contains("value=\"recalled\""));
    assert!(!going.contains("value=\"accepted\"") && going.contains(GOING));
    assert_eq!(site.asked("/api/registry/v1/persons/names")[0].body["purpose"], "transfers");
    assert!(site.get_in("en", "/chuyen-ho-so").await.text.contains("Coming to your area"));
}

#[tokio::test]
async fn a_file_is_accepted_by_its_button_and_sent_back_with_a_reason() {
    let site = site().await;
    let path = format!("/chuyen-ho-so/{COMING}/tra-loi");
    assert_eq!(site.post(&path, &[("state", "accepted")]).await.location(), "/chuyen-ho-so?xong=accepted");
    let without = site.post(&path, &[("state", "rejected")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text.contains("href=\"#f-reason-answer\"") && without.text.contains("id=\"f-reason-answer\""));
    let back = site.post(&path, &[("state", "rejected"), ("reason", "Không cư trú ở đây")]).await;
    assert_eq!(back.location(), "/chuyen-ho-so?xong=rejected");
    let calls = site.asked(&format!("/api/registry/v1/transfers/{COMING}/answer"));
    let bodies: Vec<&Value> = calls.iter().map(|call| &call.body).collect();
    let reasoned = json!({ "state": "rejected", "reason": "Không cư trú ở đây" });
    assert_eq!(bodies, [&json!({ "state": "accepted", "reason": null }), &reasoned]);
}

#[tokio::test]
async fn an_answer_that_is_refused_keeps_its_reason_in_its_own_row() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let refused = || problem(409, "transfer.not_under_way", "Hồ sơ này không còn trên đường chuyển.", json!([]));
        if call.path.ends_with("/answer") { Some(refused()) } else { answer(call) }
    });
    let fields = [("state", "recalled"), ("reason", "Gửi nhầm")];
    let text = site.post(&format!("/chuyen-ho-so/{GOING}/tra-loi"), &fields).await.text;
    assert!(text.contains("Hồ sơ này không còn trên đường chuyển.") && text.contains("value=\"Gửi nhầm\""));
    assert_eq!(text.matches("<details open").count(), 1);
}

#[tokio::test]
async fn a_file_is_sent_once_to_a_commune_of_any_province() {
    let site = site().await;
    let path = format!("/nguoi/{PERSON}/chuyen?tinh=01");
    let page = site.get(&path).await.text;
    assert!(page.contains("Nguyễn Văn Mẫn, hồ sơ NM-2019-004127") && page.contains("name=\"to_commune_code\""));
    let fields = [("to_commune_code", "00004"), ("moved_on", "01/03/2022"), ("key", "k-9")];
    assert_eq!(site.post(&path, &fields).await.location(), "/chuyen-ho-so?xong=sent");
    let call = &site.asked(&format!("/api/registry/v1/files/{PERSON}/transfers"))[0];
    assert_eq!(
        (call.headers["idempotency-key"].to_str().unwrap(), &call.body),
        ("k-9", &json!({ "to_commune_code": "00004", "moved_on": "2022-03-01" }))
    );
    let wrong = site.post(&path, &[("moved_on", "31/02/2022")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"31/02/2022\"") && wrong.text.contains("Chưa nhập."));
}

#[tokio::test]
async fn transfers_need_the_right_to_register() {
    let site = site().await;
    site.stubs.grants(json!([{ "role": "inspector", "area": "87" }]));
    for path in ["/chuyen-ho-so".to_owned(), format!("/nguoi/{PERSON}/chuyen")] {
        assert_eq!(site.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(
        site.post_bare(&format!("/chuyen-ho-so/{COMING}/tra-loi"), &[("state", "accepted")]).await.status,
        StatusCode::FORBIDDEN
    );
}
