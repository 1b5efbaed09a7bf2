//! Taking people in, one or many at a time.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::AdmissionBasis;
use domain::ids::{AdmissionId, DossierId, FacilityId, PersonId};
use domain::paging::Page;
use domain::person::PersonSnapshot;
use events::facility::AdmissionRecorded;
use messaging::outbox;
use runtime::audit::Act;
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use super::papers::GivePaper;
use super::stays::{self, Reckoned};
use crate::domain::admission::{Admission, Admit, NotAdmitted, Period};
use crate::domain::book::Entry;
use crate::domain::facility::Facility;
use crate::store;

/// A person to take in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordAdmission {
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub basis: AdmissionBasis,
    pub occurred_on: NaiveDate,
    /// Number of the court's decision; needed for that basis.
    #[serde(default)]
    pub decision_number: Option<String>,
    #[serde(default)]
    pub dossier_id: Option<DossierId>,
    /// Months; the law pack's shortest term when left out.
    #[serde(default)]
    pub term_months: Option<u32>,
    /// Which time this person is in rehabilitation (lần cai nghiện); the term depends on it since 1/7/2026.
    #[serde(default = "first")]
    pub attempt: u32,
    /// Papers that came along; others may follow.
    #[serde(default)]
    pub papers: Vec<GivePaper>,
}

fn first() -> u32 {
    1
}

impl From<NotAdmitted> for Problem {
    fn from(refused: NotAdmitted) -> Self {
        match refused {
            NotAdmitted::Fields(errors) => Self::fields(errors),
            NotAdmitted::Refused(refusal) => refusal.into(),
        }
    }
}

/// What the decisions of one batch rest on.
struct Known {
    /// By the id that a command addresses; a merged one stands for its survivor.
    persons: HashMap<PersonId, PersonSnapshot>,
    facilities: HashMap<FacilityId, Facility>,
    /// When these persons were or are in a facility.
    periods: HashMap<PersonId, Vec<Period>>,
}

/// Records admissions in one transaction; an item that is refused does not touch the others.
pub async fn record_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RecordAdmission, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&RecordAdmission>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let wanted: Vec<&RecordAdmission> = request.into_iter().flatten().collect();
    let persons = persons::resolve(&tx, wanted.iter().map(|item| item.person_id)).await?;
    let mut known = Known {
        periods: store::admissions::periods(&tx, persons.values().map(|person| person.person_id)).await?,
        facilities: store::facilities::find(&tx, wanted.iter().map(|item| item.facility_id)).await?,
        persons,
    };
    let scope = caller.scope_of(Right::RecordMovements);
    let recorder = context.recorder(caller);
    let (mut admitted, mut entries, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut papers = Vec::new();
    for item in items {
        let decided = item.and_then(|mut command| {
            let given = super::papers::check_all(std::mem::take(&mut command.papers), context.today())?;
            Ok((decide(context, caller, &scope, &known, command)?, given))
        });
        results.push(decided.map(|((admission, entry, event), given)| {
            papers.extend(given.into_iter().map(|paper| (admission.id, paper)));
            known.periods.entry(admission.person_id).or_default().push(admission.period());
            events.push(recorder.record(&event, admission.version));
            let id = admission.id;
            admitted.push(admission);
            entries.push((id, entry));
            id.0
        }));
    }
    store::admissions::insert_all(&tx, &admitted).await?;
    store::entries::insert_all(&tx, entries.iter().map(|(id, entry)| (*id, entry))).await?;
    for (id, paper) in &papers {
        store::papers::give(&tx, *id, paper, context.now(), caller.account).await?;
    }
    let decided = admitted.iter().filter(|admission| admission.basis == AdmissionBasis::CourtDecision);
    store::waiting::admit(&tx, &decided.collect::<Vec<_>>()).await?;
    outbox::append_all(&tx, events).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

fn decide(
    context: &Context,
    caller: &Caller,
    scope: &Scope,
    known: &Known,
    command: RecordAdmission,
) -> Result<(Admission, Entry, AdmissionRecorded), Problem> {
    let facility = known.facilities.get(&command.facility_id).filter(|f| scope.covers_facility(f.id, &f.province_code));
    let facility = facility.ok_or_else(unknown_facility)?;
    let person = known.persons.get(&command.person_id).ok_or_else(|| unknown_person("person_id"))?;
    let admit = Admit {
        id: AdmissionId(context.new_id()),
        entry_id: context.new_id(),
        person,
        facility,
        basis: command.basis,
        occurred_on: command.occurred_on,
        decision_number: command.decision_number,
        dossier_id: command.dossier_id,
        term_months: command.term_months,
        attempt: command.attempt,
        others: known.periods.get(&person.person_id).map_or(&[], Vec::as_slice),
        today: context.today(),
        now: context.now(),
        by: caller.account,
    };
    Ok(Admission::record(admit)?)
}

pub fn unknown_facility() -> Problem {
    FieldError::new("facility_id", "facility.unknown", "Không có cơ sở này.", "There is no such facility.").into()
}

/// The person may just have been registered: the news takes a moment.
pub fn unknown_person(field: &str) -> Problem {
    FieldError::new(
        field,
        "person.unknown",
        "Chưa có người này. Nếu vừa đăng ký, hãy thử lại sau giây lát.",
        "No such person is known here. If just registered, try again in a moment.",
    )
    .into()
}

/// Which stays to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAdmissions {
    pub facility_id: Option<FacilityId>,
    /// With all records that stand for the same person.
    pub person_id: Option<PersonId>,
    /// `true`: only people who belong to the facility now.
    #[serde(default)]
    pub open: bool,
    pub cursor: Option<AdmissionId>,
    pub limit: Option<u64>,
}

