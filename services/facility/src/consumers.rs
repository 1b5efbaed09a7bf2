//! Foreign events: who exists, who stands for whom, and which courses staff and residents attended.

use async_trait::async_trait;
use events::training::CourseAttended;
use events::{Envelope, Event};
use messaging::{Handler, HandlerError};
use runtime::persons;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::store;

/// The nouns to subscribe to.
pub const NOUNS: [&str; 2] = [persons::NOUN, "training.course"];

/// The types that are acted on.
pub fn types() -> Vec<&'static str> {
    persons::TYPES.into_iter().chain([CourseAttended::TYPE]).collect()
}

/// Keeps the projection of known persons, the stays with whom they count for, and the courses of staff and residents.
pub struct Projections;

#[async_trait]
impl Handler for Projections {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        for event in events {
            if let Some(attended) = event.read::<CourseAttended>() {
                let attended = attended?;
                store::posts::train(tx, &attended).await?;
                store::courses::attend(tx, &attended).await?;
            }
        }
        let regrouped = persons::apply(tx, events).await?;
        store::admissions::regroup(tx, &regrouped).await?;
        store::courses::regroup(tx, &regrouped).await?;
        Ok(store::waiting::regroup(tx, &regrouped).await?)
    }

    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        persons::reset(tx).await?;
        store::posts::forget_courses(tx).await?;
        store::courses::forget(tx).await?;
        store::admissions::ungroup(tx).await?;
        store::waiting::ungroup(tx).await
    }
}
