//! A certificate as the issuing side sees it.

use certificates::{Certificate, Code, Form, Qr, RevocationReason, Status};
use chrono::NaiveDate;
use domain::ids::CertificateId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::Problem;

use crate::Settings;

/// Pixels for a module of the picture: about 3 cm at 600 dots an inch.
const SCALE: u8 = 12;

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CertificateView {
    pub id: CertificateId,
    /// The admission or the treatment it is about.
    pub subject_id: Uuid,
    pub form: Form,
    pub number: String,
    pub issued_on: NaiveDate,
    /// `valid` or `revoked`
    pub status: Status,
    pub revoked_on: Option<NaiveDate>,
    pub reason: Option<RevocationReason>,
    /// In groups, as it is printed.
    pub code: String,
    /// What the QR code holds.
    pub scanned: String,
    pub qr_svg: String,
}

impl CertificateView {
    /// # Errors
    /// When what was stored is no code.
    pub fn of(settings: &Settings, certificate: Certificate) -> Result<Self, Problem> {
        let code = code_of(&certificate)?;
        let scanned = scanned(settings, &code);
        Ok(Self {
            status: certificate.status(),
            id: certificate.id,
            subject_id: certificate.subject,
            form: certificate.form,
            number: certificate.number,
            issued_on: certificate.issued_on,
            revoked_on: certificate.revoked.map(|revoked| revoked.on),
            reason: certificate.revoked.map(|revoked| revoked.reason),
            code: code.to_string(),
            qr_svg: qr(&scanned)?.svg(),
            scanned,
        })
    }
}

/// The QR code as a PNG, for papers that are printed elsewhere.
///
/// # Errors
/// As [`CertificateView::of`].
pub fn picture(settings: &Settings, certificate: &Certificate) -> Result<Vec<u8>, Problem> {
    Ok(qr(&scanned(settings, &code_of(certificate)?))?.png(SCALE))
}

fn code_of(certificate: &Certificate) -> Result<Code, Problem> {
    Code::read(&certificate.code).map_err(|error| broken(&error))
}

fn qr(text: &str) -> Result<Qr, Problem> {
    Qr::of(text).map_err(|error| broken(&error))
}

fn broken(error: &dyn std::error::Error) -> Problem {
    tracing::error!(%error, "the code of a certificate can't be shown");
    Problem::internal()
}

/// The address of the page that checks the code, or the letters alone where no page is set. In capitals, which a QR
/// code holds in less room; hosts and that page's address are read in either.
fn scanned(settings: &Settings, code: &Code) -> String {
    match settings.certificates.page.as_str() {
        "" => code.plain(),
        page => format!("{}/{}", page.to_uppercase(), code.plain()),
    }
}
