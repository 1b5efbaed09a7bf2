//! Labels of codes that the services send: the shared lists of `domain`, and the few a service keeps to
//! itself. A code unknown here is shown as it is.

use domain::codes::care::{
    CareKind, CounsellingForm, CounsellingTopic, DetoxOutcome, DetoxProtocol, DisciplineMeasure, EducationClass,
    PlanGoal, RewardMeasure, TestOccasion, Trade, TreatedCondition, WithdrawalSeverity,
};
use domain::codes::community::{
    DetoxSite, EndGround, GroupActivity, GroupFigure, GroupKind, SessionKind, TestResult, TransferReason, ViolationKind,
};
use domain::codes::facility::{
    AddictionLevel, BelongingItem, HealthSign, LicenceEnd, LicenceIssuer, PostKind, WaitReason, WaitingEnd,
    WaitingPriority, ZoneKind,
};
use domain::codes::release::{ArrivalState, HandoverPaper, HandoverRefusal, HandoverState, NoticeState};
use domain::codes::summary::{
    AliasKind, DrugRoute, EarlierRehabilitation, Ethnicity, FilePhase, GuardianKind, NumberKind, RecordKind,
    ResidenceKind, Schooling, TransferState, UsePeriod,
};
use domain::codes::{
    AdmissionBasis, AftercareClosureReason, AftercareOrigin, Audience, CorrectionReason, CountUnit, CourtOutcome,
    DeterminationResult, DrugKind, FacilityKind, FileClosureReason, FileKind, FundingKind, FundingSource, MaterialKind,
    ReferralKind, ReferralState, ReleaseReason, ResidentCategory, Sex, StayMovement, StayStatus, TreatmentSite,
};
use domain::law::relief::{ReliefClock, ReliefGround, ReliefKind, ReliefPaper, ReliefState, ReliefStep};
use domain::law::{AdmissionPaper, Authority};
use web::{Language, Role};

use super::{Text, texts};

/// A code with a label.
pub trait Labelled: Copy + 'static {
    fn code(self) -> &'static str;
    fn label(self, language: Language) -> &'static str;
    fn all() -> &'static [Self];
}

macro_rules! labelled {
    ($($name:ident),+ $(,)?) => {$(
        impl Labelled for $name {
            fn code(self) -> &'static str {
                self.as_str()
            }
            fn label(self, language: Language) -> &'static str {
                language.pick(self.vi(), self.en())
            }
            fn all() -> &'static [Self] {
                Self::ALL
            }
        }
    )+};
}

labelled!(
    AddictionLevel,
    AdmissionBasis,
    AdmissionPaper,
    AftercareClosureReason,
    AftercareOrigin,
    Audience,
    BelongingItem,
    CorrectionReason,
    CountUnit,
    CourtOutcome,
    DeterminationResult,
    DrugKind,
    FacilityKind,
    FileClosureReason,
    FileKind,
    FundingKind,
    FundingSource,
    HealthSign,
    LicenceEnd,
    LicenceIssuer,
    MaterialKind,
    PostKind,
    WaitReason,
    WaitingEnd,
    WaitingPriority,
    ZoneKind,
    ReferralKind,
    ReferralState,
    ReleaseReason,
    ResidentCategory,
    Role,
    Sex,
    StayMovement,
    StayStatus,
    TreatmentSite,
    ArrivalState,
    HandoverPaper,
    HandoverRefusal,
    HandoverState,
    NoticeState,
    AliasKind,
    DrugRoute,
    EarlierRehabilitation,
    Ethnicity,
    FilePhase,
    GuardianKind,
    NumberKind,
    RecordKind,
    ResidenceKind,
    Schooling,
    UsePeriod,
    Authority,
    DetoxSite,
    EndGround,
    GroupActivity,
    GroupFigure,
    GroupKind,
    SessionKind,
    TestResult,
    TransferReason,
    TransferState,
    ViolationKind,
    CareKind,
    CounsellingForm,
    CounsellingTopic,
    DetoxOutcome,
    DetoxProtocol,
    DisciplineMeasure,
    EducationClass,
    PlanGoal,
    RewardMeasure,
    TestOccasion,
    Trade,
    TreatedCondition,
    WithdrawalSeverity,
    ReliefClock,
    ReliefGround,
    ReliefKind,
    ReliefPaper,
    ReliefState,
    ReliefStep,
);

/// The label of a code that came as text.
pub fn label_of<T: Labelled>(code: &str, language: Language) -> String {
    T::all().iter().find(|known| known.code() == code).map_or(code, |known| known.label(language)).to_owned()
}

