//! A person in depth: what is seen at once, the statutory summary, names and residences, who looked.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Site;
use crate::stubs::dossiers::DOSSIER;
use crate::stubs::{PERSON, problem};

fn page(part: &str) -> String {
    format!("/nguoi/{PERSON}{part}")
}

/// Somebody born in this year, with nothing else known.
fn born(year: i32) -> Value {
    json!({
        "id": PERSON, "name": "Nguyễn Gia Hưng", "sex": "male", "birth": { "year": year }, "commune_code": "29869",
        "province_code": "87", "file_code": null, "file_kind": null, "file_status": null,
        "official_number_masked": null, "facility_id": null, "address": null, "registered_on": "2020-01-10",
    })
}

async fn of_a_person_born(year: i32) -> Site {
    let site = Site::start().await;
    site.stubs
        .answer(move |call| (call.path == format!("/api/registry/v1/persons/{PERSON}")).then(|| (200, born(year))));
    site
}

#[tokio::test]
async fn what_matters_is_seen_at_once() {
    let site = Site::start().await;
    let text = site.get(&page("")).await.text;
    for part in
        ["đang cai nghiện", "2 lần đến nay", "Mẫn Còi (biệt danh)", "Không ổn định", "Việc cần làm", "Biểu mẫu in"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(site.asked(&format!("/api/registry/v1/persons/{PERSON}/summary")).is_empty(), "no adult's summary is read");
}

#[tokio::test]
async fn a_minor_has_a_guardian_and_a_child_has_no_measure() {
    let today = this_year().await;
    let minor = of_a_person_born(today - 15).await.get(&page("")).await.text;
    assert!(minor.contains("Trần Thị Mẹ (mẹ), 0900000001") && minor.contains("/lap-ho-so"));
    let site = of_a_person_born(today - 9).await;
    let child = site.get(&page("")).await.text;
    assert!(child.contains("Chưa đủ 12 tuổi") && !child.contains("/lap-ho-so") && !child.contains("/tiep-nhan?"));
    let opening = site.get(&page("/lap-ho-so")).await.text;
    assert!(opening.contains("luật không có biện pháp") && !opening.contains("name=\"ground\""));
}

#[tokio::test]
async fn the_open_dossiers_next_step_is_a_task_and_stands_on_top_of_the_timeline() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let mut person = born(1992);
        person["dossiers"] = json!([{ "id": DOSSIER, "opened_on": "2026-09-01", "status": "open" }]);
        person["file_history"] = json!([{ "change": "transferred", "occurred_on": "2020-01-20",
            "recorded_at": "2020-01-20T03:00:00Z", "legal_basis": "12/CV", "detail": "29872" }]);
        (call.path == format!("/api/registry/v1/persons/{PERSON}")).then_some((200, person))
    });
    let text = site.get(&page("")).await.text;
    let tasks = text.split("id=\"waiting\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(
        tasks.contains("Quá hạn 6 ngày") && tasks.contains("Điều 60") && tasks.contains(&format!("/ho-so/{DOSSIER}"))
    );
    let timeline = text.split("<ol class=\"timeline\">").nth(1).unwrap();
    assert!(timeline.starts_with("<li class=\"due\">") && timeline.contains("trong 5 ngày làm việc"));
    assert!(timeline.contains("Chuyển hồ sơ đến Phường 4") && timeline.contains("Căn cứ: 12/CV"));
    assert!(!text.contains("/lap-ho-so"), "one open dossier at a time");
}

/// This year, as the console writes it into a form.
async fn this_year() -> i32 {
    let today = Site::start().await.get("/nguoi/moi").await.hidden("occurred_on");
    today.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_summary_shows_its_25_fields_in_order() {
    let site = Site::start().await;
    let text = site.get(&page("/ly-lich")).await.text;
    assert!(text.contains("5. Quê quán") && text.contains("25. Điện thoại") && text.contains("Vĩnh Long"));
    assert!(text.contains("2 lần/ngày") && text.contains("chưa rõ"));
    let english = site.get_in("en", &page("/ly-lich")).await.text;
    assert!(english.contains("16. Convictions and sanctions") && english.contains("administrative sanction for drugs"));
}

#[tokio::test]
async fn the_summary_is_replaced_only_as_it_was_read() {
    let site = Site::start().await;
    let form = site.get(&page("/ly-lich/sua")).await;
    assert_eq!(form.hidden("version"), "&quot;7&quot;");
    assert!(form.text.contains("value=\"Nguyễn Văn Cha\""));
    let fields = [
        ("version", "\"7\""),
        ("home_town", "Cần Thơ"),
        ("drugs", "heroin"),
        ("drugs", "opium"),
        ("records.0.kind", "drug_sanction"),
        ("records.0.decided_on", "01/02/2020"),
    ];
    let answer = site.post(&page("/ly-lich/sua"), &fields).await;
    assert_eq!(answer.location(), page("/ly-lich?xong=ghi"));
    let path = format!("/api/registry/v1/persons/{PERSON}/summary");
    let call = site.asked(&path).into_iter().find(|call| call.method == "PUT").unwrap();
    assert_eq!(call.headers["if-match"], "\"7\"");
    assert_eq!(call.body["drugs"], json!(["heroin", "opium"]));
    assert_eq!(call.body["records"][0]["decided_on"], "2020-02-01");
}

#[tokio::test]
async fn a_summary_that_somebody_else_wrote_meanwhile_keeps_what_was_typed() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        (call.method == "PUT").then(|| problem(412, "version.changed", "Người khác vừa sửa.", json!([])))
    });
    let answer = site.post(&page("/ly-lich/sua"), &[("version", "\"6\""), ("home_town", "Cần Thơ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Người khác vừa sửa.") && answer.text.contains("value=\"Cần Thơ\""));
}

