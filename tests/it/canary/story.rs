//! The canary's way through the services, with every mistake on it that holds the name.

use anyhow::{Context as _, Result, ensure};
use platform::remote::Remote;
use serde_json::{Value, json};
use tests::{COMMUNE, id_of};

use super::marks::{ADDRESS, CORRECTED, IDENTITY, NAME, NUMBER};
use super::pages;
use crate::access::client::{DEMONSTRATION, Request, Visitor};

/// Plays it against the platform at `base`; the operator's account says when all events are applied.
pub async fn play(base: &str, operator: &Remote) -> Result<()> {
    let officer = Visitor::at(base.to_owned()).enter("dongthap", DEMONSTRATION).await?;
    let answer = officer.send(&Request::post("/api/registry/v1/persons", canary())).await?;
    ensure!(answer.location.is_none_or(|location| IDENTITY.find_in(location.as_bytes()).is_none()), "Location");
    let person = id_of(&answer.json).context(answer.text)?;
    let path = format!("/api/registry/v1/persons/{person}");
    let facility =
        json!({ "name": "Cơ sở", "kind": "public", "province_code": "87", "capacity": 20, "opened_on": "2005-01-01" });
    let facility = id_of(&officer.succeed(Request::post("/api/facility/v1/facilities", facility)).await?)?;
    operator.settle(|_| ()).await?;

    for q in [NAME, "chim hoang yen", NUMBER] {
        let found = officer.succeed(Request::post("/api/registry/v1/persons/search", json!({ "q": q }))).await?;
        ensure!(found["total"] == 1, "{q} finds {found}");
    }
    let detail = officer.succeed(Request::get(&path)).await?;
    ensure!(detail["name"] == NAME && detail["address"] == ADDRESS, "{detail}");
    let names = json!({ "ids": [person], "purpose": "facility_board" });
    officer.succeed(Request::post("/api/registry/v1/persons/names", names)).await?;
    let correction = json!({ "name": CORRECTED, "reason": "Sửa họ tên", "occurred_on": "2019-01-20" });
    officer.succeed(Request::patch(&path, "\"1\"", correction)).await?;

    let admission = json!({
        "person_id": person, "facility_id": facility, "basis": "court_decision", "occurred_on": "2019-01-28",
        "decision_number": "09/QĐ-TA",
    });
    let stay = id_of(&officer.succeed(Request::post("/api/facility/v1/admissions", admission)).await?)?;
    operator.settle(|_| ()).await?;
    pages::visit(base, &person, &facility).await?;
    refuse_names(&officer, &stay).await?;
    let release = json!({ "admission_id": stay, "occurred_on": "2019-12-15", "certificate_number": "12/GCN" });
    officer.succeed(Request::post("/api/facility/v1/releases", release)).await?;
    let handover = json!({
        "admission_id": stay, "commune_code": COMMUNE, "occurred_on": "2019-12-16", "papers": ["minutes"], "number": "31/BB",
    });
    let handover = id_of(&officer.succeed(Request::post("/api/facility/v1/handovers", handover)).await?)?;
    for (what, body) in [
        ("answer", json!({ "state": "acknowledged", "occurred_on": "2019-12-20" })),
        ("arrival", json!({ "occurred_on": "2019-12-20" })),
    ] {
        officer.succeed(Request::post(&format!("/api/facility/v1/handovers/{handover}/{what}"), body)).await?;
    }
    operator.settle(|_| ()).await?;
    let cases = officer.succeed(Request::get(&format!("/api/aftercare/v1/cases?person_id={person}"))).await?;
    let referral = json!({
        "case_id": cases["items"][0]["id"], "kind": "loan", "partner": "Ngân hàng Chính sách xã hội",
        "occurred_on": "2019-12-20", "consent_on": "2019-12-20", "amount": 20_000_000,
    });
    officer.succeed(Request::post("/api/aftercare/v1/referrals", referral)).await?;
    make_mistakes(&officer, &path, in_the_house(&facility, &stay, &person)).await?;
    operator.settle(|_| ()).await
}

fn canary() -> Value {
    json!({
        "name": NAME, "sex": "female", "birth": { "year": 1992 }, "official_number": NUMBER, "address": ADDRESS,
        "commune_code": COMMUNE, "occurred_on": "2018-01-15", "file": { "kind": "addict", "drug": "heroin" },
    })
}

/// The name wherever a facility takes a number or a code.
fn in_the_house(facility: &str, stay: &str, person: &str) -> Vec<Request> {
    let at = |what: &str, body: Value| Request::post(&format!("/api/facility/v1/facilities/{facility}/{what}"), body);
    let of = |what: &str, body: Value| Request::post(&format!("/api/facility/v1/admissions/{stay}/{what}"), body);
    vec![
        at("capacities", json!({ "since": "2019-06-01", "capacity": 9, "decision_number": NAME })),
        at("licences", json!({ "number": NAME, "issuer": "ministry", "through_stage": 5, "issued_on": "2019-01-01" })),
        at("posts", json!({ "post": "guard", "staff_code": NAME, "since": "2019-01-01" })),
        at(
            "waiting",
            json!({
                "person_id": person, "decision_number": NAME, "decided_on": "2019-03-01", "priority": "high",
                "reason": "no_place",
            }),
        ),
        of("papers", json!({ "paper": "contract", "number": NAME, "dated_on": "2019-03-01" })),
        of("classifications", json!({ "classified_on": "2019-03-01", "class": NAME, "team": NAME })),
        of("belongings", json!({ "received_on": "2019-03-01", "items": [{ "item": NAME, "quantity": 1 }] })),
        of("plans", json!({ "planned_on": "2019-03-01", "goals": [{ "stage": 1, "goal": NAME }] })),
    ]
}

