//! What residents gave into keeping, and whether they had it back.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::facility::BelongingItem;
use domain::law;
use uuid::Uuid;

use super::admission::Admission;
use super::finding::Finding;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    pub id: Uuid,
    pub item: BelongingItem,
    /// How many; of money how much.
    pub quantity: i64,
    pub received_on: NaiveDate,
    pub returned_on: Option<NaiveDate>,
}

impl Belonging {
    /// Takes something into keeping.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn receive(belonging: Self, stay: &Admission, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if belonging.quantity < 1 {
            let vi = "Số lượng ít nhất là 1.";
            errors.push(FieldError::new("quantity", "quantity.none", vi, "At least one."));
        }
        if belonging.received_on > today {
            errors.push(FieldError::future_date("received_on"));
        }
        if belonging.received_on < stay.admitted_on {
            let vi = "Ngày nhận trước ngày tiếp nhận.";
            errors.push(FieldError::new("received_on", "date.before_admission", vi, "Before the admission."));
        }
        if errors.is_empty() { Ok(belonging) } else { Err(errors) }
    }

    /// Gives it back.
    ///
    /// # Errors
    /// When the day does not fit.
    pub fn give_back(&mut self, on: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
        if on > today {
            return Err(FieldError::future_date("returned_on"));
        }
        if on < self.received_on {
            let vi = "Ngày trả trước ngày nhận.";
            return Err(FieldError::new("returned_on", "date.reversed", vi, "Returned before it was received."));
        }
        self.returned_on = Some(on);
        Ok(())
    }
}

/// Whether somebody left without what is theirs.
pub fn not_returned(stay: &Admission, belongings: &[Belonging]) -> Option<Finding> {
    let ended_on = stay.ended_on?;
    let kept: Vec<&Belonging> = belongings.iter().filter(|belonging| belonging.returned_on.is_none()).collect();
    if kept.is_empty() {
        return None;
    }
    let names = |label: fn(BelongingItem) -> &'static str| {
        kept.iter().map(|belonging| format!("{} × {}", label(belonging.item), belonging.quantity)).collect::<Vec<_>>()
    };
    Some(Finding {
        code: "belongings.not_returned",
        vi: format!("Chưa trả khi ra khỏi cơ sở: {}.", names(BelongingItem::vi).join(", ")),
        en: format!("Not returned at the end of the stay: {}.", names(BelongingItem::en).join(", ")),
        article: law::belongings_article(ended_on),
    })
}

#[cfg(test)]
mod tests {
    use super::super::admission::tests::{admit, day, facility, person};
    use super::*;

    fn belonging(item: BelongingItem, quantity: i64, returned_on: Option<NaiveDate>) -> Belonging {
        Belonging { id: Uuid::nil(), item, quantity, received_on: day(2019, 2, 1), returned_on }
    }

    fn stay(ended_on: Option<NaiveDate>) -> Admission {
        let (person, facility) = (person(1992), facility());
        let (admission, ..) = Admission::record(admit(&person, &facility)).unwrap();
        Admission { ended_on, ..admission }
    }

    #[test]
    fn what_is_not_returned_at_the_end_is_found() {
        let kept =
            [belonging(BelongingItem::Phone, 1, Some(day(2023, 1, 1))), belonging(BelongingItem::Money, 500_000, None)];
        let all_back = [belonging(BelongingItem::Phone, 1, Some(day(2023, 1, 1)))];
        // Whether something is found, and with which article.
        type Found = Option<Option<(&'static str, bool)>>;
        let table: [(Option<NaiveDate>, &[Belonging], Found); 5] = [
            (None, &kept, None),
            (Some(day(2023, 1, 1)), &all_back, None),
            (Some(day(2020, 1, 1)), &kept, Some(None)),
            (Some(day(2023, 1, 1)), &kept, Some(Some(("Nghị định 116/2021/NĐ-CP", true)))),
            (Some(day(2026, 8, 1)), &kept, Some(Some(("Nghị định 163/2026/NĐ-CP", false)))),
        ];
        for (ended_on, belongings, expected) in table {
            let found = not_returned(&stay(ended_on), belongings);
            let article = found.as_ref().map(|finding| finding.article.map(|one| (one.citation, one.verified)));
            assert_eq!(article, expected, "{ended_on:?}");
            assert!(found.is_none_or(|finding| finding.vi.contains("tiền (đồng) × 500000")));
        }
    }

    #[test]
    fn nothing_is_received_before_the_admission_or_returned_before_it_was_received() {
        let early =
            Belonging { received_on: day(2019, 1, 27), quantity: 0, ..belonging(BelongingItem::Phone, 1, None) };
        let refused = Belonging::receive(early, &stay(None), day(2020, 1, 1)).unwrap_err();
        let codes: Vec<&str> = refused.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, ["quantity.none", "date.before_admission"]);
        let mut phone = belonging(BelongingItem::Phone, 1, None);
        assert_eq!(phone.give_back(day(2019, 1, 31), day(2020, 1, 1)).unwrap_err().code, "date.reversed");
    }
}
