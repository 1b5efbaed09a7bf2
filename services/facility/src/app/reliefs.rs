//! Proposals to suspend, remit or reduce a term: begun, with papers, posted, sent, decided. A decision that grants
//! one writes what follows into the book, in the same transaction.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::{CorrectionReason, ReleaseReason, StayMovement};
use domain::ids::{AdmissionId, FacilityId};
use domain::law::Authority;
use domain::law::clock::VIETNAM;
use domain::law::relief::{ReliefGround, ReliefKind, ReliefPaper, ReliefRule, ReliefState, ReliefStep};
use runtime::Context;
use runtime::audit::Act;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use super::stays;
use super::{merits, movements};
use crate::domain::admission::Admission;
use crate::domain::facility::Facility;
use crate::domain::merit::Reduce;
use crate::domain::movement::{What, check_day};
use crate::domain::record::TakenOut;
use crate::domain::reference::reference;
use crate::domain::relief::{self, GivenPaper, Relief, Running};
use crate::domain::stay::Stay;
use crate::store;

/// A proposal to begin.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeRelief {
    pub kind: ReliefKind,
    pub ground: ReliefGround,
    pub applied_on: NaiveDate,
}

/// A paper that is there.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivePaper {
    pub paper: ReliefPaper,
    #[serde(default)]
    pub document_number: Option<String>,
    pub dated_on: NaiveDate,
}

/// The list was posted, or it was sent for decision.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepRelief {
    pub step: ReliefStep,
    pub occurred_on: NaiveDate,
    /// To whom it is sent; the usual one when left out.
    #[serde(default)]
    pub to: Option<Authority>,
}

/// What was decided.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideRelief {
    pub granted: bool,
    pub decided_on: NaiveDate,
    pub decision_number: String,
    /// By how many months the term is reduced.
    #[serde(default)]
    pub months: Option<u32>,
    /// From when a suspension or an exemption holds; the day of the decision when left out.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
}

/// Why a proposal is not pursued.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRelief {
    pub reason: CorrectionReason,
}

/// A proposal as it stands.
pub struct Standing {
    pub relief: Relief,
    pub stay: Admission,
    pub rule: &'static ReliefRule,
    pub running: Vec<Running>,
}

/// What is under way at a facility.
pub struct UnderWay {
    pub reliefs: Vec<Standing>,
    /// When reductions are looked at again.
    pub review: Option<Running>,
}

pub async fn propose(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: ProposeRelief,
) -> Result<Uuid, Problem> {
    let tx = context.begin().await?;
    let (admission, _) = super::admissions::find(&tx, caller, Right::RecordMovements, id).await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(seen) => return Ok(seen),
        Claimed::New(claim) => claim,
    };
    let ProposeRelief { kind, ground, applied_on } = command;
    if applied_on > context.today() {
        return Err(FieldError::future_date("applied_on").into());
    }
    let ends_on = ends_on(&tx, &admission, applied_on).await?;
    relief::check_ground(&admission, kind, ground, applied_on, ends_on)?;
    if store::reliefs::of(&tx, id).await?.iter().any(|other| other.kind == kind && other.is_open()) {
        let (vi, en) = ("Đang có một thủ tục cùng loại chưa quyết định.", "One of this kind is under way already.");
        return Err(Problem::conflict("relief.under_way", vi, en));
    }
    let relief = Relief {
        id: context.new_id(),
        version: 1,
        admission_id: id,
        kind,
        ground,
        state: ReliefState::Open,
        applied_on,
        posted_on: None,
        sent_on: None,
        sent_to: None,
        decided_on: None,
        decision_number: None,
        months: None,
        withdrawn: None,
        papers: Vec::new(),
    };
    store::reliefs::insert(&tx, &relief, context.now(), caller.account).await?;
    claim.complete(&tx, &relief.id).await?;
    context.commit(tx).await?;
    Ok(relief.id)
}

/// The end of a term as it stood on a day.
async fn ends_on(tx: &DatabaseTransaction, admission: &Admission, on: NaiveDate) -> Result<NaiveDate, Problem> {
    let stays = stays::with_books(tx, vec![admission.clone()]).await?;
    let reckoned = stays::reckon_on(tx, stays, on).await?.pop().ok_or_else(Problem::not_found)?;
    Ok(reckoned.term.ends_on)
}

