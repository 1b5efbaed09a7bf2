//! The roster of staff to be trained. It holds ids only: whose they are, each office keeps for itself.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::Audience;
use domain::ids::StaffId;

use super::place;

#[derive(Clone, Debug, PartialEq)]
pub struct StaffMember {
    pub id: StaffId,
    pub audience: Audience,
    pub province_code: String,
}

impl StaffMember {
    /// Puts a member of staff on the roster.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn register(member: Self, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if !matches!(member.audience, Audience::FacilityStaff | Audience::CommunityStaff) {
            errors.push(FieldError::new(
                "audience",
                "audience.not_staff",
                "Danh sách cán bộ chỉ gồm cán bộ cơ sở cai nghiện và cán bộ tại cộng đồng.",
                "The roster holds facility staff and community staff only.",
            ));
        }
        errors.extend(place::check_province(&member.province_code, today));
        if errors.is_empty() { Ok(member) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn register(audience: Audience, province_code: &str) -> Result<StaffMember, Vec<FieldError>> {
        let member = StaffMember { id: StaffId(Uuid::from_u128(1)), audience, province_code: province_code.into() };
        StaffMember::register(member, NaiveDate::from_ymd_opt(2020, 1, 1).unwrap())
    }

    #[test]
    fn only_staff_stand_on_the_roster() {
        assert!(register(Audience::FacilityStaff, "87").is_ok());
        assert!(register(Audience::CommunityStaff, "87").is_ok());
        assert_eq!(register(Audience::Resident, "87").unwrap_err()[0].code, "audience.not_staff");
        assert_eq!(register(Audience::Public, "87").unwrap_err()[0].code, "audience.not_staff");
    }

    #[test]
    fn the_province_of_staff_exists_today() {
        assert_eq!(register(Audience::FacilityStaff, "99").unwrap_err()[0].code, "place.unknown");
    }
}
