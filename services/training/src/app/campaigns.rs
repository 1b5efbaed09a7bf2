//! Opening and listing campaigns.

use chrono::NaiveDate;
use domain::codes::MaterialKind;
use domain::ids::CampaignId;
use domain::paging::{self, Page};
use domain::text;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use crate::domain::campaign::Campaign;
use crate::store;
use crate::store::activities::Held;

/// A campaign to open.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenCampaign {
    pub title: String,
    /// Two digits, valid on `occurred_on`.
    pub province_code: String,
    /// The day it began.
    pub occurred_on: NaiveDate,
}

pub async fn open(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    command: OpenCampaign,
) -> Result<CampaignId, Problem> {
    Scope::require(caller.scope_of(Right::RecordTraining).covers_area(&[&command.province_code]))?;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let campaign = Campaign {
        id: CampaignId(context.new_id()),
        version: 1,
        title: text::tidy(&command.title),
        province_code: command.province_code,
        occurred_on: command.occurred_on,
    };
    let (campaign, event) = Campaign::open(campaign, context.today()).map_err(Problem::fields)?;
    store::campaigns::insert(&tx, &campaign).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, campaign.version)).await?;
    claim.complete(&tx, &campaign.id).await?;
    context.commit(tx).await?;
    Ok(campaign.id)
}

/// Which campaigns to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListCampaigns {
    pub province_code: Option<String>,
    pub cursor: Option<CampaignId>,
    pub limit: Option<u64>,
}

/// A campaign with its numbers.
pub struct Counted {
    pub campaign: Campaign,
    pub held: Held,
    /// In the order of [`MaterialKind::ALL`].
    pub materials: Vec<(MaterialKind, i64)>,
}

/// The campaigns the caller may see, with their numbers.
pub async fn list(context: &Context, caller: &Caller, query: ListCampaigns) -> Result<Page<Counted>, Problem> {
    let limit = query.limit.unwrap_or(paging::DEFAULT_LIMIT).clamp(1, paging::MAX_LIMIT);
    let scope = caller.scope_of(Right::ReadTraining);
    let filter =
        store::campaigns::Filter { scope: &scope, province_code: query.province_code, after: query.cursor, limit };
    let (campaigns, total) = store::campaigns::list(&context.db, filter).await?;
    let held = store::activities::tally(&context.db, campaigns.iter().map(|campaign| campaign.id)).await?;
    let given = store::materials::tally(&context.db, campaigns.iter().map(|campaign| campaign.id)).await?;
    let full = u64::try_from(campaigns.len()).unwrap_or(0) == limit;
    let next = campaigns.last().filter(|_| full).map(|last| last.id.to_string());
    let items = campaigns.into_iter().map(|campaign| {
        let id = campaign.id;
        let quantity = |kind: &MaterialKind| (*kind, given.get(&(id, *kind)).copied().unwrap_or_default());
        let materials = MaterialKind::ALL.iter().map(quantity).collect();
        Counted { campaign, held: held.get(&id).copied().unwrap_or_default(), materials }
    });
    Ok(Page { items: items.collect(), total, next })
}
