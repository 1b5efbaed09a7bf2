//! Events of `training`.

use chrono::NaiveDate;
use domain::codes::{Audience, MaterialKind};
use domain::ids::{CampaignId, CourseId, PersonId, StaffId};
use domain::person::PersonSnapshot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event;

event! {
    /// A course was planned, with so many seats.
    CoursePlanned = "training.course.planned.v1", subject "training/course" course_id, person |_| None,
    {
        occurred_on: NaiveDate, course_id: CourseId, title: String, audience: Audience, province_code: String,
        seats: i64,
    }
}

/// Who attended: a resident, a member of staff, or heads that were only counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Participant {
    Staff { staff_id: StaffId, certified: bool },
    Resident { person: PersonSnapshot, certified: bool },
    Counted { heads: i64 },
}

impl Participant {
    pub fn person_id(&self) -> Option<PersonId> {
        match self {
            Self::Resident { person, .. } => Some(person.person_id),
            Self::Staff { .. } | Self::Counted { .. } => None,
        }
    }
}

event! {
    /// A course was attended by these participants (one entry of the attendance list, possibly many).
    CourseAttended = "training.course.attended.v1", subject "training/course" course_id, person |_| None,
    {
        occurred_on: NaiveDate, course_id: CourseId, audience: Audience, province_code: String,
        participants: Vec<Participant>,
    }
}

event! {
    /// An outreach campaign began.
    CampaignOpened = "training.campaign.opened.v1", subject "training/campaign" campaign_id, person |_| None,
    { occurred_on: NaiveDate, campaign_id: CampaignId, title: String, province_code: String }
}

event! {
    /// An activity of a campaign was held in a commune.
    ActivityHeld = "training.campaign.activity_held.v1", subject "training/campaign" campaign_id, person |_| None,
    {
        occurred_on: NaiveDate, campaign_id: CampaignId, province_code: String, commune_code: String,
        attendances: i64,
    }
}

event! {
    /// Materials of a campaign were handed out.
    MaterialsGiven = "training.campaign.materials_given.v1", subject "training/campaign" campaign_id, person |_| None,
    {
        occurred_on: NaiveDate, campaign_id: CampaignId, province_code: String, material: MaterialKind,
        quantity: i64,
    }
}
