//! Minutes to print: of a reception, of a hand-over.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Site;
use crate::stubs::{Call, FACILITY, PERSON, STAY};

fn label(code: &str, vi: &str) -> Value {
    json!({ "code": code, "vi": vi, "en": code })
}

fn intake() -> Value {
    let belonging = |item: Value, on: &str| json!({ "id": PERSON, "item": item, "quantity": 200_000, "received_on": on, "returned_on": null });
    json!({
        "papers": [{ "paper": label("court_decision", "quyết định của Tòa án"), "number": "15/2018/QĐ-TA", "dated_on": "2018-12-20" }],
        "belongings": [belonging(label("money", "tiền mặt"), "2019-01-28"), belonging(label("phone", "điện thoại"), "2019-05-05")],
        "classifications": [], "plan": null, "findings": [],
    })
}

fn way_home(handovers: Value) -> Value {
    json!({
        "admission_id": STAY, "person_id": PERSON, "facility_id": FACILITY, "released_on": "2026-07-06",
        "reason": "term_ended", "commune_code": "29869", "handovers": handovers,
        "arrival": { "state": "expected", "arrived_on": null, "due_on": "2026-07-08", "standing": null, "article": null,
                     "days_since_release": 0 },
    })
}

fn answer(call: &Call) -> Option<(u16, Value)> {
    let handover = json!([{
        "id": PERSON, "to_commune_code": "29869", "to_province_code": "82", "number": "31/BB-CSCN",
        "papers": ["minutes", "certificate"], "handed_on": "2026-07-06", "state": "sent", "answered_on": null,
        "refusal": null,
    }]);
    match call.path.as_str() {
        path if path.ends_with("/intake") => Some((200, intake())),
        path if path.ends_with("/return") => Some((200, way_home(handover))),
        _ => None,
    }
}

#[tokio::test]
async fn minutes_of_a_reception_hold_papers_and_what_was_given_that_day() {
    let site = Site::start().await;
    site.stubs.answer(answer);
    let page = site.get(&format!("/co-so/{FACILITY}/2019-12-31/luot/{STAY}/bien-ban")).await;
    assert_eq!(page.status, StatusCode::OK);
    let sheet = page.text.split("<article").nth(1).unwrap();
    assert!(sheet.contains("BIÊN BẢN TIẾP NHẬN NGƯỜI VÀO CƠ SỞ") && sheet.contains("<dt>Họ và tên</dt>"));
    assert!(sheet.contains("Quyết định của Tòa án số 15/2018/QĐ-TA, ngày 20/12/2018"));
    assert!(sheet.contains("Tiền mặt: 200.000") && !sheet.contains("Điện thoại"));
    assert!(sheet.contains("Tình trạng sức khỏe khi tiếp nhận:</strong> ……"));
    let english = site.get_in("en", &format!("/co-so/{FACILITY}/2019-12-31/luot/{STAY}/bien-ban")).await.text;
    assert!(english.contains("<article class=\"sheet\" lang=\"vi\">") && english.contains("Minutes of reception"));
}

#[tokio::test]
async fn minutes_of_a_hand_over_name_the_commune_and_the_form() {
    let site = Site::start().await;
    site.stubs.answer(answer);
    let address = format!("/ban-giao/luot/{STAY}/bien-ban");
    let text = site.get(&address).await.text;
    assert!(text.contains("Mẫu số 31, Phụ lục V, Nghị định 163/2026/NĐ-CP") && text.contains("Số: 31/BB-CSCN"));
    assert!(text.contains("bàn giao người và hồ sơ cho Công an"));
    site.stubs.answer(|call| call.path.ends_with("/return").then(|| (200, way_home(json!([])))));
    assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND);
}
