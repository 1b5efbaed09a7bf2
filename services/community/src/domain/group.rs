//! Those founded in a commune to help: task teams, volunteer teams, counselling points, B93 clubs. They have a
//! founding, figures that hold from a day on, what they did or were given in spans of days, and an end.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::codes::community::{GroupActivity, GroupFigure, GroupKind};
use domain::ids::GroupId;
use domain::law::{Article, VOLUNTEER_TEAM};
use domain::{FieldError, Refusal, text};
use events::community::{GroupActivityRecorded, GroupDissolved, GroupFigureStated, GroupFounded};

use super::treatment::{Declined, Place};

#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub id: GroupId,
    pub version: i64,
    pub kind: GroupKind,
    /// Five digits.
    pub commune_code: String,
    /// The province of that commune on the day of the founding, two digits.
    pub province_code: String,
    pub founded_on: NaiveDate,
    /// Of the founding.
    pub decision_number: Option<String>,
    /// The first day it is no more.
    pub dissolved_on: Option<NaiveDate>,
}

/// What is asked for.
pub struct Found<'a> {
    pub id: GroupId,
    pub kind: GroupKind,
    pub place: Place,
    pub occurred_on: NaiveDate,
    pub decision_number: Option<&'a str>,
    pub today: NaiveDate,
}

/// A figure that holds from a day until it is stated anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stated {
    pub figure: GroupFigure,
    pub from: NaiveDate,
    pub value: i64,
}

/// What a group did or was given from a day to another, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    pub activity: GroupActivity,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// How often: meetings, visits, payments.
    pub times: i64,
    /// How much of the activity's unit in all.
    pub quantity: i64,
}

impl Group {
    /// Founds a group.
    ///
    /// # Errors
    /// When the day lies in the future, or a team has no decision.
    pub fn found(found: Found<'_>) -> Result<(Self, GroupFounded), Declined> {
        if found.occurred_on > found.today {
            return Err(FieldError::future_date("occurred_on").into());
        }
        let number = found.decision_number.map(text::tidy).filter(|number| !number.is_empty());
        if number.is_none() && matches!(found.kind, GroupKind::TaskTeam | GroupKind::VolunteerTeam) {
            return Err(FieldError::required("decision_number").into());
        }
        let group = Self {
            id: found.id,
            version: 1,
            kind: found.kind,
            commune_code: found.place.commune_code,
            province_code: found.place.province_code,
            founded_on: found.occurred_on,
            decision_number: number.clone(),
            dissolved_on: None,
        };
        let event = GroupFounded { occurred_on: group.founded_on, group: group.facts(), decision_number: number };
        Ok((group, event))
    }

    /// States a figure from a day on; a second statement for the same day replaces the first.
    ///
    /// # Errors
    /// When such a group has no such figure, or the day or the value doesn't fit.
    pub fn state(mut self, stated: Stated, today: NaiveDate) -> Result<(Self, GroupFigureStated), Declined> {
        self.check_day("occurred_on", stated.from, today)?;
        if !stated.figure.kinds().contains(&self.kind) {
            return Err(FieldError::new(
                "figure",
                "figure.of_another_kind",
                format!("{} không có số liệu “{}”.", capital(self.kind.vi()), stated.figure.vi()),
                format!("A {} has no figure \"{}\".", self.kind.en(), stated.figure.en()),
            )
            .into());
        }
        check_amount("value", stated.value, 0)?;
        self.version += 1;
        let Stated { figure, from, value } = stated;
        let event = GroupFigureStated { occurred_on: from, group: self.facts(), figure, value };
        Ok((self, event))
    }

    /// Records what it did or was given.
    ///
    /// # Errors
    /// When the days don't fit or the same span stands in its book already.
    pub fn record(
        mut self,
        work: Work,
        book: &[Work],
        today: NaiveDate,
    ) -> Result<(Self, GroupActivityRecorded), Declined> {
        self.check_day("from", work.from, today)?;
        self.check_day("to", work.to, today)?;
        if work.to < work.from {
            let (vi, en) = ("Ngày cuối trước ngày đầu.", "The last day is before the first.");
            return Err(FieldError::new("to", "date.before_from", vi, en).into());
        }
        check_amount("times", work.times, 1)?;
        check_amount("quantity", work.quantity, 0)?;
        let same = |line: &&Work| line.activity == work.activity && line.from <= work.to && work.from <= line.to;
        if let Some(line) = book.iter().find(same) {
            return Err(Refusal::new(
                "activity.recorded_already",
                format!(
                    "Hoạt động này đã ghi cho {}–{}; hai kỳ không được chồng nhau.",
                    line.from.format("%d/%m/%Y"),
                    line.to.format("%d/%m/%Y")
                ),
                format!("This activity is on record for {} to {}; spans may not overlap.", line.from, line.to),
            )
            .into());
        }
        self.version += 1;
        let Work { activity, from, to, times, quantity } = work;
        let group = self.facts();
        let event = GroupActivityRecorded { occurred_on: to, from, group, activity, times, quantity };
        Ok((self, event))
    }

