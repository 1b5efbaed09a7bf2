//! Charts as SVG, drawn here: bars in rows with a mark for what they are measured against.
//!
//! Coordinates are those of a 480-unit wide drawing: each row has its name and value in one line and
//! its bar below. Texts are cut to the room they have, so none leaves
//! the viewBox and none runs into another; the table beside each chart holds the full words.

use maud::{Markup, html};
use web::Language;

use crate::format;
use crate::i18n::{facilities, reports};
use crate::parts::Tone;

const WIDTH: f64 = 480.0;
const ROW: f64 = 44.0;
const TOP: f64 = 4.0;
const BAR_FROM: f64 = 4.0;
const BAR_TO: f64 = 476.0;
/// Where a row's bar begins, below its top.
const BAR_TOP: f64 = 23.0;
const BAR_HEIGHT: f64 = 13.0;
/// Names end and values begin here.
const VALUE_FROM: f64 = 330.0;
const SIZE: f64 = 13.0;
/// A generous estimate of a letter's width: Vietnamese sans-serif text averages 0.52 em.
const LETTER: f64 = SIZE * 0.53;

/// A text with its place.
#[derive(Clone, Debug, PartialEq)]
struct Label {
    x: f64,
    y: f64,
    /// The room to the right of `x`.
    room: f64,
    text: String,
    class: &'static str,
}

