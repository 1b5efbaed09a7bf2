use super::*;

fn reasons_for(one: &str, other: &str) -> Candidate {
    compare(&man(one), &man(other))
}

#[test]
fn a_rare_name_weighs_more_than_a_usual_one() {
    let weight_of = |name: &str| {
        let candidate = reasons_for(name, name);
        weight(&candidate, ReasonCode::GivenSame).unwrap() + weight(&candidate, ReasonCode::FamilySame).unwrap()
    };
    assert!(weight_of("Quách Văn Khiêm") > weight_of("Nguyễn Văn Tuấn") + 100);
}

#[test]
fn tone_placement_makes_no_difference() {
    assert!(has(&reasons_for("Nguyễn Văn Hòa", "Nguyễn Văn Hoà"), ReasonCode::GivenSame));
}

#[test]
fn i_and_y_are_told_from_other_letters() {
    assert!(has(&reasons_for("Lý Văn Tâm", "Lí Văn Tâm"), ReasonCode::FamilySound));
    assert!(has(&reasons_for("Lê Văn Sỹ", "Lê Văn Sĩ"), ReasonCode::GivenSound));
}

#[test]
fn a_record_without_any_mark_agrees_without_marks() {
    let plain = Description {
        father: Some("NGUYEN VAN BAY".to_owned()),
        mother: Some("TRAN THI LUA".to_owned()),
        home_town: None,
        ..man("NGUYEN VAN DUC")
    };
    let candidate = compare(&man("Nguyễn Văn Đức"), &plain);
    assert!(has(&candidate, ReasonCode::GivenUnmarked));
    assert!(candidate.verdict >= Verdict::Likely);
}

#[test]
fn a_word_without_marks_in_a_record_with_marks_is_another_word() {
    assert!(has(&reasons_for("Nguyễn Văn An", "Nguyễn Văn Ân"), ReasonCode::GivenMark));
}

#[test]
fn keys_left_by_telex_and_vni_are_read() {
    for typed in ["Nguyeenx Vawn Ddwsc", "Nguye6n4 Va8n D9u7c1"] {
        let candidate = reasons_for("Nguyễn Văn Đức", typed);
        assert!(has(&candidate, ReasonCode::GivenSame), "{typed}");
        assert_eq!(weight(&candidate, ReasonCode::TypingKeys), Some(0));
    }
}

#[test]
fn a_dropped_middle_name_says_nothing_and_is_named() {
    let candidate = reasons_for("Nguyễn Văn Đức", "Nguyễn Đức");
    assert_eq!(weight(&candidate, ReasonCode::MiddleMissing), Some(0));
    assert!(has(&reasons_for("Nguyễn Thị Thu Hà", "Nguyễn Thu Hà"), ReasonCode::MiddlePart));
    assert!(weight(&reasons_for("Nguyễn Văn Đức", "Nguyễn Quốc Đức"), ReasonCode::MiddleDiffers).unwrap() < 0);
}

#[test]
fn a_slip_that_is_no_name_weighs_more_than_another_name_in_use() {
    let typed_wrong = weight(&reasons_for("Nguyễn Văn Hùng", "Nguyễn Văn Hùnh"), ReasonCode::GivenLetter).unwrap();
    let another = weight(&reasons_for("Nguyễn Văn Tuấn", "Nguyễn Văn Toàn"), ReasonCode::GivenLetter).unwrap();
    assert!(typed_wrong > 0 && another < 0, "{typed_wrong} {another}");
}

#[test]
fn names_of_the_e_de_are_read_with_the_clan_behind() {
    let woman = |name: &str| Description { sex: Some(Sex::Female), ..man(name) };
    let candidate = compare(&woman("H'Hen Niê"), &woman("H’Hen Niê"));
    assert!(has(&candidate, ReasonCode::GivenSame) && has(&candidate, ReasonCode::FamilySame));
    let sister = compare(&woman("H'Hen Niê"), &woman("H'Linh Niê"));
    assert!(has(&sister, ReasonCode::GivenDiffers));
    assert!(has(&reasons_for("Y Bhăm Êban", "Y Bham Eban"), ReasonCode::GivenMark));
}

#[test]
fn a_prefix_that_stands_alone_belongs_to_its_word() {
    assert!(has(&reasons_for("K'Brơi", "K Brơi"), ReasonCode::GivenSame));
}

#[test]
fn a_nickname_agrees_with_the_name_it_stands_for_and_costs_a_chance() {
    let known_as = Description { other_names: vec!["Tèo".to_owned()], ..man("Nguyễn Văn Dũng") };
    let candidate = compare(&known_as, &man("Nguyễn Văn Tèo"));
    assert!(has(&candidate, ReasonCode::GivenSame));
    assert!(weight(&candidate, ReasonCode::OtherName).unwrap() < 0);
    assert!(candidate.verdict >= Verdict::Likely);
}

#[test]
fn two_people_with_one_nickname_do_not_agree_by_it() {
    let known_as = |name| Description { other_names: vec!["Tèo".to_owned()], ..man(name) };
    assert!(has(&compare(&known_as("Nguyễn Văn Dũng"), &known_as("Nguyễn Văn Khánh")), ReasonCode::GivenDiffers));
}

#[test]
fn a_word_of_any_length_is_compared() {
    let long = |end: &str| format!("Nguyễn {}{end}", "ă".repeat(400));
    assert!(has(&reasons_for(&long("b"), &long("b")), ReasonCode::GivenSame));
    assert!(!has(&reasons_for(&long("b"), &long("cde")), ReasonCode::GivenSame));
}
