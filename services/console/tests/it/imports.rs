//! Lists: sent in, previewed, written step by step, taken back.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Site;
use crate::stubs::{Call, PERSON, problem};

const IMPORT: &str = "019a0000-0000-7000-8000-00000000b001";

/// An import of 1,250 lines of which so many were written.
fn import(state: &str, done: i64) -> Value {
    let count = |outcome: &str, state: &str, lines: i64| json!({ "outcome": outcome, "state": state, "lines": lines });
    json!({
        "id": IMPORT, "file_name": "Danh sách 2019.xlsx", "state": state, "occurred_on": "2019-12-31",
        "created_at": "2020-01-02T03:00:00Z", "finished_at": null,
        "plan": {
            "sheet": "Sheet1", "mapping": { "columns": [[1, "full_name"]], "header_row": 4, "first_data_row": 6 },
            "confidence": 0.9, "header": [], "converted_from": ["TCVN3"], "blank": 7,
            "columns": [
                { "column": 1, "header": "Họ và tên", "field": "full_name", "certainty": 1.0 },
                { "column": 27, "header": "Ghi chú", "field": null, "certainty": 0.0 },
            ],
            "notices": [{ "vi": "Một trang tính ẩn.", "en": "A hidden sheet." }],
            "skipped": [{ "line": 1, "why": "letterhead" }, { "line": 2, "why": "letterhead" }, { "line": 640, "why": "total" }],
        },
        "counts": [
            count("new", "done", done), count("new", "waiting", 1200 - done), count("possible_duplicate", "kept", 30),
            count("bad", "kept", 20),
        ],
    })
}

fn lines() -> Value {
    let draft = json!({
        "name": "Nguyễn Văn Mẫn", "aliases": [], "sex": "male", "birth": { "year": 1992, "date": null },
        "official_number": "087092123456", "former_number": null, "commune_code": "29869", "address": null,
        "occurred_on": "2019-12-31", "file_kind": "addict", "drug": null, "legal_basis": null, "summary": {},
    });
    json!([
        { "line": 7, "outcome": "possible_duplicate", "state": "kept", "problems": [], "person_id": null,
          "alike_id": PERSON, "score": 874, "draft": draft },
        { "line": 214, "outcome": "bad", "state": "kept", "person_id": null, "alike_id": null, "score": null, "draft": null,
          "problems": [{ "field": "birth", "code": "x", "vi": "Không đọc được ngày 31/02.", "en": "No such day as 31/02." }] },
    ])
}

fn answer(call: &Call) -> Option<(u16, Value)> {
    let rest = call.path.strip_prefix("/api/registry/v1/imports")?;
    Some(match rest {
        "" if call.method == "POST" => (201, json!({ "id": IMPORT })),
        "" => (200, json!([import("applying", 500)])),
        _ if rest.ends_with("/lines") => (200, lines()),
        _ if rest.ends_with("/apply") => (200, import("applying", 1000)),
        _ if rest.ends_with("/undo") => (200, import("undone", 0)),
        _ => (200, import("previewed", 0)),
    })
}

async fn site() -> Site {
    let site = Site::start().await;
    site.stubs.answer(answer);
    site
}

#[tokio::test]
async fn a_list_goes_on_with_its_name_in_a_header_and_its_bytes_as_they_are() {
    let site = site().await;
    let fields = [("commune_code", "29869"), ("occurred_on", "31/12/2019"), ("kind", "addict"), ("profile", "")];
    let answer = site.send_list("/nhap-lieu", None, &fields, ("Danh sách + 1.csv", "Họ tên;Năm sinh\r\nA;1990")).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, &*format!("/nhap-lieu/{IMPORT}")));
    let call = &site.asked("/api/registry/v1/imports")[0];
    assert_eq!(call.query, "commune_code=29869&occurred_on=2019-12-31&kind=addict");
    assert_eq!(call.headers["x-file-name"], "Danh%20s%C3%A1ch%20%2B%201.csv");
    assert_eq!(call.body, "Họ tên;Năm sinh\r\nA;1990");
}

