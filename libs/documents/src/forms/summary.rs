//! The personal summary: the 25 fields that Decree 163/2026, Annex III, form 05 asks for. The other
//! two forms are laid out with the same fields.

use super::{FormKey, Sex, blank, choices, field, no_or_yes, sex_choices, signed};
use crate::letter::{Block, Document, Letterhead, Table};

/// Which summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SummaryForm {
    /// Decree 116/2021, form 30, for the dossier.
    Decree116Form30,
    /// Decree 163/2026, Annex III, form 05: a user of drugs.
    Decree163UserForm05,
    /// Decree 163/2026, Annex V, form 33: an addict.
    Decree163AddictForm33,
    /// The same form: a person under post-rehabilitation management.
    Decree163PostRehabilitationForm33,
}

impl SummaryForm {
    pub fn key(self) -> FormKey {
        match self {
            Self::Decree116Form30 => FormKey::of_116("30"),
            Self::Decree163UserForm05 => FormKey::of_163("III", "05"),
            Self::Decree163AddictForm33 | Self::Decree163PostRehabilitationForm33 => FormKey::of_163("V", "33"),
        }
    }

    fn about_whom(self) -> &'static str {
        match self {
            Self::Decree163UserForm05 => "của người sử dụng trái phép chất ma túy",
            Self::Decree116Form30 | Self::Decree163AddictForm33 => "của người nghiện ma túy",
            Self::Decree163PostRehabilitationForm33 => "của người quản lý sau cai nghiện ma túy",
        }
    }
}

/// An answer of a closed list.
macro_rules! answers {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $vi:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As the form prints it.
            pub fn vi(self) -> &'static str {
                match self { $(Self::$variant => $vi),+ }
            }
        }
    };
}

answers! {
    /// Field 11.
    Schooling {
        None = "Không biết chữ";
        Primary = "Tiểu học";
        LowerSecondary = "Trung học cơ sở";
        UpperSecondary = "Trung học phổ thông";
        Higher = "Trung cấp, cao đẳng, đại học";
        Postgraduate = "Sau đại học";
    }
}

answers! {
    /// Field 20.
    DrugKind {
        Opium = "Thuốc phiện";
        Cocaine = "Cocain";
        Cannabis = "Cần sa";
        Heroin = "Heroin";
        Ketamine = "Ketamin";
        Amphetamine = "Amphetamin/Methamphetamin";
        Other = "Loại khác";
        Several = "Nhiều loại";
    }
}

answers! {
    /// Field 21.
    Route {
        Injecting = "Tiêm, chích";
        Inhaling = "Hít, hút";
        Oral = "Uống, nuốt";
        Other = "Hình thức khác";
        Several = "Nhiều hình thức";
    }
}

answers! {
    /// Field 22.
    RehabilitationCount {
        Never = "Chưa";
        Once = "1 lần";
        Twice = "2 lần";
        ThreeTimes = "3 lần";
        FourOrMore = "Từ 4 lần trở lên";
    }
}

/// What the summary says; what is None is left to be written by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonalSummary {
    pub name: String,
    pub other_names: Option<String>,
    pub sex: Option<Sex>,
    /// A date or a year, as it is to be printed.
    pub birth: Option<String>,
    pub home_town: Option<String>,
    pub registered_address: Option<String>,
    pub current_address: Option<String>,
    pub identity_paper: IdentityPaper,
    /// "Kinh", or another people's name.
    pub ethnicity: Option<String>,
    /// The religion's name; Some("") says that there is none.
    pub religion: Option<String>,
    pub schooling: Option<Schooling>,
    pub nationality: Option<String>,
    /// Name and official number.
    pub father: (Option<String>, Option<String>),
    pub mother: (Option<String>, Option<String>),
    pub occupation: Option<String>,
    pub workplace: Option<String>,
    pub offences: OffenceRecord,
    pub psychotic_signs: Option<bool>,
    pub first_use: Option<String>,
    pub first_detected: Option<String>,
    pub drug_kinds: Vec<DrugKind>,
    pub route: Option<Route>,
    pub rehabilitations: Option<RehabilitationCount>,
    pub previous_rehabilitations: Vec<PreviousRehabilitation>,
    /// "2 lần/ngày".
    pub frequency: Option<String>,
    pub dose: Option<String>,
    pub phone: Option<String>,
    pub social_account: Option<String>,
}

/// Field 8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityPaper {
    pub number: Option<String>,
    pub issued_on: Option<String>,
    pub issued_at: Option<String>,
}

/// Field 16.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffenceRecord {
    pub drug_conviction: bool,
    pub drug_sanction: bool,
    pub other_conviction: bool,
    pub other_sanction: bool,
    pub decisions: Vec<Decision>,
}

/// A decision or judgment on the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    pub number: String,
    pub date: String,
    pub issuer: String,
    /// The penalty or measure.
    pub form: String,
}

/// An earlier rehabilitation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviousRehabilitation {
    pub place: String,
    pub form: String,
    pub period: String,
    pub decision: String,
}

/// Lays the summary out.
pub fn summary(form: SummaryForm, letterhead: &Letterhead, data: &PersonalSummary) -> Document {
    let mut document = blank(form.key(), letterhead, "Bản tóm tắt lý lịch", form.about_whom());
    document.blocks.push(Block::Photo);
    document.blocks.extend(identity(data));
    document.blocks.extend(origin(data));
    document.blocks.extend(record(data));
    document.blocks.extend(drug_use(data));
    document.signatures =
        vec![signed(&["Người khai"], super::SIGNED), signed(&["Thủ trưởng cơ quan lập"], super::SEALED)];
    document
}

