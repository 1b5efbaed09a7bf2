//! Papers that came with a person, and those that should have.

use chrono::NaiveDate;
use domain::FieldError;
use domain::law::forms::form;
use domain::law::{AdmissionCase, AdmissionPaper, AdmissionPaperRule, admission_papers};

use super::finding::Finding;
use super::reference::reference;

/// A paper that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    pub kind: AdmissionPaper,
    /// None for a paper without one, such as an application.
    pub number: Option<String>,
    pub dated_on: NaiveDate,
}

impl Paper {
    /// Takes a paper in.
    ///
    /// # Errors
    /// When its number could be a name, or its day lies ahead.
    pub fn give(paper: Self, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if paper.dated_on > today {
            errors.push(FieldError::future_date("dated_on"));
        }
        let number = paper.number.as_deref().filter(|number| !number.trim().is_empty());
        match (number.map(|number| reference("number", number)).transpose(), errors.is_empty()) {
            (Ok(number), true) => Ok(Self { number, ..paper }),
            (number, _) => {
                errors.extend(number.err());
                Err(errors)
            }
        }
    }
}

/// What is missing, each with its article; never a reason to refuse anybody.
pub fn missing(case: &AdmissionCase, given: &[AdmissionPaper]) -> Vec<Finding> {
    let needed = admission_papers(case);
    needed.iter().filter(|rule| !rule.is_met_by(given)).map(finding).collect()
}

fn finding(rule: &AdmissionPaperRule) -> Finding {
    let (mut vi, mut en) = (format!("Thiếu {}", rule.paper.vi()), format!("Missing: {}", rule.paper.en()));
    if let Some(or) = rule.or {
        vi.push_str(&format!(" hoặc {}", or.vi()));
        en.push_str(&format!(" or {}", or.en()));
    }
    if let Some(key) = rule.form.and_then(form).map(|form| form.key) {
        vi.push_str(&format!(" ({})", key.vi()));
        en.push_str(&format!(" ({})", key.en()));
    }
    Finding { code: "paper.missing", vi: format!("{vi}."), en: format!("{en}."), article: Some(rule.article) }
}

#[cfg(test)]
mod tests {
    use domain::codes::AdmissionBasis;

    use super::super::admission::tests::day;
    use super::*;

    #[test]
    fn what_is_missing_is_said_with_form_and_article() {
        let case = AdmissionCase {
            admitted_on: day(2024, 1, 1),
            basis: AdmissionBasis::HeldForDossier,
            private: false,
            minor: false,
            transferred_on: None,
        };
        let found = missing(&case, &[AdmissionPaper::HandoverMinutes]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].vi,
            "Thiếu quyết định quản lý trong thời gian lập hồ sơ (Mẫu số 36, Nghị định 116/2021/NĐ-CP)."
        );
        assert!(found[0].article.unwrap().verified);
        assert!(missing(&case, &[AdmissionPaper::HandoverMinutes, AdmissionPaper::HoldingDecision]).is_empty());
    }

    #[test]
    fn a_paper_has_a_number_or_none_and_never_a_name() {
        let paper = |number: &str| Paper {
            kind: AdmissionPaper::Contract,
            number: Some(number.into()),
            dated_on: day(2024, 1, 1),
        };
        assert_eq!(Paper::give(paper(" "), day(2024, 1, 1)).unwrap().number, None);
        let refused = Paper::give(paper("Trần Văn Bình"), day(2023, 1, 1)).unwrap_err();
        let codes: Vec<&str> = refused.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, ["date.future", "document.reference"]);
    }
}
