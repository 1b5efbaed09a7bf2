//! What is built in: the version, the law, the administrative units.

use domain::{law, places as units};
use runtime::context;

use super::{Check, Ground, Group};

pub(super) fn version() -> Check {
    Check::ok(Group::Version, format!("hoanhap {}", env!("CARGO_PKG_VERSION")))
}

pub(super) fn law(ground: &Ground<'_>) -> Check {
    let pack = law::pack_in_force(context::now().date_naive()).id;
    Check::ok(Group::Law, ground.say(format!("gói {pack} đang có hiệu lực"), format!("pack {pack} is in force")))
}

pub(super) fn places(ground: &Ground<'_>) -> Check {
    let today = context::now().date_naive();
    let (number, day) = (units::provinces(today).count(), today.format("%d/%m/%Y"));
    let vi = format!("{number} tỉnh, thành phố vào ngày {day}");
    Check::ok(Group::Places, ground.say(vi, format!("{number} provinces and cities on {day}")))
}
