//! Dossiers: figures and rows, one in full, what is recorded, printed forms.

use reqwest::StatusCode;
use serde_json::json;

use crate::Site;
use crate::stubs::dossiers::{DOSSIER, case};
use crate::stubs::{PERSON, problem};

fn page() -> String {
    format!("/ho-so/{DOSSIER}")
}

#[tokio::test]
async fn every_count_of_an_agency_opens_its_rows() {
    let site = Site::start().await;
    let text = site.get("/ho-so").await.text;
    let mut seen = 0;
    for link in text.split("<a class=\"figure\" href=\"").skip(1) {
        let href = link.split('"').next().unwrap().replace("&amp;", "&");
        let count = link.split("data-count=\"").nth(1).unwrap().split('"').next().unwrap();
        let rows = site.get(&href).await.text;
        assert!(rows.contains(&format!("data-rows=\"{count}\"")), "{href}");
        assert_eq!(rows.matches("<a class=\"whole\"").count().to_string(), count, "{href}");
        seen += 1;
    }
    assert_eq!(seen, 4);
}

#[tokio::test]
async fn a_row_says_what_is_due_by_which_rule() {
    let site = Site::start().await;
    let text = site.get("/ho-so?co-quan=commune_police_chief&han=qua-han").await.text;
    assert!(text.contains("Quá hạn 6 ngày") && text.contains("hết 31/12/2019"));
    assert!(text.contains("Quy tắc: trong 5 ngày làm việc") && text.contains("Nghị định 163/2026/NĐ-CP, Điều 60"));
    let asked = "agency=commune_police_chief&due=overdue&limit=100";
    assert!(site.asked("/api/registry/v1/dossiers").iter().any(|call| call.query == asked));
    assert_eq!(site.asked("/api/registry/v1/persons/names")[0].body["purpose"], "dossiers");
}

#[tokio::test]
async fn a_dossier_shows_its_steps_with_their_reckoning_and_its_gate() {
    let site = Site::start().await;
    let text = site.get(&page()).await.text;
    for part in [
        "Quá hạn 6 ngày",
        "nghỉ Quốc khánh 02/09",
        "Ngày cuối cùng trong hạn: 09/09/2026",
        "Thiếu 1 giấy tờ bắt buộc",
        "Sắp hết thời hiệu.",
        "Còn trống 1 mục",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let english = site.get_in("en", &page()).await.text;
    assert!(english.contains("6 days overdue") && english.contains("National Day 2 Sep off"));
}

#[tokio::test]
async fn a_decided_dossier_holds_nothing_against_anybody() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let mut decided = case();
        decided["status"] = json!("decided");
        decided["awaited_step"] = json!(null);
        decided["agency"] = json!(null);
        (call.path == format!("/api/registry/v1/dossiers/{DOSSIER}")).then_some((200, decided))
    });
    let text = site.get(&page()).await.text;
    assert!(text.contains("Không còn việc chờ") && text.contains("Chưa ghi 1 giấy tờ bắt buộc"));
    assert!(!text.contains("Quá hạn 6 ngày") && !text.contains("/tam-dung") && !text.contains("/quyet-dinh"));
}

#[tokio::test]
async fn a_step_is_recorded_to_the_minute_under_the_forms_key() {
    let site = Site::start().await;
    let fields = [("step", "compiled"), ("at", "03/09/2026"), ("time", "14h30"), ("key", "k-1")];
    let answer = site.post(&format!("{}/buoc", page()), &fields).await;
    assert_eq!(answer.location(), format!("{}?xong=buoc", page()));
    let call = &site.asked(&format!("/api/registry/v1/dossiers/{DOSSIER}/steps"))[0];
    assert_eq!(call.headers["idempotency-key"], "k-1");
    assert_eq!(call.body, json!({ "step": "compiled", "at": "2026-09-03T14:30:00+07:00", "note": null }));
}

