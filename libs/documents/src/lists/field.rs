//! What a column of a list can hold: the union of the statutory lists' columns.
//!
//! Sources: the 25 fields of the personal summary (Decree 163/2026/NĐ-CP, Annex III, form 05), the
//! commune's list of users (same annex, form 10), the facility register (Joint Circular 15/2004,
//! form 11). Columns of the registers of Circular 05/2011 were not available; what such lists
//! commonly have beside these (age, parts of an address, the decision) is here too.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $vi:literal, $en:literal;)+) => {
        /// A column's meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum Field { $($(#[$doc])* #[serde(rename = $code)] $variant),+ }

        impl Field {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Stable, for programs and saved profiles.
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
    };
}

fields! {
    /// The line's number on paper; it identifies nothing.
    Ordinal = "ordinal", "Số thứ tự", "Running number";
    FileCode = "file_code", "Mã hồ sơ", "File code";
    FullName = "full_name", "Họ và tên", "Full name";
    /// Họ và chữ đệm, where the given name has a column of its own.
    FamilyNames = "family_names", "Họ và chữ đệm", "Family and middle names";
    GivenName = "given_name", "Tên", "Given name";
    OtherNames = "other_names", "Tên gọi khác", "Other names";
    /// Nam or nữ.
    Sex = "sex", "Giới tính", "Sex";
    /// A mark in a column for men.
    SexMale = "sex_male", "Giới tính: nam", "Sex: male";
    /// A mark in a column for women.
    SexFemale = "sex_female", "Giới tính: nữ", "Sex: female";
    /// A date or only its year.
    Birth = "birth", "Ngày sinh", "Birth";
    /// The birth in a column for men: it says the sex too.
    BirthMale = "birth_male", "Năm sinh: nam", "Birth: male";
    /// The birth in a column for women.
    BirthFemale = "birth_female", "Năm sinh: nữ", "Birth: female";
    Age = "age", "Tuổi", "Age";
    OfficialNumber = "official_number", "Số định danh, CCCD, CMND", "Official number";
    OfficialNumberDate = "official_number_date", "Ngày cấp giấy tờ", "Date of the identity paper";
    OfficialNumberPlace = "official_number_place", "Nơi cấp giấy tờ", "Issuer of the identity paper";
    HomeTown = "home_town", "Quê quán", "Home town";
    RegisteredAddress = "registered_address", "Nơi thường trú, tạm trú", "Registered address";
    CurrentAddress = "current_address", "Nơi ở hiện tại", "Current dwelling";
    AddressBeforeAdmission = "address_before_admission", "Nơi ở trước khi vào cơ sở", "Address before admission";
    Hamlet = "hamlet", "Ấp, khóm, thôn, tổ", "Hamlet";
    Commune = "commune", "Xã, phường", "Commune";
    District = "district", "Huyện, quận", "District";
    Province = "province", "Tỉnh, thành phố", "Province";
    Ethnicity = "ethnicity", "Dân tộc", "Ethnicity";
    Religion = "religion", "Tôn giáo", "Religion";
    Nationality = "nationality", "Quốc tịch", "Nationality";
    Schooling = "schooling", "Trình độ học vấn", "Schooling";
    Occupation = "occupation", "Nghề nghiệp", "Occupation";
    Workplace = "workplace", "Nơi làm việc, học tập", "Place of work or study";
    Father = "father", "Họ tên cha", "Father";
    FatherNumber = "father_number", "Số định danh của cha", "Father's official number";
    Mother = "mother", "Họ tên mẹ", "Mother";
    MotherNumber = "mother_number", "Số định danh của mẹ", "Mother's official number";
    Spouse = "spouse", "Họ tên vợ hoặc chồng", "Spouse";
    Phone = "phone", "Số điện thoại", "Phone";
    SocialAccount = "social_account", "Tài khoản mạng xã hội", "Social-media account";
    /// Tiền án, or tiền án and tiền sự in one column.
    Convictions = "convictions", "Tiền án", "Convictions";
    Sanctions = "sanctions", "Tiền sự, xử phạt hành chính", "Administrative sanctions";
    PsychoticSigns = "psychotic_signs", "Biểu hiện loạn thần, ngáo đá", "Psychotic signs";
    /// Người nghiện, người sử dụng trái phép, người sau cai.
    PersonKind = "person_kind", "Phân loại đối tượng", "Kind of file holder";
    FirstUse = "first_use", "Thời điểm sử dụng lần đầu", "First use";
    FirstDetected = "first_detected", "Thời điểm bị phát hiện lần đầu", "First detected";
    DrugKind = "drug_kind", "Loại ma túy", "Drug kind";
    Route = "route", "Hình thức sử dụng", "Route of use";
    Frequency = "frequency", "Số lần sử dụng", "Frequency of use";
    Dose = "dose", "Liều lượng mỗi lần", "Dose each time";
    PreviousRehabilitations = "previous_rehabilitations", "Số lần đã cai nghiện", "Earlier rehabilitations";
    DeterminedOn = "determined_on", "Ngày xác định tình trạng nghiện", "Determined on";
    Determination = "determination", "Kết quả xác định tình trạng nghiện", "Determination";
    Measure = "measure", "Biện pháp, hình thức cai nghiện", "Measure";
    Facility = "facility", "Cơ sở cai nghiện", "Facility";
    DecisionNumber = "decision_number", "Số quyết định", "Decision number";
    DecisionDate = "decision_date", "Ngày quyết định", "Decision date";
    DecisionIssuer = "decision_issuer", "Cơ quan quyết định", "Issuer of the decision";
    EnteredOn = "entered_on", "Ngày vào danh sách", "Entered on the list";
    TermEndsOn = "term_ends_on", "Ngày hết thời hạn", "Term ends on";
    /// Có mặt or vắng mặt.
    ResidenceState = "residence_state", "Tình trạng cư trú", "Residence state";
    /// Dừng, tạm đình chỉ or chấm dứt quản lý.
    ListState = "list_state", "Dừng, tạm đình chỉ, chấm dứt quản lý", "Stopped, suspended or ended";
    FeeExempt = "fee_exempt", "Miễn phí", "Exempt from fees";
    FeeReduced = "fee_reduced", "Giảm phí", "Reduced fees";
    AdmittedOn = "admitted_on", "Ngày vào cơ sở", "Admitted on";
    ContractTerm = "contract_term", "Thời gian theo hợp đồng, quyết định", "Term agreed or decided";
    ActualTerm = "actual_term", "Thời gian thực tế", "Actual term";
    ReleasedOn = "released_on", "Ngày ra cơ sở", "Released on";
    CertificateNumber = "certificate_number", "Số giấy chứng nhận", "Certificate number";
    OtherDiseases = "other_diseases", "Bệnh khác", "Other diseases";
    HospitalOn = "hospital_on", "Ngày đi bệnh viện", "Sent to hospital on";
    HospitalDisease = "hospital_disease", "Bệnh phải đi viện", "Disease treated in hospital";
    Hospital = "hospital", "Bệnh viện", "Hospital";
    LiteracyMonths = "literacy_months", "Xóa mù chữ (tháng)", "Literacy class (months)";
    PrimaryMonths = "primary_months", "Tiểu học (tháng)", "Primary school (months)";
    HigherMonths = "higher_months", "Trên tiểu học (tháng)", "Above primary school (months)";
    Trade = "trade", "Nghề đã học", "Trade learned";
    TradeMonths = "trade_months", "Thời gian học nghề (tháng)", "Vocational training (months)";
    Note = "note", "Ghi chú", "Note";
}

impl Field {
    /// Whether the column says when the person was born.
    pub(super) fn is_birth(self) -> bool {
        matches!(self, Self::Birth | Self::BirthMale | Self::BirthFemale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_labels_stand_once() {
        let codes: std::collections::BTreeSet<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
        let labels: std::collections::BTreeSet<&str> = Field::ALL.iter().map(|field| field.vi()).collect();
        assert_eq!((codes.len(), labels.len()), (Field::ALL.len(), Field::ALL.len()));
    }

    #[test]
    fn a_field_is_stored_by_its_code() {
        assert_eq!(serde_json::to_string(&Field::FullName).unwrap(), "\"full_name\"");
        assert_eq!(serde_json::from_str::<Field>("\"birth_male\"").unwrap(), Field::BirthMale);
    }
}
