//! Hà Nội, 2016 – 6/2020: 14,333 file holders becoming 12,917, and nine targets.

use anyhow::{Context as _, Result, ensure};
use chrono::{Days, NaiveDate};
use domain::codes::{AdmissionBasis, Sex};
use domain::places;
use serde_json::{Value, json};
use uuid::Uuid;

use super::people::{People, spread};
use super::player::{Player, Stay};
use super::scenario::HaNoi;

pub async fn play(player: &Player<'_>, scenario: &HaNoi) -> Result<()> {
    let mut facilities = Vec::new();
    for facility in &scenario.facilities {
        facilities.push(player.facility(facility).await?);
    }
    let people = register(player, scenario).await?;
    player.settle("đợi các dịch vụ biết người").await?;

    let rounds = rounds(scenario);
    player.stays(&people, &facilities, &rounds).await?;
    community(player, scenario, &people).await?;
    player.settle("đợi quản lý sau cai mở").await?;
    removals(player, scenario, &people).await?;
    vocational(player, scenario, &people).await?;
    jobs_and_loans(player, scenario).await?;
    staff(player, scenario).await?;
    targets(player, scenario).await?;
    player.stated(&scenario.stated).await
}

async fn register(player: &Player<'_>, scenario: &HaNoi) -> Result<Vec<Uuid>> {
    let opened = NaiveDate::from_ymd_opt(2012, 1, 1).unwrap_or_default();
    let last = NaiveDate::from_ymd_opt(2015, 12, 31).unwrap_or_default();
    let count = scenario.file_holders.opening;
    let mut people = People::of(&scenario.frame.province_code, scenario.frame.from, 1);
    let registrations: Vec<_> = (0..count)
        .map(|n| {
            let sex = if n % 25 == 24 { Sex::Female } else { Sex::Male };
            let birth = people.birth(19 + n as i32 % 40, last);
            people.make(sex, birth, spread(opened, last, n, count))
        })
        .collect();
    player.register(&registrations).await
}

/// The stays in two rounds: the first half of the period and the second, so that nobody is in two places.
/// Persons are numbered through: compulsory first, then voluntary; who is left over comes a second time.
fn rounds(scenario: &HaNoi) -> Vec<Vec<Stay>> {
    let (from, to) = (scenario.frame.from, scenario.frame.to);
    let half = NaiveDate::from_ymd_opt(2018, 3, 31).unwrap_or(to);
    let compulsory = scenario.result("compulsory");
    let public = scenario.result("voluntary_public_facility");
    let private = scenario.result("voluntary_private_facility");
    let kinds = (0..compulsory)
        .map(|n| (n % 2, AdmissionBasis::CourtDecision, 365))
        .chain((0..public).map(|n| (n % 2, AdmissionBasis::Voluntary, 183)))
        .chain((0..private).map(|_| (2, AdmissionBasis::Voluntary, 183)));
    let holders = scenario.file_holders.opening;
    let mut rounds = vec![Vec::new(), Vec::new()];
    for (n, (facility, basis, days)) in kinds.enumerate() {
        let second = n >= holders;
        // A first stay lies in the first half and ends before the second half begins.
        let (first_day, last_day) = if second { (half, to) } else { (from, half) };
        let latest = last_day.checked_sub_days(Days::new(days)).unwrap_or(last_day);
        let admitted = spread(first_day.succ_opt().unwrap_or(first_day), latest, n % 1500, 1500);
        let released = admitted.checked_add_days(Days::new(days));
        // Those released from compulsory treatment stay in aftercare, where jobs and loans find them.
        let person = if second { compulsory + n - holders } else { n };
        rounds[usize::from(second)].push(Stay { person, facility, basis, from: admitted, to: released });
    }
    rounds
}

/// Treatment in the community for people who have no second stay.
async fn community(player: &Player<'_>, scenario: &HaNoi, people: &[Uuid]) -> Result<()> {
    let frame = &scenario.frame;
    let count = scenario.result("home_community");
    let half = NaiveDate::from_ymd_opt(2018, 5, 1).unwrap_or(frame.to);
    let communes = places::communes_of(&frame.province_code, frame.from);
    let taken = scenario.result("compulsory") + rounds(scenario)[1].len();
    let items: Vec<_> = (0..count)
        .map(|n| {
            let begun = spread(half, NaiveDate::from_ymd_opt(2019, 12, 1).unwrap_or(frame.to), n, count);
            let done = begun.checked_add_days(Days::new(183)).filter(|day| *day <= frame.to);
            (people[taken + n], communes[n % communes.len()].code.to_owned(), begun, done)
        })
        .collect();
    player.treatments(&items).await
}

/// People who leave the list: not those who come a second time or are treated in the community.
async fn removals(player: &Player<'_>, scenario: &HaNoi, people: &[Uuid]) -> Result<()> {
    let frame = &scenario.frame;
    let count = scenario.file_holders.opening - scenario.file_holders.closing;
    let leaving = &people[people.len() - count..];
    let reasons = ["no_longer_using", "moved_away", "imprisoned", "died"];
    let start = NaiveDate::from_ymd_opt(2018, 6, 1).unwrap_or(frame.from);
    let closures: Vec<Value> = leaving
        .iter()
        .enumerate()
        .map(|(n, person)| {
            json!({ "person_id": person, "reason": reasons[n % reasons.len()], "occurred_on": spread(start, frame.to, n, count) })
        })
        .collect();
    player.batch("đưa khỏi danh sách", "registry", "/v1/files/closures/batch", &closures).await?;
    Ok(())
}

