//! Minutes to print.

use super::texts;

texts! {
    RECEPTION = "Biên bản tiếp nhận", "Minutes of reception";
    HANDOVER = "Biên bản bàn giao", "Minutes of the hand-over";
    PRINT = "Biên bản để in", "Minutes to print";
    WORDING = "Mẫu số theo danh mục của nghị định; lời văn do phần mềm soạn, hãy đối chiếu với mẫu khi in.", "The form's number follows the decree's list; the wording is the program's own, compare it with the form before printing.";
}
