//! Who went home and was lost sight of: not come to the commune, or not taken over by it.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::codes::{FacilityKind, ResidentCategory};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::law::clock::VIETNAM;
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::labels::ArticleView;
use web::{Caller, Problem, Right, Scope};

use super::lines::PageOf;
use super::quality::Asked;
use crate::domain::returns::{self, Found, Handed, HandoverStep, ReturnFinding};
use crate::store;
use crate::store::lines::Model;

/// How far back a list looks, in days.
const BACK: u64 = 365;

/// Persons who went home within a year and were lost sight of, page by page.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Lost {
    /// In all.
    pub total: u64,
    pub not_arrived: u64,
    pub unacknowledged: u64,
    /// Released first in front.
    pub items: Vec<LostView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LostView {
    pub finding: ReturnFinding,
    pub vi: String,
    pub en: String,
    pub admission_id: AdmissionId,
    /// Whom the record stands for.
    pub person_id: PersonId,
    pub facility_id: Option<FacilityId>,
    pub released_on: NaiveDate,
    /// The last day within the limit, and the article that sets it.
    pub due_on: NaiveDate,
    pub article: ArticleView,
    /// Until today, or until the arrival.
    pub days_since_release: i64,
    /// Where the last hand-over stands; absent where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<HandoverStep>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_commune_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_province_code: Option<String>,
}

/// Those released from the facilities of a province.
pub async fn list_lost(context: &Context, caller: &Caller, asked: Asked, page: PageOf) -> Result<Lost, Problem> {
    Scope::require(caller.scope_of(Right::ReadReports).covers_area(&[&asked.province]))?;
    let now = asked.known_at.unwrap_or_else(|| context.now());
    let today = now.with_timezone(&VIETNAM).date_naive();
    let since = today.checked_sub_days(Days::new(BACK)).unwrap_or(today);
    let db = &context.db;
    let released = store::lines::terms_ended(db, &asked.province, since, asked.known_at).await?;
    let learners = [ResidentCategory::Compulsory, ResidentCategory::Voluntary].map(ResidentCategory::as_str);
    let released: Vec<Model> = released.into_iter().filter(|line| learners.contains(&line.category.as_str())).collect();
    let stays = released.iter().filter_map(|line| line.measure_id);
    let mut steps = store::handovers::of(db, stays, asked.known_at).await?;
    let records: BTreeSet<uuid::Uuid> = released.iter().filter_map(|line| line.counted_id).collect();
    let stands_for = store::person_links::roots_of(db, records.iter().copied(), asked.known_at).await?;
    let everyone = records.iter().copied().chain(stands_for.values().copied());
    let admitted = store::lines::last_admitted(db, everyone, asked.known_at).await?;
    let mut found = Vec::new();
    for line in released {
        let (Some(stay), Some(record)) = (line.measure_id, line.counted_id) else { continue };
        let person = *stands_for.get(&record).unwrap_or(&record);
        // Who was admitted again is awaited by no commune.
        let again = [record, person].iter().any(|who| admitted.get(who).is_some_and(|on| *on >= line.occurred_on));
        let handed = returns::handed(steps.remove(&stay).unwrap_or_default());
        if !again && let Some(one) = find(&line, handed.as_ref(), now) {
            found.push(view(&line, AdmissionId(stay), PersonId(person), one, handed));
        }
    }
    let count = |finding| u64::try_from(found.iter().filter(|one| one.finding == finding).count()).unwrap_or(0);
    let (not_arrived, unacknowledged) = (count(ReturnFinding::NotArrived), count(ReturnFinding::Unacknowledged));
    let Page { items, total, next } = page.cut(found);
    Ok(Lost { total, not_arrived, unacknowledged, items, next })
}

fn find(line: &Model, handed: Option<&Handed>, now: DateTime<Utc>) -> Option<Found> {
    let from: FacilityKind = line.facility_kind.as_deref()?.parse().ok()?;
    returns::found(line.occurred_on, from, handed, now.with_timezone(&VIETNAM))
}

fn view(line: &Model, stay: AdmissionId, person: PersonId, found: Found, handed: Option<Handed>) -> LostView {
    let Found { finding, due_on, article, days_since_release } = found;
    let handover = handed.as_ref().map(|handed| handed.step);
    let (to_commune_code, to_province_code) = handed.map(|to| (to.commune_code, to.province_code)).unzip();
    LostView {
        finding,
        vi: finding.vi().to_owned(),
        en: finding.en().to_owned(),
        admission_id: stay,
        person_id: person,
        facility_id: line.facility_id.map(FacilityId),
        released_on: line.occurred_on,
        due_on,
        article: article.into(),
        days_since_release,
        handover,
        to_commune_code,
        to_province_code,
    }
}
