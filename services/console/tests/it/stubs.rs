//! Services that answer from a script, so that the console is tested alone. What they are asked is kept.

pub mod dossiers;
mod particulars;
mod reports;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use runtime::{Context, Service};
use sea_orm::{DatabaseConnection, DbErr};
use serde_json::{Value, json};
use web::Mounted;

pub const PERSON: &str = "019a0000-0000-7000-8000-000000000001";
pub const FACILITY: &str = "019a0000-0000-7000-8000-00000000f001";
pub const ZONE: &str = "019a0000-0000-7000-8000-00000000d001";
pub const OTHER_FACILITY: &str = "019a0000-0000-7000-8000-00000000f002";
pub const STAY: &str = "019a0000-0000-7000-8000-00000000a001";
pub const EVENT: &str = "019a0000-0000-7000-8000-00000000e001";
/// A name that would be markup if it were not escaped.
pub const HOSTILE: &str = "<img src=x onerror=alert(1)>";

/// One request that reached a service.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: Method,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: Value,
}

/// An answer that replaces the script's own.
type Special = Box<dyn Fn(&Call) -> Option<(u16, Value)> + Send>;

/// All services behind one name.
#[derive(Clone, Default)]
pub struct Stubs(Arc<Inner>);

#[derive(Default)]
struct Inner {
    calls: Mutex<Vec<Call>>,
    special: Mutex<Option<Special>>,
    role: Mutex<Option<Value>>,
}

impl Stubs {
    pub fn calls(&self) -> Vec<Call> {
        self.0.calls.lock().unwrap().clone()
    }

    /// Answers differently from now on.
    pub fn answer(&self, special: impl Fn(&Call) -> Option<(u16, Value)> + Send + 'static) {
        *self.0.special.lock().unwrap() = Some(Box::new(special));
    }

    /// The grants of the account that signs in.
    pub fn grants(&self, grants: Value) {
        *self.0.role.lock().unwrap() = Some(grants);
    }

    fn take(&self, call: Call) -> Response {
        self.0.calls.lock().unwrap().push(call.clone());
        let special = self.0.special.lock().unwrap().as_ref().and_then(|special| special(&call));
        let grants = self.0.role.lock().unwrap().clone();
        let (status, body) = special.unwrap_or_else(|| answer(&call, grants));
        let status = StatusCode::from_u16(status).unwrap();
        let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
        (status, [(header::CONTENT_TYPE, kind), (header::ETAG, "\"7\"")], body.to_string()).into_response()
    }
}

#[async_trait]
impl Service for Stubs {
    fn name(&self) -> &'static str {
        "stubs"
    }

    fn has_database(&self) -> bool {
        false
    }

    async fn migrate(&self, _: &DatabaseConnection) -> Result<(), DbErr> {
        Ok(())
    }

    fn routes(&self, _: &Context) -> Mounted {
        Mounted::default()
    }

    fn pages(&self, _: &Context) -> Option<Router> {
        let stubs = self.clone();
        let take = move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| async move {
            let text = || if body.is_empty() { Value::Null } else { json!(String::from_utf8_lossy(&body)) };
            let body = serde_json::from_slice(&body).unwrap_or_else(|_| text());
            let (path, query) = (uri.path().to_owned(), uri.query().unwrap_or_default().to_owned());
            stubs.take(Call { method, path, query, headers, body })
        };
        Some(Router::new().route("/api/{service}/v1/{*rest}", any(take)))
    }
}

pub fn problem(status: u16, code: &str, detail: &str, errors: Value) -> (u16, Value) {
    (status, json!({ "code": code, "detail": detail, "errors": errors, "trace_id": "4bf92f35" }))
}

