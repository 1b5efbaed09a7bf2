//! Proposals to suspend, remit or reduce a term, with their papers.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId, FacilityId};
use domain::law::relief::{ReliefKind, ReliefState};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};

use super::{admissions, code};
use crate::domain::record::TakenOut;
use crate::domain::relief::{GivenPaper, Relief};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reliefs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub admission_id: Uuid,
    pub kind: String,
    pub ground: String,
    pub state: String,
    pub applied_on: NaiveDate,
    pub posted_on: Option<NaiveDate>,
    pub sent_on: Option<NaiveDate>,
    pub sent_to: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub months: Option<i32>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod papers {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "relief_papers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub relief_id: Uuid,
        pub paper: String,
        pub document_number: Option<String>,
        pub dated_on: NaiveDate,
        pub recorded_at: DateTime<Utc>,
        pub recorded_by: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

fn row(relief: &Relief) -> ActiveModel {
    ActiveModel {
        id: Set(relief.id),
        version: Set(relief.version),
        admission_id: Set(relief.admission_id.0),
        kind: Set(relief.kind.as_str().to_owned()),
        ground: Set(relief.ground.as_str().to_owned()),
        state: Set(relief.state.as_str().to_owned()),
        applied_on: Set(relief.applied_on),
        posted_on: Set(relief.posted_on),
        sent_on: Set(relief.sent_on),
        sent_to: Set(relief.sent_to.map(|to| to.as_str().to_owned())),
        decided_on: Set(relief.decided_on),
        decision_number: Set(relief.decision_number.clone()),
        months: Set(relief.months.and_then(|months| i32::try_from(months).ok())),
        recorded_at: NotSet,
        recorded_by: NotSet,
        withdrawn_at: Set(relief.withdrawn.map(|withdrawn| withdrawn.at)),
        withdrawn_by: Set(relief.withdrawn.map(|withdrawn| withdrawn.by.0)),
        withdrawn_reason: Set(relief.withdrawn.map(|withdrawn| withdrawn.reason.as_str().to_owned())),
    }
}

pub async fn insert(tx: &impl ConnectionTrait, relief: &Relief, at: DateTime<Utc>, by: AccountId) -> Result<(), DbErr> {
    let row = ActiveModel { recorded_at: Set(at), recorded_by: Set(by.0), ..row(relief) };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, relief: &Relief) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(row(relief))
        .filter(Column::Id.eq(relief.id))
        .filter(Column::Version.eq(relief.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

pub async fn give(
    tx: &impl ConnectionTrait,
    relief: Uuid,
    given: &GivenPaper,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let row = papers::ActiveModel {
        id: Set(given.id),
        relief_id: Set(relief),
        paper: Set(given.paper.as_str().to_owned()),
        document_number: Set(given.document_number.clone()),
        dated_on: Set(given.dated_on),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    papers::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Relief>, DbErr> {
    let rows = Entity::find_by_id(id).all(db).await?;
    Ok(with_papers(db, rows).await?.pop())
}

/// The proposals of a stay, newest first.
pub async fn of(db: &impl ConnectionTrait, stay: AdmissionId) -> Result<Vec<Relief>, DbErr> {
    let of_stay = Entity::find().filter(Column::AdmissionId.eq(stay.0));
    let rows = of_stay.order_by_desc(Column::AppliedOn).order_by_desc(Column::Id).all(db).await?;
    with_papers(db, rows).await
}

/// The proposals of the stays now at a facility that are open, or grant a suspension; the oldest first.
pub async fn under_way(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Vec<Relief>, DbErr> {
    let suspensions =
        Column::State.eq(ReliefState::Granted.as_str()).and(Column::Kind.eq(ReliefKind::Suspension.as_str()));
    let rows = Entity::find()
        .filter(Column::AdmissionId.in_subquery(at(facility)))
        .filter(Column::State.eq(ReliefState::Open.as_str()).or(suspensions))
        .order_by_asc(Column::AppliedOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    with_papers(db, rows).await
}

/// When a facility last posted a list of reductions.
pub async fn last_posted(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Option<NaiveDate>, DbErr> {
    let last: Option<Option<NaiveDate>> = Entity::find()
        .select_only()
        .column_as(Column::PostedOn.max(), "posted_on")
        .filter(Column::Kind.eq(ReliefKind::Reduction.as_str()))
        .filter(Column::State.ne(ReliefState::Withdrawn.as_str()))
        .filter(Column::AdmissionId.in_subquery(at(facility)))
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.flatten())
}

/// Selects the stays whose last facility this is.
fn at(facility: FacilityId) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(admissions::Column::Id)
        .from(admissions::Entity)
        .and_where(admissions::Column::FacilityId.eq(facility.0))
        .to_owned()
}

async fn with_papers(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Relief>, DbErr> {
    let given = papers::Entity::find()
        .filter(papers::Column::ReliefId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(papers::Column::Id)
        .all(db)
        .await?;
    let mut papers: HashMap<Uuid, Vec<GivenPaper>> = HashMap::new();
    for row in given {
        papers.entry(row.relief_id).or_default().push(GivenPaper {
            id: row.id,
            paper: code(&row.paper)?,
            document_number: row.document_number,
            dated_on: row.dated_on,
        });
    }
    rows.into_iter().map(|row| row.read(&mut papers)).collect()
}

impl Model {
    fn read(self, papers: &mut HashMap<Uuid, Vec<GivenPaper>>) -> Result<Relief, DbErr> {
        let withdrawn = match (self.withdrawn_at, self.withdrawn_by, &self.withdrawn_reason) {
            (Some(at), Some(by), Some(reason)) => Some(TakenOut { at, by: AccountId(by), reason: code(reason)? }),
            _ => None,
        };
        Ok(Relief {
            id: self.id,
            version: self.version,
            admission_id: AdmissionId(self.admission_id),
            kind: code(&self.kind)?,
            ground: code(&self.ground)?,
            state: code(&self.state)?,
            applied_on: self.applied_on,
            posted_on: self.posted_on,
            sent_on: self.sent_on,
            sent_to: self.sent_to.as_deref().map(code).transpose()?,
            decided_on: self.decided_on,
            decision_number: self.decision_number,
            months: self.months.and_then(|months| u32::try_from(months).ok()),
            withdrawn,
            papers: papers.remove(&self.id).unwrap_or_default(),
        })
    }
}
