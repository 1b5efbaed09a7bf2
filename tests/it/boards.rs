//! The daily board of a stock that was published: An Giang, 2020, 832 = 614 learners + 218 social objects, 31 women
//! of whom 20 are learners ("hiện", without a day). How learners divide into compulsory and voluntary is invented.

use tests::in_both_modes;

in_both_modes!(an_giangs_stock_shows_on_the_board);

mod bodies {
    use anyhow::{Result, ensure};
    use serde_json::{Value, json};
    use tests::{Mode, id_of, start};

    const AN_GIANG: &str = "89";
    const COMMUNE: &str = "30280";
    /// Basis, how many, and how many of them are women.
    const STOCK: [(&str, usize, usize); 3] =
        [("court_decision", 560, 15), ("voluntary", 54, 5), ("social_object", 218, 11)];

    pub async fn an_giangs_stock_shows_on_the_board(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = tests::sign_in(&platform, "tinh");
        let place = json!({
            "name": "Cơ sở Tư vấn và Điều trị cai nghiện", "kind": "multi_function", "province_code": AN_GIANG,
            "capacity": 700, "opened_on": "2010-01-01",
        });
        let place = id_of(&officer.post("facility", "/v1/facilities", &place, None).await?)?;
        for (basis, heads, women) in STOCK {
            for from in (0..heads).step_by(500) {
                let numbers = from..heads.min(from + 500);
                let people = numbers.clone().map(|number| {
                    let sex = if number < women { "female" } else { "male" };
                    json!({
                        "name": "Nguyễn Thị Lụa", "sex": sex, "birth": { "year": 1970 + number % 30 },
                        "commune_code": COMMUNE, "occurred_on": "2019-01-10",
                    })
                });
                let body = json!({ "items": people.collect::<Vec<_>>() });
                let registered: Value = officer.post("registry", "/v1/persons/batch", &body, None).await?;
                ensure!(registered["refused"] == 0, "{registered}");
                platform.settle().await?;
                let stays = registered["results"].as_array().into_iter().flatten().map(|person| {
                    json!({
                        "person_id": person["id"], "facility_id": place, "basis": basis, "occurred_on": "2020-06-01",
                        "decision_number": "1/QĐ-TA",
                    })
                });
                let body = json!({ "items": stays.collect::<Vec<_>>() });
                let admitted: Value = officer.post("facility", "/v1/admissions/batch", &body, None).await?;
                ensure!(admitted["refused"] == 0, "{admitted}");
            }
        }
        let path = format!("/v1/facilities/{place}/headcount?on=2020-12-31");
        let board: Value = officer.get("facility", &path).await?;
        let of = |category: &str, sex: &str| board["by_sex"][category][sex].as_i64().unwrap_or(0);
        ensure!(board["closing"] == 832, "{board}");
        let learners = ["compulsory", "voluntary"].map(|category| of(category, "male") + of(category, "female"));
        ensure!(learners.iter().sum::<i64>() == 614, "{board}");
        ensure!(board["categories"]["social_object"]["closing"] == 218, "{board}");
        ensure!(board["sexes"]["female"]["closing"] == 31, "{board}");
        ensure!(of("compulsory", "female") + of("voluntary", "female") == 20, "{board}");
        platform.stop().await;
        Ok(())
    }
}
