use super::*;

/// Two descriptions that differ in the birth only.
fn births(one: Birth, other: Birth) -> Candidate {
    compare(
        &Description { birth: Some(one), ..man("Nguyễn Văn Đức") },
        &Description { birth: Some(other), ..man("Nguyễn Văn Đức") },
    )
}

fn numbers(one: Vec<KnownNumber>, other: Vec<KnownNumber>) -> Candidate {
    compare(
        &Description { numbers: one, ..man("Nguyễn Văn Đức") },
        &Description { numbers: other, ..man("Nguyễn Văn Đức") },
    )
}

#[test]
fn births_are_told_apart_by_how_they_differ() {
    let cases = [
        ("1992-05-17", "1992-05-17", ReasonCode::BirthDateSame),
        ("1992-05-07", "1992-07-05", ReasonCode::BirthSwapped),
        ("1992-05-17", "1992-06-17", ReasonCode::BirthSlip),
        ("1992-05-17", "1992-08-02", ReasonCode::BirthDateDiffers),
        ("1992-05-17", "1993-05-17", ReasonCode::BirthYearNextSameDay),
        ("1992-05-17", "1993-08-02", ReasonCode::BirthYearNextOtherDay),
        ("1987-05-17", "1978-05-17", ReasonCode::BirthYearSlip),
        ("1992-05-17", "1962-05-17", ReasonCode::BirthYearSlip),
        ("1992-05-17", "1983-08-02", ReasonCode::BirthYearDiffers),
    ];
    for (one, other, code) in cases {
        assert!(has(&births(born(one), born(other)), code), "{one} {other}");
    }
}

#[test]
fn a_year_is_compatible_with_a_date_of_that_year() {
    assert!(weight(&births(Birth::in_year(1992), born("1992-05-17")), ReasonCode::BirthYearSame).unwrap() > 0);
    assert!(has(&births(Birth::in_year(1992), born("1993-05-17")), ReasonCode::BirthYearNext));
}

#[test]
fn the_first_of_january_stands_for_a_year() {
    assert!(has(&births(born("1992-01-01"), born("1992-05-17")), ReasonCode::BirthYearSame));
    assert!(has(&births(born("1992-01-01"), born("1992-01-01")), ReasonCode::BirthYearSame));
}

#[test]
fn a_cmnd_among_the_others_former_numbers_is_the_same_number() {
    let candidate = numbers(vec![number("341567890")], vec![number("087092123456"), former("341567890")]);
    assert!(weight(&candidate, ReasonCode::FormerNumber).unwrap() > 400);
    assert_eq!(candidate.verdict, Verdict::Same);
}

#[test]
fn numbers_of_two_kinds_do_not_contradict() {
    let candidate = numbers(vec![number("341567890")], vec![number("087092123456")]);
    assert!(!has(&candidate, ReasonCode::CccdDiffers) && !has(&candidate, ReasonCode::CmndDiffers));
}

#[test]
fn two_cccd_numbers_speak_strongly_against() {
    let candidate = numbers(vec![number("087092123456")], vec![number("087092123457")]);
    assert!(weight(&candidate, ReasonCode::CccdDiffers).unwrap() < -150);
    let cmnd = numbers(vec![number("341567890")], vec![number("341567891")]);
    assert!(weight(&cmnd, ReasonCode::CmndDiffers) > weight(&candidate, ReasonCode::CccdDiffers));
    assert!(candidate.verdict < Verdict::Same);
}

#[test]
fn the_year_in_a_cccd_stands_in_for_a_year_written_wrong() {
    let wrong = Description {
        birth: Some(Birth::in_year(1952)),
        numbers: vec![number("087092123456")],
        ..man("Nguyễn Văn Đức")
    };
    assert!(has(&compare(&wrong, &man("Nguyễn Văn Đức")), ReasonCode::BirthYearByNumber));
}

