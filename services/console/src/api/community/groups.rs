//! Task teams, volunteer teams, counselling points and clubs.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::codes::CountUnit;
use domain::codes::community::{GroupActivity, GroupFigure, GroupKind};
use domain::ids::GroupId;
use domain::paging::Page;
use serde::{Deserialize, Serialize};

use crate::api::registry::labels::Article;
use crate::api::{Api, Created};
use crate::failure::Failure;
use crate::fields::with_query;

const SERVICE: &str = "community";

#[derive(Clone, Debug, Deserialize)]
pub struct Group {
    pub id: GroupId,
    pub kind: GroupKind,
    pub commune_code: String,
    pub province_code: String,
    pub founded_on: NaiveDate,
    pub decision_number: Option<String>,
    pub figures: BTreeMap<GroupFigure, i64>,
    pub members: i64,
    pub done: Vec<Done>,
    pub out_of_size: Option<OutOfSize>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Done {
    pub activity: GroupActivity,
    pub times: i64,
    pub quantity: i64,
    pub unit: CountUnit,
}

#[derive(Clone, Debug, Deserialize)]
pub struct OutOfSize {
    pub least: u32,
    pub most: u32,
    pub article: Article,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Tally {
    pub kind: GroupKind,
    pub groups: u64,
    pub communes: u64,
    pub members: i64,
    pub working: u64,
}

pub async fn tally(api: &Api, on: NaiveDate) -> Result<Vec<Tally>, Failure> {
    api.get(SERVICE, &format!("/v1/group-tallies?on={on}")).await
}

/// Those there on a day, of one kind where one is named.
pub async fn list(api: &Api, on: NaiveDate, kind: &str, cursor: &str, limit: u64) -> Result<Page<Group>, Failure> {
    let (on, limit) = (on.to_string(), limit.to_string());
    let pairs = [("on", &*on), ("kind", kind), ("cursor", cursor), ("limit", &*limit)];
    api.get(SERVICE, &with_query("/v1/groups", pairs)).await
}

#[derive(Clone, Debug, Serialize)]
pub struct Found {
    pub kind: String,
    pub commune_code: String,
    pub occurred_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct StateFigure {
    pub group_id: String,
    pub figure: String,
    pub value: Option<i64>,
    pub occurred_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RecordActivity {
    pub group_id: String,
    pub activity: String,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub times: Option<i64>,
    pub quantity: Option<i64>,
}

async fn create(api: &Api, path: &str, key: &str, body: &impl Serialize) -> Result<(), Failure> {
    api.create::<Created>(SERVICE, path, key, body).await.map(drop)
}

pub async fn found(api: &Api, key: &str, group: &Found) -> Result<(), Failure> {
    create(api, "/v1/groups", key, group).await
}

pub async fn state(api: &Api, key: &str, figure: &StateFigure) -> Result<(), Failure> {
    create(api, "/v1/figures", key, figure).await
}

pub async fn record(api: &Api, key: &str, activity: &RecordActivity) -> Result<(), Failure> {
    create(api, "/v1/activities", key, activity).await
}
