//! Emergency access: asked for with a reason, shown while it lasts, offered without telling who exists.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Site;
use crate::stubs::{Call, PERSON, problem};

fn access(until: &str) -> Value {
    json!({
        "id": PERSON, "person_id": PERSON, "account_id": "019a0000-0000-7000-8000-0000000000aa",
        "reason": "Cấp cứu tại bệnh viện huyện", "since": "2099-01-01T02:00:00Z", "until": until,
    })
}

fn answer(call: &Call) -> Option<(u16, Value)> {
    Some(match call.path.strip_prefix("/api/registry/v1/")? {
        "break-glass" if call.method == "POST" => {
            (201, json!({ "person_id": PERSON, "until": "2099-01-01T05:00:00Z" }))
        }
        "break-glass" => (200, json!([access("2099-01-01T05:00:00Z")])),
        "break-glass/notices" => (200, json!({ "items": [access("2020-01-01T05:00:00Z")], "total": 1 })),
        _ => return None,
    })
}

async fn site() -> Site {
    let site = Site::start().await;
    site.stubs.answer(answer);
    site
}

#[tokio::test]
async fn who_is_asked_for_goes_in_the_body_once() {
    let site = site().await;
    for (who, field, sent) in
        [("087 092 123 456", "official_number", "087092123456"), ("87-2019-000123", "file_code", "87-2019-000123")]
    {
        let fields = [("who", who), ("reason", "Cấp cứu tại bệnh viện"), ("key", "k-5")];
        let opened = site.post("/khan-cap", &fields).await;
        assert_eq!(opened.location(), format!("/nguoi/{PERSON}"));
        let calls = site.asked("/api/registry/v1/break-glass");
        let call = calls.iter().rfind(|call| call.method == "POST").unwrap();
        assert_eq!(call.body, json!({ field: sent, "reason": "Cấp cứu tại bệnh viện" }));
        assert_eq!(call.headers["idempotency-key"], "k-5");
    }
    assert!(site.stubs.calls().iter().all(|call| !call.query.contains("2019") && !call.query.contains("087")));
}

#[tokio::test]
async fn a_refused_reason_and_an_unknown_number_keep_what_was_typed() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        if call.path != "/api/registry/v1/break-glass" || call.method != "POST" {
            return answer(call);
        }
        if call.body["reason"] == "ngắn" {
            let error = json!([{ "field": "reason", "code": "x", "message": "Ít nhất 10 ký tự." }]);
            return Some(problem(422, "fields", "Dữ liệu chưa đúng.", error));
        }
        Some(problem(404, "break_glass.unknown", "Không có người nào mang mã hoặc số này.", json!([])))
    });
    let short = site.post("/khan-cap", &[("who", "087092123456"), ("reason", "ngắn")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text.contains("Ít nhất 10 ký tự.") && short.text.contains("value=\"087092123456\""));
    let unknown = site.post("/khan-cap", &[("who", "087092123456"), ("reason", "Cấp cứu tại bệnh viện")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("href=\"#f-who\"") && unknown.text.contains("value=\"Cấp cứu tại bệnh viện\""));
}

#[tokio::test]
async fn what_is_open_and_who_opened_is_listed() {
    let site = site().await;
    let text = site.get("/khan-cap").await.text;
    assert!(text.contains("Cấp cứu tại bệnh viện huyện") && text.contains("đang mở") && text.contains("đã hết"));
    assert_eq!(site.asked("/api/registry/v1/persons/names")[0].body["purpose"], "emergency");
}

#[tokio::test]
async fn a_banner_stands_over_somebody_of_another_area_only() {
    let site = site().await;
    let own = site.get(&format!("/nguoi/{PERSON}")).await.text;
    assert!(!own.contains("Mở khẩn cấp đến") && site.asked("/api/registry/v1/break-glass").is_empty());
    let other = Site::start().await;
    other.stubs.answer(answer);
    other.stubs.grants(json!([{ "role": "provincial_officer", "area": "01" }]));
    let text = other.get(&format!("/nguoi/{PERSON}")).await.text;
    assert!(text.contains("Mở khẩn cấp đến 01/01/2099 12:00, chỉ để xem"));
}

#[tokio::test]
async fn somebody_not_found_is_offered_without_telling_who_exists() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        call.path.starts_with("/api/registry/v1/persons/0").then(|| problem(404, "not_found", "Không có.", json!([])))
    });
    let answer = site.get(&format!("/nguoi/{PERSON}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains(&format!("href=\"/khan-cap?nguoi={PERSON}\"")));
    assert!(answer.text.contains("không cho biết người đó có tồn tại hay không"));
    assert!(!site.get("/khong-co").await.text.contains("/khan-cap?nguoi"));
    let form = site.get(&format!("/khan-cap?nguoi={PERSON}")).await.text;
    assert!(form.contains(&format!("name=\"nguoi\" value=\"{PERSON}\"")) && !form.contains("name=\"who\""));
}