texts! {
    ACTIVE = "đang cai", "under way";
    COMPLETED = "hoàn thành", "completed";
    SELF_TERMINATED = "tự chấm dứt", "self-terminated";
    SUPERSEDED = "vào cơ sở cai nghiện", "entered a facility";
    OPEN = "đang mở", "open";
    CLOSED = "đã đóng", "closed";
    FUNERAL_LEAVE = "đang về chịu tang", "on funeral leave";
    SUSPENSION = "đang tạm đình chỉ", "suspended";
    PROCEEDINGS = "đang trích xuất tố tụng", "in proceedings";
    PRISON = "đang chấp hành án phạt tù", "in prison";
    UNDER_16 = "dưới 16 tuổi", "under 16";
    UNDER_18 = "16 đến dưới 18 tuổi", "16 to under 18";
    TO_30 = "18 đến 30 tuổi", "18 to 30";
    OVER_30 = "trên 30 tuổi", "over 30";
    IN = "vào", "in";
    OUT = "ra", "out";
    WITHIN = "trong", "within";
    REJECTED = "bị từ chối", "refused";
    HELD = "chờ sự kiện trước", "held behind an earlier one";
    UNREADABLE = "không đọc được", "unreadable";
    REGISTERED = "đăng ký", "registered";
    FILE_OPENED = "mở hồ sơ", "file opened";
    FILE_CLOSED = "đóng hồ sơ", "file closed";
    OPENED = "mở hồ sơ", "file opened";
    TRANSFERRED_IN = "chuyển đến", "transferred in";
    TRANSFERRED_OUT = "chuyển đi", "transferred out";
    REACHED = "đạt đến", "reached";
    STOCK = "có mặt cuối ngày", "standing at the end of the day";
    TREATED = "đầu kỳ và tiếp nhận", "opening and intakes";
    BOOK_REGISTER = "người có hồ sơ quản lý", "file holders";
    BOOK_FACILITY = "người tại cơ sở", "residents";
    BOOK_COMMUNITY = "cai nghiện tại gia đình, cộng đồng", "home and community treatment";
    BOOK_AFTERCARE = "quản lý sau cai", "post-rehabilitation management";
    BOOK_REFERRAL = "giới thiệu hỗ trợ", "referrals";
    BOOK_TRAINING = "tập huấn, dạy nghề", "training";
    BOOK_OUTREACH = "tuyên truyền", "outreach";
    FILE_HOLDER = "đang có hồ sơ", "file holder";
    HOSPITAL = "đang ở bệnh viện", "in hospital";
    IN_TREATMENT = "đang cai nghiện", "in treatment";
    MANAGED = "đang quản lý sau cai", "in aftercare";
    PLANNED = "theo kế hoạch", "planned";
    ATTENDED = "đã dự", "attended";
    CERTIFIED = "được cấp chứng chỉ", "certified";
    ACTIVITY = "buổi tuyên truyền", "outreach activity";
    MATERIALS = "tài liệu cấp phát", "materials given";
    NOT = "trừ {0}", "not {0}";
}

/// The label of a state, cause or direction.
pub fn label(code: &str, language: Language) -> String {
    let text: Text = match code {
        "active" => ACTIVE,
        "completed" => COMPLETED,
        "self_terminated" => SELF_TERMINATED,
        "superseded" => SUPERSEDED,
        "open" => OPEN,
        "closed" => CLOSED,
        "funeral_leave" => FUNERAL_LEAVE,
        "suspension" => SUSPENSION,
        "proceedings" => PROCEEDINGS,
        "prison" => PRISON,
        "under_16" => UNDER_16,
        "under_18" => UNDER_18,
        "to_30" => TO_30,
        "over_30" => OVER_30,
        "in" => IN,
        "out" => OUT,
        "within" => WITHIN,
        "rejected" => REJECTED,
        "held" => HELD,
        "unreadable" => UNREADABLE,
        "registered" => REGISTERED,
        "file_opened" => FILE_OPENED,
        "file_closed" => FILE_CLOSED,
        "opened" => OPENED,
        "transferred_in" => TRANSFERRED_IN,
        "transferred_out" => TRANSFERRED_OUT,
        "reached" => REACHED,
        "stock" => STOCK,
        "treated" => TREATED,
        "file_holder" => FILE_HOLDER,
        "hospital" => HOSPITAL,
        "in_treatment" => IN_TREATMENT,
        "managed" => MANAGED,
        "planned" => PLANNED,
        "attended" => ATTENDED,
        "certified" => CERTIFIED,
        "activity" => ACTIVITY,
        "materials" => MATERIALS,
        _ => return in_shared_lists(code, language),
    };
    text.to(language).to_owned()
}

/// A book of the reporting ledger.
pub fn book(code: &str, language: Language) -> String {
    let text = match code {
        "register" => BOOK_REGISTER,
        "facility" => BOOK_FACILITY,
        "community" => BOOK_COMMUNITY,
        "aftercare" => BOOK_AFTERCARE,
        "referral" => BOOK_REFERRAL,
        "training" => BOOK_TRAINING,
        "outreach" => BOOK_OUTREACH,
        other => return other.to_owned(),
    };
    text.to(language).to_owned()
}

fn in_shared_lists(code: &str, language: Language) -> String {
    fn find<T: Labelled>(code: &str, language: Language) -> Option<&'static str> {
        T::all().iter().find(|known| known.code() == code).map(|known| known.label(language))
    }
    find::<StayStatus>(code, language)
        .or_else(|| find::<StayMovement>(code, language))
        .or_else(|| find::<ReleaseReason>(code, language))
        .or_else(|| find::<FileClosureReason>(code, language))
        .or_else(|| find::<AftercareClosureReason>(code, language))
        .or_else(|| find::<ResidentCategory>(code, language))
        .or_else(|| find::<ReferralState>(code, language))
        .or_else(|| find::<FileKind>(code, language))
        .or_else(|| find::<ReferralKind>(code, language))
        .or_else(|| find::<TreatmentSite>(code, language))
        .or_else(|| find::<AftercareOrigin>(code, language))
        .or_else(|| find::<Audience>(code, language))
        .or_else(|| find::<MaterialKind>(code, language))
        .or_else(|| find::<FacilityKind>(code, language))
        .or_else(|| find::<FundingSource>(code, language))
        .or_else(|| find::<FundingKind>(code, language))
        .or_else(|| find::<Sex>(code, language))
        .map_or_else(|| code.replace('_', " "), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_of_movements_have_labels() {
        for code in ["admitted", "term_ended", "decision_cancelled", "transferred", "returned"] {
            assert_ne!(label(code, Language::Vietnamese), code);
        }
    }

    #[test]
    fn an_unknown_code_is_shown_as_it_is() {
        assert_eq!(label("brand_new", Language::English), "brand new");
        assert_eq!(label_of::<Sex>("x", Language::English), "x");
    }
}