pub async fn give(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: Uuid,
    command: GivePaper,
) -> Result<Standing, Problem> {
    let change = Change { context, caller, key, id, command: &command };
    change
        .make(async |tx, mut relief, _, _| {
            relief.require_open()?;
            if command.dated_on > context.today() {
                return Err(FieldError::future_date("dated_on").into());
            }
            let number = command.document_number.as_deref();
            let given = GivenPaper {
                id: context.new_id(),
                paper: command.paper,
                document_number: number.map(|number| reference("document_number", number)).transpose()?,
                dated_on: command.dated_on,
            };
            store::reliefs::give(tx, relief.id, &given, context.now(), caller.account).await?;
            relief.papers.push(given);
            relief.version += 1;
            Ok(relief)
        })
        .await
}

pub async fn step(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: Uuid,
    command: StepRelief,
) -> Result<Standing, Problem> {
    let change = Change { context, caller, key, id, command: &command };
    let StepRelief { step, occurred_on, to } = command;
    change
        .make(async |_, relief, stay, _| {
            check_day(occurred_on, context.today())?;
            let rule = relief::rule_of(stay, relief.kind)?;
            match step {
                ReliefStep::Posted => Ok(relief.post(rule, occurred_on)?),
                ReliefStep::Sent => Ok(relief.send(rule, occurred_on, to)?),
                ReliefStep::Applied | ReliefStep::Decided => {
                    let vi = "Bước này có chỗ ghi riêng.";
                    Err(FieldError::new("step", "relief.recorded_elsewhere", vi, "This is recorded elsewhere.").into())
                }
            }
        })
        .await
}

/// Records the decision, and what follows from it: a suspension begins, a release, a shorter term.
pub async fn decide(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: Uuid,
    command: DecideRelief,
) -> Result<Standing, Problem> {
    let change = Change { context, caller, key, id, command: &command };
    let DecideRelief { granted, decided_on, months, .. } = command;
    change
        .make(async |tx, relief, stay, facility| {
            if decided_on > context.today() {
                return Err(FieldError::future_date("decided_on").into());
            }
            let number = reference("decision_number", &command.decision_number)?;
            let relief = relief.decide(granted, decided_on, number, months)?;
            let on = command.effective_on.unwrap_or(decided_on);
            match relief.kind {
                _ if !granted => {}
                ReliefKind::Suspension => {
                    let what = What::Moved(StayMovement::Suspended, None);
                    movements::put_one(context, tx, caller, stay.id, what, on).await?;
                }
                ReliefKind::Exemption => {
                    let what = What::Released { reason: ReleaseReason::Exempted, certificate_number: None };
                    movements::put_one(context, tx, caller, stay.id, what, on).await?;
                }
                ReliefKind::Reduction => reduce(context, tx, caller, &relief, stay, facility).await?,
            }
            Ok(relief)
        })
        .await
}

async fn reduce(
    context: &Context,
    tx: &DatabaseTransaction,
    caller: &Caller,
    relief: &Relief,
    stay: &Admission,
    facility: &Facility,
) -> Result<(), Problem> {
    let (Some(months), Some(decided_on), Some(ground)) = (relief.months, relief.decided_on, relief.merit()) else {
        return Err(Problem::internal());
    };
    let stay = stays::with_books(tx, vec![stay.clone()]).await?.pop().ok_or_else(Problem::not_found)?;
    let reduce = Reduce { decided_on, months, ground };
    let number = relief.decision_number.as_deref().unwrap_or_default();
    merits::shorten(context, tx, caller, (stay, facility), (&reduce, number)).await.map(drop)
}

pub async fn withdraw(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: Uuid,
    command: WithdrawRelief,
) -> Result<Standing, Problem> {
    let change = Change { context, caller, key, id, command: &command };
    let reason = command.reason;
    change
        .make(async |_, mut relief, _, _| {
            relief.require_open()?;
            relief.state = ReliefState::Withdrawn;
            relief.withdrawn = Some(TakenOut { at: context.now(), by: caller.account, reason });
            relief.version += 1;
            Ok(relief)
        })
        .await
}

/// A change of one proposal.
struct Change<'a, C> {
    context: &'a Context,
    caller: &'a Caller,
    key: &'a IdempotencyKey,
    id: Uuid,
    command: &'a C,
}

