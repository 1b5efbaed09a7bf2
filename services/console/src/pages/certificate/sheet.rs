//! The sheet after Decree 30/2020. It is an official document and Vietnamese in both languages.

use ::certificates::{Form, Qr};
use chrono::NaiveDate;
use documents::letter::Letterhead;
use domain::places;
use maud::{Markup, PreEscaped, html};
use web::Language;

use super::super::certificate_check::where_to_check;
use crate::api::certificates::Certificate;
use crate::api::facility::Facility;
use crate::api::registry::Person;
use crate::areas;
use crate::failure::Failure;
use crate::format;
use crate::i18n::certificates as t;
use crate::i18n::codes::Labelled;

const SHEET: Language = Language::Vietnamese;

/// Who issues it.
pub struct Office {
    pub issuer: String,
    /// Where it is, for the line with the date.
    pub place: Option<String>,
    /// In capitals.
    pub signer: &'static str,
}

impl Office {
    pub fn facility(facility: &Facility, issued_on: NaiveDate) -> Self {
        let province = places::find(&facility.province_code, issued_on);
        let place = province.map(|unit| unit.name.to_owned());
        Self { issuer: facility.name.clone(), place, signer: "GIÁM ĐỐC" }
    }
}

/// What the sheet is filled from.
pub struct Known {
    pub certificate: Certificate,
    pub person: Person,
    pub office: Office,
    /// What was completed, from when to when.
    pub done: String,
}

pub fn sheet(known: &Known, today: NaiveDate) -> Result<Markup, Failure> {
    let Known { certificate, person, office, done } = known;
    Ok(html! {
        article.sheet lang="vi" {
            @if let Some(key) = certificate.form.key() { p.form-mark { (key.vi()) } }
            (letterhead(office, Some(&certificate.number), Some(certificate.issued_on)))
            h2 { (title(certificate.form).to_uppercase()) }
            p { (office.issuer) " xác nhận:" }
            (identity(person, today))
            p { (done) }
            footer {
                (proof(certificate)?)
                div.signature {
                    p { strong { (office.signer) } }
                    p.place-date { "(Ký, ghi rõ họ tên, đóng dấu)" }
                }
            }
        }
    })
}

/// Who somebody is.
pub fn identity(person: &Person, today: NaiveDate) -> Markup {
    let person = &person.summary;
    let commune = areas::commune(&person.commune_code, &person.province_code, today);
    let lives = format!("{commune}, {}", areas::name(&person.province_code, today));
    html! {
        dl {
            div { dt { "Họ và tên" } dd.name { (person.name.to_uppercase()) } }
            div { dt { "Giới tính" } dd { (format::capital(person.sex.label(SHEET))) } }
            div { dt { "Ngày, tháng, năm sinh" } dd { (format::birth(&person.birth, SHEET)) } }
            div { dt { "Nơi cư trú" } dd { (lives) } }
        }
    }
}

/// The head of a document; what is not known is left as dots to write on.
pub fn letterhead(office: &Office, number: Option<&str>, dated: Option<NaiveDate>) -> Markup {
    let letterhead = Letterhead {
        parent: None,
        issuer: office.issuer.clone(),
        number: number.map(str::to_owned),
        place: office.place.clone().unwrap_or_else(|| "…………".to_owned()),
        date: dated,
    };
    html! {
        header.letterhead {
            div {
                p.issuer { (letterhead.issuer.to_uppercase()) }
                p { "Số: " (number.unwrap_or("…………")) }
            }
            div {
                p.nation { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" }
                p.motto { "Độc lập - Tự do - Hạnh phúc" }
                p.place-date { (letterhead.place_and_date()) }
            }
        }
    }
}

/// The code, to be scanned or typed.
fn proof(certificate: &Certificate) -> Result<Markup, Failure> {
    let qr = Qr::of(&certificate.scanned).map_err(|_| Failure::Broken { trace_id: None })?;
    Ok(html! {
        div.proof {
            // Numbers and fixed words only: nothing in it was typed by anybody.
            div.qr role="img" aria-label=(t::QR_LABEL.to(SHEET)) { (PreEscaped(qr.svg())) }
            p.groups { @for group in certificate.code.split('-') { span { (group) } " " } }
            @if let Some(sentence) = where_to_check(&certificate.scanned, SHEET) { p { (sentence) } }
        }
    })
}

fn title(form: Form) -> &'static str {
    if form == Form::Unnumbered { "Giấy chứng nhận" } else { form.vi() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_not_known_has_a_plain_title() {
        assert_eq!(title(Form::Unnumbered), "Giấy chứng nhận");
        assert_eq!(title(Form::D116N26b), "Giấy xác nhận hoàn thành cai nghiện tại cơ sở");
    }
}
