//! `hoanhap doctor --fix`: makes what is missing and tightens permissions; takes nothing away.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use runtime::Settings;
use web::Language;

use super::files::{has_data, key_file, readable_by_all};
use crate::code::Code;
use crate::exit::Failed;

/// Makes the data folder (0700) and the master key (0600) where they are missing; answers what was done.
/// A key is made only where no data can exist that another one sealed.
///
/// # Errors
/// `E_DATA_FOLDER` or `E_MASTER_KEY` when the file system refuses.
pub fn mend(settings: &Settings, language: Language) -> Result<Vec<String>, Failed> {
    let mut done = Vec::new();
    let folder = &settings.data.folder;
    if !folder.exists() {
        make_folder(folder).map_err(|error| failed(Code::DataFolder, folder, error))?;
        done.push(format!("{} {}", language.pick("đã tạo", "made"), folder.display()));
    }
    let key = key_file(settings);
    let unusable = |error| failed(Code::MasterKey, &key, error);
    if !key.exists() && !has_data(settings) {
        create(&key).map_err(unusable)?;
        done.push(format!("{} {}", language.pick("đã tạo", "made"), key.display()));
    } else if key.starts_with(folder) && readable_by_all(&key) {
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).map_err(unusable)?;
        done.push(format!("chmod 0600 {}", key.display()));
    }
    Ok(done)
}

/// A folder for its owner alone; one that is there stays as it is.
///
/// # Errors
/// When the file system refuses.
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn create(file: &Path) -> std::io::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    let mut handle = options.write(true).create_new(true).mode(0o600).open(file)?;
    handle.write_all(STANDARD.encode(rand::random::<[u8; 32]>()).as_bytes())?;
    handle.sync_all()
}

fn failed(code: Code, path: &Path, error: std::io::Error) -> Failed {
    Failed::new(code, anyhow::Error::new(error).context(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use runtime::secrets::MasterKey;

    use super::*;

    fn settings(folder: &Path) -> Settings {
        let mut settings = Settings::load(None).unwrap();
        settings.data.folder = folder.join("data");
        settings
    }

    fn mode(file: &Path) -> u32 {
        fs::metadata(file).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_missing_is_made_for_its_owner_alone_and_a_second_time_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path());
        assert_eq!(mend(&settings, Language::Vietnamese).unwrap().len(), 2);
        assert_eq!((mode(&settings.data.folder), mode(&key_file(&settings))), (0o700, 0o600));
        assert!(MasterKey::load(&settings).is_ok());
        assert!(mend(&settings, Language::Vietnamese).unwrap().is_empty());
    }

    #[test]
    fn no_key_is_made_beside_data_that_another_one_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path());
        fs::create_dir(&settings.data.folder).unwrap();
        fs::write(settings.data.folder.join("registry.sqlite"), "").unwrap();
        assert!(mend(&settings, Language::Vietnamese).unwrap().is_empty());
        assert!(!key_file(&settings).exists());
    }

    #[test]
    fn a_key_that_all_users_can_read_is_closed_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path());
        mend(&settings, Language::Vietnamese).unwrap();
        fs::set_permissions(key_file(&settings), fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(mend(&settings, Language::Vietnamese).unwrap().len(), 1);
        assert_eq!(mode(&key_file(&settings)), 0o600);
    }
}
