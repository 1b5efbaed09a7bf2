//! What belongs to an admission beside its book: papers, belongings, classification, plan.

use domain::codes::{FacilityKind, StayMovement};
use domain::ids::AdmissionId;
use domain::law::{AdmissionCase, AdmissionPaper};
use runtime::audit::Act;
use runtime::{Context, persons};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::Serialize;
use uuid::Uuid;
use web::idempotency::{Claim, Claimed, IdempotencyKey};
use web::{Caller, Problem, Right};

use super::stays;
use crate::domain::admission::Admission;
use crate::domain::belonging::{self, Belonging};
use crate::domain::classification::Classification;
use crate::domain::facility::Facility;
use crate::domain::finding::Finding;
use crate::domain::paper::{self, Paper};
use crate::domain::plan::Plan;
use crate::domain::record;
use crate::domain::stay::Stay;
use crate::store;

const ADULT: i32 = 18;

pub struct Intake {
    pub papers: Vec<Paper>,
    pub belongings: Vec<Belonging>,
    /// The last one holds.
    pub classifications: Vec<Classification>,
    pub plan: Option<Plan>,
    pub findings: Vec<Finding>,
}

/// What belongs to a stay, if the caller may see it. Recorded as a read of the person.
pub async fn read(context: &Context, caller: &Caller, id: AdmissionId) -> Result<Intake, Problem> {
    let tx = context.begin().await?;
    let (stay, facility) = super::admissions::find(&tx, caller, Right::ReadFacilities, id).await?;
    let papers = store::papers::of(&tx, id).await?;
    let belongings = store::belongings::of(&tx, id).await?;
    let classifications = store::classifications::of(&tx, id).await?;
    let plan = store::plans::of(&tx, id).await?;
    let book = stays::with_books(&tx, vec![stay.clone()]).await?.pop().ok_or_else(Problem::not_found)?;
    let records = store::records::of(&tx, id).await?;
    let case = case_of(&tx, &book, &facility).await?;
    let act = Act { account: caller.account, action: "intake.viewed", purpose: "view", detail: None };
    context.audit(&tx, &act, &[stay.person_id]).await?;
    context.commit_read(tx).await?;
    let mut given: Vec<AdmissionPaper> = papers.iter().map(|paper| paper.kind).collect();
    // Its number stands with the admission.
    given.extend(stay.decision_number.as_ref().map(|_| AdmissionPaper::CourtDecision));
    let mut findings = paper::missing(&case, &given);
    findings.extend(belonging::not_returned(&stay, &belongings));
    findings.extend(record::pursuit_missing(&stay, &book.steps()?, &records));
    Ok(Intake { papers, belongings, classifications, plan, findings })
}

/// What the papers depend on.
async fn case_of(db: &impl ConnectionTrait, book: &Stay, facility: &Facility) -> Result<AdmissionCase, Problem> {
    let stay = &book.admission;
    let known = persons::find(db, [stay.person_id]).await?;
    let age = known.get(&stay.person_id).map_or(ADULT, |person| person.birth.age_on(stay.admitted_on));
    let held = book.entries.iter().filter(|entry| entry.withdrawn.is_none());
    let transfers = held.filter(|entry| entry.movement == StayMovement::Transferred);
    Ok(AdmissionCase {
        admitted_on: stay.admitted_on,
        basis: stay.basis,
        private: facility.kind == FacilityKind::Private,
        minor: age < ADULT,
        transferred_on: transfers.map(|entry| entry.occurred_on).max(),
    })
}

/// A request that writes something of a stay.
pub enum Opened {
    /// It was answered before.
    Seen(Uuid),
    New(Box<Writing>),
}

pub struct Writing {
    pub tx: DatabaseTransaction,
    pub stay: Admission,
    claim: Claim,
}

impl Writing {
    /// Begins, if the caller may record where the stay is.
    pub async fn open<C: Serialize>(
        context: &Context,
        caller: &Caller,
        key: &IdempotencyKey,
        id: AdmissionId,
        command: &C,
    ) -> Result<Opened, Problem> {
        let tx = context.begin().await?;
        let (stay, _) = super::admissions::find(&tx, caller, Right::RecordMovements, id).await?;
        Ok(match key.claim(&tx, caller.account, &(id, command), context.now()).await? {
            Claimed::Seen(seen) => Opened::Seen(seen),
            Claimed::New(claim) => Opened::New(Box::new(Self { tx, stay, claim })),
        })
    }

    pub async fn finish(self, context: &Context, id: Uuid) -> Result<Uuid, Problem> {
        self.claim.complete(&self.tx, &id).await?;
        context.commit(self.tx).await?;
        Ok(id)
    }
}
