//! The register in depth: search, names and numbers, merges, files on their way; in both modes.

use tests::in_both_modes;

in_both_modes!(
    people_are_found_however_their_names_are_typed,
    a_cmnd_and_the_cccd_that_replaced_it_find_one_person,
    a_merge_is_one_person_until_it_is_undone,
    a_file_moves_when_the_new_commune_accepts_it,
    possible_duplicates_are_shown_with_reasons,
    a_summary_is_kept_and_read_back,
);

mod bodies {
    use anyhow::{Context as _, Result};
    use serde_json::{Value, json};
    use tests::{COMMUNE, Mode, Platform, id_of, register, sign_in, start};

    use platform::remote::Remote;

    async fn search(remote: &Remote, query: Value) -> Result<Value> {
        remote.post("registry", "/v1/persons/search", &query, None).await
    }

    fn names(answer: &Value) -> Vec<String> {
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    async fn found(remote: &Remote, q: &str) -> Result<Vec<String>> {
        Ok(names(&search(remote, json!({ "q": q })).await?))
    }

    pub async fn people_are_found_however_their_names_are_typed(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        for (name, year) in [
            ("Nguyễn Văn Đức", 1992),
            ("Nguyễn Văn Dục", 1990),
            ("Trần Thị Thủy", 1985),
            ("Lê Hoà Bình", 1979),
            ("Phạm An", 1970),
            ("Võ Ân", 1971),
        ] {
            register(&officer, name, year).await?;
        }
        // Without marks both answer; with marks the one that has them comes first.
        assert_eq!(found(&officer, "nguyen duc").await?, ["Nguyễn Văn Dục", "Nguyễn Văn Đức"]);
        assert_eq!(found(&officer, "đức nguyễn").await?, ["Nguyễn Văn Đức", "Nguyễn Văn Dục"]);
        assert_eq!(found(&officer, "nguyen van duc 1992").await?, ["Nguyễn Văn Đức"]);
        assert_eq!(found(&officer, "thuỷ").await?, ["Trần Thị Thủy"], "the tone may stand elsewhere");
        assert_eq!(found(&officer, "hòa bình").await?, ["Lê Hoà Bình"]);
        assert_eq!(found(&officer, "nguyeenx van ddwcs").await?, ["Nguyễn Văn Đức", "Nguyễn Văn Dục"], "Telex");
        let near = search(&officer, json!({ "q": "nguyne van duc" })).await?;
        assert_eq!((names(&near).len(), near["near"].as_bool()), (2, Some(true)));
        assert_eq!(found(&officer, "xyz").await?, Vec::<String>::new());
        // By given name, in the order of the Vietnamese alphabet, page by page.
        let mut all = Vec::new();
        let mut cursor = Value::Null;
        loop {
            let page = search(&officer, json!({ "limit": 2, "cursor": cursor })).await?;
            assert_eq!(page["total"], 6);
            all.extend(names(&page));
            if page["next"].is_null() {
                break;
            }
            cursor = page["next"].clone();
        }
        all.truncate(6);
        let expected = ["Phạm An", "Võ Ân", "Lê Hoà Bình", "Nguyễn Văn Dục", "Nguyễn Văn Đức", "Trần Thị Thủy"];
        assert_eq!(all, expected);
        platform.stop().await;
        Ok(())
    }

    async fn register_with_number(remote: &Remote, name: &str, number: &str) -> Result<String> {
        let body = json!({
            "name": name, "sex": "male", "birth": { "year": 1992 }, "commune_code": COMMUNE,
            "occurred_on": "2018-01-15", "official_number": number,
        });
        id_of(&remote.post("registry", "/v1/persons", &body, None).await?)
    }

    async fn patch(platform: &Platform, remote: &Remote, id: &str, body: &Value) -> Result<Value> {
        let before: Value = remote.get("registry", &format!("/v1/persons/{id}")).await?;
        let url = format!("{}/api/registry/v1/persons/{id}", platform.running.base_url());
        let answer = reqwest::Client::new()
            .patch(url)
            .bearer_auth(remote.token().await?)
            .header("If-Match", format!("\"{}\"", before["version"]))
            .json(body)
            .send()
            .await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    pub async fn a_cmnd_and_the_cccd_that_replaced_it_find_one_person(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let person = register_with_number(&officer, "Nguyễn Văn Đức", "341234567").await?;
        let change = json!({ "official_number": "087092123456", "reason": "đổi CCCD", "occurred_on": "2020-01-01" });
        let detail = patch(&platform, &officer, &person, &change).await?;
        assert_eq!(detail["numbers"].as_array().map(Vec::len), Some(2));
        for number in ["341234567", "087 092 123 456"] {
            assert_eq!(found(&officer, number).await?, ["Nguyễn Văn Đức"], "{number}");
        }
        let taken = register_with_number(&officer, "Người Khác", "341234567").await.err().context("it is refused")?;
        assert!(taken.to_string().contains("422"), "{taken}");
        // A slip within one kind is corrected, not kept beside.
        let slip = json!({ "official_number": "087092123457", "reason": "gõ nhầm", "occurred_on": "2020-01-02" });
        let detail = patch(&platform, &officer, &person, &slip).await?;
        assert_eq!(detail["numbers"].as_array().map(Vec::len), Some(2));
        assert!(found(&officer, "087092123456").await?.is_empty());
        platform.stop().await;
        Ok(())
    }

    pub async fn a_merge_is_one_person_until_it_is_undone(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let one = register(&officer, "Nguyễn Văn Đức", 1992).await?;
        let other = register(&officer, "Nguyễn Văn Dức", 1992).await?;
        let merge = json!({ "into": one, "occurred_on": "2020-01-01", "reason": "cùng CCCD, gia đình xác nhận" });
        let _: Value = officer.post("registry", &format!("/v1/persons/{other}/merge"), &merge, None).await?;
        assert_eq!(found(&officer, "nguyen van duc").await?, ["Nguyễn Văn Đức"], "found once, under either name");
        assert_eq!(found(&officer, "dức").await?, ["Nguyễn Văn Đức"]);
        let detail: Value = officer.get("registry", &format!("/v1/persons/{one}")).await?;
        assert_eq!(detail["files"].as_array().map(Vec::len), Some(2), "both histories");
        assert_eq!(detail["merged"][0]["name"], "Nguyễn Văn Dức");
        let refused = json!({ "occurred_on": "2020-02-01", "result": "addicted", "determiner": "Trạm y tế" });
        let path = format!("/v1/persons/{other}/determinations");
        let refused =
            officer.post::<Value>("registry", &path, &refused, None).await.err().context("it is refused")?.to_string();
        assert!(refused.contains("409"), "{refused}");

        let undo = json!({ "occurred_on": "2020-03-01", "reason": "hai người khác nhau", "not_same": true });
        let _: Value = officer.post("registry", &format!("/v1/persons/{other}/unmerge"), &undo, None).await?;
        assert_eq!(found(&officer, "nguyen van duc").await?.len(), 2);
        let detail: Value = officer.get("registry", &format!("/v1/persons/{one}")).await?;
        assert_eq!(detail["files"].as_array().map(Vec::len), Some(1));
        assert!(detail["merges"][0]["undone_at"].is_string(), "the merge stays on record");
        platform.stop().await;
        Ok(())
    }

    pub async fn a_file_moves_when_the_new_commune_accepts_it(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let person = register(&officer, "Nguyễn Văn Đức", 1992).await?;
        let detail: Value = officer.get("registry", &format!("/v1/persons/{person}")).await?;
        let file = detail["files"][0]["id"].as_str().unwrap_or_default().to_owned();
        let send = json!({ "to_commune_code": "29872", "moved_on": "2019-03-01" });
        let path = format!("/v1/files/{file}/transfers");
        let transfer = id_of(&officer.post("registry", &path, &send, None).await?)?;
        let again =
            officer.post::<Value>("registry", &path, &send, None).await.err().context("it is refused")?.to_string();
        assert!(again.contains("409"), "{again}");
        let waiting: Value = officer.get("registry", "/v1/transfers").await?;
        assert_eq!(waiting["total"], 1);
        let answer = json!({ "state": "accepted" });
        let _: Value = officer.post("registry", &format!("/v1/transfers/{transfer}/answer"), &answer, None).await?;
        let detail: Value = officer.get("registry", &format!("/v1/persons/{person}")).await?;
        assert_eq!(detail["commune_code"], "29872");
        let changes: Vec<&str> = detail["file_history"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|change| change["change"].as_str())
            .collect();
        assert_eq!(changes, ["opened", "transferred"]);
        platform.settle().await?;
        platform.stop().await;
        Ok(())
    }

    pub async fn possible_duplicates_are_shown_with_reasons(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let operator = sign_in(&platform, "vanhanh");
        let _ = register_with_number(&officer, "Trương Bảo Khánh", "087092123456").await?;
        let body = json!({
            "name": "Truong Bao Khanh", "sex": "male", "birth": { "date": "1992-07-15", "year": 1992 },
            "commune_code": COMMUNE, "occurred_on": "2018-01-16",
        });
        let check = json!({ "name": body["name"], "birth": body["birth"], "commune_code": COMMUNE });
        let alike: Value = officer.post("registry", "/v1/duplicates/check", &check, None).await?;
        assert_eq!(alike["items"][0]["person"]["name"], "Trương Bảo Khánh");
        assert!(alike["items"][0]["reasons"].as_array().is_some_and(|reasons| reasons.len() > 1));

        let _: Value = officer.post("registry", "/v1/persons", &body, None).await?;
        let _: Value = operator.post("registry", "/v1/duplicates/scan", &json!({}), None).await?;
        let progress = loop {
            let progress: Value = operator.get("registry", "/v1/duplicates/scan").await?;
            if !progress["finished_at"].is_null() {
                break progress;
            }
            tokio::task::yield_now().await;
        };
        assert_eq!((progress["phase"].as_str(), progress["persons"].as_u64()), (Some("done"), Some(2)));
        let pairs: Value = officer.get("registry", "/v1/duplicates").await?;
        assert_eq!(pairs["total"], 1);
        let path = format!("/v1/duplicates/{}/not-same", pairs["items"][0]["id"].as_str().unwrap_or_default());
        let _: Value = officer.post("registry", &path, &json!({ "reason": "hai người khác nhau" }), None).await?;
        let left: Value = officer.get("registry", "/v1/duplicates").await?;
        assert_eq!(left["total"], 0, "a decision is remembered");
        platform.stop().await;
        Ok(())
    }

    pub async fn a_summary_is_kept_and_read_back(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = sign_in(&platform, "dongthap");
        let person = register(&officer, "Nguyễn Văn Đức", 1992).await?;
        let url = format!("{}/api/registry/v1/persons/{person}/summary", platform.running.base_url());
        let put = |version: i64, body: Value| {
            let url = url.clone();
            let officer = &officer;
            async move {
                let request = reqwest::Client::new().put(url).bearer_auth(officer.token().await?);
                let request = request.header("If-Match", format!("\"{version}\"")).json(&body);
                anyhow::Ok(request.send().await?.status().as_u16())
            }
        };
        let summary = json!({
            "home_town": "Tam Nông, Đồng Tháp", "ethnicity": "kinh", "schooling": "lower_secondary",
            "father": { "name": "Nguyễn Văn Ba" }, "drugs": ["amphetamine"], "route": "inhaling",
            "frequency": { "times": 2, "period": "week" }, "first_use": "2015-03",
            "earlier_rehabilitations": [{ "form": "home", "year": 2016 }],
        });
        assert_eq!(put(0, summary.clone()).await?, 200);
        assert_eq!(put(0, summary.clone()).await?, 412, "somebody wrote it meanwhile");
        assert_eq!(put(1, json!({ "nationality": "Việt" })).await?, 422);
        let read: Value = officer.get("registry", &format!("/v1/persons/{person}/summary")).await?;
        assert_eq!(
            (&read["father"], &read["first_use"]),
            (&json!({ "name": "Nguyễn Văn Ba", "official_number": null }), &json!("2015-03"))
        );
        let detail: Value = officer.get("registry", &format!("/v1/persons/{person}")).await?;
        assert_eq!(detail["attempts"], 1, "what was declared counts");
        platform.stop().await;
        Ok(())
    }
}
