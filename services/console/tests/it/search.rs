//! The list and the search: filters in the address, words in none, near spellings announced.

use reqwest::StatusCode;
use serde_json::json;

use crate::Site;

#[tokio::test]
async fn filters_stand_in_the_address_and_are_kept_by_a_search() {
    let site = Site::start().await;
    let filtered = site.post("/nguoi/tim", &[("q", ""), ("xa", "29869"), ("nam", "1992"), ("ma-tuy", "heroin")]).await;
    assert_eq!(
        (filtered.status, filtered.location()),
        (StatusCode::SEE_OTHER, "/nguoi?xa=29869&nam=1992&ma-tuy=heroin")
    );
    let text = site.get(filtered.location()).await.text;
    assert!(text.contains("value=\"1992\"") && text.contains("value=\"heroin\" selected"));
    assert!(text.contains("/nguoi?xa=29869&amp;nam=1992&amp;ma-tuy=heroin&amp;cursor=cursor-2&amp;trang=2"));
    site.post("/nguoi/tim", &[("q", "Đức"), ("xa", "29869"), ("nam", "1992"), ("ma-tuy", "heroin")]).await;
    let calls = site.asked("/api/registry/v1/persons/search");
    let expected = json!({ "commune_code": "29869", "birth_year": 1992, "drug": "heroin", "limit": 50 });
    assert_eq!(calls[0].body, expected);
    assert_eq!(calls[1].body["q"], "Đức");
    assert_eq!((&calls[1].body["birth_year"], &calls[1].body["drug"]), (&json!(1992), &json!("heroin")));
}

#[tokio::test]
async fn near_spellings_are_announced_and_can_be_asked_for() {
    let site = Site::start().await;
    let exact = site.post("/nguoi/tim", &[("q", "Đức")]).await.text;
    assert!(exact.contains("name=\"gan\"") && !exact.contains("gần giống."));
    site.post("/nguoi/tim", &[("q", "Đức"), ("gan", "1")]).await;
    assert_eq!(site.asked("/api/registry/v1/persons/search")[1].body["near"], true);
    site.stubs.answer(|call| {
        let near = || (200, json!({ "items": [], "total": 0, "near": true }));
        call.path.ends_with("/search").then(near)
    });
    let text = site.post("/nguoi/tim", &[("q", "Đứk")]).await.text;
    assert!(text.contains("Không có ai viết đúng như vậy"));
}

#[tokio::test]
async fn nobody_found_says_what_to_do() {
    let site = Site::start().await;
    let text = site.post("/nguoi/tim", &[("q", "không có ai"), ("nam", "1992")]).await.text;
    for part in ["Tìm lại, bỏ các bộ lọc", "href=\"/nguoi/moi\"", "href=\"/khan-cap\""] {
        assert!(text.contains(part), "{part}");
    }
    let text = site.get("/nguoi?nam=xyz").await.text;
    assert_eq!(site.asked("/api/registry/v1/persons/search")[1].body["birth_year"], 0);
    assert!(text.contains("value=\"xyz\""));
}
