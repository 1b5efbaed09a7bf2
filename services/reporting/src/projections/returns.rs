//! Hand-overs, arrivals and closed roll-calls, as they were told.

use domain::codes::release::HandoverState;
use events::facility::{Handover, HandoverAnswered, HandoverSent, HandoverWithdrawn, PersonArrived, RollClosed};
use events::{Envelope, Unreadable};
use messaging::HandlerError;
use sea_orm::{ConnectionTrait, DbErr};

use crate::domain::returns::{HandoverStep, Step};
use crate::store;

/// Takes over what these events tell of them; others are passed over.
pub async fn apply(tx: &impl ConnectionTrait, events: &[Envelope]) -> Result<(), HandlerError> {
    let (mut steps, mut rolls) = (Vec::new(), Vec::new());
    for event in events {
        if let Some((handover, step, occurred_on)) = step(event)? {
            let measure = handover.admission_id.0;
            let step = Step {
                handover_id: handover.handover_id.0,
                sequence: event.sequence,
                step,
                commune_code: handover.to_commune_code,
                province_code: handover.to_province_code,
                occurred_on,
            };
            steps.push((event, measure, step));
        } else if let Some(roll) = event.read::<RollClosed>() {
            rolls.push((event, roll?));
        }
    }
    store::handovers::insert_all(tx, steps).await?;
    store::rolls::insert_all(tx, rolls).await?;
    Ok(())
}

fn step(event: &Envelope) -> Result<Option<(Handover, HandoverStep, chrono::NaiveDate)>, Unreadable> {
    if let Some(sent) = event.read::<HandoverSent>() {
        let sent = sent?;
        return Ok(Some((sent.handover, HandoverStep::Sent, sent.occurred_on)));
    }
    if let Some(answered) = event.read::<HandoverAnswered>() {
        let answered = answered?;
        let step = match answered.state {
            HandoverState::Sent => HandoverStep::Sent,
            HandoverState::Acknowledged => HandoverStep::Acknowledged,
            HandoverState::Refused => HandoverStep::Refused,
            HandoverState::Withdrawn => HandoverStep::Withdrawn,
        };
        return Ok(Some((answered.handover, step, answered.occurred_on)));
    }
    if let Some(arrived) = event.read::<PersonArrived>() {
        let arrived = arrived?;
        return Ok(Some((arrived.handover, HandoverStep::Arrived, arrived.occurred_on)));
    }
    let withdrawn = event.read::<HandoverWithdrawn>().transpose()?;
    Ok(withdrawn.map(|withdrawn| (withdrawn.handover, HandoverStep::Withdrawn, withdrawn.occurred_on)))
}

/// Empties the projection.
pub async fn reset(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    store::handovers::clear(tx).await?;
    store::rolls::clear(tx).await
}
