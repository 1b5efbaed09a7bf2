//! The province and the dates a figure is asked for, kept in a cookie from page to page.

use axum::http::HeaderValue;
use chrono::{Datelike, Days, NaiveDate, TimeZone};
use maud::{Markup, html};
use web::{Language, Right, Scope};

use crate::api::reporting::Asked;
use crate::areas;
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::Choice;
use crate::i18n::{Text, reports as t};
use crate::parts::{Tone, date_field, notice};
use crate::visit::Visit;

pub const COOKIE: &str = "hoanhap_ky";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    pub province: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Only what was known at the end of this day counts.
    pub known_on: Option<NaiveDate>,
    /// What was wrong with what was asked for.
    pub problem: Option<Text>,
}

impl Period {
    /// The period of a request: from its address, else the one last looked at, else this year in the
    /// account's province.
    pub fn of(visit: &Visit, asked: &Fields, fallback_province: Option<&str>) -> Self {
        let kept = visit.period.as_deref().and_then(Self::from_cookie);
        let today = visit.today();
        let province = asked
            .given("province")
            .or_else(|| kept.as_ref().map(|kept| kept.province.clone()))
            .or_else(|| areas::home_province(&visit.account.grants, today))
            .unwrap_or_else(|| fallback_province.unwrap_or("01").to_owned());
        let last = areas::last_day(&province, today);
        let to = asked.date("to").or_else(|| kept.as_ref().map(|kept| kept.to)).unwrap_or(last);
        let kept_from = kept.as_ref().filter(|kept| kept.to == to).map(|kept| kept.from);
        let from = asked.date("from").or(kept_from).unwrap_or_else(|| areas::first_of_year(to));
        let unreadable = |name: &&str| asked.given(name).is_some() && asked.date(name).is_none();
        let problem = if ["from", "to", "known_on"].iter().any(unreadable) {
            Some(t::PERIOD_UNREADABLE)
        } else {
            (from > to).then_some(t::PERIOD_ERROR)
        };
        Self { province, from, to, known_on: asked.date("known_on"), problem }
    }

    fn from_cookie(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let province = parts.next().filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_digit()))?;
        let (from, to) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { province: province.to_owned(), from, to, known_on: None, problem: None })
    }

    /// The cookie that keeps the period for half a year. It says nothing about anybody.
    pub fn cookie(&self, secure: bool) -> Option<HeaderValue> {
        let secure = if secure { "; Secure" } else { "" };
        let text = format!(
            "{COOKIE}={}.{}.{}; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax{secure}",
            self.province, self.from, self.to
        );
        let sound = self.problem.is_none()
            && Self::from_cookie(&format!("{}.{}.{}", self.province, self.from, self.to)).is_some();
        sound.then(|| HeaderValue::from_str(&text).ok()).flatten()
    }

    pub fn asked(&self) -> Asked<'_> {
        let end = self.known_on.and_then(|day| day.checked_add_days(Days::new(1))?.and_hms_opt(0, 0, 0));
        let known_at = end.and_then(|end| format::vietnam().from_local_datetime(&end).single());
        let known_at = known_at.map(|at| at.to_utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
        Asked { province: &self.province, from: self.from, to: self.to, known_at }
    }

    /// A page's address for this period.
    pub fn link(&self, path: &str) -> String {
        let (from, to) = (self.from.to_string(), self.to.to_string());
        let known = self.known_on.map(|day| day.to_string()).unwrap_or_default();
        with_query(path, [("province", &*self.province), ("from", &*from), ("to", &*to), ("known_on", &*known)])
    }

    pub fn province_name(&self) -> String {
        areas::name(&self.province, self.to)
    }

    pub fn text(&self, language: Language) -> String {
        let (from, to) = (format::date(self.from, language), format::date(self.to, language));
        t::PERIOD_TEXT.with(language, &[&self.province_name(), &from, &to])
    }

    /// The form that changes it; it goes to `path` by GET.
    pub fn form(&self, visit: &Visit, path: &str) -> Markup {
        let language = visit.language;
        let whole = |year: i32| {
            let (from, to) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
            Some((year, Self { from, to, ..self.clone() }.link(path)))
        };
        let years: Vec<(i32, String)> = [self.to.year() - 1, self.to.year()].into_iter().filter_map(whole).collect();
        html! {
            @if let Some(problem) = self.problem { (notice(Tone::Bad, problem.to(language))) }
            form.period method="get" action=(path) aria-label=(t::PERIOD.to(language)) {
                label { (t::PROVINCE.to(language))
                    select name="province" {
                        @for choice in self.provinces(visit) {
                            option value=(choice.value) selected[choice.value == self.province] { (choice.label) }
                        }
                    }
                }
                label { (t::FROM.to(language)) (date_field("from", Some(self.from), true, language)) }
                label { (t::TO.to(language)) (date_field("to", Some(self.to), true, language)) }
                label title=(t::KNOWN_HINT.to(language)) {
                    (t::KNOWN_ON.to(language)) (date_field("known_on", self.known_on, false, language))
                }
                button { (t::SHOW.to(language)) }
                span.years {
                    @for (year, link) in &years { a href=(link) { (t::YEAR.with(language, &[&year.to_string()])) } }
                }
            }
        }
    }

    /// The provinces to choose from; the current one is always among them.
    fn provinces(&self, visit: &Visit) -> Vec<Choice> {
        let scope = visit.scope(Right::ReadReports).or_else(|| visit.scope(Right::ReadFacilities));
        let scope = scope.unwrap_or_else(|| Scope { everywhere: true, ..Scope::default() });
        let mut choices = areas::provinces(&scope, self.to);
        if !choices.iter().any(|choice| choice.value == self.province) {
            choices.insert(0, Choice::new(self.province.clone(), self.province_name()));
        }
        choices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_reads_back() {
        let period = Period::from_cookie("87.2019-01-01.2019-12-31").unwrap();
        let cookie = period.cookie(false).unwrap();
        assert!(cookie.to_str().unwrap().starts_with("hoanhap_ky=87.2019-01-01.2019-12-31; "));
        assert_eq!(Period::from_cookie("x.2019-01-01.2019-12-31"), None);
    }

    #[test]
    fn known_on_a_day_means_until_its_end_in_vietnam() {
        let mut period = Period::from_cookie("87.2019-01-01.2019-12-31").unwrap();
        period.known_on = NaiveDate::from_ymd_opt(2020, 7, 15);
        assert_eq!(period.asked().known_at.as_deref(), Some("2020-07-15T17:00:00Z"));
    }
}
