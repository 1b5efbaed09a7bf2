//! Sends a scenario's requests in batches, with a progress bar per step.

use anyhow::{Context as _, Result, bail, ensure};
use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, TreatmentSite};
use indicatif::ProgressBar;
use registry::RegisterPerson;
use runtime::Running;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;
use web::batch::BatchAnswer;

use super::scenario::{Facility, Frame};
use super::{accounts, steps};
use crate::interrupt::Interrupt;
use crate::progress;
use crate::remote::Remote;
use crate::terminal::Terminal;

const BATCH: usize = 500;

/// What all players share.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    pub running: &'a Running,
    /// May ask how far messages are.
    pub operator: &'a Remote,
    pub terminal: Terminal,
    pub interrupt: &'a Interrupt,
    /// The command that goes on after an interruption.
    pub resume: &'a str,
}

/// One province's officer at work.
pub struct Player<'a> {
    pub remote: Remote,
    stage: Stage<'a>,
    pub frame: &'a Frame,
    name: &'static str,
}

/// A stay to play.
#[derive(Clone, Copy)]
pub struct Stay {
    pub person: usize,
    pub facility: usize,
    pub basis: AdmissionBasis,
    pub from: NaiveDate,
    /// The day of release; absent for those still there.
    pub to: Option<NaiveDate>,
}

impl<'a> Player<'a> {
    /// `account` is the demonstration account that does the work and names the scenario.
    pub fn new(stage: Stage<'a>, account: &'static str, frame: &'a Frame) -> Self {
        Self { remote: accounts::remote(stage.running, account), stage, frame, name: account }
    }

    fn bar(&self, what: &str, length: usize) -> ProgressBar {
        let template = "{prefix:9} {msg:32} {bar:28} {pos:>6}/{len} {elapsed}";
        let bar = progress::bar(self.stage.terminal, u64::try_from(length).unwrap_or(0), template);
        bar.set_prefix(self.name);
        bar.set_message(steps::shown(self.stage.terminal.language, what));
        bar
    }

    /// Between two batches: whether to go on.
    fn go_on(&self) -> Result<()> {
        if self.stage.interrupt.is_set() {
            bail!(self.stage.interrupt.resume_with(self.stage.resume));
        }
        Ok(())
    }

    /// Posts items in batches; every one must be taken. Answers their ids.
    pub async fn batch(&self, step: &str, service: &str, path: &str, items: &[impl Serialize]) -> Result<Vec<Uuid>> {
        let bar = self.bar(step, items.len());
        let mut ids = Vec::with_capacity(items.len());
        for (number, chunk) in items.chunks(BATCH).enumerate() {
            self.go_on()?;
            let key = format!("demo {step} {number}");
            let answer: BatchAnswer = self
                .remote
                .post(service, path, &json!({ "items": chunk }), Some(&key_of(&key)))
                .await
                .with_context(|| format!("{step}: {path}"))?;
            for (item, result) in chunk.iter().zip(answer.results) {
                match (result.id, result.problem) {
                    (Some(id), _) => ids.push(id),
                    (None, problem) => {
                        let item = serde_json::to_value(item)?;
                        let days = (item["occurred_on"].clone(), item["admission_id"].clone());
                        bail!("{step}: refused: {problem:?} {days:?}")
                    }
                }
            }
            bar.inc(u64::try_from(chunk.len()).unwrap_or(0));
        }
        bar.finish();
        Ok(ids)
    }

    /// Posts one thing and answers its id.
    pub async fn one(&self, step: &str, service: &str, path: &str, body: &impl Serialize) -> Result<Uuid> {
        let key = key_of(&format!("demo {step}"));
        let answer: Value = self.remote.post(service, path, body, Some(&key)).await.with_context(|| step.to_owned())?;
        let id = answer["id"].as_str().context("an id was expected")?;
        Ok(id.parse()?)
    }

    /// Posts something that answers no id of its own.
    pub async fn one_of(&self, step: &str, service: &str, path: &str, body: &impl Serialize) -> Result<()> {
        let key = key_of(&format!("demo {step}"));
        let _: Value = self.remote.post(service, path, body, Some(&key)).await.with_context(|| step.to_owned())?;
        Ok(())
    }

    pub async fn register(&self, people: &[RegisterPerson]) -> Result<Vec<Uuid>> {
        self.batch("đăng ký người và lập hồ sơ", "registry", "/v1/persons/batch", people).await
    }

