//! Printed forms: which there are, what they say, who sees them, and that printing is recorded.

use std::io::{Cursor, Read};

use reqwest::{Client, Method};
use serde_json::{Value, json};
use zip::ZipArchive;

use super::server::Server;
use super::visitor::Visitor;

/// The text of a Word file's body, without its marks.
async fn printed(visitor: &Visitor, path: &str) -> String {
    let response =
        Client::new().get(format!("{}{path}", visitor.base)).bearer_auth(&visitor.token).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    let name = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(name.starts_with("attachment; filename=\"mau-") && name.ends_with(".docx\""), "{name}");
    let mut archive = ZipArchive::new(Cursor::new(response.bytes().await.unwrap())).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    xml.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
}

fn keys(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|form| form["key"].as_str().unwrap()).collect()
}

/// Somebody with a summary and a dossier; their ids.
async fn dossier(visitor: &Visitor) -> (String, String) {
    let person = visitor.register("Đặng Thị Ưng", "29869", "087090000017").await;
    let summary = json!({
        "home_town": "Vĩnh Long", "ethnicity": "kinh", "schooling": "lower_secondary", "nationality": "VN",
        "father": { "name": "Đặng Văn Ổn" }, "drugs": ["heroin"], "route": "injecting",
        "frequency": { "times": 2, "period": "day" },
    });
    let path = format!("/v1/persons/{person}/summary");
    visitor.send(Method::PUT, &path, Some(summary), &[("if-match", "\"0\"")]).await.ok();
    let determination = json!({ "occurred_on": "2026-08-01", "result": "addicted", "determiner": "Trạm y tế xã" });
    visitor.post(&format!("/v1/persons/{person}/determinations"), determination).await.ok();
    let opened = json!({ "occurred_on": "2026-09-01" });
    let dossier = visitor.post(&format!("/v1/persons/{person}/dossiers"), opened).await.ok();
    (person, dossier["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_dossier_offers_the_forms_of_the_law_that_governs_it_filled_as_far_as_is_known() {
    for server in Server::on_each_engine().await {
        let here = server.here();
        let (person, dossier) = dossier(&here).await;
        let list = here.get(&format!("/v1/dossiers/{dossier}/forms")).await.ok();
        assert_eq!(keys(&list), ["163-V-33", "163-V-34", "163-V-36", "163-V-37"]);
        let request = printed(&here, &format!("/v1/dossiers/{dossier}/forms/163-V-36")).await;
        for said in [
            "CÔNG AN TỈNH ĐỒNG THÁP",
            "CÔNG AN PHƯỜNG 1",
            "Độc lập - Tự do - Hạnh phúc",
            "Mẫu số 36",
            "Đặng Thị Ưng",
            "087090000017",
            "Trạm y tế xã",
            "Tòa án nhân dân khu vực",
        ] {
            assert!(request.contains(said), "{said} is not in {request}");
        }
        let missing = list[2]["missing"].as_array().unwrap();
        assert!(missing.iter().any(|field| field["vi"] == "Thời hạn đề nghị"), "{missing:?}");

        let forms = here.get(&format!("/v1/persons/{person}/forms")).await.ok();
        assert_eq!(keys(&forms), ["163-V-33"]);
        let summary = printed(&here, &format!("/v1/persons/{person}/forms/163-V-33")).await;
        for said in ["Vĩnh Long", "Đặng Văn Ổn", "Việt Nam", "2 lần/ngày"] {
            assert!(summary.contains(said), "{said} is not in {summary}");
        }
    }
}

#[tokio::test]
async fn a_form_of_another_law_or_of_a_neighbour_is_not_there() {
    for server in Server::on_each_engine().await {
        let here = server.here();
        let (person, dossier) = dossier(&here).await;
        assert_eq!(here.get(&format!("/v1/dossiers/{dossier}/forms/116-29")).await.status, 404);
        for path in [format!("/v1/dossiers/{dossier}/forms"), format!("/v1/persons/{person}/forms/163-V-33")] {
            assert_eq!(server.there().get(&path).await.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn a_print_is_recorded_with_its_form_and_names_nobody() {
    for server in Server::on_each_engine().await {
        let here = server.here();
        let (_, dossier) = dossier(&here).await;
        printed(&here, &format!("/v1/dossiers/{dossier}/forms/163-V-37")).await;
        let entries = server.entries_of(&here).await;
        let last = entries.last().unwrap();
        assert_eq!((last["action"].as_str(), last["detail"].as_str()), (Some("form.printed"), Some("163-V-37")));
        assert!(!format!("{entries:?}").contains("Ưng"));
    }
}
