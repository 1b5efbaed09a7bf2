//! Events of all services in one line: what is due on top, then the newest first.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::StayMovement;
use domain::codes::summary::FileChange;
use domain::ids::FacilityId;
use web::Language;

use super::Life;
use super::waiting::awaited;
use crate::api::aftercare::{CaseFile, Referral};
use crate::api::community::Treatment;
use crate::api::facility::History;
use crate::api::registry::dossiers::Case;
use crate::api::registry::{Correction, Dossier, FileEvent, Person};
use crate::areas;
use crate::format::{self, capital, last_day};
use crate::i18n::codes::{Labelled, label};
use crate::i18n::{Text, dossiers as rules, persons as t};

/// Something that happened, or that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub on: NaiveDate,
    pub title: String,
    pub details: Vec<String>,
    pub source: Text,
    pub due: bool,
}

/// How entries of one service are made.
struct Writer<'a> {
    language: Language,
    facilities: &'a HashMap<FacilityId, String>,
    entries: Vec<Entry>,
}

pub fn of(life: &Life, facilities: &HashMap<FacilityId, String>, language: Language) -> Vec<Entry> {
    let mut writer = Writer { language, facilities, entries: Vec::new() };
    writer.person(&life.person);
    life.dossier.iter().flatten().for_each(|case| writer.next_step(case));
    life.stays.iter().for_each(|stay| writer.stay(stay));
    life.treatments.iter().for_each(|treatment| writer.treatment(treatment));
    life.cases.iter().for_each(|case| writer.case(case));
    sorted(writer.entries)
}

/// Due ones first, the nearest on top; then what happened, the newest on top. Of one day, what was
/// written later stands above.
fn sorted(entries: Vec<Entry>) -> Vec<Entry> {
    let (mut due, mut past): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|entry| entry.due);
    due.sort_by_key(|entry| entry.on);
    past.reverse();
    past.sort_by_key(|entry| std::cmp::Reverse(entry.on));
    due.into_iter().chain(past).collect()
}

