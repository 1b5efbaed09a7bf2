//! The books of treatments: what was entered while they ran.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::TreatmentId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::entry::{Entry, Line};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "treatment_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub treatment_id: Uuid,
    pub occurred_on: NaiveDate,
    pub kind: String,
    /// What the session was about, the result of the test, or the nature of the violation.
    pub detail: String,
    pub attendance: Option<String>,
    pub drug: Option<String>,
    pub minutes_number: Option<String>,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

const ATTENDED: &str = "attended";
const MISSED: &str = "missed";

fn row(treatment: TreatmentId, line: &Line) -> ActiveModel {
    let (attendance, drug, minutes_number) = match &line.entry {
        Entry::Session { attended, .. } => (Some(if *attended { ATTENDED } else { MISSED }), None, None),
        Entry::DrugTest { drug, .. } => (None, drug.map(|drug| drug.as_str().to_owned()), None),
        Entry::Violation { minutes_number, .. } => (None, None, minutes_number.clone()),
        Entry::Left {} | Entry::Returned {} => (None, None, None),
    };
    ActiveModel {
        id: Set(line.id),
        treatment_id: Set(treatment.0),
        occurred_on: Set(line.occurred_on),
        kind: Set(line.entry.kind().to_owned()),
        detail: Set(line.entry.detail().to_owned()),
        attendance: Set(attendance.map(str::to_owned)),
        drug: Set(drug),
        minutes_number: Set(minutes_number),
        recorded_at: Set(line.recorded_at),
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, lines: &[(TreatmentId, Line)]) -> Result<(), DbErr> {
    if !lines.is_empty() {
        let rows = lines.iter().map(|(treatment, line)| row(*treatment, line));
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The books of these treatments, each in the order of its days; one without lines is missing.
pub async fn of(
    db: &impl ConnectionTrait,
    treatments: impl IntoIterator<Item = TreatmentId>,
) -> Result<HashMap<TreatmentId, Vec<Line>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::TreatmentId.is_in(treatments.into_iter().map(|id| id.0)))
        .order_by_asc(Column::OccurredOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut books: HashMap<TreatmentId, Vec<Line>> = HashMap::new();
    for row in rows {
        books.entry(TreatmentId(row.treatment_id)).or_default().push(row.read()?);
    }
    Ok(books)
}

impl Model {
    fn read(self) -> Result<Line, DbErr> {
        let Self { id, occurred_on, recorded_at, detail, .. } = self;
        let entry = match self.kind.as_str() {
            "session" => {
                Entry::Session { about: code(&detail)?, attended: self.attendance.as_deref() == Some(ATTENDED) }
            }
            "drug_test" => {
                Entry::DrugTest { result: code(&detail)?, drug: self.drug.as_deref().map(code).transpose()? }
            }
            "violation" => Entry::Violation { violation: code(&detail)?, minutes_number: self.minutes_number },
            "left" => Entry::Left {},
            "returned" => Entry::Returned {},
            other => return Err(DbErr::Custom(format!("unknown kind of entry: {other}"))),
        };
        Ok(Line { id, occurred_on, entry, recorded_at })
    }
}
