//! The frame around every page.

use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use web::{Language, Right};

use crate::assets::{ICON, SCRIPT, STYLE};
use crate::failure::Failure;
use crate::fields::with_query;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, community, dossiers, returns, shell as t, work};
use crate::pages::emergency;
use crate::visit::Visit;

/// Where a page stands in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    Work,
    Overview,
    Persons,
    Register,
    Dossiers,
    Imports,
    Quality,
    Transfers,
    Community,
    Emergency,
    Facilities,
    Endings,
    Returns,
    Reports,
    Operations,
    Help,
}

/// A page's own part.
pub struct Page {
    pub nav: Nav,
    pub title: String,
    /// Address and text of the pages above, outermost first.
    pub crumbs: Vec<(String, String)>,
    pub body: Markup,
}

impl Page {
    pub fn new(nav: Nav, title: impl Into<String>, body: Markup) -> Self {
        Self { nav, title: title.into(), crumbs: Vec::new(), body }
    }

    pub fn under(mut self, href: impl Into<String>, text: impl Into<String>) -> Self {
        self.crumbs.push((href.into(), text.into()));
        self
    }
}

/// A group of the menu: its heading, and entries with the right they need.
type Group = (Text, &'static [(Nav, &'static str, Text, Option<Right>)]);

const MENU: [Group; 5] = [
    (t::NAV_WORK, &[(Nav::Work, "/viec", work::WORK, None), (Nav::Overview, "/tong-quan", t::OVERVIEW, None)]),
    (
        t::NAV_PERSONS,
        &[
            (Nav::Persons, "/nguoi", t::PERSON_LIST, Some(Right::ReadPersons)),
            (Nav::Register, "/nguoi/moi", t::REGISTER, Some(Right::RegisterPersons)),
            (Nav::Dossiers, "/ho-so", dossiers::DOSSIERS, Some(Right::KeepDossiers)),
            (Nav::Imports, "/nhap-lieu", t::IMPORTS, Some(Right::RegisterPersons)),
            (Nav::Quality, "/doi-chieu", t::QUALITY, Some(Right::RegisterPersons)),
            (Nav::Transfers, "/chuyen-ho-so", t::TRANSFERS, Some(Right::RegisterPersons)),
            (Nav::Community, "/cong-dong", community::COMMUNITY, Some(Right::ReadTreatments)),
            (Nav::Emergency, "/khan-cap", t::EMERGENCY, Some(Right::ReadPersons)),
        ],
    ),
    (
        t::NAV_FACILITIES,
        &[
            (Nav::Facilities, "/co-so", t::FACILITIES, Some(Right::ReadFacilities)),
            (Nav::Endings, "/sap-het-han", returns::ENDINGS, Some(Right::ReadFacilities)),
            // Of facilities and of communes: both sides read persons.
            (Nav::Returns, "/ban-giao", returns::RETURNS, Some(Right::ReadPersons)),
        ],
    ),
    (t::NAV_REPORTS, &[(Nav::Reports, "/bao-cao", t::REPORTS, Some(Right::ReadReports))]),
    (
        t::NAV_SYSTEM,
        &[(Nav::Operations, "/van-hanh", t::OPERATIONS, Some(Right::Operate)), (Nav::Help, "/tro-giup", t::HELP, None)],
    ),
];

/// The menu entries this account may use.
pub fn entries(visit: &Visit) -> impl Iterator<Item = (Nav, &'static str, Text)> {
    MENU.into_iter()
        .flat_map(|(_, entries)| entries)
        .filter(|(.., right)| right.is_none_or(|right| visit.may(right)))
        .map(|(nav, href, text, _)| (*nav, *href, *text))
}

/// A page of a signed-in account.
pub fn page(visit: &Visit, page: Page) -> Markup {
    let language = visit.language;
    document(
        language,
        &page.title,
        html! {
            header.top {
                a.menu-open href="#menu" { (t::MENU.to(language)) }
                (brand(language))
                @if visit.may(Right::ReadPersons) { (quick_search(visit)) }
                div.account {
                    (language_switch(language, &visit.here))
                    (account(visit))
                }
            }
            div.frame {
                (menu(visit, page.nav))
                main #main tabindex="-1" {
                    @if !page.crumbs.is_empty() {
                        nav.crumbs aria-label=(t::CRUMBS.to(language)) {
                            ol { @for (href, text) in &page.crumbs { li { a href=(href) { (text) } } } }
                        }
                    }
                    (page.body)
                }
            }
        },
    )
}