impl<C: Serialize> Change<'_, C> {
    /// Makes the next version, in one transaction with whatever else `next` writes.
    async fn make(
        self,
        next: impl AsyncFnOnce(&DatabaseTransaction, Relief, &Admission, &Facility) -> Result<Relief, Problem>,
    ) -> Result<Standing, Problem> {
        let Self { context, caller, key, id, command } = self;
        let tx = context.begin().await?;
        let relief = store::reliefs::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
        let stay = relief.admission_id;
        let (admission, facility) = super::admissions::find(&tx, caller, Right::RecordMovements, stay).await?;
        let claim = match key.claim::<Uuid>(&tx, caller.account, command, context.now()).await? {
            Claimed::Seen(_) => return standing(context, &tx, vec![(relief, admission)]).await.and_then(only),
            Claimed::New(claim) => claim,
        };
        let relief = next(&tx, relief, &admission, &facility).await?;
        if !store::reliefs::update(&tx, &relief).await? {
            return Err(version::changed());
        }
        let (admission, _) = super::admissions::find(&tx, caller, Right::RecordMovements, stay).await?;
        let standing = standing(context, &tx, vec![(relief, admission)]).await.and_then(only)?;
        claim.complete(&tx, &id).await?;
        context.commit(tx).await?;
        Ok(standing)
    }
}

fn only(mut standing: Vec<Standing>) -> Result<Standing, Problem> {
    standing.pop().ok_or_else(Problem::internal)
}

async fn standing(
    context: &Context,
    tx: &DatabaseTransaction,
    reliefs: Vec<(Relief, Admission)>,
) -> Result<Vec<Standing>, Problem> {
    let stays = stays::with_books(tx, reliefs.iter().map(|(_, stay)| stay.clone()).collect()).await?;
    let reckoned = stays::reckon(context, tx, stays).await?;
    let now = context.now().with_timezone(&VIETNAM);
    let each = reliefs.into_iter().zip(reckoned).map(|((relief, stay), reckoned)| {
        let rule = relief::rule_of(&stay, relief.kind)?;
        let running = relief.running(&stay, reckoned.term.ends_on, now);
        Ok(Standing { relief, stay, rule, running })
    });
    each.collect()
}

/// The proposals of a stay, newest first. Recorded as a read of the person.
pub async fn of_stay(context: &Context, caller: &Caller, id: AdmissionId) -> Result<Vec<Standing>, Problem> {
    let tx = context.begin().await?;
    let (admission, _) = super::admissions::find(&tx, caller, Right::ReadFacilities, id).await?;
    let reliefs = store::reliefs::of(&tx, id).await?.into_iter().map(|relief| (relief, admission.clone()));
    let standing = standing(context, &tx, reliefs.collect()).await?;
    let act = Act { account: caller.account, action: "reliefs.viewed", purpose: "view", detail: None };
    context.audit(&tx, &act, &[admission.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(standing)
}

/// What is under way at a facility: open proposals, and suspensions that last.
pub async fn of_facility(context: &Context, caller: &Caller, id: FacilityId) -> Result<UnderWay, Problem> {
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::ReadFacilities, id).await?;
    let reliefs = store::reliefs::under_way(&tx, facility.id).await?;
    let stays = store::admissions::find(&tx, reliefs.iter().map(|relief| relief.admission_id)).await?;
    let of = reliefs.into_iter().filter_map(|relief| {
        let stay = stays.get(&relief.admission_id)?.clone();
        Some((relief, stay))
    });
    let mut reliefs = standing(context, &tx, of.collect()).await?;
    reliefs.retain(|standing| standing.relief.is_open() || !standing.running.is_empty());
    let there = store::admissions::of_span(&tx, facility.id, (context.today(), context.today())).await?;
    let packs = there.iter().filter(|stay| relief::rule_of(stay, ReliefKind::Reduction).is_ok());
    let last_posted = store::reliefs::last_posted(&tx, facility.id).await?;
    let now = context.now().with_timezone(&VIETNAM);
    let review = relief::next_review(packs.map(|stay| stay.law_pack), last_posted, now);
    context.commit_read(tx).await?;
    Ok(UnderWay { reliefs, review })
}

/// Refuses to take somebody back from a suspension with too little of the term left.
pub(super) async fn check_resumption(tx: &DatabaseTransaction, stay: &Stay, on: NaiveDate) -> Result<(), Problem> {
    let ends_on = ends_on(tx, &stay.admission, on).await?;
    Ok(relief::check_resumption(&stay.admission, on, ends_on)?)
}
