//! What a record of each kind holds: its fields, its JSON, and how it is told.

use chrono::NaiveDate;
use domain::codes::DrugKind;
use domain::codes::care::{
    CareKind, CounsellingForm, CounsellingTopic, DetoxOutcome, DetoxProtocol, DisciplineMeasure, EducationClass,
    PlanGoal, RewardMeasure, TestOccasion, Trade, TreatedCondition, WithdrawalSeverity,
};
use domain::codes::community::TestResult;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use web::Language;

use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name};
use crate::i18n::care as t;
use crate::i18n::codes::Labelled;
use crate::visit::Visit;

/// The choices of a code list in a language.
type Codes = fn(Language) -> Vec<Choice>;

/// How a field is entered.
#[derive(Clone, Copy)]
enum Input {
    One(Codes),
    /// Any number of them.
    Several(Codes),
    Number,
    YesNo,
    Document,
    /// May be left out.
    Day,
}

/// A field and how it is entered.
#[derive(Clone, Copy)]
pub struct Spec {
    pub name: Name,
    input: Input,
}

fn of<T: Labelled>(language: Language) -> Vec<Choice> {
    T::all().iter().map(|code| Choice::new(code.code(), code.label(language))).collect()
}

const ATTENDED: Spec = Spec { name: ("content.attended", t::ATTENDED), input: Input::YesNo };
const DOCUMENT: Spec = Spec { name: ("content.document_number", t::DOCUMENT), input: Input::Document };
const HOURS: Spec = Spec { name: ("content.hours", t::HOURS), input: Input::Number };

/// The fields of a kind.
pub fn specs(kind: CareKind) -> Vec<Spec> {
    let spec = |name: &'static str, label, input| Spec { name: (name, label), input };
    match kind {
        CareKind::Examination => vec![
            spec("content.drugs", t::DRUGS, Input::Several(of::<DrugKind>)),
            spec("content.withdrawal", t::WITHDRAWAL, Input::One(of::<WithdrawalSeverity>)),
            spec("content.mental_disorder", t::MENTAL_DISORDER, Input::YesNo),
            spec("content.infection", t::INFECTION, Input::YesNo),
        ],
        CareKind::Detox => vec![
            spec("content.protocol", t::PROTOCOL, Input::One(of::<DetoxProtocol>)),
            spec("content.outcome", t::OUTCOME, Input::One(of::<DetoxOutcome>)),
        ],
        CareKind::Treatment => vec![spec("content.condition", t::CONDITION, Input::One(of::<TreatedCondition>))],
        CareKind::Counselling => vec![
            spec("content.form", t::FORM, Input::One(of::<CounsellingForm>)),
            spec("content.topic", t::TOPIC, Input::One(of::<CounsellingTopic>)),
            spec("content.minutes", t::MINUTES, Input::Number),
            ATTENDED,
        ],
        CareKind::Education => vec![spec("content.class", t::CLASS, Input::One(of::<EducationClass>)), HOURS, ATTENDED],
        CareKind::Labour => vec![HOURS],
        CareKind::Vocational => vec![spec("content.trade", t::TRADE, Input::One(of::<Trade>)), HOURS, ATTENDED],
        CareKind::Evaluation => vec![
            spec("content.reached", t::REACHED, Input::Several(of::<PlanGoal>)),
            spec("content.not_reached", t::NOT_REACHED, Input::Several(of::<PlanGoal>)),
        ],
        CareKind::ReintegrationPlan => {
            vec![spec("content.residence_known", t::RESIDENCE, Input::YesNo), DOCUMENT]
        }
        CareKind::DrugTest => vec![
            spec("content.occasion", t::OCCASION, Input::One(of::<TestOccasion>)),
            spec("content.result", t::RESULT, Input::One(of::<TestResult>)),
            spec("content.drugs", t::FOUND, Input::Several(of::<DrugKind>)),
        ],
        CareKind::Discipline => vec![
            spec("content.measure", t::MEASURE, Input::One(of::<DisciplineMeasure>)),
            DOCUMENT,
            spec("content.until", t::UNTIL, Input::Day),
        ],
        CareKind::Reward => vec![spec("content.reward", t::REWARD, Input::One(of::<RewardMeasure>)), DOCUMENT],
        CareKind::Pursuit => vec![DOCUMENT],
    }
}

/// The kinds that a group may have together.
pub const OF_GROUPS: [CareKind; 4] =
    [CareKind::Counselling, CareKind::Education, CareKind::Labour, CareKind::Vocational];

/// The fields of a kind for a group: who attended is said person by person.
pub fn specs_of_group(kind: CareKind) -> Vec<Spec> {
    specs(kind).into_iter().filter(|spec| spec.name.0 != ATTENDED.name.0).collect()
}

