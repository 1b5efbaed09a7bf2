//! What waits, by the services' clocks: steps of dossiers, files under way, treatments in the community, pairs to
//! decide, notices before an end, and persons on their way home.

mod home;
mod treatments;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::PersonId;
use domain::law;
use domain::places;
use maud::{Markup, html};
use web::{Language, Right, Role, Scope};

use crate::api::registry::dossiers::{self, Filter, Listed};
use crate::api::registry::duplicates::{self, Pair};
use crate::api::registry::labels::Article;
use crate::api::registry::transfers::{self, Transfer};
use crate::areas;
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::{Text, dossiers as words, returns, work as t};
use crate::parts::{deadline, standing};
use crate::visit::Visit;

/// So many dossiers of an agency are read, and treatments.
pub const MOST: u64 = 500;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Dossier,
    Transfer,
    Treatment,
    Pair,
    Notice,
    Return,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Dossier, Self::Transfer, Self::Treatment, Self::Pair, Self::Notice, Self::Return];

    /// How it stands in an address.
    pub fn value(self) -> &'static str {
        match self {
            Self::Dossier => "ho-so",
            Self::Transfer => "chuyen",
            Self::Treatment => "cong-dong",
            Self::Pair => "trung",
            Self::Notice => "sap-het-han",
            Self::Return => "ban-giao",
        }
    }

    pub fn name(self) -> Text {
        match self {
            Self::Dossier => t::KIND_DOSSIER,
            Self::Transfer => t::KIND_TRANSFER,
            Self::Treatment => t::KIND_TREATMENT,
            Self::Pair => t::KIND_PAIR,
            Self::Notice => returns::KIND_NOTICE,
            Self::Return => returns::KIND_RETURN,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Overdue,
    Today,
    Week,
    Others,
    Undated,
}

impl Group {
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Today, Self::Week, Self::Others, Self::Undated];

    pub fn id(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Week => "week",
            Self::Others => "others",
            Self::Undated => "undated",
        }
    }

    pub fn name(self) -> Text {
        match self {
            Self::Overdue => t::OVERDUE,
            Self::Today => t::TODAY,
            Self::Week => t::WEEK,
            Self::Others => t::OTHERS,
            Self::Undated => t::UNDATED,
        }
    }

    pub fn hint(self) -> Option<Text> {
        match self {
            Self::Others => Some(t::OTHERS_HINT),
            Self::Undated => Some(t::UNDATED_HINT),
            _ => None,
        }
    }

    /// Whether it counts as work that presses.
    pub fn is_due(self) -> bool {
        matches!(self, Self::Overdue | Self::Today | Self::Week)
    }

    /// Of something of one's own that is due then; none after seven days.
    fn of(last_day: NaiveDate, overdue: bool, today: NaiveDate) -> Option<Self> {
        match (last_day - today).num_days() {
            _ if overdue => Some(Self::Overdue),
            ..=-1 => Some(Self::Overdue),
            0 => Some(Self::Today),
            1..=7 => Some(Self::Week),
            _ => None,
        }
    }
}

/// What gives a due time, in words, and where it stands.
pub struct Rule {
    pub words: String,
    pub article: Article,
}

/// One row of the queue.
pub struct Task {
    pub kind: Kind,
    pub group: Group,
    pub person: Option<PersonId>,
    pub href: String,
    pub what: String,
    pub whose: String,
    pub badge: Markup,
    pub due_at: Option<DateTime<Utc>>,
    pub rule: Option<Rule>,
}

#[derive(Default)]
pub struct Queue {
    /// The most urgent first.
    pub tasks: Vec<Task>,
    /// One's own that are due after seven days.
    pub later: usize,
    /// Parts that could not be had.
    pub missing: Vec<(Kind, Failure)>,
    /// An agency, or the communes, have more than were read.
    pub cut: bool,
}

impl Queue {
    /// So many press: overdue, due today or within seven days.
    pub fn due(&self) -> usize {
        self.tasks.iter().filter(|task| task.group.is_due()).count()
    }

    fn add(&mut self, task: Option<Task>) {
        match task {
            Some(task) => self.tasks.push(task),
            None => self.later += 1,
        }
    }

    fn sort(&mut self) {
        self.tasks.sort_by_key(|task| (task.due_at.is_none(), task.due_at));
    }
}

/// Everything that waits, as far as the caller's rights reach.
pub async fn gather(visit: &Visit) -> Result<Queue, Failure> {
    let mut queue = clocked(visit).await?;
    if visit.may(Right::RegisterPersons) {
        match part(duplicates::list(&visit.api, "open", 0, MOST).await)? {
            Ok(pairs) => queue.tasks.extend(pairs.items.iter().map(|pair| of_pair(pair, visit.language))),
            Err(failure) => queue.missing.push((Kind::Pair, failure)),
        }
    }
    Ok(queue)
}

/// What has a clock. To read it is to read no person, so it can be counted on every page.
pub async fn clocked(visit: &Visit) -> Result<Queue, Failure> {
    let mut queue = Queue::default();
    if visit.may(Right::KeepDossiers) {
        match part(waiting_dossiers(visit).await)? {
            Ok((listed, cut)) => {
                queue.cut = cut;
                listed.iter().for_each(|listed| queue.add(of_dossier(listed, visit)));
            }
            Err(failure) => queue.missing.push((Kind::Dossier, failure)),
        }
    }
    if let Some(scope) = visit.scope(Right::RegisterPersons) {
        match part(transfers::under_way(&visit.api, 0, MOST).await)? {
            Ok(found) => found.items.iter().for_each(|transfer| queue.add(of_transfer(transfer, &scope, visit))),
            Err(failure) => queue.missing.push((Kind::Transfer, failure)),
        }
    }
    treatments::gather(visit, &mut queue).await?;
    home::gather(visit, &mut queue).await?;
    queue.sort();
    Ok(queue)
}

