//! One set of searches for both engines: what is asked, and who answers in which order (`tests/data`).

use std::collections::BTreeMap;

use domain::codes::DrugKind;
use serde_json::{Value, json};
use web::Role;

use super::server::Server;
use super::visitor::Visitor;

const PEOPLE: &str = include_str!("../data/search_people.tsv");
const CASES: &str = include_str!("../data/search_cases.tsv");

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

async fn register(officer: &Visitor) {
    for row in rows(PEOPLE) {
        let [name, sex, birth, commune, number, drug, other_names] = row[..] else { panic!("{row:?}") };
        let birth = match birth.len() {
            4 => json!({ "year": birth.parse::<i32>().unwrap() }),
            _ => json!({ "year": birth[..4].parse::<i32>().unwrap(), "date": birth }),
        };
        let mut person = json!({
            "name": name, "sex": sex, "birth": birth, "commune_code": commune, "occurred_on": "2019-11-01",
            "file": { "kind": "addict", "drug": drug.parse::<DrugKind>().unwrap() },
        });
        if !number.is_empty() {
            person["official_number"] = json!(number);
        }
        let id = officer.post("/v1/persons", person).await.ok()["id"].as_str().unwrap().to_owned();
        for other in other_names.split(", ").filter(|other| !other.is_empty()) {
            let alias = json!({ "kind": "nickname", "name": other });
            officer.post(&format!("/v1/persons/{id}/aliases"), alias).await.ok();
        }
    }
}

/// Everybody who answers, page by page, with the count that each page gave.
async fn answers(officer: &Visitor, query: &Value) -> (Vec<String>, bool) {
    let (mut names, mut near, mut cursor) = (Vec::new(), false, Value::Null);
    loop {
        let mut page = query.clone();
        page["limit"] = json!(3);
        page["cursor"] = cursor;
        let answer = officer.post("/v1/persons/search", page).await.ok();
        for item in answer["items"].as_array().unwrap() {
            names.push(item["name"].as_str().unwrap().to_owned());
        }
        near |= answer["near"].as_bool().unwrap_or_default();
        cursor = answer["next"].clone();
        if cursor.is_null() {
            assert_eq!(answer["total"], names.len(), "{query}");
            return (names, near);
        }
        assert!(names.len() < 100, "{query} does not end");
    }
}

fn query(q: &str, filters: &str) -> Value {
    let mut query = json!({ "q": q });
    for (name, value) in filters.split(';').filter_map(|filter| filter.split_once('=')) {
        query[name] = match name {
            "birth_year" => json!(value.parse::<i32>().unwrap()),
            "near" => json!(value == "true"),
            _ => json!(value),
        };
    }
    query
}

#[tokio::test]
async fn every_search_of_the_set_is_answered_alike_on_both_engines() {
    let everybody = rows(PEOPLE).count();
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for server in Server::on_each_engine().await {
        let officer = server.visitor(9, Role::ProvincialOfficer, Some("87"));
        register(&officer).await;
        let mut wrong = Vec::new();
        let mut cases = 0;
        for case in rows(CASES).filter(|case| case.len() > 1) {
            let [what, q, filters, expected, near] = case[..] else { panic!("{case:?}") };
            let (names, was_near) = answers(&officer, &query(q, filters)).await;
            cases += 1;
            let told = names.join(", ");
            let fits = if expected == "*" { names.len() == everybody } else { told == expected };
            if !fits || was_near != (near == "near") {
                wrong.push(format!(
                    "{what}: {q:?} {filters}\n  expected {expected} ({near})\n  found    {told} ({was_near})"
                ));
            }
            // Whatever is expected, both engines say the same.
            assert_eq!(all.entry(what).or_insert_with(|| names.clone()), &names, "{what}");
        }
        assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(cases >= 55, "{cases}");
    }
}

#[tokio::test]
async fn a_file_code_finds_its_person_and_a_neighbour_finds_nobody() {
    for server in Server::on_each_engine().await {
        let here = server.here();
        let person = here.register("Lê Văn Láng", "29869", "087090000017").await;
        let code = here.view(&person).await.ok()["file_code"].as_str().unwrap().to_owned();
        for (visitor, count) in [(server.here(), 1), (server.there(), 0)] {
            for q in [code.as_str(), "lang", "087090000017"] {
                let answer = visitor.post("/v1/persons/search", json!({ "q": q })).await.ok();
                assert_eq!(answer["total"], count, "{q}");
            }
        }
    }
}
