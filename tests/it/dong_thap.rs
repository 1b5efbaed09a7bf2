//! The year that Đồng Tháp printed for 2019, entered as the demonstration enters it: 214 learners carried over, 463 new
//! (376 compulsory, 87 voluntary), 329 released (269 and 60). 214 + 463 is 677, not the printed 667, and 348 remain on
//! 31 December. How the 214 divide is not printed; 203 compulsory and 11 voluntary is the scenario's assumption.

use tests::in_both_modes;

in_both_modes!(the_printed_year_comes_out_of_the_books);

mod bodies {
    use anyhow::{Result, ensure};
    use chrono::{Days, Months, NaiveDate};
    use platform::demo::{self, Stage};
    use platform::interrupt::Interrupt;
    use platform::output::Output;
    use platform::remote::Remote;
    use platform::terminal::Terminal;
    use serde_json::Value;
    use tests::{Mode, sign_in, start};
    use web::Language;

    async fn flow(officer: &Remote, from: NaiveDate, to: NaiveDate) -> Result<Value> {
        officer.get("reporting", &format!("/v1/reports/facility-flow?province=87&from={from}&to={to}")).await
    }

    /// A row's total, compulsory and voluntary cells.
    fn row(report: &Value, id: &str) -> [i64; 3] {
        let rows = report["rows"].as_array().into_iter().flatten();
        let row = rows.into_iter().find(|row| row["id"] == id);
        ["total", "compulsory", "voluntary"]
            .map(|column| row.map_or(0, |row| row["cells"][column]["value"].as_i64().unwrap_or(0)))
    }

    async fn headcount(officer: &Remote, facility: &Value, on: NaiveDate) -> Result<[i64; 3]> {
        let id = facility["id"].as_str().unwrap_or_default();
        let day: Value = officer.get("facility", &format!("/v1/facilities/{id}/headcount?on={on}")).await?;
        let of = |category: &str| day["categories"][category]["closing"].as_i64().unwrap_or(0);
        Ok([day["closing"].as_i64().unwrap_or(0), of("compulsory"), of("voluntary")])
    }

    pub async fn the_printed_year_comes_out_of_the_books(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let operator = sign_in(&platform, "vanhanh");
        let terminal = Terminal { output: Output::Json, language: Language::Vietnamese, quiet: true, verbose: false };
        let interrupt = Interrupt::install(terminal);
        let stage =
            Stage { running: &platform.running, operator: &operator, terminal, interrupt: &interrupt, resume: "" };
        demo::play_dong_thap(stage).await?;
        let officer = sign_in(&platform, "dongthap");
        let day = |month, day| NaiveDate::from_ymd_opt(2019, month, day).unwrap_or_default();
        let (first, last) = (day(1, 1), day(12, 31));

        let year = flow(&officer, first, last).await?;
        assert_eq!(row(&year, "opening"), [214, 203, 11]);
        assert_eq!(row(&year, "intakes"), [463, 376, 87]);
        assert_eq!(row(&year, "treated_total"), [677, 579, 98]);
        assert_eq!(row(&year, "released"), [329, 269, 60]);
        assert_eq!(row(&year, "closing"), [348, 310, 38]);
        let findings = year["findings"].as_array().into_iter().flatten();
        let blocking: Vec<&Value> = findings.filter(|finding| finding["severity"] == "blocking").collect();
        let told = blocking.iter().map(|finding| (finding["stated"].as_i64(), finding["computed"].as_i64()));
        assert_eq!(told.collect::<Vec<_>>(), [(Some(667), Some(677))], "{blocking:?}");

        let facilities: Vec<Value> = officer.get("facility", "/v1/facilities").await?;
        let [facility] = facilities.as_slice() else { anyhow::bail!("one facility: {facilities:?}") };
        let mut balance = headcount(&officer, facility, first - Days::new(1)).await?;
        assert_eq!(balance, [214, 203, 11]);
        let mut sums = [[0; 3]; 2];
        for month in 0..12 {
            let from = first + Months::new(month);
            let to = from + Months::new(1) - Days::new(1);
            let flow = flow(&officer, from, to).await?;
            let (came, left) = (row(&flow, "intakes"), row(&flow, "released"));
            for at in 0..3 {
                balance[at] += came[at] - left[at];
                sums[0][at] += came[at];
                sums[1][at] += left[at];
            }
            ensure!(row(&flow, "closing") == balance, "{to}: the ledger says {:?}", row(&flow, "closing"));
            let counted = headcount(&officer, facility, to).await?;
            ensure!(counted == balance, "{to}: the facility counts {counted:?}, the balance is {balance:?}");
        }
        assert_eq!(sums, [[463, 376, 87], [329, 269, 60]]);
        assert_eq!(balance, [348, 310, 38]);
        drop(interrupt);
        platform.stop().await;
        Ok(())
    }
}
