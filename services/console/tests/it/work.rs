//! The work queue, and the number in the menu.

use serde_json::{Value, json};

use crate::Site;
use crate::stubs::{PERSON, problem};

/// Files that came, one late and one in time, and one that was sent away.
fn transfers() -> Value {
    let file = |number: u8, from: &str, to: &str, due: &str| {
        json!({
            "id": format!("019a0000-0000-7000-8000-00000000b00{number}"), "file_id": PERSON, "person_id": PERSON,
            "from_commune_code": from, "from_province_code": "87", "to_commune_code": to, "to_province_code": if to == "29869" { "87" } else { "01" },
            "state": "sent", "moved_on": "2023-01-10", "sent_at": "2023-01-10T03:00:00Z", "due_at": due, "answered_at": null,
        })
    };
    let items = [
        file(1, "29872", "29869", "2023-01-17T17:00:00Z"),
        file(2, "29872", "29869", "2999-01-01T00:00:00Z"),
        file(3, "29869", "00001", "2023-01-17T17:00:00Z"),
    ];
    json!({ "items": items, "total": 3 })
}

fn pairs() -> Value {
    let side = |id: &str, name: &str| {
        json!({ "id": id, "name": name, "sex": "male", "birth": { "year": 1992 }, "commune_code": "29869",
                "province_code": "87", "merged_into": null })
    };
    let pair = json!({ "id": PERSON, "score": 910, "verdict": "likely", "state": "open", "found_at": "2026-09-01T03:00:00Z",
                       "reasons": [], "first": side(PERSON, "Nguyễn Văn Mẫn"), "second": side(PERSON, "Nguyễn Văn Mận") });
    json!({ "items": [pair], "total": 1 })
}

async fn busy() -> Site {
    let site = Site::start().await;
    site.stubs.answer(|call| match call.path.as_str() {
        "/api/registry/v1/transfers" => Some((200, transfers())),
        "/api/registry/v1/duplicates" => Some((200, pairs())),
        _ => None,
    });
    site
}

/// The part of the page between a group's heading and the next.
fn group<'a>(text: &'a str, id: &str) -> &'a str {
    text.split(&format!("<h2 id=\"{id}\">")).nth(1).unwrap().split("<h2").next().unwrap()
}

#[tokio::test]
async fn tasks_are_grouped_by_their_clocks() {
    let site = busy().await;
    let text = site.get("/viec").await.text;
    let overdue = group(&text, "overdue");
    assert!(overdue.contains("Quá hạn 6 ngày") && overdue.contains("Nhận hoặc trả lại hồ sơ gửi đến"));
    assert!(overdue.contains("Quy tắc: trong 5 ngày làm việc") && overdue.contains("Nghị định 105/2021/NĐ-CP"));
    let others = group(&text, "others");
    assert!(others.contains("Tòa án nhân dân khu vực") && others.contains("Chờ nơi đến trả lời"));
    let undated = group(&text, "undated");
    assert!(undated.contains("Nguyễn Văn Mận") && undated.contains(&format!("href=\"/doi-chieu/{PERSON}\"")));
    assert!(overdue.contains("href=\"/chuyen-ho-so\""));
    assert!(text.contains("2 việc nữa đến hạn sau 7 ngày"));
}

#[tokio::test]
async fn the_number_in_the_menu_is_that_of_the_rows_that_press() {
    let site = busy().await;
    let text = site.get("/nguoi").await.text;
    assert!(text.contains("href=\"/viec\" data-count=\"2\""));
    let queue = site.get("/viec").await.text;
    assert_eq!(queue.matches("<li data-due>").count(), 2);
    assert!(queue.contains("data-rows=\"2\""));
}

#[tokio::test]
async fn the_number_is_counted_once_a_minute_and_reads_no_person() {
    let site = busy().await;
    for _ in 0..3 {
        site.get("/tro-giup").await;
    }
    assert_eq!(site.asked("/api/registry/v1/dossiers/summary").len(), 1);
    assert!(site.asked("/api/registry/v1/duplicates").is_empty());
    assert!(site.asked("/api/registry/v1/persons/names").is_empty());
}

#[tokio::test]
async fn the_queue_is_filtered_by_kind() {
    let site = busy().await;
    let text = site.get("/viec?loai=chuyen").await.text;
    assert!(text.contains("Nhận hoặc trả lại") && !text.contains("Lập xong hồ sơ"));
}

#[tokio::test]
async fn what_could_not_be_had_is_said_and_no_number_is_shown() {
    let site = busy().await;
    site.stubs
        .answer(|call| call.path.ends_with("/transfers").then(|| problem(503, "unavailable", "Tạm ngừng.", json!([]))));
    let text = site.get_in("en", "/viec").await.text;
    assert!(text.contains("The list is incomplete:") && text.contains("6 days overdue"));
    assert!(!site.get("/tro-giup").await.text.contains("data-count"));
}

#[tokio::test]
async fn a_role_without_tasks_has_an_empty_queue_and_no_number() {
    let site = busy().await;
    site.stubs.grants(json!([{ "role": "inspector" }]));
    let text = site.get("/viec").await.text;
    assert!(!text.contains("data-count") && !text.contains("<li data-due>"));
    assert!(site.asked("/api/registry/v1/dossiers").is_empty());
}