fn answer(call: &Call, grants: Option<Value>) -> (u16, Value) {
    let path = call.path.strip_prefix("/api/").unwrap_or(&call.path);
    if let Some(said) = path
        .strip_prefix("registry/v1/")
        .and_then(|path| dossiers::answer(call, path).or_else(|| particulars::answer(call, path)))
    {
        return said;
    }
    match path {
        "identity/v1/sessions" if call.body["password"] != "đúng mật khẩu" => {
            problem(401, "unauthorized", "Bạn chưa đăng nhập.", json!([]))
        }
        "identity/v1/sessions" => (201, json!({ "session": "opaque-secret", "account": account(grants) })),
        "identity/v1/sessions/token" => {
            (200, json!({ "access_token": "the-access-token", "expires_in": 300, "account": account(grants) }))
        }
        "identity/v1/sessions/end" => (200, json!({})),
        "registry/v1/persons/search" => search(call),
        "registry/v1/persons/names" => (200, names(call)),
        "registry/v1/persons" => (201, json!({ "id": PERSON, "file_code": "NM-2019-004127" })),
        "facility/v1/facilities" => (200, json!([facility(0), facility(1)])),
        "facility/v1/admissions" if call.method == Method::POST => (201, json!({ "id": STAY })),
        "facility/v1/admissions" => {
            (200, json!({ "items": [stay("present", 1), stay("in_hospital", 2), stay("escaped", 3)], "total": 3 }))
        }
        "facility/v1/notices" | "facility/v1/handovers" | "facility/v1/handovers/received" => {
            (200, json!({ "items": [], "total": 0 }))
        }
        "facility/v1/releases" => (201, json!({ "id": STAY })),
        "community/v1/treatments" | "community/v1/transfers" => (200, json!({ "items": [], "total": 0 })),
        "aftercare/v1/cases" => (200, json!({ "items": [case()], "total": 1 })),
        "reporting/v1/reports" => (
            200,
            json!([
                { "id": "facility-flow", "vi": "Cai nghiện tại cơ sở", "en": "Facility flow" },
                { "id": "attainment", "vi": "Thực hiện chỉ tiêu", "en": "Plan attainment" },
                { "id": "province-summary", "vi": "Tổng hợp tỉnh", "en": "Province summary" },
            ]),
        ),
        "reporting/v1/lines" => (200, reports::lines()),
        _ if path.ends_with("/messages/status") => (200, status(path)),
        _ if path.ends_with("/messages/parked") => (200, parked(path)),
        _ if path.ends_with("/replay") => (200, json!({ "handled": true })),
        _ if path.ends_with("/headcount") => (200, headcount(path)),
        _ if path.ends_with("/zones") => (
            200,
            json!({ "missing": [], "zones": [{ "id": ZONE, "name": "Khu A", "kind": "compulsory", "sex": null,
                "beds": 20, "opened_on": "2015-01-01", "closed_on": null }] }),
        ),
        _ if path.contains("/roll") => (200, roll()),
        _ if path.contains("/forecast") => (200, forecast()),
        _ if path.ends_with("/correction") => (200, history()),
        _ if path.ends_with("/movements") => (200, stay("escaped", 1)),
        _ if path.starts_with("reporting/v1/reports/") => (200, reports::report(path)),
        _ if path.starts_with("registry/v1/persons/") => (200, person()),
        _ if path.starts_with("facility/v1/facilities/") => (200, facility(usize::from(path.ends_with("f002")))),
        _ if path.starts_with("facility/v1/admissions/") => (200, history()),
        _ if path.starts_with("aftercare/v1/cases/") => (200, json!({ "case": case(), "referrals": [referral()] })),
        _ => problem(404, "not_found", "Không có dữ liệu này.", json!([])),
    }
}

fn account(grants: Option<Value>) -> Value {
    let grants = grants.unwrap_or_else(|| json!([{ "role": "provincial_officer", "area": "87" }]));
    json!({
        "id": "019a0000-0000-7000-8000-0000000000aa", "username": "canbo", "display_name": "Trần Thị Hồng",
        "disabled": false, "grants": grants,
    })
}

fn summary(number: usize) -> Value {
    let names = ["Nguyễn Văn Mẫn", "Huỳnh Thị Ngọc Ưng", "Phạm Văn Đức", HOSTILE];
    json!({
        "id": format!("019a0000-0000-7000-8000-{:012}", number + 1), "name": names[number % 4],
        "sex": if number % 4 == 1 { "female" } else { "male" }, "birth": { "year": 1992, "date": "1992-07-15" },
        "commune_code": "29869", "province_code": "87", "file_code": format!("NM-2019-{:06}", 4127 + number),
        "file_kind": "addict", "file_status": "open", "official_number_masked": "087•••••3456",
        "facility_id": if number == 0 { json!(FACILITY) } else { Value::Null },
    })
}

fn search(call: &Call) -> (u16, Value) {
    if call.body["q"] == "không có ai" {
        return (200, json!({ "items": [], "total": 0 }));
    }
    let many = (0..12).map(summary).collect::<Vec<_>>();
    (200, json!({ "items": many, "total": 2475, "next": "cursor-2" }))
}

fn names(call: &Call) -> Value {
    let ids = call.body["ids"].as_array().cloned().unwrap_or_default();
    let people = ["Nguyễn Văn Mẫn", "Lê Thị Ân", "Trần Quốc Đạt", "Võ Thanh Bưởi"];
    let card = |(at, id): (usize, &Value)| {
        json!({
            "id": id, "name": people[at % 4], "sex": "male", "birth_year": 1990 + at, "commune_code": "29869",
            "file_code": format!("NM-2019-{:06}", 4127 + at),
        })
    };
    json!(ids.iter().enumerate().map(card).collect::<Vec<_>>())
}

