//! Officers of two communes of one province, staff of two facilities: each sees their own people only.

use tests::in_both_modes;

in_both_modes!(
    a_commune_officer_can_neither_find_nor_change_the_neighbours_people,
    a_hand_over_is_the_receiving_communes_alone,
    staff_of_a_facility_see_who_lives_there_and_nobody_else,
);

mod bodies {
    use anyhow::Result;
    use reqwest::StatusCode;
    use serde_json::{Value, json};
    use tests::{COMMUNE, Mode, id_of, start};

    use super::super::client::{Request, Visitor, make_account};
    use super::super::world;

    const NEIGHBOUR: &str = "29872";
    const NUMBER: &str = "087090000017";

    fn register(commune: &str, number: &str) -> Request {
        let mut body = world::person("Lê Văn Láng");
        body["commune_code"] = json!(commune);
        body["official_number"] = json!(number);
        Request::post("/api/registry/v1/persons", body)
    }

    fn correct(person: &str, change: (&str, Value)) -> Request {
        let mut body = json!({ "reason": "Sửa", "occurred_on": "2019-06-01" });
        body[change.0] = change.1;
        Request::patch(&format!("/api/registry/v1/persons/{person}"), "\"1\"", body)
    }

    async fn found(visitor: &Visitor, q: &str) -> Result<Value> {
        let page = visitor.succeed(Request::post("/api/registry/v1/persons/search", json!({ "q": q }))).await?;
        Ok(page["total"].clone())
    }

    async fn named(visitor: &Visitor, person: &str) -> Result<usize> {
        let body = json!({ "ids": [person], "purpose": "facility_board" });
        let names = visitor.succeed(Request::post("/api/registry/v1/persons/names", body)).await?;
        Ok(names.as_array().map_or(0, Vec::len))
    }

    pub async fn a_commune_officer_can_neither_find_nor_change_the_neighbours_people(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = |name: &'static str, area: &'static str| {
            make_account(&platform, name, json!([{ "role": "commune_officer", "area": area }]))
        };
        let (here, there) = (officer("xa-nay", COMMUNE).await?, officer("xa-kia", NEIGHBOUR).await?);
        let person = id_of(&there.succeed(register(NEIGHBOUR, NUMBER)).await?)?;
        let detail = Request::get(&format!("/api/registry/v1/persons/{person}"));
        let before = there.succeed(Request::get(&detail.path)).await?;
        let code = before["file_code"].as_str().unwrap_or_default();

        for q in ["Lê Văn Láng", "lang", code, NUMBER] {
            assert_eq!(found(&there, q).await?, 1, "{q} finds the person in their own commune");
            assert_eq!(found(&here, q).await?, 0, "{q} finds the neighbour's person");
        }
        assert_eq!((named(&there, &person).await?, named(&here, &person).await?), (1, 0));
        assert_eq!(here.succeed(Request::get("/api/registry/v1/persons")).await?["total"], 0);
        let filtered = Request::get(&format!("/api/registry/v1/persons?commune_code={NEIGHBOUR}"));
        assert_eq!(here.succeed(filtered).await?["total"], 0);

        let day = json!({ "occurred_on": "2019-06-01" });
        let closure = json!({ "person_id": person, "reason": "died", "occurred_on": "2019-06-01" });
        let own = id_of(&here.succeed(register(COMMUNE, "087090000018")).await?)?;
        for (request, expected) in [
            (detail, StatusCode::NOT_FOUND),
            (correct(&person, ("name", json!("Ai Khác"))), StatusCode::NOT_FOUND),
            (correct(&person, ("commune_code", json!(COMMUNE))), StatusCode::NOT_FOUND),
            (Request::post(&format!("/api/registry/v1/persons/{person}/dossiers"), day), StatusCode::NOT_FOUND),
            (Request::post("/api/registry/v1/files/closures", closure), StatusCode::UNPROCESSABLE_ENTITY),
            (register(NEIGHBOUR, "087090000019"), StatusCode::FORBIDDEN),
            (correct(&own, ("commune_code", json!(NEIGHBOUR))), StatusCode::FORBIDDEN),
        ] {
            let answer = here.send(&request).await?;
            assert_eq!(answer.status, expected, "{request}: {}", answer.text);
            assert!(!answer.text.contains("Láng"), "{request}: {}", answer.text);
        }
        let taken = here.send(&register(COMMUNE, NUMBER)).await?;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!taken.text.contains(&person) && !taken.text.contains(code), "says by whom: {}", taken.text);

