//! For every route the requests that would be carried out if the right were there.

use serde_json::{Value, json};
use tests::COMMUNE;
use web::Route;

use super::care;
use super::client::Request;
use super::house::house;
use super::world::{self, PROVINCE, World};

/// `None` for a route that this list does not know.
pub fn requests(route: &Route, world: &World) -> Option<Vec<Request>> {
    let (service, path) = route.path.strip_prefix("/api/")?.split_once('/')?;
    if path.starts_with("v1/messages/") {
        return messages(route);
    }
    if path == "v1/audit/entries" {
        return list(route, &[format!("person={}", world.person)]);
    }
    let known = match service {
        "identity" => identity(path, route, world),
        "registry" => registry(path, route, world).or_else(|| register(path, route, world)),
        "facility" => facility(path, route, world)
            .or_else(|| house(path, route, world))
            .or_else(|| care::requests(path, route, world)),
        "community" => community(path, route, world),
        "aftercare" => aftercare(path, route, world),
        "training" => training(path, route, world),
        "reporting" => reporting(path, route, world),
        _ => None,
    }?;
    assert!(known.iter().all(|request| request.method == route.method), "{} {}", route.method, route.path);
    Some(known)
}

/// The route itself, then its address with each of these behind it.
fn list(route: &Route, filters: &[String]) -> Option<Vec<Request>> {
    let filtered = filters.iter().map(|filter| Request::get(&format!("{}?{filter}", route.path)));
    Some(std::iter::once(Request::get(&route.path)).chain(filtered).collect())
}

pub fn read(route: &Route, id: &str, query: &str) -> Option<Vec<Request>> {
    Some(vec![Request::get(&format!("{}{query}", route.path.replace("{id}", id)))])
}

fn form(route: &Route, id: &str, key: &str) -> Request {
    Request::get(&route.path.replace("{id}", id).replace("{key}", key))
}

pub fn write(route: &Route, body: Value) -> Option<Vec<Request>> {
    Some(vec![Request::post(&route.path, body)])
}

pub fn write_to(route: &Route, id: &str, body: Value) -> Option<Vec<Request>> {
    Some(vec![Request::post(&route.path.replace("{id}", id), body)])
}

pub fn batch(route: &Route, item: Value) -> Option<Vec<Request>> {
    write(route, json!({ "items": [item] }))
}

fn messages(route: &Route) -> Option<Vec<Request>> {
    let nothing = uuid::Uuid::nil().to_string();
    match route.path.split_once("/messages/")?.1 {
        "status" | "journal" | "parked" => list(route, &[]),
        "parked/{id}" => read(route, &nothing, ""),
        "parked/{id}/replay" => write_to(route, &nothing, json!({})),
        "parked/{id}/discard" => write_to(route, &nothing, json!({ "reason": "thử" })),
        "reset" => write(route, json!({})),
        "deliver" => write(route, json!([])),
        _ => None,
    }
}

fn identity(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let account =
        |name: &str| json!({ "username": name, "display_name": "Mới", "password": "một mật khẩu dài", "grants": [] });
    match path {
        "v1/accounts" if route.method == "GET" => list(route, &[]),
        "v1/accounts" => write(route, account("moi")),
        "v1/accounts/{id}/password" => write_to(route, &world.account, json!({ "password": "mật khẩu khác dài" })),
        "v1/accounts/{id}/grants" => write_to(route, &world.account, json!({ "grants": [{ "role": "inspector" }] })),
        "v1/accounts/{id}/disable" => write_to(route, &world.account, json!({})),
        _ => None,
    }
}

