//! `/co-so/{id}/{date}/luot/{admission}`: a stay's term and book, what happens to it, and its end.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, CorrectionReason, ReleaseReason, StayMovement, StayStatus};
use domain::ids::{AdmissionId, FacilityId};
use domain::law;
use maud::{Markup, html};
use uuid::Uuid;
use web::Right;

use super::stay::{Place, address, name_of};
use super::{book, intake};
use crate::api::facility::{self, Admission, CorrectEntry, Facility, History, RecordMovement, RecordRelease};
use crate::failure::{Failure, part};
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, care, certificates, facilities as t, minutes, reliefs, returns, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, day, notice};
use crate::visit::{Asked, Posted, Visit};

const KIND: Name = ("kind", t::MOVEMENT_KIND);
const ON: Name = ("occurred_on", t::ON);
const TO: Name = ("to_facility_id", t::TO_FACILITY);
const BACK: Name = ("back_on", t::BACK_ON);
const REASON: Name = ("reason", t::REASON);
const CERTIFICATE: Name = ("certificate_number", t::CERTIFICATE);
const WHAT: Name = ("what", t::CORRECTION);
const WHY: Name = ("reason", t::CORRECTION_REASON);
const RIGHT_DAY: Name = ("occurred_on", t::RIGHT_DAY);
const OF_MOVEMENT: [Name; 4] = [KIND, ON, BACK, TO];
const OF_RELEASE: [Name; 3] = [REASON, ON, CERTIFICATE];
const OF_CORRECTION: [Name; 3] = [WHAT, RIGHT_DAY, WHY];

/// Which of the page's forms was sent, or is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Movement,
    Release,
    Correction(Uuid),
}

impl Sent {
    fn names(self) -> &'static [Name] {
        match self {
            Self::Movement => &OF_MOVEMENT,
            Self::Release => &OF_RELEASE,
            Self::Correction(_) => &OF_CORRECTION,
        }
    }

    /// The forms share names of fields; their ids must differ.
    fn suffix(self) -> &'static str {
        match self {
            Self::Movement => "",
            Self::Release => "-release",
            Self::Correction(_) => "-correction",
        }
    }
}

/// What can happen next, after the facility's own rules.
fn next_movements(stay: &Admission) -> Vec<StayMovement> {
    use StayMovement::{
        BackFromHospital, CameBack, Died, Escaped, FuneralLeave, Hospitalised, Returned, Suspended,
        TakenForProceedings, TakenToPrison, Transferred,
    };
    let mut next = match stay.status {
        StayStatus::Present => {
            vec![Escaped, Hospitalised, FuneralLeave, Suspended, TakenForProceedings, TakenToPrison, Transferred, Died]
        }
        StayStatus::InHospital => {
            vec![BackFromHospital, Escaped, Suspended, TakenForProceedings, TakenToPrison, Died]
        }
        StayStatus::OnFuneralLeave | StayStatus::Suspended => vec![CameBack, Escaped, Died],
        StayStatus::InProceedings => vec![CameBack, Escaped, TakenToPrison, Died],
        StayStatus::InPrison => vec![CameBack, Died],
        StayStatus::Escaped => vec![Returned, Died],
        StayStatus::Released | StayStatus::Died | StayStatus::Withdrawn => Vec::new(),
    };
    // Where prison remits the rest, it is a release.
    next.retain(|movement| *movement != TakenToPrison || !law::pack(stay.law_pack).prison_ends());
    next
}

/// For what reasons the stay can end.
fn release_reasons(stay: &Admission) -> Vec<ReleaseReason> {
    let held = stay.basis == AdmissionBasis::HeldForDossier;
    let fits = |reason: &ReleaseReason| match reason {
        ReleaseReason::DecisionInForce | ReleaseReason::DossierClosed => held,
        ReleaseReason::TermEnded => !held && stay.status != StayStatus::Escaped,
        ReleaseReason::Imprisoned => law::pack(stay.law_pack).prison_ends(),
        ReleaseReason::WithdrewVoluntarily => stay.basis == AdmissionBasis::Voluntary,
        ReleaseReason::DecisionCancelled | ReleaseReason::RemovedForProceedings | ReleaseReason::Exempted => true,
    };
    ReleaseReason::ALL.iter().copied().filter(fits).collect()
}

