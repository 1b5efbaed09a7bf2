//! Stays whose end the commune is to hear of, and notices that were given.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use domain::codes::release::NoticeState;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::paging::Page;
use domain::person::PersonSnapshot;
use domain::places::Place;
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use super::admissions::unknown_person;
use super::stays::{self, Reckoned};
use crate::domain::facility::Facility;
use crate::domain::notice::{self, Awaited, Give, Notice};
use crate::store;

/// Days ahead that a list looks, unless told.
const AHEAD: u64 = 30;
/// Stays read in one go.
const AT_ONCE: u64 = 2000;

/// A notice that was given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveNotice {
    pub admission_id: AdmissionId,
    /// The document's.
    pub number: String,
    pub occurred_on: NaiveDate,
    /// Five digits, valid on that day; the commune where the person is known to live when left out.
    #[serde(default)]
    pub commune_code: Option<String>,
}

/// Which stays to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListNotices {
    pub facility_id: Option<FacilityId>,
    pub state: Option<NoticeState>,
    /// Those whose notice is due within so many days; 30 unless told.
    pub ahead: Option<u64>,
    /// How many to pass over.
    pub cursor: Option<u64>,
    pub limit: Option<u64>,
}

/// A stay with the notice that its end asks for.
pub struct Ending {
    pub reckoned: Reckoned,
    pub awaited: Awaited,
    /// The last that was given, also of another end.
    pub last: Option<Notice>,
    /// Whom it is about, as far as known.
    pub person: Option<PersonSnapshot>,
}

/// The stays in scope whose notice is due soon, overdue or given, the earliest due first. Computed from the terms as
/// they stand, so a corrected one moves it.
pub async fn list(context: &Context, caller: &Caller, query: ListNotices) -> Result<Page<Ending>, Problem> {
    let today = context.today();
    let until = today.checked_add_days(Days::new(query.ahead.unwrap_or(AHEAD))).unwrap_or(today);
    let tx = context.begin().await?;
    let facilities = readable(&tx, caller, query.facility_id).await?;
    let mut endings = open_stays(context, &tx, facilities, until).await?;
    endings.retain(|ending| query.state.is_none_or(|state| ending.awaited.state == state));
    endings.sort_by_key(|ending| (ending.awaited.due_on, ending.reckoned.stay.admission.id));
    let mut page = Page::cut(endings, query.cursor, query.limit);
    let known = persons::find(&tx, page.items.iter().map(|ending| ending.reckoned.stay.admission.person_id)).await?;
    for ending in &mut page.items {
        ending.person = known.get(&ending.reckoned.stay.admission.person_id).cloned();
    }
    context.commit_read(tx).await?;
    Ok(page)
}

/// The facilities a list may show: those in scope, or the one asked for if it is; all without bounds.
pub async fn readable(
    tx: &DatabaseTransaction,
    caller: &Caller,
    asked: Option<FacilityId>,
) -> Result<Option<Vec<FacilityId>>, Problem> {
    let scope = caller.scope_of(Right::ReadFacilities);
    if scope.everywhere {
        return Ok(asked.map(|asked| vec![asked]));
    }
    let mut ids: Vec<FacilityId> = store::facilities::list(tx, &scope).await?.into_iter().map(|at| at.id).collect();
    ids.retain(|id| asked.is_none_or(|asked| asked == *id));
    Ok(Some(ids))
}

async fn open_stays(
    context: &Context,
    tx: &DatabaseTransaction,
    facilities: Option<Vec<FacilityId>>,
    until: NaiveDate,
) -> Result<Vec<Ending>, Problem> {
    let mut filter =
        store::admissions::Filter { facilities, person: None, only_open: true, after: None, limit: AT_ONCE };
    let mut endings = Vec::new();
    loop {
        let (page, _) = store::admissions::list(tx, &filter).await?;
        filter.after = page.last().filter(|_| u64::try_from(page.len()) == Ok(AT_ONCE)).map(|last| last.id);
        let mut given = store::notices::last_of(tx, page.iter().map(|stay| stay.id)).await?;
        let stays = stays::with_books(tx, page).await?;
        for reckoned in stays::reckon(context, tx, stays).await? {
            let stay = &reckoned.stay.admission;
            let last = given.remove(&stay.id);
            let awaited = notice::awaited(stay, &reckoned.term, last.as_ref(), context.today());
            if let Some(awaited) = awaited.filter(|awaited| awaited.due_on <= until) {
                endings.push(Ending { reckoned, awaited, last, person: None });
            }
        }
        if filter.after.is_none() {
            return Ok(endings);
        }
    }
}

/// What the decisions of one batch rest on.
struct Known {
    stays: HashMap<AdmissionId, Reckoned>,
    facilities: HashMap<FacilityId, Facility>,
    persons: HashMap<PersonId, PersonSnapshot>,
    given: HashMap<AdmissionId, Notice>,
}

/// Records notices in one transaction; an item that is refused does not touch the others.
pub async fn give_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<GiveNotice, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&GiveNotice>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let wanted: Vec<AdmissionId> = request.into_iter().flatten().map(|item| item.admission_id).collect();
    let mut known = know(context, &tx, wanted).await?;
    let scope = caller.scope_of(Right::RecordMovements);
    let (mut notices, mut results) = (Vec::new(), Vec::new());
    for item in items {
        let given = item.and_then(|command| decide(context, &scope, &known, &command));
        results.push(given.map(|notice| {
            known.given.insert(notice.admission_id, notice.clone());
            let id = notice.id;
            notices.push(notice);
            id
        }));
    }
    store::notices::insert_all(&tx, &notices, context.now(), caller.account).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

async fn know(context: &Context, tx: &DatabaseTransaction, wanted: Vec<AdmissionId>) -> Result<Known, Problem> {
    let stays = store::admissions::find(tx, wanted.iter().copied()).await?;
    let facilities = store::facilities::find(tx, stays.values().map(|stay| stay.facility_id)).await?;
    let persons = persons::find(tx, stays.values().map(|stay| stay.person_id)).await?;
    let given = store::notices::last_of(tx, wanted).await?;
    let stays = stays::with_books(tx, stays.into_values().collect()).await?;
    let reckoned = stays::reckon(context, tx, stays).await?.into_iter();
    let stays = reckoned.map(|reckoned| (reckoned.stay.admission.id, reckoned)).collect();
    Ok(Known { stays, facilities, persons, given })
}

fn decide(context: &Context, scope: &Scope, known: &Known, command: &GiveNotice) -> Result<Notice, Problem> {
    let Reckoned { stay, term } = known.stays.get(&command.admission_id).ok_or_else(Problem::not_found)?;
    let stay = &stay.admission;
    let at = known.facilities.get(&stay.facility_id);
    at.filter(|at| scope.covers_facility(at.id, &at.province_code)).ok_or_else(Problem::not_found)?;
    let to = match &command.commune_code {
        Some(code) => Place::of(code, command.occurred_on)?,
        None => {
            let person = known.persons.get(&stay.person_id).ok_or_else(|| unknown_person("admission_id"))?;
            Place { commune_code: person.commune_code.clone(), province_code: person.province_code.clone() }
        }
    };
    Ok(notice::give(Give {
        id: context.new_id(),
        stay,
        term,
        last: known.given.get(&stay.id),
        to,
        number: &command.number,
        sent_on: command.occurred_on,
        today: context.today(),
    })?)
}
