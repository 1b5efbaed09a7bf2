//! What is recorded of a stay beside its book: papers, belongings, a class, a plan.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::DrugKind;
use domain::codes::care::PlanGoal;
use domain::codes::facility::{AddictionLevel, BelongingItem, HealthSign};
use domain::law::AdmissionPaper;
use maud::{Markup, html};

use super::super::stay::Place;
use super::address;
use crate::api::facility::intake::{
    self, Classify, GivePaper, Intake, MakePlan, PlannedGoal, ReceiveBelongings, Received, ReturnBelongings,
};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::{Text, intake as t};
use crate::pages::recording::{Refused, Sent, dates, fold};
use crate::visit::{Posted, Visit};

const PAPER: Name = ("paper", t::PAPER);
const NUMBER: Name = ("number", t::NUMBER);
const DATED: Name = ("dated_on", t::DATED);
const ITEM: Name = ("item", t::ITEM);
const QUANTITY: Name = ("quantity", t::QUANTITY);
const RECEIVED: Name = ("received_on", t::RECEIVED);
const WHICH: Name = ("ids", t::WHICH);
const RETURNED: Name = ("returned_on", t::RETURNED);
const CLASSIFIED: Name = ("classified_on", t::CLASSIFIED_ON);
const CLASS: Name = ("class", t::CLASS);
const TEAM: Name = ("team", t::TEAM);
const DRUG: Name = ("drug", t::DRUG);
const LEVEL: Name = ("level", t::LEVEL);
const HEALTH: Name = ("health", t::HEALTH);
const PLANNED: Name = ("planned_on", t::PLANNED_ON);
/// The lines of a plan: stage, goal, day.
const GOALS: [[Name; 3]; 5] = [
    [("stage1", t::STAGE), ("goal1", t::GOAL), ("target1", t::TARGET)],
    [("stage2", t::STAGE), ("goal2", t::GOAL), ("target2", t::TARGET)],
    [("stage3", t::STAGE), ("goal3", t::GOAL), ("target3", t::TARGET)],
    [("stage4", t::STAGE), ("goal4", t::GOAL), ("target4", t::TARGET)],
    [("stage5", t::STAGE), ("goal5", t::GOAL), ("target5", t::TARGET)],
];
const OF_PLAN: [Name; 16] = [
    PLANNED,
    GOALS[0][0],
    GOALS[0][1],
    GOALS[0][2],
    GOALS[1][0],
    GOALS[1][1],
    GOALS[1][2],
    GOALS[2][0],
    GOALS[2][1],
    GOALS[2][2],
    GOALS[3][0],
    GOALS[3][1],
    GOALS[3][2],
    GOALS[4][0],
    GOALS[4][1],
    GOALS[4][2],
];

/// Which of the page's forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    Paper,
    Receipt,
    Return,
    Class,
    Plan,
}

impl Sent for FormKind {
    fn all() -> &'static [Self] {
        &[Self::Paper, Self::Receipt, Self::Return, Self::Class, Self::Plan]
    }

    fn names(self) -> &'static [Name] {
        match self {
            Self::Paper => &[PAPER, NUMBER, DATED],
            Self::Receipt => &[ITEM, QUANTITY, RECEIVED],
            Self::Return => &[WHICH, RETURNED],
            Self::Class => &[CLASSIFIED, CLASS, TEAM, DRUG, LEVEL, HEALTH],
            Self::Plan => &OF_PLAN,
        }
    }

    fn required(self) -> &'static [Name] {
        match self {
            Self::Paper => &[PAPER, DATED],
            Self::Receipt => self.names(),
            Self::Return => &[RETURNED],
            Self::Class => &[CLASSIFIED, CLASS],
            Self::Plan => &[PLANNED],
        }
    }

    fn part(self) -> &'static str {
        match self {
            Self::Paper => "to",
            Self::Receipt => "nhan-do",
            Self::Return => "tra-do",
            Self::Class => "phan-loai",
            Self::Plan => "ke-hoach",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Paper => t::GIVE_PAPER,
            Self::Receipt => t::RECEIVE,
            Self::Return => t::GIVE_BACK,
            Self::Class => t::CLASSIFY,
            Self::Plan => t::MAKE_PLAN,
        }
    }
}

type Part = (domain::ids::FacilityId, chrono::NaiveDate, domain::ids::AdmissionId, String);

/// A form's own address, asked for without a form.
pub async fn back(Path((id, on, stay, _)): Path<Part>) -> Redirect {
    Redirect::to(&address((id, on, stay)))
}

pub async fn submit(
    visit: Visit,
    Path((id, on, stay, part)): Path<Part>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let place = (id, on, stay);
    let sent = FormKind::of(&part).ok_or(Failure::Missing)?;
    let Err(errors) = record(&visit, place, sent, &values).await? else {
        return Ok(Redirect::to(&format!("{}?xong=ghi", address(place))).into_response());
    };
    let refused = Refused { sent, values: &values, errors: &errors };
    Ok((refused.status(), super::render(&visit, place, false, Some(refused)).await?).into_response())
}

