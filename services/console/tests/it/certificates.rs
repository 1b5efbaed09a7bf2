//! The page that anybody may ask, and the sheet that is printed.

use ::certificates::{Code, Content, Form, Issuer, SigningKey};
use chrono::NaiveDate;
use domain::ids::CertificateId;
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::stubs::{FACILITY, HOSTILE, STAY, problem};
use crate::{Answer, Site};

fn code() -> Code {
    let content = Content {
        issuer: Issuer::Facility,
        id: CertificateId(Uuid::from_u128(7)),
        form: Form::D116N46,
        issued_on: NaiveDate::from_ymd_opt(2023, 8, 14).unwrap(),
    };
    Code::issue(&SigningKey::of(&[1; 32]), &content).unwrap()
}

/// Asks the page without a session.
async fn ask(site: &Site, path: &str) -> Answer {
    site.send(site.http.get(site.url(path))).await
}

fn told(site: &Site, status: &'static str) {
    site.stubs.answer(move |call| {
        let asked = call.path == "/api/facility/v1/certificates/status";
        asked.then(|| (200, json!({ "status": status })))
    });
}

#[tokio::test]
async fn anybody_may_open_the_page_and_nobody_is_asked_before_a_code_is_typed() {
    let site = Site::start().await;
    let answer = ask(&site, "/chung-nhan").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("name=\"ma\"") && !answer.text.contains("data-status"));
    assert!(site.stubs.calls().is_empty());
}

#[tokio::test]
async fn there_are_three_answers_and_the_pages_differ_in_nothing_else() {
    let site = Site::start().await;
    let mut pages = Vec::new();
    for (status, words) in
        [("valid", "Còn hiệu lực"), ("revoked", "Đã thu hồi"), ("unknown", "Không có giấy nào mang mã này")]
    {
        told(&site, status);
        let answer = ask(&site, &format!("/chung-nhan?ma={}", code())).await;
        assert_eq!(answer.status, StatusCode::OK);
        let (before, rest) = answer.text.split_once("<div class=\"answer\"").unwrap();
        let (said, after) = rest.split_once("</div>").unwrap();
        assert!(said.contains(words) && said.contains(status), "{said}");
        pages.push(format!("{before}{after}"));
    }
    assert!(pages.iter().all(|page| *page == pages[0]));
    for told in ["D116/46", "14/08/2023", "2023-08-14", "facility"] {
        assert!(!pages[0].contains(told), "the page tells {told}");
    }
}

#[tokio::test]
async fn the_code_reaches_the_service_in_the_body_and_without_an_account() {
    let site = Site::start().await;
    told(&site, "valid");
    let spaced = code().to_string().to_lowercase().replace('-', "+");
    ask(&site, &format!("/chung-nhan?ma={spaced}")).await;
    let calls = site.stubs.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!((calls[0].query.as_str(), &calls[0].body), ("", &json!({ "code": code().plain() })));
    assert!(!calls[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_scanned_address_leads_to_the_answer_in_capitals_too() {
    let site = Site::start().await;
    told(&site, "valid");
    for path in ["/CHUNG-NHAN", "/chung-nhan"] {
        let answer = ask(&site, &format!("{path}/{}", code().plain())).await;
        assert!(answer.text.contains("data-status=\"valid\""), "{path}");
    }
}

#[tokio::test]
async fn a_slip_is_named_by_its_group_and_is_no_answer() {
    let site = Site::start().await;
    told(&site, "unknown");
    let typed = code().to_string();
    let wrong = if typed.as_bytes()[9] == b'7' { "8" } else { "7" };
    let answer = ask(&site, &format!("/chung-nhan?ma={}{wrong}{}", &typed[..9], &typed[10..])).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Nhóm 2 gõ nhầm") && !answer.text.contains("data-status"));
    assert!(answer.text.contains("aria-invalid=\"true\"") && answer.text.contains(&typed[..9]));
    assert!(site.stubs.calls().is_empty());
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text() {
    let site = Site::start().await;
    let typed: String = HOSTILE.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let answer = ask(&site, &format!("/chung-nhan?ma={typed}")).await;
    assert!(!answer.text.contains(HOSTILE) && answer.text.contains("&lt;img"));
}

#[tokio::test]
async fn a_service_that_is_away_is_no_answer_either() {
    let site = Site::start().await;
    site.stubs
        .answer(|call| call.path.ends_with("/certificates/status").then(|| problem(503, "unavailable", "", json!([]))));
    let answer = ask(&site, &format!("/chung-nhan?ma={}", code())).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!answer.text.contains("data-status"));
}

fn certificate(status: &str) -> Value {
    let revoked = status == "revoked";
    json!({
        "id": STAY, "subject_id": STAY, "form": "D116/46", "number": "12/GCN", "issued_on": "2023-08-04",
        "status": status, "revoked_on": revoked.then_some("2023-09-01"),
        "reason": revoked.then_some("issued_in_error"), "code": code().to_string(),
        "scanned": format!("HTTPS://HOANHAP.EXAMPLE/CHUNG-NHAN/{}", code().plain()), "qr_svg": "<svg/>",
    })
}

fn issued(site: &Site, status: &'static str) {
    site.stubs.answer(move |call| call.path.ends_with("/certificate").then(|| (200, certificate(status))));
}

#[tokio::test]
async fn the_sheet_has_letterhead_person_code_and_picture() {
    let site = Site::start().await;
    issued(&site, "valid");
    let text = site.get(&format!("/co-so/{FACILITY}/2023-08-04/luot/{STAY}/giay-chung-nhan")).await.text;
    for part in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/GCN",
        "Đồng Tháp, ngày 04 tháng 8 năm 2023",
        "Mẫu số 46, Nghị định 116/2021/NĐ-CP",
        "NGUYỄN VĂN MẪN",
        "15/07/1992",
        "quyết định đưa vào cơ sở cai nghiện bắt buộc số 09/QĐ-TA",
        "Kiểm tra tại https://hoanhap.example/chung-nhan",
        "<svg xmlns=",
    ] {
        assert!(text.contains(part), "no {part}");
    }
    assert!(code().groups().iter().all(|group| text.contains(group.as_str())));
    assert!(!text.contains("style="));
}

#[tokio::test]
async fn an_aftercare_certificate_is_the_communes_chairs() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let mut shown = certificate("valid");
        shown["form"] = json!("D116/54");
        (call.path == format!("/api/aftercare/v1/cases/{STAY}/certificate")).then_some((200, shown))
    });
    let text = site.get(&format!("/sau-cai/{STAY}/giay-chung-nhan")).await.text;
    for part in [
        "ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Mẫu số 54, Nghị định 116/2021/NĐ-CP",
        "hoàn thành quản lý sau cai nghiện tại nơi cư trú, từ ngày 28/01/2018 đến ngày 20/12/2018",
    ] {
        assert!(text.contains(part), "no {part}");
    }
}

