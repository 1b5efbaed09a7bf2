//! Whose persons a query may see.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::{ColumnTrait, Condition};
use web::Scope;

use super::persons::Column;
use super::{break_glass, places};

/// A scope becomes one without more: that is all that writing may use.
#[derive(Clone, Copy)]
pub struct Reach<'a> {
    scope: &'a Scope,
    emergency: Option<(AccountId, DateTime<Utc>)>,
}

impl<'a> From<&'a Scope> for Reach<'a> {
    fn from(scope: &'a Scope) -> Self {
        Self { scope, emergency: None }
    }
}

impl<'a> Reach<'a> {
    /// For reading: the scope, and whoever is open to `account` in an emergency at `now`.
    pub fn reading(scope: &'a Scope, account: AccountId, now: DateTime<Utc>) -> Self {
        Self { scope, emergency: Some((account, now)) }
    }

    /// The rows of `persons` within reach.
    pub fn condition(&self) -> Condition {
        match self.emergency {
            Some((account, now)) if !self.scope.everywhere => Condition::any()
                .add(within(self.scope))
                .add(Column::Id.in_subquery(break_glass::persons_open_to(account, now))),
            _ => within(self.scope),
        }
    }
}

/// Rows of the scope's areas, or of people whom the scope's facilities hold.
pub fn within(scope: &Scope) -> Condition {
    let areas = scope.areas_in([Column::CommuneCode, Column::DistrictCode, Column::ProvinceCode]);
    if scope.everywhere || scope.facilities.is_empty() {
        return areas;
    }
    areas.add(Column::Id.in_subquery(places::held_by(&scope.facilities)))
}
