//! What happens between admission and release.

use chrono::NaiveDate;
use domain::codes::{FacilityKind, ReleaseReason};
use domain::law;
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal};
use events::facility::{
    ResidentBackFromHospital, ResidentDied, ResidentEscaped, ResidentHospitalised, ResidentReleased, ResidentReturned,
    ResidentTransferred, StageStarted,
};

use super::admission::{Admission, NotAdmitted, Status};
use super::facility::Facility;

domain::code_list! {
    /// A movement other than admission and release.
    MovementKind {
        Escaped = "escaped", "trốn", "escaped";
        Returned = "returned", "trở lại sau khi trốn", "returned from escape";
        Hospitalised = "hospitalised", "đi viện", "hospitalised";
        BackFromHospital = "back_from_hospital", "về từ bệnh viện", "back from hospital";
        Transferred = "transferred", "chuyển cơ sở", "transferred";
        Died = "died", "chết", "died";
    }
}

domain::code_list! {
    /// What a movement does to the headcount.
    Direction { In = "in", "vào", "in"; Out = "out", "ra", "out"; Within = "within", "trong", "within"; }
}

/// A line of the facility's movement book.
#[derive(Clone, Debug, PartialEq)]
pub struct MovementLine {
    pub facility_id: domain::ids::FacilityId,
    pub direction: Direction,
    pub cause: &'static str,
    pub occurred_on: NaiveDate,
}

/// The event of a movement.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    Escaped(ResidentEscaped),
    Returned(ResidentReturned),
    Hospitalised(ResidentHospitalised),
    BackFromHospital(ResidentBackFromHospital),
    Transferred(ResidentTransferred),
    Died(ResidentDied),
}

fn wrong_state(admission: &Admission, wanted: &str) -> Refusal {
    Refusal::new(
        "movement.wrong_state",
        format!("Không ghi được “{wanted}” khi người này đang ở trạng thái “{}”.", admission.status.vi()),
        format!("Can't record “{wanted}” while the person is {}.", admission.status.en()),
    )
}

/// Movements are recorded in the order they happen and never ahead of today.
pub fn check_date(admission: &Admission, on: NaiveDate, today: NaiveDate) -> Result<(), NotAdmitted> {
    if on > today {
        return Err(NotAdmitted::Fields(vec![FieldError::future_date("occurred_on")]));
    }
    if on < admission.last_movement_on {
        return Err(NotAdmitted::Fields(vec![FieldError::new(
            "occurred_on",
            "date.before_last_movement",
            format!("Ngày này trước lần biến động gần nhất ({}).", admission.last_movement_on.format("%d/%m/%Y")),
            format!("That is before the last movement ({}).", admission.last_movement_on),
        )]));
    }
    Ok(())
}