/// A page of somebody who is not signed in.
pub fn plain(language: Language, title: &str, here: &str, body: Markup) -> Markup {
    document(
        language,
        title,
        html! {
            header.top {
                (brand(language))
                div.account { (language_switch(language, here)) }
            }
            main.narrow #main tabindex="-1" { (body) }
        },
    )
}

/// The page of a failure, without account.
pub fn failure(language: Language, failure: &Failure, back: &str) -> Response {
    let title = failure.title().to(language);
    let body = html! { h1 { (title) } (failure.explain(language, Some(back))) };
    (failure.status(), plain(language, title, back, body)).into_response()
}

/// The page of a failure within the account's own frame.
pub fn failure_for(visit: &Visit, failure: &Failure, back: &str) -> Response {
    let title = failure.title().to(visit.language);
    let offer = matches!(failure, Failure::Missing).then(|| emergency::offer(visit, &visit.here)).flatten();
    let body = html! {
        h1 { (title) }
        (failure.explain(visit.language, Some(back)))
        @if let Some(offer) = offer { (offer) }
    };
    (failure.status(), page(visit, Page::new(Nav::Help, title, body))).into_response()
}

fn document(language: Language, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.pick("vi", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light";
                title { (title) " – " (t::BRAND.to(language)) }
                link rel="stylesheet" href=(STYLE.href());
                link rel="icon" type="image/svg+xml" href=(ICON.href());
                script src=(SCRIPT.href()) defer {}
            }
            body {
                a.skip href="#main" { (t::SKIP.to(language)) }
                (body)
            }
        }
    }
}

fn brand(language: Language) -> Markup {
    html! {
        a.brand href="/tong-quan" {
            strong lang="vi" { (t::BRAND.to(language)) }
            " "
            span { (t::TAGLINE.to(language)) }
        }
    }
}

/// What is searched for goes in the body: an address must not hold a name.
fn quick_search(visit: &Visit) -> Markup {
    let language = visit.language;
    html! {
        form.quick role="search" aria-label=(t::QUICK_SEARCH.to(language)) method="post" action="/nguoi/tim" {
            input type="hidden" name="csrf" value=(visit.csrf);
            input #quick type="search" name="q" autocomplete="off" spellcheck="false" required
                aria-label=(t::QUICK_SEARCH.to(language)) placeholder=(t::QUICK_SEARCH.to(language));
            button { (t::SEARCH.to(language)) }
        }
    }
}

fn language_switch(language: Language, here: &str) -> Markup {
    let (to, tag, text) = match language {
        Language::Vietnamese => ("en", "en", t::TO_ENGLISH),
        Language::English => ("vi", "vi", t::TO_VIETNAMESE),
    };
    html! {
        a.switch href=(with_query("/ngon-ngu", [("to", to), ("back", here)])) lang=(tag) hreflang=(tag) {
            (text.to(language))
        }
    }
}

fn account(visit: &Visit) -> Markup {
    let language = visit.language;
    let mut roles: Vec<&str> = visit.account.grants.iter().map(|grant| grant.role.label(language)).collect();
    roles.dedup();
    html! {
        span.who {
            (visit.account.display_name)
            @if !roles.is_empty() { small { (roles.join(", ")) } }
        }
        form method="post" action="/dang-xuat" {
            input type="hidden" name="csrf" value=(visit.csrf);
            button.quiet { (t::SIGN_OUT.to(language)) }
        }
    }
}

fn menu(visit: &Visit, current: Nav) -> Markup {
    let language = visit.language;
    html! {
        nav #menu aria-label=(t::NAV.to(language)) {
            a.menu-close href="#main" { (t::MENU_CLOSE.to(language)) }
            @for (number, (heading, entries)) in MENU.iter().enumerate() {
                @let open = || entries.iter().filter(|(.., right)| right.is_none_or(|right| visit.may(right)));
                @if open().next().is_some() {
                    p.group id={ "menu-" (number) } { (heading.to(language)) }
                    ul aria-labelledby={ "menu-" (number) } {
                        @for (nav, href, text, _) in open() {
                            li {
                                a href=(href) aria-current=[(*nav == current).then_some("page")]
                                    data-count=[visit.due.filter(|_| *nav == Nav::Work)] {
                                    (text.to(language))
                                    @if let Some(due) = visit.due.filter(|due| *nav == Nav::Work && *due > 0) {
                                        " " span.count { (format::count(due, language)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
