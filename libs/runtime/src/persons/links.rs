//! Who stands for whom: `registry` merges the records of one human being, and may undo it.
//!
//! A link leads from the merged record to the one it was merged into; that one may be merged in its turn, so
//! links form chains. The *effective* person of a record is the end of its chain. A row keeps two ids: the
//! person it was recorded for, which never changes, and the effective one, which follows the links.
//!
//! Merges of different records are told in no order. Links are a set, and what follows from them is computed
//! anew for all records that hang together, so the outcome is the same whichever news comes first. Between
//! two pieces of news a cycle may stand (an undoing not yet heard); then the smallest id on it stands for all.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::ids::PersonId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub merged_into: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

/// Which records were merged into which others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links(HashMap<PersonId, PersonId>);

impl FromIterator<(PersonId, PersonId)> for Links {
    fn from_iter<T: IntoIterator<Item = (PersonId, PersonId)>>(links: T) -> Self {
        Self(links.into_iter().collect())
    }
}

impl Links {
    /// The end of the person's chain; on a cycle, its smallest id.
    pub fn root(&self, person: PersonId) -> PersonId {
        let mut passed = vec![person];
        while let Some(next) = self.0.get(&passed[passed.len() - 1]) {
            if let Some(start) = passed.iter().position(|seen| seen == next) {
                return passed[start..].iter().copied().min().unwrap_or(*next);
            }
            passed.push(*next);
        }
        passed[passed.len() - 1]
    }
}

/// Whom the records stand for now that were touched by merges or their undoing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Regrouped(BTreeMap<PersonId, Vec<PersonId>>);

impl Regrouped {
    /// Groups `members` by their effective person.
    fn of(members: impl IntoIterator<Item = PersonId>, links: &Links) -> Self {
        let mut groups: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
        for member in members {
            groups.entry(links.root(member)).or_default().push(member);
        }
        Self(groups)
    }
}

/// Whom each of these persons stands for.
pub async fn effective(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, PersonId>, DbErr> {
    let persons: BTreeSet<PersonId> = persons.into_iter().collect();
    let mut links = Links::default();
    let mut asked = persons.clone();
    while !asked.is_empty() {
        let rows = Entity::find().filter(Column::PersonId.is_in(asked.iter().map(|id| id.0))).all(db).await?;
        links.0.extend(rows.iter().map(|row| (PersonId(row.person_id), PersonId(row.merged_into))));
        asked = rows.iter().map(|row| PersonId(row.merged_into)).filter(|next| !links.0.contains_key(next)).collect();
        // What has no link of its own is asked for once and found missing.
        asked.retain(|next| !persons.contains(next));
    }
    Ok(persons.into_iter().map(|person| (person, links.root(person))).collect())
}

/// Whom this person stands for.
pub async fn effective_of(db: &impl ConnectionTrait, person: PersonId) -> Result<PersonId, DbErr> {
    Ok(effective(db, [person]).await?.remove(&person).unwrap_or(person))
}

/// All records that hang together with these over links in either direction, these included.
pub(super) async fn hanging_together(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeSet<PersonId>, DbErr> {
    let mut found: BTreeSet<PersonId> = persons.into_iter().collect();
    let mut asked = found.clone();
    while !asked.is_empty() {
        let ids: Vec<Uuid> = asked.iter().map(|id| id.0).collect();
        let touching = Condition::any()
            .add(Column::PersonId.is_in(ids.iter().copied()))
            .add(Column::MergedInto.is_in(ids.iter().copied()));
        let rows = Entity::find().filter(touching).all(db).await?;
        let ends = rows.iter().flat_map(|row| [PersonId(row.person_id), PersonId(row.merged_into)]);
        asked = ends.filter(|end| !found.contains(end)).collect();
        found.extend(asked.iter().copied());
    }
    Ok(found)
}

/// Sets or removes the links of these persons, and says how `members` are grouped after it.
pub(super) async fn change(
    tx: &impl ConnectionTrait,
    changes: &BTreeMap<PersonId, Option<PersonId>>,
    members: BTreeSet<PersonId>,
) -> Result<Regrouped, DbErr> {
    Entity::delete_many().filter(Column::PersonId.is_in(changes.keys().map(|id| id.0))).exec(tx).await?;
    let rows = changes.iter().filter_map(|(person, into)| {
        let merged_into = Set((*into)?.0);
        Some(ActiveModel { person_id: Set(person.0), merged_into })
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    let rows = Entity::find().filter(Column::PersonId.is_in(members.iter().map(|id| id.0))).all(tx).await?;
    let links = rows.into_iter().map(|row| (PersonId(row.person_id), PersonId(row.merged_into))).collect();
    Ok(Regrouped::of(members, &links))
}

/// Forgets all links.
pub(super) async fn reset(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}

/// Rows that were recorded for one of these persons. A row without an origin was written before there was one.
pub fn recorded_for<C: ColumnTrait>(person: C, origin: C, persons: impl IntoIterator<Item = PersonId>) -> Condition {
    let ids: Vec<Uuid> = persons.into_iter().map(|id| id.0).collect();
    let unsaid = Condition::all().add(origin.is_null()).add(person.is_in(ids.iter().copied()));
    Condition::any().add(origin.is_in(ids)).add(unsaid)
}

/// Gives rows to whom they count for now. `person` is the column of the effective person, `origin` that of
/// the one the row was recorded for.
pub async fn regroup<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    person: E::Column,
    origin: E::Column,
    regrouped: &Regrouped,
) -> Result<(), DbErr> {
    for (effective, members) in &regrouped.0 {
        E::update_many()
            .col_expr(origin, Func::coalesce([Expr::col(origin), Expr::col(person)]).into())
            .col_expr(person, Expr::value(effective.0))
            .filter(recorded_for(person, origin, members.iter().copied()))
            .filter(person.ne(effective.0))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Gives every row back to whom it was recorded for, as when all links are forgotten.
pub async fn ungroup<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    person: E::Column,
    origin: E::Column,
) -> Result<(), DbErr> {
    E::update_many()
        .col_expr(person, Expr::col(origin))
        .filter(origin.is_not_null())
        .filter(Expr::col(person).ne(Expr::col(origin)))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn links(pairs: &[(u128, u128)]) -> Links {
        pairs.iter().map(|(from, to)| (id(*from), id(*to))).collect()
    }

    #[test]
    fn whoever_was_never_merged_stands_for_themselves() {
        assert_eq!(links(&[(2, 1)]).root(id(1)), id(1));
        assert_eq!(links(&[(2, 1)]).root(id(7)), id(7));
    }

    #[test]
    fn a_chain_leads_to_its_end_whoever_was_merged_first() {
        let chain = links(&[(2, 1), (1, 3)]);
        assert_eq!([id(1), id(2), id(3)].map(|person| chain.root(person)), [id(3); 3]);
    }

    #[test]
    fn on_a_cycle_all_agree_on_the_smallest() {
        // 4 → 3 → 2 → 3: an undoing of one of the last two is still on its way.
        let cycle = links(&[(4, 3), (3, 2), (2, 3)]);
        assert_eq!([id(2), id(3), id(4)].map(|person| cycle.root(person)), [id(2); 3]);
        assert_eq!(links(&[(5, 5)]).root(id(5)), id(5));
    }

    #[test]
    fn those_who_stand_for_the_same_person_form_a_group() {
        let groups = Regrouped::of([1, 2, 3, 4].map(id), &links(&[(2, 1), (1, 3)]));
        assert_eq!(groups.0, BTreeMap::from([(id(3), vec![id(1), id(2), id(3)]), (id(4), vec![id(4)])]));
    }
}