/// Vocational courses for residents in compulsory treatment.
async fn vocational(player: &Player<'_>, scenario: &HaNoi, people: &[Uuid]) -> Result<()> {
    let frame = &scenario.frame;
    let residents = &people[..scenario.result("vocational_compulsory")];
    let held_on = NaiveDate::from_ymd_opt(2018, 4, 16).unwrap_or(frame.to);
    let classes = residents.chunks(500).map(|class| {
        class.iter().map(|person| json!({ "kind": "resident", "person_id": person, "certified": true })).collect()
    });
    for (n, class) in classes.enumerate() {
        course(player, &format!("Dạy nghề, khóa {}", n + 1), "resident", held_on, class).await?;
    }
    Ok(())
}

async fn course(
    player: &Player<'_>,
    title: &str,
    audience: &str,
    held_on: NaiveDate,
    participants: Vec<Value>,
) -> Result<()> {
    let body = json!({
        "title": title, "audience": audience, "province_code": player.frame.province_code, "occurred_on": held_on,
        "seats": participants.len(),
    });
    let id = player.one(title, "training", "/v1/courses", &body).await?;
    let list = json!({ "occurred_on": held_on, "participants": participants });
    player.one_of(&format!("điểm danh {title}"), "training", &format!("/v1/courses/{id}/attendances"), &list).await
}

/// Jobs and loans for people in aftercare, through every state of the referral.
async fn jobs_and_loans(player: &Player<'_>, scenario: &HaNoi) -> Result<()> {
    let count = scenario.result("capital_and_jobs");
    let page: Value = player.remote.get("aftercare", &format!("/v1/cases?open=true&limit={count}")).await?;
    let cases = page["items"].as_array().cloned().unwrap_or_default();
    ensure!(cases.len() == count, "{} aftercare cases for {count} referrals", cases.len());
    let drafts: Vec<Value> = cases
        .iter()
        .enumerate()
        .map(|(n, case)| {
            let loan = n % 2 == 0;
            json!({
                "case_id": case["id"], "kind": if loan { "loan" } else { "job" },
                "partner": if loan { "Ngân hàng Chính sách xã hội" } else { "Trung tâm Dịch vụ việc làm Hà Nội" },
                "occurred_on": case["opened_on"], "consent_on": case["opened_on"],
                "amount": loan.then_some(20_000_000),
            })
        })
        .collect();
    let ids = player.batch("giới thiệu việc làm, vay vốn", "aftercare", "/v1/referrals/batch", &drafts).await?;
    for state in ["sent", "received", "accepted", "in_progress", "done"] {
        let moves: Vec<Value> = ids
            .iter()
            .zip(&cases)
            .map(|(id, case)| json!({ "referral_id": id, "to": state, "occurred_on": case["opened_on"] }))
            .collect();
        player.batch(&format!("giới thiệu: {state}"), "aftercare", "/v1/transitions/batch", &moves).await?;
    }
    Ok(())
}

/// Staff courses, and the seats planned for the second half of 2020.
async fn staff(player: &Player<'_>, scenario: &HaNoi) -> Result<()> {
    let frame = &scenario.frame;
    let held_on = NaiveDate::from_ymd_opt(2019, 9, 16).unwrap_or(frame.to);
    for (audience, indicator, title) in [
        ("facility_staff", "facility_counsellors_certified", "Tư vấn và điều trị nghiện cho cán bộ cơ sở"),
        ("community_staff", "community_staff_trained", "Kiến thức cơ bản về điều trị nghiện"),
    ] {
        let count = scenario.result(indicator);
        let roster = vec![json!({ "audience": audience, "province_code": frame.province_code }); count];
        let ids =
            player.batch(&format!("danh sách cán bộ: {audience}"), "training", "/v1/staff/batch", &roster).await?;
        for (n, class) in ids.chunks(400).enumerate() {
            let list = class.iter().map(|id| json!({ "kind": "staff", "staff_id": id, "certified": true })).collect();
            course(player, &format!("{title}, lớp {}", n + 1), audience, held_on, list).await?;
        }
    }
    let trained = scenario.result("community_staff_trained");
    let planned =
        scenario.result("community_staff_trained_expected_end_2020").checked_sub(trained).context("planned seats")?;
    let body = json!({
        "title": "Kiến thức cơ bản về điều trị nghiện, kế hoạch 6 tháng cuối năm 2020", "audience": "community_staff",
        "province_code": frame.province_code, "occurred_on": "2020-09-01", "seats": planned,
    });
    player.one("lớp kế hoạch", "training", "/v1/courses", &body).await?;
    Ok(())
}

async fn targets(player: &Player<'_>, scenario: &HaNoi) -> Result<()> {
    let frame = &scenario.frame;
    let items: Vec<Value> = scenario
        .targets
        .iter()
        .enumerate()
        .map(|(position, target)| {
            json!({
                "indicator": target.indicator, "province_code": frame.province_code, "from": frame.from, "to": frame.to,
                "value": target.target, "printed_percent": target.printed_percent, "expected_until": target.expected_until,
                "source": frame.source, "position": position,
            })
        })
        .collect();
    player.batch("chỉ tiêu kế hoạch", "reporting", "/v1/targets/batch", &items).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::scenario::load;
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn nobody_is_in_two_places() {
        let (.., scenario) = load().unwrap();
        let mut until: HashMap<usize, NaiveDate> = HashMap::new();
        for stay in rounds(&scenario).into_iter().flatten() {
            let released = stay.to.unwrap();
            assert!(released <= scenario.frame.to);
            assert!(until.insert(stay.person, released).is_none_or(|before| before < stay.from));
        }
    }

    #[test]
    fn the_stays_give_the_published_intakes() {
        let (.., scenario) = load().unwrap();
        assert_eq!(rounds(&scenario).iter().map(Vec::len).sum::<usize>(), 3704 + 10_011 + 4183);
    }
}
