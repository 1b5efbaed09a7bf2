//! The printed forms of a person and of a dossier, filled from what the register holds. What it does not hold is
//! left as dots to write on, and said beforehand.

mod letterhead;
mod person;

use chrono::NaiveDate;
use documents::forms::{self, FormKey, Minutes, MinutesForm, Notice, NoticeForm, Request, RequestForm, SummaryForm};
use documents::letter::{Block, Document};
use domain::codes::FileKind;
use domain::codes::summary::FilePhase;
use domain::law::forms::{Annex, Decree, Form};
use domain::law::{AgeGroup, PackId};

use super::dossier::{Case, Dossier};
use super::file::Determination;
use super::person::Person;
use super::residence::Stay;
use super::summary::Summary;

/// A form that can be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    Summary(SummaryForm),
    Minutes(MinutesForm),
    Request(RequestForm),
    Notice(NoticeForm),
}

impl Printed {
    /// What it is called in addresses: decree, annex where there are several, number.
    pub fn key(self) -> String {
        let FormKey { decree, annex, number } = self.form_key();
        let decree = decree.split('/').next().unwrap_or_default();
        annex.map_or_else(|| format!("{decree}-{number}"), |annex| format!("{decree}-{annex}-{number}"))
    }

    pub fn form_key(self) -> FormKey {
        match self {
            Self::Summary(form) => form.key(),
            Self::Minutes(form) => form.key(),
            Self::Request(form) => form.key(),
            Self::Notice(form) => form.key(),
        }
    }

    /// The form in the decree's list, with its titles.
    pub fn listed(self) -> Option<&'static Form> {
        let FormKey { annex, number, .. } = self.form_key();
        let (decree, annex) = match annex {
            None => (Decree::D116, Annex::Only),
            Some("III") => (Decree::D163, Annex::III),
            Some(_) => (Decree::D163, Annex::V),
        };
        domain::law::forms::find(decree, annex, number)
    }
}

/// The forms of a dossier under a pack. Regime A's forms were not read, nor those of the joint circular by which
/// the police sent dossiers straight to the court from 1/3/2025, nor the court request for a minor under regime B.
pub fn of_dossier(pack: PackId, group: AgeGroup) -> Vec<Printed> {
    let minutes = Printed::Minutes(MinutesForm::Decree116Form27);
    let summary = Printed::Summary(SummaryForm::Decree116Form30);
    let notice = Printed::Notice(NoticeForm::Decree116Form32);
    match (pack, group) {
        (PackId::A, _) => Vec::new(),
        (PackId::B1, AgeGroup::Adult) => vec![
            minutes,
            Printed::Request(RequestForm::Decree116Form29),
            summary,
            notice,
            Printed::Request(RequestForm::Decree116Form34),
        ],
        (PackId::B1 | PackId::B2a | PackId::B2b, _) => vec![minutes, summary, notice],
        (PackId::C, _) => vec![
            Printed::Summary(SummaryForm::Decree163AddictForm33),
            Printed::Minutes(MinutesForm::Decree163Form34),
            Printed::Request(RequestForm::Decree163Form36),
            Printed::Notice(NoticeForm::Decree163Form37),
        ],
    }
}

/// The personal summary that fits where a person stands under a pack.
pub fn of_person(pack: PackId, kind: FileKind, phase: Option<FilePhase>) -> Vec<Printed> {
    let form = match (pack, kind, phase) {
        (PackId::A, ..) | (PackId::B1 | PackId::B2a | PackId::B2b, FileKind::UnlawfulUser, _) => return Vec::new(),
        (PackId::B1 | PackId::B2a | PackId::B2b, ..) => SummaryForm::Decree116Form30,
        (PackId::C, _, Some(FilePhase::PostRehabilitation)) => SummaryForm::Decree163PostRehabilitationForm33,
        (PackId::C, FileKind::UnlawfulUser, _) => SummaryForm::Decree163UserForm05,
        (PackId::C, FileKind::Addict, _) => SummaryForm::Decree163AddictForm33,
    };
    vec![Printed::Summary(form)]
}

/// What a form is filled from.
pub struct Known<'a> {
    pub person: &'a Person,
    pub other_names: Vec<String>,
    pub residences: &'a [Stay],
    pub summary: &'a Summary,
    pub determination: Option<&'a Determination>,
    pub case: Option<&'a Case>,
    /// The pack that says whose letterhead it is.
    pub pack: PackId,
    /// The day of printing.
    pub today: NaiveDate,
}