pub async fn show(visit: Visit, Path(place): Path<Place>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let sent = asked.parsed::<Uuid>("sua").map_or(Sent::Movement, Sent::Correction);
    let values = match sent {
        Sent::Correction(_) => Fields::default(),
        _ => Fields::default().set("occurred_on", place.1.to_string()),
    };
    let done = (asked.text("xong") == "sua").then_some(t::CORRECTED);
    render(&visit, place, &values, &Errors::default(), sent, done).await
}

/// A form's own address, asked for without a form.
pub async fn back(Path(place): Path<Place>) -> Redirect {
    Redirect::to(&address(place))
}

pub async fn back_from_entry(
    Path((facility, on, stay, entry)): Path<(FacilityId, NaiveDate, AdmissionId, Uuid)>,
) -> Redirect {
    Redirect::to(&format!("{}?sua={entry}#sua", address((facility, on, stay))))
}

pub async fn submit_movement(
    visit: Visit,
    Path(place): Path<Place>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let read = check(&visit, &values, &[KIND, ON])
        .and_then(|occurred_on| Ok((occurred_on, Errors::or_date(&values, BACK.0, &visit)?)));
    let (occurred_on, back_on) = match read {
        Ok(days) => days,
        Err(errors) => return refuse(&visit, place, &values, &errors, Sent::Movement).await,
    };
    let kind = values.text("kind").to_owned();
    let movement = RecordMovement { kind, occurred_on, to_facility_id: values.parsed("to_facility_id"), back_on };
    let result = facility::move_resident(&visit.api, values.text("key"), place.2, &movement).await;
    answer(&visit, place, &values, result, Sent::Movement).await
}

pub async fn submit_correction(
    visit: Visit,
    Path((facility, on, stay, entry)): Path<(FacilityId, NaiveDate, AdmissionId, Uuid)>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let place = (facility, on, stay);
    let sent = Sent::Correction(entry);
    let moved = values.text("what") == MOVED;
    let required: &[Name] = if moved { &OF_CORRECTION } else { &[WHAT, WHY] };
    let occurred_on = match check(&visit, &values, required) {
        Ok(day) => day.filter(|_| moved),
        Err(errors) => return refuse(&visit, place, &values, &errors, sent).await,
    };
    let correction = CorrectEntry { occurred_on, reason: values.text("reason").to_owned() };
    let result = facility::correct(&visit.api, values.text("key"), stay, entry, &correction).await;
    answer(&visit, place, &values, result, sent).await
}

/// The choices of a correction: on another day, or never.
const MOVED: &str = "moved";
const NEVER: &str = "never";

pub async fn submit_release(
    visit: Visit,
    Path(place): Path<Place>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let occurred_on = match check(&visit, &values, &[REASON, ON]) {
        Ok(day) => day,
        Err(errors) => return refuse(&visit, place, &values, &errors, Sent::Release).await,
    };
    let release = RecordRelease {
        admission_id: place.2,
        occurred_on,
        reason: values.text("reason").to_owned(),
        certificate_number: values.given("certificate_number"),
    };
    let result = facility::release(&visit.api, values.text("key"), &release).await.map(|_| ());
    answer(&visit, place, &values, result, Sent::Release).await
}

/// The day, when all that must be entered is there.
fn check(visit: &Visit, values: &Fields, required: &[Name]) -> Result<Option<NaiveDate>, Errors> {
    let missing = Errors::not_entered(values, required, visit);
    if missing.is_empty() { Errors::or_date(values, ON.0, visit) } else { Err(missing) }
}

async fn answer(
    visit: &Visit,
    place: Place,
    values: &Fields,
    result: Result<(), Failure>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Err(failure) = result else {
        let back = match sent {
            Sent::Movement => format!("/co-so/{}/{}?xong=bien-dong", place.0, place.1),
            Sent::Release => format!("/co-so/{}/{}?xong=ra", place.0, place.1),
            Sent::Correction(_) => format!("{}?xong=sua", address(place)),
        };
        return Ok(Redirect::to(&back).into_response());
    };
    refuse(visit, place, values, &Errors::of(failure, visit)?, sent).await
}

/// The page again, with what was typed and what is wrong with it.
async fn refuse(
    visit: &Visit,
    place: Place,
    values: &Fields,
    errors: &Errors,
    sent: Sent,
) -> Result<Response, Failure> {
    Ok((errors.status(), render(visit, place, values, errors, sent, None).await?).into_response())
}

