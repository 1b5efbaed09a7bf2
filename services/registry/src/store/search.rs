//! The search index: one document a living record (see [`crate::domain::document`]).
//!
//! Both engines answer alike: tokens, their alternatives and the ranking are ours, and each engine only
//! intersects lists of tokens, with FTS5 on SQLite and a GIN index on PostgreSQL. Names are compared
//! in the byte order of their sort key on both.

use std::collections::BTreeSet;

use domain::ids::{FacilityId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, SimpleExpr};
use sea_orm::{
    ActiveValue::NotSet, ActiveValue::Set, Condition, ConnectionTrait, DbBackend, FromQueryResult, QuerySelect,
};

use super::places;
use crate::domain::document::{Document, Facts};
use crate::domain::query::{Alternatives, Term};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_search")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub ordinal: i64,
    #[sea_orm(unique)]
    pub person_id: Uuid,
    pub marked: String,
    pub folded: String,
    pub terms: String,
    pub sort_key: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Every word of every name, so that a misspelt one finds its neighbours.
mod words {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "name_words")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub position: i64,
        #[sea_orm(unique)]
        pub word: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Writes the documents of these persons anew.
pub async fn index(tx: &impl ConnectionTrait, facts: &[Facts]) -> Result<(), DbErr> {
    if facts.is_empty() {
        return Ok(());
    }
    let rows = facts.iter().map(|facts| {
        let Document { person_id, marked, folded, terms, sort_key } = facts.document();
        ActiveModel {
            ordinal: NotSet,
            person_id: Set(person_id.0),
            marked: Set(marked),
            folded: Set(folded),
            terms: Set(terms),
            sort_key: Set(sort_key),
        }
    });
    let columns = [Column::Marked, Column::Folded, Column::Terms, Column::SortKey];
    Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Column::PersonId).update_columns(columns).to_owned())
        .exec_without_returning(tx)
        .await?;
    let new: BTreeSet<String> = facts.iter().flat_map(Facts::words).collect();
    let rows = new.into_iter().map(|word| words::ActiveModel { position: NotSet, word: Set(word) });
    words::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(words::Column::Word).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Takes records out of the index: they stand for others now.
pub async fn forget(tx: &impl ConnectionTrait, persons: &[PersonId]) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::PersonId.is_in(persons.iter().map(|id| id.0))).exec(tx).await?;
    Ok(())
}

/// Words behind `position`, with the last position: the list only grows.
pub async fn words_after(db: &impl ConnectionTrait, position: i64) -> Result<(Vec<String>, i64), DbErr> {
    let rows: Vec<(i64, String)> = words::Entity::find()
        .select_only()
        .column(words::Column::Position)
        .column(words::Column::Word)
        .filter(words::Column::Position.gt(position))
        .into_tuple()
        .all(db)
        .await?;
    let last = rows.iter().map(|(at, _)| *at).max().unwrap_or(position);
    Ok((rows.into_iter().map(|(_, word)| word).collect(), last))
}

/// What is looked for, and where from.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Each must be answered by one of its terms.
    pub all: Vec<Alternatives>,
    /// Words with marks that bring a person to the front, and the same without.
    pub marked: Vec<String>,
    pub folded: Vec<String>,
    /// Only these persons.
    pub among: Option<Vec<PersonId>>,
    /// Areas the caller may see; none when everywhere.
    pub areas: Option<Alternatives>,
    /// Whom these facilities hold may be seen as well.
    pub facilities: BTreeSet<FacilityId>,
    /// Persons the caller may see though they live elsewhere.
    pub also: Vec<PersonId>,
    pub after: Option<Cursor>,
    pub limit: u64,
}

/// The last row of a page: its rank and its place in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub rank: i32,
    pub ordinal: i64,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.rank, self.ordinal)
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (rank, ordinal) = text.split_once('-').ok_or(())?;
        Ok(Self { rank: rank.parse().map_err(drop)?, ordinal: ordinal.parse().map_err(drop)? })
    }
}

/// A page of persons, best first, then by given name, and how many there are in all.
pub struct Found {
    pub persons: Vec<PersonId>,
    pub total: u64,
    pub next: Option<Cursor>,
}

#[derive(FromQueryResult)]
struct Hit {
    person_id: Uuid,
    ordinal: i64,
    rank: i32,
}

