//! What the databases hold of certificates, on each engine.

use ::certificates::{Form, RevocationReason, Status};
use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use runtime::certificates::{Issue, RevokeCertificate, issue, keys, of_subject, revoke, status};
use runtime::secrets::MasterKey;
use runtime::{Context, Service};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use sea_orm_migration::SchemaManager;
use uuid::Uuid;
use web::Mounted;

use crate::fixture::opened_on_each_engine;

/// A service that has nothing but certificates, under the name of one that issues some.
struct Papers;

#[async_trait]
impl Service for Papers {
    fn name(&self) -> &'static str {
        "community"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::certificates::create(&SchemaManager::new(db)).await
    }

    fn routes(&self, _: &Context) -> Mounted {
        Mounted::default()
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

fn paper(subject: u128) -> Issue<'static> {
    Issue { subject: Uuid::from_u128(subject), form: Form::D116N26a, number: "12/GCN", issued_on: day(8, 14) }
}

#[tokio::test]
async fn a_second_certificate_of_a_subject_needs_the_first_to_be_revoked() {
    for (context, _folder) in opened_on_each_engine(&Papers).await {
        let first = issue(&context, &context.db, &paper(1)).await.unwrap();
        let second = issue(&context, &context.db, &paper(1)).await.unwrap_err();
        assert_eq!(second.code, "changed_meanwhile");
        let command = RevokeCertificate {
            reason: RevocationReason::Replaced,
            occurred_on: day(9, 1),
            replacement_number: Some("13/GCN".into()),
        };
        context.clock.advance(TimeDelta::seconds(1));
        let last = revoke(&context, &context.db, first.clone(), &command, Form::D116N26a).await.unwrap();
        let all = of_subject(&context.db, Uuid::from_u128(1)).await.unwrap();
        assert_eq!((all.len(), &all[0], all[1].id), (2, &last, first.id));
        assert_eq!(status(&context, &first.code).await.unwrap(), Status::Revoked);
        assert_eq!(status(&context, &last.code).await.unwrap(), Status::Valid);
    }
}

#[tokio::test]
async fn two_who_revoke_at_once_do_it_once() {
    for (context, _folder) in opened_on_each_engine(&Papers).await {
        let certificate = issue(&context, &context.db, &paper(2)).await.unwrap();
        let command = RevokeCertificate {
            reason: RevocationReason::IssuedInError,
            occurred_on: day(9, 1),
            replacement_number: None,
        };
        revoke(&context, &context.db, certificate.clone(), &command, Form::D116N26a).await.unwrap();
        // The other has read the certificate before.
        let late = revoke(&context, &context.db, certificate, &command, Form::D116N26a).await.unwrap_err();
        assert_eq!(late.code, "version_changed");
    }
}

#[tokio::test]
async fn a_revocation_without_its_reason_can_t_be_stored() {
    for (context, _folder) in opened_on_each_engine(&Papers).await {
        issue(&context, &context.db, &paper(3)).await.unwrap();
        let half = "UPDATE certificates SET revoked_on = '2023-09-01'";
        assert!(context.db.execute_unprepared(half).await.is_err());
    }
}

#[tokio::test]
async fn the_seed_opens_under_its_master_key_only() {
    for (context, _folder) in opened_on_each_engine(&Papers).await {
        keys::prepare(&context).await.unwrap();
        let other = Context { key: MasterKey::of([3; 32]), ..context.clone() };
        assert!(keys::prepare(&other).await.unwrap_err().to_string().contains("another master key"));
        assert!(keys::rotate(&other).await.is_err());
        assert_eq!(keys::public(&context, &context.db).await.unwrap().published().keys.len(), 1);
        assert!(issue(&other, &context.db, &paper(4)).await.is_err());
        assert_eq!(of_subject(&context.db, Uuid::from_u128(4)).await.unwrap(), []);
    }
}

#[tokio::test]
async fn the_newest_key_signs_and_all_are_published() {
    for (context, _folder) in opened_on_each_engine(&Papers).await {
        let old = issue(&context, &context.db, &paper(5)).await.unwrap();
        context.clock.advance(TimeDelta::seconds(1));
        let key = keys::rotate(&context).await.unwrap();
        let new = issue(&context, &context.db, &paper(6)).await.unwrap();
        let keys = keys::public(&context, &context.db).await.unwrap();
        assert_eq!(keys.published().keys[0].kid, key.to_string());
        for certificate in [old, new] {
            let code = ::certificates::Code::read(&certificate.code).unwrap();
            assert_eq!(code.verify(&keys).unwrap().id, certificate.id);
        }
    }
}
