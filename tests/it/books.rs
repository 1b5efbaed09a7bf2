//! A facility's books are corrected, and everybody who heard of the stays says the same as they do: the ledger on
//! every day, aftercare and registry at the end; a report as known before stays as it was.

use tests::in_both_modes;

in_both_modes!(the_ledger_follows_corrected_books);

mod bodies {
    use anyhow::{Context as _, Result, ensure};
    use chrono::{Days, NaiveDate, Utc};
    use platform::remote::{Answered, Remote};
    use samples::Dice;
    use serde_json::{Value, json};
    use tests::{Mode, admit, facility, register, sign_in, start};

    const PERSONS: i32 = 6;
    const STEPS: usize = 60;
    const DAYS: u64 = 40;

    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2019, 1, 1).unwrap() + Days::new(number)
    }

    /// Refusals are part of the history; anything else is not.
    fn unless_refused(answer: Result<Value>) -> Result<()> {
        match answer {
            Ok(_) => Ok(()),
            Err(error) => {
                let refused = error
                    .downcast_ref::<Answered>()
                    .is_some_and(|answer| matches!(answer.status.as_u16(), 404 | 409 | 422));
                if refused { Ok(()) } else { Err(error) }
            }
        }
    }

    /// One thing that happens to one of the stays, on any day.
    async fn step(officer: &Remote, dice: &mut Dice, stays: &[String], places: &[String; 2]) -> Result<()> {
        let stay = &stays[dice.below(stays.len())];
        let on = day(u64::try_from(dice.below(usize::try_from(DAYS)?))?);
        let answer = match dice.below(10) {
            0..5 => {
                let kind = dice.pick(&[
                    "escaped",
                    "returned",
                    "hospitalised",
                    "back_from_hospital",
                    "funeral_leave",
                    "suspended",
                    "taken_for_proceedings",
                    "came_back",
                    "transferred",
                ]);
                let back = (dice.chance(40)).then(|| on + Days::new(3));
                let to = (kind == "transferred").then(|| places[dice.below(2)].clone());
                let movement = json!({ "kind": kind, "occurred_on": on, "back_on": back, "to_facility_id": to });
                officer.post("facility", &format!("/v1/admissions/{stay}/movements"), &movement, None).await
            }
            5..7 => {
                let release = json!({ "admission_id": stay, "occurred_on": on });
                officer.post("facility", "/v1/releases", &release, None).await
            }
            _ => {
                let book: Value = officer.get("facility", &format!("/v1/admissions/{stay}")).await?;
                let entries = book["entries"].as_array().context("a book has entries")?;
                let entry = entries[dice.below(entries.len())]["id"].as_str().unwrap_or_default().to_owned();
                let right = dice.chance(70).then_some(on);
                let correction = json!({ "occurred_on": right, "reason": "mistyped" });
                let path = format!("/v1/admissions/{stay}/entries/{entry}/correction");
                officer.post("facility", &path, &correction, None).await
            }
        };
        unless_refused(answer)
    }

    async fn flow(officer: &Remote, on: NaiveDate, more: &str) -> Result<Value> {
        officer.get("reporting", &format!("/v1/reports/facility-flow?province=87&from={on}&to={on}{more}")).await
    }

    fn cell(report: &Value, row: &str, column: &str) -> i64 {
        let rows = report["rows"].as_array().into_iter().flatten();
        rows.filter(|known| known["id"] == row).filter_map(|row| row["cells"][column]["value"].as_i64()).sum()
    }

    pub async fn the_ledger_follows_corrected_books(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let places = [facility(&officer, "Cơ sở Một").await?, facility(&officer, "Cơ sở Hai").await?];
        let mut persons = Vec::new();
        for number in 0..PERSONS {
            persons.push(register(&officer, "Nguyễn Văn Đức", 1980 + number).await?);
        }
        platform.settle().await?;
        let mut stays = Vec::new();
        for person in &persons {
            stays.push(admit(&officer, person, &places[0], "2019-01-05").await?);
        }
        platform.settle().await?;
        let before = Utc::now();
        let told = flow(&officer, day(30), "").await?;
        ensure!(cell(&told, "closing", "compulsory") == i64::from(PERSONS), "{told}");

        let mut dice = Dice::new(2_019);
        for _ in 0..STEPS {
            step(&officer, &mut dice, &stays, &places).await?;
        }
        platform.settle().await?;

        for on in (0..=DAYS + 5).map(day) {
            let mut counted = (0, 0);
            for place in &places {
                let count: Value =
                    officer.get("facility", &format!("/v1/facilities/{place}/headcount?on={on}")).await?;
                let category = &count["categories"]["compulsory"];
                counted.0 += category["opening"].as_i64().unwrap_or(0);
                counted.1 += category["closing"].as_i64().unwrap_or(0);
            }
            let report = flow(&officer, on, "").await?;
            let ledger = (cell(&report, "opening", "compulsory"), cell(&report, "closing", "compulsory"));
            ensure!(ledger == counted, "{on}: the ledger says {ledger:?}, the facilities {counted:?}");
        }
        let then = flow(&officer, day(30), &format!("&known_at={}", before.format("%Y-%m-%dT%H:%M:%S%.6fZ"))).await?;
        ensure!(cell(&then, "closing", "compulsory") == i64::from(PERSONS), "as known before: {then}");

        for (person, stay) in persons.iter().zip(&stays) {
            let book: Value = officer.get("facility", &format!("/v1/admissions/{stay}")).await?;
            let stay = &book["admission"];
            let released = (stay["status"] == "released").then(|| stay["ended_on"].clone());
            let cases: Value = officer.get("aftercare", &format!("/v1/cases?person_id={person}")).await?;
            let standing = cases["items"].as_array().into_iter().flatten();
            let open: Vec<&Value> =
                standing.filter(|case| case["status"] == "open").map(|case| &case["opened_on"]).collect();
            ensure!(open == released.iter().collect::<Vec<_>>(), "{stay}: {cases}");
        }
        platform.stop().await;
        Ok(())
    }
}
