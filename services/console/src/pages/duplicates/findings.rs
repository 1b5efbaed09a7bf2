//! Persons lost sight of after their release, and roll-calls that differ from the books: findings that go when what is
//! missing is recorded where it belongs.

use std::collections::HashMap;

use domain::ids::{FacilityId, PersonId};
use maud::{Markup, html};
use web::Right;

use crate::api::registry::{self, NameCard};
use crate::api::reporting::quality::{self, Lost, RollDifferences};
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::i18n::codes::label;
use crate::i18n::{Text, duplicates as words, returns as t, rolls};
use crate::pages::dossiers::who;
use crate::pages::endings::commune;
use crate::pages::persons::facility_names;
use crate::parts::{Tone, article, badge, day, missing_part, paging_below, scroll};
use crate::visit::Visit;

/// Nothing for whom reports are closed, or who has chosen no province.
pub async fn sections(visit: &Visit, asked: &Fields) -> Result<Option<Markup>, Failure> {
    if !visit.may(Right::ReadReports) {
        return Ok(None);
    }
    let home = areas::home_province(&visit.account.grants, visit.today());
    let Some(province) = asked.given("tinh").or(home) else { return Ok(None) };
    let [lost_from, rolls_from] = ["mat-tu", "ca-tu"].map(|name| asked.text(name));
    let (lost, rolls) = tokio::join!(
        quality::lost(&visit.api, &province, lost_from),
        quality::roll_differences(&visit.api, &province, rolls_from),
    );
    let (lost, rolls) = (part(lost)?, part(rolls)?);
    let of_lost = lost.iter().flat_map(|found| &found.items).map(|one| one.person_id);
    let of_rolls = rolls.iter().flat_map(|found| &found.items).filter_map(|one| one.person_id);
    let persons: Vec<PersonId> = of_lost.chain(of_rolls).collect();
    let (names, facilities) = tokio::join!(registry::names(&visit.api, persons, "findings"), facility_names(visit));
    let known = Known { visit, names: part(names)?.unwrap_or_default(), facilities };
    Ok(Some(html! {
        section {
            h2 #lost { (t::LOST.to(visit.language)) }
            p.hint { (t::LOST_LEAD.to(visit.language)) }
            @match &lost {
                Err(failure) => (missing_part(failure, visit.language)),
                Ok(found) => {
                    (known.lost(found))
                    (pages(visit, &province, ("mat-tu", "lost"), lost_from, (found.items.len(), found.total), found.next.as_deref()))
                },
            }
        }
        section {
            h2 #rolls { (t::ROLLS.to(visit.language)) }
            p.hint { (t::ROLLS_LEAD.to(visit.language)) }
            @match &rolls {
                Err(failure) => (missing_part(failure, visit.language)),
                Ok(found) => {
                    (known.rolls(found))
                    (pages(visit, &province, ("ca-tu", "rolls"), rolls_from, (found.items.len(), found.total), found.next.as_deref()))
                },
            }
        }
    }))
}

struct Known<'a> {
    visit: &'a Visit,
    names: HashMap<PersonId, NameCard>,
    facilities: HashMap<FacilityId, String>,
}

