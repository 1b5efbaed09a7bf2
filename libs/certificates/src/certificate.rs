//! A certificate that was issued, and its revocation.

use chrono::NaiveDate;
use domain::ids::CertificateId;
use domain::{FieldError, Refusal};
use uuid::Uuid;

use crate::form::Form;

domain::code_list! {
    /// All that anybody is told about a certificate.
    Status {
        Valid = "valid", "còn hiệu lực", "valid";
        Revoked = "revoked", "đã thu hồi", "revoked";
        /// Never issued here, or no code of ours.
        Unknown = "unknown", "không có", "unknown";
    }
}

domain::code_list! {
    /// Why a certificate does not hold any more. Not told to those who check it.
    RevocationReason {
        IssuedInError = "issued_in_error", "cấp nhầm", "issued in error";
        DecisionAnnulled = "decision_annulled", "quyết định bị hủy", "the decision was annulled";
        Replaced = "replaced", "cấp lại bằng giấy khác", "replaced by another";
    }
}

/// What the issuing service keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub id: CertificateId,
    /// The admission, the treatment or the aftercare case it is about.
    pub subject: Uuid,
    pub form: Form,
    /// As printed on it.
    pub number: String,
    pub issued_on: NaiveDate,
    /// The letters of its code, without hyphens.
    pub code: String,
    pub revoked: Option<Revoked>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revoked {
    pub on: NaiveDate,
    pub reason: RevocationReason,
}

/// Why a certificate is not revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRevoked {
    Field(FieldError),
    Refused(Refusal),
}

impl Certificate {
    pub fn status(&self) -> Status {
        if self.revoked.is_some() { Status::Revoked } else { Status::Valid }
    }

    /// Revokes it, once and for good.
    ///
    /// # Errors
    /// When it was revoked before, or the day lies before its issue or after today.
    pub fn revoke(self, reason: RevocationReason, on: NaiveDate, today: NaiveDate) -> Result<Self, NotRevoked> {
        if self.revoked.is_some() {
            return Err(NotRevoked::Refused(Refusal::new(
                "certificate.already_revoked",
                "Giấy chứng nhận này đã bị thu hồi.",
                "This certificate has been revoked already.",
            )));
        }
        if on > today {
            return Err(NotRevoked::Field(FieldError::future_date("occurred_on")));
        }
        if on < self.issued_on {
            return Err(NotRevoked::Field(FieldError::new(
                "occurred_on",
                "date.before_issue",
                format!("Ngày này trước ngày cấp ({}).", self.issued_on.format("%d/%m/%Y")),
                format!("That is before the day of issue ({}).", self.issued_on),
            )));
        }
        Ok(Self { revoked: Some(Revoked { on, reason }), ..self })
    }
}
