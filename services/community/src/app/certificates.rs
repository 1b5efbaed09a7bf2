//! The certificate of a completed treatment, issued with the completion. How it is shown and revoked:
//! `runtime::certificates::subject`.

use certificates::Form;
use chrono::NaiveDate;
use domain::ids::{PersonId, TreatmentId};
use runtime::Context;
use runtime::certificates::subject::Subject;
use runtime::certificates::{self as issued, Issue};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;
use web::{Caller, Problem, Right};

use crate::domain::certificate;
use crate::domain::treatment::Treatment;
use crate::store;

/// Issues the certificate of a completion, in its transaction.
pub async fn issue(context: &Context, tx: &impl ConnectionTrait, treatment: &Treatment) -> Result<(), Problem> {
    let (Some(number), Some(on)) = (&treatment.certificate_number, treatment.ended_on) else { return Ok(()) };
    let form = Form::of(certificate::form(treatment.site, on));
    issued::issue(context, tx, &Issue { subject: treatment.id.0, form, number, issued_on: on }).await.map(drop)
}

impl Subject for Treatment {
    const PATH: &'static str = "/v1/treatments/{id}/certificate";
    const SUMMARY: &'static str = "The certificate of a treatment, with its code";
    const READ: Right = Right::ReadTreatments;
    const RECORD: Right = Right::RecordTreatments;

    async fn find(tx: &DatabaseTransaction, caller: &Caller, right: Right, id: Uuid) -> Result<Self, Problem> {
        let id = TreatmentId(id);
        let found = store::treatments::find(tx, &caller.scope_of(right), [id]).await?.remove(&id);
        found.ok_or_else(Problem::not_found)
    }

    fn person(&self) -> PersonId {
        self.person_id
    }

    fn form(&self, on: NaiveDate) -> Form {
        Form::of(certificate::form(self.site, on))
    }
}
