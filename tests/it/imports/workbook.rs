//! A list as an office sends it, with everything that is wrong with such lists, and the truth about each row.
//!
//! Rows are made from invented people by number, so what a row must come out as is known from how it was made:
//! nothing here asks the importer. The same seedless plan makes the same file on every machine.

use anyhow::Result;
use chrono::{Datelike, Days, NaiveDate};
use documents::lists::legacy::{self, Encoding};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use serde_json::{Value, json};

/// How many rows come out as what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    pub new: usize,
    pub same: usize,
    pub changed: usize,
    pub possible_duplicate: usize,
    pub bad: usize,
}

const FAMILY: [&str; 20] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Đinh", "Đoàn", "Trịnh", "Mai", "Lâm",
];
const MIDDLE: [&str; 12] =
    ["Văn", "Hữu", "Minh", "Quốc", "Thanh", "Đức", "Ngọc", "Công", "Thị", "Trọng", "Xuân", "Hoàng"];
const GIVEN: [&str; 40] = [
    "An", "Ân", "Bảo", "Bình", "Cường", "Dũng", "Đạt", "Đông", "Giang", "Hải", "Hậu", "Hiếu", "Hòa", "Hùng", "Huy",
    "Khánh", "Khoa", "Kiên", "Lâm", "Long", "Lộc", "Mạnh", "Nam", "Nghĩa", "Nhân", "Phong", "Phúc", "Quang", "Sơn",
    "Tài", "Tâm", "Thắng", "Thịnh", "Tiến", "Toàn", "Trung", "Tuấn", "Tùng", "Vinh", "Ý",
];
/// Communes of Đồng Tháp as they were in 2020: code, name, district.
const COMMUNES: [(&str, &str, &str); 7] = [
    ("29884", "Mỹ Tân", "Thành phố Cao Lãnh"),
    ("29887", "xã Mỹ Trà", "Thành phố Cao Lãnh"),
    ("29890", "Tân Thuận Tây", "Thành phố Cao Lãnh"),
    ("29893", "Xã Hoà An", "Thành phố Cao Lãnh"),
    ("29899", "TỊNH THỚI", "Thành phố Cao Lãnh"),
    ("29914", "Tân Khánh Đông", "Thành phố Sa Đéc"),
    ("29923", "tan phu dong", "Thành phố Sa Đéc"),
];
const TOWNS: [&str; 4] = ["Cần Thơ", "Vĩnh Long", "Bến Tre", "Sóc Trăng"];

/// People that the register holds before the list comes.
const KNOWN_SAME: usize = 400;
const KNOWN_CHANGED: usize = 300;
const KNOWN_ALIKE: usize = 200;
const REPEATED: usize = 150;
const NUMBER_TWICE: usize = 50;
/// Of each kind of mistake.
const OF_EACH_MISTAKE: usize = 40;
const MISTAKES: usize = 8;
const ROWS: usize = 5_000;

/// Somebody invented, by number.
struct Person(usize);

impl Person {
    fn name(&self) -> String {
        let Self(number) = *self;
        format!("{} {} {}", FAMILY[number % 20], MIDDLE[number / 20 % 12], GIVEN[number / 240 % 40])
    }

    fn is_woman(&self) -> bool {
        self.0 / 20 % 12 == 8
    }

    fn sex(&self) -> &'static str {
        if self.is_woman() { "Nữ" } else { "Nam" }
    }

    fn born(&self) -> NaiveDate {
        let days = u64::try_from(self.0 * 37 % 9_000).unwrap_or(0);
        NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default() + Days::new(days)
    }

    fn scattered(&self) -> usize {
        self.0 * 7_919 % 1_000_000
    }

    fn cccd(&self) -> String {
        format!("087{}{:02}{:06}", u8::from(self.is_woman()), self.born().year() % 100, self.scattered())
    }

    fn cmnd(&self) -> String {
        format!("341{:06}", self.scattered())
    }

    fn commune(&self) -> (&'static str, &'static str, &'static str) {
        COMMUNES[self.0 % COMMUNES.len()]
    }

    /// As a client registers them.
    fn registered(&self, number: String) -> Value {
        json!({
            "name": self.name(), "sex": if self.is_woman() { "female" } else { "male" },
            "birth": { "year": self.born().year(), "date": self.born() }, "official_number": number,
            "commune_code": self.commune().0, "occurred_on": "2020-02-03", "file": { "kind": "addict", "drug": "heroin" },
        })
    }
}

/// A birth as somebody wrote it.
#[derive(Clone, Debug)]
enum Written {
    Text(String),
    Serial(NaiveDate),
}

