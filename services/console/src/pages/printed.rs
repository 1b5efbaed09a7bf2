//! Printed forms: the panel of links, and the file itself, `…/mau/{key}`.

use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::ids::{DossierId, PersonId};
use maud::{Markup, html};
use web::Language;

use crate::api::registry::forms::{self, Of, PrintedForm};
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::dossiers as t;
use crate::parts::{Tone, badge, missing_part};
use crate::visit::Visit;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The panel with a person's or a dossier's forms.
pub async fn of(visit: &Visit, of: Of) -> Result<Markup, Failure> {
    let language = visit.language;
    let found = part(forms::list(&visit.api, of).await)?;
    let address = match of {
        Of::Person(id) => format!("/nguoi/{id}/mau"),
        Of::Dossier(id) => format!("/ho-so/{id}/mau"),
    };
    Ok(html! {
        section.panel.printed aria-labelledby="printed" {
            h2 #printed { (t::FORMS.to(language)) }
            @match found {
                Ok(forms) if forms.is_empty() => p { (t::NO_FORMS.to(language)) },
                Ok(forms) => {
                    p.hint { (t::FORMS_HINT.to(language)) }
                    ul.plain { @for form in &forms { li { (entry(form, &address, language)) } } }
                }
                Err(failure) => (missing_part(&failure, language)),
            }
        }
    })
}

fn entry(form: &PrintedForm, address: &str, language: Language) -> Markup {
    let missing: Vec<&str> = form.missing.iter().map(|field| field.to(language)).collect();
    html! {
        @if form.available && is_plain(&form.key) {
            a href={ (address) "/" (form.key) } download { (form.title(language)) }
        } @else {
            (form.title(language)) " " (badge(Tone::Plain, t::FORM_AWAY.to(language)))
        }
        small.wrap { (quoted(form, language)) }
        @if !missing.is_empty() {
            details {
                summary {
                    (t::FORM_MISSING.with(language, &[&format::count(missing.len(), language)]))
                    span.hidden { " (" (form.title(language)) ")" }
                }
                small.wrap lang="vi" { (missing.join("; ")) }
            }
        }
    }
}

/// Numbers are used again in each decree and annex, so a form is quoted with both.
fn quoted(form: &PrintedForm, language: Language) -> String {
    match &form.annex {
        Some(annex) => t::FORM_KEY.with(language, &[&form.number, annex, &form.decree]),
        None => t::FORM_KEY_PLAIN.with(language, &[&form.number, &form.decree]),
    }
}

pub async fn of_person(visit: Visit, Path((id, key)): Path<(PersonId, String)>) -> Result<Response, Failure> {
    file(&visit, Of::Person(id), &key).await
}

pub async fn of_dossier(visit: Visit, Path((id, key)): Path<(DossierId, String)>) -> Result<Response, Failure> {
    file(&visit, Of::Dossier(id), &key).await
}

async fn file(visit: &Visit, of: Of, key: &str) -> Result<Response, Failure> {
    if !is_plain(key) {
        return Err(Failure::Missing);
    }
    let bytes = forms::docx(&visit.api, of, key).await?;
    let name = format!("attachment; filename=\"{key}.docx\"");
    Ok(([(CONTENT_TYPE, DOCX.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// A key goes into an address and a header.
fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_cannot_change_the_path_it_stands_in() {
        assert!(is_plain("d163-V-32") && is_plain("116_only_26a"));
        for key in ["", "..", "a/b", "a.b", "x?y", "x%2f", "x\"y"] {
            assert!(!is_plain(key), "{key}");
        }
    }
}
