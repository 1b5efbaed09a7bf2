//! Whose letterhead a form has: the commune's committee until the police took over on 1/3/2025, its police since.

use chrono::NaiveDate;
use documents::letter::Letterhead;
use domain::law::PackId;
use domain::places::{self, Level, Unit};

use super::Known;

/// The units that a form names.
pub struct Place {
    commune: Option<&'static Unit>,
    district: Option<&'static Unit>,
    province: Option<&'static Unit>,
    pack: PackId,
}

impl Known<'_> {
    pub(super) fn place(&self) -> Place {
        let residence = &self.person.residence;
        let (commune, on) = unit(&residence.commune_code, &residence.province_code, self.today);
        let above = commune.and_then(|commune| commune.parent).and_then(|parent| places::find(parent, on));
        Place {
            commune,
            district: above.filter(|unit| unit.level == Level::District),
            province: places::find(&residence.province_code, on),
            pack: self.pack,
        }
    }
}

/// A commune as of the newest day on which it lay in that province, because codes are used again.
pub fn unit(code: &str, province: &str, today: NaiveDate) -> (Option<&'static Unit>, NaiveDate) {
    let on = places::day_together(code, province, today).unwrap_or(today);
    (places::find(code, on), on)
}

fn named(unit: Option<&Unit>) -> String {
    unit.map_or_else(|| "…………".to_owned(), Unit::full_name)
}

/// "xã Mỹ Tân" within a sentence.
fn within(unit: Option<&Unit>) -> String {
    unit.map_or_else(|| "…………".to_owned(), |unit| format!("{} {}", unit.kind, unit.name))
}

impl Place {
    fn is_police(&self) -> bool {
        !matches!(self.pack, PackId::A | PackId::B1)
    }

    pub fn issuer(&self) -> String {
        let body = if self.is_police() { "Công an" } else { "Ủy ban nhân dân" };
        format!("{body} {}", within(self.commune))
    }

    pub fn letterhead(&self) -> Letterhead {
        let parent = if self.is_police() {
            format!("Công an {}", within(self.province))
        } else {
            format!("Ủy ban nhân dân {}", within(self.district.or(self.province)))
        };
        self.head(parent, self.issuer())
    }

    /// The district's labour division, which asked the court until 28/2/2025.
    pub fn division(&self) -> Letterhead {
        let parent = format!("Ủy ban nhân dân {}", within(self.district));
        self.head(parent, "Phòng Lao động - Thương binh và Xã hội".to_owned())
    }

    fn head(&self, parent: String, issuer: String) -> Letterhead {
        let place = self.commune.map_or_else(
            || "…………".to_owned(),
            |commune| {
                // "2, ngày …" would be no place.
                if commune.name.bytes().all(|byte| byte.is_ascii_digit()) {
                    commune.full_name()
                } else {
                    commune.name.to_owned()
                }
            },
        );
        Letterhead { parent: Some(parent), issuer, number: None, place, date: None }
    }

    pub fn signer(&self) -> Vec<String> {
        let post = if self.is_police() { "Trưởng Công an" } else { "Chủ tịch" };
        vec![post.to_owned()]
    }

    /// The court, or before it the district's labour division.
    pub fn addressee(&self, court: bool) -> String {
        match (court, self.district) {
            (false, district) => {
                format!("Trưởng phòng Lao động - Thương binh và Xã hội {}", within(district))
            }
            (true, Some(district)) if self.pack != PackId::B2b && self.pack != PackId::C => {
                format!("Tòa án nhân dân {}", within(Some(district)))
            }
            (true, _) => "Tòa án nhân dân khu vực …………".to_owned(),
        }
    }

    /// Commune, district and province of an address.
    pub fn address(&self) -> String {
        let units = [self.commune, self.district, self.province];
        units.into_iter().flatten().map(|unit| named(Some(unit))).collect::<Vec<_>>().join(", ")
    }
}
