//! The forms of a stay's proposals.

use domain::codes::CorrectionReason;
use domain::law::relief::{ReliefGround, ReliefKind, ReliefPaper, ReliefStep, relief as rule_of};
use maud::{Markup, html};

use super::stay::{
    APPLIED, DATED, DECIDED, DECISION, Doing, EFFECTIVE, GROUND, MONTHS, NUMBER, OF_REDUCTION, ON, OUTCOME, PAPER,
    REASON, STEP, TO, WHAT, address,
};
use crate::api::care::Relief;
use crate::api::facility::Admission;
use crate::fields::Fields;
use crate::forms::{Choice, Errors, Form, choices};
use crate::i18n::codes::Labelled;
use crate::i18n::{care as records, reliefs as t, shell};
use crate::pages::stay::{self, Place};
use crate::visit::Visit;

pub fn proposal_form(visit: &Visit, place: Place, stay: &Admission, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &[WHAT, APPLIED], suffix: "-proposal" };
    let group = |kind: &ReliefKind| {
        let rule = rule_of(stay.law_pack, *kind)?;
        let choice = |ground: ReliefGround| Choice::new(format!("{kind}.{ground}"), ground.label(language));
        Some((kind.label(language).to_owned(), rule.grounds.iter().map(|rule| choice(rule.ground)).collect()))
    };
    html! {
        form.stack.panel method="post" action=(address(place)) data-guard novalidate {
            h2 { (t::PROPOSE.to(language)) }
            (form.summary())
            (form.hidden())
            (form.field(WHAT).required().select_grouped(ReliefKind::ALL.iter().filter_map(group).collect()))
            (form.field(APPLIED).required().date())
            p.actions { button.primary { (shell::SAVE.to(language)) } }
        }
    }
}

pub fn reduction_form(visit: &Visit, place: Place, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &OF_REDUCTION, suffix: "-reduction" };
    let grounds = [ReliefGround::Progress, ReliefGround::Merit];
    html! {
        form.stack.panel method="post" action={ (stay::address(place)) "/giam-thoi-han" } data-guard novalidate {
            h2 { (t::REDUCE.to(language)) }
            p.hint { (t::REDUCE_HINT.to(language)) }
            (form.summary())
            (form.hidden())
            (form.field(GROUND).required().radio(
                grounds.iter().map(|ground| Choice::new(ground.as_str(), ground.label(language))).collect(),
            ))
            (form.field(MONTHS).required().kind("number"))
            (form.field(DECIDED).required().date())
            (form.field(DECISION).required().hint(records::DOCUMENT_HINT))
            p.actions { button.primary { (shell::SAVE.to(language)) } }
        }
    }
}

pub fn change_form(
    visit: &Visit,
    place: Place,
    stay: &Admission,
    (relief, doing): (&Relief, Doing),
    (values, errors): (&Fields, &Errors),
) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: doing.names(), suffix: "" };
    html! {
        (form.summary())
        form.stack.panel #viec method="post" action={ (address(place)) "/" (relief.id) "/" (doing.part()) } data-guard novalidate {
            h2 { (doing.title().to(language)) ": " (relief.kind.label(language)) }
            (form.hidden())
            (fields(&form, stay, relief, doing))
            p.actions {
                button.primary { (shell::SAVE.to(language)) }
                a.button.quiet href=(address(place)) { (shell::CANCEL.to(language)) }
            }
        }
    }
}

fn fields(form: &Form<'_>, stay: &Admission, relief: &Relief, doing: Doing) -> Markup {
    let (visit, language) = (form.visit, form.visit.language);
    let rule = rule_of(stay.law_pack, relief.kind);
    match doing {
        Doing::Give => html! {
            (form.field(PAPER).required().select(choices::<ReliefPaper>(visit)))
            (form.field(NUMBER).hint(records::DOCUMENT_HINT))
            (form.field(DATED).required().date())
        },
        Doing::Step => {
            let posted = rule.is_some_and(|rule| rule.posting.is_some()).then_some(ReliefStep::Posted);
            let steps = posted.into_iter().chain([ReliefStep::Sent]);
            let deciders = rule.map_or(&[][..], |rule| rule.deciders);
            html! {
                (form.field(STEP).required().radio(
                    steps.map(|step| Choice::new(step.as_str(), step.label(language))).collect(),
                ))
                (form.field(ON).required().date())
                @if deciders.len() > 1 {
                    (form.field(TO).select(
                        deciders.iter().map(|to| Choice::new(to.as_str(), to.label(language))).collect(),
                    ))
                }
            }
        }
        Doing::Decide => {
            let effect = match relief.kind {
                ReliefKind::Suspension => t::EFFECT_SUSPENSION,
                ReliefKind::Exemption => t::EFFECT_EXEMPTION,
                ReliefKind::Reduction => t::EFFECT_REDUCTION,
            };
            html! {
                (form.field(OUTCOME).required().hint(effect).radio(vec![
                    Choice::new("true", t::GRANTED.to(language)), Choice::new("false", t::REFUSED.to(language)),
                ]))
                (form.field(DECIDED).required().date())
                (form.field(DECISION).required().hint(records::DOCUMENT_HINT))
                @if relief.kind == ReliefKind::Reduction { (form.field(MONTHS).kind("number")) }
                @else { (form.field(EFFECTIVE).date()) }
            }
        }
        Doing::Withdraw => html! { (form.field(REASON).required().select(choices::<CorrectionReason>(visit))) },
    }
}
