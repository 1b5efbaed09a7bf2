//! The machine: space, clock and time zone, fonts.

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, Local, Offset, TimeZone, Utc};
use runtime::context::now;

use super::{Check, Ground, Group, State};

/// Below so many MiB free in the data folder somebody should look, and below so many nothing starts well.
const LITTLE_MIB: u64 = 1024;
const TOO_LITTLE_MIB: u64 = 100;
/// Việt Nam's offset from UTC in seconds, all year.
const VIETNAM: i32 = 7 * 3600;
/// No clock of a machine that runs this version can show an earlier time.
const BUILT_AFTER: DateTime<Utc> = DateTime::from_timestamp(1_764_547_200, 0).expect("1 December 2025 is a moment");

pub(super) fn space(ground: &Ground<'_>) -> Check {
    let folder = &ground.settings.data.folder;
    let nearest = folder.ancestors().find(|folder| folder.exists()).filter(|folder| !folder.as_os_str().is_empty());
    let Some(free) = free_mib(nearest.unwrap_or(Path::new("."))) else {
        let vi = "không đọc được dung lượng còn trống (lệnh df)";
        return Check::warning(Group::Space, "data.folder", ground.say(vi, "free space is not known (the command df)"));
    };
    let what = ground.say(format!("còn trống {free} MiB"), format!("{free} MiB free"));
    let mend = ground.say("giải phóng hoặc mở rộng ổ đĩa của data.folder", "free or enlarge the disk of data.folder");
    match free {
        0..TOO_LITTLE_MIB => Check::failed(Group::Space, what, crate::code::Code::DataFolder, mend),
        TOO_LITTLE_MIB..LITTLE_MIB => Check::warning(Group::Space, what, mend),
        _ => Check::ok(Group::Space, what),
    }
}

/// Free space of the disk a folder is on, as POSIX's `df -P` says it.
fn free_mib(folder: &Path) -> Option<u64> {
    let output = Command::new("df").arg("-Pk").arg(folder).output().ok().filter(|output| output.status.success())?;
    available_kib(&String::from_utf8_lossy(&output.stdout)).map(|kib| kib / 1024)
}

/// The fourth column of the last line.
fn available_kib(text: &str) -> Option<u64> {
    text.lines().last()?.split_whitespace().nth(3)?.parse().ok()
}

pub(super) fn clock(ground: &Ground<'_>) -> Vec<Check> {
    let now = now();
    let offset = Local.offset_from_utc_datetime(&now.naive_utc()).fix();
    let shown = now.with_timezone(&offset).format("%d/%m/%Y %H:%M:%S %:z");
    let time = if now < BUILT_AFTER {
        let mend = ground
            .say("đồng hồ chạy sai: bật đồng bộ giờ (NTP)", "the clock is wrong: switch on its synchronisation (NTP)");
        Check {
            state: State::Failed,
            code: Some(crate::code::Code::Failed),
            ..Check::warning(Group::Clock, shown.to_string(), mend)
        }
    } else {
        Check::ok(Group::Clock, shown.to_string())
    };
    vec![time, zone(ground, offset.local_minus_utc())]
}

fn zone(ground: &Ground<'_>, offset_seconds: i32) -> Check {
    if offset_seconds == VIETNAM {
        return Check::ok(
            Group::Clock,
            ground.say("múi giờ UTC+7 (Asia/Ho_Chi_Minh)", "time zone UTC+7 (Asia/Ho_Chi_Minh)"),
        );
    }
    Check::warning(
        Group::Clock,
        ground.say("múi giờ của máy khác Asia/Ho_Chi_Minh", "the machine's time zone is not Asia/Ho_Chi_Minh"),
        ground.say(
            "hạn theo luật vẫn tính theo UTC+7; để nhật ký cùng giờ: TZ=Asia/Ho_Chi_Minh",
            "legal terms are counted in UTC+7 all the same; for logs in that time: TZ=Asia/Ho_Chi_Minh",
        ),
    )
}

/// Fonts that draw every Vietnamese letter and stand in for Times New Roman, by their files' names.
const COMPLETE: [&str; 6] = [
    "liberation2/LiberationSerif-Regular.ttf",
    "NotoSerif-Regular.ttf",
    "Tinos-Regular.ttf",
    "times.ttf",
    "Times_New_Roman.ttf",
    "FreeSerif.ttf",
];

pub(super) fn fonts(ground: &Ground<'_>) -> Check {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let folders = [
        PathBuf::from("/usr/share/fonts"),
        PathBuf::from("/usr/local/share/fonts"),
        home.join(".fonts"),
        home.join(".local/share/fonts"),
    ];
    match folders.iter().find_map(|folder| complete_font(folder, 5)) {
        Some(file) => Check::ok(Group::Fonts, file.file_name().unwrap_or_default().to_string_lossy().into_owned()),
        None => Check::warning(
            Group::Fonts,
            ground.say("không thấy phông đủ chữ Việt", "no font with all Vietnamese letters was found"),
            ground.say(
                "chỉ cần khi in trên máy này: cài fonts-liberation2 hoặc fonts-noto-core",
                "needed for printing on this machine only: install fonts-liberation2 or fonts-noto-core",
            ),
        ),
    }
}

fn complete_font(folder: &Path, depth: u32) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let complete = |file: &PathBuf| COMPLETE.iter().any(|known| file.ends_with(known));
    files.into_iter().find(complete).or_else(|| {
        let deeper = depth.checked_sub(1)?;
        folders.iter().find_map(|folder| complete_font(folder, deeper))
    })
}

#[cfg(test)]
mod tests {
    use runtime::Settings;
    use web::Language;

    use super::*;

    #[test]
    fn free_space_is_the_fourth_column() {
        let text =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 263174212 12847104 81234560 14% /\n";
        assert_eq!(available_kib(text), Some(81_234_560));
        assert_eq!(available_kib("df: no such file\n"), None);
    }

    #[test]
    fn another_time_zone_is_a_warning_because_the_law_is_counted_in_utc_plus_7_anyway() {
        let settings = Settings::load(None).unwrap();
        let ground = Ground::new(&settings, Language::Vietnamese);
        assert_eq!(zone(&ground, VIETNAM).state, State::Ok);
        assert_eq!(zone(&ground, 0).state, State::Warning);
    }

    #[test]
    fn the_old_liberation_fonts_do_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "").unwrap();
        };
        put("truetype/liberation/LiberationSerif-Regular.ttf");
        assert_eq!(complete_font(folder.path(), 5), None, "version 1 lacks more than sixty letters");
        put("truetype/liberation2/LiberationSerif-Regular.ttf");
        assert!(complete_font(folder.path(), 5).is_some());
    }
}
