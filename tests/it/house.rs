//! A facility that grew, somebody who waited for a place, and a course that its staff finished: across services.

use tests::in_both_modes;

in_both_modes!(
    a_report_compares_with_the_places_of_its_own_time,
    who_waited_is_off_the_list_when_taken_in,
    what_training_tells_shows_on_the_post,
);

mod bodies {
    use anyhow::{Result, ensure};
    use serde_json::{Value, json};
    use tests::{Mode, id_of, start};

    pub async fn a_report_compares_with_the_places_of_its_own_time(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = tests::sign_in(&platform, "dongthap");
        let small = json!({ "name": "Cơ sở", "kind": "public", "province_code": "87", "capacity": 1, "opened_on": "2005-01-01" });
        let place = id_of(&officer.post("facility", "/v1/facilities", &small, None).await?)?;
        let mut people = Vec::new();
        for number in 0..2 {
            people.push(tests::register(&officer, "Nguyễn Văn Đức", 1980 + number).await?);
        }
        platform.settle().await?;
        for person in &people {
            tests::admit(&officer, person, &place, "2019-03-01").await?;
        }
        let wider = json!({ "since": "2019-10-01", "capacity": 2, "decision_number": "12/QĐ-UBND" });
        let path = format!("/v1/facilities/{place}/capacities");
        let _: Value = officer.post("facility", &path, &wider, None).await?;
        platform.settle().await?;
        for (to, places, over) in [("2019-09-30", 1, true), ("2019-12-31", 2, false)] {
            let path = format!("/v1/reports/facility-flow?province=87&from=2019-01-01&to={to}");
            let report: Value = officer.get("reporting", &path).await?;
            let mut findings = report["findings"].as_array().into_iter().flatten();
            ensure!(findings.any(|finding| finding["code"] == "over_capacity") == over, "{to}: {report}");
            let path = format!("/v1/facilities/{place}/headcount?on={to}");
            let board: Value = officer.get("facility", &path).await?;
            ensure!((&board["capacity"], &board["closing"]) == (&json!(places), &json!(2)), "{board}");
        }
        platform.stop().await;
        Ok(())
    }

    pub async fn who_waited_is_off_the_list_when_taken_in(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = tests::sign_in(&platform, "dongthap");
        let place = tests::facility(&officer, "Cơ sở").await?;
        let person = tests::register(&officer, "Nguyễn Văn Đức", 1980).await?;
        platform.settle().await?;
        let path = format!("/v1/facilities/{place}/waiting");
        let listed = json!({
            "person_id": person, "decision_number": "21/QĐ-TA", "decided_on": "2024-01-15", "priority": "high",
            "reason": "no_place", "listed_on": "2024-01-20",
        });
        let _: Value = officer.post("facility", &path, &listed, None).await?;
        let waiting: Value = officer.get("facility", &path).await?;
        ensure!(waiting[0]["due_on"] == "2024-04-15" && waiting[0]["standing"]["state"] == "overdue", "{waiting}");
        let stay = tests::admit(&officer, &person, &place, "2024-03-01").await?;
        let waiting: Value = officer.get("facility", &path).await?;
        ensure!(waiting == json!([]), "{waiting}");
        let closed: Value = officer.get("facility", &format!("{path}?closed=true")).await?;
        ensure!(closed[0]["admission_id"] == stay && closed[0]["closed_on"] == "2024-03-01", "{closed}");
        platform.stop().await;
        Ok(())
    }

    pub async fn what_training_tells_shows_on_the_post(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        // The roster is of today, when the province is part of another one.
        let officer = tests::sign_in(&platform, "tinh");
        let place = json!({
            "name": "Cơ sở", "kind": "public", "province_code": "82", "capacity": 40, "opened_on": "2025-08-01",
        });
        let place = id_of(&officer.post("facility", "/v1/facilities", &place, None).await?)?;
        let staff = json!({ "items": [{ "audience": "facility_staff", "province_code": "82" }] });
        let staff: Value = officer.post("training", "/v1/staff/batch", &staff, None).await?;
        let staff = id_of(&staff["results"][0])?;
        let post = json!({
            "post": "counsellor", "staff_code": "TV1", "roster_id": staff, "stage": 3, "since": "2025-09-01",
        });
        let _: Value = officer.post("facility", &format!("/v1/facilities/{place}/posts"), &post, None).await?;
        let course = json!({
            "title": "Tư vấn", "audience": "facility_staff", "province_code": "82", "occurred_on": "2025-10-01",
            "seats": 20,
        });
        let course = id_of(&officer.post("training", "/v1/courses", &course, None).await?)?;
        let attended = json!({
            "occurred_on": "2025-10-09",
            "participants": [{ "kind": "staff", "staff_id": staff, "certified": true }],
        });
        let _: Value = officer.post("training", &format!("/v1/courses/{course}/attendances"), &attended, None).await?;
        platform.settle().await?;
        let path = format!("/v1/facilities/{place}/register");
        let register: Value = officer.get("facility", &path).await?;
        ensure!(register["posts"][0]["certified_on"] == json!(["2025-10-09"]), "{register}");
        platform.stop().await;
        Ok(())
    }
}
