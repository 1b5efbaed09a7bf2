//! Code lists of the statutory personal summary (Decree 163/2026/NĐ-CP, Annex III, form 05) and of
//! the lists it feeds. The field numbers are the form's.

use crate::code_list;

code_list! {
    /// Why somebody has another name (field 2).
    AliasKind {
        OtherName = "other_name", "tên gọi khác", "other name";
        FormerName = "former_name", "tên cũ", "former name";
        Nickname = "nickname", "biệt danh", "nickname";
    }
}

code_list! {
    /// A paper that carries an official number (field 8).
    NumberKind {
        Cmnd = "cmnd", "CMND (9 số)", "CMND (9 digits)";
        Cccd = "cccd", "CCCD, căn cước (12 số)", "CCCD (12 digits)";
    }
}

code_list! {
    /// What an address is to a person (fields 6 and 7).
    ResidenceKind {
        Permanent = "permanent", "nơi thường trú", "permanent residence";
        Temporary = "temporary", "nơi tạm trú", "temporary residence";
        Dwelling = "dwelling", "nơi ở hiện tại", "current dwelling";
    }
}

code_list! {
    /// Field 9.
    Ethnicity { Kinh = "kinh", "Kinh", "Kinh"; Other = "other", "dân tộc khác", "other"; }
}

code_list! {
    /// Field 11.
    Schooling {
        None = "none", "không biết chữ", "none";
        Primary = "primary", "tiểu học", "primary";
        LowerSecondary = "lower_secondary", "trung học cơ sở", "lower secondary";
        UpperSecondary = "upper_secondary", "trung học phổ thông", "upper secondary";
        College = "college", "trung cấp, cao đẳng, đại học", "college, vocational or university";
        Postgraduate = "postgraduate", "sau đại học", "postgraduate";
    }
}

code_list! {
    /// Field 16: what stands on record against a person.
    RecordKind {
        DrugConviction = "drug_conviction", "tiền án về ma túy", "drug conviction";
        DrugSanction = "drug_sanction", "tiền sự về ma túy", "administrative sanction for drugs";
        OtherConviction = "other_conviction", "tiền án khác", "other conviction";
        OtherSanction = "other_sanction", "tiền sự khác", "other administrative sanction";
    }
}

code_list! {
    /// Field 21.
    DrugRoute {
        Injecting = "injecting", "tiêm, chích", "injecting";
        Inhaling = "inhaling", "hít, hút", "sniffing or smoking";
        Oral = "oral", "uống, nuốt", "oral";
        Other = "other", "cách khác", "other";
        Several = "several", "nhiều cách", "several";
    }
}

code_list! {
    /// The unit that the frequency of use is counted in (field 23).
    UsePeriod {
        Day = "day", "lần/ngày", "times a day";
        Week = "week", "lần/tuần", "times a week";
        Month = "month", "lần/tháng", "times a month";
    }
}

code_list! {
    /// The form of an earlier rehabilitation (field 22).
    EarlierRehabilitation {
        Home = "home", "tại gia đình", "at home";
        Community = "community", "tại cộng đồng", "in the community";
        Voluntary = "voluntary", "tự nguyện tại cơ sở", "voluntary, in a facility";
        Compulsory = "compulsory", "bắt buộc", "compulsory";
        Substitution = "substitution", "điều trị thay thế", "substitution treatment";
    }
}

code_list! {
    /// Who stands for a minor.
    GuardianKind {
        Father = "father", "cha", "father";
        Mother = "mother", "mẹ", "mother";
        Grandparent = "grandparent", "ông, bà", "grandparent";
        Sibling = "sibling", "anh, chị ruột", "sibling";
        Other = "other", "người giám hộ khác", "other guardian";
    }
}

code_list! {
    /// Where somebody stands on the way through the register. It follows from the file and from the
    /// measures that other services announce.
    FilePhase {
        UnlawfulUser = "unlawful_user", "đang quản lý người sử dụng trái phép", "managed as an unlawful user";
        Addict = "addict", "người nghiện, chưa áp dụng biện pháp", "addict without a measure";
        InMeasure = "in_measure", "đang cai nghiện", "under a measure";
        PostRehabilitation = "post_rehabilitation", "đang quản lý sau cai", "in post-rehabilitation management";
        Removed = "removed", "đã đưa khỏi danh sách", "removed from the list";
    }
}

code_list! {
    /// What happened to a file, each with its legal basis.
    FileChange {
        Opened = "opened", "lập hồ sơ", "opened";
        Determined = "determined_addict", "xác định nghiện", "determined an addict";
        Transferred = "transferred", "chuyển xã quản lý", "transferred to another commune";
        Closed = "closed", "đưa khỏi danh sách", "removed from the list";
    }
}

code_list! {
    /// A file on its way to another commune.
    TransferState {
        Sent = "sent", "đã gửi, chờ nơi đến", "sent";
        Accepted = "accepted", "nơi đến đã nhận", "accepted";
        Rejected = "rejected", "nơi đến trả lại", "rejected";
        Recalled = "recalled", "nơi gửi rút lại", "recalled";
    }
}
