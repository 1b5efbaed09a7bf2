//! What pages show.

use reqwest::StatusCode;
use serde_json::json;

use crate::Site;
use crate::stubs::{FACILITY, HOSTILE, PERSON, problem};

#[tokio::test]
async fn every_figure_of_a_report_opens_its_lines() {
    let site = Site::start().await;
    let page = site.get("/bao-cao/facility-flow?province=87&from=2019-01-01&to=2019-12-31").await;
    assert!(page.text.contains("data-count=\"376\">376</a>"));
    let link = page.text.split("data-count=\"376\"").next().unwrap().rsplit("href=\"").next().unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    assert_eq!(link, "/bao-cao/dong?book=facility&cell=376&bao-cao=facility-flow");

    let lines = site.get(&link).await;
    assert!(lines.text.contains("10 dòng = 10 lượt người (9 người khác nhau)"));
    let query = &site.asked("/api/reporting/v1/lines")[0].query;
    assert_eq!(query, "book=facility&cell=376&limit=100");
}

#[tokio::test]
async fn a_report_names_its_contradictions() {
    let site = Site::start().await;
    let text = site.get("/bao-cao/facility-flow?province=87&from=2019-01-01&to=2019-12-31").await.text;
    assert!(text.contains("1 chặn, 1 cảnh báo, 0 lưu ý"));
    assert!(text.contains("Tính được 677, nguồn ghi 667, lệch −10."));
    assert!(text.contains("tổng số người được điều trị là 667 người"));
    assert!(text.contains("Số liệu đến 31/12/2019") && text.contains("như đã biết lúc 02/01/2020 10:00"));
}

#[tokio::test]
async fn numbers_and_dates_follow_the_language() {
    let site = Site::start().await;
    let path = "/tong-quan?province=87&from=2019-01-01&to=2019-12-31";
    let vi = site.get(path).await.text;
    assert!(vi.contains("<html lang=\"vi\">") && vi.contains(">2.475<") && vi.contains("117,9 %"));
    let en = site.get_in("en", path).await.text;
    assert!(en.contains("<html lang=\"en\">") && en.contains(">2,475<") && en.contains("117.9%"));
    assert!(en.contains("Figures as of 31 Dec 2019"));
    assert_eq!(site.asked("/api/reporting/v1/reports").len(), 0);
}

#[tokio::test]
async fn the_language_switch_comes_back_to_the_same_page() {
    let site = Site::start().await;
    let answer = site.get("/ngon-ngu?to=en&back=%2Fnguoi%3Fxa%3D29869").await;
    assert_eq!(answer.location(), "/nguoi?xa=29869");
    assert!(answer.cookies()[0].starts_with("hoanhap_lang=en;"));
    assert_eq!(site.get("/ngon-ngu?to=en&back=//evil.example").await.location(), "/");
}

#[tokio::test]
async fn names_cannot_become_markup() {
    let site = Site::start().await;
    let text = site.get("/nguoi").await.text;
    assert!(!text.contains(HOSTILE) && text.contains("&lt;img src=x"));
}

#[tokio::test]
async fn a_person_is_shown_with_the_events_of_all_services() {
    let site = Site::start().await;
    let text = site.get(&format!("/nguoi/{PERSON}")).await.text;
    for part in [
        "NM-2019-004127",
        "Tòa án quyết định: áp dụng",
        "Tiếp nhận vào Cơ sở Điều trị nghiện",
        "Đính chính ngày sinh",
        "Kết thúc quản lý sau cai: xác định tái nghiện",
        "50.000.000 đ",
        "15/07/1992",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[tokio::test]
async fn a_part_whose_service_is_away_is_named_and_the_rest_shown() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        call.path.starts_with("/api/aftercare").then(|| problem(503, "unavailable", "Tạm ngừng.", json!([])))
    });
    let answer = site.get(&format!("/nguoi/{PERSON}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("sau cai: dịch vụ tạm ngừng") && answer.text.contains("Nguyễn Văn Mẫn"));
}

#[tokio::test]
async fn a_page_whose_service_is_away_offers_a_retry() {
    let site = Site::start().await;
    site.stubs.answer(|call| {
        call.path.starts_with("/api/registry").then(|| problem(503, "unavailable", "Tạm ngừng.", json!([])))
    });
    let answer = site.get("/nguoi?xa=29869").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text.contains("Dịch vụ tạm ngừng") && answer.text.contains("href=\"/nguoi?xa=29869\""));
}

#[tokio::test]
async fn refusals_are_pages_with_their_status() {
    let site = Site::start().await;
    site.stubs
        .answer(|call| call.path.ends_with("/search").then(|| problem(403, "forbidden", "Ngoài quyền.", json!([]))));
    let forbidden = site.get("/nguoi").await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    assert!(forbidden.text.contains("Ngoài quyền của bạn") && forbidden.text.contains("Trần Thị Hồng"));
    assert_eq!(site.get("/khong-co").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/dang-xuat").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn names_closed_to_a_role_leave_the_lines_countable() {
    let site = Site::start().await;
    site.stubs
        .answer(|call| call.path.ends_with("/names").then(|| problem(403, "forbidden", "Ngoài quyền.", json!([]))));
    let text = site.get("/bao-cao/dong?book=facility").await.text;
    assert!(text.contains("không xem được tên") && text.contains("10 dòng = 10"));
}

#[tokio::test]
async fn a_board_says_over_capacity_in_words_and_sorts_by_given_name() {
    let site = Site::start().await;
    let text = site.get(&format!("/co-so/{FACILITY}/2019-12-31")).await.text;
    assert!(text.contains("vượt 40") && text.contains("3 người: 1 có mặt, 1 đi viện, 1 trốn"));
    let (_, counted) = text.split_once("Học viên").unwrap();
    let (counted, _) = counted.split_once("</p>").unwrap();
    assert_eq!(counted, ": 366, trong đó nữ 20; đối tượng xã hội: 14, trong đó nữ 11.");
    let at = |name: &str| text.find(name).unwrap();
    assert!(at("Lê Thị Ân") < at("Trần Quốc Đạt") && at("Trần Quốc Đạt") < at("Nguyễn Văn Mẫn"));
    assert_eq!(site.asked("/api/registry/v1/persons/names")[0].body["purpose"], "facility_board");
}

#[tokio::test]
async fn a_forecast_says_what_another_law_would_do() {
    let site = Site::start().await;
    let page = site.get(&format!("/co-so/{FACILITY}/du-bao?luat=C&thang=2&ngay=31/12/2019")).await.text;
    assert!(page.contains("371,5") && page.contains("vượt 32") && page.contains("463"));
    let asked = site.asked(&format!("/api/facility/v1/facilities/{FACILITY}/forecast"));
    assert_eq!(asked[0].query, "on=2019-12-31&months=2&terms_of=C");
}

#[tokio::test]
async fn the_workbook_is_passed_on_as_a_file() {
    let site = Site::start().await;
    let answer = site.get("/bao-cao/facility-flow/xlsx?province=87&from=2019-01-01&to=2019-12-31").await;
    let name = answer.headers["content-disposition"].to_str().unwrap();
    assert_eq!(name, "attachment; filename=\"facility-flow_87_2019-01-01_2019-12-31.xlsx\"");
    assert_eq!(site.get("/bao-cao/..%2Fx/xlsx").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_period_is_kept_from_page_to_page() {
    let site = Site::start().await;
    let answer = site.get("/bao-cao?province=87&from=2019-01-01&to=2019-12-31").await;
    assert!(answer.cookies()[0].starts_with("hoanhap_ky=87.2019-01-01.2019-12-31;"));
}