fn registry(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let closure =
        |person: &str| json!({ "person_id": person, "reason": "no_longer_using", "occurred_on": "2019-06-01" });
    let search = |q: &str| Request::post(&route.path, json!({ "q": q }));
    match path {
        "v1/persons" if route.method == "GET" => list(route, &[format!("commune_code={COMMUNE}")]),
        "v1/persons" => write(route, world::person("Lê Mới")),
        "v1/persons/batch" => batch(route, world::person("Lê Mới Hai")),
        "v1/persons/search" => Some(vec![search("nguyen kin"), search("87-2018-000001"), search("")]),
        "v1/persons/names" => {
            write(route, json!({ "ids": [world.person, world.for_dossier], "purpose": "facility_board" }))
        }
        "v1/persons/{id}" if route.method == "GET" => read(route, &world.person, ""),
        "v1/persons/{id}" => {
            let body = json!({ "address": "ấp 3", "reason": "Bổ sung", "occurred_on": "2019-06-01" });
            Some(vec![Request::patch(&route.path.replace("{id}", &world.person), "\"1\"", body)])
        }
        "v1/persons/{id}/files" => {
            write_to(route, &world.without_file, json!({ "kind": "unlawful_user", "occurred_on": "2019-06-01" }))
        }
        "v1/files/closures" => write(route, closure(&world.to_close[0])),
        "v1/files/closures/batch" => batch(route, closure(&world.to_close[1])),
        "v1/persons/{id}/determinations" => {
            let body = json!({ "occurred_on": "2019-06-01", "result": "addicted", "determiner": "Trạm y tế xã" });
            write_to(route, &world.to_determine, body)
        }
        "v1/persons/{id}/dossiers" => write_to(route, &world.for_dossier, json!({ "occurred_on": "2019-06-01" })),
        "v1/dossiers/{id}/decision" => {
            let body = json!({
                "occurred_on": "2019-06-01", "outcome": "applied", "decision_number": "10/QĐ-TA", "court": "TAND huyện",
                "term_months": 12,
            });
            write_to(route, &world.dossier, body)
        }
        "v1/dossiers/{id}/steps" => {
            write_to(route, &world.dossier, json!({ "step": "decision_sent", "at": "2019-06-03T09:00:00+07:00" }))
        }
        "v1/dossiers/{id}/papers" => write_to(route, &world.dossier, json!({ "paper": "other", "number": "15/BB" })),
        "v1/dossiers/{id}/pauses" => {
            write_to(route, &world.dossier, json!({ "reason": "evasion", "at": "2019-06-04T09:00:00+07:00" }))
        }
        "v1/dossiers/{id}/pauses/resume" => {
            write_to(route, &world.dossier, json!({ "at": "2019-06-05T09:00:00+07:00" }))
        }
        "v1/dossiers/{id}" | "v1/dossiers/{id}/forms" => read(route, &world.dossier, ""),
        "v1/dossiers/{id}/forms/{key}" => Some(vec![form(route, &world.open_dossier, "163-V-36")]),
        "v1/persons/{id}/forms" => read(route, &world.person, ""),
        "v1/persons/{id}/forms/{key}" => Some(vec![form(route, &world.person, "163-V-33")]),
        "v1/dossiers/summary" => list(route, &[]),
        "v1/procedures/{pack}/{group}" => {
            Some(vec![Request::get(&route.path.replace("{pack}", "C").replace("{group}", "adult"))])
        }
        "v1/dossiers" => list(route, &["status=open".to_owned(), "due=overdue".to_owned()]),
        _ => None,
    }
}