        let after = there.succeed(Request::get(&format!("/api/registry/v1/persons/{person}"))).await?;
        assert_eq!(after, before);
        let corrected = there.send(&correct(&person, ("name", json!("Lê Văn Lãng")))).await?;
        assert_eq!(corrected.status, StatusCode::OK, "{}", corrected.text);
        assert_eq!(corrected.etag.as_deref(), Some("\"2\""));
        platform.stop().await;
        Ok(())
    }

    pub async fn a_hand_over_is_the_receiving_communes_alone(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let province = Visitor::sign_in(&platform, "dongthap").await?;
        let create = async |path: &str, body: Value| id_of(&province.succeed(Request::post(path, body)).await?);
        let place = create("/api/facility/v1/facilities", world::facility_named("Một")).await?;
        let person = create("/api/registry/v1/persons", world::person("Lê Văn Về")).await?;
        platform.settle().await?;
        let stay = create("/api/facility/v1/admissions", world::admission(&person, &place)).await?;
        create("/api/facility/v1/releases", world::release(&stay)).await?;
        let id = create("/api/facility/v1/handovers", world::hand_over(&stay)).await?;
        let officer = |name: &'static str, area: &'static str| {
            make_account(&platform, name, json!([{ "role": "commune_officer", "area": area }]))
        };
        let (here, there) = (officer("xa-nay", COMMUNE).await?, officer("xa-kia", NEIGHBOUR).await?);
        let staff = json!([{ "role": "facility_staff", "facility": place }]);
        let staff = make_account(&platform, "co-so", staff).await?;
        let listed = Request::get("/api/facility/v1/handovers/received?since=2019-01-01");
        let total =
            async |visitor: &Visitor| anyhow::Ok(visitor.succeed(Request::get(&listed.path)).await?["total"].clone());
        assert_eq!((total(&here).await?, total(&there).await?), (json!(1), json!(0)));
        let acknowledged = json!({ "state": "acknowledged", "occurred_on": "2019-12-20" });
        let answer = Request::post(&format!("/api/facility/v1/handovers/{id}/answer"), acknowledged);
        let arrival = json!({ "occurred_on": "2019-12-20" });
        let arrival = Request::post(&format!("/api/facility/v1/handovers/{id}/arrival"), arrival);
        for request in [&answer, &arrival] {
            assert_eq!(there.send(request).await?.status, StatusCode::NOT_FOUND, "{request}");
            // The facility hands over; what becomes of it is the commune's to say.
            assert_eq!(staff.send(request).await?.status, StatusCode::FORBIDDEN, "{request}");
            assert_eq!(here.send(request).await?.status, StatusCode::OK, "{request}");
        }
        let again = Request::post("/api/facility/v1/handovers", world::hand_over(&stay));
        assert_eq!(here.send(&again).await?.status, StatusCode::FORBIDDEN);
        assert_eq!(staff.send(&again).await?.status, StatusCode::CONFLICT);
        platform.stop().await;
        Ok(())
    }

    pub async fn staff_of_a_facility_see_who_lives_there_and_nobody_else(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let officer = Visitor::sign_in(&platform, "dongthap").await?;
        let create = async |path: &str, body: Value| id_of(&officer.succeed(Request::post(path, body)).await?);
        let one = create("/api/facility/v1/facilities", world::facility_named("Một")).await?;
        let two = create("/api/facility/v1/facilities", world::facility_named("Hai")).await?;
        let resident = create("/api/registry/v1/persons", world::person("Lê Văn Trong")).await?;
        let outside = create("/api/registry/v1/persons", world::person("Lê Văn Ngoài")).await?;
        platform.settle().await?;
        create("/api/facility/v1/admissions", world::admission(&resident, &one)).await?;
        platform.settle().await?;
        let staff = |name: &'static str, facility: String| {
            make_account(&platform, name, json!([{ "role": "facility_staff", "facility": facility }]))
        };
        let (of_one, of_two) = (staff("mot", one).await?, staff("hai", two).await?);
        for (visitor, person, expected) in [
            (&of_one, &resident, StatusCode::OK),
            (&of_one, &outside, StatusCode::NOT_FOUND),
            (&of_two, &resident, StatusCode::NOT_FOUND),
        ] {
            let answer = visitor.send(&Request::get(&format!("/api/registry/v1/persons/{person}"))).await?;
            assert_eq!(answer.status, expected, "{}: {}", visitor.name, answer.text);
            let expected = usize::from(expected == StatusCode::OK);
            assert_eq!(named(visitor, person).await?, expected);
        }
        assert_eq!((found(&of_one, "le van").await?, found(&of_two, "le van").await?), (json!(1), json!(0)));
        platform.stop().await;
        Ok(())
    }
}
