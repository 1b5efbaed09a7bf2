//! Pairs of records that may be one person, with what was decided about them.

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "duplicate_candidates")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub first_id: Uuid,
    pub second_id: Uuid,
    pub score: i32,
    pub verdict: String,
    pub reasons: String,
    pub state: String,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub found_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

domain::code_list! {
    /// What was decided about a pair.
    State {
        Open = "open", "chờ xem xét", "to be looked at";
        NotSame = "not_same", "không phải một người", "not the same person";
        Merged = "merged", "đã gộp", "merged";
    }
}

/// A pair with its score and reasons (codes as JSON).
#[derive(Clone, Debug)]
pub struct Pair {
    pub id: Uuid,
    pub first: PersonId,
    pub second: PersonId,
    pub score: i32,
    pub verdict: &'static str,
    pub reasons: String,
}

/// The order in which a pair is stored.
pub fn ordered(one: PersonId, other: PersonId) -> (PersonId, PersonId) {
    if one <= other { (one, other) } else { (other, one) }
}

/// Stores pairs; of one that stands there only score and reasons change, never what was decided.
pub async fn put(tx: &impl ConnectionTrait, pairs: &[Pair], now: DateTime<Utc>) -> Result<(), DbErr> {
    const ROWS_PER_STATEMENT: usize = 500;
    for chunk in pairs.chunks(ROWS_PER_STATEMENT) {
        let rows = chunk.iter().map(|pair| ActiveModel {
            id: Set(pair.id),
            first_id: Set(pair.first.0),
            second_id: Set(pair.second.0),
            score: Set(pair.score),
            verdict: Set(pair.verdict.to_owned()),
            reasons: Set(pair.reasons.clone()),
            state: Set(State::Open.as_str().to_owned()),
            decided_by: Set(None),
            decided_at: Set(None),
            reason: Set(None),
            found_at: Set(now),
        });
        let columns = [Column::Score, Column::Verdict, Column::Reasons];
        Entity::insert_many(rows)
            .on_conflict(OnConflict::columns([Column::FirstId, Column::SecondId]).update_columns(columns).to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// Keeps a decision about a pair, whether it stood there or not.
pub async fn decide(
    tx: &impl ConnectionTrait,
    pair: (PersonId, PersonId),
    state: State,
    reason: &str,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let (first, second) = ordered(pair.0, pair.1);
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state.as_str()))
        .col_expr(Column::DecidedBy, Expr::value(account.0))
        .col_expr(Column::DecidedAt, Expr::value(now))
        .col_expr(Column::Reason, Expr::value(reason))
        .filter(Column::FirstId.eq(first.0))
        .filter(Column::SecondId.eq(second.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// A page of pairs of which both sides lie within `visible`, the surest first.
pub async fn list(
    db: &impl ConnectionTrait,
    state: State,
    visible: Option<sea_orm::sea_query::SelectStatement>,
    offset: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64), DbErr> {
    let mut condition = Condition::all().add(Column::State.eq(state.as_str()));
    if let Some(visible) = visible {
        condition =
            condition.add(Column::FirstId.in_subquery(visible.clone())).add(Column::SecondId.in_subquery(visible));
    }
    let query = Entity::find().filter(condition);
    let total = query.clone().count(db).await?;
    let rows = query.order_by_desc(Column::Score).order_by_asc(Column::Id).offset(offset).limit(limit).all(db).await?;
    Ok((rows, total))
}
