//! Who stands for whom, as known when.
//!
//! A link lasts from when a merge was recorded until its undoing was. The end of a record's chain in each such
//! period stands in `person_roots`, so that a figure resolves whom it counts with one join, as known at any time.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{Condition, ConnectionTrait, QueryOrder, QuerySelect};

pub mod links {
    use super::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_links")]
    pub struct Model {
        /// The merge.
        #[sea_orm(primary_key, auto_increment = false)]
        pub event_id: Uuid,
        pub person_id: Uuid,
        pub merged_into: Uuid,
        pub recorded_from: DateTime<Utc>,
        pub recorded_to: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod roots {
    use super::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_roots")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub recorded_from: DateTime<Utc>,
        pub root_id: Uuid,
        pub recorded_to: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use links::Model as Link;
pub use roots::Model as Root;

/// A link from `at` on. Two of one record never last at the same time, whatever the clocks say.
pub async fn open(
    tx: &impl ConnectionTrait,
    event_id: Uuid,
    person_id: Uuid,
    merged_into: Uuid,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    close(tx, person_id, at).await?;
    let last = links::Entity::find()
        .filter(links::Column::PersonId.eq(person_id))
        .order_by_desc(links::Column::RecordedTo)
        .one(tx)
        .await?;
    let recorded_from = last.and_then(|last| last.recorded_to).map_or(at, |to| to.max(at));
    let link = Link { event_id, person_id, merged_into, recorded_from, recorded_to: None };
    links::Entity::insert(links::ActiveModel::from(link))
        .on_conflict(OnConflict::column(links::Column::EventId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Ends the record's link, if it has one.
pub async fn close(tx: &impl ConnectionTrait, person_id: Uuid, at: DateTime<Utc>) -> Result<(), DbErr> {
    let open = links::Entity::find()
        .filter(links::Column::PersonId.eq(person_id))
        .filter(links::Column::RecordedTo.is_null())
        .one(tx)
        .await?;
    let Some(link) = open else { return Ok(()) };
    links::Entity::update_many()
        .col_expr(links::Column::RecordedTo, Expr::value(at.max(link.recorded_from)))
        .filter(links::Column::EventId.eq(link.event_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// All links that ever were between records that hang together with these, in either direction.
pub async fn around(db: &impl ConnectionTrait, persons: impl IntoIterator<Item = Uuid>) -> Result<Vec<Link>, DbErr> {
    let mut found: BTreeSet<Uuid> = persons.into_iter().collect();
    let mut asked = found.clone();
    let mut around: HashMap<Uuid, Link> = HashMap::new();
    while !asked.is_empty() {
        let touching = Condition::any()
            .add(links::Column::PersonId.is_in(asked.iter().copied()))
            .add(links::Column::MergedInto.is_in(asked.iter().copied()));
        let rows = links::Entity::find().filter(touching).all(db).await?;
        let ends = rows.iter().flat_map(|link| [link.person_id, link.merged_into]);
        asked = ends.filter(|end| !found.contains(end)).collect();
        found.extend(asked.iter().copied());
        around.extend(rows.into_iter().map(|link| (link.event_id, link)));
    }
    Ok(around.into_values().collect())
}

/// Sets the ends of chains of these records; those of others stay.
pub async fn replace_roots(
    tx: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = Uuid>,
    roots: Vec<Root>,
) -> Result<(), DbErr> {
    roots::Entity::delete_many().filter(roots::Column::PersonId.is_in(persons)).exec(tx).await?;
    roots::Entity::insert_many(roots.into_iter().map(roots::ActiveModel::from)).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    links::Entity::delete_many().exec(tx).await?;
    roots::Entity::delete_many().exec(tx).await?;
    Ok(())
}

/// The ends of chains as known at `known_at`, or now.
pub fn as_known(known_at: Option<DateTime<Utc>>) -> Condition {
    let open = roots::Column::RecordedTo.is_null();
    match known_at {
        None => Condition::all().add(open),
        Some(at) => Condition::all()
            .add(roots::Column::RecordedFrom.lte(at))
            .add(Condition::any().add(open).add(roots::Column::RecordedTo.gt(at))),
    }
}

/// Whether anybody was merged, as known then.
pub async fn any(db: &impl ConnectionTrait, known_at: Option<DateTime<Utc>>) -> Result<bool, DbErr> {
    Ok(roots::Entity::find().filter(as_known(known_at)).limit(1).one(db).await?.is_some())
}

/// The merged ones among these records with whom they stand for, as known then.
pub async fn roots_of(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = Uuid>,
    known_at: Option<DateTime<Utc>>,
) -> Result<HashMap<Uuid, Uuid>, DbErr> {
    let rows = roots::Entity::find().filter(as_known(known_at)).filter(roots::Column::PersonId.is_in(persons));
    Ok(rows.all(db).await?.into_iter().map(|root| (root.person_id, root.root_id)).collect())
}
