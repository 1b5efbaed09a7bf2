//! Certificates, from the services that issue them.

use certificates::{Form, Issuer, RevocationReason, Status};
use chrono::NaiveDate;
use domain::ids::CertificateId;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Api;
use crate::failure::Failure;

/// A certificate as the issuing side sees it.
#[derive(Clone, Debug, Deserialize)]
pub struct Certificate {
    pub id: CertificateId,
    pub form: Form,
    pub number: String,
    pub issued_on: NaiveDate,
    pub status: Status,
    pub revoked_on: Option<NaiveDate>,
    pub reason: Option<RevocationReason>,
    /// In groups, as it is printed.
    pub code: String,
    /// What its QR code holds.
    pub scanned: String,
}

/// Why, since when, and what takes its place.
#[derive(Clone, Debug, Serialize)]
pub struct Revoke {
    pub reason: String,
    pub occurred_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement_number: Option<String>,
}

/// All that anybody is told.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Told {
    status: Status,
}

/// Asks the issuer of a code; open to anybody.
pub async fn status(api: &Api, issuer: Issuer, code: &str) -> Result<Status, Failure> {
    let body = json!({ "code": code });
    let told: Told = api.post(issuer.as_str(), "/v1/certificates/status", &body).await?;
    Ok(told.status)
}

/// Of what it is about, by its path at its issuer: `/v1/admissions/{id}`.
pub async fn of(api: &Api, issuer: Issuer, subject: &str) -> Result<Certificate, Failure> {
    api.get(issuer.as_str(), &format!("{subject}/certificate")).await
}

pub async fn revoke(api: &Api, issuer: Issuer, id: CertificateId, revoke: &Revoke) -> Result<(), Failure> {
    api.tell(issuer.as_str(), &format!("/v1/certificates/{id}/revocation"), revoke).await
}

/// The QR code as a picture.
pub async fn picture(api: &Api, issuer: Issuer, subject: &str) -> Result<Vec<u8>, Failure> {
    api.get_bytes(issuer.as_str(), &format!("{subject}/certificate/qr")).await
}
