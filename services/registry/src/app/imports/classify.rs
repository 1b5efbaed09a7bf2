//! What a line is, compared with the register and with the lines before it: new, there already, changed, a
//! possible duplicate, or bad.
//!
//! Lines are compared many at a time: all their keys are looked up together, and each is compared with the nearest
//! of those who share some ([`matching::nearest`]), so that a line costs the same however large the register is. The
//! scan of the whole register looks closer.

use std::collections::{HashMap, HashSet};

use domain::FieldError;
use domain::ids::PersonId;
use domain::matching::{self, Candidate, Description, KnownNumber, Profile, Verdict};
use domain::person::OfficialNumber;
use sea_orm::DatabaseTransaction;
use web::Problem;

use super::preview::{Parsed, line};
use crate::State;
use crate::app::indexing::Records;
use crate::domain::document;
use crate::domain::import::Draft;
use crate::domain::person::Person;
use crate::store;
use crate::store::imports::{Line, Outcome};

/// What earlier lines of the same file held.
#[derive(Default)]
pub struct Memory {
    /// Fingerprints, with the line they stand on.
    fingerprints: HashMap<String, u32>,
    /// Keyed hashes of official numbers.
    numbers: HashMap<String, u32>,
}

pub async fn lines(
    state: &State,
    tx: &DatabaseTransaction,
    memory: &mut Memory,
    parsed: Vec<Parsed>,
) -> Result<Vec<Line>, Problem> {
    let profiles: Vec<Option<Profile>> =
        parsed.iter().map(|parsed| parsed.read.as_ref().ok().map(|draft| profile(state, draft))).collect();
    let (register, nearest) = Register::around(state, tx, &profiles).await?;
    let fingerprints: Vec<Option<String>> =
        parsed.iter().map(|parsed| parsed.read.as_ref().ok().map(|draft| fingerprint(state, draft))).collect();
    let known = store::imports::known_fingerprints(tx, fingerprints.iter().flatten().cloned().collect()).await?;
    let mut lines = Vec::with_capacity(parsed.len());
    for (((parsed, profile), near), fingerprint) in parsed.iter().zip(&profiles).zip(&nearest).zip(fingerprints) {
        let (Ok(draft), Some(profile), Some(fingerprint)) = (&parsed.read, profile, fingerprint) else {
            let problems = parsed.read.as_ref().err().cloned().unwrap_or_default();
            lines.push(Line { problems, ..line(state, parsed, Outcome::Bad)? });
            continue;
        };
        let compared = if let Some(person) = known.get(&fingerprint) {
            Compared { person: Some(*person), ..Compared::of(Outcome::Same) }
        } else if memory.fingerprints.contains_key(&fingerprint) {
            Compared::of(Outcome::Same)
        } else {
            memory.number_twice(profile, parsed.line).unwrap_or_else(|| register.compare(draft, profile, near))
        };
        memory.fingerprints.entry(fingerprint.clone()).or_insert(parsed.line);
        let Compared { outcome, person, alike, score, problems } = compared;
        lines.push(Line { fingerprint, person, alike, score, problems, ..line(state, parsed, outcome)? });
    }
    Ok(lines)
}

/// What a comparison said of a line.
struct Compared {
    outcome: Outcome,
    person: Option<PersonId>,
    alike: Option<PersonId>,
    score: Option<i32>,
    problems: Vec<FieldError>,
}

impl Compared {
    fn of(outcome: Outcome) -> Self {
        Self { outcome, person: None, alike: None, score: None, problems: Vec::new() }
    }
}

impl Memory {
    /// Two lines of one file with one number and different facts can't both be right.
    fn number_twice(&mut self, profile: &Profile, line: u32) -> Option<Compared> {
        let earlier = profile.numbers().iter().find_map(|number| self.numbers.get(&number.token).copied());
        for number in profile.numbers() {
            self.numbers.entry(number.token.clone()).or_insert(line);
        }
        let earlier = earlier?;
        let problem = FieldError::new(
            "official_number",
            "import.number_twice",
            format!("Trùng số định danh với dòng {earlier} của tệp này."),
            format!("The same official number as line {earlier} of this file."),
        );
        Some(Compared { problems: vec![problem], ..Compared::of(Outcome::PossibleDuplicate) })
    }
}

/// The records that are near to some of the lines.
struct Register {
    records: Records,
    /// Whom merged records stand for.
    roots: HashMap<PersonId, PersonId>,
    profiles: HashMap<PersonId, Profile>,
}

