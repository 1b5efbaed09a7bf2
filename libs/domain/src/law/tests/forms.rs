use std::collections::BTreeSet;

use crate::law::forms::*;

#[test]
fn no_form_stands_twice_and_each_has_both_titles() {
    let keys: BTreeSet<FormKey> = all().map(|form| form.key).collect();
    assert_eq!(keys.len(), all().count());
    assert!(all().all(|form| !form.vi.is_empty() && !form.en.is_empty()));
}

#[test]
fn the_forms_of_the_compulsory_dossier_are_held() {
    for number in 29..=39 {
        assert!(find(Decree::D116, Annex::Only, &number.to_string()).is_some(), "116/2021 {number}");
    }
    for number in 1..=10 {
        assert!(find(Decree::D163, Annex::III, &format!("{number:02}")).is_some(), "163/2026 III {number}");
    }
    for number in 17..=60 {
        assert!(find(Decree::D163, Annex::V, &number.to_string()).is_some(), "163/2026 V {number}");
    }
}

#[test]
fn one_number_means_another_form_in_another_decree() {
    let title = |key| form(key).unwrap().en;
    assert_eq!(title(FormKey::d116("30")), "Personal summary");
    assert_eq!(title(FormKey::d163_v("30")), "Private facility's certificate");
}

#[test]
fn a_key_is_quoted_with_decree_and_annex() {
    assert_eq!(FormKey::d163_v("32").vi(), "Mẫu số 32, Phụ lục V, Nghị định 163/2026/NĐ-CP");
    assert_eq!(FormKey::d116("26a").en(), "Form 26a, Decree 116/2021");
}
