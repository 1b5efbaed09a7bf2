//! Things of Đồng Tháp, enough that every route has something to act on, and every write its own.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use tests::{COMMUNE, Platform, id_of};
use web::Right;

use super::care::Care;
use super::client::{Request, Visitor};
use super::house;

/// Đồng Tháp, as in 2019.
pub const PROVINCE: &str = "87";
/// Stands in every text of this world.
const SECRET: &str = "Kín";

/// Ids, by what is done with the thing.
pub struct World {
    /// Another commune of the same province.
    pub neighbour: String,
    /// Somebody with an open file and dossier, to read and to correct.
    pub person: String,
    pub without_file: String,
    pub to_determine: String,
    pub for_dossier: String,
    pub to_close: [String; 2],
    pub dossier: String,
    /// Another, which nobody decides.
    pub open_dossier: String,
    /// Somebody whose particulars are written.
    pub particulars: String,
    pub to_merge: [String; 2],
    pub file_to_reclassify: String,
    pub file_to_send: String,
    /// A file on its way between two communes of the province.
    pub transfer: String,
    /// Two records that may be of one person.
    pub pair: String,
    pub import: String,
    pub facility: String,
    /// Without residents.
    pub other_facility: String,
    pub to_admit: [String; 2],
    pub stay: String,
    pub stay_for_stage: String,
    /// A stay and the entry of its admission.
    pub stay_to_correct: [String; 2],
    pub zone: String,
    pub licence: String,
    pub post: String,
    pub to_wait: String,
    /// An entry of the waiting list.
    pub waiting: String,
    pub stay_with_belongings: String,
    pub care: Care,
    /// A stay with months rated well enough.
    pub stay_to_reduce: String,
    pub to_release: [String; 2],
    /// A stay whose term ends under a law that asks for notice.
    pub stay_to_announce: String,
    /// Stays that ended, to be handed over to the commune.
    pub going_home: [String; 2],
    /// Hand-overs to the commune, not answered.
    pub handed_home: [String; 2],
    /// A stay that was completed, and its certificate.
    pub certified_stay: String,
    pub certificate: String,
    pub to_treat: [String; 2],
    pub treatment: String,
    pub to_complete: [String; 2],
    pub to_decide: [String; 2],
    /// A treatment whose book is written.
    pub with_book: String,
    pub to_hand_over: String,
    /// A treatment on its way between two communes of the province.
    pub handover: String,
    pub to_substitute: [String; 2],
    pub programme: String,
    pub programme_to_end: String,
    pub group: String,
    pub group_to_dissolve: String,
    /// A treatment that was completed, and its certificate.
    pub certified_treatment: String,
    pub community_certificate: String,
    pub case: String,
    pub case_to_close: String,
    /// A case that was completed, and its certificate.
    pub certified_case: String,
    pub aftercare_certificate: String,
    pub referrals: [String; 2],
    pub course: String,
    pub campaign: String,
    pub account: String,
    /// What nobody elsewhere may be told: ids and texts.
    pub secrets: Vec<String>,
}

/// The demonstration account that holds a right in Đồng Tháp.
pub fn holder_of(right: Right) -> &'static str {
    match right {
        Right::ManageAccounts => "quantri",
        Right::Operate => "vanhanh",
        Right::ReadAudit => "thanhtra",
        // The roster is of today, when the province is part of another one.
        Right::RecordTraining => "tinh",
        _ => "dongthap",
    }
}

/// People, taken one after the other.
struct People(std::vec::IntoIter<String>);

impl People {
    fn next(&mut self) -> Result<String> {
        self.0.next().context("one more person")
    }

    fn two(&mut self) -> Result<[String; 2]> {
        Ok([self.next()?, self.next()?])
    }
}

