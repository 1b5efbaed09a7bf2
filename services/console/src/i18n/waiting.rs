//! Who waits for a place.

use super::texts;

texts! {
    LIST = "Danh sách chờ", "Waiting list";
    LIST_OF = "Danh sách chờ vào {0}", "Waiting for a place at {0}";
    LEAD = "Người đã có quyết định mà cơ sở chưa tiếp nhận được; ưu tiên trước, rồi theo ngày quyết định.", "People with a decision whom the facility can't take in yet; priority first, then the day of the decision.";
    FREE = "Hôm nay: {0} có mặt / quy mô {1}.", "Today: {0} present of a capacity of {1}.";
    WAITING = "Đang chờ: {0}", "Waiting: {0}";
    NOBODY = "Không có ai đang chờ.", "Nobody is waiting.";
    OVER = "Đã ra khỏi danh sách: {0}", "Off the list: {0}";
    PLACE = "Thứ tự", "Place";
    PERSON = "Người", "Person";
    DECISION = "Quyết định", "Decision";
    PRIORITY = "Ưu tiên", "Priority";
    REASON = "Vì sao phải chờ", "Why they wait";
    DUE = "Chờ được đến", "May wait until";
    NO_LIMIT = "luật không nêu thời hạn", "no time in the law";
    ADMIT = "Tiếp nhận", "Admit";
    ADMIT_WHO = "Tiếp nhận {0}", "Admit {0}";
    OUTCOME = "Kết quả", "Outcome";
    WAS_ADMITTED = "đã tiếp nhận", "admitted";
    ADD = "Đưa vào danh sách", "Put somebody on the list";
    WITHDRAW = "Đưa ra khỏi danh sách", "Take somebody off the list";
    DECISION_NUMBER = "Số quyết định của Tòa án", "Number of the court's decision";
    DECIDED_ON = "Ngày quyết định", "Day of the decision";
    WHO_LEAVES = "Ai", "Who";
    OFF_ON = "Ngày ra", "Day";
    OFF_REASON = "Vì sao", "Why";
    RECORD = "Ghi", "Record";
    LISTED = "Đã đưa vào danh sách chờ.", "The person is on the list.";
    TAKEN_OFF = "Đã đưa ra khỏi danh sách chờ.", "The person is off the list.";
}
