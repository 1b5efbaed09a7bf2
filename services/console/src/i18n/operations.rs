//! The operations page.

use super::texts;

texts! {
    LEAD = "Thông điệp giữa các dịch vụ lúc {0}.", "Messages between the services at {0}.";
    SERVICES = "Dịch vụ", "Services";
    SERVICE = "Dịch vụ", "Service";
    RECORDED = "Đã ghi", "Recorded";
    UNPUBLISHED = "Chưa phát", "Unpublished";
    BEHIND = "Chưa áp dụng", "Behind";
    APPLIED = "Đã áp dụng", "Applied";
    PARKED = "Để riêng", "Parked";
    STATE = "Tình trạng", "State";
    UP_TO_DATE = "đã theo kịp", "up to date";
    CATCHING_UP = "đang theo, chậm {0}", "catching up, {0} behind";
    HAS_PARKED = "{0} thông điệp cần xem", "{0} messages need attention";
    AWAY = "không trả lời", "does not answer";
    NO_INBOX = "không nhận", "takes none";
    HINT = "Đã áp dụng + để riêng phải bằng số đã ghi của bên phát.", "Applied + parked must equal what the producers recorded.";
    PARKED_TITLE = "Thông điệp để riêng", "Parked messages";
    PARKED_NONE = "Không có thông điệp nào bị để riêng.", "No message is parked.";
    EVENT_TYPE = "Loại sự kiện", "Event type";
    SUBJECT = "Đối tượng", "Subject";
    REASON = "Lý do", "Reason";
    ATTEMPTS = "Số lần thử", "Attempts";
    PARKED_AT = "Từ lúc", "Since";
    REPLAY = "Phát lại", "Replay";
    REPLAY_OF = "Phát lại {0}", "Replay {0}";
    REPLAYED = "Đã phát lại và áp dụng được.", "Replayed and handled.";
    REFUSED_AGAIN = "Đã phát lại nhưng vẫn bị từ chối.", "Replayed, but refused again.";
    HELD_FOLLOWS = "sẽ theo sau thông điệp bị từ chối", "follows the refused one";
    ADVICE = "Sửa nguyên nhân trước, rồi phát lại. Thông điệp chờ sẽ tự theo sau.", "Mend the cause first, then replay. Held messages follow by themselves.";
}