async fn render(
    visit: &Visit,
    place: Place,
    values: &Fields,
    errors: &Errors,
    sent: Sent,
    done: Option<Text>,
) -> Result<Markup, Failure> {
    let (id, on, stay) = place;
    let (history, facilities, papers) = tokio::join!(
        facility::stay_history(&visit.api, stay),
        facility::facilities(&visit.api),
        facility::intake::intake(&visit.api, stay),
    );
    let (history, facilities, papers) = (history?, facilities?, part(papers)?);
    let name = name_of(visit, history.admission.person_id).await?;
    let at =
        facilities.iter().find(|facility| facility.id == id).map_or_else(|| format::short_id(id), |f| f.name.clone());
    let language = visit.language;
    let none = Errors::default();
    let blank = Fields::default().set("occurred_on", on.to_string());
    let typed_into = |form: Sent| if form == sent { (values, errors) } else { (&blank, &none) };
    let stay = &history.admission;
    let writable = visit.may(Right::RecordMovements);
    let names_of_facilities = |id: FacilityId| {
        facilities.iter().find(|facility| facility.id == id).map_or_else(|| format::short_id(id), |f| f.name.clone())
    };
    let body = html! {
        @if let Some(done) = done { (notice(Tone::Good, done.to(language))) }
        h1 { (t::STAY.to(language)) ": " (name) }
        (facts(visit, &history))
        p.actions {
            a.button href={ (address(place)) "/dieu-tri" } { (care::RECORDS.to(language)) }
            a.button href={ (address(place)) "/thu-tuc" } { (reliefs::TITLE.to(language)) }
            a.button href={ (address(place)) "/bien-ban" } { (minutes::RECEPTION.to(language)) }
        }
        @if !stay.is_open() {
            @let ended = stay.ended_on.map_or_else(String::new, |on| format::date(on, language));
            @let reason = stay.end_reason.map_or(stay.status.label(language), |reason| reason.label(language));
            (notice(Tone::Plain, &t::STAY_OVER.with(language, &[&ended, reason])))
            @if history.held().any(|entry| entry.certificate_number.is_some()) {
                p { a href={ (address(place)) "/giay-chung-nhan" } { (certificates::OPEN.to(language)) } }
            }
            @if writable && stay.end_reason.is_some_and(ReleaseReason::goes_home) {
                p { a href={ "/ban-giao/luot/" (stay.id) } { (returns::STAY_LINK.to(language)) } }
            }
        }
        (Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() }.summary())
        @if let Sent::Correction(entry) = sent {
            (correction_form(visit, place, &history, entry, (values, errors)))
        }
        (intake::section(place, &papers, language))
        (book::term(visit, &history.term))
        (book::entries(visit, &history, &names_of_facilities, writable.then(|| address(place)).as_deref()))
        div.columns.even {
            @if writable && stay.is_open() {
                (movement_form(visit, place, stay, &facilities, typed_into(Sent::Movement)))
                (release_form(visit, place, stay, typed_into(Sent::Release)))
            }
        }
    };
    let page_ = Page::new(Nav::Facilities, t::STAY.to(language), body);
    Ok(page(visit, page_.under("/co-so", shell::FACILITIES.to(language)).under(format!("/co-so/{id}/{on}"), at)))
}

fn facts(visit: &Visit, history: &History) -> Markup {
    let language = visit.language;
    let stay = &history.admission;
    html! {
        dl.facts {
            div { dt { (t::STATUS.to(language)) } dd { (badge(Tone::Plain, stay.status.label(language))) } }
            div { dt { (t::BASIS.to(language)) } dd { (stay.basis.label(language)) } }
            div { dt { (t::ADMITTED_ON.to(language)) } dd { (day(stay.admitted_on, language)) } }
            div { dt { (t::TERM_ENDS.to(language)) } dd { (day(history.term.ends_on, language)) } }
        }
    }
}