impl Admission {
    /// Applies a movement. `to` is the receiving facility of a transfer.
    ///
    /// # Errors
    /// When the movement does not fit the state, the date, or the receiving facility.
    pub fn record_movement(
        mut self,
        kind: MovementKind,
        on: NaiveDate,
        person: &PersonSnapshot,
        at: &Facility,
        to: Option<&Facility>,
    ) -> Result<(Self, Vec<MovementLine>, Moved), NotAdmitted> {
        let line = |direction, facility: &Facility| MovementLine {
            facility_id: facility.id,
            direction,
            cause: kind.as_str(),
            occurred_on: on,
        };
        let stay = self.stay(at);
        let person = person.clone();
        let (status, lines, event) = match (kind, self.status) {
            (MovementKind::Escaped, Status::Present | Status::InHospital) => (
                Status::Escaped,
                vec![line(Direction::Out, at)],
                Moved::Escaped(ResidentEscaped { occurred_on: on, person, stay }),
            ),
            (MovementKind::Returned, Status::Escaped) => (
                Status::Present,
                vec![line(Direction::In, at)],
                Moved::Returned(ResidentReturned { occurred_on: on, person, stay }),
            ),
            (MovementKind::Hospitalised, Status::Present) => (
                Status::InHospital,
                vec![line(Direction::Within, at)],
                Moved::Hospitalised(ResidentHospitalised { occurred_on: on, person, stay }),
            ),
            (MovementKind::BackFromHospital, Status::InHospital) => (
                Status::Present,
                vec![line(Direction::Within, at)],
                Moved::BackFromHospital(ResidentBackFromHospital { occurred_on: on, person, stay }),
            ),
            (MovementKind::Died, Status::Present | Status::InHospital) => (
                Status::Died,
                vec![line(Direction::Out, at)],
                Moved::Died(ResidentDied { occurred_on: on, person, stay, while_escaped: false }),
            ),
            // Somebody who dies on the run was counted out at the escape.
            (MovementKind::Died, Status::Escaped) => (
                Status::Died,
                vec![line(Direction::Within, at)],
                Moved::Died(ResidentDied { occurred_on: on, person, stay, while_escaped: true }),
            ),
            (MovementKind::Transferred, Status::Present) => {
                let to = receiving(at, to)?;
                self.facility_id = to.id;
                let event = ResidentTransferred {
                    occurred_on: on,
                    person,
                    stay: self.stay(to),
                    from_facility_id: at.id,
                    from_facility_kind: at.kind,
                    from_province_code: at.province_code.clone(),
                };
                (Status::Present, vec![line(Direction::Out, at), line(Direction::In, to)], Moved::Transferred(event))
            }
            _ => return Err(wrong_state(&self, kind.vi()).into()),
        };
        self.status = status;
        if status == Status::Died {
            self.ended_on = Some(on);
            self.end_reason = Some(kind.as_str().to_owned());
        }
        self.version += 1;
        self.last_movement_on = on;
        Ok((self, lines, event))
    }

    /// Starts the next stage of the rehabilitation process.
    ///
    /// # Errors
    /// When the stay is not under way, or the stage is not the one that follows.
    pub fn start_stage(
        mut self,
        stage: u32,
        on: NaiveDate,
        person: &PersonSnapshot,
        at: &Facility,
    ) -> Result<(Self, StageStarted), NotAdmitted> {
        if self.status != Status::Present {
            return Err(wrong_state(&self, "giai đoạn mới").into());
        }
        let next = self.stage.unwrap_or(0) + 1;
        let last = law::pack_in_force(self.admitted_on).process.len();
        if stage != next || usize::try_from(stage).unwrap_or(usize::MAX) > last {
            return Err(NotAdmitted::Fields(vec![FieldError::new(
                "stage",
                "stage.out_of_order",
                format!("Giai đoạn tiếp theo là {next}, quy trình có {last} giai đoạn."),
                format!("The next stage is {next}; the process has {last}."),
            )]));
        }
        self.stage = Some(stage);
        self.version += 1;
        self.last_movement_on = on;
        let event = StageStarted { occurred_on: on, person: person.clone(), stay: self.stay(at), stage };
        Ok((self, event))
    }

    /// Releases a resident. A certificate goes with an ended term only.
    ///
    /// # Errors
    /// When the stay is not under way.
    pub fn release(
        mut self,
        reason: ReleaseReason,
        on: NaiveDate,
        certificate_number: Option<String>,
        person: &PersonSnapshot,
        at: &Facility,
    ) -> Result<(Self, MovementLine, ResidentReleased), NotAdmitted> {
        if !matches!(self.status, Status::Present | Status::InHospital) {
            return Err(wrong_state(&self, "ra khỏi cơ sở").into());
        }
        if certificate_number.is_some() && reason != ReleaseReason::TermEnded {
            return Err(NotAdmitted::Fields(vec![FieldError::new(
                "certificate_number",
                "certificate.without_completion",
                "Chỉ cấp giấy chứng nhận khi hết thời hạn.",
                "A certificate goes with an ended term only.",
            )]));
        }
        self.status = Status::Released;
        self.ended_on = Some(on);
        self.end_reason = Some(reason.as_str().to_owned());
        self.certificate_number = certificate_number.clone();
        self.version += 1;
        self.last_movement_on = on;
        let line =
            MovementLine { facility_id: at.id, direction: Direction::Out, cause: reason.as_str(), occurred_on: on };
        let event = ResidentReleased {
            occurred_on: on,
            person: person.clone(),
            stay: self.stay(at),
            reason,
            certificate_number,
        };
        Ok((self, line, event))
    }
}