impl Known<'_> {
    fn lost(&self, found: &Lost) -> Markup {
        let language = self.visit.language;
        if found.items.is_empty() {
            return none(t::LOST_NONE, self.visit);
        }
        let sums = [found.not_arrived, found.unacknowledged].map(|count| format::total(count, language));
        html! {
            p.sum { strong { (t::LOST_SUM.with(language, &[&sums[0], &sums[1]])) } }
            (scroll("lost", &html! {
                table.wide data-rows=(found.items.len()) {
                    (heads(&[t::PERSON, t::FOUND, t::RELEASED, t::SINCE, t::COMMUNE], self.visit))
                    tbody {
                        @for one in &found.items {
                            tr {
                                th scope="row" { (self.person(Some(one.person_id))) }
                                td.long {
                                    (badge(Tone::Bad, &format::capital(one.finding.to(language))))
                                    small { (t::REPORT_BY.to(language)) " " (day(one.due_on, language)) }
                                    small.wrap { (article(&one.article, language)) }
                                }
                                td {
                                    @match one.facility_id {
                                        Some(at) => a href={ "/co-so/" (at) "/" (one.released_on) "/luot/" (one.admission_id) } { (day(one.released_on, language)) },
                                        None => (day(one.released_on, language)),
                                    }
                                    @if let Some(name) = one.facility_id.and_then(|at| self.facilities.get(&at)) { small.wrap { (name) } }
                                }
                                td.number { (format::number(one.days_since_release, language)) }
                                td {
                                    @match &one.to_commune_code {
                                        Some(code) => (commune(self.visit, Some(code), one.to_province_code.as_deref())),
                                        None => (t::NOT_HANDED.to(language)),
                                    }
                                }
                            }
                        }
                    }
                }
            }))
        }
    }

    fn rolls(&self, found: &RollDifferences) -> Markup {
        let language = self.visit.language;
        if found.items.is_empty() {
            return none(t::ROLLS_NONE, self.visit);
        }
        scroll(
            "rolls",
            &html! {
                table.wide data-rows=(found.items.len()) {
                    (heads(&[t::PERSON, t::FACILITY, t::SHIFT, t::DIFFERS_SINCE], self.visit))
                    tbody {
                        @for one in &found.items {
                            tr {
                                th scope="row" {
                                    a href={ "/co-so/" (one.facility_id) "/" (one.on) "/luot/" (one.admission_id) } { (self.name(one.person_id)) }
                                }
                                td { (self.facilities.get(&one.facility_id).map_or_else(|| format::short_id(one.facility_id), Clone::clone)) }
                                td {
                                    a href=(with_query(&format!("/co-so/{}/{}/diem-danh", one.facility_id, one.on), [("ca", one.shift.as_str())])) {
                                        (day(one.on, language)) ", " (shift(&one.shift, self.visit))
                                    }
                                }
                                td { (day(one.since, language)) }
                            }
                        }
                    }
                }
            },
        )
    }

    fn name(&self, person: Option<PersonId>) -> &str {
        who(person.and_then(|person| self.names.get(&person)), self.visit.language)
    }

    fn person(&self, person: Option<PersonId>) -> Markup {
        html! {
            @match person.filter(|person| self.names.contains_key(person)) {
                Some(id) => a href={ "/nguoi/" (id) } { (self.name(person)) },
                None => (words::UNNAMED.to(self.visit.language)),
            }
        }
    }
}

/// The links under a list, where it has more than one page.
fn pages(
    visit: &Visit,
    province: &str,
    (from, id): (&str, &str),
    cursor: &str,
    of: (usize, u64),
    next: Option<&str>,
) -> Markup {
    let link = |cursor: &str| format!("{}#{id}", with_query("/doi-chieu", [("tinh", province), (from, cursor)]));
    let first = (!cursor.is_empty()).then(|| link(""));
    let next = next.map(link);
    html! {
        @if first.is_some() || next.is_some() {
            (paging_below(visit.language, of.0, of.1, first.as_deref(), next.as_deref()))
        }
    }
}

fn shift(code: &str, visit: &Visit) -> String {
    match code {
        "morning" => rolls::MORNING.to(visit.language).to_owned(),
        "afternoon" => rolls::AFTERNOON.to(visit.language).to_owned(),
        "night" => rolls::NIGHT.to(visit.language).to_owned(),
        other => label(other, visit.language),
    }
}

fn none(text: Text, visit: &Visit) -> Markup {
    html! { p.empty { span aria-hidden="true" { "✓ " } (text.to(visit.language)) } }
}

fn heads(texts: &[Text], visit: &Visit) -> Markup {
    html! { thead { tr { @for text in texts { th scope="col" { (text.to(visit.language)) } } } } }
}