impl World {
    pub async fn build(platform: &Platform) -> Result<Self> {
        let officer = Visitor::sign_in(platform, "dongthap").await?;
        let people = register(&officer, 53).await?;
        let mut ids = people.clone();
        let mut people = People(people.into_iter());
        let facility = create(&officer, "facility/v1/facilities", facility_named(SECRET)).await?;
        let other_facility = create(&officer, "facility/v1/facilities", facility_named("Hai")).await?;
        platform.settle().await?;

        let (person, without_file) = (people.next()?, create_without_file(&officer).await?);
        let dossier = format!("registry/v1/persons/{person}/dossiers");
        let dossier = create(&officer, &dossier, json!({ "occurred_on": "2019-02-01" })).await?;
        let undecided = format!("registry/v1/persons/{}/dossiers", people.next()?);
        let open_dossier = create(&officer, &undecided, json!({ "occurred_on": "2019-02-01" })).await?;
        let admit =
            async |person: String| create(&officer, "facility/v1/admissions", admission(&person, &facility)).await;
        let (stay, stay_for_stage) = (admit(people.next()?).await?, admit(people.next()?).await?);
        let to_correct = admit(people.next()?).await?;
        let book = officer.succeed(Request::get(&format!("/api/facility/v1/admissions/{to_correct}"))).await?;
        let stay_to_correct = [to_correct, id_of(&book["entries"][0])?];
        let stay_to_reduce = admit(people.next()?).await?;
        let rated: Vec<Value> = ["2019-07-01", "2019-08-01", "2019-09-01"]
            .map(|month| json!({ "admission_id": stay_to_reduce, "month": month, "rating": "good" }))
            .to_vec();
        officer.succeed(Request::post("/api/facility/v1/ratings/batch", json!({ "items": rated }))).await?;
        let cared = [
            admit(people.next()?).await?,
            admit(people.next()?).await?,
            admit(people.next()?).await?,
            admit(people.next()?).await?,
        ];
        let care = Care::build(&officer, cared).await?;
        let to_release = [admit(people.next()?).await?, admit(people.next()?).await?];
        let stay_with_belongings = admit(people.next()?).await?;
        let receipt = json!({ "received_on": "2019-03-02", "items": [{ "item": "money", "quantity": 200_000 }] });
        let path = format!("facility/v1/admissions/{stay_with_belongings}/belongings");
        create(&officer, &path, receipt).await?;
        let at = async |what: &str, body: Value| {
            create(&officer, &format!("facility/v1/facilities/{facility}/{what}"), body).await
        };
        let (licence, post) = (at("licences", house::licence("03/GP")).await?, at("posts", house::post("B1")).await?);
        let waiting = at("waiting", house::waiting(&people.next()?)).await?;
        let mut to_announce = admission(&people.next()?, &facility);
        to_announce["occurred_on"] = json!("2025-12-01");
        let stay_to_announce = create(&officer, "facility/v1/admissions", to_announce).await?;
        let released = async |person: String| {
            let stay = admit(person).await?;
            create(&officer, "facility/v1/releases", release(&stay)).await?;
            anyhow::Ok(stay)
        };
        let going_home = [released(people.next()?).await?, released(people.next()?).await?];
        let hand =
            async |person: String| create(&officer, "facility/v1/handovers", hand_over(&released(person).await?)).await;
        let handed_home = [hand(people.next()?).await?, hand(people.next()?).await?];
        let treat = async |person: String| create(&officer, "community/v1/treatments", treatment(&person)).await;
        let treatment = treat(people.next()?).await?;
        let to_complete = [treat(people.next()?).await?, treat(people.next()?).await?];
        let to_decide = [treat(people.next()?).await?, treat(people.next()?).await?];
        let (with_book, to_hand_over) = (treat(people.next()?).await?, treat(people.next()?).await?);
        let path = format!("community/v1/treatments/{}/transfers", treat(people.next()?).await?);
        let sent = json!({ "to_commune_code": "29875", "moved_on": "2019-04-01" });
        let handover = create(&officer, &path, sent).await?;
        let substitute =
            async |person: String| create(&officer, "community/v1/substitutions", substitution(&person)).await;
        let (programme, programme_to_end) = (substitute(people.next()?).await?, substitute(people.next()?).await?);
        let found = async || create(&officer, "community/v1/groups", group()).await;
        let certified_treatment = treat(people.next()?).await?;
        create(&officer, "community/v1/completions", completion(&certified_treatment)).await?;
        let certificate = format!("/api/community/v1/treatments/{certified_treatment}/certificate");
        let community_certificate = id_of(&officer.succeed(Request::get(&certificate)).await?)?;
        let (mut cases, mut certified) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            let person = people.next()?;
            let stay = admit(person.clone()).await?;
            create(&officer, "facility/v1/releases", release(&stay)).await?;
            certified.push(stay);
            platform.settle().await?;
            let path = format!("/api/aftercare/v1/cases?person_id={person}");
            let found = officer.succeed(Request::get(&path)).await?;
            cases.push(id_of(&found["items"][0]).with_context(|| format!("{path}: {found}"))?);
        }
        let [case, case_to_close, certified_case] = <[String; 3]>::try_from(cases).ok().context("three cases")?;
        let completed = json!({ "occurred_on": "2021-01-05", "reason": "completed", "certificate_number": "05/GXN" });
        let path = format!("/api/aftercare/v1/cases/{certified_case}");
        officer.succeed(Request::post(&format!("{path}/closure"), completed)).await?;
        let aftercare_certificate = id_of(&officer.succeed(Request::get(&format!("{path}/certificate"))).await?)?;
        let certified_stay = certified.pop().context("a completed stay")?;
        let certificate = format!("/api/facility/v1/admissions/{certified_stay}/certificate");
        let certificate = id_of(&officer.succeed(Request::get(&certificate)).await?)?;
        let file_to_reclassify = file_of(&officer, &create_unlawful_user(&officer).await?).await?;
        let file_to_send = file_of(&officer, &people.next()?).await?;
        let path = format!("registry/v1/files/{}/transfers", file_of(&officer, &people.next()?).await?);
        let sent = json!({ "to_commune_code": "29875", "moved_on": "2019-03-01" });
        let transfer = create(&officer, &path, sent).await?;
        let refer = async || create(&officer, "aftercare/v1/referrals", referral(&case)).await;
        let world = Self {
            neighbour: "29872".to_owned(),
            person,
            without_file,
            to_determine: people.next()?,
            for_dossier: people.next()?,
            to_close: people.two()?,
            dossier,
            open_dossier,
            particulars: people.next()?,
            to_merge: people.two()?,
            file_to_reclassify,
            file_to_send,
            transfer,
            pair: find_pair(platform, &officer).await?,
            import: create(&officer, "registry/v1/imports", list()).await?,
            other_facility,
            to_admit: people.two()?,
            stay,
            stay_for_stage,
            stay_to_correct,
            stay_to_reduce,
            zone: at("zones", zone()).await?,
            licence,
            post,
            to_wait: people.next()?,
            waiting,
            stay_with_belongings,
            care,
            to_release,
            stay_to_announce,
            going_home,
            handed_home,
            certified_stay,
            certificate,
            to_treat: people.two()?,
            treatment,
            to_complete,
            to_decide,
            with_book,
            to_hand_over,
            handover,
            to_substitute: people.two()?,
            programme,
            programme_to_end,
            group: found().await?,
            group_to_dissolve: found().await?,
            certified_treatment,
            community_certificate,
            referrals: [refer().await?, refer().await?],
            case,
            case_to_close,
            certified_case,
            aftercare_certificate,
            course: create(&officer, "training/v1/courses", course()).await?,
            campaign: create(&officer, "training/v1/campaigns", campaign()).await?,
            account: disposable_account(platform).await?,
            facility,
            secrets: Vec::new(),
        };
        let funded =
            officer.succeed(Request::post("/api/reporting/v1/funding/batch", json!({ "items": [funding()] }))).await?;
        ensure!(funded["done"] == 1, "{funded}");
        platform.settle().await?;
        ids.extend(
            [&world.without_file, &world.dossier, &world.facility, &world.stay, &world.stay_for_stage]
                .map(Clone::clone),
        );
        ids.extend(
            [&world.treatment, &world.case, &world.case_to_close, &world.course, &world.campaign].map(Clone::clone),
        );
        ids.extend([&world.certified_stay, &world.certificate].map(Clone::clone));
        ids.extend([&world.licence, &world.post, &world.waiting, &world.stay_with_belongings].map(Clone::clone));
        ids.extend(world.care.ids().cloned());
        ids.extend([&world.certified_treatment, &world.community_certificate].map(Clone::clone));
        ids.extend([&world.certified_case, &world.aftercare_certificate].map(Clone::clone));
        ids.extend([&world.going_home, &world.handed_home].into_iter().flatten().cloned());
        ids.extend([&world.to_release, &world.to_complete, &world.referrals].into_iter().flatten().cloned());
        ids.extend([&world.with_book, &world.programme, &world.handover, &world.group].map(Clone::clone));
        ids.extend([SECRET.to_owned(), "87-2018-0000".to_owned()]);
        Ok(Self { secrets: ids, ..world })
    }
}

