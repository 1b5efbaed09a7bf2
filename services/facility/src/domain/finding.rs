//! What is found of a facility or a stay: a sentence, with its article where a law asks for it. A finding refuses
//! nothing; it is gone when what it asks for is recorded.

use chrono::{Days, NaiveDate};
use domain::codes::FacilityKind;
use domain::codes::facility::{PostKind, ZoneKind};
use domain::law::{self, Article, FacilityRules};

use super::facility::Facility;
use super::licence::Licence;
use super::post::Post;
use super::room::Room;
use super::zone::Zone;

/// A licence that ends within so many days is told of.
const LICENCE_NOTICE_DAYS: u64 = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: &'static str,
    pub vi: String,
    pub en: String,
    /// None for what no law asks for.
    pub article: Option<Article>,
}

/// What is known of a facility on a day.
pub struct OfFacility<'a> {
    pub facility: &'a Facility,
    pub on: NaiveDate,
    /// In the headcount that day.
    pub residents: i64,
    pub licences: &'a [Licence],
    pub zones: &'a [Zone],
    pub rooms: &'a [Room],
    pub posts: &'a [Post],
}

pub fn of_facility(of: &OfFacility<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = licence(of).into_iter().collect();
    // Social facilities and reform schools are under laws of their own.
    let treats = !matches!(of.facility.kind, FacilityKind::Social | FacilityKind::ReformSchool);
    if let Some(rules) = law::facility_rules(of.on).filter(|_| treats) {
        found.extend(missing_zones(of, &rules));
        found.extend(of.rooms.iter().filter_map(|room| crowded(room, &rules)));
        found.extend(head_of_medical(of, &rules));
        found.extend(stages_without_staff(of, &rules));
    }
    found
}

fn licence(of: &OfFacility<'_>) -> Option<Finding> {
    if of.facility.kind != FacilityKind::Private {
        return None;
    }
    let mut in_force = of.licences.iter().filter(|licence| licence.is_in_force(of.on)).map(Licence::last_day);
    let Some(first) = in_force.next() else {
        return (of.residents > 0).then(|| Finding {
            code: "licence.none",
            vi: format!("Cơ sở ngoài công lập giữ {} người mà không có giấy phép còn hiệu lực.", of.residents),
            en: format!("A private facility holds {} people without a licence in force.", of.residents),
            article: Some(law::private_licence(of.on)),
        });
    };
    // One without an end outlasts the others.
    let last = in_force.try_fold(first?, |latest, day| day.map(|day| latest.max(day)))?;
    // The next one may be issued already.
    let next = last.succ_opt()?;
    let soon = of.on.checked_add_days(Days::new(LICENCE_NOTICE_DAYS))?;
    (last <= soon && !of.licences.iter().any(|licence| licence.is_in_force(next))).then(|| Finding {
        code: "licence.ends_soon",
        vi: format!("Giấy phép hết hạn ngày {}.", last.format("%d/%m/%Y")),
        en: format!("The licence ends on {}.", last.format("%d/%m/%Y")),
        article: None,
    })
}

/// Of those that law asks a public facility to have.
fn missing_zones(of: &OfFacility<'_>, rules: &FacilityRules) -> Option<Finding> {
    if of.facility.kind == FacilityKind::Private {
        return None;
    }
    let has = |kind: &ZoneKind| of.zones.iter().any(|zone| zone.kind == *kind && zone.is_used(of.on));
    let missing: Vec<ZoneKind> = ZoneKind::REQUIRED.into_iter().filter(|kind| !has(kind)).collect();
    let names =
        |label: fn(ZoneKind) -> &'static str| missing.iter().map(|kind| label(*kind)).collect::<Vec<_>>().join("; ");
    (!missing.is_empty()).then(|| Finding {
        code: "zone.missing",
        vi: format!("Chưa có khu: {}.", names(ZoneKind::vi)),
        en: format!("Zones that are missing: {}.", names(ZoneKind::en)),
        article: Some(rules.room),
    })
}

