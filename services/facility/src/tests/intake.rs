//! Papers, belongings, classification and plan of a stay.

use chrono::{Days, NaiveDate};
use domain::codes::care::PlanGoal;
use domain::codes::facility::{AddictionLevel, BelongingItem, HealthSign};
use domain::codes::{AdmissionBasis, DrugKind};
use domain::ids::AdmissionId;
use domain::law::AdmissionPaper;
use web::Problem;
use web::idempotency::IdempotencyKey;

use super::fixture::{Fixture, day, id, registered};
use crate::app::admissions::{self, RecordAdmission};
use crate::app::belongings::{self, ReceiveBelongings, ReceivedItem, ReturnBelongings};
use crate::app::classifications::{self, Classify};
use crate::app::intake::{self, Intake};
use crate::app::papers::{self, GivePaper};
use crate::app::plans::{self, MakePlan, PlannedGoal};

/// A day under Law 73/2021, which names papers.
const ON: fn() -> NaiveDate = || NaiveDate::from_ymd_opt(2023, 5, 10).unwrap();

fn paper(paper: AdmissionPaper, number: &str, dated_on: NaiveDate) -> GivePaper {
    GivePaper { paper, number: Some(number.into()), dated_on }
}

async fn admit(fixture: &Fixture, papers: Vec<GivePaper>) -> Result<AdmissionId, Problem> {
    let command = RecordAdmission {
        person_id: id(1),
        facility_id: fixture.place,
        basis: AdmissionBasis::CourtDecision,
        occurred_on: ON(),
        decision_number: Some("09/QĐ-TA".into()),
        dossier_id: None,
        term_months: None,
        attempt: 1,
        papers,
    };
    let key = IdempotencyKey::default();
    admissions::record_all(&fixture.context, &fixture.caller, &key, vec![Ok(command)]).await?.only().map(AdmissionId)
}

async fn fixture() -> Fixture {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    fixture
}

async fn read(fixture: &Fixture, stay: AdmissionId) -> Intake {
    intake::read(&fixture.context, &fixture.caller, stay).await.unwrap()
}

fn found(intake: &Intake) -> Vec<(&str, &str)> {
    intake.findings.iter().map(|finding| (finding.code, finding.article.map_or("", |one| one.citation))).collect()
}

#[tokio::test]
async fn papers_that_are_missing_are_found_until_they_are_given() {
    let fixture = fixture().await;
    let stay = admit(&fixture, vec![paper(AdmissionPaper::HandoverMinutes, "40/BB", ON())]).await.unwrap();
    assert_eq!(found(&read(&fixture, stay).await), [("paper.missing", "Nghị định 116/2021/NĐ-CP, Điều 22")]);
    let key = fixture.key("p1").await;
    for _ in 0..2 {
        let slip = paper(AdmissionPaper::PersonalInformation, "19/2023", ON());
        papers::give(&fixture.context, &fixture.caller, &key, stay, slip).await.unwrap();
    }
    let intake = read(&fixture, stay).await;
    assert!(intake.findings.is_empty());
    assert_eq!(intake.papers.len(), 2);
}

#[tokio::test]
async fn nothing_is_admitted_with_a_paper_that_could_be_a_name() {
    let fixture = fixture().await;
    let refused = admit(&fixture, vec![paper(AdmissionPaper::Contract, "Nguyễn Văn An", ON())]).await.unwrap_err();
    assert_eq!(
        (refused.fields[0].field.as_str(), refused.fields[0].code.as_str()),
        ("papers[0].number", "document.reference")
    );
    assert!(fixture.stays_of(1).await.is_empty());
}

#[tokio::test]
async fn belongings_are_found_at_the_end_until_they_are_returned() {
    let fixture = fixture().await;
    let (context, caller, key) = (&fixture.context, &fixture.caller, IdempotencyKey::default());
    let handover = paper(AdmissionPaper::HandoverMinutes, "40/BB", ON());
    let slip = paper(AdmissionPaper::PersonalInformation, "19/2023", ON());
    let stay = admit(&fixture, vec![handover, slip]).await.unwrap();
    let items = vec![
        ReceivedItem { item: BelongingItem::Money, quantity: 250_000 },
        ReceivedItem { item: BelongingItem::Phone, quantity: 1 },
    ];
    let receipt = ReceiveBelongings { received_on: ON(), items };
    belongings::receive(context, caller, &key, stay, receipt).await.unwrap();
    assert!(read(&fixture, stay).await.findings.is_empty(), "kept while the person is there");
    let phone = read(&fixture, stay).await.belongings[1].id;
    let back = |ids, on| ReturnBelongings { returned_on: ON() + Days::new(on), ids };
    belongings::give_back(context, caller, &key, stay, back(vec![phone], 30)).await.unwrap();
    let twice = belongings::give_back(context, caller, &key, stay, back(vec![phone], 30)).await.unwrap_err();
    assert_eq!(twice.fields[0].code, "belongings.unknown");
    fixture.release(stay, ON() + Days::new(400)).await.unwrap();
    let left = read(&fixture, stay).await;
    assert_eq!(found(&left), [("belongings.not_returned", "Nghị định 116/2021/NĐ-CP")]);
    assert!(left.findings[0].vi.contains("250000") && !left.findings[0].vi.contains("điện thoại"));
    belongings::give_back(context, caller, &key, stay, back(Vec::new(), 401)).await.unwrap();
    assert!(read(&fixture, stay).await.findings.is_empty());
}

#[tokio::test]
async fn the_last_class_and_the_last_plan_hold() {
    let fixture = fixture().await;
    let (context, caller, key) = (&fixture.context, &fixture.caller, IdempotencyKey::default());
    let stay = admit(&fixture, Vec::new()).await.unwrap();
    for (class, team, on) in [("B1", None, 5), ("B2", Some("d1-t2"), 40)] {
        let command = Classify {
            classified_on: ON() + Days::new(on),
            class: class.into(),
            team: team.map(str::to_owned),
            drug: Some(DrugKind::Heroin),
            level: Some(AddictionLevel::Severe),
            health: vec![HealthSign::InfectiousB],
        };
        classifications::classify(context, caller, &key, stay, command).await.unwrap();
    }
    for target in [100, 200] {
        let goal = PlannedGoal { stage: 2, goal: PlanGoal::Detox, target_on: ON() + Days::new(target) };
        let plan = MakePlan { planned_on: ON() + Days::new(6), goals: vec![goal] };
        plans::make(context, caller, &key, stay, plan).await.unwrap();
    }
    let intake = read(&fixture, stay).await;
    let last = intake.classifications.last().unwrap();
    assert_eq!((last.class.as_str(), last.team.as_deref()), ("B2", Some("D1-T2")));
    assert_eq!(intake.plan.unwrap().goals[0].target_on, ON() + Days::new(200));
    let early =
        Classify { classified_on: day(0), class: "B1".into(), team: None, drug: None, level: None, health: Vec::new() };
    let refused = classifications::classify(context, caller, &key, stay, early).await.unwrap_err();
    assert_eq!(refused.fields[0].code, "date.outside_stay");
}
