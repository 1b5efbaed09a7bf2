//! Journeys through all services, in both modes.

use tests::in_both_modes;

in_both_modes!(
    one_persons_whole_way,
    a_repeated_request_creates_once,
    wrong_input_names_its_fields_and_writes_nothing,
    a_rebuilt_ledger_equals_the_live_one,
);

mod bodies {
    use anyhow::{Result, ensure};
    use serde_json::{Value, json};
    use tests::{COMMUNE, Mode, admit, facility, id_of, register, sign_in, start};

    async fn flow(officer: &platform::remote::Remote) -> Result<reporting_view::Report> {
        officer.get("reporting", "/v1/reports/facility-flow?province=87&from=2019-01-01&to=2019-12-31").await
    }

    /// Only what these tests look at.
    mod reporting_view {
        use std::collections::HashMap;

        #[derive(Debug, PartialEq, serde::Deserialize)]
        pub struct Report {
            pub rows: Vec<Row>,
        }

        #[derive(Debug, PartialEq, serde::Deserialize)]
        pub struct Row {
            pub id: String,
            pub cells: HashMap<String, Cell>,
        }

        #[derive(Debug, PartialEq, serde::Deserialize)]
        pub struct Cell {
            pub value: i64,
            pub lines: Option<String>,
        }

        impl Report {
            pub fn value(&self, row: &str, column: &str) -> i64 {
                self.rows.iter().find(|r| r.id == row).and_then(|r| r.cells.get(column)).map_or(0, |cell| cell.value)
            }
        }
    }

    /// Register → determination → dossier → decision → admission → escape → return → release → aftercare →
    /// loan → report, each figure opened down to its case.
    pub async fn one_persons_whole_way(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let person = register(&officer, "Nguyễn Văn Đức", 1992).await?;
        let determination = json!({ "occurred_on": "2018-02-01", "result": "addicted", "drug": "amphetamine", "determiner": "Trạm y tế xã" });
        let _: Value =
            officer.post("registry", &format!("/v1/persons/{person}/determinations"), &determination, None).await?;
        let dossier: Value = officer
            .post("registry", &format!("/v1/persons/{person}/dossiers"), &json!({ "occurred_on": "2018-11-01" }), None)
            .await?;
        let decision = json!({ "occurred_on": "2018-12-20", "outcome": "applied", "decision_number": "09/QĐ-TA", "court": "TAND huyện Tam Nông", "term_months": 12 });
        let decided: Value =
            officer.post("registry", &format!("/v1/dossiers/{}/decision", id_of(&dossier)?), &decision, None).await?;
        assert_eq!(decided["law_pack"], "A");

        let place = facility(&officer, "Cơ sở Điều trị nghiện").await?;
        platform.settle().await?;
        let admission = admit(&officer, &person, &place, "2019-01-28").await?;
        for (kind, on) in [
            ("escaped", "2019-03-01"),
            ("returned", "2019-03-20"),
            ("hospitalised", "2019-04-01"),
            ("back_from_hospital", "2019-04-11"),
        ] {
            let path = format!("/v1/admissions/{admission}/movements");
            let _: Value = officer.post("facility", &path, &json!({ "kind": kind, "occurred_on": on }), None).await?;
        }
        let stage = json!({ "stage": 1, "occurred_on": "2019-04-12" });
        let _: Value = officer.post("facility", &format!("/v1/admissions/{admission}/stages"), &stage, None).await?;
        let count: Value = officer.get("facility", &format!("/v1/facilities/{place}/headcount?on=2019-04-05")).await?;
        assert_eq!(count["closing"], 1, "a hospital day counts as present");
        let release = json!({ "admission_id": admission, "occurred_on": "2019-12-15", "certificate_number": "12/GCN" });
        let _: Value = officer.post("facility", "/v1/releases", &release, None).await?;
        platform.settle().await?;

        let cases: Value = officer.get("aftercare", &format!("/v1/cases?person_id={person}")).await?;
        let case = &cases["items"][0];
        assert_eq!((case["status"].as_str(), case["opened_on"].as_str()), (Some("open"), Some("2019-12-15")));
        let draft = json!({
            "case_id": case["id"], "kind": "loan", "partner": "Ngân hàng Chính sách xã hội", "occurred_on": "2019-12-20",
            "consent_on": "2019-12-20", "amount": 20_000_000,
        });
        let referral = id_of(&officer.post("aftercare", "/v1/referrals", &draft, None).await?)?;
        for to in ["sent", "received", "accepted", "in_progress", "done"] {
            let step = json!({ "referral_id": referral, "to": to, "occurred_on": "2019-12-28" });
            let _: Value = officer.post("aftercare", "/v1/transitions", &step, None).await?;
        }
        platform.settle().await?;

        let report = flow(&officer).await?;
        let row = |id| (report.value(id, "total"), report.value(id, "compulsory"));
        assert_eq!(row("opening"), (0, 0));
        assert_eq!(row("intakes"), (1, 1));
        assert_eq!(row("returned"), (1, 1));
        assert_eq!(row("escaped"), (1, 1));
        assert_eq!(row("released"), (1, 1));
        assert_eq!(row("closing"), (0, 0));
        for cell in report.rows.iter().flat_map(|row| row.cells.values()) {
            let link = cell.lines.as_deref().unwrap_or_default();
            let path = link.strip_prefix("/api/reporting").unwrap_or(link);
            let lines: Value = officer.get("reporting", path).await?;
            assert_eq!(lines["count"], cell.value, "{link}");
            let listed: i64 =
                lines["items"].as_array().into_iter().flatten().filter_map(|line| line["quantity"].as_i64()).sum();
            assert_eq!(listed, cell.value, "{link}");
        }
        platform.stop().await;
        Ok(())
    }