fn crowded(room: &Room, rules: &FacilityRules) -> Option<Finding> {
    let places = room.places(rules);
    (room.beds > places).then(|| Finding {
        code: "room.crowded",
        vi: format!("Phòng {}: {} giường, diện tích chỉ đủ cho {places} người.", room.code, room.beds),
        en: format!("Room {}: {} beds, and area for {places} people only.", room.code, room.beds),
        article: Some(rules.room),
    })
}

fn head_of_medical(of: &OfFacility<'_>, rules: &FacilityRules) -> Option<Finding> {
    if of.on < rules.doctor_heads_since {
        return None;
    }
    let held = |kind: PostKind| of.posts.iter().filter(move |post| post.kind == kind && post.is_held(of.on));
    let doctor = |head: &Post| held(PostKind::Doctor).any(|post| post.is_same_holder(head));
    let heads: Vec<&Post> = held(PostKind::HeadOfMedical).collect();
    let (code, vi, en) = if heads.is_empty() {
        ("staff.no_head_of_medical", "Chưa ghi người phụ trách y tế.", "No head of the medical section is recorded.")
    } else if heads.iter().any(|head| doctor(head)) {
        return None;
    } else {
        (
            "staff.head_is_no_doctor",
            "Người phụ trách y tế không giữ vị trí bác sĩ.",
            "The head of the medical section holds no post as a doctor.",
        )
    };
    Some(Finding { code, vi: vi.to_owned(), en: en.to_owned(), article: Some(rules.head_of_medical) })
}

