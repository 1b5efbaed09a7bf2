//! Cao Bằng, 2017 – 6/2020: 508 intakes, 356 returned to the community, 95 in the community pilot, training,
//! outreach and funding.

use anyhow::{Context as _, Result};
use chrono::Days;
use domain::codes::{AdmissionBasis, FundingKind, Sex};
use domain::places;
use serde_json::{Value, json};
use uuid::Uuid;

use super::people::{People, spread};
use super::player::{Player, Stay};
use super::scenario::CaoBang;

pub async fn play(player: &Player<'_>, scenario: &CaoBang) -> Result<()> {
    let facility = player.facility(&scenario.facility).await?;
    let stays = stays(scenario);
    let total = stays.len() + scenario.community_pilot.persons;
    let before = scenario.frame.from.checked_sub_days(Days::new(30)).unwrap_or(scenario.frame.from);
    let mut people = People::of(&scenario.frame.province_code, scenario.frame.from, 4);
    let registrations: Vec<_> = (0..total)
        .map(|n| {
            let sex = if n % 20 == 19 { Sex::Female } else { Sex::Male };
            let birth = people.birth(20 + n as i32 % 35, scenario.frame.from);
            people.make(sex, birth, before)
        })
        .collect();
    let ids = player.register(&registrations).await?;
    player.settle("đợi các dịch vụ biết người").await?;
    player.stays(&ids, &[facility], std::slice::from_ref(&stays)).await?;
    pilot(player, scenario, &ids[stays.len()..]).await?;
    training(player, scenario).await?;
    outreach(player, scenario).await?;
    let funding: Vec<Value> = scenario
        .funding
        .iter()
        .map(|row| {
            json!({
                "province_code": scenario.frame.province_code, "year": row.year, "source": row.source,
                "kind": FundingKind::Investment, "amount": row.amount,
                "purpose": "Đầu tư nâng cấp cơ sở vật chất, trang thiết bị cơ sở cai nghiện",
            })
        })
        .collect();
    player.batch("kinh phí", "reporting", "/v1/funding/batch", &funding).await?;
    player.stated(&scenario.stated).await
}

fn stays(scenario: &CaoBang) -> Vec<Stay> {
    let flow = scenario.flow;
    let (from, to) = (scenario.frame.from, scenario.frame.to);
    let mut stays = Vec::new();
    for (count, released, basis, days) in [
        (flow.intakes.compulsory, flow.released.compulsory, AdmissionBasis::CourtDecision, 365),
        (flow.intakes.voluntary, flow.released.voluntary, AdmissionBasis::Voluntary, 183),
    ] {
        for n in 0..count {
            let admitted = spread(from, to, n, count);
            let due = admitted.checked_add_days(Days::new(days)).unwrap_or(to).min(to);
            let person = stays.len();
            stays.push(Stay { person, facility: 0, basis, from: admitted, to: (n < released).then_some(due) });
        }
    }
    stays
}

/// The pilot in communes of three districts.
async fn pilot(player: &Player<'_>, scenario: &CaoBang, people: &[Uuid]) -> Result<()> {
    let frame = &scenario.frame;
    let mut communes: Vec<&places::Unit> = Vec::new();
    for name in &scenario.community_pilot.districts {
        let districts = places::districts_of(&frame.province_code, frame.from);
        let district =
            districts.into_iter().find(|unit| unit.name == name).with_context(|| format!("district {name}"))?;
        communes.extend(places::communes_of(district.code, frame.from));
    }
    let items: Vec<_> = people
        .iter()
        .enumerate()
        .map(|(n, person)| {
            let begun = spread(frame.from, frame.to, n, people.len());
            let done = begun.checked_add_days(Days::new(183)).filter(|day| *day <= frame.to);
            (*person, communes[n % communes.len()].code.to_owned(), begun, done)
        })
        .collect();
    player.treatments(&items).await
}

/// Staff courses with the attendances only counted, as the report counts them.
async fn training(player: &Player<'_>, scenario: &CaoBang) -> Result<()> {
    const COURSES: i64 = 10;
    let frame = &scenario.frame;
    let heads = scenario.staff_trained / COURSES;
    for n in 0..COURSES {
        let step = usize::try_from(n).unwrap_or(0);
        let held_on = spread(frame.from, frame.to, step, 10);
        let course = json!({
            "title": format!("Tập huấn công tác cai nghiện, lớp {}", n + 1), "audience": "community_staff",
            "province_code": frame.province_code, "occurred_on": held_on, "seats": heads,
        });
        let id = player.one(&format!("lớp tập huấn {n}"), "training", "/v1/courses", &course).await?;
        let rest = if n == 0 { scenario.staff_trained % COURSES } else { 0 };
        let list = json!({ "occurred_on": held_on, "participants": [{ "kind": "counted", "heads": heads + rest }] });
        player
            .one_of(&format!("điểm danh lớp {n}"), "training", &format!("/v1/courses/{id}/attendances"), &list)
            .await?;
    }
    Ok(())
}

async fn outreach(player: &Player<'_>, scenario: &CaoBang) -> Result<()> {
    let frame = &scenario.frame;
    let campaign = json!({ "title": "Tuyên truyền phòng, chống ma túy", "province_code": frame.province_code, "occurred_on": frame.from });
    let id = player.one("đợt tuyên truyền", "training", "/v1/campaigns", &campaign).await?;
    let communes = places::communes_of(&frame.province_code, frame.from);
    let count = i64::try_from(scenario.outreach.communes).unwrap_or(1);
    let (each, rest) = (scenario.outreach.attendances / count, scenario.outreach.attendances % count);
    let last_day = chrono::NaiveDate::from_ymd_opt(2020, 2, 1).unwrap_or(frame.to);
    let activities: Vec<Value> = (0..count)
        .zip(&communes)
        .enumerate()
        .map(|(step, (n, commune))| {
            let held_on = spread(frame.from, last_day, step, scenario.outreach.communes);
            json!({ "commune_code": commune.code, "occurred_on": held_on, "attendances": each + i64::from(n < rest) })
        })
        .collect();
    player
        .batch("buổi tuyên truyền theo xã", "training", &format!("/v1/campaigns/{id}/activities/batch"), &activities)
        .await?;
    let given = &scenario.outreach;
    let materials: Vec<Value> = [("leaflet", given.leaflet), ("poster", given.poster), ("handbook", given.handbook)]
        .into_iter()
        .map(|(material, quantity)| json!({ "material": material, "quantity": quantity, "occurred_on": frame.from }))
        .collect();
    player.batch("tài liệu cấp phát", "training", &format!("/v1/campaigns/{id}/materials/batch"), &materials).await?;
    Ok(())
}
