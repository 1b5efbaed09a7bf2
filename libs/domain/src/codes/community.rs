//! Code lists of treatment at home and in the community, of substitution treatment, and of those who help in
//! a commune.

use crate::code_list;

code_list! {
    /// Where the withdrawal is treated (cắt cơn, giải độc) when somebody is treated outside a public facility.
    DetoxSite {
        Home = "home", "tại gia đình", "at home";
        Commune = "commune", "tại cộng đồng, điểm của xã", "in the commune";
        Cluster = "cluster", "tại điểm của cụm xã", "at a place several communes share";
        PrivateFacility = "private_facility", "tại cơ sở cai nghiện ngoài công lập", "in a private facility";
    }
}

code_list! {
    /// Why a treatment that was not completed is over.
    EndGround {
        OwnWill = "own_will", "tự ý chấm dứt", "ended of their own will";
        NotStarted = "not_started", "không thực hiện", "not carried out";
        MissedSessions = "missed_sessions", "tự ý chấm dứt: vắng các buổi điều trị liên tiếp", "sessions missed in a row";
        Left = "left", "tự ý chấm dứt: bỏ nơi cai nghiện", "left the place of treatment";
    }
}

code_list! {
    /// What a session of a treatment is about.
    SessionKind {
        Counselling = "counselling", "tư vấn", "counselling";
        Education = "education", "giáo dục, phục hồi hành vi, nhân cách", "education, restoring behaviour";
        Therapy = "therapy", "trị liệu tâm lý, nhóm", "therapy";
        MedicalCare = "medical_care", "khám, điều trị", "medical care";
        Labour = "labour", "lao động trị liệu, học nghề", "labour therapy, vocational training";
    }
}

code_list! {
    TestResult { Negative = "negative", "âm tính", "negative"; Positive = "positive", "dương tính", "positive"; }
}

code_list! {
    /// What a minute of violation is about.
    ViolationKind {
        UsedDrugs = "used_drugs", "sử dụng trái phép chất ma túy", "used drugs";
        RefusedTest = "refused_test", "không chấp hành xét nghiệm", "refused a test";
        BrokePlan = "broke_plan", "không chấp hành kế hoạch cai nghiện", "did not follow the plan";
        Disorder = "disorder", "vi phạm trật tự, an toàn xã hội", "disturbed public order";
    }
}

code_list! {
    /// Why a treatment under way between two communes is sent back or called back.
    TransferReason {
        NotResident = "not_resident", "không cư trú tại địa bàn", "does not live there";
        PapersMissing = "papers_missing", "hồ sơ chưa đủ", "papers are missing";
        SentInError = "sent_in_error", "gửi nhầm", "sent in error";
        Stayed = "stayed", "không chuyển đi nữa", "did not move";
    }
}

code_list! {
    /// What was done on a day of substitution treatment.
    DoseOutcome {
        Dispensed = "dispensed", "đã uống thuốc", "dispensed";
        Missed = "missed", "bỏ liều", "missed";
    }
}

code_list! {
    /// Why a substitution programme ends.
    SubstitutionEnd {
        Completed = "completed", "hoàn thành", "completed";
        OwnWish = "own_wish", "có nguyện vọng không tiếp tục", "wished to stop";
        MissedDoses = "missed_doses", "tự ý chấm dứt: bỏ liều liên tiếp", "doses missed in a row";
        Violation = "violation", "bị chấm dứt do vi phạm quy định", "ended for violations";
        Moved = "moved", "chuyển nơi điều trị", "moved to another site";
        EnteredFacility = "entered_facility", "vào cơ sở cai nghiện", "entered a facility";
        Imprisoned = "imprisoned", "chấp hành án phạt tù", "imprisoned";
        Died = "died", "chết", "died";
    }
}

code_list! {
    /// Who helps in a commune: those founded there for people in treatment and after it.
    GroupKind {
        TaskTeam = "task_team", "tổ công tác cai nghiện", "task team";
        VolunteerTeam = "volunteer_team", "đội công tác xã hội tình nguyện", "volunteer social work team";
        CounsellingPoint = "counselling_point",
            "điểm tư vấn, chăm sóc, hỗ trợ điều trị nghiện tại cộng đồng", "counselling point";
        Club = "b93_club", "câu lạc bộ B93", "B93 club";
    }
}

