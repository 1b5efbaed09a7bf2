//! Forms: what is sent on, what is shown again, and what never stands in an address.

use reqwest::StatusCode;
use serde_json::json;

use crate::Site;
use crate::stubs::{EVENT, FACILITY, PERSON, STAY, problem};

const REGISTRATION: [(&str, &str); 8] = [
    ("name", "Nguyễn Văn Đức"),
    ("sex", "male"),
    ("birth", "15/07/1992"),
    ("commune_code", "29869"),
    ("occurred_on", "2019-01-10"),
    ("file.kind", "addict"),
    ("file.drug", "heroin"),
    ("key", "k-1"),
];

#[tokio::test]
async fn what_is_searched_for_stands_in_no_address() {
    let site = Site::start().await;
    let answer = site.post("/nguoi/tim?xa=29869", &[("q", "Nguyễn Văn Đức")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let call = &site.asked("/api/registry/v1/persons/search")[0];
    assert_eq!(call.body, json!({ "q": "Nguyễn Văn Đức", "commune_code": "29869", "limit": 50 }));
    let words = |query: &str| query.contains("Nguy") || query.contains("q=");
    assert!(!site.stubs.calls().iter().any(|call| words(&call.query)));
    assert!(!answer.text.contains("/tim?q") && answer.text.contains("value=\"Nguyễn Văn Đức\""));
}

#[tokio::test]
async fn a_search_without_results_says_what_to_do() {
    let site = Site::start().await;
    let answer = site.post("/nguoi/tim", &[("q", "không có ai")]).await;
    assert!(answer.text.contains("Không có ai khớp") && answer.text.contains("href=\"/nguoi/moi\""));
}

#[tokio::test]
async fn a_registration_is_sent_once_for_its_key() {
    let site = Site::start().await;
    let answer = site.post("/nguoi/moi", &REGISTRATION).await;
    assert_eq!(answer.location(), format!("/nguoi/{PERSON}?xong=dang-ky"));
    let call = &site.asked("/api/registry/v1/persons")[0];
    assert_eq!(call.headers["idempotency-key"], "k-1");
    assert_eq!(
        call.body,
        json!({
            "name": "Nguyễn Văn Đức", "sex": "male", "birth": { "year": 1992, "date": "1992-07-15" },
            "commune_code": "29869", "occurred_on": "2019-01-10", "file": { "kind": "addict", "drug": "heroin" },
        })
    );
}

#[tokio::test]
async fn refused_fields_are_marked_listed_and_kept() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let errors = json!([
            { "field": "birth.date", "code": "date.future", "message": "Ngày không được ở tương lai." },
            { "field": "elsewhere", "code": "x", "message": "Chỗ khác." },
        ]);
        (call.path == "/api/registry/v1/persons").then(|| problem(422, "fields", "Dữ liệu chưa đúng.", errors))
    });
    let answer = site.post("/nguoi/moi", &REGISTRATION).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("<a href=\"#f-birth\">Ngày sinh hoặc năm sinh: Ngày không được ở tương lai.</a>"));
    assert!(answer.text.contains("<li>Chỗ khác.</li>"));
    assert!(answer.text.contains("aria-invalid=\"true\"") && answer.text.contains("id=\"f-birth-error\""));
    assert!(answer.text.contains("value=\"Nguyễn Văn Đức\"") && answer.text.contains("value=\"15/07/1992\""));
    assert_ne!(answer.hidden("key"), "k-1", "a refused form gets a new key");
}

#[tokio::test]
async fn an_uncertain_outcome_keeps_text_and_key() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        (call.path == "/api/registry/v1/persons").then(|| problem(503, "unavailable", "Tạm ngừng.", json!([])))
    });
    let answer = site.post("/nguoi/moi", &REGISTRATION).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.hidden("key"), "k-1");
    assert!(answer.text.contains("value=\"Nguyễn Văn Đức\""));
}

#[tokio::test]
async fn an_unreadable_birth_date_is_refused_before_it_is_sent() {
    let site = Site::start().await;
    let fields = [("name", "A"), ("birth", "31/02/1992")];
    let answer = site.post("/nguoi/moi", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Viết ngày dạng 15/07/1992") && answer.text.contains("Giới: Chưa nhập."));
    assert!(site.asked("/api/registry/v1/persons").is_empty());
}

#[tokio::test]
async fn several_matches_for_an_admission_are_a_choice() {
    let site = Site::start().await;
    let path = format!("/co-so/{FACILITY}/2019-12-31/tiep-nhan");
    let fields = [("who", "Nguyễn"), ("basis", "voluntary"), ("occurred_on", "31/12/2019"), ("attempt", "1")];
    let answer = site.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("type=\"radio\" name=\"person_id\""));
    assert!(site.asked("/api/facility/v1/admissions").is_empty());

    let fields = [
        ("person_id", PERSON),
        ("basis", "court_decision"),
        ("occurred_on", "2019-12-31"),
        ("attempt", "2"),
        ("decision_number", "09/QĐ-TA"),
        ("key", "k-2"),
    ];
    let answer = site.post(&path, &fields).await;
    assert_eq!(answer.location(), format!("/co-so/{FACILITY}/2019-12-31?xong=tiep-nhan"));
    let call = &site.asked("/api/facility/v1/admissions")[0];
    assert_eq!(call.headers["idempotency-key"], "k-2");
    assert_eq!(call.body["attempt"], 2);
}

