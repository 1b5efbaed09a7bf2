//! Recording for many at once, and months' ratings.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Site;
use crate::stubs::FACILITY;

const FIRST: &str = "019a0000-0000-7000-8000-00000000a001";
const SECOND: &str = "019a0000-0000-7000-8000-00000000a003";

fn stays() -> String {
    format!("{FIRST},{SECOND}")
}

#[tokio::test]
async fn a_group_session_is_one_request_and_who_was_refused_is_named() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let problem = json!({
            "status": 422, "code": "fields", "vi": "Dữ liệu chưa đúng.", "en": "Fields.",
            "errors": [{ "field": "occurred_on", "code": "x", "vi": "Theo sổ không có mặt.", "en": "Not there." }],
        });
        let answer = json!({ "done": 1, "refused": 1, "results": [{ "id": FIRST }, { "problem": problem }] });
        call.path.ends_with("/records/batch").then_some((200, answer))
    });
    let path = format!("/co-so/{FACILITY}/2019-12-31/theo-nhom");
    let stays = stays();
    let session = [
        ("loai", "counselling"),
        ("content.form", "group"),
        ("content.topic", "motivation"),
        ("content.minutes", "60"),
        ("stays", stays.as_str()),
        ("quick", "1-2c 2v"),
        ("key", "k-1"),
    ];
    let answer = site.post(&path, &session).await;
    assert_eq!(answer.status, StatusCode::OK);
    let call = &site.asked("/api/facility/v1/records/batch")[0];
    assert_eq!(call.headers["idempotency-key"], "k-1");
    let item = |stay: &str, attended: bool| {
        let content = json!({ "kind": "counselling", "form": "group", "topic": "motivation", "minutes": 60, "attended": attended });
        json!({ "admission_id": stay, "occurred_on": "2019-12-31", "content": content })
    };
    assert_eq!(call.body, json!({ "items": [item(FIRST, true), item(SECOND, false)] }));
    assert!(answer.text.contains("Đã ghi cho 1 người."));
    assert!(answer.text.contains("Theo sổ không có mặt."));
}

#[tokio::test]
async fn nobody_marked_and_a_missing_field_are_both_said() {
    let site = Site::start().await;
    let path = format!("/co-so/{FACILITY}/2019-12-31/theo-nhom");
    let stays = stays();
    let answer = site.post(&path, &[("loai", "labour"), ("stays", stays.as_str())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("#f-content-hours") && answer.text.contains("Chưa đánh dấu ai."));
    assert!(site.asked("/api/facility/v1/records/batch").is_empty());
}

#[tokio::test]
async fn a_month_is_rated_row_by_row_and_quickly() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let row = |stay: &str, rating: Value| {
            json!({
                "admission_id": stay, "person_id": stay, "category": "compulsory", "status": "present",
                "rating": rating, "records": { "reward": 2 },
            })
        };
        match call.path.rsplit('/').next() {
            Some("ratings") => Some((200, json!({ "rows": [row(FIRST, json!("fair")), row(SECOND, Value::Null)] }))),
            Some("batch") => Some((200, json!({ "done": 2, "refused": 0, "results": [{}, {}] }))),
            _ => None,
        }
    });
    let path = format!("/co-so/{FACILITY}/2019-12-31/xep-loai?thang=2019-04");
    let page = site.get(&path).await;
    assert!(page.text.contains("Còn 1 người chưa xếp loại.") && page.text.contains("04/2019"));
    let stays = stays();
    let form = [("thang", "2019-04"), ("stays", stays.as_str()), ("m1", "poor"), ("quick", "2t")];
    let answer = site.post(&path, &form).await;
    assert_eq!(answer.location(), format!("/co-so/{FACILITY}/2019-12-31/xep-loai?thang=2019-04&xong=ghi"));
    let rated = |stay: &str, rating: &str| json!({ "admission_id": stay, "month": "2019-04-01", "rating": rating });
    let call = &site.asked("/api/facility/v1/ratings/batch")[0];
    assert_eq!(call.body, json!({ "items": [rated(FIRST, "poor"), rated(SECOND, "good")] }));
}
