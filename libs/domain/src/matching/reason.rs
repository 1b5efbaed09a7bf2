//! Why two descriptions are, or are not, thought to be of one person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code_list;

/// How many points of a score one bit of evidence makes.
pub const POINTS_PER_BIT: f32 = 20.0;

/// One comparison and what it says, in words that hold nothing personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub code: ReasonCode,
    /// Points for (above zero) or against; zero for a remark.
    pub weight: i32,
}

impl Reason {
    pub(super) fn new(code: ReasonCode, bits: f32) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a weight is a few hundred points")]
        let weight = (bits * POINTS_PER_BIT).round() as i32;
        Self { code, weight }
    }

    pub(super) fn remark(code: ReasonCode) -> Self {
        Self { code, weight: 0 }
    }

    /// The sentence in Vietnamese.
    pub fn vi(self) -> &'static str {
        self.code.vi()
    }

    /// The sentence in English.
    pub fn en(self) -> &'static str {
        self.code.en()
    }
}

/// The weight of an outcome, in bits: `m` its share among descriptions of one person, `u` among
/// those of two.
pub(super) fn bits(m: f32, u: f32) -> f32 {
    (m / u).log2()
}

code_list! {
    /// What a comparison found.
    ReasonCode {
        SameNumber = "same_number", "cùng số định danh hoặc số CMND", "same official number";
        FormerNumber = "former_number", "số CMND nằm trong danh sách số cũ của bên kia", "the CMND is among the other's former numbers";
        NumberOfAnother = "number_of_another", "cùng số nhưng khác tên và năm sinh trái với số: có thể ghi nhầm số của người khác", "same number, but another name and a birth year the number contradicts: perhaps somebody else's number";
        CccdDiffers = "cccd_differs", "hai số CCCD khác nhau", "two different CCCD numbers";
        CmndDiffers = "cmnd_differs", "hai số CMND khác nhau", "two different CMND numbers";
        NumberProvince = "number_province", "mã tỉnh trong số CCCD trùng với tỉnh từng cư trú", "the CCCD was registered in a province of residence";
        SameFileCode = "same_file_code", "cùng mã hồ sơ", "same file code";

        FamilySame = "family_same", "cùng họ", "same family name";
        FamilyUnmarked = "family_unmarked", "họ giống nhau, một bên không dấu", "same family name, one without marks";
        FamilySound = "family_sound", "họ chỉ khác i và y", "family names differ in i and y only";
        FamilyMark = "family_mark", "họ khác dấu", "family names differ in marks";
        FamilyLetter = "family_letter", "họ khác một vài chữ cái", "family names differ in a letter or two";
        FamilyDiffers = "family_differs", "khác họ", "another family name";
        FamilyMissing = "family_missing", "thiếu họ", "family name missing";

        MiddleSame = "middle_same", "cùng tên đệm", "same middle name";
        MiddleUnmarked = "middle_unmarked", "tên đệm giống nhau, một bên không dấu", "same middle name, one without marks";
        MiddleSound = "middle_sound", "tên đệm chỉ khác i và y", "middle names differ in i and y only";
        MiddleMark = "middle_mark", "tên đệm khác dấu", "middle names differ in marks";
        MiddleLetter = "middle_letter", "tên đệm khác một vài chữ cái", "middle names differ in a letter or two";
        MiddleDiffers = "middle_differs", "khác tên đệm", "another middle name";
        MiddlePart = "middle_part", "thiếu một phần tên đệm", "part of the middle name missing";
        MiddleMissing = "middle_missing", "thiếu tên đệm", "middle name missing";

        GivenSame = "given_same", "cùng tên", "same given name";
        GivenUnmarked = "given_unmarked", "tên giống nhau, một bên không dấu", "same given name, one without marks";
        GivenSound = "given_sound", "tên chỉ khác i và y", "given names differ in i and y only";
        GivenMark = "given_mark", "tên khác một dấu", "given names differ in a mark";
        GivenLetter = "given_letter", "tên khác một chữ cái", "given names differ in a letter";
        GivenDiffers = "given_differs", "khác tên", "another given name";

        OtherName = "other_name", "khớp với một tên gọi khác", "agrees with another name used";
        TypingKeys = "typing_keys", "tên còn sót phím gõ Telex hoặc VNI", "Telex or VNI keys left in a name";

        BirthDateSame = "birth_date_same", "cùng ngày sinh", "same birth date";
        BirthYearSame = "birth_year_same", "cùng năm sinh", "same birth year";
        BirthSwapped = "birth_swapped", "ngày và tháng sinh đảo chỗ", "day and month of birth swapped";
        BirthSlip = "birth_slip", "cùng năm sinh, lệch ngày hoặc tháng", "same birth year, day or month differs";
        BirthDateDiffers = "birth_date_differs", "cùng năm, khác ngày và tháng sinh", "same birth year, another day and month";
        BirthYearNext = "birth_year_next", "năm sinh lệch 1", "birth years one apart";
        BirthYearNextSameDay = "birth_year_next_same_day", "cùng ngày và tháng, năm sinh lệch 1", "same day and month, birth years one apart";
        BirthYearNextOtherDay = "birth_year_next_other_day", "năm sinh lệch 1, khác ngày sinh", "birth years one apart, another day";
        BirthYearSlip = "birth_year_slip", "cùng ngày và tháng, năm sinh khác một chữ số", "same day and month, birth years differ in a digit";
        BirthYearByNumber = "birth_year_by_number", "năm sinh trong số CCCD khớp với bên kia", "the birth year in the CCCD agrees with the other's";
        BirthYearDiffers = "birth_year_differs", "khác năm sinh", "another birth year";

        SexDiffers = "sex_differs", "khác giới tính", "another sex";
        SexByNumber = "sex_by_number", "khác giới tính, nhưng số CCCD cho thấy một bên ghi nhầm", "another sex, but the CCCD shows a slip on one side";

        FatherSame = "father_same", "cùng tên cha", "same father's name";
        FatherSimilar = "father_similar", "tên cha gần giống", "similar father's name";
        FatherDiffers = "father_differs", "khác tên cha", "another father's name";
        MotherSame = "mother_same", "cùng tên mẹ", "same mother's name";
        MotherSimilar = "mother_similar", "tên mẹ gần giống", "similar mother's name";
        MotherDiffers = "mother_differs", "khác tên mẹ", "another mother's name";

        CommuneSame = "commune_same", "cùng xã", "same commune";
        CommuneFormer = "commune_former", "từng cư trú cùng một xã", "once lived in the same commune";
        CommuneDiffers = "commune_differs", "khác xã", "another commune";
        HomeTownSame = "home_town_same", "cùng quê quán", "same home town";
        HomeTownDiffers = "home_town_differs", "khác quê quán", "another home town";

        Relatives = "relatives", "khác tên nhưng cùng gia đình hoặc cùng nơi ở: có thể là anh chị em, nên những điểm đó không tính", "another given name with the same family or place: perhaps siblings, so these count nothing";
        TwoUsualNames = "two_usual_names", "hai tên đều thường gặp: có thể là hai người, cần thêm căn cứ", "both given names are usual: perhaps two people, more is needed";
        BirthConflicts = "birth_conflicts", "ngày sinh khác nhau nhiều chỗ: chỉ số định danh mới đủ căn cứ", "the births differ in more than one thing: only a number would do";
        OnlyNameYearPlace = "only_name_year_place", "chỉ trùng tên, năm sinh và nơi ở: chưa đủ để kết luận", "only name, birth year and place agree: not enough to decide";
        TwinsOrOne = "twins_or_one", "cùng ngày sinh, cùng cha mẹ, khác tên: sinh đôi, hoặc một người có hai tên", "same birth date and parents, another given name: twins, or one person with two names";
        NumberToSettle = "number_to_settle", "trùng số nên phải xem xét, dù các điểm khác không khớp", "the number agrees, so it must be looked at although the rest does not fit";
    }
}
