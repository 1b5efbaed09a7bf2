//! `/bao-cao/kinh-phi?…`: the amounts a funding figure is made of.

use maud::{Markup, html};

use crate::api::reporting::{self, Funding};
use crate::failure::Failure;
use crate::format;
use crate::i18n::codes::label;
use crate::i18n::{reports as t, shell};
use crate::layout::{Nav, Page, page};
use crate::pages::lines::{OWN, back_link, conditions};
use crate::parts::{print_button, scroll};
use crate::visit::{Asked, Visit};

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    let figure = asked.clone().without(&OWN);
    let amounts = reporting::funding(&visit.api, figure.iter()).await?;
    let language = visit.language;
    let back = back_link(&visit, &asked);
    let sum = format::money(amounts.iter().map(|one| one.amount).sum(), language);
    let body = html! {
        div.head {
            h1 #funding { (t::FUNDING.to(language)) }
            p.actions { (print_button(language)) a.button href=(back) { (t::BACK_TO_REPORT.to(language)) } }
        }
        (conditions(&visit, &figure))
        p.sum { strong { (t::FUNDING_SUM.with(language, &[&format::count(amounts.len(), language), &sum])) } }
        @if amounts.is_empty() {
            p.empty { (t::LINES_EMPTY_ADVICE.to(language)) }
        } @else {
            (scroll("funding", &table(&visit, &amounts)))
        }
    };
    let page_ = Page::new(Nav::Reports, t::FUNDING.to(language), body);
    Ok(page(&visit, page_.under("/bao-cao", shell::REPORTS.to(language)).under(back, t::REPORT.to(language))))
}

fn table(visit: &Visit, amounts: &[Funding]) -> Markup {
    let language = visit.language;
    html! {
        table {
            thead { tr {
                @for heading in [t::YEAR_HEADING, t::FUNDING_SOURCE, t::FUNDING_KIND, t::FUNDING_PURPOSE] {
                    th scope="col" { (heading.to(language)) }
                }
                th.number scope="col" { (t::FUNDING_AMOUNT.to(language)) }
            } }
            tbody {
                @for one in amounts {
                    tr {
                        td { (one.year) }
                        td { (label(&one.source, language)) }
                        td { (label(&one.kind, language)) }
                        td { (one.purpose) }
                        td.number { (format::money(one.amount, language)) }
                    }
                }
            }
        }
    }
}