fn person() -> Value {
    let mut person = summary(0);
    let more = json!({
        "address": "Ấp Tân Hòa", "version": 3, "registered_on": "2019-01-10",
        "files": [{ "id": PERSON, "file_code": "NM-2019-004127", "kind": "addict", "status": "open",
                    "opened_on": "2019-01-10", "drug": "amphetamine", "legal_basis": "12/QĐ-CAX" }],
        "determinations": [{ "id": PERSON, "occurred_on": "2019-01-15", "result": "addicted", "drug": "amphetamine",
                             "determiner": "Trạm y tế Tân Khánh" }],
        "dossiers": [{ "id": PERSON, "opened_on": "2019-01-16", "law_pack": "A", "status": "decided",
                       "outcome": "applied", "decided_on": "2019-01-25", "decision_number": "09/QĐ-TA", "term_months": 12 }],
        "corrections": [{ "occurred_on": "2019-02-01", "recorded_at": "2019-02-01T03:00:00Z", "field": "birth",
                          "reason": "Theo giấy khai sinh" }],
    });
    let more = particulars::with_detail(more);
    person.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    person
}

fn facility(number: usize) -> Value {
    let (id, name, kind) = [
        (FACILITY, "Cơ sở Điều trị nghiện tỉnh Đồng Tháp", "public"),
        (OTHER_FACILITY, "Cơ sở xã hội Tân Hồng", "multi_function"),
    ][number];
    json!({ "id": id, "name": name, "kind": kind, "province_code": "87", "capacity": 340, "opened_on": "2015-01-01" })
}

fn headcount(path: &str) -> Value {
    if path.contains(OTHER_FACILITY) {
        let all = json!({ "opening": 41, "arrivals": {}, "departures": {}, "closing": 41 });
        return json!({
            "facility_id": OTHER_FACILITY, "on": "2019-12-31", "capacity": 60, "closing": 41,
            "categories": { "voluntary": all }, "sexes": { "male": all }, "ages": { "to_30": all },
            "by_sex": { "voluntary": { "male": 41 } }, "standings": { "present": 41 },
        });
    }
    json!({ "facility_id": FACILITY, "on": "2019-12-31", "capacity": 340, "closing": 380, "categories": {
        "compulsory": { "opening": 327, "arrivals": { "admitted": 3, "returned": 1 },
                        "departures": { "term_ended": 2, "escaped": 1 }, "closing": 328 },
        "voluntary": { "opening": 40, "arrivals": {}, "departures": { "withdrew": 2 }, "closing": 38 },
        "social_object": { "opening": 14, "arrivals": {}, "departures": {}, "closing": 14 } },
        "sexes": {
            "male": { "opening": 350, "arrivals": { "admitted": 3, "returned": 1 },
                      "departures": { "term_ended": 2, "escaped": 1, "withdrew": 2 }, "closing": 349 },
            "female": { "opening": 31, "arrivals": {}, "departures": {}, "closing": 31 } },
        "ages": {
            "under_18": { "opening": 2, "arrivals": {}, "departures": {}, "closing": 2 },
            "to_30": { "opening": 379, "arrivals": { "admitted": 3, "returned": 1 },
                       "departures": { "term_ended": 2, "escaped": 1, "withdrew": 2 }, "closing": 378 } },
        "by_sex": { "compulsory": { "male": 308, "female": 20 }, "voluntary": { "male": 38 },
                    "social_object": { "male": 3, "female": 11 } },
        "standings": { "present": 378, "in_hospital": 2 } })
}

fn stay(status: &str, number: usize) -> Value {
    json!({
        "id": format!("019a0000-0000-7000-8000-00000000a{number:03}"),
        "person_id": format!("019a0000-0000-7000-8000-{number:012}"), "facility_id": FACILITY,
        "basis": "court_decision", "category": "compulsory", "status": status, "admitted_on": "2019-01-28",
        "decision_number": "09/QĐ-TA", "law_pack": "A", "term_months": 12, "term_ends_on": "2020-01-28",
    })
}

