//! Minutes to print and sign: of taking somebody in (`…/luot/{admission}/bien-ban`) and of handing a released person
//! over (`/ban-giao/luot/{admission}/bien-ban`). They are official documents and Vietnamese in both languages; what is
//! not held here, who signs above all, is left as dots to write on.

use axum::extract::Path;
use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, FacilityKind};
use domain::ids::AdmissionId;
use domain::law::forms::FormKey;
use domain::law::{AdmissionCase, AdmissionPaper, Regime, admission_papers, pack_in_force};
use maud::{Markup, html};
use web::Language;

use super::certificate::sheet::{Office, identity, letterhead};
use super::stay::{self, Place};
use crate::api::facility::intake::{self, Intake};
use crate::api::facility::returns::{self, Handover};
use crate::api::facility::{self, Admission, Facility};
use crate::api::registry::{self, Person};
use crate::areas;
use crate::failure::Failure;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{minutes as t, returns as words};
use crate::layout::{Nav, Page, page};
use crate::parts::print_button;
use crate::visit::Visit;

const SHEET: Language = Language::Vietnamese;
const DOTS: &str = "…………………………";

/// What minutes say, whatever they are about.
struct Minutes<'a> {
    form: Option<FormKey>,
    office: Office,
    number: Option<&'a str>,
    on: NaiveDate,
    title: &'static str,
    person: &'a Person,
    /// What was done, in a sentence.
    done: String,
    /// What went from hand to hand, under headings.
    handed: Vec<(&'static str, Vec<String>)>,
    /// Who gives, who takes.
    sides: [String; 2],
}

pub async fn reception(visit: Visit, Path(place): Path<Place>) -> Result<Markup, Failure> {
    let (.., id) = place;
    let (history, intake) = tokio::join!(facility::stay_history(&visit.api, id), intake::intake(&visit.api, id));
    let (stay, intake) = (history?.admission, intake?);
    let (at, person) =
        tokio::join!(facility::facility(&visit.api, stay.facility_id), registry::person(&visit.api, stay.person_id));
    let (at, person) = (at?, person?);
    let body = sheet(&of_reception(&stay, &intake, &at, &person), &visit);
    let under = Page::new(Nav::Facilities, t::RECEPTION.to(visit.language), body);
    Ok(page(&visit, stay::under(under, place, &person.summary.name, visit.language)))
}

fn of_reception<'a>(stay: &Admission, intake: &'a Intake, at: &Facility, person: &'a Person) -> Minutes<'a> {
    let case = AdmissionCase {
        admitted_on: stay.admitted_on,
        basis: stay.basis,
        private: at.kind == FacilityKind::Private,
        minor: false,
        transferred_on: None,
    };
    let form = admission_papers(&case).into_iter().find(|rule| rule.paper == AdmissionPaper::HandoverMinutes);
    let by = match (stay.basis, &stay.decision_number) {
        (AdmissionBasis::CourtDecision, Some(number)) => format!("theo quyết định số {number} của Tòa án"),
        (basis, _) => format!("theo diện {}", basis.label(SHEET)),
    };
    let done = format!("Ngày {} đã tiếp nhận người có tên trên vào cơ sở {by}.", written(stay.admitted_on));
    let paper = |paper: &intake::Paper| {
        let number = paper.number.as_deref().map(|number| format!(" số {number}")).unwrap_or_default();
        format!("{}{number}, ngày {}", format::capital(paper.paper.to(SHEET)), written(paper.dated_on))
    };
    let received = intake.belongings.iter().filter(|belonging| belonging.received_on == stay.admitted_on);
    let belonging = |belonging: &intake::Belonging| {
        let quantity = format::number(belonging.quantity, SHEET);
        format!("{}: {quantity}", format::capital(belonging.item.to(SHEET)))
    };
    Minutes {
        form: form.and_then(|rule| rule.form),
        office: Office::facility(at, stay.admitted_on),
        number: None,
        on: stay.admitted_on,
        title: "Biên bản tiếp nhận người vào cơ sở",
        person,
        done,
        handed: vec![
            ("Hồ sơ kèm theo", intake.papers.iter().map(paper).collect()),
            ("Tư trang, tiền mặt, tài sản gửi lưu ký", received.map(belonging).collect()),
            ("Tình trạng sức khỏe khi tiếp nhận", Vec::new()),
        ],
        sides: [DOTS.to_owned(), at.name.clone()],
    }
}

