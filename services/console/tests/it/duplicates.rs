//! Duplicates: listed, compared, decided; measures that overlap.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Site;
use crate::stubs::{Call, FACILITY, PERSON, problem};

const PAIR: &str = "019a0000-0000-7000-8000-00000000d001";
const OTHER: &str = "019a0000-0000-7000-8000-000000000002";

fn side(id: &str, name: &str, merged_into: Option<&str>) -> Value {
    json!({
        "id": id, "name": name, "sex": "male", "birth": { "year": 1992, "date": null }, "commune_code": "29869",
        "province_code": "87", "merged_into": merged_into,
    })
}

fn pair(state: &str) -> Value {
    let merged = (state == "merged").then_some(PERSON);
    json!({
        "id": PAIR, "score": 874, "verdict": "likely", "state": state, "found_at": "2020-01-02T03:00:00Z",
        "decided_at": (state != "open").then_some("2020-01-03T03:00:00Z"),
        "reason": (state != "open").then_some("Đã đối chiếu giấy tờ"),
        "reasons": [
            { "code": "name", "weight": 400, "vi": "họ tên giống nhau", "en": "equal names" },
            { "code": "birth", "weight": -120, "vi": "năm sinh lệch", "en": "birth years differ" },
        ],
        "first": side(PERSON, "Nguyễn Văn Mẫn", None), "second": side(OTHER, "Nguyễn Văn Mẩn", merged),
    })
}

fn answer(call: &Call, state: &'static str) -> Option<(u16, Value)> {
    let path = call.path.strip_prefix("/api/")?;
    Some(match path {
        "registry/v1/duplicates" => (200, json!({ "items": [pair("open")], "total": 120, "next": "50" })),
        "reporting/v1/quality/overlaps" => (200, overlaps()),
        _ if path.ends_with("/merge") || path.ends_with("/unmerge") => (200, json!({ "id": PERSON })),
        _ if path.ends_with("/not-same") => (204, json!({})),
        _ if path.starts_with("registry/v1/duplicates/") => (200, pair(state)),
        _ => return None,
    })
}

fn overlaps() -> Value {
    let side = |book: &str, facility: Option<&str>| {
        json!({ "book": book, "province_code": "87", "from": "2019-01-28", "facility_id": facility,
                "commune_code": facility.is_none().then_some("29869"), "lines": [] })
    };
    json!({ "total": 1, "items": [{
        "person_id": PERSON, "kind": "stay_and_treatment", "vi": "ở cơ sở và cai nghiện tại gia đình, cộng đồng",
        "en": "a stay and a treatment", "from": "2019-03-01", "until": "2019-03-20", "days": 19,
        "sides": [side("facility", Some(FACILITY)), side("community", None)],
    }] })
}

async fn site(state: &'static str) -> Site {
    let site = Site::start().await;
    site.stubs.answer(move |call| answer(call, state));
    site
}

#[tokio::test]
async fn pairs_and_overlaps_stand_with_their_reasons() {
    let site = site("open").await;
    let text = site.get("/doi-chieu?tinh-trang=merged&tu=50").await.text;
    for part in [
        "87,4 %",
        "nhiều khả năng",
        "+ họ tên giống nhau",
        "− năm sinh lệch",
        "Cơ sở Điều trị nghiện tỉnh Đồng Tháp",
        "ở cơ sở và cai nghiện tại gia đình, cộng đồng",
        "tinh-trang=merged&amp;tu=100",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(
        text.contains(&format!("href=\"/doi-chieu/{PAIR}\"")) && text.contains(&format!("href=\"/nguoi/{PERSON}\""))
    );
    assert_eq!(site.asked("/api/registry/v1/duplicates")[0].query, "state=merged&offset=50&limit=50");
    assert_eq!(site.asked("/api/reporting/v1/quality/overlaps")[0].query, "province=87");
}

#[tokio::test]
async fn what_differs_is_said_in_words() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        if !call.path.ends_with(OTHER) {
            return answer(call, "open");
        }
        Some((200, json!({
            "id": OTHER, "name": "Nguyễn Văn Mẩn", "sex": "male", "birth": { "year": 1992, "date": "1992-07-15" },
            "commune_code": "29869", "province_code": "87", "file_code": null, "file_kind": null, "file_status": null,
            "official_number_masked": null, "facility_id": null, "address": null, "registered_on": "2019-01-10",
        })))
    });
    let text = site.get(&format!("/doi-chieu/{PAIR}")).await.text;
    assert!(text.contains("khác nhau") && text.contains("chỉ một bên có") && text.contains("giống nhau"));
    assert!(text.contains("Nguyễn Văn Mẩn") && text.contains("(+400 điểm)") && text.contains("(−120 điểm)"));
    let english = site.get_in("en", &format!("/doi-chieu/{PAIR}")).await.text;
    assert!(english.contains("on one side only") && english.contains("birth years differ"));
}

