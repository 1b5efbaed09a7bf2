//! Treatments at home and in the community: listed with what they await, recorded step by step; teams and points.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Site;
use crate::stubs::{Call, PERSON, problem};

const TREATMENT: &str = "019a0000-0000-7000-8000-00000000d101";
const GROUP: &str = "019a0000-0000-7000-8000-00000000d201";

fn label(code: &str, vi: &str, en: &str) -> Value {
    json!({ "code": code, "vi": vi, "en": en })
}

fn treatment() -> Value {
    let article = json!({ "citation": "Nghị định 116/2021/NĐ-CP, Điều 3, 28–39", "verified": true });
    json!({
        "id": TREATMENT, "person_id": PERSON, "site": "community", "commune_code": "29869", "province_code": "87",
        "status": "active", "phase": "decided", "registered_on": "2024-05-06", "law_pack": "B1", "term_months": 6,
        "term_ends_on": "2024-11-06", "attempt": 1, "started_on": null, "ended_on": null, "end_ground": null,
        "decision": { "number": "15/QĐ-UBND", "on": "2024-05-08", "authority": "commune_chair" },
        "plan": null, "certificate_number": null,
        "awaits": {
            "step": label("start", "bắt đầu cai nghiện", "start"), "due_on": "2024-05-15", "article": article,
            "standing": { "state": "overdue", "value": 6, "unit": "days", "vi": "quá hạn 6 ngày", "en": "6 days overdue" },
        },
        "findings": [
            {
                "kind": label("not_started", "không thực hiện", "not carried out"), "since": "2024-05-16", "counted": 9,
                "proposal": label("not_carried_out", "ghi “không thực hiện”", "record as not carried out"),
                "ground": label("not_started", "không thực hiện", "not carried out"), "article": article,
            },
            {
                "kind": label("used_drugs", "sử dụng ma túy", "drugs used"), "since": "2024-05-20", "counted": 1,
                "proposal": label("compulsory_dossier", "xem xét lập hồ sơ", "consider a dossier"), "ground": null,
                "article": { "citation": "Luật 73/2021/QH14, Điều 32", "verified": true },
            },
        ],
        "book": [{ "id": PERSON, "treatment_id": TREATMENT, "occurred_on": "2024-05-20",
                   "entry": { "kind": "drug_test", "result": "positive", "drug": null }, "vi": "Xét nghiệm: dương tính",
                   "en": "Drug test: positive", "recorded_at": "2024-05-20T03:00:00Z" }],
        "transfers": [],
    })
}

fn transfer() -> Value {
    json!({
        "id": GROUP, "treatment_id": TREATMENT, "from_commune_code": "00001",
        "from_province_code": "01", "to_commune_code": "29869", "to_province_code": "87",
        "state": "sent", "moved_on": "2024-06-03", "sent_at": "2024-06-04T02:00:00Z", "due_at": null,
        "article": null, "answered_at": null, "reason": null, "standing": null, "person_id": PERSON,
    })
}

fn group() -> Value {
    json!({
        "id": GROUP, "kind": "volunteer_team", "commune_code": "29869", "province_code": "87",
        "founded_on": "2019-01-15", "decision_number": "07/QĐ-UBND", "dissolved_on": null,
        "figures": { "volunteer": 4 }, "members": 4,
        "done": [{ "activity": "home_visit", "times": 12, "quantity": 30, "unit": "attendance" }],
        "out_of_size": { "members": 4, "least": 5, "most": 10,
                         "article": { "citation": "Thông tư liên tịch 24/2012", "verified": true } },
    })
}

fn answer(call: &Call) -> Option<(u16, Value)> {
    let one = |item: Value| (200, json!({ "items": [item], "total": 1 }));
    Some(match call.path.strip_prefix("/api/community/v1/")? {
        "treatments" if call.method == "POST" => (201, json!({ "id": TREATMENT })),
        "treatments" => one(treatment()),
        "transfers" => one(transfer()),
        "groups" if call.method == "GET" => one(group()),
        "group-tallies" => (
            200,
            json!([{ "kind": "volunteer_team", "groups": 1, "communes": 1, "members": 4, "working": 1, "done": [] }]),
        ),
        "steps" | "entries" | "completions" | "groups" | "figures" | "activities" => (201, json!({ "id": TREATMENT })),
        path if path.ends_with("/self-termination") || path.ends_with("/answer") => (200, json!({})),
        path if path.ends_with("/transfers") => (201, json!({ "id": GROUP })),
        path if path.ends_with(TREATMENT) => (200, treatment()),
        _ => return None,
    })
}

async fn site() -> Site {
    let site = Site::start().await;
    site.stubs.answer(answer);
    site
}

fn page() -> String {
    format!("/cong-dong/{TREATMENT}")
}

