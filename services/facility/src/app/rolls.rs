//! Roll-calls of a facility's shifts, and closing them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{ResidentCategory, StayStatus};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Caller, Problem, Right};

use crate::domain::facility::Facility;
use crate::domain::movement::check_day;
use crate::domain::roll::{self, Difference, Mark, Shift};
use crate::store;

/// Which roll-call.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RollOf {
    pub on: NaiveDate,
    pub shift: Shift,
}

/// What the roll-call says.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallRoll {
    pub on: NaiveDate,
    pub shift: Shift,
    #[serde(default)]
    pub marks: Vec<Marked>,
    /// Everybody of `zone_id`, or of the facility, without a mark so far is as the books say.
    #[serde(default)]
    pub rest_as_booked: bool,
    #[serde(default)]
    pub zone_id: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marked {
    pub admission_id: AdmissionId,
    pub mark: Mark,
}

/// A roll-call as it stands.
pub struct Roll {
    pub facility: Facility,
    pub of: RollOf,
    pub closed_at: Option<DateTime<Utc>>,
    /// By zone and admission.
    pub rows: Vec<Row>,
    pub differences: Vec<Difference>,
}

/// A resident on the roll.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub category: ResidentCategory,
    pub zone_id: Option<Uuid>,
    /// By the books.
    pub status: StayStatus,
    pub mark: Option<Mark>,
}

impl Roll {
    pub fn unrecorded(&self) -> usize {
        self.rows.iter().filter(|row| row.mark.is_none()).count()
    }
}

/// The roll of a shift: everybody whom the books count that day.
pub async fn read(context: &Context, caller: &Caller, id: FacilityId, of: RollOf) -> Result<Roll, Problem> {
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::ReadFacilities, id).await?;
    let shift = store::rolls::find(&tx, id, of.on, of.shift).await?;
    let marks = match &shift {
        Some(shift) => store::rolls::marks_of(&tx, shift.id).await?,
        None => BTreeMap::new(),
    };
    let roll = compose(&tx, facility, of, shift.and_then(|shift| shift.closed_at), marks).await?;
    context.commit_read(tx).await?;
    Ok(roll)
}

async fn compose(
    db: &impl ConnectionTrait,
    facility: Facility,
    of: RollOf,
    closed_at: Option<DateTime<Utc>>,
    marks: BTreeMap<AdmissionId, Mark>,
) -> Result<Roll, Problem> {
    let day = super::headcount::day(db, facility.id, of.on).await?;
    let zones = store::zones::placed(db, day.residents.iter().map(|resident| resident.who.stay), of.on).await?;
    let residents: BTreeMap<AdmissionId, StayStatus> =
        day.residents.iter().map(|resident| (resident.who.stay, resident.status)).collect();
    let mut rows: Vec<Row> = day
        .residents
        .iter()
        .map(|resident| Row {
            admission_id: resident.who.stay,
            person_id: resident.who.person_id,
            category: resident.who.category,
            zone_id: zones.get(&resident.who.stay).copied(),
            status: resident.status,
            mark: marks.get(&resident.who.stay).copied(),
        })
        .collect();
    rows.sort_by_key(|row| (row.zone_id, row.admission_id));
    let differences = roll::differences(&marks, &residents);
    Ok(Roll { facility, of, closed_at, rows, differences })
}

/// Marks residents. Somebody whom the books do not count that day can't be marked.
pub async fn call(context: &Context, caller: &Caller, id: FacilityId, command: CallRoll) -> Result<Roll, Problem> {
    check_day(command.on, context.today())?;
    let of = RollOf { on: command.on, shift: command.shift };
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::RecordMovements, id).await?;
    let shift = store::rolls::begin(&tx, context.new_id(), id, of.on, of.shift).await?;
    if shift.closed_at.is_some() {
        return Err(closed());
    }
    let mut marks = store::rolls::marks_of(&tx, shift.id).await?;
    let given: BTreeMap<AdmissionId, Mark> =
        command.marks.iter().map(|marked| (marked.admission_id, marked.mark)).collect();
    marks.extend(given.iter().map(|(id, mark)| (*id, *mark)));
    let mut roll = compose(&tx, facility, of, None, marks).await?;
    if let Some(stranger) = given.keys().find(|id| !roll.rows.iter().any(|row| row.admission_id == **id)) {
        return Err(unknown_resident(*stranger));
    }
    let mut new = given;
    if command.rest_as_booked {
        for row in roll.rows.iter_mut().filter(|row| command.zone_id.is_none() || row.zone_id == command.zone_id) {
            let mark = *row.mark.get_or_insert(Mark::by_book(row.status));
            new.entry(row.admission_id).or_insert(mark);
        }
    }
    store::rolls::mark_all(&tx, shift.id, &new, context.now(), caller.account).await?;
    context.commit(tx).await?;
    Ok(roll)
}

/// Closes a shift; refused while somebody is not recorded.
pub async fn close(context: &Context, caller: &Caller, id: FacilityId, of: RollOf) -> Result<Roll, Problem> {
    check_day(of.on, context.today())?;
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::RecordMovements, id).await?;
    let shift = store::rolls::begin(&tx, context.new_id(), id, of.on, of.shift).await?;
    if shift.closed_at.is_some() {
        return Err(closed());
    }
    let marks = store::rolls::marks_of(&tx, shift.id).await?;
    let now = context.now();
    let roll = compose(&tx, facility, of, Some(now), marks).await?;
    roll::check_close(roll.unrecorded())?;
    store::rolls::close(&tx, shift.id, now, caller.account).await?;
    outbox::append(&tx, context.recorder(caller).record(&told(shift.id, &roll), 1)).await?;
    context.commit(tx).await?;
    Ok(roll)
}

fn told(shift: Uuid, roll: &Roll) -> events::facility::RollClosed {
    let of = |mark: Mark| i64::try_from(roll.rows.iter().filter(|row| row.mark == Some(mark)).count()).unwrap_or(0);
    events::facility::RollClosed {
        occurred_on: roll.of.on,
        shift_id: shift,
        facility_id: roll.facility.id,
        shift: roll.of.shift.as_str().to_owned(),
        present: of(Mark::Present),
        in_hospital: of(Mark::InHospital),
        excused: of(Mark::Excused),
        missing: of(Mark::Missing),
        differences: roll.differences.iter().map(|difference| difference.admission_id).collect(),
    }
}

fn closed() -> Problem {
    Problem::conflict(
        "roll.closed",
        "Ca này đã chốt. Nếu có sai sót, hãy sửa sổ của người đó; chênh lệch vẫn hiện.",
        "This shift is closed. Correct the resident's book if something is wrong; the difference stays shown.",
    )
}

fn unknown_resident(id: AdmissionId) -> Problem {
    domain::FieldError::new(
        "marks",
        "roll.not_counted",
        format!("Ngày đó sổ không tính lượt {id} ở đây: hãy ghi tiếp nhận hoặc trở lại trước."),
        format!("The books do not count stay {id} here on that day: record the admission or return first."),
    )
    .into()
}
