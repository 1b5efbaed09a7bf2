//! Drafting referrals, one or many at a time, and listing them.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::{ReferralKind, ReferralState};
use domain::ids::{AftercareCaseId, ReferralId};
use domain::money::Vnd;
use domain::paging::Page;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right};

use super::cases::viewed;
use crate::domain::referral::{Draft, Referral};
use crate::store;
use crate::store::transitions::Step;

/// A referral to draft.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftReferral {
    pub case_id: AftercareCaseId,
    pub kind: ReferralKind,
    /// To whom: an employment service, a bank's branch, a school.
    pub partner: String,
    pub occurred_on: NaiveDate,
    /// When the person agreed that the partner may be told; without it the referral can't be sent.
    #[serde(default)]
    pub consent_on: Option<NaiveDate>,
    /// Whole VND; needed for a loan.
    #[serde(default)]
    pub amount: Option<Vnd>,
    #[serde(default)]
    pub purpose: Option<String>,
}

/// Drafts referrals in one transaction; an item that is refused does not touch the others.
pub async fn draft_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<DraftReferral, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&DraftReferral>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::KeepAftercare);
    let cases = store::cases::lock(&tx, &scope, request.iter().flatten().map(|item| item.case_id)).await?;
    let recorder = context.recorder(caller);
    let (mut drafted, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| {
            let draft = Draft {
                id: ReferralId(context.new_id()),
                case: cases.get(&command.case_id).ok_or_else(unknown_case)?,
                kind: command.kind,
                partner: &command.partner,
                occurred_on: command.occurred_on,
                consent_on: command.consent_on,
                amount: command.amount,
                purpose: command.purpose.as_deref(),
                today: context.today(),
            };
            Ok(Referral::draft(draft)?)
        });
        results.push(decided.map(|(referral, event)| {
            events.push(recorder.record(&event, referral.version));
            let id = referral.id.0;
            drafted.push(referral);
            id
        }));
    }
    store::referrals::save_all(&tx, &drafted.iter().collect::<Vec<_>>()).await?;
    outbox::append_all(&tx, events).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

/// The case may be about to open: the news of the completed treatment takes a moment.
fn unknown_case() -> Problem {
    FieldError::new(
        "case_id",
        "case.unknown",
        "Không có hồ sơ quản lý sau cai này trong phạm vi của bạn. Nếu vừa hoàn thành cai nghiện, hãy thử lại sau giây lát.",
        "There is no such aftercare case within your scope. If treatment was just completed, try again in a moment.",
    )
    .into()
}

/// Which referrals to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListReferrals {
    pub case_id: Option<AftercareCaseId>,
    pub state: Option<ReferralState>,
    pub kind: Option<ReferralKind>,
    pub cursor: Option<ReferralId>,
    pub limit: Option<u64>,
}

/// A referral with its steps so far.
pub struct WithHistory {
    pub referral: Referral,
    pub steps: Vec<Step>,
}

/// The referrals the caller may see. Asking for those of a case is recorded as a read of its person.
pub async fn list(context: &Context, caller: &Caller, query: ListReferrals) -> Result<Page<WithHistory>, Problem> {
    let limit = query.limit.unwrap_or(domain::paging::DEFAULT_LIMIT).clamp(1, domain::paging::MAX_LIMIT);
    let filter = store::referrals::Filter {
        scope: caller.scope_of(Right::ReadAftercare),
        case: query.case_id,
        state: query.state,
        kind: query.kind,
        after: query.cursor,
        limit,
    };
    let tx = context.begin().await?;
    let (items, total) = store::referrals::list(&tx, &filter).await?;
    if let (Some(_), Some(referral)) = (query.case_id, items.first()) {
        context.audit(&tx, &viewed(caller, "referrals.listed"), &[referral.person_id]).await?;
    }
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    let items = with_history(&tx, items).await?;
    context.commit_read(tx).await?;
    Ok(Page { items, total, next })
}

/// These referrals with their steps.
pub async fn with_history(db: &impl ConnectionTrait, referrals: Vec<Referral>) -> Result<Vec<WithHistory>, Problem> {
    let ids = referrals.iter().map(|referral| referral.id);
    let mut steps = store::transitions::of_referrals(db, ids).await?;
    let with = |referral: Referral| {
        let steps = steps.remove(&referral.id).unwrap_or_default();
        WithHistory { referral, steps }
    };
    Ok(referrals.into_iter().map(with).collect())
}
