// A list as an office keeps it, with the defects such lists have.

const FAMILIES = ["Nguyễn Văn", "Trần Thị", "Lê Quốc", "Phạm Hữu", "Huỳnh Thị Ngọc", "Võ Thanh", "Đặng Minh", "Bùi Thị"];
const GIVEN = ["Đức", "Ánh", "Ưng", "Bưởi", "Khải", "Ngọc", "Tuấn", "Hạnh", "Phúc", "Quyên", "Sơn", "Trâm", "Vinh", "Xuân", "Yến"];
const DRUGS = ["heroin", "ma túy đá", "cần sa", "ketamin", "thuốc lắc"];

const pad = (number, length) => String(number).padStart(length, "0");

/** `rows` lines of people: every 25th can't be read, every 40th is a line seen before. Numbers begin at `from`. */
export function messyList(rows, from = 0) {
  const lines = [
    "ỦY BAN NHÂN DÂN XÃ;;;;;;;", "DANH SÁCH NGƯỜI CÓ HỒ SƠ QUẢN LÝ;;;;;;;", ";;;;;;;",
    "STT;Họ và tên;Giới tính;Ngày sinh;Số CCCD;Nơi thường trú;Loại ma túy;Ghi chú", "1;2;3;4;5;6;7;8",
  ];
  const people = [];
  for (let at = 0; at < rows; at += 1) {
    const number = from + at;
    const family = FAMILIES[number % FAMILIES.length];
    const woman = family.includes("Thị");
    const year = 1970 + (number % 30);
    const name = `${family} ${GIVEN[number % GIVEN.length]}`;
    const birth = number % 3 === 0 ? String(year) : `${pad(1 + (number % 28), 2)}/${pad(1 + (number % 12), 2)}/${year}`;
    const cccd = `087${woman ? 1 : 0}${pad(year % 100, 2)}${pad(number, 6)}`;
    const fields = [at + 1, number % 4 === 0 ? name.toUpperCase() : name, woman ? "Nữ" : "Nam", birth, cccd, `Ấp ${1 + (number % 9)}`, DRUGS[number % DRUGS.length], ""];
    if (at % 25 === 7) fields[3] = "31/02/1990";
    if (at % 25 === 19) fields[4] = "12345";
    if (at % 40 === 39) fields.splice(1, 5, ...people[at - 5].slice(1, 6));
    people.push(fields);
    lines.push(fields.join(";"));
    if (at % 100 === 99) lines.push(";;;;;;;", `;Cộng: ${at + 1} người;;;;;;`);
  }
  lines.push(";;;;;;;", ";;;;;NGƯỜI LẬP BIỂU;;");
  return Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`, "utf8");
}