impl Known<'_> {
    /// Fills a form; none that belongs to a dossier where there is none.
    pub fn fill(&self, printed: Printed) -> Option<Document> {
        let place = self.place();
        Some(match printed {
            Printed::Summary(form) => forms::summary(form, &place.letterhead(), &self.summary()),
            Printed::Minutes(form) => {
                let data = Minutes { person: self.about(), violation: self.ground(), ..Minutes::default() };
                forms::minutes(form, &place.letterhead(), &data)
            }
            Printed::Notice(form) => {
                self.case?;
                let data = Notice {
                    person: self.about(),
                    representative: self.guardian(),
                    ground: self.ground(),
                    reading_place: Some(place.issuer()),
                    signer: place.signer(),
                    recipients: recipients(),
                };
                forms::notice(form, &place.letterhead(), &data)
            }
            Printed::Request(form) => {
                let case = self.case?;
                let by_division = form == RequestForm::Decree116Form34;
                let data = Request {
                    addressee: place.addressee(by_division || self.pack != PackId::B1),
                    person: self.about(),
                    determination: self.determination.map(determined),
                    grounds: self.ground().into_iter().collect(),
                    facility: None,
                    term: None,
                    respond_by: None,
                    papers: papers(case),
                    signer: if by_division { vec!["Trưởng phòng".to_owned()] } else { place.signer() },
                    recipients: recipients(),
                };
                let letterhead = if by_division { place.division() } else { place.letterhead() };
                forms::request(form, &letterhead, &data)
            }
        })
    }

    fn ground(&self) -> Option<String> {
        let Dossier { facts, .. } = &self.case?.dossier;
        facts.ground.map(|ground| ground.vi().to_owned())
    }

    fn guardian(&self) -> Option<String> {
        self.summary.guardian.as_ref().map(|guardian| format!("{} ({})", guardian.name, guardian.kind.vi()))
    }
}

fn determined(determination: &Determination) -> String {
    let Determination { occurred_on, result, determiner, .. } = determination;
    format!("{}, ngày {}, {determiner}", result.vi(), occurred_on.format("%d/%m/%Y"))
}

fn papers(case: &Case) -> Vec<String> {
    let paper = |paper: &super::dossier::ReceivedPaper| {
        let number = paper.number.as_ref().map_or_else(String::new, |number| format!(" số {number}"));
        let day = paper.dated_on.map_or_else(String::new, |day| format!(" ngày {}", day.format("%d/%m/%Y")));
        format!("{}{number}{day}", paper.paper.vi())
    };
    case.papers.iter().map(paper).collect()
}

fn recipients() -> Vec<String> {
    vec!["Như trên;".to_owned(), "Lưu: VT, hồ sơ.".to_owned()]
}

/// The labels of what is left to be written by hand, as the form prints them.
pub fn missing(document: &Document) -> Vec<String> {
    let blank = |block: &Block| match block {
        Block::Field { label, value } => {
            value.as_deref().is_none_or(|value| value.trim().is_empty()).then(|| label.clone())
        }
        Block::Choices { label, choices } => choices.iter().all(|choice| !choice.ticked).then(|| label.clone()),
        _ => None,
    };
    document.blocks.iter().filter_map(blank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_decree_annex_and_number() {
        assert_eq!(Printed::Request(RequestForm::Decree163Form36).key(), "163-V-36");
        assert_eq!(Printed::Summary(SummaryForm::Decree116Form30).key(), "116-30");
    }

    #[test]
    fn every_form_stands_in_its_decrees_list() {
        for pack in PackId::ALL {
            for group in AgeGroup::ALL {
                for printed in of_dossier(*pack, *group) {
                    assert!(printed.listed().is_some(), "{}", printed.key());
                }
            }
            for phase in [None, Some(FilePhase::PostRehabilitation)] {
                for kind in FileKind::ALL {
                    assert!(of_person(*pack, *kind, phase).iter().all(|printed| printed.listed().is_some()));
                }
            }
        }
    }

    #[test]
    fn the_labour_division_asks_the_court_in_regime_b1_only() {
        let asks = |pack| of_dossier(pack, AgeGroup::Adult).contains(&Printed::Request(RequestForm::Decree116Form34));
        let asking: Vec<PackId> = PackId::ALL.iter().copied().filter(|pack| asks(*pack)).collect();
        assert_eq!(asking, [PackId::B1]);
    }
}
