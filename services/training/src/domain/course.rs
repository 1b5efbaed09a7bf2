//! A course and its plan.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::Audience;
use domain::ids::CourseId;
use events::training::CoursePlanned;

use super::{amount, place};

#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    pub id: CourseId,
    pub version: i64,
    pub title: String,
    pub audience: Audience,
    pub province_code: String,
    /// The first day, which may lie ahead.
    pub occurred_on: NaiveDate,
    /// Places planned; more may attend.
    pub seats: i64,
}

impl Course {
    /// Plans a course.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn plan(course: Self) -> Result<(Self, CoursePlanned), Vec<FieldError>> {
        let mut errors = Vec::new();
        if course.title.is_empty() {
            errors.push(FieldError::required("title"));
        }
        errors.extend(place::check_province(&course.province_code, course.occurred_on));
        errors.extend(amount::check("seats", course.seats, 1));
        if !errors.is_empty() {
            return Err(errors);
        }
        let event = CoursePlanned {
            occurred_on: course.occurred_on,
            course_id: course.id,
            title: course.title.clone(),
            audience: course.audience,
            province_code: course.province_code.clone(),
            seats: course.seats,
        };
        Ok((course, event))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use uuid::Uuid;

    pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    pub fn course() -> Course {
        Course {
            id: CourseId(Uuid::from_u128(1)),
            version: 1,
            title: "Tư vấn cai nghiện".into(),
            audience: Audience::FacilityStaff,
            province_code: "87".into(),
            occurred_on: day(2019, 5, 6),
            seats: 40,
        }
    }

    fn fields(course: Course) -> Vec<String> {
        Course::plan(course).unwrap_err().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_course_is_planned_with_its_seats() {
        assert_eq!(Course::plan(course()).unwrap().1.seats, 40);
    }

    #[test]
    fn a_course_needs_a_title_and_seats() {
        assert_eq!(fields(Course { title: String::new(), seats: 0, ..course() }), ["title", "seats"]);
    }

    #[test]
    fn the_province_of_a_course_exists_on_its_first_day() {
        assert_eq!(fields(Course { occurred_on: day(2025, 7, 1), ..course() }), ["province_code"]);
    }
}
