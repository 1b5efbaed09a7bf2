//! Where somebody lives, and whether that is a stable residence (nơi cư trú ổn định).

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::summary::ResidenceKind;
use domain::places::{self, Level};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A commune with the units it lay in on the day it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residence {
    pub commune_code: String,
    pub district_code: Option<String>,
    pub province_code: String,
}

impl Residence {
    /// The commune of this code on `on`.
    ///
    /// # Errors
    /// When no commune had that code then.
    pub fn on(commune_code: &str, on: NaiveDate) -> Result<Self, FieldError> {
        let unknown = || FieldError::unknown_place("commune_code");
        let commune = places::find(commune_code, on).filter(|unit| unit.level == Level::Commune).ok_or_else(unknown)?;
        let mut lineage = places::lineage(commune.code, on);
        let district = lineage.find(|unit| unit.level == Level::District).map(|unit| unit.code.to_owned());
        let province = places::province_of(commune.code, on).ok_or_else(unknown)?;
        Ok(Self {
            commune_code: commune.code.to_owned(),
            district_code: district,
            province_code: province.code.to_owned(),
        })
    }

    /// The codes an area scope may name.
    pub fn codes(&self) -> Vec<&str> {
        [Some(self.commune_code.as_str()), self.district_code.as_deref(), Some(self.province_code.as_str())]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// One span of living somewhere; the history is never rewritten.
#[derive(Clone, Debug)]
pub struct Stay {
    pub id: Uuid,
    pub kind: ResidenceKind,
    pub residence: Residence,
    pub address: Option<String>,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// What was found out about where a person lives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Findings {
    /// There is a registered permanent or temporary address.
    pub registered: bool,
    /// The person lives at the registered address.
    pub lives_there: bool,
    /// The police there confirmed that the person does not live there and that nobody knows where.
    pub whereabouts_unknown: bool,
    /// The family does not know and the police's databases hold nothing.
    pub family_and_databases_know_nothing: bool,
    /// Whole days at the present dwelling.
    pub days_at_dwelling: u32,
    /// The commune police chief confirmed the present dwelling.
    pub dwelling_confirmed: bool,
}

domain::code_list! {
    /// The ground on which a residence is stable or not.
    Ground {
        LivesAtRegistered = "lives_at_registered", "sinh sống tại nơi đăng ký thường trú, tạm trú", "lives at the registered address";
        ConfirmedDwelling = "confirmed_dwelling", "nơi ở hiện tại từ đủ 30 ngày, có xác nhận của Trưởng Công an cấp xã", "present dwelling of 30 days or more, confirmed by the commune police chief";
        NotAtRegistered = "not_at_registered", "có đăng ký nhưng không sinh sống ở đó, không rõ ở đâu", "registered but not living there, whereabouts unknown";
        NothingKnown = "nothing_known", "gia đình không biết, cơ sở dữ liệu của Công an không có", "family does not know and the databases hold nothing";
        ShortDwelling = "short_dwelling", "không có nơi đăng ký và ở nơi hiện tại dưới 30 ngày", "no registration and less than 30 days at the present dwelling";
        Unconfirmed = "unconfirmed", "chưa đủ căn cứ: cần xác nhận của Trưởng Công an cấp xã", "not enough is known: the commune police chief's confirmation is missing";
    }
}

/// The statutory test's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stability {
    pub stable: bool,
    pub ground: Ground,
}

/// Where the test stands.
pub const STABILITY_ARTICLE: &str = "Nghị định 105/2021/NĐ-CP, Điều 41";
const DWELLING_DAYS: u32 = 30;

/// Decree 105/2021/NĐ-CP Art. 41. Stable: living at the registered address, or, where none is found, at a
/// dwelling for 30 days or more that the commune police chief confirms. Anything that can't be shown to be
/// stable is not; what is merely unconfirmed says so.
pub fn assess(findings: &Findings) -> Stability {
    let (stable, ground) = if findings.registered && findings.lives_there {
        (true, Ground::LivesAtRegistered)
    } else if findings.days_at_dwelling >= DWELLING_DAYS && findings.dwelling_confirmed {
        (true, Ground::ConfirmedDwelling)
    } else if findings.registered && findings.whereabouts_unknown {
        (false, Ground::NotAtRegistered)
    } else if findings.family_and_databases_know_nothing {
        (false, Ground::NothingKnown)
    } else if !findings.registered && findings.days_at_dwelling < DWELLING_DAYS {
        (false, Ground::ShortDwelling)
    } else {
        (false, Ground::Unconfirmed)
    };
    Stability { stable, ground }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::tests::day;

    #[test]
    fn a_commune_is_one_of_its_day() {
        assert!(Residence::on("29869", day(2019, 5, 1)).is_ok());
        assert!(Residence::on("87", day(2019, 5, 1)).is_err());
    }

    #[test]
    fn who_lives_where_registered_has_a_stable_residence() {
        let findings = Findings { registered: true, lives_there: true, ..Findings::default() };
        assert_eq!(assess(&findings), Stability { stable: true, ground: Ground::LivesAtRegistered });
    }

    #[test]
    fn thirty_days_need_the_police_chiefs_word() {
        let days = |days_at_dwelling, dwelling_confirmed| {
            assess(&Findings { days_at_dwelling, dwelling_confirmed, ..Findings::default() })
        };
        assert_eq!(days(30, true).ground, Ground::ConfirmedDwelling);
        assert_eq!(days(29, true).ground, Ground::ShortDwelling);
        assert_eq!(days(30, false).ground, Ground::Unconfirmed);
    }

    #[test]
    fn registered_but_gone_is_not_stable() {
        let findings = Findings { registered: true, whereabouts_unknown: true, ..Findings::default() };
        assert_eq!(assess(&findings), Stability { stable: false, ground: Ground::NotAtRegistered });
    }
}
