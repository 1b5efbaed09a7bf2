//! Revoking a certificate, or replacing it by another.

use certificates::{Certificate, Form, NotRevoked, RevocationReason};
use chrono::NaiveDate;
use domain::FieldError;
use domain::text::tidy;
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use web::{Problem, version};

use super::issued::{self, Issue};
use crate::Context;

/// A certificate to revoke.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeCertificate {
    pub reason: RevocationReason,
    pub occurred_on: NaiveDate,
    /// Number of the certificate that takes its place; with the reason `replaced`, and only then.
    #[serde(default)]
    pub replacement_number: Option<String>,
}

/// Revokes a certificate for good, in the caller's transaction. One that is replaced is followed by another of the
/// same subject, issued on that day on the `form` of that day.
///
/// Answers the certificate that stands last.
///
/// # Errors
/// When it was revoked before, the day or the number does not fit, or the key or the database fails.
pub async fn revoke(
    context: &Context,
    tx: &impl ConnectionTrait,
    certificate: Certificate,
    command: &RevokeCertificate,
    form: Form,
) -> Result<Certificate, Problem> {
    let replacement = replacement(command)?;
    let revoked = certificate.revoke(command.reason, command.occurred_on, context.today()).map_err(refused)?;
    if !issued::revoke(tx, &revoked).await? {
        return Err(version::changed());
    }
    let Some(number) = replacement else { return Ok(revoked) };
    let issue = Issue { subject: revoked.subject, form, number: &number, issued_on: command.occurred_on };
    issued::issue(context, tx, &issue).await
}

fn replacement(command: &RevokeCertificate) -> Result<Option<String>, FieldError> {
    let number = command.replacement_number.as_deref().map(tidy).filter(|number| !number.is_empty());
    match (command.reason, number) {
        (RevocationReason::Replaced, None) => Err(FieldError::required("replacement_number")),
        (RevocationReason::Replaced, number) => Ok(number),
        (_, None) => Ok(None),
        (_, Some(_)) => Err(FieldError::new(
            "replacement_number",
            "certificate.not_replaced",
            "Chỉ ghi số giấy mới khi lý do là cấp lại bằng giấy khác.",
            "A new number goes with a replaced certificate only.",
        )),
    }
}

fn refused(refused: NotRevoked) -> Problem {
    match refused {
        NotRevoked::Field(error) => error.into(),
        NotRevoked::Refused(refusal) => refusal.into(),
    }
}
