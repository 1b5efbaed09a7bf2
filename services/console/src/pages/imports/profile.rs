//! What the headers of an office's lists mean: corrected on the preview, kept under a name.

use axum::extract::Path;
use axum::response::Redirect;
use documents::lists::Field;
use maud::{Markup, html};
use uuid::Uuid;

use super::allowed;
use super::preview::letters;
use crate::api::registry::imports::{self, Import};
use crate::failure::Failure;
use crate::fields::with_query;
use crate::i18n::imports as t;
use crate::visit::{LIST_PAGE, Posted, Visit};

pub fn form(visit: &Visit, import: &Import) -> Markup {
    let language = visit.language;
    html! {
        details {
            summary { (t::MEND_COLUMNS.to(language)) }
            form.stack method="post" action={ (LIST_PAGE) "/" (import.id) "/mau-cot" } {
                input type="hidden" name="csrf" value=(visit.csrf);
                @for column in &import.plan.columns {
                    div.field {
                        label for={ "column-" (column.column) } { (letters(column.column)) ": " span lang="vi" { (column.header) } }
                        select id={ "column-" (column.column) } name={ "cot-" (column.column) } {
                            option value="" { (t::LEFT_ASIDE.to(language)) }
                            @for field in Field::ALL {
                                option value=(field.as_str()) selected[column.field == Some(*field)] {
                                    (language.pick(field.vi(), field.en()))
                                }
                            }
                        }
                    }
                }
                div.field {
                    label for="profile-name" { (t::PROFILE_NAME.to(language)) }
                    input #profile-name name="ten" required autocomplete="off";
                }
                p.actions { button { (t::SAVE_PROFILE.to(language)) } }
            }
        }
    }
}

pub async fn save(visit: Visit, Path(id): Path<Uuid>, Posted(values): Posted) -> Result<Redirect, Failure> {
    allowed(&visit)?;
    let import = imports::one(&visit.api, id).await?;
    let name = values.text("ten");
    let meaning = |column: usize| values.given(&format!("cot-{column}"));
    let headers = import.plan.columns.into_iter().map(|column| (column.header, meaning(column.column))).collect();
    imports::save_profile(&visit.api, name, &headers).await?;
    Ok(Redirect::to(&with_query(LIST_PAGE, [("mau", name)])))
}
