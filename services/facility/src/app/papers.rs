//! Papers that come with an admission, or after it.

use chrono::NaiveDate;
use domain::FieldError;
use domain::ids::AdmissionId;
use domain::law::AdmissionPaper;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Problem};

use super::intake::{Opened, Writing};
use crate::domain::paper::Paper;
use crate::store;

/// A paper that is there.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivePaper {
    pub paper: AdmissionPaper,
    #[serde(default)]
    pub number: Option<String>,
    pub dated_on: NaiveDate,
}

/// Records a paper; said again, the last stands. Answers with the stay's id.
pub async fn give(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: GivePaper,
) -> Result<Uuid, Problem> {
    let writing = match Writing::open(context, caller, key, id, &command).await? {
        Opened::Seen(id) => return Ok(id),
        Opened::New(writing) => writing,
    };
    let paper = check(command, context.today()).map_err(Problem::fields)?;
    store::papers::give(&writing.tx, id, &paper, context.now(), caller.account).await?;
    writing.finish(context, id.0).await
}

fn check(command: GivePaper, today: NaiveDate) -> Result<Paper, Vec<FieldError>> {
    let GivePaper { paper, number, dated_on } = command;
    Paper::give(Paper { kind: paper, number, dated_on }, today)
}

/// The papers of an admission that is being recorded.
pub fn check_all(commands: Vec<GivePaper>, today: NaiveDate) -> Result<Vec<Paper>, Problem> {
    let mut papers = Vec::new();
    for (number, command) in commands.into_iter().enumerate() {
        let at = |error: FieldError| FieldError { field: format!("papers[{number}].{}", error.field), ..error };
        papers.push(check(command, today).map_err(|errors| Problem::fields(errors.into_iter().map(at).collect()))?);
    }
    Ok(papers)
}
