//! The way home: notice before the end, hand-over to the commune, arrival there.

use super::texts;

texts! {
    ENDINGS = "Sắp hết thời hạn", "Terms about to end";
    ENDINGS_LEAD = "Cơ sở thông báo cho xã trước ngày hết thời hạn. Hạn tính từ thời hạn như hiện nay: sửa sổ thì hạn đổi theo.", "The facility tells the commune before a term ends. The due day follows from the term as it stands: when a book is corrected, it moves.";
    NO_ENDINGS = "Không có ai như vậy trong 30 ngày tới.", "Nobody of the kind within the next 30 days.";
    STATE = "Tình trạng", "State";
    ALL_STATES = "Tất cả", "All";
    DUE = "Cần thông báo", "Due";
    OVERDUE = "Quá hạn", "Overdue";
    SENT = "Đã thông báo", "Given";
    CHOSEN = "Chọn", "Choose";
    PERSON = "Người", "Person";
    TERM_ENDS = "Hết thời hạn", "Term ends";
    NOTICE_BY = "Thông báo chậm nhất", "Notice by";
    NOTICE = "Thông báo", "Notice";
    LIVES = "Xã nơi cư trú", "Commune";
    TOLD = "số {0}, ngày {1}, {2}", "no. {0}, {1}, {2}";
    TOLD_OTHER = "đã báo ngày {0}, nay không đúng", "told of {0}, which is not so any more";
    NOT_TOLD = "chưa", "not yet";
    GIVE = "Ghi đã thông báo cho những người đã chọn", "Record notice for those chosen";
    NUMBER = "Số văn bản", "Document number";
    NUMBER_HINT = "Ví dụ 12/TB-CSCN. Không ghi tên người.", "For example 12/TB-CSCN. No names.";
    NOTICE_ON = "Ngày thông báo", "Day of the notice";
    TO_COMMUNE = "Xã nhận thông báo", "Commune that is told";
    TO_COMMUNE_HINT = "Để trống: báo về xã nơi cư trú đã biết của từng người.", "Left empty: each person's own commune.";
    CHOOSE_ONE = "Hãy chọn ít nhất một người.", "Choose at least one person.";
    PARTLY = "Đã ghi {0} người, {1} người chưa ghi được.", "Recorded for {0}, not for {1}.";
    GIVEN = "Đã ghi thông báo.", "The notices are recorded.";

    RETURNS = "Bàn giao về xã", "Hand-over to communes";
    RETURNS_LEAD = "Người ra khỏi cơ sở được bàn giao về xã; xã xác nhận hoặc trả lại; người về trình diện. Ai chưa về thì dòng còn ở đây.", "Who leaves a facility is handed over to a commune, which acknowledges or sends back, and the person comes to it. Who has not come stays listed here.";
    CONCERN = "Xem", "Show";
    OPEN = "Chưa xong", "Not finished";
    UNACKNOWLEDGED = "Quá hạn, xã chưa nhận", "Overdue, not taken over";
    NOT_ARRIVED = "Không về trình diện", "Not arrived";
    EVERYONE = "Tất cả trong một năm", "All within a year";
    INCOMING = "Về địa bàn của bạn", "Coming to your area";
    OUTGOING = "Ra khỏi cơ sở", "Released from facilities";
    NONE_IN = "Không có ai như vậy.", "Nobody of the kind.";
    NONE_OUT = "Không có ai như vậy trong một năm qua.", "Nobody of the kind within the past year.";
    RELEASED = "Ra khỏi cơ sở", "Released";
    DAYS_SINCE = "{0} ngày trước", "{0} days ago";
    DAYS_TOOK = "sau {0} ngày", "after {0} days";
    HANDOVER = "Bàn giao", "Hand-over";
    ARRIVAL = "Trình diện tại xã", "Arrival";
    TO_DO = "Việc cần làm", "To do";
    NOT_HANDED = "Chưa bàn giao", "Not handed over";
    ANSWERED_ON = "trả lời ngày {0}", "answered on {0}";
    HANDED_ON = "ngày {0}", "on {0}";
    NO_LIMIT = "Luật áp dụng không định hạn.", "No limit in the law that applies.";
    REPORT_BY = "Chậm nhất", "By";
    HAND_OVER = "Bàn giao về xã", "Hand over";
    HAND_OVER_AGAIN = "Bàn giao lại", "Hand over again";
    ACKNOWLEDGE = "Xác nhận đã nhận", "Acknowledge";
    REFUSE = "Trả lại cơ sở", "Send back";
    ARRIVED = "Ghi đã trình diện", "Record arrival";
    ON = "Ngày", "Day";
    REASON = "Lý do", "Reason";
    NOTHING = "Đã xong", "Finished";
    DONE_HANDED = "Đã ghi bàn giao. Xã sẽ xác nhận hoặc trả lại.", "The hand-over is recorded. The commune will acknowledge it or send it back.";
    DONE_ACKNOWLEDGED = "Đã xác nhận nhận bàn giao.", "The hand-over is acknowledged.";
    DONE_REFUSED = "Đã trả lại cơ sở.", "Sent back to the facility.";
    DONE_ARRIVED = "Đã ghi ngày trình diện.", "The arrival is recorded.";

    HANDING = "Bàn giao {0} về xã", "Hand {0} over to a commune";
    HANDING_LEAD = "Ra khỏi cơ sở ngày {0}, {1}.", "Released on {0}, {1}.";
    COMMUNE = "Xã nhận", "Receiving commune";
    PROVINCE = "Tỉnh, thành phố", "Province";
    PAPERS = "Giấy tờ kèm theo", "Papers handed over";
    MINUTES_NUMBER = "Số biên bản", "Number of the minutes";
    HANDED_DAY = "Ngày bàn giao", "Day of the hand-over";
    EARLIER = "Các lần bàn giao", "Hand-overs so far";
    STAY_LINK = "Bàn giao về xã, trình diện", "Hand-over and arrival";

    KIND_NOTICE = "thông báo sắp hết thời hạn", "notices of terms about to end";
    KIND_RETURN = "bàn giao, trình diện", "hand-overs and arrivals";
    TASK_NOTICE = "Thông báo cho xã, hết thời hạn ngày {0}", "Tell the commune, the term ends on {0}";
    TASK_HAND_OVER = "Bàn giao về xã, ra khỏi cơ sở ngày {0}", "Hand over to the commune, released on {0}";
    TASK_ANSWER = "Xác nhận hoặc trả lại bàn giao", "Acknowledge or send back the hand-over";
    TASK_ARRIVAL = "Chờ trình diện, ra khỏi cơ sở ngày {0}", "Expected, released on {0}";

    LOST = "Ra khỏi cơ sở rồi không rõ ở đâu", "Released and lost sight of";
    LOST_LEAD = "Quá hạn mà chưa về trình diện, hoặc đã về mà xã chưa xác nhận bàn giao. Dòng mất khi xã ghi.", "The time is over and the person has not come to the commune, or has come and the hand-over was not acknowledged. A row goes when the commune records it.";
    LOST_NONE = "Không có ai như vậy.", "Nobody of the kind.";
    LOST_SUM = "{0} chưa về trình diện, {1} chưa được xã xác nhận", "{0} not arrived, {1} not acknowledged";
    FOUND = "Phát hiện", "Finding";
    SINCE = "Số ngày", "Days";
    ROLLS = "Điểm danh khác sổ", "Roll-calls that differ from the books";
    ROLLS_LEAD = "Ca chốt gần nhất của cơ sở ghi khác với sổ. Dòng mất khi ca sau khớp, hoặc sổ được ghi lại cho ngày đó.", "The last closed shift of the facility says otherwise than the books. A row goes when a later shift agrees, or something is recorded in the book for that day.";
    ROLLS_NONE = "Ca chốt gần nhất của mọi cơ sở khớp với sổ.", "The last closed shift of every facility agrees with the books.";
    SHIFT = "Ca chốt gần nhất", "Last closed shift";
    DIFFERS_SINCE = "Khác từ ngày", "Differs since";
    FACILITY = "Cơ sở", "Facility";
}
