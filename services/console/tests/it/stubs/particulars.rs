//! What registry knows of a person beyond name and file.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Call, PERSON};

/// The script's answer to a path below `registry/v1/`.
pub fn answer(call: &Call, path: &str) -> Option<(u16, Value)> {
    match path {
        _ if path.starts_with("audit/persons/") => Some((200, looks())),
        _ if path.ends_with("/summary") => Some((200, summary())),
        _ if call.method == Method::POST && (path.ends_with("/aliases") || path.ends_with("/residences")) => {
            Some((201, json!({ "id": PERSON })))
        }
        _ if path.ends_with("/stability") => Some((200, stability())),
        _ => None,
    }
}

/// A person's own part of the answer, with what stands around it.
pub fn with_detail(mut person: Value) -> Value {
    let detail = json!({
        "merged_into": null, "phase": "in_measure", "attempts": 2, "transfers": [],
        "numbers": [
            { "kind": "cccd", "masked": "•••••••••456", "current": true, "issued_on": "2021-05-01", "issued_by": "Cục CSQLHC" },
            { "kind": "cmnd", "masked": "••••••789", "current": false, "issued_on": null, "issued_by": null },
        ],
        "aliases": [{ "id": PERSON, "kind": "nickname", "name": "Mẫn Còi" }],
        "residences": [{ "id": PERSON, "kind": "permanent", "commune_code": "29869", "province_code": "87",
                         "address": "Ấp Tân Hòa", "since": "2019-01-10", "until": null }],
        "stability": stability(), "measures": [], "merged": [],
        "merges": [{ "person_id": "019a0000-0000-7000-8000-000000000002", "into_id": PERSON, "occurred_on": "2020-01-05",
                     "reason": "Cùng một CCCD", "recorded_at": "2020-01-05T03:00:00Z", "undone_at": "2020-02-01T03:00:00Z",
                     "undone_reason": "Khác vân tay" }],
    });
    person.as_object_mut().unwrap().extend(detail.as_object().unwrap().clone());
    person
}

fn stability() -> Value {
    json!({ "occurred_on": "2020-01-02", "stable": false, "ground": "short_dwelling",
            "ground_vi": "ở nơi hiện tại dưới 30 ngày", "ground_en": "less than 30 days at the dwelling",
            "article": "Nghị định 105/2021/NĐ-CP, Điều 41" })
}

fn summary() -> Value {
    json!({
        "home_town": "Vĩnh Long", "ethnicity": "kinh", "schooling": "primary", "nationality": "VN", "religious": false,
        "father": { "name": "Nguyễn Văn Cha" }, "drugs": ["heroin", "opium"], "frequency": { "times": 2, "period": "day" },
        "records": [{ "kind": "drug_sanction", "decision_number": "11/QĐ-XPHC" }], "earlier_rehabilitations": [],
        "guardian": { "kind": "mother", "name": "Trần Thị Mẹ", "phone": "0900000001" },
    })
}

fn looks() -> Value {
    let look = |account: &str, action: &str, purpose: &str| json!({ "at": "2020-01-02T03:00:00Z", "account_id": account, "action": action, "purpose": purpose });
    json!({ "total": 2, "items": [
        look("019a0000-0000-7000-8000-0000000000aa", "person.viewed", "view"),
        look("019a0000-0000-7000-8000-0000000000bb", "break_glass.opened", "emergency"),
    ] })
}