/// Dossiers in which it is somebody's turn, agency by agency.
async fn waiting_dossiers(visit: &Visit) -> Result<(Vec<Listed>, bool), Failure> {
    let agencies = dossiers::summary(&visit.api).await?;
    let filters: Vec<Filter> = agencies
        .into_iter()
        .map(|count| Filter { agency: count.agency.code, limit: MOST, ..Filter::default() })
        .collect();
    let pages = filters.iter().map(|filter| dossiers::list(&visit.api, filter));
    let pages = futures_util::future::try_join_all(pages).await?;
    let cut = pages.iter().any(|page| page.next.is_some() && page.total > MOST);
    Ok((pages.into_iter().flat_map(|page| page.items).collect(), cut))
}

/// Whether an agency's turn is work of this account. A commune's officers act for the commune's chair and
/// police; the province watches over every agency but the courts, the person and the facility.
fn is_ours(agency: &str, visit: &Visit) -> bool {
    match agency {
        "district_court" | "regional_court" | "superior_court" | "person" | "facility" => false,
        "commune_chair" | "commune_police_chief" | "detecting_police" => true,
        _ => visit.account.grants.iter().any(|grant| grant.role == Role::ProvincialOfficer),
    }
}

fn of_dossier(listed: &Listed, visit: &Visit) -> Option<Task> {
    let language = visit.language;
    let agency = listed.agency.as_ref();
    let due_at = listed.due_at.map(|at| at.to_utc());
    let overdue = listed.standing.as_ref().is_some_and(|left| left.state == "overdue");
    let group = match (agency.is_some_and(|agency| is_ours(&agency.code, visit)), due_at) {
        (false, _) => Group::Others,
        (true, Some(at)) => Group::of(format::last_day(at), overdue, visit.today())?,
        // A clock that stands still waits for the reason to pass.
        (true, None) if listed.standing.is_some() => Group::Others,
        (true, None) => Group::Undated,
    };
    let step = listed.rule.as_ref().map(|rule| &rule.step).or(listed.awaited_step.as_ref());
    Some(Task {
        kind: Kind::Dossier,
        group,
        person: Some(listed.dossier.person_id),
        href: format!("/ho-so/{}", listed.dossier.id),
        what: step.map_or_else(String::new, |step| format::capital(step.to(language))),
        whose: agency.map_or_else(String::new, |agency| format::capital(agency.to(language))),
        badge: listed.standing.as_ref().map_or_else(|| html! {}, |left| standing(left, language)),
        due_at,
        rule: listed.rule.as_ref().map(|rule| Rule {
            words: words::RULE.with(language, &[rule.limit.to(language)]),
            article: rule.limit.article.clone(),
        }),
    })
}

fn of_transfer(transfer: &Transfer, scope: &Scope, visit: &Visit) -> Option<Task> {
    let language = visit.language;
    let ours = covers(scope, &transfer.to_commune_code, &transfer.to_province_code, transfer.moved_on);
    let last_day = transfer.due_at.map(format::last_day);
    let group = match (ours, last_day) {
        (false, _) => Group::Others,
        (true, Some(day)) => Group::of(day, false, visit.today())?,
        (true, None) => Group::Undated,
    };
    let commune = |code: &str, province: &str| areas::commune(code, province, transfer.moved_on);
    let to = commune(&transfer.to_commune_code, &transfer.to_province_code);
    let route = [commune(&transfer.from_commune_code, &transfer.from_province_code), to.clone()];
    let route = t::TRANSFER_ROUTE.with(language, &[&route[0], &route[1]]);
    let what = if ours { t::ANSWER_TRANSFER } else { t::AWAIT_TRANSFER };
    Some(Task {
        kind: Kind::Transfer,
        group,
        person: Some(transfer.person_id),
        href: "/chuyen-ho-so".to_owned(),
        what: format!("{}, {route}", what.to(language)),
        whose: to,
        badge: last_day.map_or_else(|| html! {}, |day| deadline(day, visit.today(), language)),
        due_at: transfer.due_at,
        rule: law::file_handover_limit(transfer.moved_on).map(|limit| {
            let quantity = limit.quantity();
            Rule {
                words: words::RULE.with(language, &[language.pick(&quantity.vi(), &quantity.en())]),
                article: Article { citation: limit.article.citation.to_owned(), verified: limit.article.verified },
            }
        }),
    })
}

/// Whether a commune of a day lies within a scope.
fn covers(scope: &Scope, commune: &str, province: &str, on: NaiveDate) -> bool {
    let mut codes: Vec<&str> = vec![commune, province];
    codes.extend(places::lineage(commune, on).map(|unit| unit.code));
    scope.covers_area(&codes)
}

fn of_pair(pair: &Pair, language: Language) -> Task {
    Task {
        kind: Kind::Pair,
        group: Group::Undated,
        person: Some(pair.first.id),
        href: format!("/doi-chieu/{}", pair.id),
        what: t::DECIDE_PAIR.with(language, &[&pair.second.name]),
        whose: String::new(),
        badge: html! {},
        due_at: None,
        rule: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_grouped_by_its_last_day() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
        let group = |d, overdue| Group::of(day(d), overdue, day(10));
        assert_eq!(group(9, false), Some(Group::Overdue));
        // A term in hours may be over while its day is not.
        assert_eq!(group(10, true), Some(Group::Overdue));
        assert_eq!(group(10, false), Some(Group::Today));
        assert_eq!(group(17, false), Some(Group::Week));
        assert_eq!(group(18, false), None);
    }
}