#[tokio::test]
async fn a_revoked_certificate_says_so_above_its_sheet() {
    let site = Site::start().await;
    issued(&site, "revoked");
    let text = site.get(&format!("/co-so/{FACILITY}/2023-08-04/luot/{STAY}/giay-chung-nhan")).await.text;
    assert!(text.contains("Đã thu hồi ngày 01/09/2023: cấp nhầm"));
}

#[tokio::test]
async fn a_certificate_is_revoked_by_its_own_id_and_leads_back_to_its_sheet() {
    let site = Site::start().await;
    let sheet = format!("/co-so/{FACILITY}/2023-08-04/luot/{STAY}/giay-chung-nhan");
    let revocation = format!("/api/facility/v1/certificates/{STAY}/revocation");
    let path = revocation.clone();
    site.stubs.answer(move |call| {
        let shown = call.path.ends_with("/certificate") || call.path == path;
        shown.then(|| (200, certificate("valid")))
    });
    let fields = [("reason", "replaced"), ("occurred_on", "01/09/2023"), ("replacement_number", "13/GCN")];
    let answer = site.post(&format!("{sheet}/thu-hoi"), &fields).await;
    assert_eq!(answer.location(), format!("{sheet}?xong=cap-lai"));
    let sent = json!({ "reason": "replaced", "occurred_on": "2023-09-01", "replacement_number": "13/GCN" });
    assert_eq!(site.asked(&revocation)[0].body, sent);

    let answer = site.post(&format!("{sheet}/thu-hoi"), &[("occurred_on", "hôm qua")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Chưa nhập.") && answer.text.contains("Viết ngày dạng"));
    assert_eq!(site.asked(&revocation).len(), 1);
}

#[tokio::test]
async fn who_may_only_read_is_offered_no_revocation() {
    let site = Site::start().await;
    issued(&site, "valid");
    site.stubs.grants(json!([{ "role": "inspector" }]));
    let text = site.get(&format!("/co-so/{FACILITY}/2023-08-04/luot/{STAY}/giay-chung-nhan")).await.text;
    assert!(text.contains("NGUYỄN VĂN MẪN") && !text.contains("/thu-hoi"));
}

#[tokio::test]
async fn a_stay_without_a_certificate_has_no_sheet() {
    let site = Site::start().await;
    site.stubs.answer(|call| call.path.ends_with("/certificate").then(|| problem(404, "not_found", "", json!([]))));
    let answer = site.get(&format!("/co-so/{FACILITY}/2023-08-04/luot/{STAY}/giay-chung-nhan")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
