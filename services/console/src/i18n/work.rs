//! The work queue.

use super::texts;

texts! {
    WORK = "Việc của tôi", "My work";
    WORK_LEAD = "Việc có hạn do luật tính, không ai nhập. Ghi việc đã làm thì dòng ở đây hết.", "Tasks whose due times follow by law; nobody types them. A row goes when what was done is recorded.";
    WORK_DUE = "{0} việc quá hạn hoặc đến hạn trong 7 ngày", "{0} tasks overdue or due within 7 days";
    OVERDUE = "Quá hạn", "Overdue";
    TODAY = "Hôm nay", "Today";
    WEEK = "7 ngày tới", "Next 7 days";
    OTHERS = "Chờ người khác", "Waiting for others";
    OTHERS_HINT = "Đang ở Tòa án, người bị đề nghị, cơ sở hoặc xã khác; hạn là của họ.", "With the court, the person, a facility or another commune; the due time is theirs.";
    UNDATED = "Không có hạn", "Without a due time";
    UNDATED_HINT = "Luật không định hạn cho những việc này.", "The law sets no time for these.";
    NOTHING = "Không có việc nào ở nhóm này.", "Nothing here.";
    LATER = "{0} việc nữa đến hạn sau 7 ngày.", "{0} more tasks are due after 7 days.";
    LATER_LINK = "Xem hồ sơ đề nghị", "See the dossiers";
    MORE = "Mỗi loại chỉ hiện {0} việc đầu; hãy lọc ở trang của loại đó.", "Only the first {0} of each kind are shown; filter on the page of the kind.";
    KIND = "Loại việc", "Kind";
    ALL_KINDS = "Tất cả", "All";
    KIND_DOSSIER = "hồ sơ đề nghị", "dossiers";
    KIND_TRANSFER = "chuyển hồ sơ", "file transfers";
    KIND_TREATMENT = "cai nghiện tại cộng đồng", "treatments in the community";
    KIND_PAIR = "có thể trùng", "possible duplicates";
    ANSWER_TRANSFER = "Nhận hoặc trả lại hồ sơ gửi đến", "Accept or send back the file";
    AWAIT_TRANSFER = "Chờ nơi đến trả lời hồ sơ đã gửi", "Wait for the answer to a file sent";
    BY_LAW = "Hạn theo luật", "Due by law";
    ANSWER_TREATMENT = "Nhận hoặc trả lại người đang cai nghiện chuyển đến", "Accept or send back a person in treatment";
    AWAIT_TREATMENT = "Chờ xã đến trả lời về người đang cai nghiện đã chuyển", "Wait for the answer about a person in treatment who moved";
    DECIDE_PAIR = "Xem có phải một người với {0}", "Decide whether this is the same person as {0}";
    TRANSFER_ROUTE = "từ {0} đến {1}", "from {0} to {1}";
    PARTS_MISSING = "Danh sách chưa đầy đủ:", "The list is incomplete:";
    TASKS = "Việc cần làm", "Tasks";
    NO_TASKS = "Không có việc nào đang chờ.", "Nothing is waiting.";
}
