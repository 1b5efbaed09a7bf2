//! Forms: labelled fields, errors at the field and in a summary on top, typed text kept.

use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset, NaiveDate};
use maud::{Markup, Render, html};

use crate::failure::{Failure, FieldProblem};
use crate::fields::Fields;
use crate::format::{self, parse_date, typed};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, shell as t};
use crate::visit::Visit;

/// A field's name in the request, and its label.
pub type Name = (&'static str, Text);

/// What was wrong with a form.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    pub general: Option<String>,
    pub fields: Vec<FieldProblem>,
    /// Nothing is known of the outcome: the same key goes with the next try.
    pub unsure: bool,
}

impl Errors {
    pub fn at(field: &str, message: impl Into<String>) -> Self {
        Self { fields: vec![FieldProblem { field: field.to_owned(), message: message.into() }], ..Self::default() }
    }

    /// What must be entered and was not.
    pub fn not_entered(values: &Fields, names: &[Name], visit: &Visit) -> Self {
        let empty = names.iter().filter(|(name, _)| values.text(name).is_empty());
        let message = || t::NOT_ENTERED.to(visit.language).to_owned();
        let fields = empty.map(|(name, _)| FieldProblem { field: (*name).to_owned(), message: message() }).collect();
        Self { fields, ..Self::default() }
    }

    /// Adds what else is wrong.
    pub fn and(mut self, other: Self) -> Self {
        self.fields.extend(other.fields);
        self
    }

    /// What was read, unless it or something that must be there is wrong: all is said at once.
    pub fn unless<T>(self, read: Result<T, Self>) -> Result<T, Self> {
        match read {
            Ok(value) if self.is_empty() => Ok(value),
            Ok(_) => Err(self),
            Err(errors) => {
                let known = |field: &str| self.fields.iter().any(|error| error.field == field);
                let fields = errors.fields.into_iter().filter(|error| !known(&error.field)).collect();
                Err(self.and(Self { fields, ..Self::default() }))
            }
        }
    }

    /// With the service's name of a field replaced by the form's own.
    pub fn renamed(mut self, theirs: &str, ours: &str) -> Self {
        for error in self.fields.iter_mut().filter(|error| error.field == theirs) {
            error.field = ours.to_owned();
        }
        self
    }

    /// The date of a field; `None` when nothing was entered, which the service has an answer for.
    pub fn or_date(values: &Fields, field: &str, visit: &Visit) -> Result<Option<NaiveDate>, Self> {
        match (values.date(field), values.given(field)) {
            (None, Some(_)) => Err(Self::at(field, t::DATE_WRONG.to(visit.language))),
            (date, _) => Ok(date),
        }
    }

