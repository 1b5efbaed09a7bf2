//! What reporting says.

use serde_json::{Value, json};

use super::{EVENT, FACILITY};

pub fn report(path: &str) -> Value {
    let cell =
        |value: i64| json!({ "value": value, "lines": format!("/api/reporting/v1/lines?book=facility&cell={value}") });
    let stated = |value: i64, stated: i64| {
        let mut cell = cell(value);
        cell["stated"] = json!(stated);
        cell["difference"] = json!(stated - value);
        cell
    };
    let row = |id: &str, vi: &str, unit: &str, cells: Value| json!({ "id": id, "vi": vi, "en": id, "unit": unit, "cells": cells });
    let column = |id: &str, vi: &str| json!({ "id": id, "vi": vi, "en": id });
    let head = |id: &str, vi: &str, columns: Value, rows: Value, findings: Value| {
        json!({
            "id": id, "vi": vi, "en": id, "province_code": "87", "from": "2019-01-01", "to": "2019-12-31",
            "known_at": "2020-01-02T03:00:00Z", "columns": columns, "rows": rows, "findings": findings,
        })
    };
    if path.ends_with("attainment") {
        let target = |id: &str, vi: &str, result: i64, target: i64| {
            row(
                id,
                vi,
                "attendance",
                json!({ "result": cell(result), "target": { "value": target },
                                             "percent_tenths": { "value": (result * 1000 + target / 2) / target } }),
            )
        };
        return head(
            "attainment",
            "Thực hiện chỉ tiêu kế hoạch",
            json!([column("result", "Kết quả"), column("target", "Chỉ tiêu"), column("percent_tenths", "Tỷ lệ")]),
            json!([
                target("home", "Cai nghiện tại gia đình, cộng đồng", 2475, 2100),
                target("facility", "Cai nghiện tự nguyện tại cơ sở công lập", 10011, 9500),
                target("staff", "Đào tạo cán bộ", 1089, 1752)
            ]),
            json!([]),
        );
    }
    if path.ends_with("province-summary") {
        return head(
            "province-summary",
            "Tổng hợp tỉnh",
            json!([column("total", "Tổng"), column("male", "Nam"), column("female", "Nữ")]),
            json!([
                row(
                    "holders",
                    "Người có hồ sơ quản lý",
                    "person",
                    json!({ "total": cell(2475), "male": cell(2387), "female": cell(88) })
                ),
                row(
                    "present",
                    "Có mặt tại cơ sở",
                    "person",
                    json!({ "total": cell(348), "male": cell(340), "female": cell(8) })
                ),
                row("released", "Bàn giao về địa phương", "attendance", json!({ "total": cell(329) })),
                row("aftercare", "Quản lý sau cai", "person", json!({ "total": cell(121) }))
            ]),
            json!([]),
        );
    }
    head(
        "facility-flow",
        "Cai nghiện tại cơ sở công lập",
        json!([
            column("total", "Tổng"),
            column("compulsory", "Bắt buộc"),
            column("voluntary", "Tự nguyện"),
            column("social_object", "ĐTXH")
        ]),
        json!([
            row("opening", "Có mặt đầu kỳ", "person", json!({ "total": stated(214, 214) })),
            row(
                "received",
                "Tiếp nhận trong kỳ",
                "attendance",
                json!({ "total": stated(463, 463), "compulsory": stated(376, 376), "voluntary": stated(87, 87), "social_object": cell(0) })
            ),
            row("treated", "Tổng điều trị (1+2)", "attendance", json!({ "total": stated(677, 667) })),
            row(
                "released",
                "Ra khỏi cơ sở",
                "attendance",
                json!({ "total": stated(329, 329), "compulsory": cell(269), "voluntary": cell(60) })
            ),
            row("closing", "Có mặt cuối kỳ", "person", json!({ "total": stated(348, 380) }))
        ]),
        json!([
            { "severity": "blocking", "code": "sum_differs", "vi": "Dòng 3 ≠ 1+2: 214 + 463 = 677", "en": "Row 3 is not 1+2: 214 + 463 = 677",
              "stated": 667, "computed": 677, "difference": -10, "lines": "/api/reporting/v1/lines?book=facility&cell=677",
              "source": "001_04dbb437a1a6c235.txt", "quote": "tổng số người được điều trị là 667 người" },
            { "severity": "warning", "code": "closing_differs", "vi": "Dòng 5: 677 − 329 = 348", "en": "Row 5: 677 − 329 = 348",
              "stated": 380, "computed": 348, "difference": 32, "source": "001_04dbb437a1a6c235.txt",
              "quote": "hiện tại cơ sở đang quản lý 380 người" },
        ]),
    )
}

pub fn lines() -> Value {
    let line = |number: usize| {
        json!({
            "person_id": format!("019a0000-0000-7000-8000-{:012}", number % 9), "occurred_on": "2019-01-28",
            "recorded_at": "2019-01-28T09:12:00Z", "book": "facility", "direction": "in", "cause": "admitted",
            "category": "compulsory", "quantity": 1, "facility_id": FACILITY, "commune_code": "29869", "sex": "male", "age": 27,
            "event_id": EVENT,
        })
    };
    json!({ "unit": "attendance", "count": 10, "total": 10, "items": (0..10).map(line).collect::<Vec<_>>() })
}
