//! A person as forms name them.

use chrono::NaiveDate;
use documents::forms::{
    Decision, DrugKind as PrintedDrug, IdentityPaper, OffenceRecord, Person as Printed, PersonalSummary,
    PreviousRehabilitation, RehabilitationCount, Route, Schooling as PrintedSchooling, Sex as PrintedSex,
};
use domain::codes::summary::{DrugRoute, Ethnicity, RecordKind, ResidenceKind, Schooling};
use domain::codes::{DrugKind, Sex};

use super::Known;
use super::letterhead::{self, Place};
use crate::domain::residence::Stay;
use crate::domain::summary::{Relative, Summary};

impl Known<'_> {
    pub(super) fn about(&self) -> Printed {
        Printed {
            name: self.person.name.clone(),
            other_names: self.other_names(),
            sex: Some(self.sex()),
            birth: Some(self.birth()),
            official_number: self.number(),
            registered_address: self.registered(),
            current_address: self.current(),
        }
    }

    pub(super) fn summary(&self) -> PersonalSummary {
        let summary = self.summary;
        let relative = |relative: &Option<Relative>| {
            let relative = relative.as_ref();
            (relative.map(|relative| relative.name.clone()), relative.and_then(|r| r.official_number.clone()))
        };
        PersonalSummary {
            name: self.person.name.clone(),
            other_names: self.other_names(),
            sex: Some(self.sex()),
            birth: Some(self.birth()),
            home_town: summary.home_town.clone(),
            registered_address: self.registered(),
            current_address: self.current(),
            identity_paper: IdentityPaper { number: self.number(), ..IdentityPaper::default() },
            ethnicity: ethnicity(summary),
            // Which religion is not asked.
            religion: summary.religious.filter(|religious| !religious).map(|_| String::new()),
            schooling: summary.schooling.map(schooling),
            nationality: summary.nationality.as_deref().map(nationality),
            father: relative(&summary.father),
            mother: relative(&summary.mother),
            occupation: summary.occupation.clone(),
            workplace: summary.workplace.clone(),
            offences: offences(summary),
            psychotic_signs: summary.psychotic_signs,
            first_use: summary.first_use.clone(),
            first_detected: summary.first_detected_on.map(day),
            drug_kinds: summary.drugs.iter().copied().map(drug).collect(),
            route: summary.route.map(route),
            rehabilitations: (!summary.earlier_rehabilitations.is_empty()).then(|| count(summary)),
            previous_rehabilitations: summary
                .earlier_rehabilitations
                .iter()
                .map(|earlier| PreviousRehabilitation {
                    place: earlier.place.clone().unwrap_or_default(),
                    form: earlier.form.vi().to_owned(),
                    period: earlier.year.map_or_else(String::new, |year| year.to_string()),
                    decision: earlier.decision_number.clone().unwrap_or_default(),
                })
                .collect(),
            frequency: summary.frequency.map(|frequency| format!("{} {}", frequency.times, frequency.period.vi())),
            dose: summary.dose.clone(),
            phone: summary.phone.clone(),
            social_account: summary.social_account.clone(),
        }
    }

    fn other_names(&self) -> Option<String> {
        (!self.other_names.is_empty()).then(|| self.other_names.join(", "))
    }

    fn sex(&self) -> PrintedSex {
        match self.person.sex {
            Sex::Male => PrintedSex::Male,
            Sex::Female => PrintedSex::Female,
        }
    }

    fn birth(&self) -> String {
        self.person.birth.date.map_or_else(|| self.person.birth.year.to_string(), day)
    }

    fn number(&self) -> Option<String> {
        self.person.number.as_ref().map(|number| number.as_str().to_owned())
    }

    fn registered(&self) -> Option<String> {
        let open = |kind| self.residences.iter().find(move |stay: &&Stay| stay.kind == kind && stay.until.is_none());
        open(ResidenceKind::Permanent).or_else(|| open(ResidenceKind::Temporary)).map(|stay| self.address(stay))
    }

    /// The dwelling, or the place that the register names.
    fn current(&self) -> Option<String> {
        let dwelling = |stay: &&Stay| stay.kind == ResidenceKind::Dwelling && stay.until.is_none();
        let known = self.residences.iter().find(dwelling).map(|stay| self.address(stay));
        known.or_else(|| Some(joined(self.person.address.as_deref(), &self.place())))
    }

    fn address(&self, stay: &Stay) -> String {
        let residence = &stay.residence;
        let (commune, on) = letterhead::unit(&residence.commune_code, &residence.province_code, self.today);
        let units = domain::places::lineage(&residence.commune_code, on).map(|unit| unit.full_name());
        let units: Vec<String> = if commune.is_some() { units.collect() } else { Vec::new() };
        stay.address.iter().cloned().chain(units).collect::<Vec<_>>().join(", ")
    }
}