#[tokio::test]
async fn the_list_says_what_is_due_and_what_was_found() {
    let site = site().await;
    let text = site.get("/cong-dong?giai-doan=decided").await.text;
    for part in ["Quá hạn 6 ngày", "Bắt đầu cai nghiện", "Điều 3, 28–39", "Không thực hiện", "data-rows=\"1\""]
    {
        assert!(text.contains(part), "{part}");
    }
    let asked = site.asked("/api/community/v1/treatments");
    assert!(asked.iter().any(|call| call.query == "phase=decided&limit=100"));
    assert_eq!(site.asked("/api/registry/v1/persons/names")[0].body["purpose"], "community");
    let english = site.get_in("en", "/cong-dong").await.text;
    assert!(english.contains("6 days overdue") && english.contains("Home and community treatment"));
}

#[tokio::test]
async fn the_work_queue_holds_the_next_steps_and_who_is_on_the_way() {
    let site = site().await;
    let text = site.get("/viec?loai=cong-dong").await.text;
    let (overdue, undated) = text.split_once("<h2 id=\"today\">").unwrap();
    assert!(overdue.contains(&format!("href=\"{}\"", page())) && overdue.contains("Bắt đầu cai nghiện"));
    assert!(overdue.contains("Quá hạn 6 ngày") && overdue.contains("Điều 3, 28–39"));
    assert!(undated.contains("Nhận hoặc trả lại người đang cai nghiện chuyển đến"));
    assert!(site.asked("/api/community/v1/treatments")[0].query.starts_with("awaiting_by="));
}

#[tokio::test]
async fn a_finding_stands_with_its_article_and_is_confirmed_by_its_ground() {
    let site = site().await;
    let text = site.get(&page()).await.text;
    assert!(text.contains("Đề nghị: ghi “không thực hiện”") && text.contains("name=\"ground\" value=\"not_started\""));
    assert!(text.contains("Luật 73/2021/QH14, Điều 32") && text.contains(&format!("/nguoi/{PERSON}/lap-ho-so")));
    let fields = [("ground", "not_started"), ("occurred_on", "21/05/2024")];
    let answer = site.post(&format!("{}/cham-dut", page()), &fields).await;
    assert_eq!(answer.location(), format!("{}?xong=cham-dut", page()));
    let call = &site.asked(&format!("/api/community/v1/treatments/{TREATMENT}/self-termination"))[0];
    assert_eq!(call.body, json!({ "occurred_on": "2024-05-21", "ground": "not_started" }));
}

#[tokio::test]
async fn only_the_forms_that_fit_the_step_are_offered() {
    let site = site().await;
    let text = site.get(&page()).await.text;
    assert!(text.contains("/bat-dau") && text.contains("/ke-hoach") && !text.contains("/quyet-dinh"));
    assert!(text.contains("Xét nghiệm: dương tính"));
}

