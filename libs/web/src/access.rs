//! Who may do what where: roles carry rights, grants tie a role to an area or a facility.

use std::collections::BTreeSet;

use axum::extract::{FromRequestParts, Request};
use axum::http::{header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ids::{AccountId, FacilityId};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::tokens::Verifier;

/// One thing a role may do. Every route names the right it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    ManageAccounts,
    ReadPersons,
    RegisterPersons,
    KeepDossiers,
    ReadFacilities,
    ManageFacilities,
    RecordMovements,
    ReadTreatments,
    RecordTreatments,
    ReadAftercare,
    KeepAftercare,
    AnswerReferrals,
    ReadTraining,
    RecordTraining,
    ReadReports,
    StateFigures,
    /// Who looked at what, in every service's audit log.
    ReadAudit,
    Operate,
}

impl Right {
    /// Rights that mean nothing within an area: they need a grant without bounds.
    fn is_unbounded(self) -> bool {
        matches!(self, Self::Operate | Self::ManageAccounts | Self::ReadAudit)
    }
}

domain::code_list! {
    Role {
        Administrator = "administrator", "quản trị tài khoản", "administrator";
        ProvincialOfficer = "provincial_officer", "cán bộ tỉnh", "provincial officer";
        CommuneOfficer = "commune_officer", "cán bộ xã", "commune officer";
        FacilityStaff = "facility_staff", "cán bộ cơ sở", "facility staff";
        TrainingCoordinator = "training_coordinator", "phụ trách tập huấn", "training coordinator";
        Partner = "partner", "đơn vị tiếp nhận giới thiệu", "partner";
        Inspector = "inspector", "thanh tra", "inspector";
        Operator = "operator", "vận hành", "operator";
    }
}

impl Role {
    pub fn rights(self) -> &'static [Right] {
        use Right::*;
        match self {
            Self::Administrator => &[ManageAccounts],
            Self::ProvincialOfficer => &[
                ReadPersons,
                RegisterPersons,
                KeepDossiers,
                ReadFacilities,
                ManageFacilities,
                RecordMovements,
                ReadTreatments,
                RecordTreatments,
                ReadAftercare,
                KeepAftercare,
                ReadTraining,
                RecordTraining,
                ReadReports,
                StateFigures,
            ],
            Self::CommuneOfficer => &[
                ReadPersons,
                RegisterPersons,
                KeepDossiers,
                ReadTreatments,
                RecordTreatments,
                ReadAftercare,
                KeepAftercare,
            ],
            Self::FacilityStaff => &[ReadPersons, ReadFacilities, RecordMovements],
            Self::TrainingCoordinator => &[ReadTraining, RecordTraining],
            Self::Partner => &[AnswerReferrals],
            Self::Inspector => {
                &[ReadPersons, ReadFacilities, ReadTreatments, ReadAftercare, ReadTraining, ReadReports, ReadAudit]
            }
            Self::Operator => &[Operate],
        }
    }
}

/// A role in an area (province, district or commune code) or a facility; with neither, everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    pub role: Role,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub area: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub facility: Option<FacilityId>,
}

/// What an access token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    pub sub: AccountId,
    pub iat: i64,
    pub exp: i64,
    pub grants: Vec<Grant>,
}

/// The authenticated account of a request.
#[derive(Clone, Debug)]
pub struct Caller {
    pub account: AccountId,
    pub grants: Vec<Grant>,
}

/// Where a caller may use a right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    pub everywhere: bool,
    pub areas: BTreeSet<String>,
    pub facilities: BTreeSet<FacilityId>,
}

impl Caller {
    /// The union of all grants whose role carries `right`; `None` when there is none.
    pub fn scope(&self, right: Right) -> Option<Scope> {
        let mut granting = self.grants.iter().filter(|grant| grant.role.rights().contains(&right)).peekable();
        granting.peek()?;
        let mut scope = Scope::default();
        for grant in granting {
            match (&grant.area, grant.facility) {
                (None, None) => scope.everywhere = true,
                (area, facility) => {
                    scope.areas.extend(area.clone());
                    scope.facilities.extend(facility);
                }
            }
        }
        Some(scope)
    }

    /// The scope of a right the route's gate has already found.
    pub fn scope_of(&self, right: Right) -> Scope {
        self.scope(right).unwrap_or_default()
    }
}

impl Scope {
    /// Whether a place given by its codes (commune, district, province) lies inside.
    pub fn covers_area(&self, codes: &[&str]) -> bool {
        self.everywhere || codes.iter().any(|code| self.areas.contains(*code))
    }

    pub fn covers_facility(&self, facility: FacilityId, province_code: &str) -> bool {
        self.facilities.contains(&facility) || self.covers_area(&[province_code])
    }

    /// Refuses a write outside.
    pub fn require(covered: bool) -> Result<(), Problem> {
        if covered { Ok(()) } else { Err(Problem::forbidden()) }
    }

    /// Rows whose area column holds one of the scope's areas; everything when unbounded.
    pub fn areas_in(&self, columns: impl IntoIterator<Item = impl ColumnTrait>) -> Condition {
        if self.everywhere {
            return Condition::all();
        }
        columns.into_iter().fold(Condition::any(), |any, column| any.add(column.is_in(self.areas.iter().cloned())))
    }

    /// As [`Scope::areas_in`], or rows of one of the scope's facilities.
    pub fn areas_or_facilities_in(&self, area: impl ColumnTrait, facility: impl ColumnTrait) -> Condition {
        if self.everywhere {
            return Condition::all();
        }
        self.areas_in([area]).add(facility.is_in(self.facilities.iter().map(|id| id.0)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unauthorized)
    }
}

/// The gate in front of a route: a valid token with a grant for `right`, or a refusal.
pub(crate) async fn gate(right: Right, mut request: Request, next: Next) -> Response {
    let verifier = request.extensions().get::<Verifier>().cloned();
    let token = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(str::to_owned);
    match admit(right, verifier, token).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn admit(right: Right, verifier: Option<Verifier>, token: Option<String>) -> Result<Caller, Problem> {
    let token = token.ok_or_else(Problem::unauthorized)?;
    let claims = verifier.ok_or_else(Problem::internal)?.verify(&token).await?;
    let caller = Caller { account: claims.sub, grants: claims.grants };
    let scope = caller.scope(right).ok_or_else(Problem::forbidden)?;
    if right.is_unbounded() && !scope.everywhere {
        return Err(Problem::forbidden());
    }
    Ok(caller)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(grants: Vec<Grant>) -> Caller {
        Caller { account: AccountId(uuid::Uuid::nil()), grants }
    }

    #[test]
    fn a_role_without_the_right_has_no_scope() {
        let partner = caller(vec![Grant { role: Role::Partner, area: None, facility: None }]);
        assert_eq!(partner.scope(Right::ReadPersons), None);
    }

    #[test]
    fn a_commune_officer_covers_the_commune_and_no_neighbour() {
        let officer = caller(vec![Grant { role: Role::CommuneOfficer, area: Some("29869".into()), facility: None }]);
        let scope = officer.scope_of(Right::ReadPersons);
        assert!(scope.covers_area(&["29869", "87"]));
        assert!(!scope.covers_area(&["29872", "87"]));
    }
}
