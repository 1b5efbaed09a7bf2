//! The certificate of completed management, issued with the closure. How it is shown and revoked:
//! `runtime::certificates::subject`.

use certificates::Form;
use chrono::NaiveDate;
use domain::ids::{AftercareCaseId, PersonId};
use runtime::certificates::subject::Subject;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use web::{Caller, Problem, Right};

use crate::domain::case::Case;
use crate::domain::certificate;
use crate::store;

impl Subject for Case {
    const PATH: &'static str = "/v1/cases/{id}/certificate";
    const SUMMARY: &'static str = "The certificate of completed management, with its code";
    const READ: Right = Right::ReadAftercare;
    const RECORD: Right = Right::KeepAftercare;

    async fn find(tx: &DatabaseTransaction, caller: &Caller, right: Right, id: Uuid) -> Result<Self, Problem> {
        let id = AftercareCaseId(id);
        let found = store::cases::find(tx, &caller.scope_of(right), [id]).await?.remove(&id);
        found.ok_or_else(Problem::not_found)
    }

    fn person(&self) -> PersonId {
        self.person.person_id
    }

    fn form(&self, on: NaiveDate) -> Form {
        Form::of(certificate::form(on))
    }
}