fn joined(address: Option<&str>, place: &Place) -> String {
    address.map(str::to_owned).into_iter().chain([place.address()]).collect::<Vec<_>>().join(", ")
}

fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

fn ethnicity(summary: &Summary) -> Option<String> {
    match summary.ethnicity? {
        Ethnicity::Kinh => Some(Ethnicity::Kinh.vi().to_owned()),
        Ethnicity::Other => summary.ethnicity_name.clone(),
    }
}

fn nationality(code: &str) -> String {
    if code == "VN" { "Việt Nam".to_owned() } else { code.to_owned() }
}

fn offences(summary: &Summary) -> OffenceRecord {
    let has = |kind| summary.records.iter().any(|record| record.kind == kind);
    OffenceRecord {
        drug_conviction: has(RecordKind::DrugConviction),
        drug_sanction: has(RecordKind::DrugSanction),
        other_conviction: has(RecordKind::OtherConviction),
        other_sanction: has(RecordKind::OtherSanction),
        decisions: summary
            .records
            .iter()
            .filter(|record| record.decision_number.is_some() || record.decided_on.is_some())
            .map(|record| Decision {
                number: record.decision_number.clone().unwrap_or_default(),
                date: record.decided_on.map_or_else(String::new, day),
                issuer: record.issuer.clone().unwrap_or_default(),
                form: record.kind.vi().to_owned(),
            })
            .collect(),
    }
}

fn schooling(schooling: Schooling) -> PrintedSchooling {
    match schooling {
        Schooling::None => PrintedSchooling::None,
        Schooling::Primary => PrintedSchooling::Primary,
        Schooling::LowerSecondary => PrintedSchooling::LowerSecondary,
        Schooling::UpperSecondary => PrintedSchooling::UpperSecondary,
        Schooling::College => PrintedSchooling::Higher,
        Schooling::Postgraduate => PrintedSchooling::Postgraduate,
    }
}

fn drug(kind: DrugKind) -> PrintedDrug {
    match kind {
        DrugKind::Opium => PrintedDrug::Opium,
        DrugKind::Cocaine => PrintedDrug::Cocaine,
        DrugKind::Cannabis => PrintedDrug::Cannabis,
        DrugKind::Heroin => PrintedDrug::Heroin,
        DrugKind::Ketamine => PrintedDrug::Ketamine,
        DrugKind::Amphetamine => PrintedDrug::Amphetamine,
        DrugKind::Other => PrintedDrug::Other,
        DrugKind::Several => PrintedDrug::Several,
    }
}

fn route(route: DrugRoute) -> Route {
    match route {
        DrugRoute::Injecting => Route::Injecting,
        DrugRoute::Inhaling => Route::Inhaling,
        DrugRoute::Oral => Route::Oral,
        DrugRoute::Other => Route::Other,
        DrugRoute::Several => Route::Several,
    }
}

fn count(summary: &Summary) -> RehabilitationCount {
    match summary.earlier_rehabilitations.len() {
        0 => RehabilitationCount::Never,
        1 => RehabilitationCount::Once,
        2 => RehabilitationCount::Twice,
        3 => RehabilitationCount::ThreeTimes,
        _ => RehabilitationCount::FourOrMore,
    }
}
