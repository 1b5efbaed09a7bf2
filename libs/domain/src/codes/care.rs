//! Code lists of what a facility records of a resident beside the book: care by stage, drug tests, discipline,
//! reward, pursuit.

use crate::code_list;

code_list! {
    /// What a record is of.
    CareKind {
        Examination = "examination", "khám, lập bệnh án", "examination";
        Detox = "detox", "điều trị cắt cơn, giải độc", "detoxification";
        Treatment = "treatment", "điều trị bệnh", "treatment of a disease";
        Counselling = "counselling", "tư vấn", "counselling";
        Education = "education", "giáo dục, học văn hóa", "education";
        Labour = "labour", "lao động trị liệu", "labour therapy";
        Vocational = "vocational", "học nghề", "vocational training";
        Evaluation = "evaluation", "đánh giá theo kế hoạch cai nghiện", "evaluation against the plan";
        ReintegrationPlan = "reintegration_plan", "kế hoạch tái hòa nhập cộng đồng", "reintegration plan";
        DrugTest = "drug_test", "xét nghiệm ma túy", "drug test";
        Discipline = "discipline", "kỷ luật", "discipline";
        Reward = "reward", "khen thưởng", "reward";
        Pursuit = "pursuit", "quyết định truy tìm", "pursuit decision";
    }
}

code_list! {
    /// How severe the withdrawal is (hội chứng cai).
    WithdrawalSeverity {
        None = "none", "không có", "none";
        Mild = "mild", "nhẹ", "mild";
        Moderate = "moderate", "vừa", "moderate";
        Severe = "severe", "nặng", "severe";
    }
}

code_list! {
    /// By what withdrawal is treated.
    DetoxProtocol {
        Symptomatic = "symptomatic", "thuốc điều trị triệu chứng", "symptomatic";
        Sedative = "sedative", "thuốc an thần, hướng thần", "sedatives";
        Herbal = "herbal", "thuốc y học cổ truyền", "traditional medicine";
        Tapering = "tapering", "giảm dần thuốc thay thế", "tapered substitute";
        WithoutMedicine = "without_medicine", "tâm lý, không dùng thuốc", "psychological, without medicine";
    }
}

code_list! {
    DetoxOutcome {
        Completed = "completed", "cắt cơn xong", "completed";
        Continued = "continued", "tiếp tục điều trị", "treatment goes on";
        SentToHospital = "sent_to_hospital", "chuyển bệnh viện", "sent to hospital";
        BrokenOff = "broken_off", "bỏ dở", "broken off";
    }
}

code_list! {
    /// What is treated beside the withdrawal.
    TreatedCondition {
        Infection = "infection", "bệnh nhiễm trùng cơ hội", "opportunistic infection";
        MentalDisorder = "mental_disorder", "rối loạn tâm thần", "mental disorder";
        OtherDisease = "other_disease", "bệnh khác", "another disease";
    }
}

code_list! {
    CounsellingForm { Individual = "individual", "cá nhân", "individual"; Group = "group", "nhóm", "group"; }
}

code_list! {
    CounsellingTopic {
        BeforeDetox = "before_detox", "trước khi cắt cơn", "before detoxification";
        Motivation = "motivation", "động cơ cai nghiện", "motivation";
        Behaviour = "behaviour", "hành vi, nhân cách", "behaviour and personality";
        Health = "health", "sức khỏe, phòng bệnh", "health";
        Family = "family", "quan hệ gia đình", "family";
        RelapsePrevention = "relapse_prevention", "dự phòng tái nghiện", "relapse prevention";
        Reintegration = "reintegration", "tái hòa nhập, việc làm", "reintegration, work";
    }
}

code_list! {
    EducationClass {
        Literacy = "literacy", "xóa mù chữ", "literacy";
        Primary = "primary", "tiểu học", "primary school";
        Legal = "legal", "pháp luật", "law";
        LifeSkills = "life_skills", "kỹ năng sống", "life skills";
    }
}

code_list! {
    /// What trade is taught.
    Trade {
        Sewing = "sewing", "may", "sewing";
        Carpentry = "carpentry", "mộc", "carpentry";
        Mechanics = "mechanics", "cơ khí, hàn", "mechanics, welding";
        Electrical = "electrical", "điện", "electrical work";
        Construction = "construction", "xây dựng", "construction";
        Vehicles = "vehicles", "sửa xe", "vehicle repair";
        Farming = "farming", "trồng trọt, chăn nuôi", "farming";
        Handicraft = "handicraft", "thủ công, đan lát", "handicraft";
        Cooking = "cooking", "nấu ăn", "cooking";
        Hairdressing = "hairdressing", "cắt tóc", "hairdressing";
        Computing = "computing", "tin học", "computing";
        Other = "other", "nghề khác", "another trade";
    }
}

code_list! {
    /// A goal of the rehabilitation plan.
    PlanGoal {
        Detox = "detox", "cắt cơn, giải độc", "detoxification";
        Abstinence = "abstinence", "không sử dụng ma túy", "no drug use";
        Health = "health", "sức khỏe thể chất", "physical health";
        MentalHealth = "mental_health", "sức khỏe tâm thần", "mental health";
        Behaviour = "behaviour", "thay đổi nhận thức, hành vi", "insight and behaviour";
        Schooling = "schooling", "học văn hóa", "schooling";
        Trade = "trade", "học nghề", "a trade";
        Labour = "labour", "lao động trị liệu", "labour therapy";
        Family = "family", "quan hệ gia đình", "ties with the family";
        Residence = "residence", "nơi cư trú sau khi về", "a residence after release";
        RelapsePrevention = "relapse_prevention", "kỹ năng phòng tái nghiện", "relapse prevention";
    }
}

code_list! {
    /// Why somebody was tested.
    TestOccasion {
        OnAdmission = "on_admission", "khi tiếp nhận", "on admission";
        Periodic = "periodic", "định kỳ", "periodic";
        Sudden = "sudden", "đột xuất", "sudden";
    }
}

code_list! {
    /// A disciplinary measure.
    DisciplineMeasure {
        Criticism = "criticism", "phê bình", "criticism";
        Warning = "warning", "cảnh cáo", "warning";
        DisorderZone = "disorder_zone", "ở khu quản lý người gây rối", "disorder zone";
    }
}

code_list! {
    RewardMeasure {
        Praise = "praise", "biểu dương, khen thưởng", "praise";
        ReductionProposed = "reduction_proposed", "đề nghị giảm thời hạn", "proposal to reduce the term";
    }
}