/// What a facility records of a resident has no place for a name or a number, and does not repeat one.
async fn refuse_names(officer: &Visitor, stay: &str) -> Result<()> {
    let of = |content: Value| json!({ "admission_id": stay, "occurred_on": "2019-06-01", "content": content });
    let reward = |number: &str| of(json!({ "kind": "reward", "reward": "praise", "document_number": number }));
    let records = "/api/facility/v1/records";
    let proposal = json!({ "kind": "suspension", "ground": NAME, "applied_on": "2019-06-01" });
    let mistakes = [
        Request::post(records, reward(NAME)),
        Request::post(records, reward(NUMBER)),
        Request::post(records, of(json!({ "kind": NAME }))),
        Request::post(records, of(json!({ "kind": "labour", "hours": 2, "note": NAME }))),
        Request::post(&format!("/api/facility/v1/admissions/{stay}/reliefs"), proposal),
    ];
    for mistake in mistakes {
        let answer = officer.send(&mistake).await?;
        ensure!(answer.status.is_client_error() && answer.is_problem, "{mistake}: {} {}", answer.status, answer.text);
        let repeated = IDENTITY.find_in(answer.text.as_bytes());
        ensure!(repeated.is_none(), "{mistake} repeats {repeated:?}: {}", answer.text);
    }
    officer.succeed(Request::post(records, reward("3/QĐ-CSCN"))).await.map(drop)
}

/// Each is refused, and no refusal repeats what was sent.
async fn make_mistakes(officer: &Visitor, person: &str, in_the_house: Vec<Request>) -> Result<()> {
    let with = |field: &str, value: Value| {
        let mut body = canary();
        body[field] = value;
        body
    };
    let persons = "/api/registry/v1/persons";
    let bodies = [
        canary(),
        json!(NAME),
        with("sex", json!(NAME)),
        with("birth", json!(NAME)),
        with("birth", json!({ "year": 1992, "date": NAME })),
        with("occurred_on", json!(ADDRESS)),
        with("commune_code", json!(NAME)),
        with("official_number", json!(format!("{NUMBER}1"))),
        with("sex", json!("male")),
        with("file", json!({ "kind": NAME })),
        with("name", json!({ "family": NAME })),
        with("name", json!(NAME.repeat(9))),
        with("nickname", json!(NAME)),
    ];
    let mut mistakes: Vec<Request> = bodies.into_iter().map(|body| Request::post(persons, body)).collect();
    for (path, field) in [
        ("/api/facility/v1/admissions", "person_id"),
        ("/api/facility/v1/releases", "admission_id"),
        ("/api/facility/v1/handovers", "number"),
        ("/api/facility/v1/records", "content"),
        ("/api/community/v1/treatments", "person_id"),
        ("/api/aftercare/v1/referrals", "case_id"),
        ("/api/training/v1/courses", "audience"),
        ("/api/reporting/v1/funding/batch", "items"),
        ("/api/identity/v1/token", "grant_type"),
    ] {
        mistakes.push(Request::post(path, json!({ field: NAME })));
    }
    mistakes.extend(in_the_house);
    // Words that have no list of their own are document numbers, and a name is none.
    let stay = uuid::Uuid::nil();
    mistakes.push(Request::post(
        "/api/facility/v1/handovers",
        json!({ "admission_id": stay, "commune_code": COMMUNE, "occurred_on": "2019-12-16", "papers": [], "number": NAME }),
    ));
    let name = super::marks::percent_encoded(NAME);
    mistakes.push(Request::get(&format!("{persons}?name={name}")));
    mistakes.push(Request::get(&format!("{persons}/{name}")));
    mistakes.push(Request::get(&format!("/api/aftercare/v1/cases?person_id={name}")));
    let change = |seen, field: &str| {
        let body = json!({ field: NAME, "reason": "Sửa", "occurred_on": "2019-06-01" });
        Request::patch(person, seen, body)
    };
    mistakes.extend([change("\"1\"", "name"), change("\"2\"", "birth"), change("\"2\"", "nickname")]);
    for mistake in mistakes {
        let answer = officer.send(&mistake).await?;
        ensure!(answer.status.is_client_error() && answer.is_problem, "{mistake}: {} {}", answer.status, answer.text);
        let repeated = IDENTITY.find_in(answer.text.as_bytes());
        ensure!(repeated.is_none(), "{mistake} repeats {repeated:?}: {}", answer.text);
    }
    let batch = json!({ "items": [canary(), with("sex", json!(NAME)), json!(NAME)] });
    let answer = officer.succeed(Request::post("/api/registry/v1/persons/batch", batch)).await?;
    ensure!(answer["refused"] == 3 && IDENTITY.find_in(answer.to_string().as_bytes()).is_none(), "{answer}");
    Ok(())
}