/// Fields 1 to 8.
fn identity(data: &PersonalSummary) -> Vec<Block> {
    let paper = &data.identity_paper;
    vec![
        field("1. Họ và tên", Some(&data.name)),
        field("2. Tên gọi khác", data.other_names.as_deref()),
        sex_choices("3. Giới tính", data.sex),
        field("4. Ngày, tháng, năm sinh", data.birth.as_deref()),
        field("5. Quê quán", data.home_town.as_deref()),
        field("6. Nơi thường trú/tạm trú", data.registered_address.as_deref()),
        field("7. Nơi ở hiện tại", data.current_address.as_deref()),
        field("8. Số CMND/CCCD/Căn cước/Hộ chiếu", paper.number.as_deref()),
        field("Ngày cấp", paper.issued_on.as_deref()),
        field("Nơi cấp", paper.issued_at.as_deref()),
    ]
}

/// Fields 9 to 15.
fn origin(data: &PersonalSummary) -> Vec<Block> {
    let ethnicity = data.ethnicity.as_deref().map(str::trim);
    let kinh = ethnicity.map(|name| name.to_lowercase() == "kinh");
    let religion = data.religion.as_deref().map(str::trim);
    let schooling = Schooling::ALL.iter().map(|one| (one.vi(), data.schooling == Some(*one)));
    let mut blocks = vec![
        choices("9. Dân tộc", [("Kinh", kinh == Some(true)), ("Khác", kinh == Some(false))]),
        no_or_yes("10. Tôn giáo", religion.map(|name| !name.is_empty())),
        choices("11. Trình độ học vấn", schooling),
        field("12. Quốc tịch", data.nationality.as_deref()),
        field("13. Họ và tên cha", data.father.0.as_deref()),
        field("Số định danh cá nhân của cha", data.father.1.as_deref()),
        field("14. Họ và tên mẹ", data.mother.0.as_deref()),
        field("Số định danh cá nhân của mẹ", data.mother.1.as_deref()),
        field("15. Nghề nghiệp", data.occupation.as_deref()),
        field("Nơi làm việc, học tập", data.workplace.as_deref()),
    ];
    if let Some(name) = religion.filter(|name| !name.is_empty()) {
        blocks.insert(2, field("Tên tôn giáo", Some(name)));
    }
    if kinh == Some(false) {
        blocks.insert(1, field("Tên dân tộc", ethnicity));
    }
    blocks
}

/// Fields 16 and 17.
fn record(data: &PersonalSummary) -> Vec<Block> {
    let offences = &data.offences;
    let kinds = [
        ("Tiền án về ma túy", offences.drug_conviction),
        ("Tiền sự về ma túy", offences.drug_sanction),
        ("Tiền án khác", offences.other_conviction),
        ("Tiền sự khác", offences.other_sanction),
    ];
    let rows = offences.decisions.iter().map(|decision| {
        [&decision.number, &decision.date, &decision.issuer, &decision.form].map(String::clone).to_vec()
    });
    vec![
        choices("16. Tiền án, tiền sự", kinds),
        table(&["Số quyết định, bản án", "Ngày", "Cơ quan ban hành", "Hình thức xử lý"], rows.collect()),
        no_or_yes("17. Biểu hiện loạn thần (“ngáo đá”)", data.psychotic_signs),
    ]
}

/// Fields 18 to 25.
fn drug_use(data: &PersonalSummary) -> Vec<Block> {
    let kinds = DrugKind::ALL.iter().map(|kind| (kind.vi(), data.drug_kinds.contains(kind)));
    let routes = Route::ALL.iter().map(|route| (route.vi(), data.route == Some(*route)));
    let counts = RehabilitationCount::ALL.iter().map(|count| (count.vi(), data.rehabilitations == Some(*count)));
    let rows = data
        .previous_rehabilitations
        .iter()
        .map(|earlier| [&earlier.place, &earlier.form, &earlier.period, &earlier.decision].map(String::clone).to_vec());
    vec![
        field("18. Thời điểm sử dụng ma túy lần đầu (tự khai)", data.first_use.as_deref()),
        field("19. Thời điểm bị phát hiện lần đầu", data.first_detected.as_deref()),
        choices("20. Loại ma túy sử dụng", kinds),
        choices("21. Hình thức sử dụng", routes),
        choices("22. Số lần đã cai nghiện", counts),
        table(&["Nơi cai nghiện", "Hình thức", "Thời gian", "Quyết định"], rows.collect()),
        field("23. Số lần sử dụng (ngày/tuần/tháng)", data.frequency.as_deref()),
        field("24. Liều lượng mỗi lần", data.dose.as_deref()),
        field("25. Số điện thoại liên hệ", data.phone.as_deref()),
        field("Tài khoản mạng xã hội", data.social_account.as_deref()),
    ]
}

/// A table with two blank rows to write in where there are none.
fn table(columns: &[&str; 4], rows: Vec<Vec<String>>) -> Block {
    let columns = columns.iter().map(|name| ((*name).to_owned(), 1)).collect();
    let rows = if rows.is_empty() { vec![Vec::new(); 2] } else { rows };
    Block::Table(Table { columns, rows })
}