#[test]
fn a_province_in_a_cccd_supports_a_residence_there() {
    let candidate = numbers(vec![number("087092123456")], Vec::new());
    assert!(weight(&candidate, ReasonCode::NumberProvince).unwrap() > 0);
    assert!(!has(&numbers(vec![number("001092123456")], Vec::new()), ReasonCode::NumberProvince));
}

#[test]
fn another_sex_speaks_against_unless_the_number_shows_the_slip() {
    let woman = Description { sex: Some(Sex::Female), ..man("Nguyễn Thanh Hà") };
    assert!(weight(&compare(&woman, &man("Nguyễn Thanh Hà")), ReasonCode::SexDiffers).unwrap() < 0);
    let with_number = Description { numbers: vec![number("087092123456")], ..woman };
    assert_eq!(weight(&compare(&with_number, &man("Nguyễn Thanh Hà")), ReasonCode::SexByNumber), Some(0));
}

#[test]
fn parents_speak_for_and_against() {
    let other = Description { father: Some("Nguyễn Văn Hải".to_owned()), ..man("Nguyễn Văn Đức") };
    let candidate = compare(&man("Nguyễn Văn Đức"), &other);
    assert!(weight(&candidate, ReasonCode::FatherDiffers).unwrap() < 0);
    assert!(weight(&candidate, ReasonCode::MotherSame).unwrap() > 0);
    let unnamed = Description { mother: None, ..man("Nguyễn Văn Đức") };
    assert!(!has(&compare(&man("Nguyễn Văn Đức"), &unnamed), ReasonCode::MotherDiffers));
}

#[test]
fn a_former_commune_weighs_less_than_the_same_and_more_than_another() {
    let moved = |former: &[&str]| Description {
        commune: Some("29905".to_owned()),
        former_communes: former.iter().map(|code| (*code).to_owned()).collect(),
        ..man("Nguyễn Văn Đức")
    };
    let home = man("Nguyễn Văn Đức");
    let [same, former, other] = [
        weight(&compare(&home, &home), ReasonCode::CommuneSame).unwrap(),
        weight(&compare(&home, &moved(&["29869"])), ReasonCode::CommuneFormer).unwrap(),
        weight(&compare(&home, &moved(&[])), ReasonCode::CommuneDiffers).unwrap(),
    ];
    assert!(same > former && former > 0 && other < 0);
}

#[test]
fn home_towns_are_compared_without_the_kinds_of_units() {
    let renamed = Description {
        home_town: Some("Mỹ Trà, Cao Lãnh, Đồng Tháp".to_owned()), ..man("Nguyễn Văn Đức")
    };
    assert!(has(&compare(&man("Nguyễn Văn Đức"), &renamed), ReasonCode::HomeTownSame));
    let elsewhere = Description { home_town: Some("Xã Hồng Việt, Tỉnh Cao Bằng".to_owned()), ..renamed };
    assert!(!has(&compare(&man("Nguyễn Văn Đức"), &elsewhere), ReasonCode::HomeTownSame));
}

#[test]
fn reasons_add_up_to_the_score_and_name_nobody() {
    let candidate = births(born("1992-05-17"), born("1992-05-17"));
    let sum: i32 = candidate.reasons.iter().map(|reason| reason.weight).sum();
    assert_eq!(candidate.score, u32::try_from(sum).unwrap().min(1000));
    assert!(candidate.reasons.is_sorted_by_key(|reason| -reason.weight.abs()));
    let shown = format!("{candidate:?} {:?} {:?}", man("Nguyễn Văn Đức"), Profile::of(man("Nguyễn Văn Đức")));
    assert!(!shown.contains("Nguy") && !shown.contains("1992"));
}

#[test]
fn every_reason_has_a_sentence_in_both_languages() {
    for code in ReasonCode::ALL {
        let reason = Reason { code: *code, weight: 0 };
        assert!(!reason.vi().is_empty() && !reason.en().is_empty(), "{code}");
    }
}
