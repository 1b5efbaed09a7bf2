//! Teams, points and clubs of a commune.

use chrono::NaiveDate;
use domain::codes::community::{GroupActivity, GroupFigure, GroupKind};
use domain::ids::GroupId;
use web::Problem;
use web::idempotency::IdempotencyKey;

use super::Fixture;
use crate::app::activities::{self, RecordActivity};
use crate::app::figures::{self, StateFigure};
use crate::app::groups::{self, DissolveGroup, FoundGroup, ListGroups};
use crate::domain::treatment::tests::day;

impl Fixture {
    async fn found(&self, kind: GroupKind, commune: &str) -> Result<GroupId, Problem> {
        let command = FoundGroup {
            kind,
            commune_code: commune.to_owned(),
            occurred_on: day(2019, 1, 15),
            decision_number: Some("07/QĐ-UBND".into()),
        };
        let key = IdempotencyKey::default();
        groups::found_all(&self.context, &self.caller, &key, vec![Ok(command)]).await?.only().map(GroupId)
    }

    async fn state(&self, group_id: GroupId, figure: GroupFigure, occurred_on: NaiveDate, value: i64) {
        let command = StateFigure { group_id, figure, value, occurred_on };
        let key = IdempotencyKey::default();
        let answer = figures::state_all(&self.context, &self.caller, &key, vec![Ok(command)]).await.unwrap();
        assert_eq!(answer.done, 1, "{:?}", answer.results);
    }

    async fn meet(&self, group_id: GroupId, days: &[NaiveDate]) -> usize {
        let items = days.iter().map(|on| {
            Ok(RecordActivity {
                group_id,
                activity: GroupActivity::Meeting,
                from: *on,
                to: *on,
                times: 1,
                quantity: 20,
            })
        });
        let key = IdempotencyKey::default();
        activities::record_all(&self.context, &self.caller, &key, items.collect()).await.unwrap().done
    }
}

fn on(on: NaiveDate) -> ListGroups {
    ListGroups { on: Some(on), ..ListGroups::default() }
}

#[tokio::test]
async fn figures_are_those_of_the_day_asked_for() {
    let fixture = Fixture::new().await;
    let team = fixture.found(GroupKind::VolunteerTeam, "29869").await.unwrap();
    fixture.state(team, GroupFigure::Volunteer, day(2019, 2, 1), 4).await;
    fixture.state(team, GroupFigure::Volunteer, day(2019, 6, 1), 6).await;
    // Corrected for the same day: the later statement stands.
    fixture.state(team, GroupFigure::Volunteer, day(2019, 6, 1), 7).await;
    for (asked, members, is_short) in
        [(day(2019, 1, 20), 0, false), (day(2019, 3, 1), 4, true), (day(2019, 7, 1), 7, false)]
    {
        let page = groups::list(&fixture.context, &fixture.caller, on(asked)).await.unwrap();
        assert_eq!((page.items[0].members, page.items[0].out_of_size.is_some()), (members, is_short), "{asked}");
    }
    assert_eq!(groups::list(&fixture.context, &fixture.caller, on(day(2019, 1, 14))).await.unwrap().total, 0);
}

#[tokio::test]
async fn a_tally_counts_the_groups_of_a_day_and_those_that_worked() {
    let fixture = Fixture::new().await;
    let (one, two) = (
        fixture.found(GroupKind::Club, "29869").await.unwrap(),
        fixture.found(GroupKind::Club, "29872").await.unwrap(),
    );
    fixture.state(one, GroupFigure::Member, day(2019, 2, 1), 25).await;
    fixture.state(two, GroupFigure::Member, day(2019, 2, 1), 18).await;
    assert_eq!(fixture.meet(one, &[day(2019, 3, 1), day(2019, 4, 1), day(2019, 4, 1)]).await, 2);
    let command = DissolveGroup { occurred_on: day(2019, 7, 1) };
    groups::dissolve(&fixture.context, &fixture.caller, two, command).await.unwrap();
    for (asked, clubs, members) in [(day(2019, 6, 30), 2, 43), (day(2019, 7, 1), 1, 25)] {
        let tallies = groups::tally(&fixture.context, &fixture.caller, on(asked)).await.unwrap();
        let tally = &tallies[&GroupKind::Club];
        assert_eq!((tally.groups, tally.members, tally.working), (clubs, members, 1), "{asked}");
        assert_eq!(tally.done[&GroupActivity::Meeting], (2, 40));
    }
    assert_eq!(fixture.told().await.last().unwrap(), "group.dissolved");
}

#[tokio::test]
async fn a_group_is_founded_in_a_commune_of_the_day() {
    let fixture = Fixture::new().await;
    fixture.found(GroupKind::CounsellingPoint, "29869").await.unwrap();
    let unknown = fixture.found(GroupKind::CounsellingPoint, "00000").await.unwrap_err();
    assert_eq!(unknown.fields[0].code, "place.unknown");
    let page = groups::list(&fixture.context, &fixture.caller, ListGroups::default()).await.unwrap();
    assert_eq!(page.total, 1);
}
