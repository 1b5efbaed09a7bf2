//! The certificate of a completed stay: issued with the release, shown, revoked or replaced.

use std::collections::HashMap;

use certificates::{Certificate, Form, RevocationReason};
use domain::ids::{AdmissionId, CertificateId, FacilityId};
use domain::text::tidy;
use runtime::Context;
use runtime::audit::Act;
use runtime::certificates::{self as issued, Issue, RevokeCertificate};
use sea_orm::ConnectionTrait;
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

/// The newest certificate of a stay, if the caller may see the stay. Recorded as a read of the person.
pub async fn read(context: &Context, caller: &Caller, id: AdmissionId) -> Result<Certificate, Problem> {
    let tx = context.begin().await?;
    let (admission, _) = super::admissions::find(&tx, caller, Right::ReadFacilities, id).await?;
    let newest = issued::of_subject(&tx, id.0).await?.into_iter().next();
    let certificate = newest.ok_or_else(Problem::not_found)?;
    context.audit(&tx, &act(caller, "certificate.viewed", "view"), &[admission.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(certificate)
}

/// Revokes a certificate, or replaces it, if the caller records what happens at its facility. Recorded with the
/// reason. Answers the certificate that stands last.
pub async fn revoke(
    context: &Context,
    caller: &Caller,
    id: CertificateId,
    command: RevokeCertificate,
) -> Result<Certificate, Problem> {
    let tx = context.begin().await?;
    let certificate = issued::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    let stay = AdmissionId(certificate.subject);
    let (admission, at) = super::admissions::find(&tx, caller, Right::RecordMovements, stay).await?;
    let form = Form::of(certificate::form(admission.basis, at.kind, command.occurred_on));
    let last = issued::revoke(context, &tx, certificate, &command, form).await?;
    let act = act(caller, "certificate.revoked", command.reason.as_str());
    context.audit(&tx, &act, &[admission.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(last)
}

fn act<'a>(caller: &Caller, action: &'static str, purpose: &'a str) -> Act<'a> {
    Act { account: caller.account, action, purpose, detail: None }
}