#[tokio::test]
async fn names_numbers_and_residences_show_their_history() {
    let site = Site::start().await;
    let text = site.get(&page("/nhan-than")).await.text;
    for part in [
        "•••••••••456",
        "đã thay",
        "Nơi thường trú",
        "từ 10/01/2019",
        "Nghị định 105/2021/NĐ-CP, Điều 41",
        "Khác vân tay",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[tokio::test]
async fn an_alias_a_residence_and_a_test_go_to_the_registry() {
    let site = Site::start().await;
    let alias = site.post(&page("/nhan-than/ten-khac"), &[("kind", "nickname"), ("name", "Còi"), ("key", "k-1")]).await;
    assert_eq!(alias.location(), page("/nhan-than?xong=ten-khac"));
    let call = &site.asked(&format!("/api/registry/v1/persons/{PERSON}/aliases"))[0];
    assert_eq!((call.headers["idempotency-key"].to_str().unwrap(), &call.body["name"]), ("k-1", &json!("Còi")));

    let fields = [("kind", "temporary"), ("commune_code", "29869"), ("since", "02/01/2020")];
    assert_eq!(site.post(&page("/nhan-than/noi-o"), &fields).await.location(), page("/nhan-than?xong=noi-o"));
    assert_eq!(site.asked(&format!("/api/registry/v1/persons/{PERSON}/residences"))[0].body["since"], "2020-01-02");

    let fields = [
        ("occurred_on", "02/01/2020"),
        ("findings", "registered"),
        ("findings", "dwelling_confirmed"),
        ("findings.days_at_dwelling", "31"),
    ];
    assert_eq!(site.post(&page("/nhan-than/on-dinh"), &fields).await.location(), page("/nhan-than?xong=on-dinh"));
    let body = &site.asked(&format!("/api/registry/v1/persons/{PERSON}/stability"))[0].body;
    assert_eq!(body["findings"]["days_at_dwelling"], 31);
    assert_eq!((&body["findings"]["registered"], &body["findings"]["lives_there"]), (&json!(true), &json!(false)));
}

#[tokio::test]
async fn a_refused_alias_is_marked_at_its_field_and_kept() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let errors = json!([{ "field": "aliases.0.name", "code": "name.too_long", "message": "Tên dài quá." }]);
        call.path.ends_with("/aliases").then(|| problem(422, "fields", "Dữ liệu chưa đúng.", errors))
    });
    let answer = site.post(&page("/nhan-than/ten-khac"), &[("kind", "nickname"), ("name", "Rất dài")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("<a href=\"#f-name-alias\">Tên: Tên dài quá.</a>"));
    assert!(answer.text.contains("value=\"Rất dài\"") && answer.text.contains("<details class=\"fold\" open>"));
}

#[tokio::test]
async fn who_looked_is_shown_with_purpose() {
    let site = Site::start().await;
    let text = site.get(&page("/ai-da-xem")).await.text;
    assert!(text.contains("2 lần xem") && text.contains("xem hồ sơ") && text.contains("mở khẩn cấp"));
    assert!(text.contains(">bạn<") && text.contains("data-rows=\"2\""));
}

#[tokio::test]
async fn those_who_only_read_see_no_form() {
    let site = Site::start().await;
    site.stubs.grants(json!([{ "role": "inspector" }]));
    assert!(!site.get(&page("/nhan-than")).await.text.contains("class=\"fold\""));
    assert!(!site.get(&page("/ly-lich")).await.text.contains("/ly-lich/sua"));
    assert_eq!(site.get(&page("/ly-lich/sua")).await.status, StatusCode::FORBIDDEN);
}