    /// The moment of a date field and a time field; both must be there.
    pub fn or_moment(values: &Fields, day: &str, time: &str, visit: &Visit) -> Result<DateTime<FixedOffset>, Self> {
        let wrong = |field: &str, text: Text| {
            let text = if values.text(field).is_empty() { t::NOT_ENTERED } else { text };
            Self::at(field, text.to(visit.language))
        };
        match (values.date(day), format::parse_time(values.text(time))) {
            (Some(on), Some(at)) => format::moment_of(on, at).ok_or_else(|| wrong(time, t::TIME_WRONG)),
            (None, Some(_)) => Err(wrong(day, t::DATE_WRONG)),
            (Some(_), None) => Err(wrong(time, t::TIME_WRONG)),
            (None, None) => Err(wrong(day, t::DATE_WRONG).and(wrong(time, t::TIME_WRONG))),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.general.is_none() && self.fields.is_empty()
    }

    /// Of the page that shows them.
    pub fn status(&self) -> StatusCode {
        if self.unsure { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Whether it was recorded, or what the form must show; other failures are pages of their own.
    pub fn or_page(visit: &Visit, result: Result<(), Failure>) -> Result<Result<(), Self>, Failure> {
        match result {
            Ok(()) => Ok(Ok(())),
            Err(failure) => Ok(Err(Self::of(failure, visit)?)),
        }
    }

    /// What a form can show; other failures are pages of their own.
    pub fn of(failure: Failure, visit: &Visit) -> Result<Self, Failure> {
        match failure {
            Failure::Refused(problem) if problem.errors.is_empty() => {
                Ok(Self { general: Some(problem.detail), ..Self::default() })
            }
            Failure::Refused(problem) => Ok(Self { fields: problem.errors, ..Self::default() }),
            Failure::Unavailable(_) => {
                let text = crate::i18n::failures::UNAVAILABLE_ADVICE.to(visit.language);
                Ok(Self { general: Some(text.to_owned()), unsure: true, ..Self::default() })
            }
            other => Err(other),
        }
    }
}

/// A form as it is shown.
pub struct Form<'a> {
    pub visit: &'a Visit,
    pub values: &'a Fields,
    pub errors: &'a Errors,
    /// The fields it has, so that the summary names them and links only to what is there.
    pub names: &'a [Name],
    /// Ends the ids of its fields, where the page has another form with fields of the same names.
    pub suffix: &'a str,
}

/// One choice of a list.
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

enum Kind<'a> {
    Input(&'a str),
    Date,
    /// What it accepts.
    File(&'a str),
    Select(Vec<(String, Vec<Choice>)>),
    Radio(Vec<Choice>),
    Check(Vec<Choice>),
    Area,
}

/// A field under construction.
pub struct Field<'a> {
    form: &'a Form<'a>,
    name: &'a str,
    label: Text,
    hint: Option<Text>,
    required: bool,
    first: bool,
    kind: Kind<'a>,
}

/// The choices of a code list.
pub fn choices<T: Labelled>(visit: &Visit) -> Vec<Choice> {
    T::all().iter().map(|code| Choice::new(code.code(), code.label(visit.language))).collect()
}

/// Whether a service's `birth.date` belongs to the field `birth`.
fn concerns(error: &str, name: &str) -> bool {
    error.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Form<'_> {
    pub fn field<'f>(&'f self, (name, label): (&'f str, Text)) -> Field<'f> {
        let kind = Kind::Input("text");
        Field { form: self, name, label, hint: None, required: false, first: false, kind }
    }

    fn id_of(&self, name: &str) -> String {
        format!("f-{}{}", name.replace('.', "-"), self.suffix)
    }

    fn error(&self, name: &str) -> Option<&str> {
        self.errors.fields.iter().find(|error| concerns(&error.field, name)).map(|error| error.message.as_str())
    }

    /// The token, and the key under which the form is recorded once.
    pub fn hidden(&self) -> Markup {
        let key = self.values.given("key").filter(|_| self.errors.unsure).unwrap_or_else(|| self.visit.new_key());
        html! {
            input type="hidden" name="csrf" value=(self.visit.csrf);
            input type="hidden" name="key" value=(key);
        }
    }

    /// All errors, with links to their fields. It takes the focus when the page opens.
    pub fn summary(&self) -> Markup {
        let language = self.visit.language;
        let count = self.errors.fields.len() + usize::from(self.errors.general.is_some());
        let place = |error: &&FieldProblem| self.names.iter().position(|(name, _)| concerns(&error.field, name));
        let mut fields: Vec<&FieldProblem> = self.errors.fields.iter().collect();
        fields.sort_by_key(|error| place(error).unwrap_or(usize::MAX));
        html! {
            @if !self.errors.is_empty() {
                div.errors #errors role="alert" tabindex="-1" autofocus {
                    h2 { (t::ERRORS_TITLE.with(language, &[&format::count(count, language)])) }
                    ul {
                        @if let Some(general) = &self.errors.general { li { (general) } }
                        @for error in &fields {
                            @match self.names.iter().find(|(name, _)| concerns(&error.field, name)) {
                                Some((name, label)) => li {
                                    a href={ "#" (self.id_of(name)) } { (label.to(language)) ": " (error.message) }
                                },
                                None => li { (error.message) },
                            }
                        }
                    }
                }
            }
        }
    }
}

impl<'a> Field<'a> {
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Takes the focus when the page opens, unless something is wrong with the form.
    pub fn first(mut self) -> Self {
        self.first = self.form.errors.is_empty();
        self
    }

    /// `number` and the like.
    pub fn kind(mut self, kind: &'a str) -> Self {
        self.kind = Kind::Input(kind);
        self
    }

    /// A date, written day first.
    pub fn date(mut self) -> Self {
        self.kind = Kind::Date;
        self
    }

    /// A file, of these endings.
    pub fn file(mut self, accept: &'a str) -> Self {
        self.kind = Kind::File(accept);
        self
    }

    pub fn select(self, choices: Vec<Choice>) -> Self {
        self.select_grouped(vec![(String::new(), choices)])
    }

    pub fn select_grouped(mut self, groups: Vec<(String, Vec<Choice>)>) -> Self {
        self.kind = Kind::Select(groups);
        self
    }

    pub fn radio(mut self, choices: Vec<Choice>) -> Self {
        self.kind = Kind::Radio(choices);
        self
    }

    /// Any number of these.
    pub fn check(mut self, choices: Vec<Choice>) -> Self {
        self.kind = Kind::Check(choices);
        self
    }

    /// Several lines of text.
    pub fn area(mut self) -> Self {
        self.kind = Kind::Area;
        self
    }

    fn control(&self, id: &str, described: Option<&str>, wrong: bool) -> Markup {
        let language = self.form.visit.language;
        let value = self.form.values.text(self.name);
        let invalid = wrong.then_some("true");
        match &self.kind {
            Kind::Input(kind) => html! {
                input id=(id) name=(self.name) type=(kind) value=(value) autocomplete="off"
                    required[self.required] autofocus[self.first] aria-invalid=[invalid] aria-describedby=[described];
            },
            Kind::Date => html! {
                input.date id=(id) name=(self.name) value=(parse_date(value).map_or_else(|| value.to_owned(), typed))
                    inputmode="numeric" autocomplete="off" placeholder=(t::DATE_FORM.to(language)) required[self.required]
                    aria-invalid=[invalid] aria-describedby=[described];
            },
            Kind::File(accept) => html! {
                input id=(id) name=(self.name) type="file" accept=(accept) required[self.required] aria-invalid=[invalid]
                    aria-describedby=[described];
            },
            Kind::Select(groups) => html! {
                select id=(id) name=(self.name) required[self.required] aria-invalid=[invalid]
                    aria-describedby=[described] {
                    option value="" { (t::CHOOSE.to(language)) }
                    @for (group, choices) in groups {
                        @if group.is_empty() {
                            (options(choices, value))
                        } @else {
                            optgroup label=(group) { (options(choices, value)) }
                        }
                    }
                }
            },
            Kind::Radio(choices) => html! {
                div.radios {
                    @for (position, choice) in choices.iter().enumerate() {
                        label {
                            input type="radio" name=(self.name) value=(choice.value) id=[(position == 0).then_some(id)]
                                checked[choice.value == value] required[self.required] aria-describedby=[described];
                            (choice.label)
                        }
                    }
                }
            },
            Kind::Check(choices) => html! {
                @let chosen = self.form.values.all(self.name);
                div.radios {
                    @for (position, choice) in choices.iter().enumerate() {
                        label {
                            input type="checkbox" name=(self.name) value=(choice.value)
                                id=[(position == 0).then_some(id)] checked[chosen.contains(&choice.value)]
                                aria-describedby=[described];
                            (choice.label)
                        }
                    }
                }
            },
            Kind::Area => html! {
                textarea id=(id) name=(self.name) rows="2" required[self.required] aria-invalid=[invalid]
                    aria-describedby=[described] { (value) }
            },
        }
    }
}

fn options(choices: &[Choice], value: &str) -> Markup {
    html! {
        @for choice in choices {
            option value=(choice.value) selected[choice.value == value] { (choice.label) }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let language = self.form.visit.language;
        let id = self.form.id_of(self.name);
        let error = self.form.error(self.name);
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described = match (self.hint, error) {
            (None, None) => None,
            (Some(_), None) => Some(hint_id.clone()),
            (None, Some(_)) => Some(error_id.clone()),
            (Some(_), Some(_)) => Some(format!("{error_id} {hint_id}")),
        };
        let note = html! { @if self.required { span.needed { (t::REQUIRED.to(language)) } } };
        let around = html! {
            @if let Some(hint) = self.hint { p.hint id=(hint_id) { (hint.to(language)) } }
            @if let Some(error) = error {
                p.error id=(error_id) { span { (t::ERROR.to(language)) ": " } (error) }
            }
        };
        let control = self.control(&id, described.as_deref(), error.is_some());
        let class = if error.is_some() { "field wrong" } else { "field" };
        match self.kind {
            Kind::Radio(_) | Kind::Check(_) => html! {
                fieldset class=(class) { legend { (self.label.to(language)) " " (note) } (around) (control) }
            },
            _ => html! {
                div class=(class) { label for=(id) { (self.label.to(language)) " " (note) } (around) (control) }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_inside_a_field_belongs_to_it() {
        assert!(concerns("birth.date", "birth"));
        assert!(concerns("birth", "birth"));
        assert!(!concerns("birthplace", "birth"));
        assert!(!concerns("file.kind", "file.drug"));
    }
}
