//! The steps of a dossier and the agencies that hold it.

use crate::code_list;

code_list! {
    /// A step of a dossier. Not every procedure has every step.
    Step {
        Discovered = "discovered", "phát hiện, có căn cứ lập hồ sơ", "ground found";
        Held = "held", "giao quản lý trong thời gian lập hồ sơ", "person held while the dossier runs";
        Compiled = "compiled", "lập xong hồ sơ", "dossier compiled";
        Notified = "notified", "thông báo về việc lập hồ sơ", "person notified of the dossier";
        Read = "read", "người bị đề nghị đọc hồ sơ", "dossier read by the person";
        SentForCheck = "sent_for_check", "gửi cơ quan kiểm tra hồ sơ", "sent to be checked";
        LegalityChecked = "legality_checked", "kiểm tra tính pháp lý", "legality checked";
        Returned = "returned", "trả lại hồ sơ để bổ sung", "returned for supplement";
        Supplemented = "supplemented", "bổ sung hồ sơ", "supplemented";
        SentToCourt = "sent_to_court", "gửi hồ sơ đề nghị Tòa án", "sent to the court";
        CourtReturned = "court_returned", "Tòa án trả lại hồ sơ", "returned by the court";
        CourtAccepted = "court_accepted", "Tòa án thụ lý và thông báo", "accepted by the court";
        ClarificationDemanded = "clarification_demanded", "Tòa án yêu cầu làm rõ", "clarification demanded by the court";
        Clarified = "clarified", "làm rõ theo yêu cầu của Tòa án", "clarified";
        DecisionExtended = "decision_extended", "Tòa án gia hạn thời hạn xem xét", "time to decide extended";
        SessionScheduled = "session_scheduled", "quyết định mở phiên họp", "session scheduled";
        SessionHeld = "session_held", "mở phiên họp", "session held";
        Decided = "decided", "Tòa án quyết định", "decided by the court";
        DecisionSent = "decision_sent", "gửi quyết định cho các bên", "decision sent to the parties";
        ComplaintTime = "complaint_time", "thời hạn khiếu nại, kiến nghị, kháng nghị", "time to complain";
        Complained = "complained", "có khiếu nại, kiến nghị, kháng nghị", "complaint or appeal made";
        ComplaintResolved = "complaint_resolved", "giải quyết khiếu nại, kiến nghị, kháng nghị", "complaint or appeal resolved";
        HandedOver = "handed_over", "giao quyết định cho cơ quan thi hành", "decision handed over for enforcement";
        EnforcementOrganised = "enforcement_organised", "tổ chức thi hành quyết định", "enforcement organised";
        EnforcementExtended = "enforcement_extended", "gia hạn đưa vào cơ sở", "time to enforce extended";
        Enforced = "enforced", "đưa người vào cơ sở", "person brought to the facility";
    }
}

code_list! {
    /// Who holds a dossier at a step.
    Agency {
        CommuneChair = "commune_chair", "Chủ tịch Ủy ban nhân dân cấp xã", "chair of the commune committee";
        CommunePoliceChief = "commune_police_chief", "Trưởng Công an cấp xã", "chief of the commune police";
        DetectingPolice = "detecting_police", "cơ quan Công an phát hiện", "the police body that found the violation";
        DistrictJusticeDivision = "district_justice_division", "Phòng Tư pháp cấp huyện", "district justice division";
        DistrictLabourDivision = "district_labour_division",
            "Phòng Lao động - Thương binh và Xã hội cấp huyện", "district labour division";
        DistrictChair = "district_chair", "Chủ tịch Ủy ban nhân dân cấp huyện", "chair of the district committee";
        DistrictCourt = "district_court", "Tòa án nhân dân cấp huyện", "district court";
        RegionalCourt = "regional_court", "Tòa án nhân dân khu vực", "regional court";
        SuperiorCourt = "superior_court", "Tòa án nhân dân cấp trên", "superior court";
        DistrictPolice = "district_police", "Công an cấp huyện", "district police";
        ProvincialPoliceDirector = "provincial_police_director", "Giám đốc Công an cấp tỉnh", "provincial police director";
        Person = "person", "người bị đề nghị hoặc người đại diện", "the person or their representative";
        Facility = "facility", "cơ sở cai nghiện, trường giáo dưỡng", "facility or reform school";
    }
}
