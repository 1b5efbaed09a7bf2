//! Posts of a facility's staff. Who holds one is an account or a code of the facility's own, never a name.

use chrono::NaiveDate;
use domain::codes::facility::PostKind;
use domain::ids::{AccountId, FacilityId, StaffId};
use domain::{FieldError, Refusal};
use uuid::Uuid;

use super::facility::Facility;
use super::short_code::short_code;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub id: Uuid,
    pub facility_id: FacilityId,
    pub kind: PostKind,
    pub account_id: Option<AccountId>,
    /// As the facility numbers its staff.
    pub staff_code: Option<String>,
    /// The same member of staff on training's roster, where courses are kept.
    pub roster_id: Option<StaffId>,
    /// The stage of the process that the holder is responsible for.
    pub stage: Option<u32>,
    pub since: NaiveDate,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl Post {
    /// Puts somebody into a post.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn take(post: Self, facility: &Facility, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let staff_code = post.staff_code.as_deref().map(|code| short_code("staff_code", code)).transpose();
        if post.account_id.is_none() && post.staff_code.is_none() {
            errors.push(FieldError::required("staff_code"));
        }
        if post.stage.is_some_and(|stage| !(1..=5).contains(&stage)) {
            let vi = "Quy trình có năm giai đoạn.";
            errors.push(FieldError::new("stage", "stage.unknown", vi, "The process has five stages."));
        }
        if post.since > today {
            errors.push(FieldError::future_date("since"));
        }
        if post.since < facility.opened_on {
            let vi = "Ngày này trước ngày cơ sở hoạt động.";
            errors.push(FieldError::new("since", "date.before_facility", vi, "The facility was not open yet."));
        }
        match (staff_code, errors.is_empty()) {
            (Ok(staff_code), true) => Ok(Self { staff_code, facility_id: facility.id, until: None, ..post }),
            (staff_code, _) => {
                errors.extend(staff_code.err());
                Err(errors)
            }
        }
    }

    /// The holder leaves the post.
    ///
    /// # Errors
    /// When that is said already, or the day does not fit.
    pub fn leave(&mut self, last_day: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
        if self.until.is_some() {
            return Err(Refusal::new("post.left", "Đã ghi ngày thôi.", "The last day is recorded already."));
        }
        if last_day < self.since || last_day > today {
            let vi = "Ngày thôi nằm trước ngày nhận việc hoặc ở tương lai.";
            return Err(Refusal::new("post.day", vi, "The last day lies before the first or in the future."));
        }
        self.until = Some(last_day);
        Ok(())
    }

    pub fn is_held(&self, on: NaiveDate) -> bool {
        self.since <= on && self.until.is_none_or(|last| on <= last)
    }

    /// Whether two posts are held by the same member of staff.
    pub fn is_same_holder(&self, other: &Self) -> bool {
        let same_account = self.account_id.is_some() && self.account_id == other.account_id;
        same_account || self.staff_code.is_some() && self.staff_code == other.staff_code
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::admission::tests::{day, facility};
    use super::*;

    pub fn post(kind: PostKind, code: &str, stage: Option<u32>) -> Post {
        Post {
            id: Uuid::nil(),
            facility_id: FacilityId(Uuid::nil()),
            kind,
            account_id: None,
            staff_code: Some(code.into()),
            roster_id: None,
            stage,
            since: day(2020, 1, 1),
            until: None,
        }
    }

    #[test]
    fn a_post_is_held_by_a_code_and_never_by_a_name() {
        let refused = |post| Post::take(post, &facility(), day(2024, 1, 1)).unwrap_err()[0].code.clone();
        assert_eq!(refused(post(PostKind::Guard, "NGUYEN", None)), "code.not_a_code");
        assert_eq!(refused(Post { staff_code: None, ..post(PostKind::Guard, "", None) }), "required");
        assert_eq!(refused(post(PostKind::Guard, "B7", Some(6))), "stage.unknown");
        let taken = Post::take(post(PostKind::Guard, "b7", Some(5)), &facility(), day(2024, 1, 1)).unwrap();
        assert_eq!(taken.staff_code.as_deref(), Some("B7"));
    }

    #[test]
    fn whoever_left_is_not_in_the_post() {
        let mut post = post(PostKind::Nurse, "B7", None);
        post.leave(day(2021, 1, 1), day(2022, 1, 1)).unwrap();
        assert!(post.is_held(day(2021, 1, 1)) && !post.is_held(day(2021, 1, 2)));
        assert_eq!(post.leave(day(2021, 1, 1), day(2022, 1, 1)).unwrap_err().code, "post.left");
    }
}