/// The stays the caller may see. Asking for one person's is recorded.
pub async fn list(context: &Context, caller: &Caller, query: ListAdmissions) -> Result<Page<Reckoned>, Problem> {
    let scope = caller.scope_of(Right::ReadFacilities);
    let tx = context.begin().await?;
    let mut facilities: Option<Vec<FacilityId>> = None;
    if !scope.everywhere {
        facilities = Some(store::facilities::list(&tx, &scope).await?.into_iter().map(|f| f.id).collect());
    }
    if let Some(asked) = query.facility_id {
        let allowed = facilities.as_ref().is_none_or(|allowed| allowed.contains(&asked));
        facilities = Some(if allowed { vec![asked] } else { Vec::new() });
    }
    let person = match query.person_id {
        Some(person) => Some(persons::effective_of(&tx, person).await?),
        None => None,
    };
    let limit = query.limit.unwrap_or(domain::paging::DEFAULT_LIMIT).clamp(1, domain::paging::MAX_LIMIT);
    let filter = store::admissions::Filter { facilities, person, only_open: query.open, after: query.cursor, limit };
    let (items, total) = store::admissions::list(&tx, &filter).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    let stays = stays::with_books(&tx, items).await?;
    let items = stays::reckon(context, &tx, stays).await?;
    if let Some(person) = query.person_id {
        context.audit(&tx, &viewed(caller, "stays.listed"), &[person]).await?;
    }
    context.commit_read(tx).await?;
    Ok(Page { items, total, next })
}

/// A stay with its facility, if the caller may use `right` there.
pub async fn find(
    db: &impl ConnectionTrait,
    caller: &Caller,
    right: Right,
    id: AdmissionId,
) -> Result<(Admission, Facility), Problem> {
    let admission = store::admissions::find(db, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let facility = super::facilities::find(db, caller, right, admission.facility_id).await?;
    Ok((admission, facility))
}

/// A stay with its book and its term, if the caller may see it. Recorded as a read of the person.
pub async fn read(context: &Context, caller: &Caller, id: AdmissionId) -> Result<Reckoned, Problem> {
    let tx = context.begin().await?;
    let (admission, _) = find(&tx, caller, Right::ReadFacilities, id).await?;
    let person = admission.person_id;
    let stays = stays::with_books(&tx, vec![admission]).await?;
    let reckoned = stays::reckon(context, &tx, stays).await?.pop().ok_or_else(Problem::not_found)?;
    context.audit(&tx, &viewed(caller, "stay.viewed"), &[person]).await?;
    context.commit_read(tx).await?;
    Ok(reckoned)
}

fn viewed(caller: &Caller, action: &'static str) -> Act<'static> {
    Act { account: caller.account, action, purpose: "view", detail: None }
}
