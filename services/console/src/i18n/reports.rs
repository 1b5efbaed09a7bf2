//! Reports, figures, findings, lines, and the overview.

use super::texts;

texts! {
    PERIOD = "Kỳ số liệu", "Period";
    PROVINCE = "Tỉnh", "Province";
    FROM = "Từ ngày", "From";
    TO = "Đến ngày", "To";
    KNOWN_ON = "Như đã biết đến ngày", "As known on";
    KNOWN_HINT = "Để trống: mọi điều đã biết đến nay.", "Empty: everything known so far.";
    SHOW = "Xem", "Show";
    YEAR = "Năm {0}", "Year {0}";
    PERIOD_TEXT = "{0}, từ {1} đến {2}", "{0}, {1} to {2}";
    PERIOD_UNREADABLE = "Có ngày không đọc được; đang dùng kỳ trước đó. Viết ngày dạng 30/06/2020.", "A date could not be read, so the former period is used. Write dates like 30/06/2020.";
    PERIOD_ERROR = "Ngày cuối kỳ trước ngày đầu kỳ.", "The period ends before it begins.";
    LIST_LEAD = "Chọn kỳ, rồi mở báo cáo. Mỗi số mở được danh sách tạo nên nó.", "Choose the period, then open a report. Every figure opens the list it is made of.";
    REPORT = "Báo cáo", "Report";
    DOWNLOAD = "Tải Excel", "Download Excel";
    NO_REPORTS = "Chưa có báo cáo nào.", "There are no reports.";

    FINDINGS = "Đối chiếu", "Reconciliation";
    FINDINGS_SUMMARY = "{0} chặn, {1} cảnh báo, {2} lưu ý", "{0} blocking, {1} warnings, {2} notes";
    ALL_MATCH = "Không có chênh lệch nào với số liệu nguồn.", "Nothing differs from the stated figures.";
    BLOCKING = "Chặn", "Blocking";
    WARNING = "Cảnh báo", "Warning";
    INFO = "Lưu ý", "Note";
    COMPUTED = "Tính được {0}", "Computed {0}";
    STATED = "nguồn ghi {0}", "stated {0}";
    DIFFERENCE = "lệch {0}", "difference {0}";
    SOURCE = "Nguồn: {0}", "Source: {0}";
    OPEN_IN_REPORT = "Xem trong báo cáo", "See in the report";
    OPEN_LIST = "Mở danh sách", "Open the list";

    ROW = "Nội dung", "Content";
    ROW_NUMBER = "STT", "No.";
    UNIT = "Đơn vị", "Unit";
    CHECKED = "Đối chiếu", "Check";
    MATCHES = "khớp", "matches";
    FIGURES = "Bảng số liệu", "Figures";
    FIGURES_HINT = "Bấm vào một số để xem từng dòng tạo nên số đó.", "Follow a figure to the lines it is made of.";
    SOURCE_SAYS = "ghi {0}, lệch {1}", "stated {0}, {1}";
    SOURCE_AGREES = "ghi {0}", "stated {0}";

    LINES = "Danh sách tạo nên số liệu", "The lines behind the figure";
    LINES_EQUAL = "{0} dòng = {1} {2}", "{0} rows = {1} {2}";
    LINES_SUM = "{0} dòng, cộng lại thành {1} {2}", "{0} rows that add up to {1} {2}";
    LINES_PERSONS = "{0} người khác nhau", "{0} different persons";
    LINES_FILTER = "Điều kiện", "Conditions";
    MEASURE = "Cách đếm", "Measure";
    POPULATION = "Nhóm", "Population";
    FACILITY_KIND = "Loại cơ sở", "Kind of facility";
    SEX = "Giới", "Sex";
    BORN_FROM = "Sinh từ", "Born from";
    BORN_TO = "Sinh đến", "Born until";
    STANDING = "Đồng thời", "Also";
    PLANNED_UNTIL = "Kể cả kế hoạch đến", "Planned ones until";
    FUNDING = "Kinh phí tạo nên số liệu", "The funding behind the figure";
    FUNDING_SUM = "{0} khoản, cộng lại {1}", "{0} amounts, {1} in all";
    YEAR_HEADING = "Năm", "Year";
    FUNDING_SOURCE = "Nguồn", "Source";
    FUNDING_KIND = "Loại vốn", "Kind";
    FUNDING_AMOUNT = "Số tiền", "Amount";
    FUNDING_PURPOSE = "Mục đích", "Purpose";
    LINES_EMPTY = "Số này bằng 0: không có dòng nào.", "This figure is 0: there are no lines.";
    LINES_EMPTY_ADVICE = "Kiểm tra kỳ số liệu và tỉnh, hoặc quay lại báo cáo.", "Check the period and the province, or go back to the report.";
    BACK_TO_REPORT = "Về báo cáo", "Back to the report";
    OCCURRED = "Ngày xảy ra", "Occurred";
    RECORDED = "Ngày ghi", "Recorded";
    PERSON = "Người", "Person";
    SEX_AGE = "Giới, tuổi", "Sex, age";
    BOOK = "Sổ theo dõi", "Book";
    DIRECTION = "Chiều", "Direction";
    CAUSE = "Nguyên nhân", "Cause";
    CATEGORY = "Loại", "Category";
    QUANTITY = "Số lượng", "Quantity";
    PLACE = "Nơi", "Place";
    EVENT = "Sự kiện", "Event";
    NOBODY = "không ghi danh", "counted only";

    HEADLINES = "Số liệu chính", "Headline figures";
    ATTAINMENT = "Chỉ tiêu kế hoạch", "Plan targets";
    ATTAINMENT_DESC = "Vạch đứng là 100 % chỉ tiêu; thanh dừng ở 150 %.", "The upright line is 100% of the target; bars stop at 150%.";
    NO_TARGETS = "Chưa có chỉ tiêu cho kỳ này.", "No targets for this period.";
    REACHED = "đạt", "reached";
    NOT_REACHED = "chưa đạt", "not reached";
    FLOW = "Cân đối vào, ra cơ sở", "Facility flow balance";
    OPEN_FULL = "Mở báo cáo đầy đủ", "Open the full report";
    QUICK_LINKS = "Việc bạn có thể làm", "What you can do";
    EMPTY_PERIOD = "Kỳ này chưa có số liệu.", "No figures for this period.";
    LEAVING = "Tệp tải về không chứa tên người.", "The downloaded file holds no names.";
}
