use super::*;
use crate::letter::write_docx;

fn letterhead() -> Letterhead {
    Letterhead {
        parent: Some("Công an tỉnh Đồng Tháp".into()),
        issuer: "Công an xã Tân Khánh".into(),
        number: Some("12/ĐN-CAX".into()),
        place: "Tân Khánh".into(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 7, 5),
    }
}

fn person() -> Person {
    Person { name: "Võ Tấn Lộc".into(), sex: Some(Sex::Male), birth: Some("1992".into()), ..Person::default() }
}

fn labels(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Field { label, .. } | Block::Choices { label, .. } => Some(label.as_str()),
            _ => None,
        })
        .collect()
}

fn ticked<'a>(document: &'a Document, wanted: &str) -> Vec<&'a str> {
    let found = document.blocks.iter().find_map(|block| match block {
        Block::Choices { label, choices } if label == wanted => Some(choices),
        _ => None,
    });
    found.unwrap().iter().filter(|choice| choice.ticked).map(|choice| choice.text.as_str()).collect()
}

#[test]
fn the_summary_has_the_25_fields_in_order() {
    let forms = [
        (SummaryForm::Decree116Form30, "Mẫu số 30", "(ban hành kèm theo Nghị định số 116/2021/NĐ-CP)"),
        (SummaryForm::Decree163UserForm05, "Mẫu số 05", "(Phụ lục III, ban hành kèm theo Nghị định số 163/2026/NĐ-CP)"),
        (SummaryForm::Decree163AddictForm33, "Mẫu số 33", "(Phụ lục V, ban hành kèm theo Nghị định số 163/2026/NĐ-CP)"),
    ];
    for (form, number, source) in forms {
        let document = summary(form, &letterhead(), &PersonalSummary::default());
        let mark = document.form.as_ref().unwrap();
        assert_eq!((mark.number.as_str(), mark.source.as_str()), (number, source));
        let numbers: Vec<u32> = labels(&document)
            .iter()
            .filter_map(|label| label.split_once(". ").and_then(|(number, _)| number.parse().ok()))
            .collect();
        assert_eq!(numbers, (1..=25).collect::<Vec<_>>());
        assert!(write_docx(&document).starts_with(b"PK"));
    }
}

#[test]
fn answers_of_closed_lists_are_ticked() {
    let data = PersonalSummary {
        name: "Võ Tấn Lộc".into(),
        sex: Some(Sex::Female),
        ethnicity: Some("Khmer".into()),
        religion: Some(String::new()),
        schooling: Some(Schooling::Primary),
        drug_kinds: vec![DrugKind::Heroin, DrugKind::Ketamine],
        rehabilitations: Some(RehabilitationCount::Twice),
        psychotic_signs: Some(true),
        ..PersonalSummary::default()
    };
    let document = summary(SummaryForm::Decree163AddictForm33, &letterhead(), &data);
    assert_eq!(ticked(&document, "3. Giới tính"), ["Nữ"]);
    assert_eq!(ticked(&document, "9. Dân tộc"), ["Khác"]);
    assert_eq!(ticked(&document, "10. Tôn giáo"), ["Không"]);
    assert_eq!(ticked(&document, "11. Trình độ học vấn"), ["Tiểu học"]);
    assert_eq!(ticked(&document, "20. Loại ma túy sử dụng"), ["Heroin", "Ketamin"]);
    assert_eq!(ticked(&document, "21. Hình thức sử dụng"), [""; 0]);
    assert_eq!(ticked(&document, "22. Số lần đã cai nghiện"), ["2 lần"]);
    assert!(labels(&document).contains(&"Tên dân tộc") && !labels(&document).contains(&"Tên tôn giáo"));
}

#[test]
fn a_form_is_known_by_decree_annex_and_number() {
    let keys = [
        SummaryForm::Decree116Form30.key(),
        SummaryForm::Decree163UserForm05.key(),
        SummaryForm::Decree163AddictForm33.key(),
        RequestForm::Decree116Form29.key(),
        RequestForm::Decree116Form34.key(),
        RequestForm::Decree163Form36.key(),
        NoticeForm::Decree116Form32.key(),
        NoticeForm::Decree163Form37.key(),
        MinutesForm::Decree116Form27.key(),
        MinutesForm::Decree163Form34.key(),
    ];
    let different: std::collections::HashSet<_> = keys.iter().collect();
    assert_eq!(different.len(), keys.len());
}

#[test]
fn a_request_names_law_addressee_person_and_papers() {
    let data = Request {
        addressee: "Tòa án nhân dân khu vực 3".into(),
        person: person(),
        papers: vec!["Bản tóm tắt lý lịch".into(), "Biên bản vi phạm".into()],
        signer: vec!["Trưởng Công an xã".into()],
        recipients: vec!["Như trên".into(), "Lưu: VT, HS".into()],
        ..Request::default()
    };
    let document = request(RequestForm::Decree163Form36, &letterhead(), &data);
    assert_eq!(document.addressees, ["Tòa án nhân dân khu vực 3"]);
    let said: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(said[0], "Căn cứ Luật Phòng, chống ma túy số 120/2025/QH15;");
    assert_eq!(said[1], "Căn cứ Nghị định số 163/2026/NĐ-CP;");
    assert!(said.contains(&"- Biên bản vi phạm"));
    assert!(labels(&document).contains(&"Lý do đề nghị"));
    let old = request(RequestForm::Decree116Form29, &letterhead(), &data);
    assert_eq!(old.blocks[0], Block::Paragraph("Căn cứ Luật Phòng, chống ma túy số 73/2021/QH14;".into()));
}

#[test]
fn a_notice_says_how_long_the_dossier_can_be_read() {
    let data = Notice { person: person(), representative: Some("Võ Văn A".into()), ..Notice::default() };
    let document = notice(NoticeForm::Decree163Form37, &letterhead(), &data);
    assert_eq!(document.addressees, ["Võ Tấn Lộc", "Võ Văn A"]);
    let tells = |words: &str| {
        document.blocks.iter().any(|block| matches!(block, Block::Paragraph(text) if text.contains(words)))
    };
    assert!(tells("03 ngày làm việc"));
}

#[test]
fn minutes_are_signed_by_all_and_leave_dots_for_what_is_not_known() {
    let document =
        minutes(MinutesForm::Decree163Form34, &letterhead(), &Minutes { person: person(), ..Minutes::default() });
    assert_eq!(document.signatures.len(), 4);
    let dots = document.blocks.iter().filter(|block| matches!(block, Block::Field { value: None, .. })).count();
    assert!(dots >= 10, "{dots}");
    assert!(write_docx(&document).starts_with(b"PK"));
}
