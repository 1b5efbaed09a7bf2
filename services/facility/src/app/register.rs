//! A facility as it stands on a day: places, licence, zones and rooms, staff, and what is found of it.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::{FacilityId, StaffId};
use domain::law;
use runtime::Context;
use web::{Caller, Problem, Right};

use crate::domain::capacity::{self, Capacity};
use crate::domain::facility::Facility;
use crate::domain::finding::{self, Finding, OfFacility};
use crate::domain::licence::Licence;
use crate::domain::post::Post;
use crate::domain::room::Room;
use crate::domain::zone::Zone;
use crate::store;

pub struct Register {
    pub facility: Facility,
    pub on: NaiveDate,
    pub capacity: i64,
    pub capacities: Vec<Capacity>,
    /// In the headcount of the day.
    pub residents: i64,
    pub licences: Vec<Licence>,
    pub zones: Vec<OfZone>,
    /// Residents who are placed in no zone.
    pub unplaced: i64,
    pub posts: Vec<Post>,
    /// When members of staff finished courses with a certificate.
    pub certified: HashMap<StaffId, Vec<NaiveDate>>,
    pub findings: Vec<Finding>,
}

pub struct OfZone {
    pub zone: Zone,
    pub rooms: Vec<OfRoom>,
    /// Residents placed in it.
    pub occupants: i64,
}

pub struct OfRoom {
    pub room: Room,
    /// How many people its area is enough for by the law of the day; none where that law was not read.
    pub places: Option<i64>,
}

/// The facility on a day, on today without one. Rooms are as they are now.
pub async fn read(
    context: &Context,
    caller: &Caller,
    id: FacilityId,
    on: Option<NaiveDate>,
) -> Result<Register, Problem> {
    let on = on.unwrap_or_else(|| context.today());
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::ReadFacilities, id).await?;
    let capacities = super::capacities::of(&tx, &facility).await?;
    let day = super::headcount::day(&tx, id, on).await?;
    let placed = store::zones::placed(&tx, day.residents.iter().map(|resident| resident.who.stay), on).await?;
    let zones = store::zones::of(&tx, id).await?;
    let rooms = store::rooms::of(&tx, zones.iter().map(|zone| zone.id)).await?;
    let licences = store::licences::of(&tx, id).await?;
    let posts = store::posts::of(&tx, id).await?;
    let certified = store::posts::certified(&tx, posts.iter().filter_map(|post| post.roster_id)).await?;
    context.commit_read(tx).await?;
    let residents = day.closing();
    let known = OfFacility {
        facility: &facility,
        on,
        residents,
        licences: &licences,
        zones: &zones,
        rooms: &rooms,
        posts: &posts,
    };
    let findings = finding::of_facility(&known);
    let rules = law::facility_rules(on);
    let mut occupants: HashMap<_, i64> = HashMap::new();
    placed.values().for_each(|zone| *occupants.entry(*zone).or_default() += 1);
    let of_zone = |zone: Zone| OfZone {
        occupants: occupants.get(&zone.id).copied().unwrap_or(0),
        rooms: rooms
            .iter()
            .filter(|room| room.zone_id == zone.id)
            .map(|room| OfRoom { places: rules.map(|rules| room.places(&rules)), room: room.clone() })
            .collect(),
        zone,
    };
    let placed = i64::try_from(placed.len()).unwrap_or(i64::MAX);
    Ok(Register {
        capacity: capacity::on_day(&facility, &capacities, on),
        unplaced: residents - placed,
        zones: zones.into_iter().map(of_zone).collect(),
        facility,
        on,
        capacities,
        residents,
        licences,
        posts,
        certified,
        findings,
    })
}
