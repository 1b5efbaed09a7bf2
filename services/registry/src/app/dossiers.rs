//! Opening a dossier, following it, recording the court's decision.

pub mod look_up;
pub mod progress;

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::FieldError;
use domain::codes::CourtOutcome;
use domain::ids::{DossierId, PersonId};
use domain::law::clock::VIETNAM;
use domain::law::procedure::{Condition, Exclusion, Ground};
use messaging::outbox;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use crate::State;
use crate::domain::dossier::{Case, Decision, Dossier, Facts, Opening, Refused, Warning};
use crate::domain::person::Person;
use crate::store;
use crate::store::dossiers::cases::By;

/// A dossier to open.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenDossier {
    pub occurred_on: NaiveDate,
    /// When the ground was found; the beginning of the day where left out. It starts the first clock.
    #[serde(default)]
    pub discovered_at: Option<DateTime<FixedOffset>>,
    /// The last violation, from which the time to apply the measure runs.
    #[serde(default)]
    pub last_violation_on: Option<NaiveDate>,
    #[serde(default)]
    pub evasion_ended_on: Option<NaiveDate>,
    #[serde(default)]
    pub ground: Option<Ground>,
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

/// The dossier that was opened, and what is to be watched.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    pub id: DossierId,
    pub warnings: Vec<WarningView>,
}

/// Something that was not refused but must be looked at.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WarningView {
    pub code: String,
    pub vi: String,
    pub en: String,
    pub article: Option<String>,
}

impl From<Warning> for WarningView {
    fn from(warning: Warning) -> Self {
        let Warning { code, vi, en, article } = warning;
        Self { code: code.to_owned(), vi, en, article: article.map(|article| article.citation.to_owned()) }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Not(reason) => reason.into(),
            Refused::PapersMissing(missing) => {
                let vi = "Chưa gửi được: hồ sơ còn thiếu giấy tờ bắt buộc.";
                let en = "It can't be sent: required papers are missing.";
                let fields = missing.iter().map(|rule| {
                    let cited = |label: &str| format!("{label} ({})", rule.article.citation);
                    let field = format!("papers.{}", rule.paper);
                    FieldError::new(&field, "paper.missing", cited(rule.paper.vi()), cited(rule.paper.en()))
                });
                Self { fields: fields.collect(), ..Self::conflict("dossier.papers_missing", vi, en) }
            }
        }
    }
}

/// The current moment in Việt Nam.
fn now(state: &State) -> DateTime<FixedOffset> {
    state.context.now().with_timezone(&VIETNAM)
}

fn by(state: &State, caller: &Caller) -> By {
    By { account: caller.account, at: state.context.now() }
}

/// A dossier within the caller's scope with its person, kept from other writers.
async fn to_change(
    state: &State,
    caller: &Caller,
    tx: &DatabaseTransaction,
    id: DossierId,
) -> Result<(Case, Person), Problem> {
    let dossier = store::dossiers::find_to_change(tx, id).await?.ok_or_else(Problem::not_found)?;
    in_scope(state, caller, tx, dossier).await
}

pub async fn in_scope(
    state: &State,
    caller: &Caller,
    tx: &DatabaseTransaction,
    dossier: Dossier,
) -> Result<(Case, Person), Problem> {
    let scope = caller.scope_of(Right::KeepDossiers);
    let person = store::persons::find(tx, &scope, [dossier.person_id], &state.vault)
        .await?
        .remove(&dossier.person_id)
        .ok_or_else(Problem::not_found)?;
    let case =
        store::dossiers::cases::of(tx, vec![dossier], &state.vault).await?.pop().ok_or_else(Problem::internal)?;
    Ok((case, person))
}

/// Writes anew what the lists are made from.
async fn write_awaits(state: &State, tx: &DatabaseTransaction, case: &Case, person: &Person) -> Result<(), Problem> {
    let awaits = case.awaits(case.group(person), state.context.today());
    Ok(store::dossiers::write_awaits(tx, case.dossier.id, &awaits).await?)
}

pub async fn open(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    person: PersonId,
    command: OpenDossier,
) -> Result<Opened, Problem> {
    let context = &state.context;
    let scope = caller.scope_of(Right::KeepDossiers);
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(opened) => return Ok(opened),
        Claimed::New(claim) => claim,
    };
    let found = store::persons::find(&tx, &scope, [person], &state.vault).await?.remove(&person);
    let found = found.ok_or_else(Problem::not_found)?;
    if store::dossiers::has_open(&tx, person).await? {
        return Err(Problem::conflict(
            "dossier.already_open",
            "Người này đang có hồ sơ đề nghị chưa được quyết định.",
            "This person already has an undecided dossier.",
        ));
    }
    let opening = Opening {
        id: DossierId(context.new_id()),
        occurred_on: command.occurred_on,
        facts: Facts {
            discovered_at: command.discovered_at,
            last_violation_on: command.last_violation_on,
            evasion_ended_on: command.evasion_ended_on,
            ground: command.ground,
            exclusions: command.exclusions,
            conditions: command.conditions,
        },
    };
    let (case, event, warnings) = Case::open(&found, opening, now(state))?;
    store::dossiers::insert(&tx, &case.dossier).await?;
    write_awaits(state, &tx, &case, &found).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, case.dossier.version)).await?;
    let opened = Opened { id: case.dossier.id, warnings: warnings.into_iter().map(WarningView::from).collect() };
    claim.complete(&tx, &opened).await?;
    context.commit(tx).await?;
    Ok(opened)
}

/// The court's decision.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordDecision {
    pub occurred_on: NaiveDate,
    pub outcome: CourtOutcome,
    pub decision_number: String,
    pub court: String,
    #[serde(default)]
    pub term_months: Option<u32>,
}

pub async fn decide(
    state: &State,
    caller: &Caller,
    id: DossierId,
    command: RecordDecision,
) -> Result<Dossier, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let (mut case, person) = to_change(state, caller, &tx, id).await?;
    let decision = Decision {
        occurred_on: command.occurred_on,
        outcome: command.outcome,
        decision_number: command.decision_number,
        court: command.court,
        term_months: command.term_months,
    };
    let (at, event) = case.decide(&person, decision, now(state))?;
    let step = case.add_decision(context.new_id(), at);
    if !store::dossiers::update(&tx, &case.dossier).await? {
        return Err(version::changed());
    }
    store::dossiers::cases::insert_step(&tx, &case.dossier, &step, by(state, caller), &state.vault).await?;
    write_awaits(state, &tx, &case, &person).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, case.dossier.version)).await?;
    context.commit(tx).await?;
    Ok(case.dossier)
}
