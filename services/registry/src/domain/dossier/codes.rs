//! Code lists of the dossier.

domain::code_list! {
    DossierStatus { Open = "open", "đang lập", "open"; Decided = "decided", "Tòa án đã quyết định", "decided"; }
}

domain::code_list! {
    /// Why a dossier's clocks were stopped. The sources read name evasion, detention and illness as
    /// times that stop or do not count; none gives a closed list for the dossier.
    PauseReason {
        Evasion = "evasion", "trốn tránh, cản trở", "evasion";
        Illness = "illness", "ốm nặng đang điều trị", "severe illness under treatment";
        Proceedings = "proceedings", "bị tạm giữ, tạm giam, phục vụ tố tụng", "detention or criminal proceedings";
        ForceMajeure = "force_majeure", "sự kiện bất khả kháng", "force majeure";
        OtherLawful = "other_lawful", "lý do hợp pháp khác", "another lawful reason";
    }
}

domain::code_list! {
    /// Which due times a list is about.
    DueFilter {
        Overdue = "overdue", "quá hạn", "overdue";
        /// Not yet over, and over by the end of the next working day.
        Soon = "soon", "sắp đến hạn", "due soon";
    }
}