#[tokio::test]
async fn steps_lines_and_the_end_go_to_the_service_under_the_forms_key() {
    let site = site().await;
    let on = ("occurred_on", "10/05/2024");
    let forms = [
        ("quyet-dinh", "steps", vec![("step.number", "15/QĐ-UBND"), on]),
        ("ke-hoach", "steps", vec![("step.detox_site", "cluster"), on]),
        ("bat-dau", "steps", vec![on]),
        ("so", "entries", vec![("entry", "session.counselling.missed"), on]),
        ("hoan-thanh", "completions", vec![("certificate_number", "12/GCN"), on]),
        (
            "chuyen",
            &format!("treatments/{TREATMENT}/transfers"),
            vec![("to_commune_code", "29875"), ("moved_on", "03/06/2024")],
        ),
    ];
    for (part, path, mut fields) in forms {
        fields.push(("key", part));
        let answer = site.post(&format!("{}/{part}", page()), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{part}: {}", answer.text);
        let calls = site.asked(&format!("/api/community/v1/{path}"));
        assert_eq!(calls.last().unwrap().headers["idempotency-key"], part);
    }
    let steps = site.asked("/api/community/v1/steps");
    assert_eq!(steps[0].body["step"], json!({ "kind": "decided", "number": "15/QĐ-UBND", "authority": null }));
    assert_eq!(steps[1].body["step"], json!({ "kind": "planned", "detox_site": "cluster" }));
    assert_eq!(
        steps[2].body,
        json!({ "treatment_id": TREATMENT, "occurred_on": "2024-05-10", "step": { "kind": "started" } })
    );
    let entry = json!({ "kind": "session", "about": "counselling", "attended": false });
    assert_eq!(site.asked("/api/community/v1/entries")[0].body["entry"], entry);
}

#[tokio::test]
async fn what_is_refused_is_said_at_the_field_and_what_was_typed_stays() {
    let site = site().await;
    let missing = site.post(&format!("{}/quyet-dinh", page()), &[("step.number", ""), ("occurred_on", "x")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.text.contains("Hãy xem 2 chỗ sau") && site.asked("/api/community/v1/steps").is_empty());

    site.stubs.answer(|call| {
        let errors = json!([{ "field": "step.authority", "code": "decision.wrong_authority", "message": "Người quyết định là…" }]);
        match call.path.as_str() {
            "/api/community/v1/steps" => Some(problem(422, "fields", "Dữ liệu chưa đúng.", errors)),
            path if path.ends_with(TREATMENT) => {
                let mut undecided = treatment();
                undecided["decision"] = Value::Null;
                Some((200, undecided))
            }
            _ => answer(call),
        }
    });
    let fields =
        [("step.number", "15/QĐ-UBND"), ("occurred_on", "08/05/2024"), ("step.authority", "commune_police_chief")];
    let refused = site.post(&format!("{}/quyet-dinh", page()), &fields).await;
    assert!(refused.text.contains("Người quyết định là…") && refused.text.contains("value=\"15/QĐ-UBND\""));
}

#[tokio::test]
async fn a_treatment_on_its_way_is_answered_by_the_side_it_reaches() {
    let site = site().await;
    let text = site.get("/cong-dong").await.text;
    assert!(text.contains("value=\"accepted\"") && text.contains("value=\"rejected\""));
    assert!(!text.contains("value=\"recalled\""));
    let answer = site.post(&format!("/cong-dong/chuyen/{GROUP}/tra-loi"), &[("state", "accepted")]).await;
    assert_eq!(answer.location(), "/cong-dong?xong=tra-loi");
    let call = &site.asked(&format!("/api/community/v1/transfers/{GROUP}/answer"))[0];
    assert_eq!(call.body, json!({ "state": "accepted", "reason": null }));
}

#[tokio::test]
async fn groups_are_counted_on_a_day_and_recorded() {
    let site = site().await;
    let text = site.get("/cong-dong/to-doi?ngay=30/06/2019").await.text;
    for part in ["Đội công tác xã hội tình nguyện", "Quy định 5–10 người", "12 lần, 30 lượt người", "data-count=\"1\""]
    {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(site.asked("/api/community/v1/group-tallies")[0].query, "on=2019-06-30");
    let forms = [
        ("thanh-lap", "groups", vec![("kind", "b93_club"), ("commune_code", "29869"), ("occurred_on", "15/01/2019")]),
        (
            "so-lieu",
            "figures",
            vec![("group_id", GROUP), ("figure", "volunteer"), ("value", "6"), ("occurred_on", "01/06/2019")],
        ),
        (
            "hoat-dong",
            "activities",
            vec![
                ("group_id", GROUP),
                ("activity", "meeting"),
                ("from", "01/06/2019"),
                ("to", "30/06/2019"),
                ("quantity", "20"),
            ],
        ),
    ];
    for (part, path, fields) in forms {
        let answer = site.post(&format!("/cong-dong/to-doi/{part}"), &fields).await;
        assert_eq!(answer.location(), "/cong-dong/to-doi?xong=ghi", "{part}: {}", answer.text);
        assert_eq!(
            site.asked(&format!("/api/community/v1/{path}")).iter().filter(|call| call.method == "POST").count(),
            1
        );
    }
}

#[tokio::test]
async fn a_person_is_registered_for_treatment_from_their_page() {
    let site = site().await;
    assert!(site.get(&format!("/nguoi/{PERSON}")).await.text.contains(&format!("/nguoi/{PERSON}/cai-nghien")));
    let form = site.get(&format!("/nguoi/{PERSON}/cai-nghien")).await;
    assert_eq!(form.status, StatusCode::OK);
    let fields =
        [("site", "home"), ("commune_code", "29869"), ("occurred_on", "06/05/2024"), ("attempt", "2"), ("key", "k-1")];
    let answer = site.post(&format!("/nguoi/{PERSON}/cai-nghien"), &fields).await;
    assert_eq!(answer.location(), format!("{}?xong=dang-ky", page()));
    let calls = site.asked("/api/community/v1/treatments");
    let call = calls.iter().find(|call| call.method == "POST").unwrap();
    let expected = json!({
        "person_id": PERSON, "site": "home", "commune_code": "29869", "occurred_on": "2024-05-06", "attempt": 2,
    });
    assert_eq!(call.body, expected);
}

#[tokio::test]
async fn whoever_may_not_record_reads_only() {
    let site = site().await;
    site.stubs.grants(json!([{ "role": "inspector" }]));
    let text = site.get(&page()).await.text;
    assert!(text.contains("Sổ theo dõi") && !text.contains("method=\"post\" action=\"/cong-dong"));
}

#[tokio::test]
async fn the_page_is_closed_to_roles_that_may_not_read_treatments() {
    let site = site().await;
    site.stubs.grants(json!([{ "role": "training_coordinator" }]));
    for path in ["/cong-dong", "/cong-dong/to-doi", &page()] {
        assert_eq!(site.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(!site.get("/tong-quan").await.text.contains("href=\"/cong-dong\""));
}
