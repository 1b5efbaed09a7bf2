//! What others are told of a stay.

use std::collections::HashMap;

use domain::codes::{StayMovement, StayStatus};
use domain::ids::FacilityId;
use domain::person::PersonSnapshot;
use events::Envelope;
use events::facility::{
    AbsenceBegan, AbsenceEnded, BookCorrected, BookLine, Place, ResidentBackFromHospital, ResidentDied,
    ResidentEscaped, ResidentHospitalised, ResidentReleased, ResidentReturned, ResidentTransferred, StageStarted,
};
use messaging::Recorder;

use crate::domain::admission::Admission;
use crate::domain::book::{State, Step};
use crate::domain::facility::Facility;
use crate::domain::stay::{Changed, Stay};

/// The facilities that a stay's book names.
pub type Facilities = HashMap<FacilityId, Facility>;

/// The event of a change that was made to a stay, with the stay's next version. `None` when the book leads to
/// no facility that is known.
pub fn of_change(
    recorder: &Recorder,
    changed: Changed,
    of: &Stay,
    steps: &[Step<'_>],
    person: &PersonSnapshot,
    facilities: &Facilities,
) -> Option<Envelope> {
    let admission = &of.admission;
    let facility = facilities.get(&admission.facility_id)?;
    match changed {
        Changed::Continued => of_step(recorder, admission, steps.last()?, person, facilities),
        Changed::Corrected { on, reason } => {
            let lines = steps.iter().map(|step| line(step, facilities)).collect::<Option<_>>()?;
            let away = steps.last().and_then(|step| step.after.status.away());
            let stay = admission.told(facility, away);
            let event = BookCorrected { occurred_on: on, person: person.clone(), stay, reason, lines };
            Some(recorder.record(&event, admission.version))
        }
    }
}

fn line(step: &Step<'_>, facilities: &Facilities) -> Option<BookLine> {
    let place = |state: State| {
        let facility = facilities.get(&state.facility_id)?;
        Some(Place {
            facility_id: facility.id,
            facility_kind: facility.kind,
            province_code: facility.province_code.clone(),
            away: state.status.away(),
        })
    };
    Some(BookLine {
        occurred_on: step.entry.occurred_on,
        movement: step.entry.movement,
        from: match step.before {
            Some(before) => Some(place(before)?),
            None => None,
        },
        to: if step.after.status.is_open() { Some(place(step.after)?) } else { None },
        reason: step.entry.reason,
        certificate_number: step.entry.certificate_number.clone(),
    })
}

fn of_step(
    recorder: &Recorder,
    admission: &Admission,
    step: &Step<'_>,
    person: &PersonSnapshot,
    facilities: &Facilities,
) -> Option<Envelope> {
    let before = step.before?;
    let away = before.status.away();
    let stay = admission.told(facilities.get(&step.after.facility_id)?, away);
    let (occurred_on, person, version) = (step.entry.occurred_on, person.clone(), admission.version);
    Some(match step.entry.movement {
        StayMovement::Admitted => return None,
        StayMovement::StageStarted => {
            recorder.record(&StageStarted { occurred_on, person, stay, stage: step.entry.stage? }, version)
        }
        StayMovement::Escaped => recorder.record(&ResidentEscaped { occurred_on, person, stay }, version),
        StayMovement::Returned => recorder.record(&ResidentReturned { occurred_on, person, stay }, version),
        StayMovement::Hospitalised => recorder.record(&ResidentHospitalised { occurred_on, person, stay }, version),
        StayMovement::BackFromHospital => {
            recorder.record(&ResidentBackFromHospital { occurred_on, person, stay }, version)
        }
        StayMovement::FuneralLeave
        | StayMovement::Suspended
        | StayMovement::TakenForProceedings
        | StayMovement::TakenToPrison => {
            let reason = step.after.status.away()?;
            recorder.record(&AbsenceBegan { occurred_on, person, stay, reason }, version)
        }
        StayMovement::CameBack => recorder.record(&AbsenceEnded { occurred_on, person, stay }, version),
        StayMovement::Transferred => {
            let from = facilities.get(&before.facility_id)?;
            let event = ResidentTransferred {
                occurred_on,
                person,
                stay,
                from_facility_id: from.id,
                from_facility_kind: from.kind,
                from_province_code: from.province_code.clone(),
            };
            recorder.record(&event, version)
        }
        StayMovement::Died => {
            let while_escaped = before.status == StayStatus::Escaped;
            recorder.record(&ResidentDied { occurred_on, person, stay, while_escaped }, version)
        }
        StayMovement::Released => {
            let (reason, certificate_number) = (step.entry.reason?, step.entry.certificate_number.clone());
            recorder.record(&ResidentReleased { occurred_on, person, stay, reason, certificate_number }, version)
        }
    })
}
