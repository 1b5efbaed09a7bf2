//! Papers, belongings, classification and plan of a stay.

use super::texts;

texts! {
    INTAKE = "Giấy tờ, đồ gửi, phân loại, kế hoạch", "Papers, belongings, class, plan";
    OPEN = "Xem và ghi", "Show and record";
    SAVED = "Đã ghi.", "Recorded.";
    FINDINGS = "Còn thiếu", "Missing";
    COMPLETE = "Không thiếu giấy tờ nào luật nêu tên.", "No paper that the law names is missing.";
    PAPERS = "Giấy tờ", "Papers";
    NO_PAPERS = "Chưa ghi giấy tờ nào.", "No paper is recorded.";
    PAPER = "Giấy tờ", "Paper";
    NUMBER = "Số", "Number";
    DATED = "Ngày", "Dated";
    BELONGINGS = "Đồ gửi", "Belongings";
    NO_BELONGINGS = "Không gửi gì.", "Nothing in keeping.";
    ITEM = "Đồ vật", "Item";
    QUANTITY = "Số lượng (tiền: đồng)", "Quantity (money: dong)";
    RECEIVED = "Ngày nhận", "Received";
    RETURNED = "Ngày trả", "Returned";
    KEPT = "đang giữ", "in keeping";
    CLASSIFICATION = "Phân loại", "Classification";
    NO_CLASS = "Chưa phân loại.", "Not classified.";
    CLASS = "Loại", "Class";
    TEAM = "Đội, tổ", "Team";
    DRUG = "Chất", "Drug";
    LEVEL = "Mức độ nghiện", "Level of addiction";
    HEALTH = "Sức khỏe", "Health";
    CLASSIFIED_ON = "Từ ngày", "From";
    PLAN = "Kế hoạch cai nghiện", "Rehabilitation plan";
    NO_PLAN = "Chưa có kế hoạch.", "No plan yet.";
    PLAN_OF = "Lập ngày {0}", "Made on {0}";
    STAGE = "Giai đoạn", "Stage";
    GOAL = "Mục tiêu", "Goal";
    TARGET = "Cần đạt trước", "By";
    RECORD = "Ghi", "Record";
    GIVE_PAPER = "Ghi giấy tờ", "Record a paper";
    RECEIVE = "Nhận đồ gửi", "Take belongings into keeping";
    GIVE_BACK = "Trả đồ", "Give belongings back";
    WHICH = "Trả những gì", "Which";
    WHICH_HINT = "Không chọn: trả tất cả.", "None chosen: all of them.";
    CLASSIFY = "Phân loại", "Classify";
    CLASS_HINT = "Mã theo quy trình của cơ sở, ví dụ B2.", "A code of the facility's own process, such as B2.";
    MAKE_PLAN = "Lập kế hoạch", "Make a plan";
    PLAN_HINT = "Kế hoạch mới thay kế hoạch cũ. Dòng để trống thì bỏ qua.", "A new plan takes the place of the old one. Empty lines are left out.";
    PLANNED_ON = "Ngày lập", "Made on";
    GOAL_N = "Mục tiêu {0}", "Goal {0}";
    CLASS_IS = "loại {0}", "class {0}";
    TEAM_IS = "đội/tổ {0}", "team {0}";
    KEPT_COUNT = "đang giữ {0} món", "{0} in keeping";
    PAPERS_COUNT = "{0} giấy tờ", "{0} papers";
    PLANNED = "có kế hoạch", "with a plan";
}
