//! Hand-overs of released persons to communes.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::StayStatus;
use domain::codes::release::{HandoverPaper, HandoverState};
use domain::ids::{AccountId, AdmissionId, FacilityId, HandoverId, PersonId};
use domain::places::Place;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect, QueryTrait};
use web::Scope;

use super::{admissions, code};
use crate::domain::admission::Admission;
use crate::domain::handover::Handover;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "handovers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub admission_id: Uuid,
    pub commune_code: String,
    pub province_code: String,
    pub number: Option<String>,
    /// Codes, with commas.
    pub papers: String,
    pub handed_on: NaiveDate,
    pub state: String,
    pub answered_on: Option<NaiveDate>,
    pub refusal: Option<String>,
    pub arrived_on: Option<NaiveDate>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(handover: &Handover) -> ActiveModel {
    let papers: Vec<&str> = handover.papers.iter().map(|paper| paper.as_str()).collect();
    ActiveModel {
        id: Set(handover.id.0),
        version: Set(handover.version),
        admission_id: Set(handover.admission_id.0),
        commune_code: Set(handover.to.commune_code.clone()),
        province_code: Set(handover.to.province_code.clone()),
        number: Set(handover.number.clone()),
        papers: Set(papers.join(",")),
        handed_on: Set(handover.handed_on),
        state: Set(handover.state.as_str().to_owned()),
        answered_on: Set(handover.answered_on),
        refusal: Set(handover.refusal.map(|refusal| refusal.as_str().to_owned())),
        arrived_on: Set(handover.arrived_on),
        recorded_at: NotSet,
        recorded_by: NotSet,
    }
}

pub async fn insert_all(
    tx: &impl ConnectionTrait,
    handovers: &[Handover],
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let rows = handovers.iter().map(|new| ActiveModel { recorded_at: Set(at), recorded_by: Set(by.0), ..row(new) });
    if rows.len() > 0 {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, handover: &Handover) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(row(handover))
        .filter(Column::Id.eq(handover.id.0))
        .filter(Column::Version.eq(handover.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// One that was handed over to the scope's areas.
pub async fn find(db: &impl ConnectionTrait, scope: &Scope, id: HandoverId) -> Result<Option<Handover>, DbErr> {
    let received = Entity::find_by_id(id.0).filter(scope.areas_in([Column::CommuneCode, Column::ProvinceCode]));
    received.one(db).await?.map(Model::read).transpose()
}

/// All hand-overs of these stays, oldest first.
pub async fn of(
    db: &impl ConnectionTrait,
    stays: impl IntoIterator<Item = AdmissionId>,
) -> Result<HashMap<AdmissionId, Vec<Handover>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AdmissionId.is_in(stays.into_iter().map(|id| id.0)))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut handovers: HashMap<AdmissionId, Vec<Handover>> = HashMap::new();
    for row in rows {
        handovers.entry(AdmissionId(row.admission_id)).or_default().push(row.read()?);
    }
    Ok(handovers)
}

/// Whose way home a list follows.
pub enum Side<'a> {
    /// Who was released from these facilities, or from any.
    From(Option<Vec<FacilityId>>),
    /// Who was handed over to the scope's areas and not sent back.
    To(&'a Scope),
}

/// Released stays, those that ended first in front.
pub async fn released(
    db: &impl ConnectionTrait,
    side: &Side<'_>,
    person: Option<PersonId>,
    since: NaiveDate,
) -> Result<Vec<Admission>, DbErr> {
    use admissions::Column as Stay;
    let mut query = admissions::Entity::find()
        .filter(Stay::Status.eq(StayStatus::Released.as_str()))
        .filter(Stay::EndedOn.gte(since));
    match side {
        Side::From(None) => {}
        Side::From(Some(facilities)) => {
            query = query.filter(Stay::FacilityId.is_in(facilities.iter().map(|id| id.0)));
        }
        Side::To(scope) => {
            let current = [HandoverState::Sent, HandoverState::Acknowledged].map(HandoverState::as_str);
            let received = Entity::find()
                .select_only()
                .column(Column::AdmissionId)
                .filter(scope.areas_in([Column::CommuneCode, Column::ProvinceCode]))
                .filter(Column::State.is_in(current));
            query = query.filter(Stay::Id.in_subquery(received.into_query()));
        }
    }
    if let Some(person) = person {
        query = query.filter(Stay::PersonId.eq(person.0));
    }
    let rows = query.order_by_asc(Stay::EndedOn).order_by_asc(Stay::Id).all(db).await?;
    rows.into_iter().map(admissions::Model::read).collect()
}

impl Model {
    fn read(self) -> Result<Handover, DbErr> {
        let papers = self.papers.split(',').filter(|code| !code.is_empty()).map(code::<HandoverPaper>);
        Ok(Handover {
            id: HandoverId(self.id),
            version: self.version,
            admission_id: AdmissionId(self.admission_id),
            to: Place { commune_code: self.commune_code, province_code: self.province_code },
            number: self.number,
            papers: papers.collect::<Result<BTreeSet<_>, _>>()?,
            handed_on: self.handed_on,
            state: code(&self.state)?,
            answered_on: self.answered_on,
            refusal: self.refusal.as_deref().map(code).transpose()?,
            arrived_on: self.arrived_on,
        })
    }
}