/// The parts of registry around a person: particulars, duplicates, lists, transfers, looks.
fn register(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let of_person = |body: Value| write_to(route, &world.particulars, body);
    match path {
        "v1/persons/{id}/aliases" => of_person(json!({ "kind": "nickname", "name": "Tư Kín" })),
        "v1/persons/{id}/residences" => {
            of_person(json!({ "kind": "temporary", "commune_code": COMMUNE, "since": "2019-06-01" }))
        }
        "v1/persons/{id}/stability" => of_person(json!({
            "occurred_on": "2019-06-02",
            "findings": {
                "registered": true, "lives_there": true, "whereabouts_unknown": false,
                "family_and_databases_know_nothing": false, "days_at_dwelling": 400, "dwelling_confirmed": true,
            },
        })),
        "v1/persons/{id}/summary" if route.method == "GET" => read(route, &world.particulars, ""),
        "v1/persons/{id}/summary" => {
            let body = json!({ "home_town": "Tam Nông" });
            Some(vec![Request::put(&route.path.replace("{id}", &world.particulars), "\"0\"", body)])
        }
        "v1/persons/{id}/merge" => {
            let [merged, into] = &world.to_merge;
            write_to(route, merged, json!({ "into": into, "occurred_on": "2019-06-01", "reason": "một người" }))
        }
        "v1/persons/{id}/unmerge" => {
            write_to(route, &world.to_merge[0], json!({ "occurred_on": "2019-06-02", "reason": "hai người" }))
        }
        "v1/files/{id}/reclassification" => {
            let body = json!({ "occurred_on": "2019-06-01", "legal_basis": "Phiếu kết quả xác định" });
            write_to(route, &world.file_to_reclassify, body)
        }
        "v1/files/{id}/transfers" => {
            let body = json!({ "to_commune_code": "29878", "moved_on": "2019-06-01" });
            write_to(route, &world.file_to_send, body)
        }
        "v1/transfers" => list(route, &[]),
        "v1/transfers/{id}/answer" => write_to(route, &world.transfer, json!({ "state": "accepted" })),
        "v1/duplicates/check" => {
            write(route, json!({ "name": "Nguyễn Kín 1", "birth": { "year": 1990 }, "commune_code": COMMUNE }))
        }
        "v1/duplicates" => list(route, &[]),
        "v1/duplicates/{id}" => read(route, &world.pair, ""),
        "v1/duplicates/{id}/not-same" => write_to(route, &world.pair, json!({ "reason": "hai người" })),
        "v1/duplicates/scan" if route.method == "GET" => list(route, &[]),
        "v1/duplicates/scan" => write(route, json!({})),
        "v1/imports" if route.method == "GET" => list(route, &[]),
        "v1/imports" => write(route, world::list()),
        "v1/imports/{id}" | "v1/imports/{id}/lines" | "v1/imports/{id}/rejected" => read(route, &world.import, ""),
        "v1/imports/{id}/apply" | "v1/imports/{id}/undo" => write_to(route, &world.import, json!({})),
        "v1/import-profiles" if route.method == "GET" => list(route, &[]),
        "v1/import-profiles" => write(route, json!({ "name": "của tôi", "headers": { "Họ tên": "full_name" } })),
        "v1/break-glass" if route.method == "GET" => list(route, &[]),
        "v1/break-glass" => write(route, json!({ "person_id": world.person, "reason": "cấp cứu tại bệnh viện" })),
        "v1/break-glass/notices" => list(route, &[]),
        "v1/audit/persons/{id}" => read(route, &world.person, ""),
        "v1/keys" => list(route, &[]),
        "v1/keys/rotation" => write(route, json!({ "batch": 500 })),
        _ => None,
    }
}

