//! The certificate of a completed treatment: issued with the completion, shown, revoked or replaced.

use certificates::{Certificate, Form};
use domain::ids::{CertificateId, TreatmentId};
use runtime::Context;
use runtime::audit::Act;
use runtime::certificates::{self as issued, Issue, RevokeCertificate};
use sea_orm::ConnectionTrait;
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

/// The newest certificate of a treatment, if the caller may see the treatment. Recorded as a read of the person.
pub async fn read(context: &Context, caller: &Caller, id: TreatmentId) -> Result<Certificate, Problem> {
    let tx = context.begin().await?;
    let treatment = find(&tx, caller, Right::ReadTreatments, id).await?;
    let newest = issued::of_subject(&tx, id.0).await?.into_iter().next();
    let certificate = newest.ok_or_else(Problem::not_found)?;
    context.audit(&tx, &act(caller, "certificate.viewed", "view"), &[treatment.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(certificate)
}

/// Revokes a certificate, or replaces it, if the caller records treatments there. Recorded with the reason. Answers
/// the certificate that stands last.
pub async fn revoke(
    context: &Context,
    caller: &Caller,
    id: CertificateId,
    command: RevokeCertificate,
) -> Result<Certificate, Problem> {
    let tx = context.begin().await?;
    let certificate = issued::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    let treatment = find(&tx, caller, Right::RecordTreatments, TreatmentId(certificate.subject)).await?;
    let form = Form::of(certificate::form(treatment.site, command.occurred_on));
    let last = issued::revoke(context, &tx, certificate, &command, form).await?;
    let act = act(caller, "certificate.revoked", command.reason.as_str());
    context.audit(&tx, &act, &[treatment.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(last)
}

async fn find(db: &impl ConnectionTrait, caller: &Caller, right: Right, id: TreatmentId) -> Result<Treatment, Problem> {
    let found = store::treatments::find(db, &caller.scope_of(right), [id]).await?.remove(&id);
    found.ok_or_else(Problem::not_found)
}

fn act<'a>(caller: &Caller, action: &'static str, purpose: &'a str) -> Act<'a> {
    Act { account: caller.account, action, purpose, detail: None }
}