impl Writer<'_> {
    fn add(&mut self, on: NaiveDate, source: Text, title: String, details: Vec<Option<String>>) {
        let details = details.into_iter().flatten().collect();
        self.entries.push(Entry { on, title, details, source, due: false });
    }

    fn due(&mut self, on: NaiveDate, source: Text, title: String) {
        self.entries.push(Entry { on, title, details: Vec::new(), source, due: true });
    }

    fn person(&mut self, person: &Person) {
        let language = self.language;
        let source = t::SOURCE_REGISTRY;
        self.add(person.registered_on, source, t::EVENT_REGISTERED.to(language).to_owned(), Vec::new());
        for file in &person.files {
            let drug = file.drug.map(|drug| t::SUBSTANCE.with(language, &[drug.label(language)]));
            let basis = file.legal_basis.as_deref().map(|basis| t::BASIS.with(language, &[basis]));
            let title = t::EVENT_FILE_OPENED.with(language, &[file.kind.label(language)]);
            self.add(file.opened_on, source, title, vec![Some(file.file_code.clone()), drug, basis]);
            if let Some(on) = file.closed_on {
                let reason = file.closure_reason.map_or("", |reason| reason.label(language));
                self.add(
                    on,
                    source,
                    t::EVENT_FILE_CLOSED.with(language, &[reason]),
                    vec![Some(file.file_code.clone())],
                );
            }
        }
        for one in &person.determinations {
            let drug = one.drug.map(|drug| t::SUBSTANCE.with(language, &[drug.label(language)]));
            let by = t::DETERMINER.with(language, &[&one.determiner]);
            let title = t::EVENT_DETERMINED.with(language, &[one.result.label(language)]);
            self.add(one.occurred_on, source, title, vec![drug, Some(by)]);
        }
        person.file_history.iter().for_each(|event| self.file_event(event));
        person.dossiers.iter().for_each(|dossier| self.dossier(dossier));
        person.corrections.iter().for_each(|correction| self.correction(correction));
    }

    fn dossier(&mut self, dossier: &Dossier) {
        let language = self.language;
        let source = t::SOURCE_REGISTRY;
        self.add(dossier.opened_on, source, t::EVENT_DOSSIER.to(language).to_owned(), Vec::new());
        if let (Some(on), Some(outcome)) = (dossier.decided_on, dossier.outcome) {
            let number = dossier.decision_number.as_deref().map(|n| t::DECISION_NUMBER.with(language, &[n]));
            let term = dossier.term_months.map(|months| t::TERM_MONTHS.with(language, &[&months.to_string()]));
            let title = t::EVENT_DECISION.with(language, &[outcome.label(language)]);
            self.add(on, source, title, vec![number, term]);
        }
    }

    /// The step of the open dossier whose turn it is.
    fn next_step(&mut self, case: &Case) {
        let language = self.language;
        let Some(state) = awaited(case) else { return };
        let Some((due, at)) = state.due.as_ref().and_then(|due| Some((due, due.due_at?))) else { return };
        let rule = rules::RULE.with(language, &[due.limit.to(language)]);
        let details = vec![state.owner.to(language).to_owned(), rule, due.limit.article.citation.clone()];
        let (on, title) = (last_day(at.to_utc()), capital(state.step.to(language)));
        self.entries.push(Entry { on, title, details, source: t::SOURCE_REGISTRY, due: true });
    }

    /// What happened to a file between its opening and its end.
    fn file_event(&mut self, event: &FileEvent) {
        let language = self.language;
        let title = match event.change {
            FileChange::Opened | FileChange::Closed => return,
            FileChange::Determined => t::EVENT_RECLASSIFIED.to(language).to_owned(),
            FileChange::Transferred => {
                let commune = event.detail.as_deref().map(|code| areas::name(code, event.occurred_on));
                t::EVENT_TRANSFERRED.with(language, &[&commune.unwrap_or_default()])
            }
        };
        let basis = event.legal_basis.as_deref().map(|basis| t::BASIS.with(language, &[basis]));
        self.add(event.occurred_on, t::SOURCE_REGISTRY, title, vec![basis]);
    }

    fn correction(&mut self, correction: &Correction) {
        let language = self.language;
        let field = match correction.field.as_str() {
            "name" => t::FIELD_NAME.to(language),
            "sex" => t::FIELD_SEX.to(language),
            "birth" => t::FIELD_BIRTH.to(language),
            "official_number" => t::FIELD_NUMBER.to(language),
            "commune_code" => t::FIELD_COMMUNE.to(language),
            "address" => t::FIELD_ADDRESS.to(language),
            other => other,
        };
        let recorded = t::RECORDED_AT.with(language, &[&format::moment(correction.recorded_at, language)]);
        let details = vec![Some(correction.reason.clone()), Some(recorded)];
        self.add(correction.occurred_on, t::SOURCE_REGISTRY, t::EVENT_CORRECTED.with(language, &[field]), details);
    }

    fn facility(&self, id: FacilityId) -> String {
        self.facilities.get(&id).cloned().unwrap_or_else(|| format::short_id(id))
    }

    fn stay(&mut self, history: &History) {
        let language = self.language;
        let source = t::SOURCE_FACILITY;
        let stay = &history.admission;
        let number = stay.decision_number.as_deref().map(|number| t::DECISION_NUMBER.with(language, &[number]));
        let term = t::TERM_MONTHS.with(language, &[&stay.term_months.to_string()]);
        let mut at = stay.facility_id;
        for entry in history.held() {
            at = entry.facility_id.unwrap_or(at);
            if entry.movement == StayMovement::Admitted {
                let title = t::EVENT_ADMITTED.with(language, &[&self.facility(at), stay.basis.label(language)]);
                self.add(entry.occurred_on, source, title, vec![number.clone(), Some(term.clone())]);
                continue;
            }
            let certificate = entry.certificate_number.as_deref();
            let certificate = certificate.map(|number| t::CERTIFICATE.with(language, &[number]));
            let what = entry.reason.map_or(entry.movement.label(language), |reason| reason.label(language));
            let title = t::EVENT_MOVEMENT.with(language, &[&capital(what), &self.facility(at)]);
            self.add(entry.occurred_on, source, title, vec![certificate]);
        }
        if stay.is_open() {
            let title = t::EVENT_STAY_ENDS.with(language, &[&stay.term_months.to_string()]);
            self.due(stay.term_ends_on, source, title);
        }
    }

    fn treatment(&mut self, treatment: &Treatment) {
        let language = self.language;
        let source = t::SOURCE_COMMUNITY;
        let site = treatment.site.label(language);
        let title = t::EVENT_TREATMENT.with(language, &[site, &treatment.term_months.to_string()]);
        self.add(treatment.registered_on, source, title, Vec::new());
        if let Some(on) = treatment.ended_on {
            let certificate = treatment.certificate_number.as_deref();
            let certificate = certificate.map(|number| t::CERTIFICATE.with(language, &[number]));
            let title = t::EVENT_TREATMENT_END.with(language, &[site, &label(&treatment.status, language)]);
            self.add(on, source, title, vec![certificate]);
        } else if treatment.status == "active" {
            self.due(treatment.term_ends_on, source, t::EVENT_TREATMENT_ENDS.with(language, &[site]));
        }
    }

    fn case(&mut self, file: &CaseFile) {
        let language = self.language;
        let source = t::SOURCE_AFTERCARE;
        let case = &file.case;
        self.add(case.opened_on, source, t::EVENT_CASE.with(language, &[case.origin.label(language)]), Vec::new());
        file.referrals.iter().for_each(|referral| self.referral(referral));
        if let Some(on) = case.closed_on {
            let reason = case.closure_reason.map_or("", |reason| reason.label(language));
            self.add(on, source, t::EVENT_CASE_CLOSED.with(language, &[reason]), Vec::new());
        } else if case.status == "open" {
            self.due(case.ends_on, source, t::EVENT_CASE_ENDS.to(language).to_owned());
        }
    }

    fn referral(&mut self, referral: &Referral) {
        let language = self.language;
        let source = t::SOURCE_AFTERCARE;
        let kind = capital(referral.kind.label(language));
        let amount = referral.amount.map(|amount| t::AMOUNT.with(language, &[&format::money(amount, language)]));
        let purpose = referral.purpose.as_deref().map(|purpose| t::PURPOSE.with(language, &[purpose]));
        let title = t::EVENT_REFERRAL.with(language, &[&kind, &referral.partner]);
        self.add(referral.drafted_on, source, title, vec![amount, purpose]);
        for step in &referral.history {
            let title = t::EVENT_REFERRAL_MOVED.with(language, &[&kind, &referral.partner, step.to.label(language)]);
            self.add(step.occurred_on, source, title, vec![step.note.clone()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(on: (i32, u32, u32), title: &str, due: bool) -> Entry {
        let on = NaiveDate::from_ymd_opt(on.0, on.1, on.2).unwrap();
        Entry { on, title: title.to_owned(), details: Vec::new(), source: t::SOURCE_REGISTRY, due }
    }

    #[test]
    fn deadlines_come_first_then_the_newest_event() {
        let entries = sorted(vec![
            entry((2019, 1, 1), "registered", false),
            entry((2019, 1, 1), "file opened", false),
            entry((2020, 1, 28), "released", false),
            entry((2021, 1, 28), "later", true),
            entry((2020, 6, 24), "sooner", true),
        ]);
        let titles: Vec<&str> = entries.iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!(titles, ["sooner", "later", "released", "file opened", "registered"]);
    }

    #[test]
    fn a_title_begins_with_a_capital() {
        assert_eq!(capital("đi viện"), "Đi viện");
    }
}