/// Whether it matters who came, or only who is meant.
pub fn has_attendance(kind: CareKind) -> bool {
    specs(kind).iter().any(|spec| spec.name.0 == ATTENDED.name.0)
}

impl Spec {
    fn key(&self) -> &'static str {
        self.name.0.strip_prefix("content.").unwrap_or(self.name.0)
    }

    /// Whether nothing can be said without it.
    fn is_needed(&self) -> bool {
        !matches!(self.input, Input::Several(_) | Input::Day)
    }

    pub fn field(&self, form: &Form<'_>) -> Markup {
        let language = form.visit.language;
        let field = form.field(self.name);
        let field = if self.is_needed() { field.required() } else { field };
        match self.input {
            // A long list is shorter as a menu.
            Input::One(codes) if codes(language).len() > 5 => html! { (field.select(codes(language))) },
            Input::One(codes) => html! { (field.radio(codes(language))) },
            Input::Several(codes) => html! { (field.check(codes(language))) },
            Input::Number => html! { (field.kind("number")) },
            Input::YesNo => html! {
                (field.radio(vec![Choice::new("true", t::YES.to(language)), Choice::new("false", t::NO.to(language))]))
            },
            Input::Document => html! { (field.hint(t::DOCUMENT_HINT)) },
            Input::Day => html! { (field.date()) },
        }
    }

    fn value(&self, values: &Fields) -> Value {
        let name = self.name.0;
        match self.input {
            Input::One(_) | Input::Document => json!(values.text(name)),
            Input::Several(_) => json!(values.all(name)),
            Input::Number => {
                values.parsed::<u32>(name).map_or_else(|| json!(values.text(name)), |number| json!(number))
            }
            Input::YesNo => json!(values.text(name) == "true"),
            Input::Day => json!(values.date(name)),
        }
    }
}

/// What is missing of these fields.
pub fn missing(specs: &[Spec], values: &Fields, visit: &Visit) -> Errors {
    let needed: Vec<Name> = specs.iter().filter(|spec| spec.is_needed()).map(|spec| spec.name).collect();
    let days = specs.iter().filter(|spec| matches!(spec.input, Input::Day));
    let wrong = days.filter_map(|spec| Errors::or_date(values, spec.name.0, visit).err());
    wrong.fold(Errors::not_entered(values, &needed, visit), Errors::and)
}

/// What was entered, as the service takes it.
pub fn content(kind: CareKind, specs: &[Spec], values: &Fields) -> Value {
    let mut content: Map<String, Value> =
        specs.iter().map(|spec| (spec.key().to_owned(), spec.value(values))).collect();
    content.insert("kind".to_owned(), json!(kind.as_str()));
    Value::Object(content)
}

/// A record's content in words.
pub fn told(kind: CareKind, content: &Value, language: Language) -> String {
    let parts = specs(kind).into_iter().filter_map(|spec| {
        let value = content.get(spec.key())?;
        let label = spec.name.1.to(language);
        let name = |codes: Codes, code: &str| {
            let known = codes(language).into_iter().find(|choice| choice.value == code);
            known.map_or_else(|| code.to_owned(), |choice| choice.label)
        };
        let said = match spec.input {
            Input::One(codes) => return Some(name(codes, value.as_str()?)),
            Input::Several(codes) => {
                let several = value.as_array()?;
                if several.is_empty() {
                    return None;
                }
                several
                    .iter()
                    .filter_map(|code| code.as_str())
                    .map(|code| name(codes, code))
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            Input::Number => value.to_string(),
            Input::YesNo => (if value.as_bool()? { t::YES } else { t::NO }).to(language).to_owned(),
            Input::Document => value.as_str()?.to_owned(),
            Input::Day => format::date(value.as_str()?.parse::<NaiveDate>().ok()?, language),
        };
        Some(format!("{label}: {said}"))
    });
    parts.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_entered_is_what_the_service_takes_and_is_told_again() {
        let values = Fields::default()
            .set("content.form", "group")
            .set("content.topic", "relapse_prevention")
            .set("content.minutes", "90")
            .set("content.attended", "true");
        let kind = CareKind::Counselling;
        let body = content(kind, &specs(kind), &values);
        let expected = json!({
            "kind": "counselling", "form": "group", "topic": "relapse_prevention", "minutes": 90, "attended": true,
        });
        assert_eq!(body, expected);
        let text = told(kind, &body, Language::English);
        assert_eq!(text, "group · relapse prevention · Minutes: 90 · Attended: yes");
        assert!(!content(kind, &specs_of_group(kind), &values).as_object().unwrap().contains_key("attended"));
    }

    #[test]
    fn every_kind_has_fields_and_the_groups_have_what_happens_together() {
        for kind in CareKind::ALL {
            assert!(!specs(*kind).is_empty(), "{kind}");
        }
        let attended = OF_GROUPS.map(has_attendance);
        assert_eq!(attended, [true, true, false, true]);
    }
}
