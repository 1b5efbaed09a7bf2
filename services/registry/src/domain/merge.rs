//! Two records of one human being: merging keeps both histories, undoing brings both back.
//!
//! A merge changes the merged record only: it says for whom it stands now. Whoever asks for either gets the
//! union; nothing is moved or rewritten, so undoing is exact. A survivor may itself be merged later, which
//! makes a chain; the end of the chain is the person.

use chrono::NaiveDate;
use domain::Refusal;
use domain::ids::PersonId;
use events::registry::{PersonMerged, PersonUnmerged};

use super::file::{NotRecorded, check_day};
use super::person::Person;

/// Says that `merged` is `into`.
///
/// # Errors
/// When one of them is merged already, both are the same record, or the day does not fit.
pub fn merge(
    merged: &Person,
    into: &Person,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(Person, PersonMerged), NotRecorded> {
    check_day(on, merged.registered_on.max(into.registered_on), today)?;
    if merged.id == into.id {
        let vi = "Hai mã này là cùng một hồ sơ người.";
        return Err(Refusal::new("merge.same_record", vi, "Both ids are the same record.").into());
    }
    if merged.merged_into.is_some() || into.merged_into.is_some() {
        let vi = "Một trong hai hồ sơ đã được gộp. Hãy gộp với hồ sơ còn lại sau lần gộp đó.";
        let en = "One of the two is merged already. Merge with the record that survived.";
        return Err(Refusal::new("merge.already_merged", vi, en).into());
    }
    let event = PersonMerged { occurred_on: on, person: merged.snapshot(), into: into.snapshot() };
    Ok((Person { version: merged.version + 1, merged_into: Some(into.id), ..merged.clone() }, event))
}

/// Takes a merge back: the record stands for itself again.
///
/// # Errors
/// When it is not merged, or the day does not fit.
pub fn unmerge(merged: &Person, on: NaiveDate, today: NaiveDate) -> Result<(Person, PersonUnmerged), NotRecorded> {
    check_day(on, merged.registered_on, today)?;
    let Some(from) = merged.merged_into else {
        let vi = "Hồ sơ này chưa được gộp vào hồ sơ nào.";
        return Err(Refusal::new("merge.not_merged", vi, "This record is not merged into another.").into());
    };
    let event = PersonUnmerged { occurred_on: on, person: merged.snapshot(), from };
    Ok((Person { version: merged.version + 1, merged_into: None, ..merged.clone() }, event))
}

/// Commands go to the person, never to a record that stands for another.
///
/// # Errors
/// When it does.
pub fn stands_for_itself(person: &Person) -> Result<(), Refusal> {
    match person.merged_into {
        None => Ok(()),
        Some(survivor) => Err(merged_elsewhere(survivor)),
    }
}

fn merged_elsewhere(survivor: PersonId) -> Refusal {
    Refusal::new(
        "person.merged",
        format!("Hồ sơ này đã gộp vào {survivor}. Hãy ghi vào hồ sơ đó."),
        format!("This record was merged into {survivor}. Record it there."),
    )
}

#[cfg(test)]
mod tests {
    use super::super::person::tests::{day, particulars, register};
    use super::*;
    use uuid::Uuid;

    fn pair() -> (Person, Person) {
        let (one, _) = register(particulars()).unwrap();
        let other = Person { id: PersonId(Uuid::from_u128(2)), number: None, ..one.clone() };
        (one, other)
    }

    #[test]
    fn a_merge_is_undone_to_what_was() {
        let (one, other) = pair();
        let today = day(2020, 1, 1);
        let (merged, event) = merge(&one, &other, day(2019, 6, 1), today).unwrap();
        assert_eq!((event.person.person_id, event.into.person_id), (one.id, other.id));
        assert!(stands_for_itself(&merged).is_err());
        let (back, undone) = unmerge(&merged, day(2019, 7, 1), today).unwrap();
        assert_eq!((back.merged_into, back.version, undone.from), (None, 3, other.id));
    }

    #[test]
    fn a_merged_record_is_merged_once_and_nothing_is_merged_into_it() {
        let (one, other) = pair();
        let today = day(2020, 1, 1);
        let (merged, _) = merge(&one, &other, day(2019, 6, 1), today).unwrap();
        let third = Person { id: PersonId(Uuid::from_u128(3)), ..other.clone() };
        assert!(merge(&merged, &third, day(2019, 6, 2), today).is_err());
        assert!(merge(&third, &merged, day(2019, 6, 2), today).is_err());
        assert!(merge(&other, &other, day(2019, 6, 2), today).is_err());
        assert!(unmerge(&other, day(2019, 6, 2), today).is_err());
    }
}