fn written(born: NaiveDate, spelling: usize) -> Written {
    let (day, month, year) = (born.day(), born.month(), born.year());
    match spelling % 7 {
        0 => Written::Text(format!("{day:02}/{month:02}/{year}")),
        1 => Written::Text(format!("{day}.{month}.{year}")),
        2 => Written::Text(format!("{day:02}-{month:02}-{year}")),
        3 => Written::Text(format!("{year}-{month:02}-{day:02}")),
        4 => Written::Text(format!("ngày {day} tháng {month} năm {year}")),
        5 => Written::Serial(born),
        _ => Written::Text(year.to_string()),
    }
}

/// One row of the list.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    sex: String,
    born: Written,
    number: String,
    commune: String,
    district: String,
    town: String,
    drug: String,
}

impl Row {
    fn of(person: &Person, spelling: usize) -> Self {
        let (_, commune, district) = person.commune();
        Self {
            name: person.name(),
            sex: person.sex().to_owned(),
            born: written(person.born(), spelling),
            number: person.cccd(),
            commune: commune.to_owned(),
            district: district.to_owned(),
            town: String::new(),
            drug: "Heroin".to_owned(),
        }
    }

    fn somebody_new(person: &Person, number: usize) -> Self {
        let mut row = Self::of(person, number);
        // Who has no number is told apart by a whole birth date.
        if number.is_multiple_of(5) {
            row.number = String::new();
            row.born = written(person.born(), number % 6);
        } else if number.is_multiple_of(7) {
            row.number = format!("{} ; {}", person.cmnd(), person.cccd());
        }
        row.town = TOWNS[number % TOWNS.len()].to_owned();
        if number.is_multiple_of(11) {
            row.name = row.name.to_uppercase();
        }
        row
    }

    /// Something no register can take.
    fn mistaken(person: &Person, kind: usize) -> Self {
        let mut row = Self::of(person, 0);
        match kind {
            0 => row.born = Written::Text("31/02/1990".to_owned()),
            1 => row.commune = "Xã Không Có Thật".to_owned(),
            2 => row.name = String::new(),
            3 => row.name = format!("{} 2", row.name),
            4 => row.number = "12345".to_owned(),
            5 => row.sex = if person.is_woman() { "Nam" } else { "Nữ" }.to_owned(),
            6 => row.sex = "không rõ".to_owned(),
            _ => row.born = Written::Text("01/01/2050".to_owned()),
        }
        row
    }
}

/// A list, the people who are known before, and what its rows must come out as.
pub struct Messy {
    rows: Vec<Row>,
    pub known: Vec<Value>,
    pub truth: Truth,
}

impl Messy {
    pub fn make() -> Self {
        let (mut rows, mut known) = (Vec::new(), Vec::new());
        let mut truth = Truth { bad: OF_EACH_MISTAKE * MISTAKES, ..Truth::default() };
        for number in 0..KNOWN_SAME {
            let person = Person(number);
            known.push(person.registered(person.cccd()));
            // The spelling may be any, but a year alone would say less than the register knows.
            rows.push(Row::of(&person, number % 6));
        }
        for number in KNOWN_SAME..KNOWN_SAME + KNOWN_CHANGED {
            let person = Person(number);
            known.push(person.registered(person.cmnd()));
            rows.push(Row { number: format!("{}; {}", person.cmnd(), person.cccd()), ..Row::of(&person, number % 6) });
        }
        let alike = KNOWN_SAME + KNOWN_CHANGED;
        for number in alike..alike + KNOWN_ALIKE {
            let person = Person(number);
            known.push(person.registered(person.cccd()));
            // No number, a year alone and no marks: whether it is them, somebody has to say.
            let name = domain::text::fold(&person.name()).to_uppercase();
            let born = Written::Text(person.born().year().to_string());
            rows.push(Row { name, born, number: String::new(), ..Row::of(&person, 0) });
        }
        for kind in 0..MISTAKES {
            for number in 0..OF_EACH_MISTAKE {
                rows.push(Row::mistaken(&Person(8_000 + kind * OF_EACH_MISTAKE + number), kind));
            }
        }
        for number in 0..NUMBER_TWICE {
            let (one, other) = (Person(9_000 + number), Person(9_200 + number));
            rows.push(Row { number: one.cmnd(), ..Row::of(&one, 0) });
            rows.push(Row { number: one.cmnd(), ..Row::of(&other, 0) });
        }
        truth.new = ROWS - rows.len() - REPEATED + NUMBER_TWICE;
        let fresh: Vec<Row> =
            (0..truth.new - NUMBER_TWICE).map(|number| Row::somebody_new(&Person(1_000 + number), number)).collect();
        let repeated: Vec<Row> = fresh.iter().step_by(20).take(REPEATED).cloned().collect();
        rows.extend(fresh);
        scatter(&mut rows);
        // After the rows that they repeat.
        rows.extend(repeated);
        truth.same = KNOWN_SAME + REPEATED;
        truth.changed = KNOWN_CHANGED;
        truth.possible_duplicate = KNOWN_ALIKE + NUMBER_TWICE;
        assert_eq!(rows.len(), ROWS);
        Self { rows, known, truth }
    }