fn history() -> Value {
    let entry = |number: usize, movement: &str, on: &str, withdrawn: Value| {
        json!({
            "id": format!("019a0000-0000-7000-8000-00000000e{number:03}"), "occurred_on": on, "movement": movement,
            "facility_id": (movement == "admitted").then_some(FACILITY), "stage": null, "reason": null,
            "certificate_number": null, "recorded_at": "2019-04-01T02:00:00Z", "recorded_by": null,
            "withdrawn": withdrawn,
        })
    };
    let moved = json!({
        "at": "2019-04-02T02:00:00Z", "by": PERSON, "reason": "mistyped",
        "replaced_by": "019a0000-0000-7000-8000-00000000e003",
    });
    let line = |vi: &str, en: &str, ends_on: &str, article: Option<&str>| json!({ "vi": vi, "en": en, "ends_on": ends_on, "article": article });
    json!({
        "admission": stay("present", 1),
        "entries": [
            entry(1, "admitted", "2019-01-28", Value::Null), entry(2, "escaped", "2019-03-01", moved),
            entry(3, "escaped", "2019-03-02", Value::Null), entry(4, "returned", "2019-04-01", Value::Null),
        ],
        "term": {
            "ends_on": "2020-02-27", "state": "running", "stopped_since": null, "verified": false,
            "lines": [
                line("12 tháng kể từ 28/01/2019", "12 months from 28/01/2019", "2020-01-28", None),
                line("Cộng 30 ngày trốn", "Plus 30 days of escape", "2020-02-27",
                     Some("Nghị định 221/2013/NĐ-CP, Điều 17")),
            ],
        },
    })
}

fn roll() -> Value {
    let row = |number: usize, status: &str, mark: Option<&str>| {
        json!({
            "admission_id": format!("019a0000-0000-7000-8000-00000000a{number:03}"),
            "person_id": format!("019a0000-0000-7000-8000-{number:012}"), "category": "compulsory",
            "zone_id": ZONE, "status": status, "mark": mark,
        })
    };
    json!({
        "on": "2019-12-31", "shift": "morning", "closed_at": null, "unrecorded": 1,
        "rows": [row(1, "present", Some("missing")), row(2, "in_hospital", Some("in_hospital")), row(3, "present", None)],
        "differences": [{
            "admission_id": "019a0000-0000-7000-8000-00000000a001", "expected": "present", "mark": "missing",
        }],
    })
}

fn forecast() -> Value {
    let month = |from: &str, opening: f64, closing: f64| json!({ "from": from, "opening": opening, "admissions": 38.6, "releases": opening + 38.6 - closing, "closing": closing, "capacity": 340 });
    json!({
        "facility_id": FACILITY, "on": "2019-12-31", "capacity": 340, "without_end": 4, "admissions": 463,
        "months": [month("2020-01-01", 380.0, 371.5), month("2020-02-01", 371.5, 338.2)],
    })
}

fn case() -> Value {
    json!({
        "id": "019a0000-0000-7000-8000-00000000c001", "person_id": PERSON, "origin": "facility",
        "opened_on": "2018-01-28", "ends_on": "2020-01-28", "law_pack": "A", "status": "closed",
        "closed_on": "2018-12-20", "closure_reason": "relapsed", "commune_code": "29869", "province_code": "87",
    })
}

fn referral() -> Value {
    json!({
        "id": PERSON, "case_id": PERSON, "person_id": PERSON, "kind": "loan", "state": "sent",
        "partner": "NHCSXH huyện", "amount": 50_000_000, "purpose": "nuôi vịt", "drafted_on": "2018-06-12",
        "history": [{ "from": "draft", "to": "sent", "occurred_on": "2018-06-14", "note": null }],
    })
}

fn status(path: &str) -> Value {
    let noun = |n: i64| json!({ "registry.person": n });
    match path.split('/').next() {
        Some("registry") => {
            json!({ "recorded": noun(2475), "unpublished": 2, "subscribed": [], "applied": {}, "parked": {} })
        }
        Some("identity") => json!({ "recorded": {}, "unpublished": 0, "subscribed": [], "applied": {}, "parked": {} }),
        Some("reporting") => {
            json!({ "recorded": {}, "unpublished": 0, "subscribed": ["registry.person"], "applied": noun(2473), "parked": noun(2) })
        }
        _ => {
            json!({ "recorded": { "x.y": 7 }, "unpublished": 0, "subscribed": ["registry.person"], "applied": noun(2475), "parked": {} })
        }
    }
}

fn parked(path: &str) -> Value {
    if !path.starts_with("reporting") {
        return json!([]);
    }
    let one = |state: &str, sequence: i64, id: &str| {
        json!({
            "event_id": id, "state": state, "event_type": "registry.person.registered.v1", "subject": PERSON,
            "sequence": sequence, "reason": "commune 99999 is unknown on 2019-01-28", "attempts": 3,
            "parked_at": "2020-01-02T03:00:00Z",
        })
    };
    json!([one("rejected", 1, EVENT), one("held", 2, PERSON)])
}