fn facility(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let admission = |person: &str| world::admission(person, &world.facility);
    match path {
        "v1/facilities" if route.method == "GET" => list(route, &[]),
        "v1/facilities" => write(route, world::facility_named("Ba")),
        "v1/facilities/{id}" => read(route, &world.facility, ""),
        "v1/facilities/{id}/headcount" => read(route, &world.facility, "?on=2019-06-01"),
        "v1/facilities/{id}/forecast" => read(route, &world.facility, "?months=3&terms_of=C"),
        "v1/facilities/{id}/zones" if route.method == "GET" => read(route, &world.facility, ""),
        "v1/facilities/{id}/zones" => {
            let zone = json!({ "name": "Khu A", "kind": "compulsory", "beds": 20, "opened_on": "2019-01-01" });
            write_to(route, &world.facility, zone)
        }
        "v1/facilities/{id}/roll" if route.method == "GET" => {
            read(route, &world.facility, "?on=2019-06-01&shift=morning")
        }
        "v1/facilities/{id}/roll" => {
            let called = json!({ "on": "2019-06-01", "shift": "morning", "rest_as_booked": true });
            write_to(route, &world.facility, called)
        }
        "v1/facilities/{id}/roll/closing" => {
            write_to(route, &world.facility, json!({ "on": "2019-01-01", "shift": "morning" }))
        }
        "v1/placements/batch" => {
            let [stay, _] = &world.stay_to_correct;
            batch(route, json!({ "admission_id": stay, "zone_id": world.zone, "since": "2019-04-01" }))
        }
        "v1/admissions" if route.method == "GET" => {
            list(route, &[format!("facility_id={}", world.facility), format!("person_id={}", world.to_admit[0])])
        }
        "v1/admissions" => write(route, admission(&world.to_admit[0])),
        "v1/admissions/batch" => batch(route, admission(&world.to_admit[1])),
        "v1/admissions/{id}" => read(route, &world.stay, ""),
        "v1/admissions/{id}/certificate" | "v1/admissions/{id}/certificate/qr" => {
            read(route, &world.certified_stay, "")
        }
        "v1/certificates/{id}/revocation" => {
            let body = json!({ "reason": "issued_in_error", "occurred_on": "2020-01-02" });
            write_to(route, &world.certificate, body)
        }
        "v1/admissions/{id}/movements" => {
            write_to(route, &world.stay, json!({ "kind": "escaped", "occurred_on": "2019-06-01" }))
        }
        "v1/admissions/{id}/stages" => {
            write_to(route, &world.stay_for_stage, json!({ "stage": 1, "occurred_on": "2019-06-01" }))
        }
        "v1/admissions/{id}/entries/{entry}/correction" => {
            let [stay, entry] = &world.stay_to_correct;
            let path = route.path.replace("{id}", stay).replace("{entry}", entry);
            Some(vec![Request::post(&path, json!({ "occurred_on": "2019-02-20", "reason": "mistyped" }))])
        }
        "v1/ratings/batch" => {
            let [stay, _] = &world.stay_to_correct;
            batch(route, json!({ "admission_id": stay, "month": "2019-04-01", "rating": "fair" }))
        }
        "v1/admissions/{id}/reductions" => {
            let decided =
                json!({ "decided_on": "2019-10-01", "months": 1, "ground": "progress", "decision_number": "1/QĐ" });
            write_to(route, &world.stay_to_reduce, decided)
        }
        "v1/notices" => list(route, &["state=overdue&ahead=60".to_owned()]),
        "v1/notices/batch" => {
            let notice =
                json!({ "admission_id": world.stay_to_announce, "number": "12/TB", "occurred_on": "2026-01-05" });
            batch(route, notice)
        }
        "v1/admissions/{id}/return" => read(route, &world.certified_stay, ""),
        "v1/handovers" if route.method == "GET" => {
            list(route, &["concern=open&since=2019-01-01".to_owned(), format!("person_id={}", world.person)])
        }
        "v1/handovers/received" => list(route, &["since=2019-01-01".to_owned()]),
        "v1/handovers" => write(route, world::hand_over(&world.going_home[0])),
        "v1/handovers/batch" => batch(route, world::hand_over(&world.going_home[1])),
        "v1/handovers/{id}/answer" => {
            write_to(route, &world.handed_home[0], json!({ "state": "acknowledged", "occurred_on": "2019-12-20" }))
        }
        "v1/handovers/{id}/arrival" => write_to(route, &world.handed_home[1], json!({ "occurred_on": "2019-12-18" })),
        "v1/releases" => write(route, world::release(&world.to_release[0])),
        "v1/releases/batch" => batch(route, world::release(&world.to_release[1])),
        _ => None,
    }
}

