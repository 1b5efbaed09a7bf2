//! From the end of a term to the commune, over HTTP and the broker: notice, release, hand-over, answer, arrival; and what
//! reporting finds meanwhile. Days are counted back from today, under the law of today.

use tests::in_both_modes;

in_both_modes!(who_is_released_is_followed_until_the_commune_has_them, a_roll_that_differs_is_found_until_it_agrees);

mod bodies {
    use anyhow::{Context as _, Result};
    use chrono::{Days, NaiveDate};
    use platform::remote::Remote;
    use serde_json::{Value, json};
    use testkit::Platform;
    use tests::{COMMUNE, Mode, facility, id_of, register, sign_in, start};

    struct Place {
        platform: Platform,
        officer: Remote,
        facility: String,
        person: String,
    }

    async fn place(mode: Mode) -> Result<Place> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let person = register(&officer, "Nguyễn Văn Về", 1992).await?;
        let facility = facility(&officer, "Cơ sở").await?;
        platform.settle().await?;
        Ok(Place { platform, officer, facility, person })
    }

    impl Place {
        fn ago(&self, days: u64) -> NaiveDate {
            let now = runtime::context::now().with_timezone(&domain::law::clock::VIETNAM);
            now.date_naive() - Days::new(days)
        }

        async fn admit(&self, on: NaiveDate) -> Result<String> {
            tests::admit(&self.officer, &self.person, &self.facility, &on.to_string()).await
        }

        /// What reporting finds of a kind, with the totals.
        async fn found(&self, kind: &str) -> Result<Value> {
            self.platform.settle().await?;
            self.officer.get("reporting", &format!("/v1/quality/{kind}?province=87")).await
        }
    }

    pub async fn who_is_released_is_followed_until_the_commune_has_them(mode: Mode) -> Result<()> {
        let place = place(mode).await?;
        let officer = &place.officer;
        let stay = place.admit(place.ago(760)).await?;
        let notices: Value = officer.get("facility", "/v1/notices").await?;
        assert_eq!(notices["items"][0]["state"], "overdue", "{notices}");
        let notice = json!({ "admission_id": stay, "number": "12/TB-CSCN", "occurred_on": place.ago(40) });
        let given: Value = officer.post("facility", "/v1/notices/batch", &json!({ "items": [notice] }), None).await?;
        assert_eq!(given["done"], 1, "{given}");
        let notices: Value = officer.get("facility", "/v1/notices").await?;
        assert_eq!(notices["items"][0]["state"], "sent", "{notices}");

        let release = json!({ "admission_id": stay, "occurred_on": place.ago(30) });
        let _: Value = officer.post("facility", "/v1/releases", &release, None).await?;
        let lost = place.found("returns").await?;
        let item = &lost["items"][0];
        assert_eq!((&lost["not_arrived"], &item["finding"]), (&json!(1), &json!("not_arrived")), "{lost}");
        assert_eq!((&item["admission_id"], &item["days_since_release"]), (&json!(stay), &json!(30)), "{lost}");
        assert!(item["handover"].is_null(), "{lost}");

        let hand = |commune: &str| json!({ "admission_id": stay, "commune_code": commune, "occurred_on": place.ago(29), "papers": ["minutes", "file"] });
        let communes = domain::places::communes_of("82", place.ago(29));
        let elsewhere = communes.iter().find(|commune| commune.code != COMMUNE).context("another commune")?;
        let first = id_of(&officer.post("facility", "/v1/handovers", &hand(elsewhere.code), None).await?)?;
        let path = format!("/v1/handovers/{first}/answer");
        let refused = json!({ "state": "refused", "occurred_on": place.ago(28), "refusal": "not_resident" });
        let _: Value = sign_in(&place.platform, "tinh").post("facility", &path, &refused, None).await?;
        assert_eq!(place.found("returns").await?["items"][0]["handover"], "refused");

        let second = id_of(&officer.post("facility", "/v1/handovers", &hand(COMMUNE), None).await?)?;
        let commune = sign_in(&place.platform, "xa");
        let arrival = json!({ "occurred_on": place.ago(1) });
        let arrived: Value =
            commune.post("facility", &format!("/v1/handovers/{second}/arrival"), &arrival, None).await?;
        assert_eq!(arrived["arrival"]["state"], "arrived", "{arrived}");
        let lost = place.found("returns").await?;
        assert_eq!((&lost["not_arrived"], &lost["unacknowledged"]), (&json!(0), &json!(1)), "{lost}");
        let acknowledged = json!({ "state": "acknowledged", "occurred_on": place.ago(0) });
        let _: Value = commune.post("facility", &format!("/v1/handovers/{second}/answer"), &acknowledged, None).await?;
        assert_eq!(place.found("returns").await?["total"], 0);
        place.platform.stop().await;
        Ok(())
    }

    pub async fn a_roll_that_differs_is_found_until_it_agrees(mode: Mode) -> Result<()> {
        let place = place(mode).await?;
        let stay = place.admit(place.ago(20)).await?;
        let roll = async |on: NaiveDate, shift: &str, mark: &str| -> Result<()> {
            let path = format!("/v1/facilities/{}/roll", place.facility);
            let marks = json!([{ "admission_id": stay, "mark": mark }]);
            let called = json!({ "on": on, "shift": shift, "marks": marks });
            let _: Value = place.officer.post("facility", &path, &called, None).await?;
            let of = json!({ "on": on, "shift": shift });
            let _: Value = place.officer.post("facility", &format!("{path}/closing"), &of, None).await?;
            Ok(())
        };
        roll(place.ago(10), "morning", "missing").await?;
        roll(place.ago(10), "afternoon", "missing").await?;
        let found = place.found("roll-differences").await?;
        let item = &found["items"][0];
        assert_eq!((&found["total"], &item["admission_id"]), (&json!(1), &json!(stay)), "{found}");
        assert_eq!((&item["shift"], &item["since"]), (&json!("afternoon"), &json!(place.ago(10))), "{found}");
        assert_eq!(item["person_id"], json!(place.person), "{found}");
        roll(place.ago(9), "morning", "present").await?;
        assert_eq!(place.found("roll-differences").await?["total"], 0);
        roll(place.ago(9), "night", "missing").await?;
        assert_eq!(place.found("roll-differences").await?["total"], 1);
        // The book is put right: the resident had left that day.
        let escaped = json!({ "kind": "escaped", "occurred_on": place.ago(9) });
        let _: Value =
            place.officer.post("facility", &format!("/v1/admissions/{stay}/movements"), &escaped, None).await?;
        assert_eq!(place.found("roll-differences").await?["total"], 0);
        place.platform.stop().await;
        Ok(())
    }
}
