use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 7, 1)
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn one_day_is_read_in_all_its_spellings() {
    for written in [
        "15/07/1992",
        "15/7/1992",
        "15-7-1992",
        "15.7.1992",
        "15.7.92",
        "15/7/92",
        "1992-07-15",
        "1992/7/15",
        "15071992",
        "ngày 15 tháng 7 năm 1992",
        "Ngày 15 tháng 07 năm 1992.",
        "15 tháng 7, 1992",
        "15 / 07 / 1992",
        "'15/07/1992",
        "15/07/1992 00:00:00",
        "1992-07-15T00:00:00",
        " 15/07/1992 ",
        "33800",
    ] {
        assert_eq!(parse_birth(&text(written), today()).unwrap().date, Some(day(1992, 7, 15)), "{written}");
    }
    for cell in
        [Cell::Date(day(1992, 7, 15)), Cell::Number(33_800.0), Cell::Number(33_800.5), Cell::Number(15_071_992.0)]
    {
        assert_eq!(parse_birth(&cell, today()).unwrap().date, Some(day(1992, 7, 15)), "{cell:?}");
    }
    assert_eq!(parse_birth(&Cell::Number(5_071_992.0), today()).unwrap().date, Some(day(1992, 7, 5)));
}

#[test]
fn a_year_alone_is_a_year_in_all_its_spellings() {
    for cell in [text("1992"), text("năm 1992"), text("Sinh năm 1992"), text("1992.0"), Cell::Number(1992.0)] {
        assert_eq!(parse_birth(&cell, today()).unwrap(), ParsedDate::in_year(1992), "{cell:?}");
    }
    for unknown in ["00/00/1992", "../../1992", "--/--/1992", "0/0/1992", "/ /1992"] {
        assert_eq!(parse_birth(&text(unknown), today()).unwrap(), ParsedDate::in_year(1992), "{unknown}");
    }
}

#[test]
fn a_month_of_a_year_keeps_the_year_and_says_so() {
    for written in ["7/1992", "07-1992", "tháng 7 năm 1992", "00/07/1992", "1992-07"] {
        let expected = ParsedDate::in_year(1992).noting(DateNotice::MonthOnly { month: 7 });
        assert_eq!(parse_birth(&text(written), today()).unwrap(), expected, "{written}");
    }
}

#[test]
fn two_digits_mean_the_latest_year_that_fits() {
    let birth = |written: &str| parse_birth(&text(written), today()).unwrap().year;
    assert_eq!((birth("1/1/26"), birth("1/1/27"), birth("1/1/00")), (2026, 1927, 2000));
    let date = |written: &str| parse_date(&text(written), today()).unwrap().year;
    assert_eq!((date("1/1/27"), date("1/1/36"), date("1/1/37")), (2027, 2036, 1937));
    let notice = parse_birth(&text("15.7.92"), today()).unwrap().notice.unwrap();
    assert_eq!(notice.vi(), "Năm viết hai chữ số, hiểu là 1992.");
}

#[test]
fn an_impossible_day_says_how_long_the_month_is() {
    let problem = |written: &str| parse_birth(&text(written), today()).unwrap_err();
    assert_eq!(problem("31/02/2019").vi(), "Tháng 2/2019 có 28 ngày.");
    assert_eq!(problem("30/2/2020").vi(), "Tháng 2/2020 có 29 ngày.");
    assert_eq!(problem("31/04/2019").en(), "Month 4/2019 has 30 days.");
}

#[test]
fn month_and_day_are_never_exchanged_but_the_hint_is_given() {
    let problem = parse_birth(&text("07/15/1992"), today()).unwrap_err();
    assert_eq!(problem, DateProblem::NoSuchMonth { month: 15, swapped: true });
    assert_eq!(problem.vi(), "Không có tháng 15; có thể ngày và tháng viết đảo.");
    let hopeless = parse_birth(&text("32/15/1992"), today()).unwrap_err();
    assert_eq!(hopeless, DateProblem::NoSuchMonth { month: 15, swapped: false });
}

#[test]
fn what_is_no_date_is_refused() {
    for cell in
        [text("Nguyễn Văn Đức"), text("x"), text("12 tuổi"), Cell::Bool(true), Cell::Number(0.5), Cell::Number(45.0)]
    {
        assert_eq!(parse_birth(&cell, today()).unwrap_err(), DateProblem::NotADate, "{cell:?}");
    }
    assert_eq!(parse_birth(&text("  "), today()).unwrap_err(), DateProblem::Missing);
    assert_eq!(parse_birth(&text("1/1/1850"), today()).unwrap_err(), DateProblem::YearOutOfRange { year: 1850 });
    assert_eq!(parse_birth(&text("1/1/199"), today()).unwrap_err(), DateProblem::NotADate);
}

#[test]
fn serial_numbers_count_as_excel_does() {
    assert_eq!(from_serial(43_831).unwrap(), day(2020, 1, 1));
    assert_eq!(from_serial(61).unwrap(), day(1900, 3, 1));
    assert_eq!(from_serial(3_654).unwrap(), day(1910, 1, 1));
    assert_eq!(from_serial(73_415).unwrap(), day(2100, 12, 31));
}
