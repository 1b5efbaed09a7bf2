//! How some ethnic minorities name people.

/// A people's way of naming.
pub(super) struct Custom {
    pub family: &'static [&'static str],
    pub male_middle: &'static [&'static str],
    pub female_middle: &'static [&'static str],
    pub given: &'static [&'static str],
    pub clan_last: bool,
}

/// Tày and Nùng, Mông, Thái, Ê Đê, Khmer.
pub(super) const CUSTOMS: [Custom; 5] = [
    Custom {
        family: &["Nông", "Hoàng", "Lý", "Bế", "Lục", "Đàm", "Lương", "Chu", "Mã", "Hứa"],
        male_middle: &["Văn", "Văn", "Đức", "Quốc", "Ích"],
        female_middle: &["Thị", "Thị", "Bích"],
        given: &["Thắng", "Dũng", "Hiếu", "Tuyên", "Chấn", "Khoắn", "Slán", "Nhình", "Én", "Pảo", "Lềnh", "Hoan"],
        clan_last: false,
    },
    Custom {
        family: &["Giàng", "Vàng", "Sùng", "Thào", "Lầu", "Mùa", "Hờ", "Cháng", "Lý", "Và"],
        male_middle: &["A", "A", "Seo", "Mí"],
        female_middle: &["Thị", "Thị"],
        given: &[
            "Páo", "Chư", "Dế", "Tủa", "Sử", "Lử", "Pó", "Dình", "Sinh", "Vừ", "Chứ", "Tếnh", "Nủ", "Dợ", "Phừ", "Khua",
        ],
        clan_last: false,
    },
    Custom {
        family: &["Lò", "Quàng", "Cà", "Tòng", "Lường", "Cầm", "Đèo", "Bạc", "Vì", "Hà"],
        male_middle: &["Văn", "Văn", "Văn"],
        female_middle: &["Thị"],
        given: &[
            "Pâng", "Hặc", "Inh", "Ín", "Phương", "Ơn", "Xiên", "Thương", "Muôn", "Biên", "Chài", "Lả", "Hom", "Dọn",
        ],
        clan_last: false,
    },
    Custom {
        family: &["Niê", "Êban", "Mlô", "Byă", "Ayŭn", "Ksor", "Kpă"],
        male_middle: &["Y"],
        female_middle: &[""],
        given: &["Bhăm", "Blô", "Thuin", "Wang", "Djao", "Suôt", "Nguôn", "Rin", "Hiu", "Brơi", "Sanh", "Khoan"],
        clan_last: true,
    },
    Custom {
        family: &["Thạch", "Kim", "Sơn", "Danh", "Châu", "Lâm", "Kiên"],
        male_middle: &["", "", "Sa"],
        female_middle: &["Thị", "Thị", ""],
        given: &["Rết", "Sóc", "Vanh", "Khêl", "Phol", "Sươne", "Hươl", "Minh", "Thương", "Đa", "Ươl", "Chanh", "Nê"],
        clan_last: false,
    },
];
