//! What was issued, and what of it was revoked.

use certificates::{Certificate, Code, Content, Form, Revoked, SigningKey, Status};
use chrono::{DateTime, NaiveDate, Utc};
use domain::FieldError;
use domain::ids::CertificateId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, IntoActiveModel, QueryOrder};
use web::Problem;

use super::keys;
use crate::Context;
use crate::context::new_random_id;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificates")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The admission, the treatment or the aftercare case.
    pub subject_id: Uuid,
    pub form: String,
    pub number: String,
    pub issued_on: NaiveDate,
    /// The letters of the code, without hyphens.
    pub code: String,
    pub recorded_at: DateTime<Utc>,
    pub revoked_on: Option<NaiveDate>,
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A certificate to issue.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// The admission, the treatment or the aftercare case it is about.
    pub subject: Uuid,
    pub form: Form,
    /// As printed on it.
    pub number: &'a str,
    pub issued_on: NaiveDate,
}

/// Issues a certificate in the caller's transaction: signs its code and keeps both.
///
/// # Errors
/// When the day can't stand in a code, the subject has a certificate in force, or the key or the database fails.
pub async fn issue(context: &Context, tx: &impl ConnectionTrait, issue: &Issue<'_>) -> Result<Certificate, Problem> {
    let key = keys::signing(context, tx).await.map_err(failed)?;
    let id = CertificateId(new_random_id());
    let code = sign(context, &key, id, issue)?;
    let certificate = Certificate {
        id,
        subject: issue.subject,
        form: issue.form,
        number: issue.number.to_owned(),
        issued_on: issue.issued_on,
        code: code.plain(),
        revoked: None,
    };
    let row = row(&certificate, context.now());
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(certificate)
}

fn sign(context: &Context, key: &SigningKey, id: CertificateId, issue: &Issue<'_>) -> Result<Code, Problem> {
    let issuer = keys::issuer(context).map_err(failed)?;
    let content = Content { issuer, id, form: issue.form, issued_on: issue.issued_on };
    Code::issue(key, &content).map_err(|undatable| {
        let vi = "Ngày cấp giấy chứng nhận phải từ năm 1970 đến năm 2149.";
        FieldError::new("occurred_on", "date.outside_codes", vi, undatable.to_string()).into()
    })
}

fn row(certificate: &Certificate, recorded_at: DateTime<Utc>) -> Model {
    Model {
        id: certificate.id.0,
        subject_id: certificate.subject,
        form: certificate.form.as_str().to_owned(),
        number: certificate.number.clone(),
        issued_on: certificate.issued_on,
        code: certificate.code.clone(),
        recorded_at,
        revoked_on: certificate.revoked.map(|revoked| revoked.on),
        reason: certificate.revoked.map(|revoked| revoked.reason.as_str().to_owned()),
    }
}

/// # Errors
/// When the database fails.
pub async fn find(db: &impl ConnectionTrait, id: CertificateId) -> Result<Option<Certificate>, DbErr> {
    Entity::find_by_id(id.0).one(db).await?.map(Model::read).transpose()
}

/// The certificates of a subject, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_subject(db: &impl ConnectionTrait, subject: Uuid) -> Result<Vec<Certificate>, DbErr> {
    let query = Entity::find().filter(Column::SubjectId.eq(subject));
    let rows = query.order_by_desc(Column::RecordedAt).order_by_desc(Column::Id).all(db).await?;
    rows.into_iter().map(Model::read).collect()
}

/// Keeps that a certificate [was revoked](Certificate::revoke); `false` when somebody else has done so meanwhile.
pub(super) async fn revoke(tx: &impl ConnectionTrait, certificate: &Certificate) -> Result<bool, DbErr> {
    let Some(Revoked { on, reason }) = certificate.revoked else { return Ok(false) };
    let updated = Entity::update_many()
        .col_expr(Column::RevokedOn, Expr::value(on))
        .col_expr(Column::Reason, Expr::value(reason.as_str()))
        .filter(Column::Id.eq(certificate.id.0))
        .filter(Column::RevokedOn.is_null())
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// What anybody is told of a code that was typed or scanned. A code that no key has signed is not looked for.
///
/// # Errors
/// When the database fails.
pub async fn status(context: &Context, text: &str) -> Result<Status, Problem> {
    let Ok(code) = Code::read(text) else { return Ok(Status::Unknown) };
    let keys = keys::public(context, &context.db).await.map_err(failed)?;
    let Ok(content) = code.verify(&keys) else { return Ok(Status::Unknown) };
    let found = find(&context.db, content.id).await?;
    Ok(found.map_or(Status::Unknown, |certificate| certificate.status()))
}

fn failed(error: anyhow::Error) -> Problem {
    match error.downcast::<DbErr>() {
        Ok(error) => error.into(),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the keys of certificates can't be used");
            Problem::internal()
        }
    }
}

impl Model {
    fn read(self) -> Result<Certificate, DbErr> {
        let unreadable = |error: domain::codes::UnknownCode| DbErr::Custom(error.to_string());
        let reason = self.reason.map(|reason| reason.parse().map_err(unreadable)).transpose()?;
        Ok(Certificate {
            id: CertificateId(self.id),
            subject: self.subject_id,
            form: self.form.parse().map_err(unreadable)?,
            number: self.number,
            issued_on: self.issued_on,
            code: self.code,
            revoked: self.revoked_on.zip(reason).map(|(on, reason)| Revoked { on, reason }),
        })
    }
}
