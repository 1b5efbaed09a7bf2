//! Records of residents by stage, group sessions, months' ratings.

use super::texts;

texts! {
    RECORDS = "Hồ sơ điều trị", "Care records";
    RECORDS_OF = "Hồ sơ điều trị: {0}", "Care records: {0}";
    STAGES = "Quy trình theo luật áp dụng (gói {0})", "Process by the law that governs (pack {0})";
    STAGE = "Giai đoạn", "Stage";
    FROM = "Từ", "From";
    TO = "Đến", "To";
    LACKS = "Còn thiếu", "Still lacking";
    COMPLETE = "đủ", "complete";
    NOT_BEGUN = "chưa bắt đầu", "not begun";
    NOT_REQUIRED = "không bắt buộc", "not required";
    NO_PROCESS = "Người này không theo biện pháp cai nghiện nào: không có quy trình.", "This person is under no measure: there is no process.";
    LIST = "Đã ghi", "Recorded";
    COURSES = "Khóa học nghề (đào tạo báo)", "Courses (told by training)";
    CERTIFIED = "có chứng chỉ", "certified";
    NONE_YET = "Chưa ghi gì.", "Nothing is recorded yet.";
    ON = "Ngày", "Day";
    WHAT = "Việc", "What";
    DETAIL = "Chi tiết", "Detail";
    WITHDRAW = "Rút", "Take out";
    WITHDRAW_ONE = "Rút bản ghi “{0}” ngày {1}", "Take out “{0}” of {1}";
    WITHDRAWN = "đã rút: {0}", "taken out: {0}";
    WHY = "Lý do", "Reason";
    DONE = "Đã ghi.", "Recorded.";
    ADD = "Ghi thêm", "Record";
    KIND = "Loại việc", "Kind";
    GO_ON = "Tiếp tục", "Go on";

    DRUGS = "Loại ma túy", "Drugs";
    WITHDRAWAL = "Hội chứng cai", "Withdrawal";
    MENTAL_DISORDER = "Có rối loạn tâm thần", "Mental disorder found";
    INFECTION = "Có bệnh nhiễm trùng cơ hội", "Opportunistic infection found";
    PROTOCOL = "Phác đồ", "Protocol";
    OUTCOME = "Kết quả", "Outcome";
    CONDITION = "Bệnh", "Condition";
    FORM = "Hình thức", "Form";
    TOPIC = "Chủ đề", "Topic";
    MINUTES = "Số phút", "Minutes";
    ATTENDED = "Có dự", "Attended";
    CLASS = "Lớp", "Class";
    HOURS = "Số giờ", "Hours";
    TRADE = "Nghề", "Trade";
    REACHED = "Mục tiêu đã đạt", "Goals reached";
    NOT_REACHED = "Mục tiêu chưa đạt", "Goals not reached";
    RESIDENCE = "Đã biết nơi cư trú sau khi ra", "Place of residence after release is known";
    DOCUMENT = "Số văn bản", "Document number";
    DOCUMENT_HINT = "Số, ký hiệu; không ghi họ tên.", "Number and sign; no names.";
    OCCASION = "Đợt xét nghiệm", "Occasion";
    RESULT = "Kết quả", "Result";
    FOUND = "Chất phát hiện (nếu dương tính)", "What was found (if positive)";
    MEASURE = "Hình thức kỷ luật", "Measure";
    UNTIL = "Đến hết ngày (khu quản lý người gây rối)", "Until the end of (disorder zone)";
    REWARD = "Hình thức khen thưởng", "Reward";
    YES = "có", "yes";
    NO = "không", "no";

    SESSION = "Ghi theo nhóm", "Record for a group";
    SESSION_TITLE = "Ghi theo nhóm: {0}, {1}", "Record for a group: {0}, {1}";
    SESSION_HINT = "Một buổi của nhiều học viên là một lần ghi. Chỉ những người được đánh dấu mới được ghi.", "A session of many learners is recorded once. Only those who are marked are recorded.";
    CAME = "dự", "came";
    MISSED = "vắng", "missed";
    WHO = "Học viên", "Learners";
    QUICK_HINT = "Số thứ tự kèm chữ: c dự, v vắng; có thể ghi khoảng. Ví dụ: 1-40c 7v.", "Numbers with a letter: c came, v missed; ranges too. For example: 1-40c 7v.";
    NOBODY = "Chưa đánh dấu ai.", "Nobody is marked.";
    SESSION_DONE = "Đã ghi cho {0} người.", "Recorded for {0} people.";
    SESSION_REFUSED = "Không ghi được cho {0} người:", "Not recorded for {0} people:";
    NOBODY_PRESENT = "Ngày này không có học viên có mặt.", "No learner is present on that day.";

    RATINGS = "Xếp loại tháng", "Monthly rating";
    RATINGS_TITLE = "Xếp loại tháng {1}, {0}", "Rating of {1}, {0}";
    MONTH = "Tháng", "Month";
    PREVIOUS_MONTH = "Tháng trước", "Previous month";
    NEXT_MONTH = "Tháng sau", "Next month";
    RATING = "Xếp loại", "Rating";
    GOOD = "tốt", "good";
    FAIR = "khá", "fair";
    AVERAGE = "trung bình", "average";
    POOR = "yếu", "poor";
    DISCIPLINED = "Kỷ luật", "Discipline";
    REWARDED = "Khen thưởng", "Rewards";
    RATE_HINT = "Số thứ tự kèm chữ: t tốt, k khá, b trung bình, y yếu; có thể ghi khoảng. Ví dụ: 1-40k 7t.", "Numbers with a letter: t good, k fair, b average, y poor; ranges too. For example: 1-40k 7t.";
    NOT_RATED = "Còn {0} người chưa xếp loại.", "{0} are not rated yet.";
    ALL_RATED = "Đã xếp loại đủ.", "Everybody is rated.";
    NO_LEARNERS = "Tháng này không có học viên.", "There were no learners in this month.";
}