impl Label {
    /// The text, cut to its room.
    fn shown(&self) -> String {
        let fitting = (self.room / LETTER).floor().max(1.0);
        let letters = self.text.chars().count() as f64;
        if letters <= fitting {
            return self.text.clone();
        }
        let kept: String = self.text.chars().take((fitting - 1.0) as usize).collect();
        format!("{}…", kept.trim_end())
    }
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
struct Bar {
    from: f64,
    to: f64,
    class: &'static str,
    hatched: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    label: Label,
    value: Label,
    bars: Vec<Bar>,
    mark: Option<f64>,
    /// The bar goes on beyond the scale.
    beyond: bool,
    link: Option<String>,
}

/// Headcount against capacity.
pub struct Occupancy {
    pub name: String,
    pub present: i64,
    pub capacity: i64,
    pub link: String,
}

/// A result against its target.
pub struct Attained {
    pub name: String,
    /// Tenths of a percent.
    pub tenths: i64,
    pub link: Option<String>,
}

/// How a facility stands against its capacity, in words. A capacity of 0 is one that nobody recorded.
pub fn against_capacity(present: i64, capacity: i64, language: Language) -> (Tone, String) {
    if capacity == 0 {
        return (Tone::Plain, facilities::NO_CAPACITY.to(language).to_owned());
    }
    let text = |pair: crate::i18n::Text, number: i64| pair.with(language, &[&format::number(number, language)]);
    match present - capacity {
        over if over > 0 => (Tone::Bad, text(facilities::OVER, over)),
        0 => (Tone::Warning, facilities::FULL.to(language).to_owned()),
        under => (Tone::Good, text(facilities::UNDER, -under)),
    }
}

/// One row per facility: headcount as a bar, capacity as a mark, what is over it hatched.
pub fn occupancy(id: &str, title: &str, description: &str, data: &[Occupancy], language: Language) -> Markup {
    draw(id, title, description, &occupancy_rows(data, language))
}

fn occupancy_rows(data: &[Occupancy], language: Language) -> Vec<Row> {
    let most = data.iter().map(|one| one.present.max(one.capacity)).max().unwrap_or(0).max(1);
    let scale = |value: i64| BAR_FROM + (BAR_TO - BAR_FROM) * value.max(0) as f64 / most as f64;
    let row = |(position, one): (usize, &Occupancy)| {
        let known = one.capacity > 0;
        let within = if known { one.present.min(one.capacity) } else { one.present };
        let mut bars = vec![bar(scale(0), scale(within), "bar")];
        if known && one.present > one.capacity {
            bars.push(Bar { hatched: true, ..bar(scale(one.capacity), scale(one.present), "over") });
        }
        let (tone, words) = against_capacity(one.present, one.capacity, language);
        let (present, capacity) = (format::number(one.present, language), format::number(one.capacity, language));
        let figures = if known { format!("{present}/{capacity} {}", tone.mark()) } else { format!("{present} ·") };
        Row {
            label: label(position, &one.name),
            value: value(position, &format!("{figures} {words}")),
            bars,
            mark: known.then(|| scale(one.capacity)),
            beyond: false,
            link: Some(one.link.clone()),
        }
    };
    data.iter().enumerate().map(row).collect()
}

/// One row per target, with the 100 % marks on one line; bars stop at 150 %.
pub fn attainment(id: &str, title: &str, description: &str, data: &[Attained], language: Language) -> Markup {
    draw(id, title, description, &attainment_rows(data, language))
}

fn attainment_rows(data: &[Attained], language: Language) -> Vec<Row> {
    let scale = |tenths: i64| BAR_FROM + (BAR_TO - BAR_FROM) * tenths.clamp(0, 1500) as f64 / 1500.0;
    let row = |(position, one): (usize, &Attained)| {
        let (class, mark, words) = if one.tenths >= 1000 {
            ("bar", "✓", reports::REACHED)
        } else {
            ("bar short", "▲", reports::NOT_REACHED)
        };
        let percent = format::percent(one.tenths, language);
        Row {
            label: label(position, &one.name),
            value: value(position, &format!("{percent} {mark} {}", words.to(language))),
            bars: vec![bar(scale(0), scale(one.tenths), class)],
            mark: Some(scale(1000)),
            beyond: one.tenths > 1500,
            link: one.link.clone(),
        }
    };
    data.iter().enumerate().map(row).collect()
}

fn bar(from: f64, to: f64, class: &'static str) -> Bar {
    Bar { from, to, class, hatched: false }
}

fn baseline(position: usize) -> f64 {
    TOP + ROW * position as f64 + 16.0
}

fn label(position: usize, text: &str) -> Label {
    Label {
        x: BAR_FROM,
        y: baseline(position),
        room: VALUE_FROM - BAR_FROM - 6.0,
        text: text.to_owned(),
        class: "name",
    }
}

fn value(position: usize, text: &str) -> Label {
    Label { x: VALUE_FROM, y: baseline(position), room: BAR_TO - VALUE_FROM, text: text.to_owned(), class: "value" }
}

fn draw(id: &str, title: &str, description: &str, rows: &[Row]) -> Markup {
    let height = TOP * 2.0 + ROW * rows.len() as f64;
    let linked = rows.iter().any(|row| row.link.is_some());
    html! {
        div.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (height) } role=(if linked { "group" } else { "img" })
                aria-labelledby={ (id) "-title" } aria-describedby={ (id) "-desc" } {
                title id={ (id) "-title" } { (title) }
                desc id={ (id) "-desc" } { (description) }
                defs {
                    pattern id={ (id) "-hatch" } width="6" height="6" patternUnits="userSpaceOnUse"
                        patternTransform="rotate(45)" {
                        rect.hatch-ground width="6" height="6" {}
                        line.hatch-line x1="0" y1="0" x2="0" y2="6" {}
                    }
                }
                @for (position, row) in rows.iter().enumerate() {
                    @match &row.link {
                        Some(link) => a href=(link) { (one(id, position, row)) },
                        None => g { (one(id, position, row)) },
                    }
                }
            }
        }
    }
}

