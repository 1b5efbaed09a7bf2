//! Suspension, exemption of the remainder and reduction of a term.

use super::texts;

texts! {
    TITLE = "Tạm đình chỉ, miễn, giảm", "Suspension, exemption, reduction";
    TITLE_OF = "Tạm đình chỉ, miễn, giảm: {0}", "Suspension, exemption, reduction: {0}";
    AT = "Tạm đình chỉ, miễn, giảm tại {0}", "Suspension, exemption, reduction at {0}";
    NONE = "Không có thủ tục nào đang xét, không ai đang tạm đình chỉ.", "Nothing is under way, and nobody is suspended.";
    NONE_OF_STAY = "Chưa có thủ tục nào.", "There is no proposal yet.";
    NOT_FOR = "Chỉ áp dụng với người chấp hành quyết định của Tòa án.", "This is for people under a court's decision only.";
    DONE = "Đã ghi.", "Recorded.";
    WHO = "Học viên", "Learner";
    KIND = "Thủ tục", "Proposal";
    GROUND = "Căn cứ", "Ground";
    TIMES = "Thời hạn", "Times";
    UNTIL = "đến hết {0}", "until the end of {0}";
    STEPS = "Các bước", "Steps";
    APPLIED_ON = "Ngày lập đề nghị", "Proposed on";
    POSTED_ON = "Niêm yết", "List posted";
    SENT_ON = "Gửi {0}", "Sent to the {0}";
    DECIDED_ON = "Quyết định số {0}", "Decision no. {0}";
    MONTHS_LESS = "giảm {0} tháng", "{0} months less";
    PAPERS = "Giấy tờ", "Papers";
    NUMBERED = "số {0}", "no. {0}";
    MISSING = "còn thiếu", "missing";
    COMPLETE = "đủ giấy tờ", "papers complete";

    PROPOSE = "Lập đề nghị", "Propose";
    PROPOSE_WHAT = "Thủ tục và căn cứ", "Proposal and ground";
    GIVE = "Thêm giấy tờ", "Add a paper";
    PAPER = "Loại giấy tờ", "Paper";
    NUMBER = "Số văn bản", "Document number";
    DATED_ON = "Ngày văn bản", "Dated";
    STEP = "Ghi bước", "Record a step";
    WHICH = "Bước", "Step";
    ON = "Ngày", "Day";
    DECIDER = "Nơi quyết định", "Who decides";
    DECIDE = "Ghi quyết định", "Record the decision";
    OUTCOME = "Kết quả", "Outcome";
    GRANTED = "chấp nhận", "granted";
    REFUSED = "không chấp nhận", "refused";
    EFFECTIVE_ON = "Có hiệu lực từ (nếu khác ngày quyết định)", "Effective from (if another day)";
    EFFECT_SUSPENSION = "Chấp nhận thì sổ ghi bắt đầu tạm đình chỉ.", "If granted, the book has the suspension begin.";
    EFFECT_EXEMPTION = "Chấp nhận thì lượt này kết thúc: được miễn thời gian còn lại.", "If granted, the stay ends: the rest is remitted.";
    EFFECT_REDUCTION = "Chấp nhận thì thời hạn được tính lại.", "If granted, the term is reckoned anew.";
    MONTHS = "Số tháng được giảm", "Months less";
    WITHDRAW = "Rút đề nghị", "Withdraw the proposal";
    REASON = "Lý do", "Reason";
    REDUCE = "Ghi quyết định giảm đã có", "Record a reduction decided elsewhere";
    REDUCE_HINT = "Khi thủ tục không theo dõi ở đây từ đầu.", "Where the proposal was not followed here.";
}
