//! What a facility records of residents, and proposals about their terms: things to act on, and the requests.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use web::Route;

use super::client::{Request, Visitor};
use super::requests::{batch, read, write, write_to};
use super::world::{World, create};

pub struct Care {
    stay: String,
    /// A record of the stay.
    record: String,
    /// Suspensions proposed, each of a stay: one with its papers, one that was sent, one to withdraw.
    reliefs: [String; 3],
}

impl Care {
    /// Of four stays.
    pub async fn build(officer: &Visitor, [stay, others @ ..]: [String; 4]) -> Result<Self> {
        let record = create(officer, "facility/v1/records", praise(&stay)).await?;
        let mut reliefs = Vec::new();
        for (stay, sent) in others.iter().zip([false, true, false]) {
            reliefs.push(propose(officer, stay, sent).await?);
        }
        let reliefs = <[String; 3]>::try_from(reliefs).ok().context("three proposals")?;
        Ok(Self { stay, record, reliefs })
    }

    pub fn ids(&self) -> impl Iterator<Item = &String> {
        [&self.stay, &self.record].into_iter().chain(&self.reliefs)
    }
}

/// With the papers it needs, and sent for decision if asked.
async fn propose(officer: &Visitor, stay: &str, sent: bool) -> Result<String> {
    let id = create(officer, &format!("facility/v1/admissions/{stay}/reliefs"), suspension()).await?;
    for paper in ["request", "medical_paper"] {
        let paper = json!({ "paper": paper, "dated_on": "2019-06-01" });
        officer.succeed(Request::post(&format!("/api/facility/v1/reliefs/{id}/papers"), paper)).await?;
    }
    if sent {
        let step = json!({ "step": "sent", "occurred_on": "2019-06-03" });
        officer.succeed(Request::post(&format!("/api/facility/v1/reliefs/{id}/steps"), step)).await?;
    }
    Ok(id)
}

fn praise(stay: &str) -> Value {
    let content = json!({ "kind": "reward", "reward": "praise", "document_number": "3/QĐ-CSCN" });
    json!({ "admission_id": stay, "occurred_on": "2019-05-01", "content": content })
}

fn suspension() -> Value {
    json!({ "kind": "suspension", "ground": "home_treatment", "applied_on": "2019-06-01" })
}

pub fn requests(path: &str, route: &Route, world: &World) -> Option<Vec<Request>> {
    let Care { stay, record, reliefs: [open, sent, other] } = &world.care;
    match path {
        "v1/records" => write(route, praise(stay)),
        "v1/records/batch" => batch(route, praise(stay)),
        "v1/records/{id}/withdrawal" => write_to(route, record, json!({ "reason": "twice" })),
        "v1/facilities/{id}/ratings" => read(route, &world.facility, "?month=2019-04-01"),
        "v1/facilities/{id}/reliefs" => read(route, &world.facility, ""),
        "v1/admissions/{id}/reliefs" if route.method == "POST" => write_to(route, stay, suspension()),
        "v1/admissions/{id}/records" | "v1/admissions/{id}/reliefs" => read(route, stay, ""),
        "v1/reliefs/{id}/papers" => write_to(route, open, json!({ "paper": "application", "dated_on": "2019-06-01" })),
        "v1/reliefs/{id}/steps" => write_to(route, open, json!({ "step": "sent", "occurred_on": "2019-06-03" })),
        "v1/reliefs/{id}/decision" => {
            let decision = json!({ "granted": false, "decided_on": "2019-06-10", "decision_number": "4/QĐ-TA" });
            write_to(route, sent, decision)
        }
        "v1/reliefs/{id}/withdrawal" => write_to(route, other, json!({ "reason": "twice" })),
        _ => None,
    }
}
