//! Lists of dossiers: by status, by agency, by due time. They look at the copy of what each dossier
//! awaits.

use chrono::{DateTime, FixedOffset, Utc};
use domain::ids::DossierId;
use domain::law::PackId;
use domain::law::procedure::Agency;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryOrder, QuerySelect, Select};
use web::Scope;

use super::{Column, Entity, Model};
use crate::domain::dossier::{Dossier, DossierStatus, DueFilter};
use crate::store::{code, persons};

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub status: Option<DossierStatus>,
    pub agency: Option<Agency>,
    pub due: Option<(DueFilter, Horizon)>,
    /// The last dossier of the page before.
    pub after: Option<DossierId>,
    pub limit: u64,
}

/// What "overdue" and "soon" mean at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Horizon {
    pub now: DateTime<FixedOffset>,
    /// Due times up to here, and not over, are soon.
    pub soon: DateTime<FixedOffset>,
}

impl Horizon {
    fn condition(self, due: DueFilter) -> Condition {
        let (now, soon) = (self.now.with_timezone(&Utc), self.soon.with_timezone(&Utc));
        match due {
            DueFilter::Overdue => Condition::all().add(Column::DueAt.lte(now)),
            DueFilter::Soon => Condition::all().add(Column::DueAt.gt(now)).add(Column::DueAt.lte(soon)),
        }
    }
}

/// How many dossiers an agency has to move on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgencyCount {
    pub agency: Agency,
    pub waiting: u64,
    pub overdue: u64,
    pub soon: u64,
}

/// A page of the dossiers of people within `scope`, and how many there are in all. By id, or with a due
/// filter by due time.
pub async fn page(db: &impl ConnectionTrait, scope: &Scope, filter: &Filter) -> Result<(Vec<Dossier>, u64), DbErr> {
    let mut query = within(scope);
    if let Some(status) = filter.status {
        query = query.filter(Column::Status.eq(status.as_str()));
    }
    if let Some(agency) = filter.agency {
        query = query.filter(Column::AwaitedAgency.eq(agency.as_str()));
    }
    if let Some((due, horizon)) = filter.due {
        query = query.filter(horizon.condition(due));
    }
    let total = query.clone().count(db).await?;
    let after = match filter.after {
        Some(id) => Entity::find_by_id(id.0).one(db).await?,
        None => None,
    };
    query = match (filter.due, after) {
        (None, after) => after.into_iter().fold(query, |query, last| query.filter(Column::Id.gt(last.id))),
        (Some(_), after) => {
            let later = after.map(|last| {
                Condition::any()
                    .add(Column::DueAt.gt(last.due_at))
                    .add(Condition::all().add(Column::DueAt.eq(last.due_at)).add(Column::Id.gt(last.id)))
            });
            later.into_iter().fold(query, |query, later| query.filter(later)).order_by_asc(Column::DueAt)
        }
    };
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

fn within(scope: &Scope) -> Select<Entity> {
    let query = Entity::find();
    if scope.everywhere {
        return query;
    }
    let columns = [persons::Column::CommuneCode, persons::Column::DistrictCode, persons::Column::ProvinceCode];
    let persons = Query::select()
        .column(persons::Column::Id)
        .from(persons::Entity)
        .cond_where(scope.areas_in(columns))
        .to_owned();
    query.filter(Column::PersonId.in_subquery(persons))
}

/// Per agency what waits for it, by code of the agency.
pub async fn counts(db: &impl ConnectionTrait, scope: &Scope, horizon: Horizon) -> Result<Vec<AgencyCount>, DbErr> {
    let grouped = |condition: Condition| {
        within(scope)
            .select_only()
            .column(Column::AwaitedAgency)
            .column_as(Expr::col(Column::Id).count(), "count")
            .filter(Column::AwaitedAgency.is_not_null())
            .filter(condition)
            .group_by(Column::AwaitedAgency)
            .order_by_asc(Column::AwaitedAgency)
            .into_tuple::<(String, i64)>()
            .all(db)
    };
    let waiting = grouped(Condition::all()).await?;
    let overdue = grouped(horizon.condition(DueFilter::Overdue)).await?;
    let soon = grouped(horizon.condition(DueFilter::Soon)).await?;
    let of = |counts: &[(String, i64)], agency: &str| {
        let found = counts.iter().find(|(name, _)| name == agency).map_or(0, |(_, count)| *count);
        u64::try_from(found).unwrap_or(0)
    };
    let rows = waiting.iter().map(|(agency, _)| {
        Ok(AgencyCount {
            agency: code(agency)?,
            waiting: of(&waiting, agency),
            overdue: of(&overdue, agency),
            soon: of(&soon, agency),
        })
    });
    rows.collect()
}

/// Open dossiers whose copy was derived under another pack than this, or never.
pub async fn stale(db: &impl ConnectionTrait, pack: PackId, limit: u64) -> Result<Vec<Dossier>, DbErr> {
    let other = Condition::any().add(Column::RulesPack.is_null()).add(Column::RulesPack.ne(pack.as_str()));
    let rows = Entity::find()
        .filter(Column::Status.eq(DossierStatus::Open.as_str()))
        .filter(other)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(Model::read).collect()
}
