//! Published code lists. A code list is an enum whose codes are stable text, with a label in
//! Vietnamese and English; the database, the events and the API all carry the code.

pub mod care;
pub mod community;
pub mod facility;
pub mod release;
pub mod summary;

use crate::law::Interruption;

/// A refused code, naming the list and the codes that exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {list} code; expected one of: {expected}")]
pub struct UnknownCode {
    pub list: &'static str,
    pub expected: String,
}

/// Declares a code list.
#[macro_export]
macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $vi:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord,
                 serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            /// The Vietnamese label.
            pub fn vi(self) -> &'static str {
                match self { $(Self::$variant => $vi),+ }
            }
            /// The English label.
            pub fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::codes::UnknownCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text).ok_or_else(|| {
                    $crate::codes::UnknownCode {
                        list: stringify!($name),
                        expected: Self::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", "),
                    }
                })
            }
        }
    };
}

code_list! {
    /// Sex as the statutory forms record it.
    Sex { Male = "male", "nam", "male"; Female = "female", "nữ", "female"; }
}

code_list! {
    /// Why a file is kept on a person.
    FileKind {
        UnlawfulUser = "unlawful_user", "người sử dụng trái phép chất ma túy", "unlawful user";
        Addict = "addict", "người nghiện ma túy", "addict";
    }
}

code_list! {
    /// Why a person leaves the list of file holders (Law 120/2025 Art. 48, condensed).
    FileClosureReason {
        NoLongerUsing = "no_longer_using", "không còn sử dụng, hết thời hạn quản lý", "no longer using, term over";
        Completed = "completed", "hoàn thành cai nghiện và quản lý sau cai", "completed treatment and aftercare";
        SentToFacility = "sent_to_facility", "đưa vào cơ sở giáo dục, trường giáo dưỡng", "sent to another compulsory facility";
        MovedAway = "moved_away", "chuyển nơi cư trú khỏi tỉnh", "moved out of the province";
        Imprisoned = "imprisoned", "chấp hành án phạt tù", "imprisoned";
        Died = "died", "chết hoặc bị tuyên bố là mất tích", "died or declared missing";
        /// Nobody ever stood on the list by it.
        EnteredInError = "entered_in_error", "nhập nhầm, đã rút", "entered in error, withdrawn";
    }
}

code_list! {
    /// The result of an addiction determination (Circular 18/2021/TT-BYT).
    DeterminationResult { Addicted = "addicted", "nghiện", "addicted"; NotAddicted = "not_addicted", "không nghiện", "not addicted"; }
}

code_list! {
    /// Drug kinds of the statutory personal summary (Decree 163/2026, Annex III, form 05, field 20).
    DrugKind {
        Opium = "opium", "thuốc phiện", "opium";
        Cocaine = "cocaine", "cocain", "cocaine";
        Cannabis = "cannabis", "cần sa", "cannabis";
        Heroin = "heroin", "heroin", "heroin";
        Ketamine = "ketamine", "ketamin", "ketamine";
        Amphetamine = "amphetamine", "amphetamin, methamphetamin", "amphetamine, methamphetamine";
        Other = "other", "loại khác", "other";
        Several = "several", "nhiều loại", "several";
    }
}

code_list! {
    /// What a court decides on a dossier.
    CourtOutcome {
        Applied = "applied", "áp dụng", "applied";
        NotApplied = "not_applied", "không áp dụng", "not applied";
        Postponed = "postponed", "hoãn", "postponed";
        Exempted = "exempted", "miễn", "exempted";
    }
}

code_list! {
    FacilityKind {
        Public = "public", "cơ sở cai nghiện công lập", "public facility";
        Private = "private", "cơ sở cai nghiện ngoài công lập", "private facility";
        ReformSchool = "reform_school", "trường giáo dưỡng", "reform school";
        Social = "social", "cơ sở xã hội", "social facility";
        MultiFunction = "multi_function", "cơ sở đa chức năng", "multi-function facility";
    }
}

code_list! {
    /// The basis on which a facility takes a person in.
    AdmissionBasis {
        CourtDecision = "court_decision", "quyết định của Tòa án", "court decision";
        Voluntary = "voluntary", "tự nguyện", "voluntary";
        SocialObject = "social_object", "đối tượng xã hội", "social object";
        HeldForDossier = "held_for_dossier", "quản lý trong thời gian lập hồ sơ", "held while the dossier runs";
        TraffickingVictim = "trafficking_victim", "nạn nhân bị mua bán", "trafficking victim";
        WanderingPatient = "wandering_patient", "người bệnh tâm thần lang thang", "wandering mental patient";
    }
}

code_list! {
    /// The category a resident is counted under; it follows from the basis.
    ResidentCategory {
        Compulsory = "compulsory", "bắt buộc", "compulsory";
        Voluntary = "voluntary", "tự nguyện", "voluntary";
        SocialObject = "social_object", "đối tượng xã hội", "social object";
        /// Held while the dossier runs.
        Other = "other", "khác", "other";
        OutsideLaw = "outside_law", "ngoài luật phòng, chống ma túy", "outside the rehabilitation law";
    }
}

