//! The data folder, the settings, the master key.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use runtime::Settings;
use runtime::secrets::MasterKey;

use super::{Check, Ground, Group};
use crate::code::Code;

pub(super) fn folder(ground: &Ground<'_>) -> Check {
    let folder = &ground.settings.data.folder;
    let what = format!("data.folder {}", folder.display());
    match writable(folder) {
        Ok(()) => Check::ok(Group::Machine, what),
        Err(error) => {
            let vi = format!("{error}: cấp quyền ghi hoặc chọn thư mục khác bằng --data");
            let en = format!("{error}: give write permission or choose another folder with --data");
            Check::failed(Group::Machine, what, Code::DataFolder, ground.say(vi, en))
        }
    }
}

/// Leaves things as they were: a folder that is not there yet is judged by the nearest one that is.
fn writable(folder: &Path) -> std::io::Result<()> {
    let nearest = folder.ancestors().find(|folder| folder.exists()).filter(|folder| !folder.as_os_str().is_empty());
    let probe = nearest.unwrap_or(Path::new(".")).join(format!(".hoanhap-doctor-{}", std::process::id()));
    std::fs::write(&probe, "")?;
    std::fs::remove_file(probe)
}

pub(super) fn config(ground: &Ground<'_>) -> Check {
    // Settings that can't be used stop every command before it comes here.
    let mode = if ground.settings.database.url.expose().is_empty() {
        ground.say("một tiến trình, SQLite", "one process, SQLite")
    } else {
        ground.say("PostgreSQL", "PostgreSQL")
    };
    let name = &ground.settings.deployment.name;
    Check::ok(Group::Settings, ground.say(format!("triển khai {name}: {mode}"), format!("deployment {name}: {mode}")))
}

/// Where the master key is looked for.
pub fn key_file(settings: &Settings) -> PathBuf {
    let configured = &settings.security.key_file;
    if configured.as_os_str().is_empty() { settings.data.folder.join("master.key") } else { configured.clone() }
}

/// Whether data may have been written that only the missing key opens.
pub fn has_data(settings: &Settings) -> bool {
    if !settings.database.url.expose().is_empty() {
        return true;
    }
    let files = std::fs::read_dir(&settings.data.folder).into_iter().flatten().flatten();
    files.into_iter().any(|file| file.path().extension().is_some_and(|extension| extension == "sqlite"))
}

pub(super) fn key(ground: &Ground<'_>) -> Check {
    let (settings, file) = (ground.settings, key_file(ground.settings));
    let what = format!("security.key_file {}", file.display());
    if !file.exists() {
        return missing(ground, what);
    }
    if let Err(error) = MasterKey::load(settings) {
        let cause = error.root_cause().to_string();
        let vi = format!("{cause}: khôi phục tệp khóa từ bản sao lưu");
        return Check::failed(Group::Keys, what, Code::MasterKey, ground.say(vi, format!("{cause}: restore it")));
    }
    if readable_by_all(&file) {
        let vi = format!("mọi người dùng của máy đọc được: chmod o-rwx {}", file.display());
        let en = format!("every user of this machine can read it: chmod o-rwx {}", file.display());
        return Check::warning(Group::Keys, what, ground.say(vi, en));
    }
    Check::ok(Group::Keys, what)
}

fn missing(ground: &Ground<'_>, what: String) -> Check {
    let settings = ground.settings;
    if !has_data(settings) && settings.security.key_file.as_os_str().is_empty() {
        return Check::ok(
            Group::Keys,
            ground.say(format!("{what}: tạo ở lần chạy đầu"), format!("{what}: made at first start")),
        );
    }
    if !settings.database.url.expose().is_empty() && settings.security.key_file.as_os_str().is_empty() {
        // Whether the server holds data is not known here. Where it does, the registry refuses the new key.
        let vi = "tạo ở lần chạy đầu; nếu máy chủ đã có dữ liệu, khôi phục từ bản sao lưu trước";
        let en = "made at first start; where the server holds data, restore it from its backup first";
        return Check::warning(Group::Keys, what, ground.say(vi, en));
    }
    let (vi, en) = if has_data(settings) {
        (
            "chưa có tệp: khôi phục từ bản sao lưu; khóa mới không mở được dữ liệu cũ",
            "it is missing: restore it from its backup; a new key does not open the data there are",
        )
    } else {
        ("chưa có tệp: hoanhap doctor --fix", "it is missing: hoanhap doctor --fix")
    };
    Check::failed(Group::Keys, what, Code::MasterKey, ground.say(vi, en))
}

pub(super) fn readable_by_all(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|data| data.permissions().mode() & 0o004 != 0)
}

#[cfg(test)]
mod tests {
    use web::Language;

    use super::*;
    use crate::checks::State;

    fn settings(folder: &Path) -> Settings {
        let mut settings = Settings::load(None).unwrap();
        settings.data.folder = folder.to_owned();
        settings
    }

    #[test]
    fn a_missing_key_is_made_at_first_start_but_not_where_there_are_data() {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path());
        let state = || key(&Ground::new(&settings, Language::Vietnamese)).state;
        assert_eq!(state(), State::Ok);
        std::fs::write(folder.path().join("registry.sqlite"), "").unwrap();
        assert_eq!(state(), State::Failed);
    }

    #[test]
    fn a_key_that_is_no_key_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("master.key"), "c2hvcnQ=").unwrap();
        let settings = settings(folder.path());
        let check = key(&Ground::new(&settings, Language::English));
        assert_eq!((check.state, check.code), (State::Failed, Some(Code::MasterKey)));
        assert!(check.mend.contains("32 bytes"), "{}", check.mend);
    }

    #[test]
    fn a_folder_that_is_not_there_is_judged_and_not_made() {
        let parent = tempfile::tempdir().unwrap();
        let settings = settings(&parent.path().join("new").join("data"));
        assert_eq!(folder(&Ground::new(&settings, Language::Vietnamese)).state, State::Ok);
        assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 0);
    }
}
