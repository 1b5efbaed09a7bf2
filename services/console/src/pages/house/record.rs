//! What is recorded of a facility: capacity, licences, zones, rooms, posts.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::Sex;
use domain::codes::facility::{LicenceEnd, LicenceIssuer, PostKind, ZoneKind};
use domain::ids::FacilityId;
use maud::{Markup, html};
use web::Right;

use super::address;
use crate::api::facility::register::{
    self, ChangeCapacity, EndLicence, LeavePost, OpenZone, RecordLicence, Register, StateRoom, TakePost,
};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::{Text, house as t};
use crate::pages::recording::{Refused, Sent, dates, fold};
use crate::visit::{Posted, Visit};

const SINCE: Name = ("since", t::SINCE);
const CAPACITY: Name = ("capacity", t::CAPACITY);
const DECISION: Name = ("decision_number", t::DECISION_NUMBER);
const NUMBER: Name = ("number", t::LICENCE_NUMBER);
const ISSUER: Name = ("issuer", t::ISSUER);
const FORM: Name = ("form", t::FORM);
const LAST_STAGE: Name = ("through_stage", t::LAST_STAGE);
const ISSUED: Name = ("issued_on", t::ISSUED);
const UNTIL: Name = ("valid_until", t::VALID_UNTIL);
const LICENCE: Name = ("licence", t::WHICH_LICENCE);
const END_ON: Name = ("on", t::END_ON);
const END_REASON: Name = ("reason", t::END_REASON);
const ZONE_NAME: Name = ("name", t::ZONE_NAME);
const KIND: Name = ("kind", t::KIND);
const SEX: Name = ("sex", t::SEX);
const BEDS: Name = ("beds", t::BEDS);
const OPENED: Name = ("opened_on", t::OPENED_ON);
const ZONE: Name = ("zone", t::ZONE);
const ROOM: Name = ("code", t::ROOM_CODE);
const AREA: Name = ("area_m2", t::AREA);
const CARE: Name = ("full_day_care", t::CARE);
const POST: Name = ("post", t::POST);
const STAFF_CODE: Name = ("staff_code", t::STAFF_CODE);
const STAGE: Name = ("stage", t::STAGE);
const ROSTER: Name = ("roster_id", t::ROSTER);
const HELD: Name = ("held", t::WHO_LEAVES);
const LAST_DAY: Name = ("until", t::LAST_DAY);

/// Which of the page's forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    Capacity,
    Licence,
    LicenceEnd,
    Zone,
    Room,
    Post,
    PostEnd,
}

impl FormKind {
    /// What somebody may need to record it.
    fn right(self) -> Right {
        match self {
            Self::Capacity | Self::Licence | Self::LicenceEnd => Right::ManageFacilities,
            Self::Zone | Self::Room | Self::Post | Self::PostEnd => Right::RecordMovements,
        }
    }

    /// Whether there is something to say it of.
    fn applies(self, register: &Register) -> bool {
        match self {
            Self::LicenceEnd => register.licences.iter().any(|licence| licence.ended_on.is_none()),
            Self::Room => !register.zones.is_empty(),
            Self::PostEnd => register.posts.iter().any(|post| post.until.is_none()),
            Self::Capacity | Self::Licence | Self::Zone | Self::Post => true,
        }
    }
}

impl Sent for FormKind {
    fn all() -> &'static [Self] {
        &[Self::Capacity, Self::Licence, Self::LicenceEnd, Self::Zone, Self::Room, Self::Post, Self::PostEnd]
    }

    fn names(self) -> &'static [Name] {
        match self {
            Self::Capacity => &[SINCE, CAPACITY, DECISION],
            Self::Licence => &[NUMBER, ISSUER, LAST_STAGE, ISSUED, UNTIL, FORM],
            Self::LicenceEnd => &[LICENCE, END_ON, END_REASON],
            Self::Zone => &[ZONE_NAME, KIND, SEX, BEDS, OPENED],
            Self::Room => &[ZONE, ROOM, AREA, BEDS, CARE],
            Self::Post => &[POST, STAFF_CODE, STAGE, SINCE, ROSTER],
            Self::PostEnd => &[HELD, LAST_DAY],
        }
    }

    fn required(self) -> &'static [Name] {
        match self {
            Self::Licence => &[NUMBER, ISSUER, LAST_STAGE, ISSUED],
            Self::Zone => &[ZONE_NAME, KIND, BEDS, OPENED],
            Self::Room => &[ZONE, ROOM, AREA, BEDS],
            Self::Post => &[POST, STAFF_CODE, SINCE],
            Self::Capacity | Self::LicenceEnd | Self::PostEnd => self.names(),
        }
    }

    fn part(self) -> &'static str {
        match self {
            Self::Capacity => "quy-mo",
            Self::Licence => "giay-phep",
            Self::LicenceEnd => "cham-dut-giay-phep",
            Self::Zone => "khu",
            Self::Room => "phong",
            Self::Post => "vi-tri",
            Self::PostEnd => "thoi-vi-tri",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Capacity => t::CHANGE_CAPACITY,
            Self::Licence => t::RECORD_LICENCE,
            Self::LicenceEnd => t::END_LICENCE,
            Self::Zone => t::OPEN_ZONE,
            Self::Room => t::STATE_ROOM,
            Self::Post => t::TAKE_POST,
            Self::PostEnd => t::LEAVE_POST,
        }
    }
}