    /// The list as a workbook: letterhead, a header of two rows with joined cells, names in TCVN3, towns in VNI,
    /// empty rows, sums between people and a signature below.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("DS doi tuong")?;
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "CÔNG AN TỈNH ĐỒNG THÁP", &plain)?;
        sheet.merge_range(2, 0, 2, 8, "DANH SÁCH NGƯỜI CÓ HỒ SƠ QUẢN LÝ NĂM 2020", &plain)?;
        let tcvn3 = |text: &str| legacy::encode(text, Encoding::Tcvn3);
        let vni = |text: &str| legacy::encode(text, Encoding::Vni);
        for (column, label) in [(0, "TT"), (4, "Số CMND/ CCCD"), (8, "Loại ma tuý sử dụng")] {
            sheet.merge_range(4, column, 5, column, label, &plain)?;
        }
        sheet.merge_range(4, 1, 5, 1, &tcvn3("Họ tên đối tượng"), &plain)?;
        sheet.merge_range(4, 2, 4, 3, "Nhân thân", &plain)?;
        sheet.write(5, 2, "Giới tính")?;
        sheet.write(5, 3, "Ngày, tháng, năm sinh")?;
        sheet.merge_range(4, 5, 4, 6, "Nơi cư trú", &plain)?;
        sheet.write(5, 5, "Xã, phường")?;
        sheet.write(5, 6, "Huyện, TP")?;
        sheet.merge_range(4, 7, 5, 7, &vni("Quê quán"), &plain)?;
        let mut line = 6;
        for (number, row) in self.rows.iter().enumerate() {
            if number % 97 == 96 {
                line += 1;
            }
            if number % 500 == 499 {
                sheet.write(line, 1, tcvn3("Tổng cộng"))?;
                sheet.write(line, 4, 499)?;
                line += 1;
            }
            sheet.write(line, 0, u32::try_from(number + 1)?)?;
            sheet.write(line, 1, tcvn3(&row.name))?;
            sheet.write(line, 2, &row.sex)?;
            write_born(sheet, line, &row.born)?;
            sheet.write(line, 4, &row.number)?;
            sheet.write(line, 5, &row.commune)?;
            sheet.write(line, 6, &row.district)?;
            sheet.write(line, 7, vni(&row.town))?;
            sheet.write(line, 8, &row.drug)?;
            line += 1;
        }
        sheet.write(line + 2, 6, "TRƯỞNG CÔNG AN")?;
        Ok(workbook.save_to_buffer()?)
    }

    /// The same rows as a text with semicolons, as Excel saves it.
    pub fn csv(&self) -> Vec<u8> {
        let mut text = "\u{feff}STT;Họ và tên;Giới tính;Ngày sinh;Số CCCD;Xã;Huyện;Quê quán;Loại ma túy\r\n".to_owned();
        for (number, row) in self.rows.iter().enumerate() {
            let born = match &row.born {
                Written::Text(text) => text.clone(),
                Written::Serial(day) => day.format("%d/%m/%Y").to_string(),
            };
            let Row { name, sex, number: official, commune, district, town, drug, .. } = row;
            let cells = [&(number + 1).to_string(), name, sex, &born, official, commune, district, town, drug];
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
            text.push_str(&quoted.join(";"));
            text.push_str("\r\n");
        }
        text.into_bytes()
    }
}

fn write_born(sheet: &mut Worksheet, line: u32, born: &Written) -> Result<()> {
    match born {
        Written::Text(text) => sheet.write(line, 3, text)?,
        Written::Serial(day) => {
            let serial = ExcelDateTime::from_ymd(
                u16::try_from(day.year())?,
                u8::try_from(day.month())?,
                u8::try_from(day.day())?,
            )?;
            sheet.write_datetime_with_format(line, 3, &serial, &Format::new().set_num_format("dd/mm/yyyy"))?
        }
    };
    Ok(())
}

/// Mixes the rows, always in the same way; the two rows of one number keep their order, which matters.
fn scatter(rows: &mut [Row]) {
    let mut state = 20_201_125_u64;
    for at in (1..rows.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).unwrap_or(0) % (at + 1);
        rows.swap(at, other);
    }
}