pub async fn find(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<Found, DbErr> {
    let query = Entity::find().filter(condition(db.get_database_backend(), wanted));
    let total = query.clone().count(db).await?;
    if total == 0 {
        return Ok(Found { persons: Vec::new(), total, next: None });
    }
    let mut page = query
        .select_only()
        .column(Column::PersonId)
        .column(Column::Ordinal)
        .expr_as(rank(wanted).cast_as("integer"), "rank");
    if let Some(after) = wanted.after
        && let Some(last) = Entity::find_by_id(after.ordinal).one(db).await?
    {
        page = page.filter(behind(wanted, after, &last));
    }
    let mut select = QuerySelect::query(&mut page).to_owned();
    if wanted.marked.is_empty() && wanted.folded.is_empty() {
        select.order_by(Column::SortKey, sea_orm::Order::Asc).order_by(Column::Ordinal, sea_orm::Order::Asc);
    } else {
        select
            .order_by_expr(rank(wanted), sea_orm::Order::Asc)
            .order_by(Column::SortKey, sea_orm::Order::Asc)
            .order_by(Column::Ordinal, sea_orm::Order::Asc);
    }
    select.limit(wanted.limit);
    let hits = Hit::find_by_statement(db.get_database_backend().build(&select)).all(db).await?;
    let full = u64::try_from(hits.len()).unwrap_or(0) == wanted.limit;
    let next = hits.last().filter(|_| full).map(|last| Cursor { rank: last.rank, ordinal: last.ordinal });
    Ok(Found { persons: hits.into_iter().map(|hit| PersonId(hit.person_id)).collect(), total, next })
}

/// Persons of whom some token answers, for whoever may look at them: possible duplicates meet by their keys.
pub async fn meeting(db: &impl ConnectionTrait, tokens: Vec<Term>, limit: u64) -> Result<Vec<PersonId>, DbErr> {
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    let matching = matching(db.get_database_backend(), &[Alternatives(tokens)]);
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .filter(matching)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

fn condition(backend: DbBackend, wanted: &Wanted) -> Condition {
    let mut condition = Condition::all();
    let mut all = wanted.all.clone();
    let beyond_areas = !wanted.facilities.is_empty() || !wanted.also.is_empty();
    if let Some(areas) = &wanted.areas {
        if beyond_areas {
            let mut seen = Condition::any();
            if !areas.0.is_empty() {
                seen = seen.add(matching(backend, std::slice::from_ref(areas)));
            }
            if !wanted.facilities.is_empty() {
                seen = seen.add(Column::PersonId.in_subquery(places::held_by(&wanted.facilities)));
            }
            if !wanted.also.is_empty() {
                seen = seen.add(Column::PersonId.is_in(wanted.also.iter().map(|id| id.0)));
            }
            condition = condition.add(seen);
        } else {
            all.push(areas.clone());
        }
    }
    if !all.is_empty() {
        condition = condition.add(matching(backend, &all));
    }
    if let Some(among) = &wanted.among {
        condition = condition.add(Column::PersonId.is_in(among.iter().map(|id| id.0)));
    }
    condition
}

/// The tokens hold letters and digits only, so quoting them is enough.
fn matching(backend: DbBackend, all: &[Alternatives]) -> SimpleExpr {
    if all.iter().any(|alternatives| alternatives.0.is_empty()) {
        return Expr::value(false);
    }
    match backend {
        DbBackend::Sqlite => {
            let term = |term: &Term| format!("\"{}\"{}", term.token, if term.prefix { "*" } else { "" });
            let query = join(all, term, " OR ", " AND ");
            Expr::cust_with_values(
                "\"ordinal\" IN (SELECT rowid FROM person_terms WHERE person_terms MATCH ?)",
                [query],
            )
        }
        _ => {
            let term = |term: &Term| format!("'{}'{}", term.token, if term.prefix { ":*" } else { "" });
            let query = join(all, term, " | ", " & ");
            Expr::cust_with_values("array_to_tsvector(string_to_array(terms, ' ')) @@ $1::tsquery", [query])
        }
    }
}

fn join(all: &[Alternatives], term: impl Fn(&Term) -> String, or: &str, and: &str) -> String {
    let group = |one: &Alternatives| format!("({})", one.0.iter().map(&term).collect::<Vec<_>>().join(or));
    all.iter().map(group).collect::<Vec<_>>().join(and)
}

/// 0 when every word stands there with its marks, 1 when every word stands there whole, 2 for the rest.
fn rank(wanted: &Wanted) -> SimpleExpr {
    let all = |column: Column, words: &[String]| {
        words.iter().fold(Condition::all(), |all, word| all.add(column.contains(format!(" {word} "))))
    };
    let folded = Expr::case(all(Column::Folded, &wanted.folded), 1).finally(2);
    if wanted.marked.is_empty() {
        return folded.into();
    }
    Expr::case(all(Column::Marked, &wanted.marked), 0).case(all(Column::Folded, &wanted.folded), 1).finally(2).into()
}

/// Rows that come after the last one of a page, in the order of [`find`].
fn behind(wanted: &Wanted, after: Cursor, last: &Model) -> Condition {
    let later_name = Condition::any()
        .add(Column::SortKey.gt(&last.sort_key))
        .add(Condition::all().add(Column::SortKey.eq(&last.sort_key)).add(Column::Ordinal.gt(last.ordinal)));
    if wanted.marked.is_empty() && wanted.folded.is_empty() {
        return later_name;
    }
    Condition::any()
        .add(rank(wanted).gt(after.rank))
        .add(Condition::all().add(rank(wanted).eq(after.rank)).add(later_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_written_for_each_engine() {
        let all = [
            Alternatives(vec![Term::beginning("duc"), Term::exactly("dúc")]),
            Alternatives(vec![Term::exactly("0a87")]),
        ];
        let term = |term: &Term| format!("'{}'{}", term.token, if term.prefix { ":*" } else { "" });
        assert_eq!(join(&all, term, " | ", " & "), "('duc':* | 'dúc') & ('0a87')");
    }

    #[test]
    fn a_cursor_reads_back() {
        let cursor = Cursor { rank: 1, ordinal: 42 };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        assert_eq!("x".parse::<Cursor>(), Err(()));
    }
}