fn correction_form(
    visit: &Visit,
    place: Place,
    history: &History,
    entry: Uuid,
    (values, errors): (&Fields, &Errors),
) -> Markup {
    let language = visit.language;
    let Some(entry) = history.held().find(|held| held.id == entry) else { return html! {} };
    let sent = Sent::Correction(entry.id);
    let values = if values.given(RIGHT_DAY.0).is_some() {
        values.clone()
    } else {
        values.clone().set(RIGHT_DAY.0, entry.occurred_on.to_string())
    };
    let form = Form { visit, values: &values, errors, names: &OF_CORRECTION, suffix: sent.suffix() };
    let what = entry.movement.label(language);
    let title = t::CORRECT_ENTRY.with(language, &[what, &format::date(entry.occurred_on, language)]);
    html! {
        form.stack.panel #sua method="post" action={ (address(place)) "/dong/" (entry.id) } data-guard novalidate {
            h2 { (title) }
            (form.hidden())
            (form.field(WHAT).required().radio(vec![
                Choice::new(MOVED, t::OTHER_DAY.to(language)),
                Choice::new(NEVER, t::NEVER_WAS.to(language)),
            ]))
            (form.field(RIGHT_DAY).date())
            (form.field(WHY).required().select(choices::<CorrectionReason>(visit)))
            p.actions {
                button.primary { (shell::SAVE.to(language)) }
                a.button.quiet href=(address(place)) { (shell::CANCEL.to(language)) }
            }
        }
    }
}

fn movement_form(
    visit: &Visit,
    place: Place,
    stay: &Admission,
    facilities: &[Facility],
    (values, errors): (&Fields, &Errors),
) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &OF_MOVEMENT, suffix: Sent::Movement.suffix() };
    let kinds = next_movements(stay);
    let others = facilities.iter().filter(|facility| facility.id != stay.facility_id);
    html! {
        form.stack.panel method="post" action={ (address(place)) "/bien-dong" } data-guard novalidate {
            h2 { (t::MOVEMENT.to(language)) }
            (form.hidden())
            (form.field(KIND).required().radio(
                kinds.iter().map(|kind| Choice::new(kind.as_str(), kind.label(language))).collect(),
            ))
            (form.field(ON).required().date())
            @if kinds.iter().any(|kind| kind.ended_by().is_some()) {
                (form.field(BACK).hint(t::BACK_ON_HINT).date())
            }
            @if kinds.contains(&StayMovement::Transferred) {
                (form.field(TO).hint(t::TO_FACILITY_HINT).select(
                    others.map(|facility| Choice::new(facility.id.to_string(), facility.name.clone())).collect(),
                ))
            }
            p.actions { button.primary { (shell::SAVE.to(language)) } }
        }
    }
}

fn release_form(visit: &Visit, place: Place, stay: &Admission, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &OF_RELEASE, suffix: Sent::Release.suffix() };
    html! {
        form.stack.panel method="post" action={ (address(place)) "/ra" } data-guard novalidate {
            h2 { (t::RELEASE.to(language)) }
            (form.hidden())
            (form.field(REASON).required().radio(
                release_reasons(stay).iter().map(|reason| Choice::new(reason.as_str(), reason.label(language))).collect(),
            ))
            (form.field(ON).required().date())
            (form.field(CERTIFICATE).hint(t::CERTIFICATE_HINT))
            p.actions { button.primary { (shell::SAVE.to(language)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::codes::ResidentCategory;
    use domain::ids::PersonId;
    use domain::law::PackId;

    fn stay(status: StayStatus, law_pack: PackId) -> Admission {
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        Admission {
            id: AdmissionId(Uuid::from_u128(1)),
            person_id: PersonId(Uuid::from_u128(2)),
            facility_id: FacilityId(Uuid::from_u128(3)),
            basis: AdmissionBasis::CourtDecision,
            category: ResidentCategory::Compulsory,
            status,
            admitted_on: day,
            decision_number: None,
            law_pack,
            term_months: 24,
            term_ends_on: day,
            ended_on: None,
            end_reason: None,
        }
    }

    #[test]
    fn what_can_follow_depends_on_the_state() {
        let next = |status| next_movements(&stay(status, PackId::C));
        assert!(next(StayStatus::Escaped).contains(&StayMovement::Returned));
        assert!(!next(StayStatus::Present).contains(&StayMovement::Returned));
        assert!(next(StayStatus::Released).is_empty());
        assert!(!release_reasons(&stay(StayStatus::Escaped, PackId::C)).contains(&ReleaseReason::TermEnded));
    }

    #[test]
    fn prison_interrupts_or_ends_as_the_law_says() {
        let (then, now) = (stay(StayStatus::Present, PackId::B1), stay(StayStatus::Present, PackId::C));
        assert!(release_reasons(&then).contains(&ReleaseReason::Imprisoned));
        assert!(!next_movements(&then).contains(&StayMovement::TakenToPrison));
        assert!(!release_reasons(&now).contains(&ReleaseReason::Imprisoned));
        assert!(next_movements(&now).contains(&StayMovement::TakenToPrison));
    }
}
