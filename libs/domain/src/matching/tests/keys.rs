use super::*;

fn share(one: &Description, other: &Description) -> bool {
    let theirs = blocking_keys(&Profile::of(other.clone()));
    blocking_keys(&Profile::of(one.clone())).iter().any(|key| theirs.contains(key))
}

#[test]
fn keys_are_few_and_do_not_repeat() {
    let described = Description {
        numbers: vec![number("087092123456"), former("341567890")],
        former_communes: vec!["29905".to_owned()],
        ..man("Nguyễn Văn Đức")
    };
    let keys = blocking_keys(&Profile::of(described));
    assert!((8..=16).contains(&keys.len()), "{}", keys.len());
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn one_number_brings_together_whatever_else_differs() {
    let one =
        Description {
            numbers: vec![number("341567890")], name: "Nguyễn Văn Đức".to_owned(), ..Description::default()
        };
    let other = Description {
        numbers: vec![number("087092123456"), former("341567890")],
        birth: Some(Birth::in_year(1970)),
        ..listed("Hoàng Thị Mây")
    };
    assert!(share(&one, &other));
}

#[test]
fn years_one_apart_share_a_key_and_years_two_apart_do_not() {
    let in_year =
        |year| Description { birth: Some(Birth::in_year(year)), commune: None, ..listed("Nguyễn Văn Đức") };
    assert!(share(&in_year(1992), &in_year(1993)) && share(&in_year(1992), &in_year(1991)));
    assert!(!share(&in_year(1992), &in_year(1994)) && !share(&in_year(1992), &in_year(1990)));
}

#[test]
fn a_swapped_day_shares_the_date() {
    let on = |date, name| Description { birth: Some(born(date)), commune: None, ..listed(name) };
    assert!(share(&on("1992-05-07", "Nguyễn Văn Đức"), &on("1992-07-05", "Nguyễn Đức")));
}

#[test]
fn another_name_at_the_same_place_shares_date_and_commune() {
    assert!(share(&listed("Nguyễn Văn Đức"), &listed("Tèo")));
}

#[test]
fn strangers_share_nothing() {
    let other = Description {
        birth: Some(born("1981-03-02")),
        father: Some("Lò Văn Pâng".to_owned()),
        commune: Some("01273".to_owned()),
        ..man("Lò Văn Inh")
    };
    assert!(!share(&man("Nguyễn Văn Đức"), &other));
}
