//! What registry says of dossiers, printed forms and what waits.

use serde_json::{Value, json};

use super::{Call, PERSON, problem};

pub const DOSSIER: &str = "019a0000-0000-7000-8000-00000000d001";

/// The script's answer to a path below `registry/v1/`.
pub fn answer(call: &Call, path: &str) -> Option<(u16, Value)> {
    let said = match path {
        "dossiers" => list(call),
        "dossiers/summary" => summary(),
        "transfers" => json!({ "items": [], "total": 0 }),
        "duplicates" => json!({ "items": [], "total": 0 }),
        _ if path.starts_with("procedures/") => procedure(),
        _ if path.ends_with("/forms/163-V-36") => return Some((200, json!("the file"))),
        _ if path.contains("/forms/") => return Some(problem(404, "not_found", "Không có biểu mẫu này.", json!([]))),
        _ if path.ends_with("/forms") => forms(),
        _ if path.ends_with("/dossiers") => return Some((201, json!({ "id": DOSSIER, "warnings": [] }))),
        _ if path.ends_with("/decision") => head(),
        _ if path.ends_with("/pauses/resume") => json!({ "id": PERSON }),
        _ if ["/steps", "/papers", "/pauses"].iter().any(|part| path.ends_with(part)) => {
            return Some((201, json!({ "id": PERSON })));
        }
        _ if path.starts_with("dossiers/") => case(),
        _ => return None,
    };
    Some((200, said))
}

pub fn label(code: &str, vi: &str, en: &str) -> Value {
    json!({ "code": code, "vi": vi, "en": en })
}

fn article() -> Value {
    json!({ "citation": "Nghị định 163/2026/NĐ-CP, Điều 60", "verified": true })
}

fn limit() -> Value {
    json!({ "value": 5, "unit": "working_days", "vi": "5 ngày làm việc", "en": "5 working days", "article": article() })
}

pub fn standing(state: &str, value: u32, vi: &str, en: &str) -> Value {
    json!({ "state": state, "value": value, "unit": "days", "vi": vi, "en": en })
}

fn head() -> Value {
    json!({
        "id": DOSSIER, "person_id": PERSON, "opened_on": "2026-09-01", "law_pack": "C", "status": "open",
        "outcome": null, "decided_on": null, "decision_number": null, "court": null, "term_months": null,
    })
}

fn with(mut view: Value, more: Value) -> Value {
    view.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    view
}

fn police() -> Value {
    label("commune_police_chief", "Trưởng Công an cấp xã", "chief of the commune police")
}

fn court() -> Value {
    label("regional_court", "Tòa án nhân dân khu vực", "regional court")
}

/// The agency's dossiers: two of the police, one of them overdue, and one of the court.
fn list(call: &Call) -> Value {
    let compiled = label("compiled", "lập xong hồ sơ", "dossier compiled");
    let row = |number: u8, agency: Value, due: Value, standing: Value| {
        let rule = json!({ "step": compiled, "limit": limit() });
        with(
            head(),
            json!({
                "id": format!("019a0000-0000-7000-8000-00000000d00{number}"), "agency": agency,
                "awaited_step": compiled, "due_at": due, "standing": standing, "rule": rule, "governing_pack": "C",
            }),
        )
    };
    let overdue = standing("overdue", 6, "quá hạn 6 ngày", "6 days overdue");
    let left = standing("left", 400, "còn 400 ngày làm việc", "400 working days left");
    let mut rows = Vec::new();
    if !call.query.contains("regional_court") {
        rows.push(row(1, police(), json!("2020-01-01T00:00:00+07:00"), overdue));
    }
    if !call.query.contains("due=overdue") && !call.query.contains("regional_court") {
        rows.push(row(2, police(), json!("2999-01-01T00:00:00+07:00"), left.clone()));
    }
    if !call.query.contains("due=overdue") && !call.query.contains("commune_police_chief") {
        rows.push(row(3, court(), json!("2999-01-01T00:00:00+07:00"), left));
    }
    json!({ "items": rows, "total": rows.len() })
}

fn summary() -> Value {
    json!([
        { "agency": police(), "waiting": 2, "overdue": 1, "soon": 0 },
        { "agency": court(), "waiting": 1, "overdue": 0, "soon": 0 },
    ])
}

/// One dossier in full.
pub fn case() -> Value {
    let due = json!({
        "started_at": "2026-09-01T08:30:00+07:00", "limit": limit(), "due_at": "2026-09-10T00:00:00+07:00",
        "last_day": "2026-09-09", "certainty": label("verified", "đã đối chiếu nguồn", "read in a source"),
        "derivation": [{ "vi": "nghỉ Quốc khánh 02/09", "en": "National Day 2 Sep off" }],
    });
    let compiled = label("compiled", "lập xong hồ sơ", "dossier compiled");
    let step = |step: Value, more: Value| {
        with(
            json!({ "step": step, "owner": police(), "other_owner": null, "form": null, "article": article(),
                    "done": [], "due": null, "standing": null, "in_time": null }),
            more,
        )
    };
    let found = label("discovered", "phát hiện, có căn cứ lập hồ sơ", "ground found");
    let paper = |code: &str, vi: &str, required: bool| {
        json!({ "paper": label(code, vi, code), "required": required, "met": false, "form": null, "article": article(),
                "received": [] })
    };
    with(
        head(),
        json!({
            "version": 1, "age_group": label("adult", "từ đủ 18 tuổi", "18 and over"),
            "governing_pack": label("C", "từ 1/7/2026", "from 1/7/2026"), "transition": null,
            "facts": { "discovered_at": "2026-09-01T08:30:00+07:00", "last_violation_on": null, "evasion_ended_on": null,
                       "ground": null, "exclusions": [], "conditions": [] },
            "agency": police(), "awaited_step": compiled, "allowed": [compiled],
            "steps": [
                step(found, json!({ "done": [{ "id": PERSON, "at": "2026-09-01T08:30:00+07:00", "law_pack": "C", "note": null }] })),
                step(compiled, json!({ "due": due, "standing": standing("overdue", 6, "quá hạn 6 ngày", "6 days overdue") })),
            ],
            "papers": [paper("personal_summary", "bản tóm tắt lý lịch", true), paper("other", "tài liệu khác", false)],
            "pauses": [], "stopped": false, "limitation": null,
            "warnings": [{ "code": "limitation.near", "vi": "Sắp hết thời hiệu.", "en": "Limitation is near.", "article": null }],
        }),
    )
}

fn procedure() -> Value {
    json!({
        "grounds": [{ "what": label("obligations_broken", "vi phạm nghĩa vụ", "obligations broken"), "article": article() }],
        "exclusions": [{ "what": label("pregnant", "đang mang thai", "pregnant"), "article": article() }],
        "papers": [{ "condition": label("no_stable_residence", "không có nơi cư trú ổn định", "no stable residence") },
                   { "condition": null }],
    })
}

fn forms() -> Value {
    let form = |number: &str, available: bool, missing: Value| {
        json!({ "key": format!("163-V-{number}"), "title_vi": "Văn bản đề nghị", "title_en": "Request", "decree": "163/2026",
                "annex": "V", "number": number, "available": available, "missing": missing })
    };
    json!([
        form("36", true, json!([{ "field": "nationality", "vi": "quốc tịch", "en": "nationality" }])),
        form("37", false, json!([])),
    ])
}
