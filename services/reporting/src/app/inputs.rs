//! Typing in what the ledger can't know: stated figures, targets, funding.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::{FundingKind, FundingSource};
use domain::money::Vnd;
use domain::places::{self, Level};
use runtime::Context;
use schemars::JsonSchema;
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, EntityTrait};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use super::attainment::Indicator;
use super::reports::CATALOGUE;
use crate::store::inputs::{funding, stated, targets};

/// A figure as an official document states it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateFigure {
    pub report: String,
    pub row: String,
    pub column: String,
    pub province_code: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The day a stock is stated for; leave it out where the document names none.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    pub value: i64,
    /// The document.
    pub source: String,
    /// The sentence.
    pub quote: String,
}

/// A target of a plan.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTarget {
    pub indicator: Indicator,
    pub province_code: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub value: i64,
    /// The percentage as a document prints it, e.g. `117,9`.
    #[serde(default)]
    pub printed_percent: Option<String>,
    /// Seats planned after `to` and up to this day count too.
    #[serde(default)]
    pub expected_until: Option<NaiveDate>,
    pub source: String,
    /// Order in the report.
    pub position: i32,
}

/// An amount of funding.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordFunding {
    pub province_code: String,
    pub year: i32,
    pub source: FundingSource,
    pub kind: FundingKind,
    pub amount: Vnd,
    pub purpose: String,
}

/// Something typed in: checked, then stored as one row.
pub trait Input: Serialize + serde::de::DeserializeOwned + Sized {
    fn province_code(&self) -> &str;
    fn check(&self) -> Vec<FieldError>;
    fn store(self, context: &Context, tx: &DatabaseTransaction) -> impl Future<Output = Result<Uuid, Problem>> + Send;
}

/// Takes items in one transaction; an item that is refused does not touch the others.
pub async fn record_all<T: Input + Send + Sync>(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<T, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&T>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::StateFigures);
    let mut results = Vec::new();
    for item in items {
        let checked = item.and_then(|item| {
            Scope::require(scope.covers_area(&[item.province_code()]))?;
            let errors = item.check();
            if errors.is_empty() { Ok(item) } else { Err(Problem::fields(errors)) }
        });
        results.push(match checked {
            Ok(item) => Ok(item.store(context, &tx).await?),
            Err(problem) => Err(problem),
        });
    }
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

fn check_frame(province_code: &str, from: NaiveDate, to: NaiveDate) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if places::find(province_code, to).is_none_or(|unit| unit.level != Level::Province) {
        errors.push(FieldError::unknown_place("province_code"));
    }
    if from > to {
        let vi = "Ngày đầu kỳ phải trước ngày cuối kỳ.";
        errors.push(FieldError::new("from", "period.reversed", vi, "The period's first day lies after its last."));
    }
    errors
}

impl Input for StateFigure {
    fn province_code(&self) -> &str {
        &self.province_code
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = check_frame(&self.province_code, self.from, self.to);
        if !CATALOGUE.iter().any(|(id, ..)| *id == self.report) {
            errors.push(FieldError::new("report", "report.unknown", "Không có báo cáo này.", "No such report."));
        }
        errors
    }

    async fn store(self, context: &Context, tx: &DatabaseTransaction) -> Result<Uuid, Problem> {
        let id = context.new_id();
        let row = stated::ActiveModel {
            id: Set(id),
            report: Set(self.report),
            row: Set(self.row),
            column: Set(self.column),
            province_code: Set(self.province_code),
            period_from: Set(self.from),
            period_to: Set(self.to),
            as_of: Set(self.as_of),
            value: Set(self.value),
            source: Set(self.source),
            quote: Set(self.quote),
            recorded_at: Set(context.now()),
        };
        stated::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(id)
    }
}

impl Input for SetTarget {
    fn province_code(&self) -> &str {
        &self.province_code
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = check_frame(&self.province_code, self.from, self.to);
        if self.value <= 0 {
            errors.push(FieldError::new(
                "value",
                "target.positive",
                "Chỉ tiêu phải lớn hơn 0.",
                "A target is above 0.",
            ));
        }
        errors
    }

    async fn store(self, context: &Context, tx: &DatabaseTransaction) -> Result<Uuid, Problem> {
        let id = context.new_id();
        let row = targets::ActiveModel {
            id: Set(id),
            indicator: Set(self.indicator.as_str().to_owned()),
            province_code: Set(self.province_code),
            period_from: Set(self.from),
            period_to: Set(self.to),
            value: Set(self.value),
            printed_percent: Set(self.printed_percent),
            expected_until: Set(self.expected_until),
            source: Set(self.source),
            position: Set(self.position),
        };
        targets::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(id)
    }
}

impl Input for RecordFunding {
    fn province_code(&self) -> &str {
        &self.province_code
    }

    fn check(&self) -> Vec<FieldError> {
        let day = NaiveDate::from_ymd_opt(self.year, 1, 1).unwrap_or_default();
        let mut errors = check_frame(&self.province_code, day, day);
        if self.amount.0 <= 0 {
            errors.push(FieldError::new(
                "amount",
                "amount.positive",
                "Số tiền phải lớn hơn 0.",
                "An amount is above 0.",
            ));
        }
        errors
    }

    async fn store(self, context: &Context, tx: &DatabaseTransaction) -> Result<Uuid, Problem> {
        let id = context.new_id();
        let row = funding::ActiveModel {
            id: Set(id),
            province_code: Set(self.province_code),
            year: Set(self.year),
            source: Set(self.source.as_str().to_owned()),
            kind: Set(self.kind.as_str().to_owned()),
            amount: Set(self.amount.0),
            purpose: Set(self.purpose),
        };
        funding::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(id)
    }
}