#[tokio::test]
async fn a_merge_goes_either_way() {
    let site = site("open").await;
    for (stays, goes) in [(PERSON, OTHER), (OTHER, PERSON)] {
        let fields = [("into", stays), ("occurred_on", "03/01/2020"), ("reason", "Đã đối chiếu giấy tờ")];
        let merged = site.post(&format!("/doi-chieu/{PAIR}/gop"), &fields).await;
        assert_eq!(merged.location(), format!("/doi-chieu/{PAIR}?xong=gop"));
        let call = &site.asked(&format!("/api/registry/v1/persons/{goes}/merge"))[0];
        assert_eq!(call.body, json!({ "into": stays, "occurred_on": "2020-01-03", "reason": "Đã đối chiếu giấy tờ" }));
    }
}

#[tokio::test]
async fn a_decision_without_reason_is_not_sent_and_keeps_what_was_chosen() {
    let site = site("open").await;
    let answer = site.post(&format!("/doi-chieu/{PAIR}/gop"), &[("into", OTHER), ("occurred_on", "03/01/2020")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("href=\"#f-reason-merge\"") && answer.text.contains("value=\"03/01/2020\""));
    assert!(answer.text.contains(&format!("value=\"{OTHER}\" checked")));
    let two = site.post(&format!("/doi-chieu/{PAIR}/khac-nguoi"), &[]).await;
    assert!(two.text.contains("href=\"#f-reason-two\""));
    assert!(site.stubs.calls().iter().all(|call| !call.path.ends_with("merge") && !call.path.ends_with("not-same")));
}

#[tokio::test]
async fn two_people_are_remembered_and_a_refusal_is_shown() {
    let site = site("open").await;
    let path = format!("/doi-chieu/{PAIR}/khac-nguoi");
    assert_eq!(
        site.post(&path, &[("reason", "Anh em sinh đôi")]).await.location(),
        format!("/doi-chieu/{PAIR}?xong=khac-nguoi")
    );
    let call = &site.asked(&format!("/api/registry/v1/duplicates/{PAIR}/not-same"))[0];
    assert_eq!(call.body, json!({ "reason": "Anh em sinh đôi" }));
    site.stubs.answer(|call| {
        let refused = || problem(409, "duplicate.merged", "Hai hồ sơ này đã gộp.", json!([]));
        if call.path.ends_with("/not-same") { Some(refused()) } else { answer(call, "open") }
    });
    let answer = site.post(&path, &[("reason", "Anh em sinh đôi")]).await;
    assert!(answer.text.contains("Hai hồ sơ này đã gộp.") && answer.text.contains("value=\"Anh em sinh đôi\""));
}

#[tokio::test]
async fn a_merge_is_taken_back_on_the_merged_record() {
    let site = site("merged").await;
    let text = site.get(&format!("/doi-chieu/{PAIR}")).await.text;
    assert!(text.contains("Hủy gộp") && text.contains("Lý do: Đã đối chiếu giấy tờ") && !text.contains("/gop\""));
    let fields = [("occurred_on", "04/01/2020"), ("reason", "Nhầm"), ("after", "not_same")];
    let answer = site.post(&format!("/doi-chieu/{PAIR}/huy-gop"), &fields).await;
    assert_eq!(answer.location(), format!("/doi-chieu/{PAIR}?xong=huy-gop"));
    let call = &site.asked(&format!("/api/registry/v1/persons/{OTHER}/unmerge"))[0];
    assert_eq!(call.body, json!({ "occurred_on": "2020-01-04", "reason": "Nhầm", "not_same": true }));
}

#[tokio::test]
async fn who_may_only_read_reports_sees_overlaps_and_no_pairs() {
    let site = site("open").await;
    site.stubs.grants(json!([{ "role": "inspector", "area": "87" }]));
    let text = site.get("/doi-chieu").await.text;
    assert!(text.contains("Biện pháp chồng nhau") && !text.contains("Hồ sơ có thể trùng"));
    assert!(site.asked("/api/registry/v1/duplicates").is_empty());
}