impl ResidentCategory {
    /// Under a rehabilitation measure.
    pub fn is_learner(self) -> bool {
        matches!(self, Self::Compulsory | Self::Voluntary)
    }
}

impl AdmissionBasis {
    /// Somebody under a rehabilitation measure: a learner (học viên).
    pub fn is_measure(self) -> bool {
        self.category().is_learner()
    }

    pub fn category(self) -> ResidentCategory {
        match self {
            Self::CourtDecision => ResidentCategory::Compulsory,
            Self::Voluntary => ResidentCategory::Voluntary,
            Self::SocialObject => ResidentCategory::SocialObject,
            Self::HeldForDossier => ResidentCategory::Other,
            Self::TraffickingVictim | Self::WanderingPatient => ResidentCategory::OutsideLaw,
        }
    }
}

code_list! {
    /// Why a stay ends for good.
    ReleaseReason {
        TermEnded = "term_ended", "hết thời hạn, bàn giao", "term ended";
        DecisionCancelled = "decision_cancelled", "quyết định bị hủy", "decision cancelled";
        RemovedForProceedings = "removed_for_proceedings", "trích xuất phục vụ tố tụng, không trở lại", "removed for proceedings";
        WithdrewVoluntarily = "withdrew", "tự chấm dứt hợp đồng", "withdrew";
        Exempted = "exempted", "được miễn chấp hành thời gian còn lại", "exempted from the rest";
        /// Where the law remits the rest of the term; elsewhere prison interrupts it.
        Imprisoned = "imprisoned", "chấp hành án phạt tù, miễn thời gian còn lại", "imprisoned, the rest remitted";
        /// Held while the dossier ran, and the court's decision came.
        DecisionInForce = "decision_in_force", "có quyết định áp dụng biện pháp", "decision came into force";
        /// Held while the dossier ran, and nothing came of it.
        DossierClosed = "dossier_closed", "hồ sơ dừng, trả về nơi cư trú", "dossier closed";
    }
}

impl ReleaseReason {
    /// Whether the person goes home, so that a commune receives them; else others hold them from then on.
    pub fn goes_home(self) -> bool {
        !matches!(self, Self::RemovedForProceedings | Self::Imprisoned | Self::DecisionInForce)
    }
}

code_list! {
    /// An entry in the book of a stay.
    StayMovement {
        Admitted = "admitted", "tiếp nhận", "admitted";
        StageStarted = "stage_started", "bắt đầu giai đoạn", "stage started";
        Escaped = "escaped", "trốn", "escaped";
        Returned = "returned", "trở lại sau khi trốn", "returned from escape";
        Hospitalised = "hospitalised", "đi viện", "hospitalised";
        BackFromHospital = "back_from_hospital", "về từ bệnh viện", "back from hospital";
        FuneralLeave = "funeral_leave", "về chịu tang", "funeral leave";
        Suspended = "suspended", "tạm đình chỉ chấp hành", "suspended";
        TakenForProceedings = "taken_for_proceedings", "trích xuất phục vụ tố tụng", "taken for proceedings";
        TakenToPrison = "taken_to_prison", "đi chấp hành án phạt tù", "taken to prison";
        /// From leave, suspension, proceedings or prison.
        CameBack = "came_back", "đã trở lại", "came back";
        Transferred = "transferred", "chuyển cơ sở", "transferred";
        Released = "released", "ra khỏi cơ sở", "released";
        Died = "died", "chết", "died";
    }
}

impl StayMovement {
    /// What ends the absence that this begins; none for what begins none.
    pub fn ended_by(self) -> Option<Self> {
        match self {
            Self::Escaped => Some(Self::Returned),
            Self::Hospitalised => Some(Self::BackFromHospital),
            Self::FuneralLeave | Self::Suspended | Self::TakenForProceedings | Self::TakenToPrison => {
                Some(Self::CameBack)
            }
            _ => None,
        }
    }
}

code_list! {
    /// Where a stay stands. The person belongs to the facility until released, dead, or found never to have been
    /// admitted.
    StayStatus {
        Present = "present", "có mặt", "present";
        InHospital = "in_hospital", "đi viện", "in hospital";
        OnFuneralLeave = "on_funeral_leave", "về chịu tang", "on funeral leave";
        Suspended = "suspended", "tạm đình chỉ", "suspended";
        InProceedings = "in_proceedings", "trích xuất tố tụng", "in proceedings";
        InPrison = "in_prison", "chấp hành án phạt tù", "in prison";
        Escaped = "escaped", "trốn", "escaped";
        Released = "released", "đã ra", "released";
        Died = "died", "chết", "died";
        Withdrawn = "withdrawn", "nhập nhầm, đã rút", "entered in error, withdrawn";
    }
}

impl StayStatus {
    pub const CLOSED: [Self; 3] = [Self::Released, Self::Died, Self::Withdrawn];

    pub fn is_open(self) -> bool {
        !Self::CLOSED.contains(&self)
    }

    /// Part of the headcount: who escaped was counted out.
    pub fn is_counted(self) -> bool {
        self.is_open() && self != Self::Escaped
    }

