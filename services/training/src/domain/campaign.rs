//! An outreach campaign, its activities and its materials.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::MaterialKind;
use domain::ids::CampaignId;
use events::training::{ActivityHeld, CampaignOpened, MaterialsGiven};

use super::{amount, place};

#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    pub id: CampaignId,
    pub version: i64,
    pub title: String,
    pub province_code: String,
    /// The day it began.
    pub occurred_on: NaiveDate,
}

/// An activity in a commune.
#[derive(Clone, Debug)]
pub struct Activity {
    pub commune_code: String,
    pub occurred_on: NaiveDate,
    /// Nobody may come.
    pub attendances: i64,
}

/// Materials handed out.
#[derive(Clone, Debug)]
pub struct Materials {
    pub material: MaterialKind,
    pub quantity: i64,
    pub occurred_on: NaiveDate,
}

impl Campaign {
    /// Opens a campaign.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn open(campaign: Self, today: NaiveDate) -> Result<(Self, CampaignOpened), Vec<FieldError>> {
        let mut errors = Vec::new();
        if campaign.title.is_empty() {
            errors.push(FieldError::required("title"));
        }
        if campaign.occurred_on > today {
            errors.push(FieldError::future_date("occurred_on"));
        }
        errors.extend(place::check_province(&campaign.province_code, campaign.occurred_on));
        if !errors.is_empty() {
            return Err(errors);
        }
        let event = CampaignOpened {
            occurred_on: campaign.occurred_on,
            campaign_id: campaign.id,
            title: campaign.title.clone(),
            province_code: campaign.province_code.clone(),
        };
        Ok((campaign, event))
    }

    /// Records an activity.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn hold(&self, activity: Activity, today: NaiveDate) -> Result<(Self, ActivityHeld), Vec<FieldError>> {
        let mut errors = self.check_day(activity.occurred_on, today);
        errors.extend(place::check_commune(&activity.commune_code, &self.province_code, activity.occurred_on));
        errors.extend(amount::check("attendances", activity.attendances, 0));
        if !errors.is_empty() {
            return Err(errors);
        }
        let event = ActivityHeld {
            occurred_on: activity.occurred_on,
            campaign_id: self.id,
            province_code: self.province_code.clone(),
            commune_code: activity.commune_code,
            attendances: activity.attendances,
        };
        Ok((self.next(), event))
    }

    /// Records materials that were handed out.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn give(&self, materials: &Materials, today: NaiveDate) -> Result<(Self, MaterialsGiven), Vec<FieldError>> {
        let mut errors = self.check_day(materials.occurred_on, today);
        errors.extend(amount::check("quantity", materials.quantity, 1));
        if !errors.is_empty() {
            return Err(errors);
        }
        let event = MaterialsGiven {
            occurred_on: materials.occurred_on,
            campaign_id: self.id,
            province_code: self.province_code.clone(),
            material: materials.material,
            quantity: materials.quantity,
        };
        Ok((self.next(), event))
    }

    fn next(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
    }

    fn check_day(&self, on: NaiveDate, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if on > today {
            errors.push(FieldError::future_date("occurred_on"));
        }
        if on < self.occurred_on {
            errors.push(FieldError::new(
                "occurred_on",
                "date.before_campaign",
                format!("Ngày này trước ngày mở đợt tuyên truyền ({}).", self.occurred_on.format("%d/%m/%Y")),
                format!("That is before the campaign began ({}).", self.occurred_on),
            ));
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::course::tests::day;
    use uuid::Uuid;

    fn campaign() -> Campaign {
        Campaign {
            id: CampaignId(Uuid::from_u128(1)),
            version: 1,
            title: "Tháng hành động phòng, chống ma túy".into(),
            province_code: "87".into(),
            occurred_on: day(2019, 6, 1),
        }
    }

    fn activity() -> Activity {
        Activity { commune_code: "29869".into(), occurred_on: day(2019, 6, 26), attendances: 120 }
    }

    fn refused<T>(result: Result<T, Vec<FieldError>>) -> Vec<String> {
        result.err().into_iter().flatten().map(|error| error.code).collect()
    }

    fn today() -> NaiveDate {
        day(2026, 11, 22)
    }

    #[test]
    fn each_activity_and_each_delivery_is_a_version() {
        let (campaign, _) = campaign().hold(activity(), today()).unwrap();
        let leaflets = Materials { material: MaterialKind::Leaflet, quantity: 500, occurred_on: day(2019, 6, 26) };
        let (campaign, event) = campaign.give(&leaflets, today()).unwrap();
        assert_eq!((campaign.version, event.quantity), (3, 500));
    }

    #[test]
    fn a_campaign_does_not_begin_in_the_future() {
        assert_eq!(refused(Campaign::open(campaign(), day(2019, 5, 31))), ["date.future"]);
    }

    #[test]
    fn an_activity_is_held_in_the_campaign_s_province_of_that_day() {
        let elsewhere = Activity { commune_code: "00001".into(), ..activity() };
        assert_eq!(refused(campaign().hold(elsewhere, today())), ["commune.outside_province"]);
        let district = Activity { commune_code: "866".into(), ..activity() };
        assert_eq!(refused(campaign().hold(district, today())), ["place.unknown"]);
        let after_the_reform = Activity { occurred_on: day(2025, 7, 1), ..activity() };
        assert!(!refused(campaign().hold(after_the_reform, today())).is_empty());
    }

    #[test]
    fn an_activity_nobody_came_to_is_still_held() {
        assert!(campaign().hold(Activity { attendances: 0, ..activity() }, today()).is_ok());
        let negative = Activity { attendances: -1, ..activity() };
        assert_eq!(refused(campaign().hold(negative, today())), ["amount.out_of_range"]);
    }

    #[test]
    fn materials_are_handed_out_within_the_campaign_s_time_and_at_least_one() {
        let none = Materials { material: MaterialKind::Poster, quantity: 0, occurred_on: day(2019, 5, 31) };
        assert_eq!(refused(campaign().give(&none, today())), ["date.before_campaign", "amount.out_of_range"]);
    }
}
