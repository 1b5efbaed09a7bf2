//! A page with several forms, each folded away until it is wanted: which one was sent, what was wrong with it.

use axum::http::StatusCode;
use maud::{Markup, html};

use crate::fields::Fields;
use crate::forms::{Errors, Form, Name};
use crate::i18n::{Text, shell};
use crate::visit::Visit;

/// Which of a page's forms.
pub trait Sent: Copy + PartialEq + 'static {
    fn all() -> &'static [Self];

    fn names(self) -> &'static [Name];

    /// Those that must be entered.
    fn required(self) -> &'static [Name];

    /// The last part of its address; it also keeps the ids of the forms' fields apart.
    fn part(self) -> &'static str;

    fn title(self) -> Text;

    /// The form of an address.
    fn of(part: &str) -> Option<Self> {
        Self::all().iter().copied().find(|sent| sent.part() == part)
    }
}

/// A form that was not taken: which, what it held, and what was wrong.
pub struct Refused<'a, S> {
    pub sent: S,
    pub values: &'a Fields,
    pub errors: &'a Errors,
}

impl<S: Sent> Refused<'_, S> {
    pub fn status(&self) -> StatusCode {
        self.errors.status()
    }

    /// What was wrong, for the top of the page.
    pub fn summary(&self, visit: &Visit) -> Markup {
        let suffix = suffix(self.sent);
        Form { visit, values: self.values, errors: self.errors, names: self.sent.names(), suffix: &suffix }.summary()
    }
}

fn suffix(sent: impl Sent) -> String {
    format!("-{}", sent.part())
}

/// One of the forms, posted to `action` and its own part; open when it was refused.
pub fn fold<S: Sent>(
    visit: &Visit,
    action: &str,
    sent: S,
    refused: Option<&Refused<'_, S>>,
    (blank, fields): (&Fields, impl FnOnce(&Form<'_>) -> Markup),
) -> Markup {
    let language = visit.language;
    let none = Errors::default();
    let own = refused.filter(|refused| refused.sent == sent);
    let (values, errors) = own.map_or((blank, &none), |refused| (refused.values, refused.errors));
    let suffix = suffix(sent);
    let form = Form { visit, values, errors, names: sent.names(), suffix: &suffix };
    html! {
        details.fold id=(sent.part()) open[own.is_some()] {
            summary { (sent.title().to(language)) }
            form.stack method="post" action={ (action) "/" (sent.part()) } data-guard novalidate {
                (form.hidden())
                (fields(&form))
                p.actions { button.primary { (shell::SAVE.to(language)) } }
            }
        }
    }
}

/// The dates of a form's fields by their names, when all that must be entered is there.
pub fn dates<const N: usize>(
    visit: &Visit,
    values: &Fields,
    sent: impl Sent,
    names: [Name; N],
) -> Result<[Option<chrono::NaiveDate>; N], Errors> {
    let mut errors = Errors::not_entered(values, sent.required(), visit);
    let read = names.map(|(name, _)| match Errors::or_date(values, name, visit) {
        Ok(date) => date,
        Err(wrong) => {
            errors.fields.extend(wrong.fields);
            None
        }
    });
    if errors.is_empty() { Ok(read) } else { Err(errors) }
}
