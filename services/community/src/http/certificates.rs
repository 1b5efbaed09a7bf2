//! `/v1/treatments/{id}/certificate` and `/v1/certificates/{id}/revocation`. What anybody may ask of a certificate is
//! answered by `runtime::certificates`.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::ids::{CertificateId, TreatmentId};
use runtime::Context;
use runtime::certificates::{CertificateView, RevokeCertificate, picture};
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use crate::app::certificates;

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadTreatments);
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::get("/v1/treatments/{id}/certificate", read, "The certificate of a treatment, with its code")
                .answers::<CertificateView>(),
            show,
        )
        .add(Route::get("/v1/treatments/{id}/certificate/qr", read, "Its QR code as a PNG"), show_picture)
        .add(
            Route::post("/v1/certificates/{id}/revocation", record, "Revoke a certificate, or replace it")
                .takes::<RevokeCertificate>()
                .answers::<CertificateView>(),
            revoke,
        )
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<TreatmentId>,
) -> Result<Json<CertificateView>, Problem> {
    let certificate = certificates::read(&context, &caller, id).await?;
    Ok(Json(CertificateView::of(&context.settings, certificate)?))
}

async fn show_picture(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<TreatmentId>,
) -> Result<Response, Problem> {
    let certificate = certificates::read(&context, &caller, id).await?;
    Ok(([(header::CONTENT_TYPE, "image/png")], picture(&context.settings, &certificate)?).into_response())
}

async fn revoke(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<CertificateId>,
    Json(command): Json<RevokeCertificate>,
) -> Result<Json<CertificateView>, Problem> {
    let last = certificates::revoke(&context, &caller, id, command).await?;
    Ok(Json(CertificateView::of(&context.settings, last)?))
}
