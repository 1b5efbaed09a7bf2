//! Two records turn out to be one person, and then not: every service says the same within five seconds, and the
//! reports say what it changed.

use tests::in_both_modes;

in_both_modes!(all_services_agree_on_a_merge_and_its_undoing);

mod bodies {
    use std::time::{Duration, Instant};

    use anyhow::{Result, ensure};
    use platform::remote::Remote;
    use serde_json::{Value, json};
    use tests::{COMMUNE, Mode, admit, facility, id_of, register, sign_in, start};

    /// How soon all services have to say the same.
    const LIMIT: Duration = Duration::from_secs(5);
    const PERIOD: &str = "province=87&from=2019-01-01&to=2019-12-31";

    /// Two records with measures of their own.
    struct Pair {
        first: String,
        second: String,
    }

    /// What the services say of the pair.
    #[derive(Clone, Debug, PartialEq)]
    struct Say {
        /// By record, whom the stays, treatments, cases and courses that are listed for it count for.
        stays: [Vec<String>; 2],
        treatments: [Vec<String>; 2],
        cases: [Vec<String>; 2],
        present: i64,
        admissions: i64,
        trained: i64,
        overlaps: usize,
        /// Notes on what merges changed, in Vietnamese and in English.
        notes: Vec<String>,
    }

    async fn owners(remote: &Remote, service: &str, path: &str, person: &str) -> Result<Vec<String>> {
        let list: Value = remote.get(service, &format!("{path}?person_id={person}")).await?;
        let items = list["items"].as_array().cloned().unwrap_or_default();
        let mut owners: Vec<String> =
            items.iter().filter_map(|item| Some(item["person_id"].as_str()?.to_owned())).collect();
        owners.sort();
        Ok(owners)
    }

    async fn both(remote: &Remote, service: &str, path: &str, pair: &Pair) -> Result<[Vec<String>; 2]> {
        Ok([owners(remote, service, path, &pair.first).await?, owners(remote, service, path, &pair.second).await?])
    }

    async fn say(remote: &Remote, pair: &Pair) -> Result<Say> {
        let flow: Value = remote.get("reporting", &format!("/v1/reports/facility-flow?{PERIOD}")).await?;
        let trained: Value = remote
            .get(
                "reporting",
                "/v1/lines?book=training&measure=reached&unit=person&population=attended&category=resident&\
                 province=87&from=2019-01-01&to=2019-12-31",
            )
            .await?;
        let overlaps: Value = remote.get("reporting", "/v1/quality/overlaps?province=87").await?;
        let row = |id: &str| {
            let row = flow["rows"].as_array().into_iter().flatten().find(|row| row["id"] == id);
            row.and_then(|row| row["cells"]["total"]["value"].as_i64()).unwrap_or(0)
        };
        let findings = flow["findings"].as_array().into_iter().flatten();
        let notes = findings.filter(|finding| finding["code"] == "merge_effect");
        Ok(Say {
            stays: both(remote, "facility", "/v1/admissions", pair).await?,
            treatments: both(remote, "community", "/v1/treatments", pair).await?,
            cases: both(remote, "aftercare", "/v1/cases", pair).await?,
            present: row("closing"),
            admissions: row("intakes"),
            trained: trained["count"].as_i64().unwrap_or(0),
            overlaps: overlaps["items"].as_array().map_or(0, Vec::len),
            notes: notes
                .map(|finding| ["vi", "en"].map(|key| finding[key].as_str().unwrap_or_default()).join(" | "))
                .collect(),
        })
    }