/// A form's own address, asked for without a form.
pub async fn back(Path((id, part)): Path<(FacilityId, String)>) -> Redirect {
    let part = FormKind::of(&part).map_or("", FormKind::part);
    Redirect::to(&format!("{}#{part}", address(id)))
}

pub async fn submit(
    visit: Visit,
    Path((id, part)): Path<(FacilityId, String)>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let sent = FormKind::of(&part).ok_or(Failure::Missing)?;
    let Err(errors) = record(&visit, id, sent, &values).await? else {
        return Ok(Redirect::to(&format!("{}?xong=ghi", address(id))).into_response());
    };
    let refused = Refused { sent, values: &values, errors: &errors };
    Ok((refused.status(), super::render(&visit, id, visit.today(), false, Some(refused)).await?).into_response())
}

async fn record(visit: &Visit, id: FacilityId, sent: FormKind, values: &Fields) -> Result<Result<(), Errors>, Failure> {
    let (api, key) = (&visit.api, values.text("key"));
    let recorded = match sent {
        FormKind::Capacity => match dates(visit, values, sent, [SINCE]) {
            Err(errors) => return Ok(Err(errors)),
            Ok([since]) => {
                let decision_number = values.text(DECISION.0).to_owned();
                let body = ChangeCapacity { since, capacity: values.parsed(CAPACITY.0), decision_number };
                register::record(api, key, id, "capacities", &body).await
            }
        },
        FormKind::Licence => match dates(visit, values, sent, [ISSUED, UNTIL]) {
            Err(errors) => return Ok(Err(errors)),
            Ok([issued_on, valid_until]) => {
                let body = RecordLicence {
                    number: values.text(NUMBER.0).to_owned(),
                    issuer: values.text(ISSUER.0).to_owned(),
                    form: values.parsed(FORM.0),
                    through_stage: values.parsed(LAST_STAGE.0),
                    issued_on,
                    valid_until,
                };
                register::record(api, key, id, "licences", &body).await
            }
        },
        FormKind::LicenceEnd => match dates(visit, values, sent, [END_ON]) {
            Err(errors) => return Ok(Err(errors)),
            Ok([on]) => {
                let body = EndLicence { on, reason: values.text(END_REASON.0).to_owned() };
                register::say(api, &format!("licences/{}/end", id_in(values, LICENCE)?), &body).await
            }
        },
        FormKind::Zone => match dates(visit, values, sent, [OPENED]) {
            Err(errors) => return Ok(Err(errors)),
            Ok([opened_on]) => {
                let body = OpenZone {
                    name: values.text(ZONE_NAME.0).to_owned(),
                    kind: values.text(KIND.0).to_owned(),
                    sex: values.given(SEX.0),
                    beds: values.parsed(BEDS.0),
                    opened_on,
                };
                register::record(api, key, id, "zones", &body).await
            }
        },
        FormKind::Room => {
            let area_m2: Option<f64> = values.text(AREA.0).replace(',', ".").parse().ok();
            let mut errors = Errors::not_entered(values, sent.required(), visit);
            if values.given(AREA.0).is_some() && area_m2.is_none() {
                errors = errors.and(Errors::at(AREA.0, t::AREA_WRONG.to(visit.language)));
            }
            if !errors.is_empty() {
                return Ok(Err(errors));
            }
            let body = StateRoom {
                code: values.text(ROOM.0).to_owned(),
                area_m2,
                beds: values.parsed(BEDS.0),
                full_day_care: values.given(CARE.0).is_some(),
            };
            register::say(api, &format!("zones/{}/rooms", id_in(values, ZONE)?), &body).await
        }
        FormKind::Post => match dates(visit, values, sent, [SINCE]) {
            Err(errors) => return Ok(Err(errors)),
            Ok([since]) => {
                let body = TakePost {
                    post: values.text(POST.0).to_owned(),
                    staff_code: values.text(STAFF_CODE.0).to_owned(),
                    roster_id: values.given(ROSTER.0),
                    stage: values.parsed(STAGE.0),
                    since,
                };
                register::record(api, key, id, "posts", &body).await
            }
        },
        FormKind::PostEnd => match dates(visit, values, sent, [LAST_DAY]) {
            Err(errors) => return Ok(Err(errors)),
            Ok([until]) => {
                let post = id_in(values, HELD)?;
                register::say(api, &format!("posts/{post}/end"), &LeavePost { until }).await
            }
        },
    };
    Errors::or_page(visit, recorded)
}

