//! Duplicates and measures that overlap.

use super::{Text, texts};

texts! {
    TITLE = "Đối chiếu dữ liệu", "Data quality";
    PAIRS = "Hồ sơ có thể trùng", "Records that may be one person";
    PAIRS_LEAD = "Gộp không xóa gì: hồ sơ được gộp trỏ về hồ sơ giữ lại, hai lịch sử còn nguyên và hủy gộp được.", "A merge deletes nothing: the merged record points to the one that stays, both histories remain, and it can be undone.";
    OPEN = "chờ xem xét", "to be looked at";
    NOT_SAME = "không phải một người", "not the same person";
    MERGED = "đã gộp", "merged";
    VERDICT_SAME = "gần như chắc chắn", "almost certain";
    VERDICT_LIKELY = "nhiều khả năng", "likely";
    VERDICT_POSSIBLE = "có thể", "possible";
    STATES = "Tình trạng", "State";
    SCORE = "Giống", "Alike";
    VERDICT = "Nhận định", "Verdict";
    FIRST = "Hồ sơ thứ nhất", "First record";
    SECOND = "Hồ sơ thứ hai", "Second record";
    REASONS = "Lý do", "Reasons";
    NO_PAIRS = "Không có cặp nào ở tình trạng này.", "No pair is in this state.";
    NO_PAIRS_ADVICE = "Trùng được tìm khi đăng ký, khi nhập danh sách và khi vận hành quét toàn sổ.", "Duplicates are looked for when somebody is registered, when a list is imported, and when the whole register is scanned.";
    PAIR = "Hai hồ sơ cạnh nhau", "Two records side by side";
    SPEAKS_FOR = "Cho thấy là một người", "Speaks for one person";
    SPEAKS_AGAINST = "Cho thấy là hai người, hoặc cần thêm căn cứ", "Speaks for two people, or asks for more";
    POINTS = "{0} điểm", "{0} points";
    FIELD = "Nội dung", "Item";
    COMPARED = "So sánh", "Comparison";
    DIFFERS = "khác nhau", "differs";
    EQUAL = "giống nhau", "equal";
    ONE_SIDE = "chỉ một bên có", "on one side only";
    OPEN_RECORD = "Mở hồ sơ", "Open the record";
    STANDS_FOR = "đã gộp vào hồ sơ kia", "merged into the other";
    ADDRESS = "Địa chỉ", "Address";
    REGISTERED_ON = "Ngày đăng ký", "Registered on";
    DETERMINATIONS = "Xác định tình trạng nghiện", "Determinations";
    DOSSIERS = "Hồ sơ đề nghị", "Dossiers";
    TIMES = "{0} lần", "{0} times";

    MERGE = "Là một người: gộp", "One person: merge";
    KEEP = "Hồ sơ giữ lại", "Record that stays";
    KEEP_HINT = "Hồ sơ kia sẽ trỏ về hồ sơ này.", "The other will point to this one.";
    ON = "Ngày xác định", "Established on";
    REASON = "Lý do", "Reason";
    REASON_HINT = "Căn cứ vào đâu, ví dụ đã đối chiếu giấy tờ, xác minh tại xã.", "What it rests on, such as papers compared or enquiries in the commune.";
    MERGE_SUBMIT = "Gộp hai hồ sơ", "Merge the records";
    NOT_SAME_TITLE = "Không phải một người", "Not one person";
    NOT_SAME_LEAD = "Quyết định được nhớ: cặp này không được đề xuất nữa.", "The decision is remembered: the pair is not proposed again.";
    NOT_SAME_SUBMIT = "Ghi là hai người khác nhau", "Record that they are two people";
    UNMERGE = "Hủy gộp", "Undo the merge";
    UNMERGE_LEAD = "Hai hồ sơ tách ra như trước khi gộp.", "Both records part again as they were before.";
    UNMERGE_AS = "Sau khi hủy gộp", "After the merge is undone";
    UNMERGE_TWO = "nhớ là hai người khác nhau", "remember that they are two people";
    UNMERGE_OPEN = "để chờ xem xét lại", "look at the pair again later";
    DECIDED = "{0}, lúc {1}. Lý do: {2}", "{0}, on {1}. Reason: {2}";
    DONE_MERGE = "Đã gộp. Các dịch vụ khác theo sau vài giây.", "Merged. The other services follow within seconds.";
    DONE_NOT_SAME = "Đã ghi nhớ: không phải một người.", "Remembered: not one person.";
    DONE_UNMERGE = "Đã hủy gộp.", "The merge was undone.";

    OVERLAPS = "Biện pháp chồng nhau", "Measures that overlap";
    OVERLAPS_LEAD = "Một người có hai biện pháp cùng mở. Không tự sửa: mở hồ sơ và xử lý ở nơi ghi sai.", "One person has two measures open at once. Nothing is corrected by itself: open the record and correct it where it is wrong.";
    OVERLAPS_NONE = "Không có ai có hai biện pháp cùng lúc.", "Nobody has two measures at once.";
    PERSON = "Người", "Person";
    FIRST_MEASURE = "Biện pháp bắt đầu trước", "Measure that began first";
    OTHER_MEASURE = "Biện pháp kia", "The other measure";
    WHAT = "Chồng nhau", "Overlap";
    DAYS = "Số ngày", "Days";
    STILL = "nay", "now";
    UNNAMED = "người ngoài quyền xem tên", "name outside your rights";
}

pub fn state(code: &str) -> Option<Text> {
    Some(match code {
        "open" => OPEN,
        "not_same" => NOT_SAME,
        "merged" => MERGED,
        _ => return None,
    })
}

pub fn verdict(code: &str) -> Option<Text> {
    Some(match code {
        "same" => VERDICT_SAME,
        "likely" => VERDICT_LIKELY,
        "possible" => VERDICT_POSSIBLE,
        _ => return None,
    })
}