pub async fn create(officer: &Visitor, path: &str, body: Value) -> Result<String> {
    let answer = officer.succeed(Request::post(&format!("/api/{path}"), body)).await?;
    id_of(&answer).with_context(|| format!("{path}: {answer}"))
}

async fn register(officer: &Visitor, count: usize) -> Result<Vec<String>> {
    let items: Vec<Value> = (0..count).map(|number| person(&format!("Nguyễn {SECRET} {number}"))).collect();
    let answer = officer.succeed(Request::post("/api/registry/v1/persons/batch", json!({ "items": items }))).await?;
    ensure!(answer["done"] == count, "{answer}");
    answer["results"].as_array().context("results")?.iter().map(id_of).collect()
}

async fn create_without_file(officer: &Visitor) -> Result<String> {
    let mut body = person(&format!("Trần {SECRET}"));
    body["file"] = Value::Null;
    create(officer, "registry/v1/persons", body).await
}

async fn create_unlawful_user(officer: &Visitor) -> Result<String> {
    let mut body = person(&format!("Lý {SECRET}"));
    body["file"] = json!({ "kind": "unlawful_user" });
    create(officer, "registry/v1/persons", body).await
}

async fn file_of(officer: &Visitor, person: &str) -> Result<String> {
    let detail = officer.succeed(Request::get(&format!("/api/registry/v1/persons/{person}"))).await?;
    id_of(&detail["files"][0])
}