fn stages_without_staff(of: &OfFacility<'_>, rules: &FacilityRules) -> Option<Finding> {
    let missing: Vec<String> = (1..=rules.stages)
        .filter(|stage| !of.posts.iter().any(|post| post.stage == Some(*stage) && post.is_held(of.on)))
        .map(|stage| stage.to_string())
        .collect();
    (!missing.is_empty()).then(|| Finding {
        code: "staff.stage_without_anybody",
        vi: format!("Giai đoạn chưa có người phụ trách: {}.", missing.join(", ")),
        en: format!("Stages without anybody responsible: {}.", missing.join(", ")),
        article: Some(rules.stage_staff),
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::admission::tests::{day, facility};
    use super::super::licence::tests::licence;
    use super::super::post::tests::post;
    use super::*;

    fn zone(kind: ZoneKind) -> Zone {
        Zone {
            id: Uuid::nil(),
            facility_id: facility().id,
            name: kind.vi().into(),
            kind,
            sex: None,
            beds: 20,
            opened_on: day(2010, 1, 1),
            closed_on: None,
        }
    }

    fn codes(of: &OfFacility<'_>) -> Vec<&'static str> {
        of_facility(of).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_private_facility_with_people_needs_a_licence_in_force() {
        let private = Facility { kind: FacilityKind::Private, ..facility() };
        let first = licence(day(2018, 1, 1), Some(day(2020, 12, 31)));
        let next = licence(day(2020, 12, 1), Some(day(2025, 12, 31)));
        let endless = licence(day(2018, 1, 1), None);
        let (none, one, both, open) = ([], [first.clone()], [first.clone(), next], [first, endless]);
        // Regime A, which asks for neither rooms nor staff here.
        let table: [(&[Licence], NaiveDate, i64, &[&str]); 8] = [
            (&none, day(2020, 6, 1), 3, &["licence.none"]),
            (&none, day(2020, 6, 1), 0, &[]),
            (&one, day(2020, 6, 1), 3, &[]),
            (&one, day(2020, 11, 1), 3, &["licence.ends_soon"]),
            (&one, day(2021, 1, 1), 3, &["licence.none"]),
            (&both, day(2020, 12, 15), 3, &[]),
            (&both, day(2021, 6, 1), 3, &[]),
            (&open, day(2020, 12, 15), 3, &[]),
        ];
        for (licences, on, residents, expected) in table {
            let of = OfFacility { facility: &private, on, residents, licences, zones: &[], rooms: &[], posts: &[] };
            assert_eq!(codes(&of), expected, "{on} with {} licences", licences.len());
            let public = facility();
            assert!(codes(&OfFacility { facility: &public, ..of }).is_empty());
        }
    }

    #[test]
    fn staff_and_rooms_by_the_law_of_the_day() {
        let public = facility();
        let room = |beds| Room {
            id: Uuid::nil(),
            zone_id: Uuid::nil(),
            code: "A1".into(),
            area_dm2: 2400,
            beds,
            full_day_care: false,
        };
        let zones = ZoneKind::REQUIRED.map(zone);
        let stages = || (1..=5).map(|stage| post(PostKind::Counsellor, "T1", Some(stage)));
        let head = post(PostKind::HeadOfMedical, "Y1", None);
        let (full, crowded) = ([room(4)], [room(5)]);
        let nobody: Vec<Post> = Vec::new();
        let staffed: Vec<Post> = stages().chain([head.clone()]).collect();
        let headed: Vec<Post> = stages().chain([head.clone(), post(PostKind::Doctor, "Y1", None)]).collect();
        let other: Vec<Post> = stages().chain([head, post(PostKind::Doctor, "Y2", None)]).collect();
        let (early, late, now) = (day(2024, 12, 31), day(2025, 1, 1), day(2026, 7, 1));
        type Case<'a> = (NaiveDate, &'a [Room], &'a [Post], &'a [&'a str]);
        let table: [Case<'_>; 8] = [
            (day(2021, 12, 31), &crowded, &nobody, &[]),
            (early, &full, &nobody, &["staff.stage_without_anybody"]),
            (early, &crowded, &staffed, &["room.crowded"]),
            (late, &full, &nobody, &["staff.no_head_of_medical", "staff.stage_without_anybody"]),
            (late, &full, &staffed, &["staff.head_is_no_doctor"]),
            (late, &full, &other, &["staff.head_is_no_doctor"]),
            (late, &full, &headed, &[]),
            (now, &crowded, &headed, &["room.crowded"]),
        ];
        for (on, rooms, posts, expected) in table {
            let of = OfFacility { facility: &public, on, residents: 3, licences: &[], zones: &zones, rooms, posts };
            assert_eq!(codes(&of), expected, "{on}");
            let school = Facility { kind: FacilityKind::ReformSchool, ..facility() };
            assert!(codes(&OfFacility { facility: &school, ..of }).is_empty());
            let verified = of_facility(&of).iter().all(|finding| finding.article.is_some_and(|one| one.verified));
            assert_eq!(verified, on < now, "{on}: Decree 163/2026 was not read");
        }
    }

    /// Six zones of Decree 116/2021: a private facility, and the law before it, ask for none.
    #[test]
    fn a_public_facility_has_the_zones_of_the_law() {
        let (public, private) = (facility(), Facility { kind: FacilityKind::Private, ..facility() });
        let all = ZoneKind::REQUIRED.map(zone);
        let mut closed = ZoneKind::REQUIRED.map(zone);
        closed[3].closed_on = Some(day(2023, 5, 1));
        let table: [(&Facility, NaiveDate, &[Zone], Option<&str>); 5] = [
            (&public, day(2023, 5, 1), &all, None),
            (&public, day(2023, 5, 1), &closed, Some("Chưa có khu: người từ đủ 12 đến dưới 18 tuổi.")),
            (&public, day(2023, 4, 30), &closed, None),
            (&private, day(2023, 5, 1), &closed, None),
            (&public, day(2021, 5, 1), &[], None),
        ];
        for (facility, on, zones, expected) in table {
            let of = OfFacility { facility, on, residents: 0, licences: &[], zones, rooms: &[], posts: &[] };
            let found = of_facility(&of).into_iter().find(|finding| finding.code == "zone.missing");
            let said = found.map(|finding| (finding.vi, finding.article.map(|article| article.citation)));
            let expected = expected.map(|said| (said.to_owned(), Some("Nghị định 116/2021/NĐ-CP")));
            assert_eq!(said, expected, "{on}");
        }
    }
}