    /// Dissolves it: from that day on it is no more.
    ///
    /// # Errors
    /// When it was dissolved already or the day does not fit.
    pub fn dissolve(mut self, on: NaiveDate, today: NaiveDate) -> Result<(Self, GroupDissolved), Declined> {
        if self.dissolved_on.is_some() {
            let vi = "Đơn vị này đã giải thể.";
            return Err(Refusal::new("group.dissolved_already", vi, "It was dissolved already.").into());
        }
        self.check_day("occurred_on", on, today)?;
        self.dissolved_on = Some(on);
        self.version += 1;
        let event = GroupDissolved { occurred_on: on, group: self.facts() };
        Ok((self, event))
    }

    fn check_day(&self, field: &str, on: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
        if on > today {
            return Err(FieldError::future_date(field));
        }
        if on < self.founded_on || self.dissolved_on.is_some_and(|dissolved_on| on >= dissolved_on) {
            let vi = "Ngày này ngoài thời gian hoạt động của đơn vị.";
            return Err(FieldError::new(field, "date.outside_existence", vi, "It does not exist on that day."));
        }
        Ok(())
    }

    /// The group as events show it.
    fn facts(&self) -> events::community::Group {
        events::community::Group {
            group_id: self.id,
            kind: self.kind,
            commune_code: self.commune_code.clone(),
            province_code: self.province_code.clone(),
            founded_on: self.founded_on,
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// No figure of a commune is larger than this, money included: beyond it a slip of the finger is likely.
const LARGEST: i64 = 1_000_000_000_000;

fn check_amount(field: &str, value: i64, least: i64) -> Result<(), FieldError> {
    if (least..=LARGEST).contains(&value) {
        return Ok(());
    }
    let vi = format!("Số lượng phải từ {least} đến {LARGEST}.");
    Err(FieldError::new(field, "amount.out_of_range", vi, format!("The amount must be {least} to {LARGEST}.")))
}

/// The figures that hold on a day: of each the last that was stated for that day or an earlier one.
pub fn holding(stated: &[Stated], on: NaiveDate) -> BTreeMap<GroupFigure, i64> {
    let mut newest: BTreeMap<GroupFigure, (NaiveDate, i64)> = BTreeMap::new();
    for Stated { figure, from, value } in stated.iter().filter(|stated| stated.from <= on) {
        let known = newest.entry(*figure).or_insert((*from, *value));
        if known.0 <= *from {
            *known = (*from, *value);
        }
    }
    newest.into_iter().map(|(figure, (_, value))| (figure, value)).collect()
}

/// The people among these figures.
pub fn members(figures: &BTreeMap<GroupFigure, i64>) -> i64 {
    figures.iter().filter(|(figure, _)| figure.is_member()).map(|(_, value)| value).sum()
}

/// The work that ends within these days: of each activity how often and how much.
pub fn done(book: &[Work], from: NaiveDate, to: NaiveDate) -> BTreeMap<GroupActivity, (i64, i64)> {
    let mut done: BTreeMap<GroupActivity, (i64, i64)> = BTreeMap::new();
    for work in book.iter().filter(|work| from <= work.to && work.to <= to) {
        let sum = done.entry(work.activity).or_default();
        *sum = (sum.0 + work.times, sum.1 + work.quantity);
    }
    done
}

/// A size that the rules don't provide for; nothing where no figure was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfSize {
    pub members: i64,
    pub least: u32,
    pub most: u32,
    pub article: Article,
}

/// Whether a volunteer team has fewer or more members than it should.
pub fn out_of_size(kind: GroupKind, members: i64) -> Option<OutOfSize> {
    let (least, most, article) = VOLUNTEER_TEAM;
    let fits = (i64::from(least)..=i64::from(most)).contains(&members);
    (kind == GroupKind::VolunteerTeam && members > 0 && !fits).then_some(OutOfSize { members, least, most, article })
}

#[cfg(test)]
mod tests {
    use super::super::treatment::tests::{code, day};
    use super::*;
    use uuid::Uuid;

    fn found(kind: GroupKind) -> Found<'static> {
        Found {
            id: GroupId(Uuid::from_u128(4)),
            kind,
            place: Place { commune_code: "29869".into(), province_code: "87".into() },
            occurred_on: day(2019, 1, 15),
            decision_number: Some(" 07/QĐ-UBND "),
            today: day(2019, 12, 31),
        }
    }

    fn group(kind: GroupKind) -> Group {
        Group::found(found(kind)).unwrap().0
    }

    fn stated(figure: GroupFigure, from: NaiveDate, value: i64) -> Stated {
        Stated { figure, from, value }
    }

    fn meeting(from: NaiveDate, to: NaiveDate) -> Work {
        Work { activity: GroupActivity::Meeting, from, to, times: 1, quantity: 20 }
    }

    #[test]
    fn a_team_is_founded_by_a_decision() {
        let (team, event) = Group::found(found(GroupKind::TaskTeam)).unwrap();
        assert_eq!((team.version, event.decision_number.as_deref()), (1, Some("07/QĐ-UBND")));
        for (kind, is_refused) in
            [(GroupKind::TaskTeam, true), (GroupKind::VolunteerTeam, true), (GroupKind::Club, false)]
        {
            let without = Found { decision_number: None, ..found(kind) };
            assert_eq!(Group::found(without).is_err(), is_refused, "{kind}");
        }
    }

    #[test]
    fn a_figure_belongs_to_its_kind_of_group() {
        let rooms = stated(GroupFigure::Room, day(2019, 2, 1), 3);
        let today = day(2019, 12, 31);
        assert!(group(GroupKind::CounsellingPoint).state(rooms, today).is_ok());
        assert_eq!(code(group(GroupKind::Club).state(rooms, today).unwrap_err()), "figure.of_another_kind");
        for figure in GroupFigure::ALL {
            assert!(!figure.kinds().is_empty(), "{figure}");
        }
    }

    #[test]
    fn a_figure_holds_from_its_day_until_the_next() {
        let book = [
            stated(GroupFigure::Member, day(2019, 6, 1), 25),
            stated(GroupFigure::Member, day(2019, 2, 1), 18),
            stated(GroupFigure::Leader, day(2019, 2, 1), 1),
        ];
        let on = |on| members(&holding(&book, on));
        assert_eq!(
            [on(day(2019, 1, 31)), on(day(2019, 2, 1)), on(day(2019, 5, 31)), on(day(2019, 6, 1))],
            [0, 19, 19, 26]
        );
    }

    #[test]
    fn work_is_counted_once_for_a_span() {
        let (today, first) = (day(2019, 12, 31), meeting(day(2019, 2, 1), day(2019, 2, 28)));
        let club = group(GroupKind::Club);
        let (club, event) = club.record(first, &[], today).unwrap();
        assert_eq!((event.occurred_on, event.from), (day(2019, 2, 28), day(2019, 2, 1)));
        let overlapping = meeting(day(2019, 2, 28), day(2019, 3, 31));
        assert_eq!(code(club.clone().record(overlapping, &[first], today).unwrap_err()), "activity.recorded_already");
        let next = meeting(day(2019, 3, 1), day(2019, 3, 31));
        assert!(club.record(next, &[first], today).is_ok());
        let book = [first, next];
        let march = done(&book, day(2019, 3, 1), day(2019, 3, 31));
        assert_eq!(march, BTreeMap::from([(GroupActivity::Meeting, (1, 20))]));
    }

    #[test]
    fn nothing_happens_before_the_founding_or_after_the_end() {
        let today = day(2019, 12, 31);
        let (club, _) = group(GroupKind::Club).dissolve(day(2019, 7, 1), today).unwrap();
        let figure = |on| code(club.clone().state(stated(GroupFigure::Member, on, 3), today).unwrap_err());
        assert_eq!([figure(day(2019, 1, 14)), figure(day(2019, 7, 1))], ["date.outside_existence"; 2]);
        let last = stated(GroupFigure::Member, day(2019, 6, 30), 3);
        assert!(club.clone().state(last, today).is_ok());
        assert_eq!(code(club.dissolve(day(2019, 8, 1), today).unwrap_err()), "group.dissolved_already");
    }

    #[test]
    fn a_volunteer_team_has_five_to_ten_members() {
        assert_eq!(out_of_size(GroupKind::VolunteerTeam, 4).map(|size| (size.least, size.most)), Some((5, 10)));
        assert_eq!(out_of_size(GroupKind::VolunteerTeam, 11).map(|size| size.members), Some(11));
        for (kind, members) in [(GroupKind::VolunteerTeam, 5), (GroupKind::VolunteerTeam, 0), (GroupKind::TaskTeam, 3)]
        {
            assert_eq!(out_of_size(kind, members), None);
        }
    }

    #[test]
    fn amounts_are_not_negative_and_work_happens_at_least_once() {
        let (today, on) = (day(2019, 12, 31), day(2019, 2, 1));
        let club = group(GroupKind::Club);
        let negative = stated(GroupFigure::Member, on, -1);
        assert_eq!(code(club.clone().state(negative, today).unwrap_err()), "amount.out_of_range");
        let never = Work { times: 0, ..meeting(on, on) };
        assert_eq!(code(club.clone().record(never, &[], today).unwrap_err()), "amount.out_of_range");
        let backwards = meeting(on, day(2019, 1, 20));
        assert_eq!(code(club.record(backwards, &[], today).unwrap_err()), "date.before_from");
    }
}