/// The id that a list of the form's own was chosen from.
fn id_in(values: &Fields, (name, _): Name) -> Result<uuid::Uuid, Failure> {
    values.parsed(name).ok_or(Failure::Missing)
}

/// The forms the account may use here.
pub fn forms(visit: &Visit, register: &Register, refused: Option<&Refused<'_, FormKind>>) -> Markup {
    let usable: Vec<FormKind> =
        FormKind::all().iter().copied().filter(|sent| visit.may(sent.right()) && sent.applies(register)).collect();
    let today = visit.today().to_string();
    let days = [SINCE, ISSUED, END_ON, OPENED, LAST_DAY];
    let blank = days.iter().fold(Fields::default(), |blank, (name, _)| blank.set(name, today.clone()));
    let action = address(register.facility.id);
    html! {
        @if !usable.is_empty() {
            section.panel aria-labelledby="record" {
                h2 #record { (t::RECORD.to(visit.language)) }
                @for sent in usable {
                    (fold(visit, &action, sent, refused, (&blank, |form: &Form<'_>| fields(visit, register, sent, form))))
                }
            }
        }
    }
}

fn fields(visit: &Visit, register: &Register, sent: FormKind, form: &Form<'_>) -> Markup {
    let language = visit.language;
    let stages = |from: u32| (from..=5).map(|stage| Choice::new(stage.to_string(), stage.to_string())).collect();
    let zones = || register.zones.iter().map(|zone| Choice::new(zone.id.to_string(), zone.name.clone())).collect();
    let licences = || {
        let open = register.licences.iter().filter(|licence| licence.ended_on.is_none());
        open.map(|licence| Choice::new(licence.id.to_string(), licence.number.clone())).collect()
    };
    let held = || {
        let held = register.posts.iter().filter(|post| post.until.is_none());
        let name = |post: &register::Post| {
            format!("{} – {}", super::who(post, language), format::capital(post.post.to(language)))
        };
        held.map(|post| Choice::new(post.id.to_string(), name(post))).collect()
    };
    html! {
        @match sent {
            FormKind::Capacity => {
                (form.field(SINCE).required().hint(t::DECISION_HINT).date())
                (form.field(CAPACITY).required().kind("number"))
                (form.field(DECISION).required())
            }
            FormKind::Licence => {
                (form.field(NUMBER).required())
                (form.field(ISSUER).required().select(choices::<LicenceIssuer>(visit)))
                (form.field(LAST_STAGE).required().select(stages(3)))
                (form.field(ISSUED).required().date())
                (form.field(UNTIL).hint(t::VALID_HINT).date())
                (form.field(FORM).select((1..=10).map(|form| Choice::new(form.to_string(), format!("{form:02}"))).collect()))
            }
            FormKind::LicenceEnd => {
                (form.field(LICENCE).required().select(licences()))
                (form.field(END_ON).required().date())
                (form.field(END_REASON).required().select(choices::<LicenceEnd>(visit)))
            }
            FormKind::Zone => {
                (form.field(ZONE_NAME).required())
                (form.field(KIND).required().select(choices::<ZoneKind>(visit)))
                (form.field(SEX).select(choices::<Sex>(visit)))
                (form.field(BEDS).required().kind("number"))
                (form.field(OPENED).required().date())
            }
            FormKind::Room => {
                (form.field(ZONE).required().select(zones()))
                (form.field(ROOM).required().hint(t::ROOM_HINT))
                (form.field(AREA).required())
                (form.field(BEDS).required().kind("number"))
                (form.field(CARE).check(vec![Choice::new("1", t::FULL_DAY.to(language))]))
            }
            FormKind::Post => {
                (form.field(POST).required().select(choices::<PostKind>(visit)))
                (form.field(STAFF_CODE).required())
                (form.field(STAGE).select(stages(1)))
                (form.field(SINCE).required().date())
                (form.field(ROSTER).hint(t::ROSTER_HINT))
            }
            FormKind::PostEnd => {
                (form.field(HELD).required().select(held()))
                (form.field(LAST_DAY).required().date())
            }
        }
    }
}