#[tokio::test]
async fn a_list_without_the_sessions_token_reaches_no_service() {
    let site = site().await;
    for csrf in ["", "wrong"] {
        let answer = site.send_list("/nhap-lieu", Some(csrf), &[], ("a.csv", "x")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    assert!(site.asked("/api/registry/v1/imports").is_empty());
}

#[tokio::test]
async fn only_the_list_page_takes_a_body_of_that_size() {
    let site = site().await;
    let large = "x".repeat(100 * 1024);
    assert_eq!(site.send_list("/nguoi/tim", None, &[], ("a.csv", &large)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(site.send_list("/nhap-lieu", None, &[], ("a.csv", &large)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_refused_list_keeps_what_was_chosen_and_asks_for_the_file_again() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let error = json!([{ "field": "file", "code": "x", "message": "Không tìm thấy dòng tiêu đề." }]);
        let refused = || problem(422, "fields", "Dữ liệu chưa đúng.", error);
        if call.method == "POST" && call.path.ends_with("/imports") { Some(refused()) } else { answer(call) }
    });
    let fields = [("occurred_on", "30/06/2019"), ("profile", "mẫu huyện")];
    let answer = site.send_list("/nhap-lieu", None, &fields, ("a.csv", "x")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["Không tìm thấy dòng tiêu đề.", "value=\"30/06/2019\"", "value=\"mẫu huyện\"", "Hãy chọn lại tệp"]
    {
        assert!(answer.text.contains(part), "{part}");
    }
    let empty = site.send_list("/nhap-lieu", None, &fields, ("", "")).await;
    assert!(empty.text.contains("Chưa chọn tệp"));
}

#[tokio::test]
async fn the_preview_says_how_the_file_was_understood_and_what_each_line_is() {
    let site = site().await;
    let text = site.get(&format!("/nhap-lieu/{IMPORT}?loai=possible_duplicate")).await.text;
    for part in [
        "Danh sách 2019.xlsx",
        "chuyển từ TCVN3 sang Unicode",
        "7 dòng trống",
        "phần đầu văn bản: dòng 1, 2",
        "dòng tổng cộng: dòng 640",
        "Một trang tính ẩn.",
        "<td class=\"code\">AB</td>",
        "không dùng",
        "Ghi 1.200 dòng vào sổ",
        "•••••••••456",
        "giống 87,4 %",
        "Ngày sinh: ",
        "Không đọc được ngày 31/02.",
        "data-count=\"30\"",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("087092123456") && text.contains(&format!("href=\"/nguoi/{PERSON}\"")));
    let call = &site.asked(&format!("/api/registry/v1/imports/{IMPORT}/lines"))[0];
    assert_eq!(call.query, "outcome=possible_duplicate&offset=0&limit=100");
    assert_eq!(site.asked("/api/registry/v1/persons/names")[0].body["purpose"], "import");

    let english = site.get_in("en", &format!("/nhap-lieu/{IMPORT}")).await.text;
    assert!(english.contains("converted from TCVN3") && english.contains("No such day as 31/02."));
}

#[tokio::test]
async fn writing_goes_on_by_a_button_and_ends_on_the_preview() {
    let site = site().await;
    let step = site.post(&format!("/nhap-lieu/{IMPORT}/ghi"), &[]).await;
    assert_eq!(step.status, StatusCode::OK);
    assert!(step.text.contains("max=\"1200\" value=\"1000\"") && step.text.contains("1.000 trong 1.200 dòng"));
    assert!(step.text.contains("data-auto") && step.text.contains(&format!("action=\"/nhap-lieu/{IMPORT}/ghi\"")));
    let undone = site.post(&format!("/nhap-lieu/{IMPORT}/hoan-tac"), &[]).await;
    assert_eq!(undone.location(), format!("/nhap-lieu/{IMPORT}?xong=hoan-tac"));
    assert_eq!(site.get(&format!("/nhap-lieu/{IMPORT}/ghi")).await.location(), format!("/nhap-lieu/{IMPORT}"));
}

#[tokio::test]
async fn corrected_columns_are_kept_under_a_name() {
    let site = Site::start().await;
    site.stubs.answer(|call| match (call.method.as_str(), call.path.ends_with("/import-profiles")) {
        ("POST", true) => Some((200, json!({}))),
        (_, true) => Some((200, json!([{ "name": "Mẫu xã", "headers": { "ho va ten": "given_name" } }]))),
        _ => answer(call),
    });
    let fields = [("ten", "Mẫu xã"), ("cot-1", "given_name"), ("cot-27", "")];
    let saved = site.post(&format!("/nhap-lieu/{IMPORT}/mau-cot"), &fields).await;
    assert_eq!(saved.location(), "/nhap-lieu?mau=M%E1%BA%ABu+x%C3%A3");
    let body = &site.asked("/api/registry/v1/import-profiles")[0].body;
    assert_eq!(*body, json!({ "name": "Mẫu xã", "headers": { "Họ và tên": "given_name", "Ghi chú": null } }));
    let again = site.get(saved.location()).await;
    assert!(again.text.contains("<option value=\"Mẫu xã\" selected>Mẫu xã</option>"), "{}", again.text);
}

#[tokio::test]
async fn importing_needs_the_right_to_register() {
    let site = site().await;
    site.stubs.grants(json!([{ "role": "inspector", "area": "87" }]));
    for path in ["/nhap-lieu".to_owned(), format!("/nhap-lieu/{IMPORT}"), format!("/nhap-lieu/{IMPORT}/de-lai")] {
        assert_eq!(site.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(site.post(&format!("/nhap-lieu/{IMPORT}/ghi"), &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.send_list("/nhap-lieu", None, &[], ("a.csv", "x")).await.status, StatusCode::FORBIDDEN);
    assert!(!site.get("/tong-quan").await.text.contains("href=\"/nhap-lieu\""));
    assert!(site.stubs.calls().iter().all(|call| !call.path.contains("/imports")));
}
