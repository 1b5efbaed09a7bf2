//! Which form certifies a completed treatment.

use chrono::NaiveDate;
use domain::codes::TreatmentSite;
use domain::law::forms::FormKey;
use domain::law::{self, Measure};

/// The form by the law of the day of issue; none under regime A, whose forms were not read.
pub fn form(site: TreatmentSite, issued_on: NaiveDate) -> Option<FormKey> {
    let completed = match site {
        TreatmentSite::Home => Measure::HomeTreatment,
        TreatmentSite::Community => Measure::CommunityTreatment,
    };
    law::certificate_form(completed, None, issued_on)
}