    /// Asks until the services say what is expected; the time it took.
    async fn until(remote: &Remote, pair: &Pair, begin: Instant, expected: impl Fn(&Say) -> bool) -> Result<Duration> {
        loop {
            let said = say(remote, pair).await?;
            let took = begin.elapsed();
            ensure!(took < LIMIT, "after {took:?} they say {said:#?}");
            if expected(&said) {
                return Ok(took);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Both are in a facility; the first was treated at home before, the second is under post-rehabilitation
    /// management with a referral, and both learned a trade.
    async fn pair(remote: &Remote, platform: &tests::Platform) -> Result<Pair> {
        let first = register(remote, "Nguyễn Văn Đức", 1992).await?;
        let second = register(remote, "Nguyễn Văn Đức", 1992).await?;
        let place = facility(remote, "Cơ sở Điều trị nghiện").await?;
        platform.settle().await?;
        let treatment = json!({
            "person_id": first, "site": "home", "commune_code": COMMUNE, "occurred_on": "2018-02-01", "term_months": 6,
        });
        let treatment = id_of(&remote.post("community", "/v1/treatments", &treatment, None).await?)?;
        let ended = json!({ "treatment_id": treatment, "occurred_on": "2018-08-01", "certificate_number": "03/GCN" });
        let _: Value = remote.post("community", "/v1/completions", &ended, None).await?;
        let earlier = admit(remote, &second, &place, "2018-03-01").await?;
        let release = json!({ "admission_id": earlier, "occurred_on": "2018-09-01", "certificate_number": "12/GCN" });
        let _: Value = remote.post("facility", "/v1/releases", &release, None).await?;
        platform.settle().await?;
        let cases: Value = remote.get("aftercare", &format!("/v1/cases?person_id={second}")).await?;
        let draft = json!({
            "case_id": cases["items"][0]["id"], "kind": "job", "partner": "Trung tâm dịch vụ việc làm",
            "occurred_on": "2018-10-01", "consent_on": "2018-10-01",
        });
        let _: Value = remote.post("aftercare", "/v1/referrals", &draft, None).await?;
        for (person, on) in [(&first, "2019-02-01"), (&second, "2019-03-01")] {
            admit(remote, person, &place, on).await?;
        }
        let course = json!({
            "title": "Sửa xe máy", "audience": "resident", "province_code": "87", "occurred_on": "2019-05-01", "seats": 20,
        });
        let course = id_of(&remote.post("training", "/v1/courses", &course, None).await?)?;
        let attended = json!({
            "occurred_on": "2019-05-10",
            "participants": [{ "kind": "resident", "person_id": first }, { "kind": "resident", "person_id": second }],
        });
        let _: Value = remote.post("training", &format!("/v1/courses/{course}/attendances"), &attended, None).await?;
        platform.settle().await?;
        Ok(Pair { first, second })
    }

    #[expect(clippy::print_stdout, reason = "the times are worth reading")]
    pub async fn all_services_agree_on_a_merge_and_its_undoing(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let remote = sign_in(&platform, "dongthap");
        let pair = pair(&remote, &platform).await?;
        let apart = say(&remote, &pair).await?;
        assert_eq!((apart.present, apart.admissions, apart.trained, apart.overlaps), (2, 2, 2, 0), "{apart:#?}");
        assert_eq!(apart.notes, Vec::<String>::new());

        let (second, first) = (pair.second.clone(), pair.first.clone());
        let merge = json!({ "into": first, "occurred_on": "2020-01-10", "reason": "Cùng một CCCD" });
        let begin = Instant::now();
        let _: Value = remote.post("registry", &format!("/v1/persons/{second}/merge"), &merge, None).await?;
        let merged = until(&remote, &pair, begin, |said| {
            let all_first = |owners: &[Vec<String>; 2], count: usize| {
                owners.iter().all(|owners| owners.len() == count && owners.iter().all(|owner| *owner == first))
            };
            all_first(&said.stays, 3)
                && all_first(&said.treatments, 1)
                && all_first(&said.cases, 1)
                && (said.present, said.admissions, said.trained) == (1, 2, 1)
                && said.overlaps > 0
                && said.notes.iter().any(|note| {
                    note.contains("2 hồ sơ được gộp thành 1 người; người 2 → 1")
                        && note.contains("2 records merged into 1 person; persons 2 → 1")
                })
        })
        .await?;

        let undo = json!({ "occurred_on": "2020-01-11", "reason": "Hai anh em" });
        let begin = Instant::now();
        let _: Value = remote.post("registry", &format!("/v1/persons/{second}/unmerge"), &undo, None).await?;
        let apart_again = until(&remote, &pair, begin, |said| *said == apart).await?;
        println!("{mode:?}: all services agreed {merged:?} after the merge and {apart_again:?} after its undoing");
        platform.stop().await;
        Ok(())
    }
}
