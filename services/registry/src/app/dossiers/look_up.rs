//! One dossier in full, lists by agency and due time, counts for the menu.

use chrono::{DateTime, FixedOffset};
use domain::ids::DossierId;
use domain::law::clock::{self, Standing, end_of_day};
use domain::law::procedure::{Agency, Running};
use domain::law::{self, AgeGroup, PackId, Procedure, calendar};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use runtime::audit::Act;
use serde::Deserialize;
use web::{Caller, Problem, Right, Scope};

use super::{in_scope, now};
use crate::State;
use crate::domain::dossier::{Awaits, Case, Dossier, DossierStatus, DueFilter, Pipeline};
use crate::store;
use crate::store::dossiers::lists::{AgencyCount, Filter, Horizon};

/// Dossiers whose copy is derived anew in one go.
const REFRESHED_AT_ONCE: u64 = 200;

/// A dossier in full. Reading it is reading its person, and recorded as such.
pub async fn show(state: &State, caller: &Caller, id: DossierId) -> Result<(Case, Pipeline), Problem> {
    let tx = state.context.begin().await?;
    let dossier = store::dossiers::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    let (case, person) = in_scope(state, caller, &tx, dossier).await?;
    let act = Act { account: caller.account, action: "dossier.viewed", purpose: "dossier", detail: None };
    state.context.audit(&tx, &act, &[person.id]).await?;
    state.context.commit_read(tx).await?;
    let pipeline = case.pipeline(&person, now(state));
    Ok((case, pipeline))
}

/// Which dossiers to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListDossiers {
    pub status: Option<DossierStatus>,
    pub agency: Option<Agency>,
    pub due: Option<DueFilter>,
    pub cursor: Option<DossierId>,
    pub limit: Option<u64>,
}

/// A dossier as a list shows it.
pub struct Listed {
    pub dossier: Dossier,
    pub awaits: Awaits,
    /// The rule that gives the due time it awaits, and what is left.
    pub clock: Option<(Running, Standing)>,
}

pub async fn list(state: &State, caller: &Caller, query: ListDossiers) -> Result<Page<Listed>, Problem> {
    let scope = caller.scope_of(Right::KeepDossiers);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    refresh(state).await?;
    let moment = now(state);
    let filter = Filter {
        status: query.status,
        agency: query.agency,
        due: query.due.map(|due| (due, horizon(moment))),
        after: query.cursor,
        limit,
    };
    let db = &state.context.db;
    let (dossiers, total) = store::dossiers::lists::page(db, &scope, &filter).await?;
    let full = u64::try_from(dossiers.len()).unwrap_or(0) == limit;
    let next = dossiers.last().filter(|_| full).map(|last| last.id.to_string());
    let cases = store::dossiers::cases::of(db, dossiers, &state.vault).await?;
    let items = cases.into_iter().map(|case| {
        // Every open dossier has its group by now; a decided one without is of the time before groups.
        let group = case.dossier.age_group.unwrap_or(AgeGroup::Adult);
        let awaits = case.awaits(group, moment.date_naive());
        let clock = case.clock(group, moment.date_naive()).map(|clock| {
            let standing = clock::left(&clock.due, moment);
            (clock, standing)
        });
        Listed { dossier: case.dossier, awaits, clock }
    });
    Ok(Page { items: items.collect(), total, next })
}

/// Per agency what waits for it, what is overdue and what is due soon.
pub async fn summary(state: &State, caller: &Caller) -> Result<Vec<AgencyCount>, Problem> {
    let scope = caller.scope_of(Right::KeepDossiers);
    refresh(state).await?;
    Ok(store::dossiers::lists::counts(&state.context.db, &scope, horizon(now(state))).await?)
}

/// "Soon" reaches to the end of the next working day.
fn horizon(now: DateTime<FixedOffset>) -> Horizon {
    Horizon { now, soon: end_of_day(calendar::next_working_day(now.date_naive())) }
}

/// When another law came into force, or a dossier is older than the copy, the copy is derived anew: the
/// rules of a dossier may change with no hand laid on it.
async fn refresh(state: &State) -> Result<(), Problem> {
    let context = &state.context;
    let pack = law::pack_in_force(context.today()).id;
    loop {
        if store::dossiers::lists::stale(&context.db, pack, 1).await?.is_empty() {
            return Ok(());
        }
        let tx = context.begin().await?;
        let stale = store::dossiers::lists::stale(&tx, pack, REFRESHED_AT_ONCE).await?;
        let everywhere = Scope { everywhere: true, ..Scope::default() };
        let ids = stale.iter().map(|dossier| dossier.person_id);
        let persons = store::persons::find(&tx, &everywhere, ids, &state.vault).await?;
        for case in store::dossiers::cases::of(&tx, stale, &state.vault).await? {
            let group = persons.get(&case.dossier.person_id).map_or(AgeGroup::Adult, |person| case.group(person));
            store::dossiers::write_group(&tx, case.dossier.id, group).await?;
            let awaits = case.awaits(group, context.today());
            store::dossiers::write_awaits(&tx, case.dossier.id, &awaits).await?;
        }
        tx.commit().await?;
    }
}

/// The rules of a pack for an age group, by their codes.
///
/// # Errors
/// When there is no such pack or group.
pub fn procedure(pack: &str, group: &str) -> Result<&'static Procedure, Problem> {
    let pack: PackId = pack.parse().map_err(|_| Problem::not_found())?;
    let group: AgeGroup = group.parse().map_err(|_| Problem::not_found())?;
    Ok(law::procedure(pack, group))
}
