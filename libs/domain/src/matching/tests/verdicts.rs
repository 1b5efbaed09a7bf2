use super::*;

fn with_number(digits: &str, description: Description) -> Description {
    Description { numbers: vec![number(digits)], ..description }
}

#[test]
fn the_same_number_and_name_is_the_same_person() {
    let one = with_number("087092123456", listed("Nguyễn Văn Đức"));
    let other = with_number("087092123456", Description { commune: Some("29905".to_owned()), ..man("NGUYEN VAN DUC") });
    assert_eq!(compare(&one, &other).verdict, Verdict::Same);
}

#[test]
fn two_men_of_one_name_and_year_in_one_hamlet_stay_possible() {
    let one = Description { birth: Some(Birth::in_year(1992)), ..listed("Quách Hữu Khiêm") };
    let candidate = compare(&one, &one);
    assert_eq!(candidate.verdict, Verdict::Possible);
    assert!(candidate.score >= LIKELY);
    assert!(has(&candidate, ReasonCode::OnlyNameYearPlace));
}

#[test]
fn the_same_two_with_one_father_are_likely_one_man() {
    let year = |description| Description { birth: Some(Birth::in_year(1992)), ..description };
    let one = year(man("Quách Hữu Khiêm"));
    assert!(compare(&one, &one).verdict >= Verdict::Likely);
    let of_another = Description { father: Some("Quách Văn Hải".to_owned()), mother: None, ..one.clone() };
    assert!(compare(&one, &of_another).verdict <= Verdict::Possible);
}

#[test]
fn the_whole_birth_date_and_the_commune_make_a_name_likely() {
    assert_eq!(compare(&listed("Phạm Hữu Đức"), &listed("Phạm Hữu Đức")).verdict, Verdict::Likely);
}

#[test]
fn the_same_name_and_birth_date_far_away_stays_possible() {
    let far = Description { commune: Some("01273".to_owned()), ..listed("Phạm Hữu Đức") };
    assert_eq!(compare(&listed("Phạm Hữu Đức"), &far).verdict, Verdict::Possible);
}

#[test]
fn brothers_do_not_match() {
    let brother = Description { birth: Some(born("1994-11-03")), ..man("Nguyễn Văn Lâm") };
    let candidate = compare(&man("Nguyễn Văn Đức"), &brother);
    assert_eq!(candidate.verdict, Verdict::No);
    assert!(has(&candidate, ReasonCode::Relatives));
}

#[test]
fn twins_do_not_match() {
    let numbers = |digits, name| with_number(digits, man(name));
    let candidate = compare(&numbers("087092123456", "Nguyễn Văn Đức"), &numbers("087092123457", "Nguyễn Văn Lâm"));
    assert_eq!(candidate.verdict, Verdict::No);
    let unnumbered = compare(&man("Nguyễn Văn Đức"), &man("Nguyễn Văn Lâm"));
    assert_eq!(unnumbered.verdict, Verdict::Possible);
    assert!(has(&unnumbered, ReasonCode::TwinsOrOne));
}

#[test]
fn twins_whose_names_differ_in_a_mark_stay_possible() {
    let candidate = compare(&man("Nguyễn Văn Hùng"), &man("Nguyễn Văn Hưng"));
    assert_eq!(candidate.verdict, Verdict::Possible);
    assert!(has(&candidate, ReasonCode::TwoUsualNames));
}

#[test]
fn a_slip_and_another_number_are_likelier_two_relatives() {
    let one = with_number("087092123456", man("Nguyễn Văn Hùng"));
    let other = with_number("087092123457", man("Nguyễn Văn Hùnh"));
    assert_eq!(compare(&one, &other).verdict, Verdict::Possible);
    assert!(compare(&man("Nguyễn Văn Hùng"), &man("Nguyễn Văn Hùnh")).verdict >= Verdict::Likely);
}

#[test]
fn father_and_son_do_not_match() {
    let father = Description { birth: Some(born("1965-02-11")), ..man("Nguyễn Văn Bảy") };
    assert_eq!(compare(&father, &man("Nguyễn Văn Đức")).verdict, Verdict::No);
}

#[test]
fn a_brothers_number_written_by_mistake_is_to_be_looked_at() {
    let one = with_number("087092123456", man("Nguyễn Văn Đức"));
    let brother =
        Description { birth: Some(born("1995-11-03")), ..with_number("087092123456", man("Nguyễn Văn Lâm")) };
    let candidate = compare(&one, &brother);
    assert_eq!(candidate.verdict, Verdict::Possible);
    assert!(has(&candidate, ReasonCode::NumberOfAnother));
}

#[test]
fn a_number_in_common_is_never_passed_over() {
    let one = with_number("341567890", listed("Nguyễn Văn Đức"));
    let other = Description {
        birth: Some(born("1970-11-03")),
        commune: Some("01273".to_owned()),
        ..with_number("341567890", listed("Hoàng Thị Mây"))
    };
    assert_eq!(compare(&one, &other).verdict, Verdict::Possible);
}

#[test]
fn one_number_under_two_names_born_on_one_day_is_likely_one_person() {
    let one = with_number("087092123456", man("Nguyễn Văn Đức"));
    let other = with_number("087092123456", man("Nguyễn Văn Tèo"));
    assert_eq!(compare(&one, &other).verdict, Verdict::Likely);
}

#[test]
fn a_file_code_in_common_ties_like_a_number() {
    let filed = |name| Description {
        file_codes: vec!["87-2019-004127".to_owned()],
        birth: Some(Birth::in_year(1992)),
        ..listed(name)
    };
    assert_eq!(compare(&filed("Nguyễn Văn Đức"), &filed("Nguyễn Đức")).verdict, Verdict::Same);
}

#[test]
fn births_that_differ_throughout_need_a_number() {
    let other = Description { birth: Some(born("1993-09-28")), ..man("Quách Hữu Khiêm") };
    let candidate = compare(&man("Quách Hữu Khiêm"), &other);
    assert_eq!(candidate.verdict, Verdict::Possible);
    assert!(has(&candidate, ReasonCode::BirthConflicts));
}

#[test]
fn descriptions_that_say_nothing_do_not_match() {
    let candidate = compare(&Description::default(), &Description::default());
    assert_eq!((candidate.verdict, candidate.score, candidate.reasons.len()), (Verdict::No, 0, 0));
}

#[test]
fn verdicts_are_ordered() {
    assert!(Verdict::Same > Verdict::Likely && Verdict::Likely > Verdict::Possible && Verdict::Possible > Verdict::No);
}