    pub async fn a_repeated_request_creates_once(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let body = json!({ "name": "Lê Văn An", "sex": "male", "birth": { "year": 1990 }, "commune_code": COMMUNE, "occurred_on": "2019-01-15" });
        let first: Value = officer.post("registry", "/v1/persons", &body, Some("k1")).await?;
        let second: Value = officer.post("registry", "/v1/persons", &body, Some("k1")).await?;
        assert_eq!(first, second);
        let other = json!({ "name": "Lê Văn Bình", "sex": "male", "birth": { "year": 1990 }, "commune_code": COMMUNE, "occurred_on": "2019-01-15" });
        let reused: Result<Value> = officer.post("registry", "/v1/persons", &other, Some("k1")).await;
        ensure!(reused.is_err_and(|error| error.to_string().contains("422")));
        let page: Value = officer.get("registry", "/v1/persons").await?;
        assert_eq!(page["total"], 1);
        platform.stop().await;
        Ok(())
    }

    pub async fn wrong_input_names_its_fields_and_writes_nothing(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let good = json!({ "name": "Lê Văn An", "sex": "male", "birth": { "year": 1990 }, "commune_code": COMMUNE, "occurred_on": "2019-01-15" });
        let mut wrong = Vec::new();
        for (field, value) in [
            ("sex", json!("m")),
            ("occurred_on", json!("2999-01-01")),
            ("official_number", json!("12345")),
            ("official_number", json!("087192123456")),
            ("commune_code", json!("99999")),
            ("birth", json!({ "year": 2999 })),
            ("nickname", json!("x")),
            ("name", json!("  ")),
        ] {
            let mut body = good.clone();
            body[field] = value;
            let refused: Result<Value> = officer.post("registry", "/v1/persons", &body, None).await;
            let message = refused.err().map(|error| error.to_string()).unwrap_or_default();
            ensure!(message.contains("422") && message.contains(field), "{field}: {message}");
            wrong.push(body);
        }
        wrong.push(good);
        let answer: Value = officer.post("registry", "/v1/persons/batch", &json!({ "items": wrong }), None).await?;
        assert_eq!((answer["done"].as_i64(), answer["refused"].as_i64()), (Some(1), Some(8)));
        let page: Value = officer.get("registry", "/v1/persons").await?;
        assert_eq!(page["total"], 1);
        platform.stop().await;
        Ok(())
    }

    pub async fn a_rebuilt_ledger_equals_the_live_one(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let (officer, operator) = (sign_in(&platform, "dongthap"), sign_in(&platform, "vanhanh"));
        let place = facility(&officer, "Cơ sở").await?;
        for n in 0..12 {
            let person = register(&officer, &format!("Người {n}"), 1985 + n).await?;
            platform.settle().await?;
            admit(&officer, &person, &place, "2019-02-01").await?;
        }
        platform.settle().await?;
        let live = flow(&officer).await?;
        let _: Value = operator.post("reporting", "/v1/messages/reset", &json!({}), None).await?;
        ensure!(flow(&officer).await? != live);
        for producer in platform::services::WITH_MESSAGES {
            let rows: Vec<Value> = operator.get(producer, "/v1/messages/journal?limit=1000").await?;
            let events: Vec<&Value> = rows.iter().map(|row| &row["event"]).collect();
            let _: Value = operator.post("reporting", "/v1/messages/deliver", &events, None).await?;
        }
        assert_eq!(flow(&officer).await?, live);
        platform.stop().await;
        Ok(())
    }
}