/// Writes one person twice, with and without marks, and lets the register find it.
async fn find_pair(platform: &Platform, officer: &Visitor) -> Result<String> {
    for name in ["Trương Bảo Khánh", "Truong Bao Khanh"] {
        let mut body = person(name);
        body["birth"] = json!({ "date": "1992-07-15", "year": 1992 });
        create(officer, "registry/v1/persons", body).await?;
    }
    let operator = Visitor::sign_in(platform, "vanhanh").await?;
    let scan = "/api/registry/v1/duplicates/scan";
    operator.succeed(Request::post(scan, json!({}))).await?;
    while operator.succeed(Request::get(scan)).await?["finished_at"].is_null() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let pairs = officer.succeed(Request::get("/api/registry/v1/duplicates")).await?;
    id_of(&pairs["items"][0]).with_context(|| format!("{pairs}"))
}

async fn disposable_account(platform: &Platform) -> Result<String> {
    let administrator = Visitor::sign_in(platform, "quantri").await?;
    let body = json!({ "username": "tam", "display_name": "Tạm", "password": "một mật khẩu dài", "grants": [] });
    create(&administrator, "identity/v1/accounts", body).await
}

pub fn person(name: &str) -> Value {
    json!({
        "name": name, "sex": "male", "birth": { "year": 1990 }, "commune_code": COMMUNE,
        "occurred_on": "2018-01-15", "file": { "kind": "addict", "drug": "amphetamine" },
    })
}

/// A list of one person, as CSV.
pub fn list() -> Value {
    json!(format!("STT,Họ và tên,Giới tính,Năm sinh,Mã xã\n1,Đỗ Văn Liệt,Nam,1991,{COMMUNE}\n"))
}

pub fn facility_named(name: &str) -> Value {
    json!({
        "name": format!("Cơ sở {name}"), "kind": "public", "province_code": PROVINCE, "capacity": 340,
        "opened_on": "2005-01-01",
    })
}

fn zone() -> Value {
    json!({ "name": "Khu B", "kind": "compulsory", "beds": 20, "opened_on": "2019-01-01" })
}

pub fn admission(person: &str, facility: &str) -> Value {
    json!({
        "person_id": person, "facility_id": facility, "basis": "court_decision", "occurred_on": "2019-03-01",
        "decision_number": "09/QĐ-TA",
    })
}

pub fn release(stay: &str) -> Value {
    json!({ "admission_id": stay, "occurred_on": "2019-12-15", "certificate_number": "12/GCN" })
}

pub fn hand_over(stay: &str) -> Value {
    json!({
        "admission_id": stay, "commune_code": COMMUNE, "occurred_on": "2019-12-16", "papers": ["minutes", "certificate"],
        "number": "31/BB",
    })
}

pub fn treatment(person: &str) -> Value {
    json!({ "person_id": person, "site": "community", "commune_code": COMMUNE, "occurred_on": "2019-03-01" })
}

pub fn completion(treatment: &str) -> Value {
    json!({ "treatment_id": treatment, "occurred_on": "2019-12-01", "certificate_number": "12/GCN" })
}

pub fn decision(treatment: &str) -> Value {
    let step = json!({ "kind": "decided", "number": "15/QĐ-UBND" });
    json!({ "treatment_id": treatment, "occurred_on": "2019-03-05", "step": step })
}

pub fn substitution(person: &str) -> Value {
    let site = format!("Trung tâm Y tế {SECRET}");
    json!({ "person_id": person, "site": site, "commune_code": COMMUNE, "occurred_on": "2019-03-01" })
}

pub fn group() -> Value {
    json!({
        "kind": "task_team", "commune_code": COMMUNE, "occurred_on": "2019-01-15", "decision_number": "07/QĐ-UBND",
    })
}

pub fn referral(case: &str) -> Value {
    json!({
        "case_id": case, "kind": "job", "partner": format!("Trung tâm {SECRET}"), "occurred_on": "2019-12-20",
        "consent_on": "2019-12-20",
    })
}

pub fn course() -> Value {
    json!({
        "title": format!("Lớp {SECRET}"), "audience": "community_staff", "province_code": PROVINCE,
        "occurred_on": "2019-05-01", "seats": 40,
    })
}

pub fn campaign() -> Value {
    json!({ "title": format!("Đợt {SECRET}"), "province_code": PROVINCE, "occurred_on": "2019-05-01" })
}

pub fn funding() -> Value {
    json!({
        "province_code": PROVINCE, "year": 2019, "source": "local", "kind": "recurrent", "amount": 1_000_000,
        "purpose": format!("Việc {SECRET}"),
    })
}
