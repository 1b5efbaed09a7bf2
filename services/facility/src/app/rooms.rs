//! Rooms of zones.

use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Caller, Problem, Right};

use crate::domain::room::Room;
use crate::store;

/// A room as it is now; stated again, it replaces what was stated of that code.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateRoom {
    pub code: String,
    pub area_m2: f64,
    /// 0 for a room that nobody lives in any more.
    pub beds: i64,
    /// For people who are cared for day and night.
    #[serde(default)]
    pub full_day_care: bool,
}

pub async fn state(context: &Context, caller: &Caller, zone: Uuid, command: StateRoom) -> Result<Room, Problem> {
    let tx = context.begin().await?;
    let zone = store::zones::find(&tx, [zone]).await?.remove(&zone).ok_or_else(Problem::not_found)?;
    super::facilities::find(&tx, caller, Right::RecordMovements, zone.facility_id).await?;
    let room = Room {
        id: context.new_id(),
        zone_id: zone.id,
        code: command.code,
        area_dm2: square_decimetres(command.area_m2),
        beds: command.beds,
        full_day_care: command.full_day_care,
    };
    let room = Room::state(room).map_err(Problem::fields)?;
    store::rooms::state(&tx, &room, context.now(), caller.account).await?;
    context.commit(tx).await?;
    Ok(room)
}

/// To a hundredth of a square metre. What is no area becomes one that the rule refuses.
#[expect(clippy::cast_possible_truncation, reason = "a float too large for an i64 becomes the largest one")]
fn square_decimetres(area_m2: f64) -> i64 {
    (area_m2 * 100.0).round() as i64
}