    /// Why the person is away, if so.
    pub fn away(self) -> Option<Interruption> {
        match self {
            Self::Escaped => Some(Interruption::Escape),
            Self::InHospital => Some(Interruption::Hospital),
            Self::OnFuneralLeave => Some(Interruption::FuneralLeave),
            Self::Suspended => Some(Interruption::Suspension),
            Self::InProceedings => Some(Interruption::Proceedings),
            Self::InPrison => Some(Interruption::Prison),
            Self::Present | Self::Released | Self::Died | Self::Withdrawn => None,
        }
    }
}

code_list! {
    /// Why a book is not as it was written.
    CorrectionReason {
        ReportedLate = "reported_late", "báo muộn", "reported late";
        Mistyped = "mistyped", "nhập sai", "mistyped";
        OtherPerson = "other_person", "nhập nhầm người", "entered for the wrong person";
        Twice = "twice", "nhập trùng", "entered twice";
        Document = "document", "theo văn bản đính chính", "by a correcting document";
    }
}

code_list! {
    /// Where treatment outside a facility takes place.
    TreatmentSite { Home = "home", "tại gia đình", "at home"; Community = "community", "tại cộng đồng", "in the community"; }
}

code_list! {
    /// What a person finished before post-rehabilitation management began.
    AftercareOrigin {
        Facility = "facility", "cai nghiện tại cơ sở", "facility treatment";
        Community = "community", "cai nghiện tại gia đình, cộng đồng", "home or community treatment";
    }
}

code_list! {
    /// Why an aftercare case ends.
    AftercareClosureReason {
        Completed = "completed", "hoàn thành thời hạn quản lý sau cai", "completed";
        Relapsed = "relapsed", "xác định tái nghiện", "relapse determined";
        MovedAway = "moved_away", "chuyển nơi cư trú", "moved away";
        Died = "died", "chết", "died";
        Imprisoned = "imprisoned", "chấp hành án phạt tù", "imprisoned";
        NewTreatment = "new_treatment", "vào biện pháp cai nghiện mới", "entered new treatment";
        /// Nobody ever stood under it: the completed treatment it followed was not so.
        OpenedInError = "opened_in_error", "mở nhầm, căn cứ đã rút", "opened in error, its ground withdrawn";
    }
}

code_list! {
    ReferralKind {
        Job = "job", "giới thiệu việc làm", "job placement";
        Loan = "loan", "vay vốn", "microloan";
        Vocational = "vocational", "học nghề", "vocational place";
        SocialSupport = "social_support", "trợ giúp xã hội", "social support";
    }
}

code_list! {
    /// States of the closed referral loop (after the FHIR SDOH referral Task).
    ReferralState {
        Draft = "draft", "nháp", "draft";
        Sent = "sent", "đã gửi", "sent";
        Received = "received", "đã nhận", "received";
        Accepted = "accepted", "chấp nhận", "accepted";
        Rejected = "rejected", "từ chối", "rejected";
        InProgress = "in_progress", "đang thực hiện", "in progress";
        Done = "done", "hoàn thành", "done";
        Failed = "failed", "không thành", "failed";
        Cancelled = "cancelled", "hủy", "cancelled";
    }
}

code_list! {
    /// Whom a course is for.
    Audience {
        FacilityStaff = "facility_staff", "cán bộ cơ sở cai nghiện", "facility staff";
        CommunityStaff = "community_staff", "cán bộ tại cộng đồng", "community staff";
        Resident = "resident", "học viên (dạy nghề)", "residents (vocational)";
        Public = "public", "cộng đồng", "the public";
    }
}

code_list! {
    MaterialKind {
        Leaflet = "leaflet", "tờ rơi", "leaflet";
        Poster = "poster", "áp phích", "poster";
        Handbook = "handbook", "sổ tay", "handbook";
    }
}

code_list! {
    FundingSource {
        Central = "central", "ngân sách trung ương", "central budget";
        Local = "local", "ngân sách địa phương", "local budget";
        Programme = "programme", "chương trình", "programme";
        Other = "other", "nguồn hợp pháp khác", "other lawful source";
    }
}

code_list! {
    FundingKind { Recurrent = "recurrent", "sự nghiệp", "recurrent"; Investment = "investment", "đầu tư", "investment"; }
}

code_list! {
    /// What a figure counts. Persons and attendances never add up to one another.
    CountUnit {
        Person = "person", "người", "persons";
        Attendance = "attendance", "lượt người", "attendances";
        Unit = "unit", "đơn vị", "units";
        Copy = "copy", "tờ, cuốn", "copies";
        Dong = "dong", "đồng", "VND";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_as_itself() {
        for sex in Sex::ALL {
            assert_eq!(sex.as_str().parse::<Sex>(), Ok(*sex));
            assert_eq!(serde_json::to_string(sex).unwrap(), format!("\"{sex}\""));
        }
    }

    #[test]
    fn an_unknown_code_names_the_codes_that_exist() {
        let error = "x".parse::<Sex>().unwrap_err();
        assert_eq!(error.to_string(), "unknown Sex code; expected one of: male, female");
    }
}
