//! How far the projections of a running platform are behind.

use messaging::status::lag as behind;

use super::{Check, Ground, Group};
use crate::code::Code;
use crate::remote::Remote;

/// Nothing where no platform runs on the data folder or no account is given.
pub(super) async fn lag(ground: &Ground<'_>) -> Option<Check> {
    let running = ground.running.as_ref()?.address.is_some();
    let remote = Remote::from_environment(ground.settings.clone(), ground.language).ok().filter(|_| running)?;
    let statuses = match remote.statuses().await {
        Ok(statuses) => statuses.into_iter().map(|(_, status)| status).collect::<Vec<_>>(),
        Err(error) => {
            let mend = crate::words::words(error.root_cause(), ground.language);
            return Some(Check::failed(Group::Projections, "-", Code::Unavailable, mend));
        }
    };
    let parked: i64 = statuses.iter().flat_map(|status| status.parked.values()).sum();
    let lag = behind(&statuses);
    let what =
        ground.say(format!("chậm {lag} sự kiện, giữ lại {parked}"), format!("{lag} events behind, {parked} parked"));
    Some(match (parked, lag) {
        (0, _) => Check::ok(Group::Projections, what),
        _ => Check::warning(Group::Projections, what, "hoanhap messages parked"),
    })
}
