use chrono::{DateTime, FixedOffset};

use super::*;
use crate::law::clock::*;

fn at(text: &str) -> DateTime<FixedOffset> {
    text.parse().unwrap()
}

fn counted(start: &str, value: u32, unit: Unit) -> Due {
    due(at(start), Limit::new(value, unit, Article::unverified("")), &[])
}

fn standing(due: &Due, now: &str) -> Standing {
    left(due, at(now))
}

fn quantity(value: u32, unit: Unit) -> Quantity {
    Quantity { value, unit }
}

#[test]
fn a_term_in_days_ends_at_24_00_which_is_00_00_of_the_next_day() {
    let term = counted("2025-03-03T10:00:00+07:00", 5, Unit::WorkingDays);
    assert_eq!(term.at(), Some(at("2025-03-11T00:00:00+07:00")));
    assert_eq!(term.last_day(), Some(day("2025-03-10")));
    assert_eq!(term.expiry(), Some(at("2025-03-10T23:59:59+07:00")));
}

#[test]
fn the_day_of_an_event_is_its_day_in_viet_nam() {
    let term = counted("2025-03-03T18:00:00Z", 1, Unit::WorkingDays);
    assert_eq!(term.last_day(), Some(day("2025-03-05")), "18:00 UTC is 01:00 of 4 March");
}

#[test]
fn working_days_left_do_not_count_today_nor_days_off() {
    let term = counted("2025-01-23T10:00:00+07:00", 3, Unit::WorkingDays);
    assert_eq!(term.last_day(), Some(day("2025-02-04")));
    let left = |now| standing(&term, now);
    assert_eq!(left("2025-01-24T08:00:00+07:00"), Standing::Left { quantity: quantity(2, Unit::WorkingDays) });
    assert_eq!(left("2025-02-01T08:00:00+07:00"), Standing::Left { quantity: quantity(2, Unit::WorkingDays) });
    let last = left("2025-02-04T23:59:59+07:00");
    assert_eq!(last, Standing::Left { quantity: quantity(0, Unit::WorkingDays) });
    assert_eq!((last.vi().as_str(), last.en().as_str()), ("hết hạn hôm nay", "due today"));
}

#[test]
fn a_term_is_overdue_from_24_00_of_its_last_day_by_calendar_days() {
    let term = counted("2025-03-03T10:00:00+07:00", 5, Unit::WorkingDays);
    assert_eq!(standing(&term, "2025-03-11T00:00:00+07:00"), Standing::Overdue { quantity: quantity(1, Unit::Days) });
    let later = standing(&term, "2025-03-15T09:00:00+07:00");
    assert_eq!(later, Standing::Overdue { quantity: quantity(5, Unit::Days) });
    assert_eq!(later.vi(), "quá hạn 5 ngày");
}

#[test]
fn hours_left_are_whole_hours_and_hours_over_are_begun_ones() {
    let term = counted("2026-07-10T16:30:00+07:00", 24, Unit::Hours);
    let hours = |now| standing(&term, now);
    assert_eq!(hours("2026-07-10T17:00:00+07:00"), Standing::Left { quantity: quantity(23, Unit::Hours) });
    assert_eq!(hours("2026-07-11T16:00:00+07:00").vi(), "còn dưới 1 giờ");
    assert_eq!(hours("2026-07-11T16:30:00+07:00"), Standing::Overdue { quantity: quantity(1, Unit::Hours) });
    assert_eq!(hours("2026-07-11T18:00:00+07:00"), Standing::Overdue { quantity: quantity(2, Unit::Hours) });
}

#[test]
fn months_left_are_told_in_days() {
    let term = counted("2026-07-15T00:00:00+07:00", 3, Unit::Months);
    assert_eq!(standing(&term, "2026-10-05T09:00:00+07:00"), Standing::Left { quantity: quantity(10, Unit::Days) });
}

#[test]
fn a_stopped_clock_tells_what_is_to_come_and_is_never_overdue() {
    let stop = Pause { from: at("2025-03-05T10:00:00+07:00"), to: None };
    let limit = Limit::new(5, Unit::WorkingDays, Article::unverified(""));
    let term = due(at("2025-03-03T10:00:00+07:00"), limit, &[stop]);
    assert_eq!((term.at(), term.last_day()), (None, None));
    let stopped = standing(&term, "2026-01-01T00:00:00+07:00");
    assert_eq!(stopped, Standing::Stopped { quantity: quantity(4, Unit::WorkingDays) });
    assert_eq!(stopped.vi(), "tạm dừng, còn 4 ngày làm việc");
}

#[test]
fn the_derivation_tells_each_day_counted_and_each_left_out_with_its_reason() {
    let term = counted("2025-01-23T10:00:00+07:00", 3, Unit::WorkingDays);
    let told: Vec<&str> = term.derivation.iter().map(|line| line.vi.as_str()).collect();
    assert_eq!(
        told,
        [
            "Sự kiện lúc 10:00 thứ Năm 23/01/2025: không tính ngày này.",
            "Tính ngày thứ 1: thứ Sáu 24/01/2025.",
            "Không tính thứ Bảy 25/01/2025 – Chủ nhật 26/01/2025: nghỉ cuối tuần.",
            "Không tính thứ Hai 27/01/2025 – thứ Sáu 31/01/2025: nghỉ lễ: Tết Nguyên đán.",
            "Không tính thứ Bảy 01/02/2025 – Chủ nhật 02/02/2025: nghỉ cuối tuần.",
            "Tính ngày thứ 2–3: thứ Hai 03/02/2025 – thứ Ba 04/02/2025.",
            "Hết thời hạn lúc 24:00 thứ Ba 04/02/2025.",
        ]
    );
    assert_eq!(term.derivation[5].en, "Day 2–3: Mon 03/02/2025 – Tue 04/02/2025.");
    assert_eq!(term.derivation[6].en, "The term ends at 24:00 on Tue 04/02/2025.");
}

#[test]
fn the_derivation_of_months_and_of_a_moved_end_tells_both() {
    let term = counted("2025-11-30T10:00:00+07:00", 3, Unit::Months);
    let told: Vec<&str> = term.derivation.iter().map(|line| line.en.as_str()).collect();
    assert_eq!(
        told,
        [
            "Event at 10:00 Sun 30/11/2025: its day is not counted.",
            "3 calendar months on: Sat 28/02/2026.",
            "Not counted, Sat 28/02/2026 – Sun 01/03/2026: weekend.",
            "The term ends at 24:00 on Mon 02/03/2026.",
        ]
    );
}

#[test]
fn the_derivation_of_hours_tells_the_times_it_stood_still() {
    let stop = Pause { from: at("2026-07-10T20:00:00+07:00"), to: Some(at("2026-07-11T02:30:00+07:00")) };
    let term = due(at("2026-07-10T16:30:00+07:00"), Limit::new(24, Unit::Hours, Article::unverified("")), &[stop]);
    let told: Vec<&str> = term.derivation.iter().map(|line| line.vi.as_str()).collect();
    assert_eq!(
        told,
        [
            "Tính từ 16:30 thứ Sáu 10/07/2026.",
            "Tạm dừng từ 20:00 thứ Sáu 10/07/2026 đến 02:30 thứ Bảy 11/07/2026: cộng thêm thời gian này.",
            "Hết thời hạn lúc 23:00 thứ Bảy 11/07/2026.",
        ]
    );
}
