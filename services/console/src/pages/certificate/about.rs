//! What a certificate is about, by the address of its page; where it is asked for, and what its sheet says.

use ::certificates::Issuer;
use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, TreatmentSite};
use domain::ids::{AftercareCaseId, PersonId, TreatmentId};
use domain::law::{Regime, pack_in_force};
use domain::places::{self, Unit};
use maud::Markup;
use web::{Language, Right};

use super::super::stay::{self, Place};
use super::sheet::{Known, Office};
use crate::api::certificates;
use crate::api::facility::{self, Admission};
use crate::api::{aftercare, community, registry};
use crate::areas;
use crate::failure::Failure;
use crate::format;
use crate::i18n::{community as words, facilities, shell};
use crate::layout::{Nav, Page};
use crate::visit::Visit;

#[derive(Clone, Copy)]
pub enum About {
    Stay(Place),
    Treatment(TreatmentId),
    Case(AftercareCaseId),
}

impl From<Place> for About {
    fn from(place: Place) -> Self {
        Self::Stay(place)
    }
}

impl From<TreatmentId> for About {
    fn from(id: TreatmentId) -> Self {
        Self::Treatment(id)
    }
}

impl From<AftercareCaseId> for About {
    fn from(id: AftercareCaseId) -> Self {
        Self::Case(id)
    }
}

impl About {
    /// The page it belongs to; an aftercare case has none but the person's.
    fn parent(self) -> String {
        match self {
            Self::Stay(place) => stay::address(place),
            Self::Treatment(id) => format!("/cong-dong/{id}"),
            Self::Case(id) => format!("/sau-cai/{id}"),
        }
    }

    pub fn address(self) -> String {
        format!("{}/giay-chung-nhan", self.parent())
    }

    pub fn issuer(self) -> Issuer {
        match self {
            Self::Stay(_) => Issuer::Facility,
            Self::Treatment(_) => Issuer::Community,
            Self::Case(_) => Issuer::Aftercare,
        }
    }

    /// Its path at the issuing service.
    pub fn subject(self) -> String {
        match self {
            Self::Stay((.., stay)) => format!("/v1/admissions/{stay}"),
            Self::Treatment(id) => format!("/v1/treatments/{id}"),
            Self::Case(id) => format!("/v1/cases/{id}"),
        }
    }

    /// Who revokes it.
    pub fn right(self) -> Right {
        match self {
            Self::Stay(_) => Right::RecordMovements,
            Self::Treatment(_) => Right::RecordTreatments,
            Self::Case(_) => Right::KeepAftercare,
        }
    }

    /// The certificate with all that its sheet is filled from. Registry records that the person was opened, as with
    /// every reading of a name.
    pub async fn find(self, visit: &Visit) -> Result<Known, Failure> {
        let api = &visit.api;
        let subject = self.subject();
        let certificate = certificates::of(api, self.issuer(), &subject);
        let (certificate, (person, office, done)) = match self {
            Self::Stay((.., stay)) => {
                let (certificate, history) = tokio::join!(certificate, facility::stay_history(api, stay));
                let (certificate, stay) = (certificate?, history?.admission);
                let at = facility::facility(api, stay.facility_id).await?;
                let office = Office::facility(&at, certificate.issued_on);
                let (person, done) = (stay.person_id, completed_stay(&stay, certificate.issued_on));
                (certificate, (person, office, done))
            }
            Self::Treatment(id) => {
                let (certificate, course) = tokio::join!(certificate, community::courses::course(api, id));
                let (certificate, course) = (certificate?, course?);
                let on = certificate.issued_on;
                let office = commune((&course.commune_code, &course.province_code), on, pack_in_force(on).regime);
                let site = match course.site {
                    TreatmentSite::Home => "hoàn thành cai nghiện tự nguyện tại gia đình",
                    TreatmentSite::Community => "hoàn thành cai nghiện tự nguyện tại cộng đồng",
                };
                let done = sentence(site, course.registered_on, course.ended_on.unwrap_or(on));
                (certificate, (course.person_id, office, done))
            }
            Self::Case(id) => {
                let (certificate, file) = tokio::join!(certificate, aftercare::case(api, id));
                let (certificate, case) = (certificate?, file?.case);
                let on = certificate.issued_on;
                // The chair's in every regime.
                let office = commune((&case.commune_code, &case.province_code), on, Regime::B);
                let what = "hoàn thành quản lý sau cai nghiện tại nơi cư trú";
                let done = sentence(what, case.opened_on, case.closed_on.unwrap_or(on));
                (certificate, (case.person_id, office, done))
            }
        };
        let person: PersonId = person;
        Ok(Known { certificate, person: registry::person(api, person).await?, office, done })
    }

