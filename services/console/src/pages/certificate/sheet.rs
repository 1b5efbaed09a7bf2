//! The sheet after Decree 30/2020. It is an official document and Vietnamese in both languages.

use ::certificates::{Form, Qr};
use chrono::NaiveDate;
use documents::letter::Letterhead;
use domain::codes::AdmissionBasis;
use domain::places;
use maud::{Markup, PreEscaped, html};
use web::Language;

use super::super::certificate_check::where_to_check;
use crate::api::certificates::Certificate;
use crate::api::facility::{Admission, Facility};
use crate::api::registry::Person;
use crate::areas;
use crate::failure::Failure;
use crate::format;
use crate::i18n::certificates as t;
use crate::i18n::codes::Labelled;

const SHEET: Language = Language::Vietnamese;

/// What the sheet is filled from.
pub struct Known {
    pub certificate: Certificate,
    pub stay: Admission,
    pub facility: Facility,
    pub person: Person,
}

pub fn sheet(known: &Known, today: NaiveDate) -> Result<Markup, Failure> {
    let Known { certificate, stay, facility, person } = known;
    let person = &person.summary;
    let commune = areas::commune(&person.commune_code, &person.province_code, today);
    let lives = format!("{commune}, {}", areas::name(&person.province_code, today));
    Ok(html! {
        article.sheet lang="vi" {
            @if let Some(key) = certificate.form.key() { p.form-mark { (key.vi()) } }
            (letterhead(facility, certificate))
            h2 { (title(certificate.form).to_uppercase()) }
            p { (facility.name) " xác nhận:" }
            dl {
                div { dt { "Họ và tên" } dd.name { (person.name.to_uppercase()) } }
                div { dt { "Giới tính" } dd { (format::capital(person.sex.label(SHEET))) } }
                div { dt { "Ngày, tháng, năm sinh" } dd { (format::birth(&person.birth, SHEET)) } }
                div { dt { "Nơi cư trú" } dd { (lives) } }
            }
            p { (completed(stay, certificate)) }
            footer {
                (proof(certificate)?)
                div.signature {
                    p { strong { "GIÁM ĐỐC" } }
                    p.place-date { "(Ký, ghi rõ họ tên, đóng dấu)" }
                }
            }
        }
    })
}

fn letterhead(facility: &Facility, certificate: &Certificate) -> Markup {
    let province = places::find(&facility.province_code, certificate.issued_on);
    let letterhead = Letterhead {
        parent: None,
        issuer: facility.name.clone(),
        number: Some(certificate.number.clone()),
        place: province.map_or_else(|| "…………".to_owned(), |unit| unit.name.to_owned()),
        date: Some(certificate.issued_on),
    };
    html! {
        header.letterhead {
            div {
                p.issuer { (letterhead.issuer.to_uppercase()) }
                p { "Số: " (certificate.number) }
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

fn completed(stay: &Admission, certificate: &Certificate) -> String {
    let from = format::date(stay.admitted_on, SHEET);
    let to = format::date(stay.ended_on.unwrap_or(certificate.issued_on), SHEET);
    let what = match (stay.basis, &stay.decision_number) {
        (AdmissionBasis::CourtDecision, Some(number)) => {
            format!("chấp hành xong quyết định đưa vào cơ sở cai nghiện bắt buộc số {number} của Tòa án")
        }
        (AdmissionBasis::CourtDecision, None) => "chấp hành xong quyết định cai nghiện bắt buộc".to_owned(),
        (AdmissionBasis::Voluntary, _) => "hoàn thành cai nghiện tự nguyện tại cơ sở".to_owned(),
        (_, _) => "hết thời hạn ở tại cơ sở".to_owned(),
    };
    format!("Đã {what}, từ ngày {from} đến ngày {to}.")
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
