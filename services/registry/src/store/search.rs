//! The search index: one document a living record (see [`crate::domain::document`]).
//!
//! Both engines answer alike: tokens, their alternatives and the ranking are ours, and each engine only
//! intersects lists of tokens, with FTS5 on SQLite and a GIN index on PostgreSQL. Names are compared
//! in the byte order of their sort key on both.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::ids::{FacilityId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, SimpleExpr};
use sea_orm::{
    ActiveValue::NotSet, ActiveValue::Set, Condition, ConnectionTrait, DbBackend, FromQueryResult, QuerySelect,
    Statement,
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

/// How many words names are made of.
pub async fn count_words(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    words::Entity::find().count(db).await
}

/// The words that names are made of. None is ever taken away.
pub async fn all_words(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    words::Entity::find().select_only().column(words::Column::Word).into_tuple().all(db).await
}

/// What is looked for, and where from.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Each must be answered by one of its terms.
    pub all: Vec<Alternatives>,
    /// One of these must be answered as well, in each of its parts.
    pub readings: Vec<Vec<Alternatives>>,
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
    total: i64,
}

pub async fn find(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<Found, DbErr> {
    if wanted.readings.is_empty() {
        return Ok(Found { persons: Vec::new(), total: 0, next: None });
    }
    let query = Entity::find().filter(condition(db.get_database_backend(), wanted));
    let mut page = query
        .clone()
        .select_only()
        .column(Column::PersonId)
        .column(Column::Ordinal)
        .expr_as(rank(wanted).cast_as("integer"), "rank");
    let last = match wanted.after {
        Some(after) => Entity::find_by_id(after.ordinal).one(db).await?.map(|last| (after, last)),
        None => None,
    };
    // The first page counts while it looks; a later one looks at the rest only.
    let counted = match last {
        Some((after, last)) => {
            page = page.filter(behind(wanted, after, &last)).expr_as(Expr::cust("CAST(0 AS bigint)"), "total");
            Some(query.count(db).await?)
        }
        None => {
            page = page.expr_as(Expr::cust("count(*) OVER ()"), "total");
            None
        }
    };
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
    let total = counted.unwrap_or_else(|| hits.first().and_then(|hit| u64::try_from(hit.total).ok()).unwrap_or(0));
    let full = u64::try_from(hits.len()).unwrap_or(0) == wanted.limit;
    let next = hits.last().filter(|_| full).map(|last| Cursor { rank: last.rank, ordinal: last.ordinal });
    Ok(Found { persons: hits.into_iter().map(|hit| PersonId(hit.person_id)).collect(), total, next })
}

#[derive(FromQueryResult)]
struct Met {
    token: String,
    person_id: Uuid,
}

/// Whom possible duplicates meet: the persons under each of these keys, whoever may look at them. A key that more
/// than `largest` share is passed over, because it says nothing.
pub async fn meeting(
    db: &impl ConnectionTrait,
    tokens: &HashSet<String>,
    largest: usize,
) -> Result<HashMap<String, Vec<PersonId>>, DbErr> {
    const TOKENS_PER_STATEMENT: usize = 2_000;
    let backend = db.get_database_backend();
    // Each engine looks up one key after another in its index.
    let sql = match backend {
        DbBackend::Sqlite => {
            "SELECT key.value AS token, met.person_id FROM json_each(?) AS key \
             CROSS JOIN person_terms ON person_terms MATCH '\"' || key.value || '\"' \
             CROSS JOIN person_search AS met ON met.ordinal = person_terms.rowid"
        }
        _ => {
            "SELECT key.token, met.person_id FROM json_array_elements_text($1::json) AS key(token) \
             CROSS JOIN LATERAL (SELECT person_id FROM person_search \
             WHERE array_to_tsvector(string_to_array(terms, ' ')) @@ quote_literal(key.token)::tsquery LIMIT $2) AS met"
        }
    };
    let tokens: Vec<&String> = tokens.iter().collect();
    let enough = i64::try_from(largest).unwrap_or(i64::MAX).saturating_add(1);
    let mut met = HashMap::new();
    for some in tokens.chunks(TOKENS_PER_STATEMENT) {
        let some = serde_json::to_string(some).map_err(|error| DbErr::Custom(error.to_string()))?;
        let values = match backend {
            DbBackend::Sqlite => vec![some.into()],
            _ => vec![some.into(), enough.into()],
        };
        let mut blocks: HashMap<String, Vec<PersonId>> = HashMap::new();
        for Met { token, person_id } in
            Met::find_by_statement(Statement::from_sql_and_values(backend, sql, values)).all(db).await?
        {
            blocks.entry(token).or_default().push(PersonId(person_id));
        }
        met.extend(blocks.into_iter().filter(|(_, block)| block.len() <= largest));
    }
    Ok(met)
}

fn condition(backend: DbBackend, wanted: &Wanted) -> Condition {
    let mut condition = Condition::all();
    let mut all = wanted.all.clone();
    let beyond_areas = !wanted.facilities.is_empty() || !wanted.also.is_empty();
    if let Some(areas) = &wanted.areas {
        if beyond_areas {
            let mut seen = Condition::any();
            if !areas.0.is_empty() {
                seen = seen.add(matching(backend, &[vec![areas.clone()]]));
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
    let whole: Vec<Vec<Alternatives>> =
        wanted.readings.iter().map(|reading| all.iter().chain(reading).cloned().collect()).collect();
    if whole.iter().all(|reading| !reading.is_empty()) {
        condition = condition.add(matching(backend, &whole));
    }
    if let Some(among) = &wanted.among {
        condition = condition.add(Column::PersonId.is_in(among.iter().map(|id| id.0)));
    }
    condition
}

/// Whoever answers one of these readings, in each of its parts. The tokens hold letters and digits only, so
/// quoting them is enough.
fn matching(backend: DbBackend, readings: &[Vec<Alternatives>]) -> Condition {
    let possible = readings.iter().filter(|reading| reading.iter().all(|alternatives| !alternatives.0.is_empty()));
    let nobody = Condition::any().add(Expr::value(false));
    match backend {
        DbBackend::Sqlite => {
            let term = |term: &Term| format!("\"{}\"{}", term.token, if term.prefix { "*" } else { "" });
            let queries: Vec<String> = possible.map(|all| format!("({})", join(all, term, " OR ", " AND "))).collect();
            if queries.is_empty() {
                return nobody;
            }
            let sql = "\"ordinal\" IN (SELECT rowid FROM person_terms WHERE person_terms MATCH ?)";
            Condition::all().add(Expr::cust_with_values(sql, [queries.join(" OR ")]))
        }
        // One condition a reading: within one, the rarest word leads the index to the few that have the others, too.
        _ => {
            let term = |term: &Term| format!("'{}'{}", term.token, if term.prefix { ":*" } else { "" });
            let sql = "array_to_tsvector(string_to_array(terms, ' ')) @@ $1::tsquery";
            possible.fold(nobody, |any, all| any.add(Expr::cust_with_values(sql, [join(all, term, " | ", " & ")])))
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
