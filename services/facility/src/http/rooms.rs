//! `/v1/zones/{id}/rooms`

use axum::extract::{Path, State};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use crate::app::register::OfRoom;
use crate::app::rooms::{self, StateRoom};
use crate::domain::room::Room;

/// A room.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RoomView {
    pub code: String,
    pub area_m2: f64,
    pub beds: i64,
    pub full_day_care: bool,
    /// How many people its area is enough for; none where the law of the day was not read, or no day is asked for.
    pub places: Option<i64>,
}

impl From<OfRoom> for RoomView {
    #[expect(clippy::cast_precision_loss, reason = "an area is at most 100,000 dm²")]
    fn from(OfRoom { room, places }: OfRoom) -> Self {
        let Room { code, area_dm2, beds, full_day_care, .. } = room;
        Self { code, area_m2: area_dm2 as f64 / 100.0, beds, full_day_care, places }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordMovements);
    routes.add(
        Route::post("/v1/zones/{id}/rooms", record, "State a room of a zone")
            .takes::<StateRoom>()
            .answers::<RoomView>(),
        state,
    )
}

async fn state(
    State(context): State<Context>,
    caller: Caller,
    Path(zone): Path<Uuid>,
    Json(command): Json<StateRoom>,
) -> Result<Json<RoomView>, Problem> {
    let room = rooms::state(&context, &caller, zone, command).await?;
    Ok(Json(OfRoom { room, places: None }.into()))
}
