//! A person's dossiers for compulsory treatment, and the way to open one.

use maud::{Markup, html};
use web::Right;

use crate::api::registry::Person;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::dossiers as t;
use crate::pages::dossier_opening::group;
use crate::pages::dossiers::status;
use crate::visit::Visit;

pub fn section(visit: &Visit, person: &Person) -> Markup {
    let language = visit.language;
    if !visit.may(Right::KeepDossiers) {
        return html! {};
    }
    let may_open = group(visit, person).is_some() && person.dossiers.iter().all(|dossier| dossier.status != "open");
    html! {
        @if may_open || !person.dossiers.is_empty() {
            section.panel aria-labelledby="person-dossiers" {
                h2 #person-dossiers { (t::DOSSIERS.to(language)) }
                ul.plain {
                    @for dossier in &person.dossiers {
                        li {
                            a href={ "/ho-so/" (dossier.id) } {
                                (t::OPENED_ON.to(language)) " " (format::date(dossier.opened_on, language))
                            }
                            br;
                            (status(&dossier.status, language))
                            @if let Some(outcome) = dossier.outcome { ": " (outcome.label(language)) }
                        }
                    }
                }
                @if may_open {
                    p.actions {
                        a.button href={ "/nguoi/" (person.summary.id) "/lap-ho-so" } { (t::OPEN_DOSSIER.to(language)) }
                    }
                }
            }
        }
    }
}
