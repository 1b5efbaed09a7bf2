//! Sessions, tokens of forms, rights, and what the browser is allowed.

use reqwest::StatusCode;
use serde_json::json;

use crate::Site;
use crate::stubs::problem;

#[tokio::test]
async fn without_a_session_every_page_leads_to_sign_in_and_back() {
    let site = Site::start().await;
    let answer = site.send(site.http.get(site.url("/bao-cao/facility-flow?province=87"))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/dang-nhap?tiep=%2Fbao-cao%2Ffacility-flow%3Fprovince%3D87");
    assert!(site.stubs.calls().is_empty());
}

#[tokio::test]
async fn signing_in_keeps_the_secret_out_of_the_page_and_goes_on() {
    let site = Site::start().await;
    let fields = [("username", "canbo"), ("password", "đúng mật khẩu"), ("tiep", "/nguoi")];
    let answer = site.post_bare("/dang-nhap", &fields).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/nguoi"));
    assert_eq!(answer.cookies(), ["hoanhap_session=opaque-secret; Path=/; HttpOnly; SameSite=Lax"]);
    let page = site.get("/nguoi").await;
    assert!(!page.text.contains("opaque-secret") && !page.text.contains("the-access-token"));
}

#[tokio::test]
async fn signing_in_goes_on_to_paths_of_this_site_only() {
    let site = Site::start().await;
    for evil in ["https://evil.example/", "//evil.example/", "/\\evil.example"] {
        let fields = [("username", "canbo"), ("password", "đúng mật khẩu"), ("tiep", evil)];
        assert_eq!(site.post_bare("/dang-nhap", &fields).await.location(), "/", "{evil}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_said_and_the_user_name_kept() {
    let site = Site::start().await;
    let answer = site.post_bare("/dang-nhap", &[("username", "canbo"), ("password", "sai")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text.contains("không đúng") && answer.text.contains("value=\"canbo\""));
    assert!(!answer.text.contains("sai\""));
}

#[tokio::test]
async fn a_sign_in_form_from_another_site_is_refused() {
    let site = Site::start().await;
    let request = site.http.post(site.url("/dang-nhap")).header("origin", "https://evil.example");
    let answer = site.send(request.body("username=canbo&password=x")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(site.stubs.calls().is_empty());
}

#[tokio::test]
async fn the_access_token_is_exchanged_once_and_used_for_every_call() {
    let site = Site::start().await;
    site.get("/nguoi").await;
    site.get("/co-so").await;
    assert_eq!(site.asked("/api/identity/v1/sessions/token").len(), 1);
    let call = &site.asked("/api/registry/v1/persons/search")[0];
    assert_eq!(call.headers["authorization"], "Bearer the-access-token");
    assert_eq!(call.headers["accept-language"], "vi");
}

#[tokio::test]
async fn an_ended_session_leads_to_sign_in_and_loses_its_cookie() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        let over = call.path.ends_with("/search");
        over.then(|| problem(401, "unauthorized", "Phiên đã hết.", json!([])))
    });
    let answer = site.get("/nguoi").await;
    assert_eq!(answer.location(), "/dang-nhap?tiep=%2Fnguoi");
    assert!(answer.cookies()[0].contains("Max-Age=0"));
}

#[tokio::test]
async fn a_form_without_its_token_reaches_no_service() {
    let site = Site::start().await;
    for fields in [&[("q", "Nguyễn")][..], &[("q", "Nguyễn"), ("csrf", "wrong")]] {
        let answer = site.post_bare("/nguoi/tim", fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.text.contains("Không nhận biểu mẫu này"));
    }
    assert!(site.asked("/api/registry/v1/persons/search").is_empty());
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    let site = Site::start().await;
    let answer = site.post("/dang-xuat", &[]).await;
    assert_eq!(answer.location(), "/dang-nhap?xong=dang-xuat");
    assert!(answer.cookies()[0].contains("Max-Age=0"));
    assert_eq!(site.asked("/api/identity/v1/sessions/end")[0].body, json!({ "session": "opaque-secret" }));
}

#[tokio::test]
async fn every_answer_carries_a_strict_content_policy() {
    let site = Site::start().await;
    for path in ["/dang-nhap", "/nguoi", "/khong-co", "/static/style.css", "/static/khong-co", "/"] {
        let answer = site.get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{path}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
    }
}

#[tokio::test]
async fn pages_hold_no_inline_script_or_style() {
    let site = Site::start().await;
    let board = format!("/co-so/{}/2019-12-31", crate::stubs::FACILITY);
    for path in ["/dang-nhap", "/tong-quan", "/nguoi", "/bao-cao/facility-flow", &board, "/nguoi/moi", "/tro-giup"] {
        let text = site.get(path).await.text;
        for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:", "<script>"] {
            assert!(!text.contains(forbidden), "{path} holds {forbidden}");
        }
    }
}

#[tokio::test]
async fn the_menu_shows_what_the_roles_allow() {
    let site = Site::start().await;
    site.stubs.grants(json!([{ "role": "operator" }]));
    let text = site.get("/tong-quan").await.text;
    assert!(text.contains("href=\"/van-hanh\""));
    for closed in ["href=\"/nguoi\"", "href=\"/bao-cao\"", "href=\"/co-so\"", "action=\"/nguoi/tim\""] {
        assert!(!text.contains(closed), "{closed}");
    }
}

#[tokio::test]
async fn an_api_path_nobody_serves_is_no_page() {
    let site = Site::start().await;
    let answer = site.get("/api/nothing").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
}

#[tokio::test]
async fn assets_are_kept_under_their_own_version_only() {
    let site = Site::start().await;
    let page = site.get("/dang-nhap").await.text;
    let href = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let current = site.get(href).await;
    assert!(current.headers["cache-control"].to_str().unwrap().contains("immutable"));
    assert_eq!(site.get("/static/style.css?v=old").await.headers["cache-control"], "no-cache");
}
