//! What a verification found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The state of one service's audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    pub service: String,
    /// Seals that hold, from the first one on without a break.
    pub sealed: i64,
    /// Entries that were not sealed yet at the end of the walk.
    pub waiting: i64,
    /// The hash of the last seal that holds.
    pub hash: String,
    /// The first row that is not as it was sealed.
    pub broken: Option<Break>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Break {
    pub kind: BreakKind,
    /// Which seal, where one is concerned.
    pub sequence: Option<i64>,
    /// Which entry, where it is known.
    pub entry_id: Option<Uuid>,
    pub vi: String,
    pub en: String,
}

domain::code_list! {
    /// What is wrong with a row.
    BreakKind {
        EntryChanged = "entry_changed", "mục đã bị sửa sau khi niêm phong", "the entry was changed after it was sealed";
        EntryMissing = "entry_missing", "mục đã bị xóa", "the entry was deleted";
        SealChanged = "seal_changed", "dấu niêm phong đã bị sửa", "the seal was changed";
        SealMissing = "seal_missing", "dấu niêm phong đã bị xóa", "the seal was deleted";
        /// Nothing behind the row says which of the two it was.
        EntryOrSealChanged = "entry_or_seal_changed", "mục hoặc dấu niêm phong đã bị sửa",
            "the entry or its seal was changed";
        OrderChanged = "order_changed", "thứ tự đã bị đổi", "the order was changed";
        EntryInserted = "entry_inserted", "mục được chèn thẳng vào cơ sở dữ liệu, không qua dịch vụ",
            "the entry was put into the database, not by the service";
        SealOverdue = "seal_overdue", "mục chờ niêm phong quá một phút: dịch vụ không chạy, hoặc bộ niêm phong hỏng",
            "the entry waits for its seal for over a minute: the service does not run, or its sealer fails";
        Truncated = "truncated", "phần cuối đã bị cắt: điểm kiểm tra thấy nhiều dấu niêm phong hơn",
            "the end was cut off: the checkpoint saw more seals";
        Rewritten = "rewritten", "chuỗi đã được tính lại: khác với điểm kiểm tra",
            "the chain was computed anew: it differs from the checkpoint";
        CheckpointForged = "checkpoint_forged", "điểm kiểm tra không phải do hệ thống này lập, hoặc đã bị sửa",
            "the checkpoint was not made by this system, or was changed";
    }
}

impl Break {
    pub(super) fn new(kind: BreakKind, sequence: Option<i64>, entry_id: Option<Uuid>) -> Self {
        Self { kind, sequence, entry_id, vi: kind.vi().to_owned(), en: kind.en().to_owned() }
    }
}
