//! `/tro-giup`

use maud::{Markup, html};

use crate::areas;
use crate::i18n::codes::Labelled;
use crate::i18n::{help as t, shell};
use crate::layout::{Nav, Page, page};
use crate::visit::Visit;

pub async fn show(visit: Visit) -> Markup {
    let language = visit.language;
    let sections = [
        (t::FIND, t::FIND_TEXT),
        (t::FIGURES, t::FIGURES_TEXT),
        (t::DIFFERENCES, t::DIFFERENCES_TEXT),
        (t::AWAY, t::AWAY_TEXT),
    ];
    let body = html! {
        h1 { (shell::HELP.to(language)) }
        p { (t::LEAD.to(language)) }
        div.prose {
            @for (heading, text) in sections {
                h2 { (heading.to(language)) }
                p { (text.to(language)) }
            }
            h2 { (t::KEYS.to(language)) }
            p { (t::KEYS_TEXT.to(language)) }
            p {
                button type="button" data-keys hidden data-on=(t::KEYS_ON.to(language))
                    data-off=(t::KEYS_OFF.to(language)) { (t::KEYS_ON.to(language)) }
            }
            h2 { (t::ROLES.to(language)) }
            ul {
                @for grant in &visit.account.grants {
                    li {
                        (grant.role.label(language)) ": "
                        @match (&grant.area, grant.facility) {
                            (Some(area), _) => { (t::AREA.to(language)) " " (areas::name(area, visit.today())) }
                            (None, Some(facility)) => {
                                (t::FACILITY.to(language)) " "
                                a href={ "/co-so/" (facility) "/" (visit.today()) } { (crate::format::short_id(facility)) }
                            }
                            (None, None) => { (shell::EVERYWHERE.to(language)) }
                        }
                    }
                }
            }
            p { (t::CONTACT.to(language)) }
        }
    };
    page(&visit, Page::new(Nav::Help, shell::HELP.to(language), body))
}
