//! What the pages of a stay share: where they are, whose they are.

use chrono::NaiveDate;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use web::Language;

use crate::api::registry;
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::shell;
use crate::layout::Page;
use crate::visit::Visit;

/// Where, the day that is looked at, and the stay.
pub type Place = (FacilityId, NaiveDate, AdmissionId);

/// The stay's own page.
pub fn address((facility, on, stay): Place) -> String {
    format!("/co-so/{facility}/{on}/luot/{stay}")
}

/// The name of a person, or the short id where it can't be shown.
pub async fn name_of(visit: &Visit, person: PersonId) -> Result<String, Failure> {
    let names = part(registry::names(&visit.api, [person], "facility_board").await)?.unwrap_or_default();
    Ok(names.get(&person).map_or_else(|| format::short_id(person), |card| card.name.clone()))
}

/// A page that belongs to the stay's own.
pub fn under(page: Page, place: Place, name: &str, language: Language) -> Page {
    let (id, on, _) = place;
    let page = page.under("/co-so", shell::FACILITIES.to(language));
    let page = page.under(format!("/co-so/{id}/{on}"), format::date(on, language));
    page.under(address(place), name.to_owned())
}