fn community(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    match path {
        "v1/treatments" if route.method == "GET" => list(route, &[format!("commune_code={COMMUNE}")]),
        "v1/treatments" => write(route, world::treatment(&world.to_treat[0])),
        "v1/treatments/batch" => batch(route, world::treatment(&world.to_treat[1])),
        "v1/treatments/{id}" => read(route, &world.treatment, ""),
        "v1/treatments/{id}/certificate" | "v1/treatments/{id}/certificate/qr" => {
            read(route, &world.certified_treatment, "")
        }
        "v1/certificates/{id}/revocation" => {
            let body = json!({ "reason": "issued_in_error", "occurred_on": "2020-01-02" });
            write_to(route, &world.community_certificate, body)
        }
        "v1/treatments/{id}/self-termination" => {
            write_to(route, &world.treatment, json!({ "occurred_on": "2019-06-01" }))
        }
        "v1/completions" => write(route, world::completion(&world.to_complete[0])),
        "v1/completions/batch" => batch(route, world::completion(&world.to_complete[1])),
        "v1/steps" => write(route, world::decision(&world.to_decide[0])),
        "v1/steps/batch" => batch(route, world::decision(&world.to_decide[1])),
        "v1/entries" => write(route, tested(&world.with_book, "2019-04-01")),
        "v1/entries/batch" => batch(route, tested(&world.with_book, "2019-04-02")),
        "v1/treatments/{id}/transfers" => {
            write_to(route, &world.to_hand_over, json!({ "to_commune_code": "29878", "moved_on": "2019-06-01" }))
        }
        "v1/transfers" => list(route, &[]),
        "v1/transfers/{id}/answer" => write_to(route, &world.handover, json!({ "state": "accepted" })),
        _ => substitution(path, route, world).or_else(|| group(path, route, world)),
    }
}

fn tested(treatment: &str, on: &str) -> Value {
    let entry = json!({ "kind": "drug_test", "result": "negative" });
    json!({ "treatment_id": treatment, "occurred_on": on, "entry": entry })
}

fn substitution(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let dose = |on: &str| json!({ "substitution_id": world.programme, "occurred_on": on, "outcome": "missed" });
    match path {
        "v1/substitutions" if route.method == "GET" => list(route, &[format!("commune_code={COMMUNE}")]),
        "v1/substitutions" => write(route, world::substitution(&world.to_substitute[0])),
        "v1/substitutions/batch" => batch(route, world::substitution(&world.to_substitute[1])),
        "v1/substitutions/{id}" => read(route, &world.programme, ""),
        "v1/substitutions/{id}/end" => {
            write_to(route, &world.programme_to_end, json!({ "occurred_on": "2019-06-01", "reason": "own_wish" }))
        }
        "v1/doses" => write(route, dose("2019-04-01")),
        "v1/doses/batch" => batch(route, dose("2019-04-02")),
        "v1/retention" => list(route, &["on=2019-06-30".to_owned()]),
        _ => None,
    }
}

fn group(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let figure = |on: &str| json!({ "group_id": world.group, "figure": "police", "value": 2, "occurred_on": on });
    let work =
        |day: &str| json!({ "group_id": world.group, "activity": "meeting", "from": day, "to": day, "quantity": 9 });
    match path {
        "v1/groups" if route.method == "GET" => list(route, &[format!("commune_code={COMMUNE}")]),
        "v1/groups" => write(route, world::group()),
        "v1/groups/batch" => batch(route, world::group()),
        "v1/groups/{id}" => read(route, &world.group, ""),
        "v1/groups/{id}/dissolution" => {
            write_to(route, &world.group_to_dissolve, json!({ "occurred_on": "2019-06-01" }))
        }
        "v1/group-tallies" => list(route, &["on=2019-06-30".to_owned()]),
        "v1/figures" => write(route, figure("2019-02-01")),
        "v1/figures/batch" => batch(route, figure("2019-03-01")),
        "v1/activities" => write(route, work("2019-02-01")),
        "v1/activities/batch" => batch(route, work("2019-03-01")),
        _ => None,
    }
}