fn one(id: &str, position: usize, row: &Row) -> Markup {
    let top = TOP + ROW * position as f64;
    let shown = row.label.shown();
    html! {
        rect.row x="0" y=(px(top)) width=(WIDTH) height=(px(ROW)) {}
        text class=(row.label.class) x=(px(row.label.x)) y=(px(row.label.y)) {
            @if shown != row.label.text { title { (row.label.text) } }
            (shown)
        }
        @for bar in &row.bars {
            rect class=(bar.class) x=(px(bar.from)) y=(px(top + BAR_TOP)) width=(px((bar.to - bar.from).max(0.0)))
                height=(px(BAR_HEIGHT)) fill=[bar.hatched.then(|| format!("url(#{id}-hatch)"))] {}
        }
        @if row.beyond { text.beyond x=(px(BAR_TO - 10.0)) y=(px(top + BAR_TOP + 11.0)) aria-hidden="true" { "›" } }
        @if let Some(mark) = row.mark {
            line.mark x1=(px(mark)) x2=(px(mark)) y1=(px(top + BAR_TOP - 3.0)) y2=(px(top + BAR_TOP + BAR_HEIGHT + 3.0)) {}
        }
        text class=(row.value.class) x=(px(row.value.x)) y=(px(row.value.y)) { (row.value.shown()) }
    }
}

/// A coordinate with one decimal.
fn px(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        rows_in(Language::Vietnamese)
    }

    fn rows_in(language: Language) -> Vec<Row> {
        let facility = |name: &str, present, capacity| Occupancy {
            name: name.to_owned(),
            present,
            capacity,
            link: "/co-so/1/2019-12-31".to_owned(),
        };
        let facilities = [
            facility("Cơ sở Điều trị nghiện và Phục hồi chức năng tâm thần tỉnh Đồng Tháp", 380, 340),
            facility("A", 12, 0),
            facility("Cơ sở cai nghiện số 1 thành phố Hà Nội", 1_380, 1_340),
        ];
        let target =
            |tenths| Attained {
                name: "Cai nghiện tự nguyện tại cơ sở công lập".to_owned(), tenths, link: None
            };
        let mut rows = occupancy_rows(&facilities, language);
        rows.extend(attainment_rows(&[target(0), target(622), target(1179), target(9000)], language));
        rows
    }

    fn width(text: &str) -> f64 {
        text.chars().count() as f64 * LETTER
    }

    #[test]
    fn every_text_stays_inside_the_drawing() {
        for row in rows() {
            for label in [&row.label, &row.value] {
                assert!(label.x >= 0.0 && label.x + width(&label.shown()) <= WIDTH, "{}", label.shown());
            }
        }
    }

    #[test]
    fn no_name_runs_into_its_value_and_no_bar_leaves_its_room() {
        for row in rows() {
            assert!(row.label.x + width(&row.label.shown()) < row.value.x, "{}", row.label.shown());
            assert!(row.bars.iter().all(|bar| bar.from >= BAR_FROM && bar.to <= BAR_TO + 0.01));
            assert!(row.mark.is_none_or(|mark| (BAR_FROM..=BAR_TO + 0.01).contains(&mark)));
        }
    }

    #[test]
    fn values_are_short_enough_to_be_shown_whole() {
        for row in rows().into_iter().chain(rows_in(Language::English)) {
            assert_eq!(row.value.shown(), row.value.text);
        }
    }

    #[test]
    fn what_is_over_capacity_is_hatched_and_said() {
        let first = &rows()[0];
        assert!(first.bars.iter().any(|bar| bar.hatched));
        assert_eq!(first.value.text, "380/340 ✗ vượt 40");
    }

    #[test]
    fn a_capacity_nobody_recorded_is_never_exceeded() {
        let unknown = &rows()[1];
        assert!(unknown.mark.is_none() && unknown.bars.iter().all(|bar| !bar.hatched));
        assert_eq!(unknown.value.text, "12 · chưa ghi quy mô");
    }

    #[test]
    fn a_chart_with_links_is_no_image() {
        let data = [Occupancy { name: "A".into(), present: 1, capacity: 2, link: "/co-so".into() }];
        assert!(occupancy("c", "t", "d", &data, Language::English).into_string().contains(r#"role="group""#));
        let data = [Attained { name: "A".into(), tenths: 1, link: None }];
        assert!(attainment("c", "t", "d", &data, Language::English).into_string().contains(r#"role="img""#));
    }
}