code_list! {
    /// A figure that holds from a day on until it is stated anew. People are counted by function, never named.
    GroupFigure {
        Leader = "leader", "người đứng đầu", "leader";
        Deputy = "deputy", "cấp phó", "deputy";
        Police = "police", "công an", "police";
        HealthWorker = "health_worker", "cán bộ y tế", "health workers";
        SocialWorker = "social_worker", "cán bộ lao động, xã hội", "social workers";
        MassOrganisation = "mass_organisation", "đoàn thể, Mặt trận", "mass organisations";
        HamletHead = "hamlet_head", "trưởng ấp, tổ dân phố", "hamlet heads";
        Volunteer = "volunteer", "tình nguyện viên", "volunteers";
        Member = "member", "thành viên câu lạc bộ", "club members";
        Counsellor = "counsellor", "cán bộ tư vấn", "counsellors";
        Room = "room", "phòng", "rooms";
        FloorArea = "floor_area", "diện tích (m²)", "floor area (m²)";
        Equipment = "equipment", "trang thiết bị (món)", "pieces of equipment";
        PartnerPerson = "partner_person", "cá nhân liên kết", "partners: individuals";
        PartnerOrganisation = "partner_organisation", "tổ chức liên kết", "partners: organisations";
    }
}

impl GroupFigure {
    /// Whether the figure counts people who belong to the group.
    pub fn is_member(self) -> bool {
        !matches!(
            self,
            Self::Room | Self::FloorArea | Self::Equipment | Self::PartnerPerson | Self::PartnerOrganisation
        )
    }

    /// The kinds of group that have such a figure.
    pub fn kinds(self) -> &'static [GroupKind] {
        use GroupKind::{Club, CounsellingPoint, TaskTeam, VolunteerTeam};
        match self {
            Self::Leader | Self::Deputy => &[TaskTeam, VolunteerTeam, Club, CounsellingPoint],
            Self::Police | Self::HamletHead => &[TaskTeam],
            Self::HealthWorker | Self::SocialWorker => &[TaskTeam, CounsellingPoint],
            Self::MassOrganisation => &[TaskTeam, VolunteerTeam],
            Self::Volunteer => &[VolunteerTeam, CounsellingPoint],
            Self::Member => &[Club],
            Self::Counsellor
            | Self::Room
            | Self::FloorArea
            | Self::Equipment
            | Self::PartnerPerson
            | Self::PartnerOrganisation => &[CounsellingPoint],
        }
    }
}

code_list! {
    /// What a group did or was given in a span of days.
    GroupActivity {
        Meeting = "meeting", "buổi sinh hoạt, họp (lượt người)", "meetings (attendances)";
        HomeVisit = "home_visit", "thăm, giúp đỡ tại nhà (lượt người)", "home visits (attendances)";
        Counselling = "counselling", "tư vấn (lượt người)", "counselling (attendances)";
        DetoxSupport = "detox_support", "hỗ trợ cắt cơn, giải độc (lượt người)", "detox support (attendances)";
        DrugTest = "drug_test", "xét nghiệm (lượt người)", "drug tests (attendances)";
        Referral = "referral", "chuyển gửi dịch vụ (lượt người)", "referrals (attendances)";
        Outreach = "outreach", "tuyên truyền (lượt người)", "outreach (attendances)";
        Funding = "funding", "kinh phí được cấp (đồng)", "funding (VND)";
        PartnerMoney = "partner_money", "đối tác hỗ trợ bằng tiền (đồng)", "partners' help in money (VND)";
        PartnerEquipment = "partner_equipment", "đối tác hỗ trợ trang thiết bị (món)", "partners' help in equipment (pieces)";
        PartnerReferral = "partner_referral", "đối tác giới thiệu người đến (lượt người)", "people sent by partners (attendances)";
    }
}

impl GroupActivity {
    /// What the quantity counts.
    pub fn unit(self) -> super::CountUnit {
        match self {
            Self::Funding | Self::PartnerMoney => super::CountUnit::Dong,
            Self::PartnerEquipment => super::CountUnit::Unit,
            _ => super::CountUnit::Attendance,
        }
    }

    /// Whether it is something the group did, which is what shows that it works.
    pub fn is_work(self) -> bool {
        !matches!(self, Self::Funding | Self::PartnerMoney | Self::PartnerEquipment | Self::PartnerReferral)
    }
}
