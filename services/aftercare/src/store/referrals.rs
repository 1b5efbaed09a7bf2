//! Referrals.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::{ReferralKind, ReferralState};
use domain::ids::{AftercareCaseId, PersonId, ReferralId};
use domain::money::Vnd;
use runtime::persons::{self, Regrouped};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::{ROWS_PER_STATEMENT, cases, code};
use crate::domain::referral::Referral;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "referrals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub case_id: Uuid,
    /// Whom the referral counts for now; a merge of persons changes it.
    pub person_id: Uuid,
    /// The record that its case's treatment was recorded for.
    pub origin_person_id: Option<Uuid>,
    pub kind: String,
    pub state: String,
    pub partner: String,
    pub amount: Option<i64>,
    pub purpose: Option<String>,
    pub consent_on: Option<NaiveDate>,
    pub drafted_on: NaiveDate,
    pub last_step_on: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(referral: &Referral) -> ActiveModel {
    ActiveModel {
        id: Set(referral.id.0),
        version: Set(referral.version),
        case_id: Set(referral.case_id.0),
        person_id: Set(referral.person_id.0),
        origin_person_id: Set(Some(referral.origin_person_id.0)),
        kind: Set(referral.kind.as_str().to_owned()),
        state: Set(referral.state.as_str().to_owned()),
        partner: Set(referral.partner.clone()),
        amount: Set(referral.amount.map(|Vnd(amount)| amount)),
        purpose: Set(referral.purpose.clone()),
        consent_on: Set(referral.consent_on),
        drafted_on: Set(referral.drafted_on),
        last_step_on: Set(referral.last_step_on),
    }
}

/// Writes new referrals, and the next version of those that exist.
pub async fn save_all(tx: &impl ConnectionTrait, referrals: &[&Referral]) -> Result<(), DbErr> {
    let changing = [Column::Version, Column::State, Column::LastStepOn];
    for chunk in referrals.chunks(ROWS_PER_STATEMENT) {
        Entity::insert_many(chunk.iter().map(|referral| row(referral)))
            .on_conflict(OnConflict::column(Column::Id).update_columns(changing).to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Gives referrals to whom they count for after a merge of persons or its undoing. Cases go first: a draft
/// holds its case, so once the case is changed, no referral of it is still on its way.
pub async fn regroup(tx: &impl ConnectionTrait, regrouped: &Regrouped) -> Result<(), DbErr> {
    persons::regroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId, regrouped).await
}

/// Referrals of the cases within `scope`.
fn within(scope: &Scope) -> Condition {
    if scope.everywhere {
        return Condition::all();
    }
    Condition::all().add(Column::CaseId.in_subquery(cases::ids_in(scope)))
}

/// The ones within `scope` among these, locked.
pub async fn lock(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    ids: impl IntoIterator<Item = ReferralId>,
) -> Result<HashMap<ReferralId, Referral>, DbErr> {
    let rows = Entity::find()
        .filter(within(scope))
        .filter(Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    rows.into_iter().map(|row| row.read().map(|referral| (referral.id, referral))).collect()
}

/// All referrals of a case the caller may see, oldest first.
pub async fn of_case(db: &impl ConnectionTrait, case: AftercareCaseId) -> Result<Vec<Referral>, DbErr> {
    let rows = Entity::find().filter(Column::CaseId.eq(case.0)).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(Model::read).collect()
}

/// Which referrals a list shows.
#[derive(Default)]
pub struct Filter {
    pub scope: Scope,
    pub case: Option<AftercareCaseId>,
    pub state: Option<ReferralState>,
    pub kind: Option<ReferralKind>,
    pub after: Option<ReferralId>,
    pub limit: u64,
}

/// A page of referrals, newest id last, and how many there are in all.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter) -> Result<(Vec<Referral>, u64), DbErr> {
    let mut query = Entity::find().filter(within(&filter.scope));
    if let Some(case) = filter.case {
        query = query.filter(Column::CaseId.eq(case.0));
    }
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state.as_str()));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(Column::Kind.eq(kind.as_str()));
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Referral, DbErr> {
        Ok(Referral {
            id: ReferralId(self.id),
            version: self.version,
            case_id: AftercareCaseId(self.case_id),
            person_id: PersonId(self.person_id),
            origin_person_id: PersonId(self.origin_person_id.unwrap_or(self.person_id)),
            kind: code(&self.kind)?,
            state: code(&self.state)?,
            partner: self.partner,
            amount: self.amount.map(Vnd),
            purpose: self.purpose,
            consent_on: self.consent_on,
            drafted_on: self.drafted_on,
            last_step_on: self.last_step_on,
        })
    }
}