async fn record(
    visit: &Visit,
    (.., stay): Place,
    sent: FormKind,
    values: &Fields,
) -> Result<Result<(), Errors>, Failure> {
    let (api, key) = (&visit.api, values.text("key"));
    let day = match sent {
        FormKind::Paper => DATED,
        FormKind::Receipt => RECEIVED,
        FormKind::Return => RETURNED,
        FormKind::Class => CLASSIFIED,
        FormKind::Plan => PLANNED,
    };
    let on = match dates(visit, values, sent, [day]) {
        Ok([on]) => on,
        Err(errors) => return Ok(Err(errors)),
    };
    let recorded = match sent {
        FormKind::Paper => {
            let paper = values.text(PAPER.0).to_owned();
            let body = GivePaper { paper, number: values.given(NUMBER.0), dated_on: on };
            intake::record(api, key, stay, "papers", &body).await
        }
        FormKind::Receipt => {
            let item = Received { item: values.text(ITEM.0).to_owned(), quantity: values.parsed(QUANTITY.0) };
            let body = ReceiveBelongings { received_on: on, items: vec![item] };
            intake::record(api, key, stay, "belongings", &body).await
        }
        FormKind::Return => {
            let body = ReturnBelongings { returned_on: on, ids: values.all(WHICH.0) };
            intake::record(api, key, stay, "belongings/return", &body).await
        }
        FormKind::Class => {
            let body = Classify {
                classified_on: on,
                class: values.text(CLASS.0).to_owned(),
                team: values.given(TEAM.0),
                drug: values.given(DRUG.0),
                level: values.given(LEVEL.0),
                health: values.all(HEALTH.0),
            };
            intake::record(api, key, stay, "classifications", &body).await
        }
        FormKind::Plan => {
            let goals = match goals(visit, values) {
                Ok(goals) => goals,
                Err(errors) => return Ok(Err(errors)),
            };
            intake::record(api, key, stay, "plans", &MakePlan { planned_on: on, goals }).await
        }
    };
    Errors::or_page(visit, recorded)
}

/// The lines of a plan in which something was entered.
fn goals(visit: &Visit, values: &Fields) -> Result<Vec<PlannedGoal>, Errors> {
    let mut goals = Vec::new();
    for line in GOALS.iter().filter(|line| line.iter().any(|(name, _)| values.given(name).is_some())) {
        let [stage, goal, target] = *line;
        let missing = Errors::not_entered(values, line, visit);
        let target_on = missing.unless(Errors::or_date(values, target.0, visit))?;
        goals.push(PlannedGoal { stage: values.parsed(stage.0), goal: values.text(goal.0).to_owned(), target_on });
    }
    if goals.is_empty() { Err(Errors::not_entered(values, &GOALS[0], visit)) } else { Ok(goals) }
}

pub fn forms(visit: &Visit, place: Place, intake: &Intake, refused: Option<&Refused<'_, FormKind>>) -> Markup {
    let kept = intake.belongings.iter().any(|belonging| belonging.returned_on.is_none());
    let usable = FormKind::all().iter().copied().filter(|sent| *sent != FormKind::Return || kept);
    let today = visit.today().to_string();
    let days = [DATED, RECEIVED, RETURNED, CLASSIFIED, PLANNED];
    let blank = days.iter().fold(Fields::default(), |blank, (name, _)| blank.set(name, today.clone()));
    let action = address(place);
    html! {
        section.panel aria-labelledby="record" {
            h2 #record { (t::RECORD.to(visit.language)) }
            @for sent in usable {
                (fold(visit, &action, sent, refused, (&blank, |form: &Form<'_>| fields(visit, intake, sent, form))))
            }
        }
    }
}

fn fields(visit: &Visit, intake: &Intake, sent: FormKind, form: &Form<'_>) -> Markup {
    let language = visit.language;
    let kept = || {
        let kept = intake.belongings.iter().filter(|belonging| belonging.returned_on.is_none());
        let name = |belonging: &intake::Belonging| {
            let item = format::capital(belonging.item.to(language));
            format!("{item} × {}", format::number(belonging.quantity, language))
        };
        kept.map(|belonging| Choice::new(belonging.id.to_string(), name(belonging))).collect()
    };
    let stages = || (1..=5).map(|stage| Choice::new(stage.to_string(), stage.to_string())).collect();
    html! {
        @match sent {
            FormKind::Paper => {
                (form.field(PAPER).required().select(choices::<AdmissionPaper>(visit)))
                (form.field(NUMBER))
                (form.field(DATED).required().date())
            }
            FormKind::Receipt => {
                (form.field(ITEM).required().select(choices::<BelongingItem>(visit)))
                (form.field(QUANTITY).required().kind("number"))
                (form.field(RECEIVED).required().date())
            }
            FormKind::Return => {
                (form.field(WHICH).hint(t::WHICH_HINT).check(kept()))
                (form.field(RETURNED).required().date())
            }
            FormKind::Class => {
                (form.field(CLASSIFIED).required().date())
                (form.field(CLASS).required().hint(t::CLASS_HINT))
                (form.field(TEAM))
                (form.field(DRUG).select(choices::<DrugKind>(visit)))
                (form.field(LEVEL).select(choices::<AddictionLevel>(visit)))
                (form.field(HEALTH).check(choices::<HealthSign>(visit)))
            }
            FormKind::Plan => {
                p.hint { (t::PLAN_HINT.to(language)) }
                (form.field(PLANNED).required().date())
                @for (number, [stage, goal, target]) in GOALS.into_iter().enumerate() {
                    fieldset.row {
                        legend { (t::GOAL_N.with(language, &[&(number + 1).to_string()])) }
                        (form.field(stage).select(stages()))
                        (form.field(goal).select(choices::<PlanGoal>(visit)))
                        (form.field(target).date())
                    }
                }
            }
        }
    }
}
