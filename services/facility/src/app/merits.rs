//! Rating months, and reducing terms by a court's decision.

use chrono::NaiveDate;
use domain::FieldError;
use domain::ids::AdmissionId;
use events::facility::TermReduced;
use messaging::outbox;
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use super::admissions::unknown_person;
use super::stays::{self, Reckoned};
use crate::domain::facility::Facility;
use crate::domain::merit::{self, Ground, Rating, Reduce};
use crate::domain::stay::Stay;
use crate::store;

/// How a resident's month went.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RateMonth {
    pub admission_id: AdmissionId,
    /// Any day of the month.
    pub month: NaiveDate,
    pub rating: Rating,
}

/// A court's decision that shortens the term.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReduceTerm {
    pub decided_on: NaiveDate,
    pub months: u32,
    pub ground: Ground,
    pub decision_number: String,
}

/// Rates months in one transaction; an item that is refused does not touch the others. Said again, the last stands.
pub async fn rate_all(
    context: &Context,
    caller: &Caller,
    items: Vec<Result<RateMonth, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let wanted = items.iter().filter_map(|item| item.as_ref().ok()).map(|item| item.admission_id);
    let stays = store::admissions::find(&tx, wanted).await?;
    let facilities = store::facilities::find(&tx, stays.values().map(|stay| stay.facility_id)).await?;
    let scope = caller.scope_of(Right::RecordMovements);
    let mut results = Vec::new();
    for item in items {
        let rated = item.and_then(|command| {
            let stay = stays.get(&command.admission_id).ok_or_else(Problem::not_found)?;
            let at = facilities.get(&stay.facility_id);
            at.filter(|at| scope.covers_facility(at.id, &at.province_code)).ok_or_else(Problem::not_found)?;
            let month = merit::rated_month(stay, command.month, context.today())?;
            Ok((month, command.admission_id, command.rating))
        });
        results.push(match rated {
            Ok((month, stay, rating)) => {
                store::merits::rate(&tx, stay, month, rating, context.now(), caller.account).await?;
                Ok(stay.0)
            }
            Err(problem) => Err(problem),
        });
    }
    context.commit(tx).await?;
    Ok(BatchAnswer::of(results))
}

pub async fn reduce(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: ReduceTerm,
) -> Result<Reckoned, Problem> {
    let tx = context.begin().await?;
    let (admission, facility) = super::admissions::find(&tx, caller, Right::RecordMovements, id).await?;
    let stay = stays::with_books(&tx, vec![admission]).await?.pop().ok_or_else(Problem::not_found)?;
    let claim = match key.claim::<Uuid>(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(_) => {
            return stays::reckon(context, &tx, vec![stay]).await?.pop().ok_or_else(Problem::not_found);
        }
        Claimed::New(claim) => claim,
    };
    let reduce = Reduce { decided_on: command.decided_on, months: command.months, ground: command.ground };
    let (reduction, stay) =
        shorten(context, &tx, caller, (stay, &facility), (&reduce, &command.decision_number)).await?;
    let reckoned = stays::reckon(context, &tx, vec![stay]).await?.pop().ok_or_else(Problem::not_found)?;
    claim.complete(&tx, &reduction).await?;
    context.commit(tx).await?;
    Ok(reckoned)
}

/// Shortens the term of a stay by a decision, on the transaction, and tells of it.
pub(super) async fn shorten(
    context: &Context,
    tx: &DatabaseTransaction,
    caller: &Caller,
    (mut stay, facility): (Stay, &Facility),
    (reduce, number): (&Reduce, &str),
) -> Result<(Uuid, Stay), Problem> {
    let number = number.trim();
    if number.is_empty() {
        return Err(FieldError::required("decision_number").into());
    }
    let id = stay.admission.id;
    let person = persons::find(tx, [stay.admission.person_id]).await?.remove(&stay.admission.person_id);
    let person = person.ok_or_else(|| unknown_person("admission_id"))?;
    let rated = store::merits::ratings_of(tx, id).await?;
    let then = stays::reckon_on(tx, vec![stay.clone()], reduce.decided_on).await?.pop();
    let then = then.ok_or_else(Problem::not_found)?;
    merit::check(&stay.admission, reduce, &then.term, &rated, context.today())?;
    let reduction = context.new_id();
    store::merits::insert(tx, reduction, id, reduce, number, context.now(), caller.account).await?;
    stay.admission.version += 1;
    if !store::admissions::update(tx, &stay.admission).await? {
        return Err(version::changed());
    }
    let told = stay.admission.told(facility, stay.admission.status.away());
    let event = TermReduced { occurred_on: reduce.decided_on, person, stay: told, months: reduce.months };
    outbox::append(tx, context.recorder(caller).record(&event, stay.admission.version)).await?;
    Ok((reduction, stay))
}