fn aftercare(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let step = |referral: &str| json!({ "referral_id": referral, "to": "sent", "occurred_on": "2019-12-28" });
    match path {
        "v1/cases" => list(route, &[format!("commune_code={COMMUNE}")]),
        "v1/cases/{id}" => read(route, &world.case, ""),
        "v1/cases/{id}/closure" => {
            write_to(route, &world.case_to_close, json!({ "occurred_on": "2020-06-01", "reason": "moved_away" }))
        }
        "v1/cases/{id}/certificate" | "v1/cases/{id}/certificate/qr" => read(route, &world.certified_case, ""),
        "v1/certificates/{id}/revocation" => {
            let body = json!({ "reason": "issued_in_error", "occurred_on": "2021-01-06" });
            write_to(route, &world.aftercare_certificate, body)
        }
        "v1/referrals" if route.method == "GET" => list(route, &[format!("case_id={}", world.case)]),
        "v1/referrals" => write(route, world::referral(&world.case)),
        "v1/referrals/batch" => batch(route, world::referral(&world.case)),
        "v1/transitions" => write(route, step(&world.referrals[0])),
        "v1/transitions/batch" => batch(route, step(&world.referrals[1])),
        _ => None,
    }
}

fn training(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let province = format!("province_code={PROVINCE}");
    let items = |item: Value| json!({ "items": [item] });
    match path {
        "v1/courses" if route.method == "GET" => list(route, &[province]),
        "v1/courses" => write(route, world::course()),
        "v1/courses/batch" => batch(route, world::course()),
        "v1/courses/{id}/attendances" => {
            let body = json!({ "occurred_on": "2019-05-02", "participants": [{ "kind": "counted", "heads": 3 }] });
            write_to(route, &world.course, body)
        }
        "v1/staff/batch" => batch(route, json!({ "audience": "community_staff", "province_code": "82" })),
        "v1/campaigns" if route.method == "GET" => list(route, &[province]),
        "v1/campaigns" => write(route, world::campaign()),
        "v1/campaigns/{id}/activities/batch" => {
            let item = json!({ "commune_code": COMMUNE, "occurred_on": "2019-05-02", "attendances": 30 });
            write_to(route, &world.campaign, items(item))
        }
        "v1/campaigns/{id}/materials/batch" => {
            let item = json!({ "material": "leaflet", "quantity": 100, "occurred_on": "2019-05-02" });
            write_to(route, &world.campaign, items(item))
        }
        _ => None,
    }
}

fn reporting(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let frame = format!("province={PROVINCE}&from=2019-01-01&to=2019-12-31");
    let lines = format!("?book=facility&measure=in&unit=person&{frame}");
    match path {
        "v1/quality/returns" | "v1/quality/roll-differences" => read(route, "", &format!("?province={PROVINCE}")),
        "v1/quality/overlaps" => read(route, "", &format!("?province={PROVINCE}")),
        "v1/reports" => list(route, &[]),
        "v1/reports/{id}" | "v1/reports/{id}/xlsx" => {
            let reports = ["facility-flow", "attainment", "province-summary"];
            Some(reports.iter().filter_map(|id| read(route, id, &format!("?{frame}"))).flatten().collect())
        }
        "v1/lines" => {
            let of_facility = format!("{lines}&facility={}", world.facility);
            Some([lines, of_facility].iter().filter_map(|query| read(route, "", query)).flatten().collect())
        }
        "v1/funding" if route.method == "GET" => read(route, "", &format!("?{frame}")),
        "v1/funding/batch" => batch(route, world::funding()),
        "v1/stated-figures/batch" => {
            let figure = json!({
                "report": "facility-flow", "row": "closing", "column": "total", "province_code": PROVINCE,
                "from": "2019-01-01", "to": "2019-12-31", "value": 4, "source": "Báo cáo", "quote": "Có 4 người.",
            });
            batch(route, figure)
        }
        "v1/targets/batch" => {
            let target = json!({
                "indicator": "compulsory", "province_code": PROVINCE, "from": "2019-01-01", "to": "2019-12-31",
                "value": 100, "source": "Kế hoạch", "position": 1,
            });
            batch(route, target)
        }
        _ => None,
    }
}
