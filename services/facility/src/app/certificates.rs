//! The certificate of a completed stay: issued with the release, taken back with it. How it is shown and revoked:
//! `runtime::certificates::subject`.

use std::collections::HashMap;

use certificates::{Form, RevocationReason};
use chrono::NaiveDate;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::text::tidy;
use runtime::Context;
use runtime::certificates::subject::Subject;
use runtime::certificates::{self as issued, Issue, RevokeCertificate};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;
use web::{Caller, Problem, Right};

use crate::domain::admission::Admission;
use crate::domain::certificate;
use crate::domain::facility::Facility;

/// Issues the certificate that a release names, in the release's transaction.
pub async fn issue(
    context: &Context,
    tx: &impl ConnectionTrait,
    admission: &Admission,
    facilities: &HashMap<FacilityId, Facility>,
) -> Result<(), Problem> {
    let number = admission.certificate_number.as_deref().map(tidy).filter(|number| !number.is_empty());
    let at = facilities.get(&admission.facility_id);
    let (Some(number), Some(on), Some(at)) = (number, admission.ended_on, at) else { return Ok(()) };
    let form = Form::of(certificate::form(admission.basis, at.kind, on));
    let issue = Issue { subject: admission.id.0, form, number: &number, issued_on: on };
    issued::issue(context, tx, &issue).await.map(drop)
}

/// Revokes what a release has issued that turned out not to have been.
pub async fn take_back(context: &Context, tx: &impl ConnectionTrait, stay: AdmissionId) -> Result<(), Problem> {
    for certificate in issued::of_subject(tx, stay.0).await? {
        if certificate.revoked.is_none() {
            let (reason, form) = (RevocationReason::IssuedInError, certificate.form);
            let command = RevokeCertificate { reason, occurred_on: context.today(), replacement_number: None };
            issued::revoke(context, tx, certificate, &command, form).await?;
        }
    }
    Ok(())
}

/// A stay with the facility where it is or ended.
pub struct CertifiedStay(Admission, Facility);

impl Subject for CertifiedStay {
    const PATH: &'static str = "/v1/admissions/{id}/certificate";
    const SUMMARY: &'static str = "The certificate of a stay, with its code";
    const READ: Right = Right::ReadFacilities;
    const RECORD: Right = Right::RecordMovements;

    async fn find(tx: &DatabaseTransaction, caller: &Caller, right: Right, id: Uuid) -> Result<Self, Problem> {
        let (stay, at) = super::admissions::find(tx, caller, right, AdmissionId(id)).await?;
        Ok(Self(stay, at))
    }

    fn person(&self) -> PersonId {
        self.0.person_id
    }

    fn form(&self, on: NaiveDate) -> Form {
        Form::of(certificate::form(self.0.basis, self.1.kind, on))
    }
}
