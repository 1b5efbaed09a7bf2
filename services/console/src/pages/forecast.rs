//! `/co-so/{id}/du-bao?luat=&thang=`: how full a facility will be.

use axum::extract::Path;
use chrono::NaiveDate;
use domain::ids::FacilityId;
use domain::law::PackId;
use maud::{Markup, html};

use crate::api::facility::{self, Forecast, ForecastMonth};
use crate::charts::{self, Occupancy, against_capacity};
use crate::failure::Failure;
use crate::format;
use crate::i18n::{forecasts as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{badge, day, print_button, scroll};
use crate::visit::{Asked, Visit};

const MONTHS: u32 = 12;
const LONGEST: u32 = 60;

pub async fn show(visit: Visit, Path(id): Path<FacilityId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let law = asked.parsed::<PackId>("luat");
    let months = asked.parsed::<u32>("thang").unwrap_or(MONTHS).clamp(1, LONGEST);
    let on = asked.date("ngay").unwrap_or_else(|| visit.today());
    let (facility, forecast) =
        tokio::join!(facility::facility(&visit.api, id), facility::forecast(&visit.api, id, on, months, law));
    let (facility, forecast) = (facility?, forecast?);
    let language = visit.language;
    let title = t::TITLE.with(language, &[&facility.name]);
    let told_on = format::date(forecast.on, language);
    let lead = t::LEAD.with(
        language,
        &[&told_on, &format::number(forecast.admissions, language), &format::count(forecast.without_end, language)],
    );
    let body = html! {
        div.head { h1 { (title) } p.actions { (print_button(language)) } }
        (choose(&visit, id, on, law, months))
        p { (lead) }
        p.hint { (t::CAUTION.to(language)) }
        (chart(&visit, &forecast))
        (scroll("forecast", &table(&visit, &forecast)))
    };
    let page_ = Page::new(Nav::Facilities, title.clone(), body);
    let board = format!("/co-so/{id}/{on}");
    Ok(page(&visit, page_.under("/co-so", shell::FACILITIES.to(language)).under(board, facility.name.clone())))
}

fn choose(visit: &Visit, id: FacilityId, on: NaiveDate, law: Option<PackId>, months: u32) -> Markup {
    let language = visit.language;
    html! {
        form.filters method="get" action={ "/co-so/" (id) "/du-bao" } {
            input type="hidden" name="ngay" value=(on);
            label for="luat" { (t::TERMS.to(language)) }
            select #luat name="luat" {
                option value="" selected[law.is_none()] { (t::AS_DECIDED.to(language)) }
                @for pack in PackId::ALL {
                    option value=(pack) selected[law == Some(*pack)] {
                        (t::OF_LAW.with(language, &[language.pick(pack.vi(), pack.en())]))
                    }
                }
            }
            label for="thang" { (t::MONTHS.to(language)) }
            input #thang name="thang" type="number" min="1" max=(LONGEST) value=(months);
            button { (t::SHOW.to(language)) }
        }
    }
}

fn whole(value: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "heads of one facility")]
    let whole = value.round() as i64;
    whole
}

fn chart(visit: &Visit, forecast: &Forecast) -> Markup {
    let language = visit.language;
    let data: Vec<Occupancy> = forecast
        .months
        .iter()
        .map(|month| Occupancy {
            name: month.from.format("%m/%Y").to_string(),
            present: whole(month.closing),
            capacity: month.capacity,
            link: "#forecast".to_owned(),
        })
        .collect();
    let title = match forecast.capacity {
        0 => t::CHART_ALONE.to(language).to_owned(),
        capacity => t::CHART.with(language, &[&format::number(capacity, language)]),
    };
    html! {
        figure {
            (charts::occupancy("forecast-chart", t::FORECAST.to(language), &title, &data, language))
            figcaption { (title) }
        }
    }
}

fn table(visit: &Visit, forecast: &Forecast) -> Markup {
    let language = visit.language;
    html! {
        table {
            caption.hidden #forecast { (t::FORECAST.to(language)) }
            thead { tr {
                th scope="col" { (t::MONTH.to(language)) }
                @for heading in [t::OPENING, t::ADMISSIONS, t::RELEASES, t::CLOSING] {
                    th.number scope="col" { (heading.to(language)) }
                }
                th scope="col" { (t::AGAINST.to(language)) }
            } }
            tbody { @for month in &forecast.months { (row(visit, month)) } }
        }
    }
}

fn row(visit: &Visit, month: &ForecastMonth) -> Markup {
    let language = visit.language;
    let (tone, words) = against_capacity(whole(month.closing), month.capacity, language);
    html! {
        tr {
            th scope="row" { (day(month.from, language)) }
            @for value in [month.opening, month.admissions, month.releases, month.closing] {
                td.number { (tenths(value, visit)) }
            }
            td { (badge(tone, &words)) }
        }
    }
}

/// To a tenth, as each language writes it.
fn tenths(value: f64, visit: &Visit) -> String {
    let text = format!("{value:.1}");
    visit.language.pick(text.replace('.', ",").as_str(), text.as_str()).to_owned()
}