impl Register {
    /// With the records nearest to each line, by their own id or that of a record merged into them.
    async fn around(
        state: &State,
        tx: &DatabaseTransaction,
        lines: &[Option<Profile>],
    ) -> Result<(Self, Vec<Vec<PersonId>>), Problem> {
        let each = |keys: fn(&Profile) -> Vec<String>| -> Vec<Vec<String>> {
            let hashed = |line: &Profile| keys(line).iter().map(|key| document::blocking_key(key)).collect();
            lines.iter().map(|line| line.as_ref().map(hashed).unwrap_or_default()).collect()
        };
        let (keys, identifying) = (each(matching::blocking_keys), each(matching::identifying_keys));
        let blocks =
            store::search::meeting(tx, &keys.iter().flatten().cloned().collect(), matching::LARGEST_BLOCK).await?;
        let lines = keys.iter().zip(&identifying);
        let mut near: Vec<Vec<PersonId>> =
            lines.map(|(keys, identifying)| matching::nearest(keys, identifying, &blocks)).collect();
        let met: HashSet<PersonId> = near.iter().flatten().copied().collect();
        let met: Vec<PersonId> = met.into_iter().collect();
        let roots = store::persons::merged_into(tx, &met).await?;
        let mut merged: HashMap<PersonId, Vec<PersonId>> = HashMap::new();
        for (record, root) in &roots {
            merged.entry(*root).or_default().push(*record);
        }
        for near in &mut near {
            let also: Vec<PersonId> = near.iter().filter_map(|id| merged.get(id)).flatten().copied().collect();
            near.extend(also);
        }
        let all: Vec<PersonId> = met.iter().chain(roots.keys()).copied().collect();
        let records = Records::load(state, tx, &all).await?;
        let profile = |person: &Person| (person.id, records.identity(person).profile(state));
        let profiles = records.persons.values().map(profile).collect();
        Ok((Self { records, roots, profiles }, near))
    }

    fn compare(&self, draft: &Draft, profile: &Profile, near: &[PersonId]) -> Compared {
        let mut best: Option<(PersonId, Candidate)> = None;
        for id in near.iter().copied() {
            let Some(other) = self.profiles.get(&id) else { continue };
            let candidate = matching::score(profile, other);
            let better = best.as_ref().is_none_or(|(known, best)| (candidate.score, *known) > (best.score, id));
            if candidate.verdict != Verdict::No && better {
                best = Some((id, candidate));
            }
        }
        let Some((id, candidate)) = best else { return Compared::of(Outcome::New) };
        let root = self.roots.get(&id).copied().unwrap_or(id);
        let score = i32::try_from(candidate.score).ok();
        if candidate.verdict == Verdict::Same {
            let unchanged = self
                .records
                .persons
                .get(&id)
                .is_none_or(|person| super::apply::changes(draft, &self.records.identity(person)).is_empty());
            let outcome = if unchanged { Outcome::Same } else { Outcome::Changed };
            return Compared { person: Some(root), score, ..Compared::of(outcome) };
        }
        Compared { alike: Some(root), score, ..Compared::of(Outcome::PossibleDuplicate) }
    }
}

fn profile(state: &State, draft: &Draft) -> Profile {
    let number =
        |text: &Option<String>| text.as_deref().and_then(|text| OfficialNumber::parse(text, "official_number").ok());
    let current =
        number(&draft.official_number).map(|number| KnownNumber::current(&number, state.vault.index(&number)));
    let former = number(&draft.former_number).map(|number| KnownNumber::former(&number, state.vault.index(&number)));
    Profile::of(Description {
        name: draft.name.clone(),
        other_names: draft.aliases.iter().map(|(_, name)| name.clone()).collect(),
        sex: Some(draft.sex),
        birth: Some(draft.birth),
        numbers: current.into_iter().chain(former).collect(),
        father: draft.summary.father.as_ref().map(|father| father.name.clone()),
        mother: draft.summary.mother.as_ref().map(|mother| mother.name.clone()),
        commune: Some(draft.commune_code.clone()),
        former_communes: Vec::new(),
        home_town: draft.summary.home_town.clone(),
        file_codes: Vec::new(),
    })
}

/// Equal for lines that say the same, whatever file they stand in and on whatever day that was sent.
fn fingerprint(state: &State, draft: &Draft) -> String {
    let timeless = Draft { occurred_on: chrono::NaiveDate::MIN, ..draft.clone() };
    let text = serde_json::to_string(&timeless).unwrap_or_default();
    state.vault.blind("import_line", &text)
}