/// A transfer needs another facility that takes people under rehabilitation measures.
fn receiving<'a>(at: &Facility, to: Option<&'a Facility>) -> Result<&'a Facility, NotAdmitted> {
    let refuse = |code: &str, vi: &str, en: &str| {
        Err(NotAdmitted::Fields(vec![FieldError::new("to_facility_id", code, vi, en)]))
    };
    match to {
        None => Err(NotAdmitted::Fields(vec![FieldError::required("to_facility_id")])),
        Some(to) if to.id == at.id => refuse("transfer.same", "Nơi nhận trùng nơi đi.", "That is where the person is."),
        Some(to) if to.kind == FacilityKind::Social && at.kind != FacilityKind::Social => refuse(
            "transfer.social",
            "Cơ sở xã hội không nhận học viên chuyển đến.",
            "A social facility takes no learners by transfer.",
        ),
        Some(to) => Ok(to),
    }
}

#[cfg(test)]
mod tests {
    use super::super::admission::tests::{admit, day, facility, person};
    use super::*;

    fn admitted() -> Admission {
        Admission::record(admit(&person(1992), &facility())).unwrap().0
    }

    fn moved(admission: Admission, kind: MovementKind, on: NaiveDate) -> Result<Admission, NotAdmitted> {
        admission.record_movement(kind, on, &person(1992), &facility(), None).map(|(after, ..)| after)
    }

    #[test]
    fn an_escape_leaves_the_headcount_and_a_return_rejoins_it() {
        let escaped = moved(admitted(), MovementKind::Escaped, day(2019, 3, 1)).unwrap();
        assert_eq!(escaped.status, Status::Escaped);
        let back = moved(escaped, MovementKind::Returned, day(2019, 4, 1)).unwrap();
        assert_eq!((back.status, back.version), (Status::Present, 3));
    }

    #[test]
    fn a_hospital_stay_keeps_the_person_in_the_headcount() {
        let (_, lines, _) = admitted()
            .record_movement(MovementKind::Hospitalised, day(2019, 3, 1), &person(1992), &facility(), None)
            .unwrap();
        assert_eq!(lines[0].direction, Direction::Within);
    }

    #[test]
    fn nobody_returns_who_has_not_escaped() {
        assert!(moved(admitted(), MovementKind::Returned, day(2019, 3, 1)).is_err());
    }

    #[test]
    fn a_transfer_is_one_way_out_and_one_way_in() {
        let other = Facility { id: domain::ids::FacilityId(uuid::Uuid::from_u128(8)), ..facility() };
        let (after, lines, _) = admitted()
            .record_movement(MovementKind::Transferred, day(2019, 12, 31), &person(1992), &facility(), Some(&other))
            .unwrap();
        assert_eq!(after.facility_id, other.id);
        let directions: Vec<_> = lines.iter().map(|line| line.direction).collect();
        assert_eq!(directions, [Direction::Out, Direction::In]);
    }

    #[test]
    fn stages_follow_one_another() {
        let (first, _) = admitted().start_stage(1, day(2019, 2, 1), &person(1992), &facility()).unwrap();
        assert!(first.start_stage(3, day(2019, 3, 1), &person(1992), &facility()).is_err());
    }

    #[test]
    fn only_an_ended_term_earns_a_certificate() {
        let refused = admitted().release(
            ReleaseReason::DecisionCancelled,
            day(2019, 5, 1),
            Some("12/GCN".into()),
            &person(1992),
            &facility(),
        );
        assert!(refused.is_err());
    }

    #[test]
    fn a_movement_before_the_last_one_is_refused() {
        assert!(check_date(&admitted(), day(2019, 1, 27), day(2020, 1, 1)).is_err());
        assert!(check_date(&admitted(), day(2019, 1, 28), day(2020, 1, 1)).is_ok());
    }
}
