//! How full a facility will be.

use super::texts;

texts! {
    TITLE = "Dự báo số người: {0}", "Forecast of residents: {0}";
    FORECAST = "Dự báo", "Forecast";
    TERMS = "Thời hạn", "Terms";
    AS_DECIDED = "như đã quyết định", "as decided";
    OF_LAW = "nếu mọi người theo thời hạn của luật ({0})", "if everybody had the terms of the law ({0})";
    MONTHS = "Số tháng", "Months";
    SHOW = "Xem", "Show";
    LEAD = "Tính từ ngày {0}: người đang ở ra đúng hạn, số vào mỗi tháng bằng bình quân 12 tháng trước ({1} lượt). {2} người không có hạn ra phía trước (hạn đã qua hoặc đang dừng) được tính là còn ở.", "From {0}: residents leave when their terms end, and each month admits the average of the twelve months before ({1} admissions). {2} residents without an end ahead (over, or standing still) are counted as staying.";
    CAUTION = "Chưa tính trốn, chết, chuyển cơ sở và ra sớm: số thật thường thấp hơn.", "Escapes, deaths, transfers and early releases are not foreseen: the real numbers are usually lower.";
    MONTH = "Tháng từ", "Month from";
    OPENING = "Đầu tháng", "Opening";
    ADMISSIONS = "Vào", "Admissions";
    RELEASES = "Ra", "Releases";
    CLOSING = "Cuối tháng", "Closing";
    AGAINST = "So với quy mô", "Against capacity";
    CHART_ALONE = "Số người cuối tháng", "Residents at the end of the month";
    CHART = "Số người cuối tháng so với quy mô {0}", "Residents at the end of the month against a capacity of {0}";
}