#[tokio::test]
async fn a_movement_and_a_release_go_to_the_facility() {
    let site = Site::start().await;
    let stay = format!("/co-so/{FACILITY}/2019-12-31/luot/{STAY}");
    let page = site.get(&stay).await;
    assert!(page.text.contains("value=\"escaped\"") && !page.text.contains("value=\"returned\""));
    let moved = site.post(&format!("{stay}/bien-dong"), &[("kind", "escaped"), ("occurred_on", "2019-12-31")]).await;
    assert_eq!(moved.location(), format!("/co-so/{FACILITY}/2019-12-31?xong=bien-dong"));
    let released = site.post(&format!("{stay}/ra"), &[("reason", "term_ended"), ("occurred_on", "2019-12-31")]).await;
    assert_eq!(released.location(), format!("/co-so/{FACILITY}/2019-12-31?xong=ra"));
    assert_eq!(site.asked("/api/facility/v1/releases")[0].body["admission_id"], STAY);
}

#[tokio::test]
async fn a_stay_shows_its_term_and_its_book_and_an_entry_is_corrected() {
    let site = Site::start().await;
    let stay = format!("/co-so/{FACILITY}/2019-12-31/luot/{STAY}");
    let page = site.get(&stay).await.text;
    for shown in ["Cộng 30 ngày trốn", "Nghị định 221/2013/NĐ-CP, Điều 17", "27/02/2020", "đã sửa ngày: nhập sai"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    let entry = "019a0000-0000-7000-8000-00000000e003";
    assert!(page.contains(&format!("?sua={entry}#sua")) && !page.contains("e002#sua"));
    let form = site.get(&format!("{stay}?sua={entry}")).await.text;
    assert!(form.contains("Sửa “trốn” ngày 02/03/2019"));
    let never = [("what", "never"), ("reason", "twice"), ("occurred_on", "2019-03-02")];
    let answer = site.post(&format!("{stay}/dong/{entry}"), &never).await;
    assert_eq!(answer.location(), format!("{stay}?xong=sua"));
    let asked = site.asked(&format!("/api/facility/v1/admissions/{STAY}/entries/{entry}/correction"));
    assert_eq!(asked[0].body, json!({ "reason": "twice" }));
    let missing = site.post(&format!("{stay}/dong/{entry}"), &[("what", "moved"), ("occurred_on", "")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_roll_is_called_by_exceptions_and_closed() {
    let site = Site::start().await;
    let roll = format!("/co-so/{FACILITY}/2019-12-31/diem-danh");
    let page = site.get(&format!("{roll}?ca=sang")).await.text;
    assert!(page.contains("Còn 1 người chưa ghi") && page.contains("sổ: có mặt; điểm danh: vắng<"));
    let stays = format!("{STAY},019a0000-0000-7000-8000-00000000a002");
    let fields = [("ca", "chieu"), ("stays", stays.as_str()), ("quick", "2b"), ("rest", "1")];
    let answer = site.post(&roll, &fields).await;
    assert_eq!(answer.location(), format!("{roll}?ca=chieu&xong=ghi"));
    let asked = site.asked(&format!("/api/facility/v1/facilities/{FACILITY}/roll"));
    let called = asked.iter().find(|call| call.method == reqwest::Method::POST).unwrap();
    assert_eq!((&called.body["shift"], &called.body["rest_as_booked"]), (&json!("afternoon"), &json!(true)));
    assert_eq!(called.body["marks"][0]["mark"], "in_hospital");
    let wrong = site.post(&roll, &[("ca", "sang"), ("stays", stays.as_str()), ("quick", "9v")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Không hiểu “9v”"));
    let closed = site.post(&roll, &[("ca", "sang"), ("close", "1")]).await;
    assert_eq!(closed.location(), format!("{roll}?ca=sang&xong=chot"));
}

#[tokio::test]
async fn an_operator_plays_a_parked_message_again() {
    let site = Site::start().await;
    site.stubs.grants(json!([{ "role": "operator" }]));
    let page = site.get("/van-hanh").await;
    assert!(page.text.contains("commune 99999 is unknown"));
    let answer = site.post(&format!("/van-hanh/reporting/{EVENT}/phat-lai"), &[]).await;
    assert_eq!(answer.location(), "/van-hanh?xong=phat-lai#parked");
    assert_eq!(site.asked(&format!("/api/reporting/v1/messages/parked/{EVENT}/replay")).len(), 1);
}
