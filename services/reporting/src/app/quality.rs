//! Data quality: what can't be right, with the lines that say so.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{FacilityId, PersonId};
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Caller, Problem, Right, Scope};

use super::lines::{LineView, PageOf, view};
use crate::domain::ledger::Book;
use crate::domain::overlap::{Entry, Overlap, OverlapKind, Span, overlaps};
use crate::store;
use crate::store::lines::Model;

/// Persons with two measures open at once, page by page.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Overlaps {
    /// Overlaps in all.
    pub total: u64,
    pub items: Vec<OverlapView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OverlapView {
    /// Whom the records stand for.
    pub person_id: PersonId,
    pub kind: OverlapKind,
    pub vi: String,
    pub en: String,
    /// The first day at whose end both were open.
    pub from: NaiveDate,
    /// The day on which the first of them ended; absent while both are open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Days at whose end both were open, up to today.
    pub days: i64,
    /// The measure that began first, and the other.
    pub sides: Vec<SideView>,
}

/// One of two measures. Outside the caller's area only book, province and days are told.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SideView {
    pub book: Book,
    pub province_code: String,
    pub from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The stay, treatment or case, by its id in its service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure_id: Option<Uuid>,
    /// The record it was recorded for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_for: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune_code: Option<String>,
    pub lines: Vec<LineView>,
}

/// Where, and as known when.
#[derive(Clone, Debug)]
pub struct Asked {
    pub province: String,
    pub known_at: Option<DateTime<Utc>>,
}

/// The overlaps with a side in a province, earliest first.
pub async fn list_overlaps(
    context: &Context,
    caller: &Caller,
    asked: Asked,
    page: PageOf,
) -> Result<Overlaps, Problem> {
    let scope = caller.scope_of(Right::ReadReports);
    Scope::require(scope.covers_area(&[&asked.province]))?;
    let mut found: Vec<(Overlap, PersonId, [Measure; 2])> = Vec::new();
    for (person, lines) in store::overlaps::lines(&context.db, &asked.province, asked.known_at).await? {
        let measures = measures(lines)?;
        let spans: Vec<Span> = measures.values().map(|measure| measure.span).collect();
        for overlap in overlaps(&spans) {
            let sides = [overlap.first, overlap.second].map(|span| measures[&span.measure_id].clone());
            if sides.iter().any(|side| side.lines.iter().any(|line| line.province_code == asked.province)) {
                found.push((overlap, PersonId(person), sides));
            }
        }
    }
    found.sort_by_key(|(overlap, person, _)| (overlap.from, *person, overlap.second.measure_id));
    let Page { items: found, total, next } = page.cut(found);
    let mut items = Vec::new();
    for (overlap, person_id, sides) in found {
        let sides = sides.into_iter().map(|side| side.show(&scope, person_id)).collect::<Result<_, _>>()?;
        items.push(OverlapView {
            person_id,
            kind: overlap.kind,
            vi: overlap.kind.vi().to_owned(),
            en: overlap.kind.en().to_owned(),
            from: overlap.from,
            until: overlap.until,
            days: overlap.days(context.today()),
            sides,
        });
    }
    Ok(Overlaps { total, items, next })
}

fn entry(line: &Model) -> Entry<'_> {
    Entry { to_population: &line.to_population, cause: &line.cause, occurred_on: line.occurred_on }
}

/// A measure with its lines.
#[derive(Clone)]
struct Measure {
    span: Span,
    lines: Vec<Model>,
}

/// One person's lines, which come in their order, by measure.
fn measures(lines: Vec<Model>) -> Result<BTreeMap<Uuid, Measure>, Problem> {
    let mut by_measure: BTreeMap<Uuid, Vec<Model>> = BTreeMap::new();
    for line in lines {
        let Some(measure) = line.measure_id else { continue };
        by_measure.entry(measure).or_default().push(line);
    }
    let mut measures = BTreeMap::new();
    for (id, lines) in by_measure {
        let book = lines[0].book.parse().map_err(|_| Problem::internal())?;
        let entries: Vec<Entry<'_>> = lines.iter().map(entry).collect();
        let span = Span::of(id, book, &entries).ok_or_else(Problem::internal)?;
        measures.insert(id, Measure { span, lines });
    }
    Ok(measures)
}

impl Measure {
    /// Where it is, or was last.
    fn place(&self) -> &Model {
        &self.lines[self.lines.len() - 1]
    }

    fn show(self, scope: &Scope, person_id: PersonId) -> Result<SideView, Problem> {
        let place = self.place();
        let Span { measure_id, book, from, until } = self.span;
        let province_code = place.province_code.clone();
        let outside = SideView {
            book,
            province_code,
            from,
            until,
            measure_id: None,
            recorded_for: None,
            facility_id: None,
            commune_code: None,
            lines: Vec::new(),
        };
        if !scope.covers_area(&[&place.province_code]) {
            return Ok(outside);
        }
        Ok(SideView {
            measure_id: Some(measure_id),
            recorded_for: place.counted_id.map(PersonId),
            facility_id: place.facility_id.map(FacilityId),
            commune_code: place.commune_code.clone(),
            lines: self.lines.into_iter().map(|line| view(line, Some(person_id))).collect::<Result<_, _>>()?,
            ..outside
        })
    }
}
