//! The routes of a facility's register, its waiting list, and what belongs to an admission.

use serde_json::{Value, json};
use web::Route;

use super::client::Request;
use super::requests::{read, write_to};
use super::world::World;

pub fn house(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let (facility, stay) = (&world.facility, &world.certified_stay);
    match path {
        "v1/facilities/{id}/register" => read(route, facility, "?on=2019-06-01"),
        "v1/facilities/{id}/capacities" => {
            let body = json!({ "since": "2019-06-01", "capacity": 400, "decision_number": "12/QĐ" });
            write_to(route, facility, body)
        }
        "v1/facilities/{id}/licences" => write_to(route, facility, licence("04/GP")),
        "v1/licences/{id}/end" => write_to(route, &world.licence, json!({ "on": "2019-06-01", "reason": "revoked" })),
        "v1/zones/{id}/rooms" => write_to(route, &world.zone, json!({ "code": "B1", "area_m2": 24.5, "beds": 4 })),
        "v1/facilities/{id}/posts" => write_to(route, facility, post("B2")),
        "v1/posts/{id}/end" => write_to(route, &world.post, json!({ "until": "2019-06-01" })),
        "v1/facilities/{id}/waiting" if route.method == "GET" => read(route, facility, "?closed=true"),
        "v1/facilities/{id}/waiting" => write_to(route, facility, waiting(&world.to_wait)),
        "v1/waiting/{id}/withdrawal" => {
            write_to(route, &world.waiting, json!({ "on": "2019-06-01", "reason": "postponed" }))
        }
        "v1/admissions/{id}/intake" => read(route, stay, ""),
        "v1/admissions/{id}/papers" => {
            write_to(route, stay, json!({ "paper": "contract", "number": "28/HĐ", "dated_on": "2019-03-01" }))
        }
        "v1/admissions/{id}/belongings" => {
            let items = json!([{ "item": "phone", "quantity": 1 }]);
            write_to(route, stay, json!({ "received_on": "2019-03-02", "items": items }))
        }
        "v1/admissions/{id}/belongings/return" => {
            write_to(route, &world.stay_with_belongings, json!({ "returned_on": "2019-06-01" }))
        }
        "v1/admissions/{id}/classifications" => {
            write_to(route, stay, json!({ "classified_on": "2019-03-02", "class": "B1", "health": ["mental"] }))
        }
        "v1/admissions/{id}/plans" => {
            let goals = json!([{ "stage": 2, "goal": "detox", "target_on": "2019-04-01" }]);
            write_to(route, stay, json!({ "planned_on": "2019-03-02", "goals": goals }))
        }
        _ => None,
    }
}

pub fn licence(number: &str) -> Value {
    json!({ "number": number, "issuer": "labour_department", "through_stage": 5, "issued_on": "2019-01-01" })
}

pub fn post(code: &str) -> Value {
    json!({ "post": "guard", "staff_code": code, "since": "2019-01-01" })
}

pub fn waiting(person: &str) -> Value {
    json!({
        "person_id": person, "decision_number": "09/QĐ-TA", "decided_on": "2019-03-01", "listed_on": "2019-03-02",
        "priority": "high", "reason": "no_place",
    })
}
