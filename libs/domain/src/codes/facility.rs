//! Codes of a facility: its zones, licences and posts, who waits for a place, and what belongs to an admission.

use crate::code_list;

code_list! {
    /// What a zone is for.
    ZoneKind {
        TemporaryStay = "temporary_stay", "lưu trú tạm thời", "temporary stay";
        Detoxification = "detoxification", "cắt cơn, giải độc", "detoxification";
        Compulsory = "compulsory", "cai nghiện bắt buộc", "compulsory";
        Voluntary = "voluntary", "cai nghiện tự nguyện", "voluntary";
        Minors = "minors", "người từ đủ 12 đến dưới 18 tuổi", "aged 12 to under 18";
        Infectious = "infectious", "bệnh truyền nhiễm nhóm A, B", "infectious disease of group A or B";
        Disorder = "disorder", "người vi phạm kỷ luật", "disorder";
        Social = "social", "đối tượng xã hội", "social objects";
    }
}

code_list! {
    /// Who gave a licence.
    LicenceIssuer {
        PoliceDirector = "police_director", "Giám đốc Công an cấp tỉnh", "provincial police director";
        LabourDepartment = "labour_department",
            "Sở Lao động - Thương binh và Xã hội", "provincial labour department";
        ProvincialCommittee = "provincial_committee", "Ủy ban nhân dân cấp tỉnh", "provincial committee";
        Ministry = "ministry", "Bộ", "ministry";
    }
}

code_list! {
    /// Why a licence ended before its time.
    LicenceEnd {
        Revoked = "revoked", "bị thu hồi", "revoked";
        Returned = "returned", "cơ sở trả lại", "returned by the facility";
        Replaced = "replaced", "được thay bằng giấy phép khác", "replaced by another";
        Mistyped = "mistyped", "ghi nhầm", "recorded by mistake";
    }
}

code_list! {
    /// What somebody does at a facility.
    PostKind {
        Director = "director", "giám đốc", "director";
        Deputy = "deputy", "phó giám đốc", "deputy director";
        HeadOfMedical = "head_of_medical", "phụ trách y tế", "head of the medical section";
        Doctor = "doctor", "bác sĩ", "doctor";
        AssistantDoctor = "assistant_doctor", "y sĩ", "assistant doctor";
        Nurse = "nurse", "điều dưỡng", "nurse";
        Psychologist = "psychologist", "chuyên viên tâm lý", "psychologist";
        Counsellor = "counsellor", "tư vấn viên", "counsellor";
        Teacher = "teacher", "giáo viên", "teacher";
        Instructor = "instructor", "dạy nghề, lao động trị liệu", "trade and labour instructor";
        SocialWorker = "social_worker", "nhân viên công tác xã hội", "social worker";
        Guard = "guard", "bảo vệ, quản lý học viên", "guard";
        Administrator = "administrator", "hành chính, kế toán", "administration";
    }
}

code_list! {
    /// Who comes first; in this order.
    WaitingPriority {
        Urgent = "urgent", "khẩn cấp", "urgent";
        High = "high", "ưu tiên", "high";
        Ordinary = "ordinary", "thường", "ordinary";
    }
}

code_list! {
    /// Why somebody waits.
    WaitReason {
        NoPlace = "no_place", "cơ sở hết chỗ", "no place free";
        NoZone = "no_zone", "chưa có khu phù hợp", "no suitable zone";
        Health = "health", "sức khỏe chưa cho phép di chuyển", "not fit to be moved";
        Transport = "transport", "chưa bố trí được phương tiện, người áp giải", "no transport or escort yet";
    }
}

code_list! {
    /// Why somebody is taken off the list without being taken in.
    WaitingEnd {
        Postponed = "postponed", "được hoãn chấp hành", "postponed";
        Exempted = "exempted", "được miễn chấp hành", "exempted";
        DecisionCancelled = "decision_cancelled", "quyết định bị hủy", "decision cancelled";
        Elsewhere = "elsewhere", "được đưa vào cơ sở khác", "taken to another facility";
        Absconded = "absconded", "bỏ trốn, đang truy tìm", "absconded, wanted";
        Died = "died", "chết", "died";
        Mistyped = "mistyped", "ghi nhầm", "recorded by mistake";
    }
}

code_list! {
    /// What was given into keeping.
    BelongingItem {
        /// In whole đồng.
        Money = "money", "tiền (đồng)", "money (đồng)";
        Phone = "phone", "điện thoại", "phone";
        Papers = "papers", "giấy tờ", "papers";
        Jewellery = "jewellery", "đồ trang sức", "jewellery";
        Clothes = "clothes", "quần áo", "clothes";
        Vehicle = "vehicle", "phương tiện", "vehicle";
        Other = "other", "đồ vật khác", "other things";
    }
}

code_list! {
    /// How far the addiction has gone.
    AddictionLevel {
        Mild = "mild", "nhẹ", "mild";
        Moderate = "moderate", "trung bình", "moderate";
        Severe = "severe", "nặng", "severe";
    }
}

code_list! {
    /// What of somebody's health decides where they live.
    HealthSign {
        InfectiousA = "infectious_a", "bệnh truyền nhiễm nhóm A", "infectious disease of group A";
        InfectiousB = "infectious_b", "bệnh truyền nhiễm nhóm B", "infectious disease of group B";
        Mental = "mental", "dấu hiệu loạn thần, rối loạn tâm thần", "signs of a mental disorder";
    }
}

impl ZoneKind {
    /// Those that law asks a public facility to have.
    pub const REQUIRED: [Self; 6] =
        [Self::TemporaryStay, Self::Compulsory, Self::Voluntary, Self::Minors, Self::Infectious, Self::Disorder];
}
