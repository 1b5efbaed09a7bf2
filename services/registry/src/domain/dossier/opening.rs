//! Opening a dossier: who may be proposed, until when, and what is to be watched.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::ids::DossierId;
use domain::law::Article;
use domain::law::clock::{VIETNAM, start_of_day};
use domain::law::{self, AgeGroup, Procedure};
use domain::{FieldError, Refusal};
use events::registry::DossierOpened;

use super::super::file::{NotRecorded, check_day};
use super::super::person::Person;
use super::{Case, Dossier, DossierStatus, Facts, age_on, compulsory_measure};

/// What a dossier is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    pub id: DossierId,
    pub occurred_on: NaiveDate,
    pub facts: Facts,
}

/// Something that does not keep a dossier from being opened but must be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub code: &'static str,
    pub vi: String,
    pub en: String,
    pub article: Option<Article>,
}

impl Case {
    /// Opens a dossier.
    ///
    /// # Errors
    /// When the law of that day offers no compulsory measure to a person of this age, forbids to propose
    /// this person or is out of time. A rule that was not verified only warns.
    pub fn open(
        person: &Person,
        opening: Opening,
        now: DateTime<FixedOffset>,
    ) -> Result<(Self, DossierOpened, Vec<Warning>), NotRecorded> {
        let Opening { id, occurred_on: on, facts } = opening;
        check_day(on, person.registered_on, now.with_timezone(&VIETNAM).date_naive())?;
        let pack = law::pack_in_force(on);
        compulsory_measure(person, pack, on)?;
        let age_group = AgeGroup::of_age(age_on(person, on));
        let procedure = age_group.map(|group| law::procedure(pack.id, group));
        check_moments(&facts, on, now)?;
        let warnings = procedure.map_or(Ok(Vec::new()), |procedure| check_substance(&facts, procedure, on))?;
        let law_pack = pack.id.as_str().to_owned();
        let event =
            DossierOpened { occurred_on: on, person: person.snapshot(), dossier_id: id, law_pack: law_pack.clone() };
        let dossier = Dossier {
            id,
            version: 1,
            person_id: person.id,
            status: DossierStatus::Open,
            opened_on: on,
            law_pack,
            age_group,
            facts,
            outcome: None,
            decided_on: None,
            decision_number: None,
            court: None,
            term_months: None,
        };
        Ok((Self::new(dossier), event, warnings))
    }
}

fn check_moments(facts: &Facts, on: NaiveDate, now: DateTime<FixedOffset>) -> Result<(), NotRecorded> {
    let after_opening = |field: &str, moment: DateTime<FixedOffset>| {
        if moment > now || moment.with_timezone(&VIETNAM).date_naive() > on {
            let vi = "Phải từ ngày lập hồ sơ trở về trước.";
            let en = "It must not lie after the day of opening.";
            return Err(NotRecorded::Field(FieldError::new(field, "date.after_opening", vi, en)));
        }
        Ok(())
    };
    for (field, moment) in [
        ("discovered_at", facts.discovered_at),
        ("last_violation_on", facts.last_violation_on.map(start_of_day)),
        ("evasion_ended_on", facts.evasion_ended_on.map(start_of_day)),
    ] {
        moment.map_or(Ok(()), |moment| after_opening(field, moment))?;
    }
    Ok(())
}

/// What the procedure says against this proposal: a refusal where its rule was verified, a warning where
/// it was not.
pub(super) fn check_substance(
    facts: &Facts,
    procedure: &Procedure,
    on: NaiveDate,
) -> Result<Vec<Warning>, NotRecorded> {
    let mut warnings = Vec::new();
    if let Some(ground) = facts.ground
        && procedure.ground(ground).is_none()
    {
        let vi = format!("Gói {} không có căn cứ này cho người {}.", procedure.pack, procedure.group.vi());
        let en = format!("Pack {} has no such ground for persons {}.", procedure.pack, procedure.group.en());
        return Err(NotRecorded::Field(FieldError::new("ground", "ground.not_in_law", vi, en)));
    }
    for exclusion in &facts.exclusions {
        let Some(rule) = procedure.exclusion(*exclusion) else { continue };
        let vi = format!("Không áp dụng biện pháp đối với người {} ({}).", exclusion.vi(), rule.article.citation);
        let en = format!("The measure is not applied: {} ({}).", exclusion.en(), rule.article.citation);
        object("dossier.excluded", vi, en, rule.article, &mut warnings)?;
    }
    if let Some(limitation) = procedure.limitation {
        match facts.last_violation_on.map(|last| limitation.ends(last, facts.evasion_ended_on)) {
            Some(ends) if ends.last_day().is_some_and(|last| on > last) => {
                let last = ends.last_day().unwrap_or(on).format("%d/%m/%Y");
                let article = limitation.limit.article;
                let vi = format!("Đã hết thời hiệu áp dụng biện pháp vào ngày {last} ({}).", article.citation);
                let en = format!("The time to apply the measure ended on {last} ({}).", article.citation);
                object("dossier.limitation_over", vi, en, article, &mut warnings)?;
            }
            Some(_) => {}
            None => warnings.push(Warning {
                code: "dossier.limitation_unknown",
                vi: "Chưa ghi ngày vi phạm lần cuối nên chưa kiểm tra được thời hiệu.".to_owned(),
                en: "The last violation is not recorded, so the time limit can't be checked.".to_owned(),
                article: Some(limitation.limit.article),
            }),
        }
    }
    Ok(warnings)
}

fn object(
    code: &'static str,
    vi: String,
    en: String,
    article: Article,
    warnings: &mut Vec<Warning>,
) -> Result<(), Refusal> {
    if article.verified {
        return Err(Refusal::new(code, vi, en));
    }
    let vi = format!("{vi} Căn cứ này chưa được kiểm chứng.");
    let en = format!("{en} This rule was not verified.");
    warnings.push(Warning { code, vi, en, article: Some(article) });
    Ok(())
}
