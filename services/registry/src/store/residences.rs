//! Where people lived and live, and the assessments of how stable that is.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::{code, keys};
use crate::domain::residence::{Ground, Residence, STABILITY_ARTICLE, Stability, Stay};
use crate::vault::{self, Vault};

const SEALED_AS: &str = "residence_address";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "residences")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: String,
    pub commune_code: String,
    pub district_code: Option<String>,
    pub province_code: String,
    pub address_sealed: Option<String>,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod assessments {
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "stability_assessments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub occurred_on: NaiveDate,
        pub stable: bool,
        pub ground: String,
        pub article: String,
        pub account_id: Uuid,
        pub recorded_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Begins a stay; the open one of the same kind ends the day before.
pub async fn begin(
    tx: &impl ConnectionTrait,
    person: PersonId,
    stay: &Stay,
    now: DateTime<Utc>,
    vault: &Vault,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Until, Expr::value(stay.since.pred_opt().unwrap_or(stay.since)))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Kind.eq(stay.kind.as_str()))
        .filter(Column::Until.is_null())
        .exec(tx)
        .await?;
    keys::refresh(tx, vault).await?;
    let row = ActiveModel {
        id: Set(stay.id),
        person_id: Set(person.0),
        kind: Set(stay.kind.as_str().to_owned()),
        commune_code: Set(stay.residence.commune_code.clone()),
        district_code: Set(stay.residence.district_code.clone()),
        province_code: Set(stay.residence.province_code.clone()),
        address_sealed: Set(stay.address.as_ref().map(|address| vault.seal(SEALED_AS, person, address))),
        since: Set(stay.since),
        until: Set(stay.until),
        recorded_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The stays of these records, newest first.
pub async fn of(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
    vault: &Vault,
) -> Result<Vec<Stay>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .order_by_desc(Column::Since)
        .order_by_desc(Column::RecordedAt)
        .all(db)
        .await?;
    keys::learn(db, vault, vault::newest_of(rows.iter().filter_map(|row| row.address_sealed.as_deref()))).await?;
    let read = |row: Model| {
        let person = PersonId(row.person_id);
        let open = |sealed: &String| vault.open(SEALED_AS, person, sealed).map_err(|e| DbErr::Custom(e.to_string()));
        Ok(Stay {
            id: row.id,
            kind: code(&row.kind)?,
            residence: Residence {
                commune_code: row.commune_code,
                district_code: row.district_code,
                province_code: row.province_code,
            },
            address: row.address_sealed.as_ref().map(open).transpose()?,
            since: row.since,
            until: row.until,
        })
    };
    rows.into_iter().map(read).collect()
}

/// An assessment as it is kept: the answer and its ground, nothing of what was found out.
pub struct Assessment {
    pub id: Uuid,
    pub occurred_on: NaiveDate,
    pub stability: Stability,
    pub article: String,
    pub account: AccountId,
    pub recorded_at: DateTime<Utc>,
}

pub async fn insert_assessment(
    tx: &impl ConnectionTrait,
    person: PersonId,
    assessment: &Assessment,
) -> Result<(), DbErr> {
    let row = assessments::ActiveModel {
        id: Set(assessment.id),
        person_id: Set(person.0),
        occurred_on: Set(assessment.occurred_on),
        stable: Set(assessment.stability.stable),
        ground: Set(assessment.stability.ground.as_str().to_owned()),
        article: Set(STABILITY_ARTICLE.to_owned()),
        account_id: Set(assessment.account.0),
        recorded_at: Set(assessment.recorded_at),
    };
    assessments::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The newest assessment of any of these records.
pub async fn latest_assessment(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<Option<Assessment>, DbErr> {
    let row = assessments::Entity::find()
        .filter(assessments::Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .order_by_desc(assessments::Column::OccurredOn)
        .order_by_desc(assessments::Column::RecordedAt)
        .one(db)
        .await?;
    row.map(|row| {
        let ground: Ground = code(&row.ground)?;
        Ok(Assessment {
            id: row.id,
            occurred_on: row.occurred_on,
            stability: Stability { stable: row.stable, ground },
            article: row.article,
            account: AccountId(row.account_id),
            recorded_at: row.recorded_at,
        })
    })
    .transpose()
}
