//! Facilities, the day board, admissions and movements.

use super::texts;

texts! {
    LEAD = "Số người có mặt cuối ngày {0} so với quy mô.", "Headcount at the end of {0} against capacity.";
    FACILITY = "Cơ sở", "Facility";
    KIND = "Loại", "Kind";
    PROVINCE = "Tỉnh", "Province";
    HEADCOUNT = "Có mặt", "Headcount";
    CAPACITY = "Quy mô", "Capacity";
    LOAD = "So với quy mô", "Against capacity";
    OVER = "vượt {0}", "{0} over";
    UNDER = "còn {0} chỗ", "{0} free";
    FULL = "vừa đủ", "full";
    NO_CAPACITY = "chưa ghi quy mô", "no capacity set";
    NO_FACILITIES = "Chưa có cơ sở nào trong phạm vi của bạn.", "There is no facility within your scope.";
    OCCUPANCY = "Quy mô và số người", "Capacity and headcount";
    OCCUPANCY_DESC = "Vạch đứng là quy mô; phần gạch chéo là số vượt. Cuối ngày {0}.", "The upright line is the capacity; the hatched part is over it. End of {0}.";
    OPENED_ON = "Hoạt động từ {0}", "Open since {0}";

    BOARD_TITLE = "{0}, ngày {1}", "{0}, {1}";
    PREVIOUS_DAY = "Ngày trước", "Previous day";
    NEXT_DAY = "Ngày sau", "Next day";
    GO_TO_DAY = "Xem ngày", "Show day";
    DAY = "Ngày", "Day";
    CLOSING_HEAD = "Có mặt cuối ngày", "Present at the end of the day";
    IN_TODAY = "Vào trong ngày", "Arrivals";
    OUT_TODAY = "Ra trong ngày", "Departures";
    BALANCE = "Cân đối trong ngày", "Balance of the day";
    BALANCE_HINT = "Đầu ngày + vào − ra = cuối ngày, theo từng loại.", "Opening + arrivals − departures = closing, by category.";
    CATEGORY = "Loại", "Category";
    OPENING = "Đầu ngày", "Opening";
    ARRIVALS = "Vào", "Arrivals";
    DEPARTURES = "Ra", "Departures";
    CLOSING = "Cuối ngày", "Closing";
    TOTAL = "Tổng", "Total";
    ADDS_UP = "Khớp", "Adds up";
    DIFFERS = "Lệch {0}", "Differs by {0}";
    CHECK = "Kiểm tra", "Check";

    PEOPLE = "Người thuộc cơ sở hiện nay", "People who belong to the facility now";
    PEOPLE_HINT = "Danh sách theo tình trạng hiện nay ({0}), không phải theo ngày của bảng trên.", "The list shows the situation now ({0}), not on the day of the table above.";
    PEOPLE_COUNT = "{0} người: {1} có mặt, {2} đi viện, {3} trốn", "{0} persons: {1} present, {2} in hospital, {3} escaped";
    PEOPLE_EMPTY = "Hiện không có ai.", "Nobody at present.";
    PEOPLE_ADVICE = "Khi tiếp nhận người đầu tiên, người đó sẽ hiện ở đây.", "Whoever is admitted first will appear here.";
    NAMES_CLOSED = "Vai trò này không xem được tên: chỉ hiện mã.", "This role does not see names: codes only.";
    NAMES_AWAY = "Dịch vụ hồ sơ tạm ngừng: chưa có tên, chỉ hiện mã.", "The registry is away: no names, codes only.";
    ADMITTED_ON = "Ngày vào", "Admitted";
    TERM_ENDS = "Hạn ra", "Term ends";
    STATUS = "Tình trạng", "Status";
    RECORD = "Ghi biến động", "Record a movement";
    RECORD_FOR = "Ghi biến động cho {0}", "Record a movement for {0}";

    ADMIT = "Tiếp nhận", "Admit";
    ADMIT_TITLE = "Tiếp nhận vào {0}", "Admit to {0}";
    WHO = "Người được tiếp nhận", "Person to admit";
    WHO_HINT = "Nhập mã hồ sơ, số định danh hoặc họ tên.", "Enter the file code, official number or name.";
    WHO_NONE = "Không tìm thấy ai trong phạm vi của bạn. Kiểm tra lại, hoặc đăng ký người này trước.", "Nobody found within your scope. Check it, or register the person first.";
    WHO_MANY = "Có {0} người khớp. Hãy chọn một người rồi ghi lại.", "{0} persons match. Choose one and record again.";
    WHO_CHOOSE = "Chọn đúng người", "Choose the person";
    WHO_OTHER = "Tìm người khác", "Search for somebody else";
    BASIS = "Căn cứ tiếp nhận", "Basis";
    ON = "Ngày", "Date";
    DECISION_NUMBER = "Số quyết định của Tòa án", "Number of the court's decision";
    DECISION_HINT = "Cần khi căn cứ là quyết định của Tòa án.", "Needed when the basis is a court decision.";
    TERM_MONTHS = "Thời hạn (tháng)", "Term (months)";
    TERM_HINT = "Để trống: lấy thời hạn ngắn nhất theo luật.", "Empty: the shortest term the law allows.";
    ATTEMPT = "Lần cai nghiện thứ", "Which time in rehabilitation";
    ADMITTED = "Đã ghi tiếp nhận.", "The admission is recorded.";

    MOVE_TITLE = "Ghi biến động", "Record a movement";
    STAY = "Lượt tiếp nhận", "Stay";
    MOVEMENT = "Biến động", "Movement";
    MOVEMENT_KIND = "Việc gì đã xảy ra", "What happened";
    TO_FACILITY = "Chuyển đến", "Transferred to";
    TO_FACILITY_HINT = "Chỉ khi chuyển cơ sở.", "For a transfer only.";
    RELEASE = "Ra khỏi cơ sở", "Release";
    REASON = "Lý do", "Reason";
    CERTIFICATE = "Số giấy chứng nhận", "Certificate number";
    CERTIFICATE_HINT = "Chỉ khi hết thời hạn.", "Only when the term has ended.";
    MOVED = "Đã ghi biến động.", "The movement is recorded.";
    RELEASED = "Đã ghi ra khỏi cơ sở.", "The release is recorded.";
    STAY_OVER = "Lượt này đã kết thúc ngày {0}: {1}.", "This stay ended on {0}: {1}.";
    MOVES_SO_FAR = "Biến động đã ghi", "Movements recorded";
}