    /// The page, under those it belongs to.
    pub fn page(self, visit: &Visit, known: &Known, title: String, body: Markup) -> Page {
        let language = visit.language;
        match self {
            Self::Stay((facility, on, _)) => Page::new(Nav::Facilities, title, body)
                .under("/co-so", shell::FACILITIES.to(language))
                .under(format!("/co-so/{facility}/{on}"), &known.office.issuer)
                .under(self.parent(), facilities::STAY.to(language)),
            Self::Treatment(_) => Page::new(Nav::Community, title, body)
                .under("/cong-dong", words::COMMUNITY.to(language))
                .under(self.parent(), &known.person.summary.name),
            Self::Case(_) => Page::new(Nav::Persons, title, body)
                .under("/nguoi", shell::PERSON_LIST.to(language))
                .under(format!("/nguoi/{}", known.person.summary.id), &known.person.summary.name),
        }
    }
}

/// The commune's committee, or under regime C its police, for treatment at home and in the community.
fn commune((code, province): (&str, &str), on: NaiveDate, regime: Regime) -> Office {
    let found = places::find(code, on);
    let unit = found.map_or_else(|| areas::commune(code, province, on), Unit::full_name);
    let (issuer, signer) = match regime {
        Regime::A | Regime::B => (format!("Ủy ban nhân dân {unit}"), "CHỦ TỊCH"),
        Regime::C => (format!("Công an {unit}"), "TRƯỞNG CÔNG AN"),
    };
    // A ward that has a number for its name is named with its kind.
    let numbered = found.is_some_and(|unit| unit.name.starts_with(|letter: char| letter.is_ascii_digit()));
    let place = found.map(|unit| if numbered { unit.full_name() } else { unit.name.to_owned() });
    Office { issuer, place, signer }
}

fn sentence(what: &str, from: NaiveDate, to: NaiveDate) -> String {
    let [from, to] = [from, to].map(|day| format::date(day, Language::Vietnamese));
    format!("Đã {what}, từ ngày {from} đến ngày {to}.")
}

fn completed_stay(stay: &Admission, issued_on: NaiveDate) -> String {
    let what = match (stay.basis, &stay.decision_number) {
        (AdmissionBasis::CourtDecision, Some(number)) => {
            format!("chấp hành xong quyết định đưa vào cơ sở cai nghiện bắt buộc số {number} của Tòa án")
        }
        (AdmissionBasis::CourtDecision, None) => "chấp hành xong quyết định cai nghiện bắt buộc".to_owned(),
        (AdmissionBasis::Voluntary, _) => "hoàn thành cai nghiện tự nguyện tại cơ sở".to_owned(),
        (_, _) => "hết thời hạn ở tại cơ sở".to_owned(),
    };
    sentence(&what, stay.admitted_on, stay.ended_on.unwrap_or(issued_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commune_signs_as_the_law_of_the_day_has_it() {
        let on = NaiveDate::from_ymd_opt(2026, 7, 2).unwrap();
        let signer = |regime| commune(("29869", "82"), on, regime).signer;
        assert_eq!((signer(Regime::B), signer(Regime::C)), ("CHỦ TỊCH", "TRƯỞNG CÔNG AN"));
        let then = NaiveDate::from_ymd_opt(2025, 3, 3).unwrap();
        assert_eq!(commune(("29869", "87"), then, Regime::B).place.as_deref(), Some("Phường 1"));
    }
}