    pub async fn facility(&self, facility: &Facility) -> Result<Uuid> {
        let body = json!({
            "name": facility.name, "kind": facility.kind, "province_code": self.frame.province_code,
            "capacity": facility.capacity, "opened_on": facility.opened_on,
        });
        self.one(&format!("cơ sở {}", facility.name), "facility", "/v1/facilities", &body).await
    }

    /// Plays stays in order of admission: those of one person must not overlap. A second stay of a person
    /// needs the first to be over, so stays go in rounds: all first ones, their releases, all second ones.
    pub async fn stays(&self, people: &[Uuid], facilities: &[Uuid], rounds: &[Vec<Stay>]) -> Result<()> {
        for (number, round) in rounds.iter().enumerate() {
            let admissions: Vec<Value> = round
                .iter()
                .map(|stay| {
                    json!({
                        "person_id": people[stay.person], "facility_id": facilities[stay.facility], "basis": stay.basis,
                        "occurred_on": stay.from,
                        "decision_number": (stay.basis == AdmissionBasis::CourtDecision).then(|| format!("{}/QĐ-TA", stay.person + 1)),
                    })
                })
                .collect();
            let step = format!("tiếp nhận vào cơ sở, lần {}", number + 1);
            let ids = self.batch(&step, "facility", "/v1/admissions/batch", &admissions).await?;
            let releases: Vec<Value> = round
                .iter()
                .zip(&ids)
                .filter_map(|(stay, id)| {
                    let day = stay.to?;
                    Some(json!({ "admission_id": id, "occurred_on": day, "certificate_number": format!("{}/GCN", stay.person + 1) }))
                })
                .collect();
            let step = format!("hết thời hạn, bàn giao, lần {}", number + 1);
            self.batch(&step, "facility", "/v1/releases/batch", &releases).await?;
        }
        Ok(())
    }

    /// Registers treatments in the community and completes those that end within the period.
    pub async fn treatments(&self, items: &[(Uuid, String, NaiveDate, Option<NaiveDate>)]) -> Result<()> {
        let registrations: Vec<Value> = items
            .iter()
            .map(|(person, commune, from, _)| {
                json!({ "person_id": person, "site": TreatmentSite::Community, "commune_code": commune, "occurred_on": from })
            })
            .collect();
        let step = "cai nghiện tại cộng đồng";
        let ids = self.batch(step, "community", "/v1/treatments/batch", &registrations).await?;
        let completions: Vec<Value> = items
            .iter()
            .zip(&ids)
            .enumerate()
            .filter_map(|(number, ((.., to), id))| {
                let day = (*to)?;
                Some(json!({ "treatment_id": id, "occurred_on": day, "certificate_number": format!("{}/GXN", number + 1) }))
            })
            .collect();
        self.batch("hoàn thành tại cộng đồng", "community", "/v1/completions/batch", &completions).await?;
        Ok(())
    }

    /// Types in what the document states.
    pub async fn stated(&self, figures: &[Value]) -> Result<()> {
        let items: Vec<Value> = figures
            .iter()
            .map(|figure| {
                let mut item = figure.clone();
                item["province_code"] = json!(self.frame.province_code);
                item["from"] = json!(self.frame.from);
                item["to"] = json!(self.frame.to);
                item["source"] = json!(self.frame.source);
                item
            })
            .collect();
        self.batch("số liệu nguồn ghi", "reporting", "/v1/stated-figures/batch", &items).await?;
        Ok(())
    }

    /// Waits until every event is applied everywhere.
    pub async fn settle(&self, why: &str) -> Result<()> {
        let bar = self.bar(why, 0);
        let mut most = 0;
        let settled = self.stage.operator.settle(|behind| {
            most = most.max(behind);
            bar.set_length(u64::try_from(most).unwrap_or(0));
            bar.set_position(u64::try_from(most - behind).unwrap_or(0));
        });
        tokio::select! {
            settled = settled => settled?,
            () = self.stage.interrupt.wait() => self.go_on()?,
        }
        bar.finish();
        let statuses = self.stage.operator.statuses().await?;
        let parked: i64 = statuses.iter().flat_map(|(_, status)| status.parked.values()).sum();
        ensure!(parked == 0, "{parked} messages are parked: hoanhap messages parked");
        Ok(())
    }
}

/// Header values are ASCII; a step's name is not.
fn key_of(step: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, step.as_bytes()).to_string()
}
