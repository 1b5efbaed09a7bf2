//! What a service's certificates are about: shown, revoked or replaced by whoever may record there. One piece for
//! every service that issues some; the service says where its subjects stand and on which form they are certified.

use std::future::Future;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use certificates::{Certificate, Form};
use chrono::NaiveDate;
use domain::ids::{CertificateId, PersonId};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::{CertificateView, RevokeCertificate, issued, picture, revocation};
use crate::Context;
use crate::audit::Act;

/// A stay, a treatment or a case that was completed.
pub trait Subject: Sized + Send + 'static {
    /// The address of its certificate, with `{id}`.
    const PATH: &'static str;
    const SUMMARY: &'static str;
    /// Who reads it.
    const READ: Right;
    /// Who issues and revokes.
    const RECORD: Right;

    /// The subject, if the caller may use `right` there.
    ///
    /// # Errors
    /// Not found where it is not, or out of scope.
    fn find(
        tx: &DatabaseTransaction,
        caller: &Caller,
        right: Right,
        id: Uuid,
    ) -> impl Future<Output = Result<Self, Problem>> + Send;

    /// Whom it counts for.
    fn person(&self) -> PersonId;

    /// The form by the law of the day of issue.
    fn form(&self, on: NaiveDate) -> Form;
}

/// The newest certificate of a subject, if the caller may see the subject. Recorded as a read of the person.
///
/// # Errors
/// Not found where there is none, or out of scope; when the database fails.
pub async fn read<S: Subject>(context: &Context, caller: &Caller, id: Uuid) -> Result<Certificate, Problem> {
    let tx = context.begin().await?;
    let subject = S::find(&tx, caller, S::READ, id).await?;
    let newest = issued::of_subject(&tx, id).await?.into_iter().next();
    let certificate = newest.ok_or_else(Problem::not_found)?;
    context.audit(&tx, &act(caller, "certificate.viewed", "view"), &[subject.person()]).await?;
    context.commit_read(tx).await?;
    Ok(certificate)
}

/// Revokes a certificate, or replaces it, if the caller records there. Recorded with the reason. Answers the
/// certificate that stands last.
///
/// # Errors
/// As [`read`], and as [`revocation::revoke`].
pub async fn revoke<S: Subject>(
    context: &Context,
    caller: &Caller,
    id: CertificateId,
    command: RevokeCertificate,
) -> Result<Certificate, Problem> {
    let tx = context.begin().await?;
    let certificate = issued::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    let subject = S::find(&tx, caller, S::RECORD, certificate.subject).await?;
    let form = subject.form(command.occurred_on);
    let last = revocation::revoke(context, &tx, certificate, &command, form).await?;
    let act = act(caller, "certificate.revoked", command.reason.as_str());
    context.audit(&tx, &act, &[subject.person()]).await?;
    context.commit_read(tx).await?;
    Ok(last)
}

fn act<'a>(caller: &Caller, action: &'static str, purpose: &'a str) -> Act<'a> {
    Act { account: caller.account, action, purpose, detail: None }
}

/// The routes of a service's subjects. What anybody may ask of a certificate has [routes](super::routes) of its own.
pub fn routes<S: Subject>(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(S::READ);
    let record = Access::To(S::RECORD);
    routes
        .add(Route::get(S::PATH, read, S::SUMMARY).answers::<CertificateView>(), show::<S>)
        .add(Route::get(&format!("{}/qr", S::PATH), read, "Its QR code as a PNG"), show_picture::<S>)
        .add(
            Route::post("/v1/certificates/{id}/revocation", record, "Revoke a certificate, or replace it")
                .takes::<RevokeCertificate>()
                .answers::<CertificateView>(),
            post_revocation::<S>,
        )
}

async fn show<S: Subject>(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<CertificateView>, Problem> {
    let certificate = read::<S>(&context, &caller, id).await?;
    Ok(Json(CertificateView::of(&context.settings, certificate)?))
}

async fn show_picture<S: Subject>(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let certificate = read::<S>(&context, &caller, id).await?;
    Ok(([(header::CONTENT_TYPE, "image/png")], picture(&context.settings, &certificate)?).into_response())
}

async fn post_revocation<S: Subject>(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<CertificateId>,
    Json(command): Json<RevokeCertificate>,
) -> Result<Json<CertificateView>, Problem> {
    let last = revoke::<S>(&context, &caller, id, command).await?;
    Ok(Json(CertificateView::of(&context.settings, last)?))
}
