use std::collections::HashSet;

use chrono::NaiveDate;
use unicode_normalization::is_nfc;

use super::index::INDEX;
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn counts(province: &str, on: &str) -> (usize, usize) {
    let on = day(on);
    (districts_of(province, on).len(), communes_of(province, on).len())
}

fn names(found: &[&Unit]) -> Vec<String> {
    found.iter().map(|unit| unit.full_name()).collect()
}

#[test]
fn cao_bang_has_13_districts_and_199_communes_in_february_2020_and_56_communes_now() {
    assert_eq!(counts("04", "2020-02-25"), (13, 199));
    assert_eq!(counts("04", "2020-03-01"), (10, 161));
    assert_eq!(counts("04", "2025-06-30"), (10, 161));
    assert_eq!(counts("04", "2025-07-01"), (0, 56));
}

#[test]
fn ha_noi_has_30_districts_and_584_communes_in_february_2020_and_126_communes_now() {
    assert_eq!(counts("01", "2019-12-31"), (30, 584));
    assert_eq!(counts("01", "2020-02-25"), (30, 584));
    assert_eq!(counts("01", "2025-01-01"), (30, 526));
    assert_eq!(counts("01", "2025-07-01"), (0, 126));
}

#[test]
fn dong_thap_loses_one_commune_on_1_january_2020_and_moves_from_87_to_82() {
    assert_eq!(counts("87", "2019-12-31"), (12, 144));
    assert_eq!(counts("87", "2020-01-01"), (12, 143));
    assert_eq!(counts("87", "2025-06-30"), (12, 141));
    assert_eq!(counts("82", "2025-07-01"), (0, 102));
    assert!(find("87", day("2025-07-01")).is_none());
    assert_eq!(find("82", day("2025-06-30")).unwrap().name, "Tiền Giang");
    assert_eq!(find("82", day("2025-07-01")).unwrap().name, "Đồng Tháp");
}

#[test]
fn an_giang_has_11_districts_and_156_communes_in_2020_and_moves_from_89_to_91() {
    assert_eq!(counts("89", "2020-02-25"), (11, 156));
    assert_eq!(counts("89", "2025-01-01"), (11, 155));
    assert_eq!(counts("91", "2025-07-01"), (0, 102));
    assert_eq!(find("91", day("2025-06-30")).unwrap().name, "Kiên Giang");
    assert_eq!(find("91", day("2025-07-01")).unwrap().name, "An Giang");
}

#[test]
fn the_country_has_34_provinces_and_3321_communes_from_1_july_2025() {
    let on = day("2025-07-01");
    assert_eq!(provinces(on).count(), 34);
    let communes = provinces(on).map(|unit| communes_of(unit.code, on).len()).sum::<usize>();
    assert_eq!(communes, 3321);
    assert_eq!(provinces(on).map(|unit| districts_of(unit.code, on).len()).sum::<usize>(), 0);
}

#[test]
fn the_country_has_63_provinces_before_and_the_count_of_each_published_list() {
    for (on, expected) in [
        ("2019-10-06", (713, 11160)),
        ("2021-07-10", (705, 10599)),
        ("2023-04-10", (705, 10599)),
        ("2025-06-30", (696, 10051)),
    ] {
        assert_eq!(provinces(day(on)).count(), 63, "{on}");
        let total = provinces(day(on)).map(|unit| counts(unit.code, on));
        assert_eq!(total.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1)), expected, "{on}");
    }
}

#[test]
fn a_day_before_the_earliest_list_is_answered_with_the_earliest_list() {
    assert_eq!(counts("04", "2011-06-01"), (13, 199));
    assert_eq!(find("00001", day("2016-01-01")).unwrap().full_name(), "Phường Phúc Xá");
}

#[test]
fn every_row_reads_with_a_composed_name_and_a_known_kind() {
    let kinds: HashSet<_> =
        ["tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu"].into();
    for unit in INDEX.units() {
        assert!(is_nfc(unit.name) && !unit.name.trim().is_empty(), "{unit:?}");
        assert!(kinds.contains(unit.kind), "{unit:?}");
        assert_eq!(unit.parent.is_none(), unit.level == Level::Province, "{unit:?}");
        assert!(unit.valid_from >= EARLIEST, "{unit:?}");
        assert!(unit.valid_to.is_none_or(|last| last >= unit.valid_from), "{unit:?}");
    }
}

#[test]
fn a_code_names_at_most_one_unit_on_a_day_and_its_parent_exists_all_that_time() {
    for unit in INDEX.units() {
        let others = INDEX.with_code(unit.code).filter(|other| other.is_valid_on(unit.valid_from));
        assert_eq!(others.count(), 1, "{unit:?}");
        let last = unit.valid_to.unwrap_or(unit.valid_from);
        for on in [unit.valid_from, last] {
            assert!(province_of(unit.code, on).is_some(), "{unit:?} on {on}");
        }
    }
}

#[test]
fn a_commune_lies_in_its_district_and_province_until_districts_end() {
    let before = day("2020-01-15");
    assert_eq!(province_of("00001", before).unwrap().name, "Hà Nội");
    assert!(is_within("00001", "001", before));
    assert!(is_within("00001", "01", before));
    assert!(is_within("01", "01", before));
    assert!(!is_within("00001", "04", before));
    assert!(!is_within("01", "00001", before));
    assert_eq!(children("01", before).len(), 30);
    assert_eq!(children("01", day("2025-07-01")).len(), 126);
    assert!(!is_within("00004", "001", day("2025-07-01")));
}

#[test]
fn an_old_commune_of_89_is_not_within_91_although_both_were_an_giang() {
    let before = day("2025-06-30");
    assert!(is_within("30478", "89", before));
    for commune in communes_of("89", before) {
        assert!(!is_within(commune.code, "91", before), "{commune:?}");
        assert!(!is_within(commune.code, "89", day("2025-07-01")), "{commune:?}");
    }
}

#[test]
fn a_merged_province_is_a_new_unit_even_under_the_same_code_and_name() {
    let before = find("08", day("2025-06-30")).unwrap();
    let after = find("08", day("2025-07-01")).unwrap();
    assert_eq!(before.name, after.name);
    assert_ne!(before.valid_from, after.valid_from);
    let unmerged = find("04", day("2025-07-01")).unwrap();
    assert_eq!(unmerged.valid_from, EARLIEST);
}

#[test]
fn an_unknown_code_finds_nothing() {
    for code in ["", "1", "99", "00000", "abcde"] {
        assert!(find(code, day("2025-07-01")).is_none());
        assert!(communes_of(code, day("2025-07-01")).is_empty());
    }
}

#[test]
fn search_needs_no_diacritics_and_no_word_order() {
    let on = day("2025-07-01");
    for text in ["dat mui", "Đất Mũi", "mui dat", "xa dat m", "DAT MUI"] {
        assert!(names(&search(text, on, 5)).contains(&"Xã Đất Mũi".to_owned()), "{text}");
    }
    assert_eq!(search("cao bang", on, 1)[0].code, "04");
    assert_eq!(search("dong thap", on, 1)[0].code, "82");
    assert_eq!(search("dong thap", day("2020-01-01"), 1)[0].code, "87");
}

#[test]
fn search_keeps_to_the_day_and_to_the_limit() {
    assert_eq!(search("phuong", day("2020-01-01"), 7).len(), 7);
    assert!(search("huyen ba dinh quan", day("2025-07-01"), 5).is_empty());
    assert!(search("  ", day("2025-07-01"), 5).is_empty());
    assert!(search("tinh", day("2025-07-01"), 0).is_empty());
}