#[tokio::test]
async fn papers_stops_and_the_decision_go_to_the_registry() {
    let site = Site::start().await;
    let when = [("at", "03/09/2026"), ("time", "14:30")];
    let forms = [
        ("giay-to", "papers", vec![("paper", "personal_summary"), ("number", "15/BB-CAX"), ("dated_on", "02/09/2026")]),
        ("tam-dung", "pauses", [&[("reason", "illness")], &when[..]].concat()),
        ("chay-tiep", "pauses/resume", when.to_vec()),
        (
            "quyet-dinh",
            "decision",
            vec![
                ("outcome", "applied"),
                ("occurred_on", "20/09/2026"),
                ("decision_number", "09/QĐ-TA"),
                ("court", "Tòa án khu vực 1"),
                ("term_months", "24"),
            ],
        ),
    ];
    for (part, path, fields) in forms {
        let answer = site.post(&format!("{}/{part}", page()), &fields).await;
        assert_eq!(answer.location(), format!("{}?xong={part}", page()));
        assert_eq!(site.asked(&format!("/api/registry/v1/dossiers/{DOSSIER}/{path}")).len(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_refused_step_keeps_what_was_typed_and_names_the_missing_papers() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let errors =
            json!([{ "field": "papers.personal_summary", "code": "paper.missing", "message": "bản tóm tắt lý lịch" }]);
        call.path.ends_with("/steps").then(|| problem(409, "dossier.papers_missing", "Còn thiếu giấy tờ.", errors))
    });
    let fields =
        [("step", "compiled"), ("at", "03/09/2026"), ("time", "14:30"), ("note", "Gửi bưu điện"), ("key", "k-1")];
    let answer = site.post(&format!("{}/buoc", page()), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("<li>bản tóm tắt lý lịch</li>") && answer.text.contains(">Gửi bưu điện</textarea>"));
    assert!(answer.text.contains("<details class=\"fold\" open>"));
    assert!(!answer.text.contains("value=\"k-1\""), "a refused form gets a new key");
}

#[tokio::test]
async fn a_step_without_a_readable_time_reaches_no_service() {
    let site = Site::start().await;
    let answer = site.post(&format!("{}/buoc", page()), &[("at", "03/09/2026"), ("time", "2 giờ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("<a href=\"#f-step-step\">Bước: Chưa nhập.</a>"));
    assert!(answer.text.contains("<a href=\"#f-time-step\">Giờ: Viết giờ dạng 14:30.</a>"));
    assert!(site.asked(&format!("/api/registry/v1/dossiers/{DOSSIER}/steps")).is_empty());
}

#[tokio::test]
async fn a_dossier_is_opened_from_a_person_with_grounds_of_the_law_in_force() {
    let site = Site::start().await;
    let path = format!("/nguoi/{PERSON}/lap-ho-so");
    let blank = site.get(&path).await.text;
    assert!(blank.contains("Vi phạm nghĩa vụ (Nghị định 163/2026/NĐ-CP, Điều 60)"));
    let fields = [
        ("occurred_on", "01/09/2026"),
        ("discovered_at", "01/09/2026"),
        ("discovered_time", "08:30"),
        ("ground", "obligations_broken"),
        ("conditions", "no_stable_residence"),
        ("exclusions", "pregnant"),
        ("exclusions", "no_capacity"),
        ("key", "k-2"),
    ];
    let answer = site.post(&path, &fields).await;
    assert_eq!(answer.location(), format!("{}?xong=mo", page()));
    let call = &site.asked(&format!("/api/registry/v1/persons/{PERSON}/dossiers"))[0];
    assert_eq!(call.headers["idempotency-key"], "k-2");
    assert_eq!(call.body["exclusions"], json!(["pregnant", "no_capacity"]));
    assert_eq!(call.body["discovered_at"], "2026-09-01T08:30:00+07:00");
}

#[tokio::test]
async fn a_printed_form_is_passed_on_as_a_word_file() {
    let site = Site::start().await;
    for path in [format!("{}/mau/163-V-36", page()), format!("/nguoi/{PERSON}/mau/163-V-36")] {
        let answer = site.get(&path).await;
        assert_eq!(answer.headers["content-disposition"], "attachment; filename=\"163-V-36.docx\"");
        assert!(answer.headers["content-type"].to_str().unwrap().contains("wordprocessingml"));
    }
    assert_eq!(site.get(&format!("{}/mau/..%2Fx", page())).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{}/mau/khong-co", page())).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn dossiers_are_closed_to_roles_that_keep_none() {
    let site = Site::start().await;
    site.stubs.grants(json!([{ "role": "inspector" }]));
    for path in ["/ho-so".to_owned(), page(), format!("/nguoi/{PERSON}/lap-ho-so")] {
        assert_eq!(site.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(!site.get("/nguoi").await.text.contains("href=\"/ho-so\""));
}

#[tokio::test]
async fn a_forms_own_address_leads_back_and_a_form_without_token_reaches_no_service() {
    let site = Site::start().await;
    assert_eq!(site.get(&format!("{}/buoc", page())).await.location(), page());
    let answer = site.post_bare(&format!("{}/buoc", page()), &[("step", "compiled")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(site.asked(&format!("/api/registry/v1/dossiers/{DOSSIER}/steps")).is_empty());
}