pub async fn hand_over(visit: Visit, Path(id): Path<AdmissionId>) -> Result<Markup, Failure> {
    let home = returns::of_stay(&visit.api, id).await?;
    let (at, person) =
        tokio::join!(facility::facility(&visit.api, home.facility_id), registry::person(&visit.api, home.person_id));
    let (at, person) = (at?, person?);
    let Some(last) = home.last() else { return Err(Failure::Missing) };
    let body = sheet(&of_hand_over(last, home.released_on, &at, &person), &visit);
    let page_ = Page::new(Nav::Returns, t::HANDOVER.to(visit.language), body)
        .under("/ban-giao", words::RETURNS.to(visit.language))
        .under(format!("/ban-giao/luot/{id}"), &person.summary.name);
    Ok(page(&visit, page_))
}

fn of_hand_over<'a>(handover: &'a Handover, released_on: NaiveDate, at: &Facility, person: &'a Person) -> Minutes<'a> {
    let commune = areas::commune(&handover.to_commune_code, &handover.to_province_code, handover.handed_on);
    let regime = pack_in_force(handover.handed_on).regime;
    let body = if regime == Regime::C { "Công an" } else { "Ủy ban nhân dân" };
    let done = format!(
        "Người có tên trên ra khỏi cơ sở ngày {}. Ngày {} cơ sở bàn giao người và hồ sơ cho {body} {commune}.",
        written(released_on),
        written(handover.handed_on)
    );
    let papers = handover.papers.iter().map(|paper| format::capital(paper.label(SHEET)));
    Minutes {
        form: (regime == Regime::C).then(|| FormKey::d163_v("31")),
        office: Office::facility(at, handover.handed_on),
        number: handover.number.as_deref(),
        on: handover.handed_on,
        title: "Biên bản bàn giao người và hồ sơ",
        person,
        done,
        handed: vec![("Hồ sơ bàn giao", papers.collect())],
        sides: [at.name.clone(), format!("{body} {commune}")],
    }
}

fn written(day: NaiveDate) -> String {
    format::date(day, SHEET)
}

fn sheet(minutes: &Minutes<'_>, visit: &Visit) -> Markup {
    let [gives, takes] = &minutes.sides;
    html! {
        div.head {
            h1 { (format::capital(minutes.title)) }
            p.actions { (print_button(visit.language)) }
        }
        p.notice.warning.screen { (t::WORDING.to(visit.language)) }
        article.sheet lang="vi" {
            @if let Some(key) = minutes.form { p.form-mark { (key.vi()) } }
            (letterhead(&minutes.office, minutes.number, Some(minutes.on)))
            h2 { (minutes.title.to_uppercase()) }
            @for (side, who) in [("Bên giao", gives), ("Bên nhận", takes)] {
                p { (side) ": " (who) }
                p { "Đại diện: " (DOTS) " Chức vụ: " (DOTS) }
            }
            (identity(minutes.person, visit.today()))
            p { (minutes.done) }
            @for (heading, lines) in &minutes.handed {
                p { strong { (heading) ":" } @if lines.is_empty() { " " (DOTS) (DOTS) } }
                @if !lines.is_empty() { ol { @for line in lines { li { (line) } } } }
            }
            p { "Biên bản lập thành hai bản, mỗi bên giữ một bản." }
            footer {
                @for side in ["BÊN GIAO", "BÊN NHẬN"] {
                    div.signature {
                        p { strong { (side) } }
                        p.place-date { "(Ký, ghi rõ họ tên)" }
                    }
                }
            }
        }
    }
}
