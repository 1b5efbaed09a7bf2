//! The pages and their addresses.

mod admission;
mod board;
mod book;
mod certificate;
mod certificate_check;
mod community;
mod dossier;
mod dossier_opening;
mod dossiers;
mod duplicates;
pub mod emergency;
mod endings;
mod facilities;
mod figures;
mod forecast;
mod funding;
mod help;
mod house;
mod imports;
mod intake;
mod language;
mod lines;
mod marking;
mod minutes;
mod movement;
mod operations;
mod overview;
mod person;
mod persons;
mod printed;
mod ratings;
mod recording;
mod records;
mod registration;
mod reliefs;
mod report;
mod reports;
mod returns;
mod roll;
mod sign_in;
mod stay;
mod transfers;
pub mod waiting;
pub mod work;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Redirect;
use axum::routing::{get, post};
use certificate::about::About;
use domain::ids::{AftercareCaseId, TreatmentId};
use runtime::Context;
use serde::de::DeserializeOwned;
use stay::Place;

use crate::assets;
use crate::failure::Failure;
use crate::session::Sessions;
use crate::visit::{Site, attend, guard, nowhere};

pub fn router(context: &Context) -> Router {
    let site = Site { context: context.clone(), sessions: Arc::new(Sessions::new(context)) };
    let signed_in = Router::new()
        .route("/", get(|| async { Redirect::to("/tong-quan") }))
        .route("/tong-quan", get(overview::show))
        .route("/viec", get(work::show))
        .route("/nguoi", get(persons::list))
        .route("/nguoi/tim", get(|| async { Redirect::to("/nguoi") }).post(persons::search))
        .route("/nguoi/moi", get(registration::blank).post(registration::submit))
        .route("/nguoi/{id}", get(person::show))
        .route("/nguoi/{id}/nhan-than", get(person::particulars::show))
        .route("/nguoi/{id}/nhan-than/ten-khac", get(person::particulars::back).post(person::particulars::add_alias))
        .route("/nguoi/{id}/nhan-than/noi-o", get(person::particulars::back).post(person::particulars::begin_residence))
        .route("/nguoi/{id}/nhan-than/on-dinh", get(person::particulars::back).post(person::particulars::assess))
        .route("/nguoi/{id}/ly-lich", get(person::summary::show))
        .route("/nguoi/{id}/ly-lich/sua", get(person::summary::edit::blank).post(person::summary::edit::submit))
        .route("/nguoi/{id}/ai-da-xem", get(person::looks::show))
        .route("/nguoi/{id}/lap-ho-so", get(dossier_opening::blank).post(dossier_opening::submit))
        .route("/nguoi/{id}/mau/{key}", get(printed::of_person))
        .route("/nguoi/{id}/cai-nghien", get(community::registration::blank).post(community::registration::submit))
        .route("/cong-dong", get(community::list))
        .route("/cong-dong/to-doi", get(community::groups::show))
        .route("/cong-dong/to-doi/thanh-lap", get(community::groups::back).post(community::groups::found))
        .route("/cong-dong/to-doi/so-lieu", get(community::groups::back).post(community::groups::state))
        .route("/cong-dong/to-doi/hoat-dong", get(community::groups::back).post(community::groups::record))
        .route(
            "/cong-dong/chuyen/{id}/tra-loi",
            get(community::record::back_to_list).post(community::record::answer_transfer),
        )
        .route("/cong-dong/{id}", get(community::course::show))
        .route("/cong-dong/{id}/quyet-dinh", get(community::record::back).post(community::record::decide))
        .route("/cong-dong/{id}/ke-hoach", get(community::record::back).post(community::record::plan))
        .route("/cong-dong/{id}/bat-dau", get(community::record::back).post(community::record::start))
        .route("/cong-dong/{id}/so", get(community::record::back).post(community::record::enter))
        .route("/cong-dong/{id}/hoan-thanh", get(community::record::back).post(community::record::complete))
        .route("/cong-dong/{id}/cham-dut", get(community::record::back).post(community::record::terminate))
        .route("/cong-dong/{id}/chuyen", get(community::record::back).post(community::record::send))
        .route("/ho-so", get(dossiers::list))
        .route("/ho-so/{id}", get(dossier::show))
        .route("/ho-so/{id}/buoc", get(dossier::back).post(dossier::record))
        .route("/ho-so/{id}/giay-to", get(dossier::back).post(dossier::receive))
        .route("/ho-so/{id}/tam-dung", get(dossier::back).post(dossier::pause))
        .route("/ho-so/{id}/chay-tiep", get(dossier::back).post(dossier::resume))
        .route("/ho-so/{id}/quyet-dinh", get(dossier::back).post(dossier::decide))
        .route("/ho-so/{id}/mau/{key}", get(printed::of_dossier))
        .route("/nguoi/{id}/chuyen", get(transfers::sending::blank).post(transfers::sending::submit))
        .route("/chuyen-ho-so", get(transfers::list))
        .route("/chuyen-ho-so/{id}/tra-loi", get(transfers::back).post(transfers::answer))
        .route("/khan-cap", get(emergency::show).post(emergency::submit))
        .route("/doi-chieu", get(duplicates::list))
        .route("/doi-chieu/{id}", get(duplicates::pair::show))
        .route("/doi-chieu/{id}/gop", get(duplicates::pair::back).post(duplicates::pair::merge))
        .route("/doi-chieu/{id}/khac-nguoi", get(duplicates::pair::back).post(duplicates::pair::not_same))
        .route("/doi-chieu/{id}/huy-gop", get(duplicates::pair::back).post(duplicates::pair::unmerge))
        .route("/nhap-lieu", get(imports::show).post(imports::submit))
        .route("/nhap-lieu/{id}", get(imports::preview::show))
        .route("/nhap-lieu/{id}/de-lai", get(imports::preview::rejected))
        .route("/nhap-lieu/{id}/mau-cot", get(imports::progress::back).post(imports::save_profile))
        .route("/nhap-lieu/{id}/ghi", get(imports::progress::back).post(imports::progress::write))
        .route("/nhap-lieu/{id}/hoan-tac", get(imports::progress::back).post(imports::progress::undo))
        .route("/sap-het-han", get(endings::list).post(endings::submit))
        .route("/ban-giao", get(returns::list))
        .route("/ban-giao/luot/{admission}/bien-ban", get(minutes::hand_over))
        .route("/ban-giao/luot/{admission}", get(returns::handing::blank).post(returns::handing::submit))
        .route("/ban-giao/{id}/tra-loi", get(returns::back).post(returns::answer))
        .route("/ban-giao/{id}/trinh-dien", get(returns::back).post(returns::arrive))
        .route("/co-so", get(facilities::list))
        .route("/co-so/{id}", get(board::choose))
        .route("/co-so/{id}/du-bao", get(forecast::show))
        .route("/co-so/{id}/ho-so", get(house::show))
        .route("/co-so/{id}/ho-so/{part}", get(house::record::back).post(house::record::submit))
        .route("/co-so/{id}/danh-sach-cho", get(waiting::show))
        .route("/co-so/{id}/danh-sach-cho/{part}", get(waiting::back).post(waiting::submit))
        .route("/co-so/{id}/{date}", get(board::show))
        .route("/co-so/{id}/{date}/diem-danh", get(roll::show).post(roll::submit))
        .route("/co-so/{id}/{date}/theo-nhom", get(records::session::show).post(records::session::submit))
        .route("/co-so/{id}/{date}/xep-loai", get(ratings::show).post(ratings::submit))
        .route("/co-so/{id}/{date}/thu-tuc", get(reliefs::list))
        .route("/co-so/{id}/{date}/tiep-nhan", get(admission::blank).post(admission::submit))
        .route("/co-so/{id}/{date}/luot/{admission}", get(movement::show))
        .route("/co-so/{id}/{date}/luot/{admission}/bien-ban", get(minutes::reception))
        .route("/co-so/{id}/{date}/luot/{admission}/giay-to", get(intake::show))
        .route(
            "/co-so/{id}/{date}/luot/{admission}/giay-to/{part}",
            get(intake::record::back).post(intake::record::submit),
        )
        .route("/co-so/{id}/{date}/luot/{admission}/bien-dong", get(movement::back).post(movement::submit_movement))
        .route(
            "/co-so/{id}/{date}/luot/{admission}/dong/{entry}",
            get(movement::back_from_entry).post(movement::submit_correction),
        )
        .route("/co-so/{id}/{date}/luot/{admission}/dieu-tri", get(records::show).post(records::submit))
        .route(
            "/co-so/{id}/{date}/luot/{admission}/dieu-tri/{record}",
            get(records::back_from_record).post(records::withdraw),
        )
        .route("/co-so/{id}/{date}/luot/{admission}/thu-tuc", get(reliefs::stay::show).post(reliefs::stay::propose))
        .route(
            "/co-so/{id}/{date}/luot/{admission}/giam-thoi-han",
            get(reliefs::stay::back).post(reliefs::stay::reduce),
        )
        .route(
            "/co-so/{id}/{date}/luot/{admission}/thu-tuc/{relief}/{what}",
            get(reliefs::stay::back_from_relief).post(reliefs::stay::change),
        )
        .route("/co-so/{id}/{date}/luot/{admission}/ra", get(movement::back).post(movement::submit_release))
        .merge(certificate_of::<Place>("/co-so/{id}/{date}/luot/{admission}"))
        .merge(certificate_of::<TreatmentId>("/cong-dong/{id}"))
        .merge(certificate_of::<AftercareCaseId>("/sau-cai/{id}"))
        .route("/bao-cao", get(reports::list))
        .route("/bao-cao/dong", get(lines::list))
        .route("/bao-cao/kinh-phi", get(funding::list))
        .route("/bao-cao/{id}", get(report::show))
        .route("/bao-cao/{id}/xlsx", get(report::xlsx))
        .route("/van-hanh", get(operations::show))
        .route("/van-hanh/{service}/{event}/phat-lai", get(operations::back).post(operations::replay))
        .route("/tro-giup", get(help::show))
        .route("/dang-xuat", post(sign_in::sign_out))
        .route_layer(from_fn_with_state(site.clone(), attend));
    Router::new()
        .merge(signed_in)
        .route("/dang-nhap", get(sign_in::blank).post(sign_in::submit))
        .route("/chung-nhan", get(certificate_check::show))
        .route("/chung-nhan/{code}", get(certificate_check::scanned))
        .route("/CHUNG-NHAN/{code}", get(certificate_check::scanned))
        .route("/ngon-ngu", get(language::switch))
        .route("/static/{name}", get(assets::get))
        .method_not_allowed_fallback(|| async { Failure::WrongMethod })
        .fallback(nowhere)
        .layer(from_fn(guard))
        .with_state(site)
}

/// The pages of a certificate, under the address of what it is about.
fn certificate_of<A: Into<About> + DeserializeOwned + Send + 'static>(under: &str) -> Router<Site> {
    let page = format!("{under}/giay-chung-nhan");
    Router::new()
        .route(&page, get(certificate::show::<A>))
        .route(&format!("{page}/qr"), get(certificate::picture::<A>))
        .route(&format!("{page}/thu-hoi"), get(certificate::back::<A>).post(certificate::submit_revocation::<A>))
}
