//! Typed settings: the documented defaults, then a file, then the environment. Unknown keys and wrong
//! values stop the start with the key named.

use std::path::PathBuf;

use config::{Config, ConfigError, Environment, File, FileFormat};
use serde::{Deserialize, Serialize};

const DEFAULTS: &str = include_str!("defaults.toml");

/// A value that is never printed.
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: String) -> Self {
        Self(value)
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_empty() { "" } else { "***" })
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0.is_empty() { "" } else { "***" })
    }
}

macro_rules! settings {
    ($($name:ident { $($field:ident : $ty:ty),+ $(,)? })+) => {$(
        #[derive(Clone, Debug, Deserialize, Serialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(pub $field: $ty),+ }
    )+};
}

settings! {
    Settings {
        deployment: Deployment, http: Http, data: Data, database: Database, broker: Broker, security: Security,
        identity: Identity, certificates: Certificates, services: Services, console: Console, telemetry: Telemetry,
    }
    Deployment { name: String }
    Http { listen: String, body_limit_bytes: usize }
    Data { folder: PathBuf }
    Database { url: Secret, schema_prefix: String, max_connections: u32, migrate_at_start: bool }
    Broker { url: Secret }
    Security { key_file: PathBuf }
    Identity {
        issuer: String, keys_url: String, access_token_seconds: i64, session_idle_minutes: i64, session_hours: i64,
    }
    Certificates { page: String }
    Services {
        identity: String, registry: String, facility: String, community: String, aftercare: String, training: String,
        reporting: String,
    }
    Console { secure_cookies: bool }
    Telemetry { otlp_endpoint: String, sample_ratio: f64, log_format: LogFormat, log_filter: String }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// Why the settings can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("{0}")]
    Unreadable(#[from] ConfigError),
    #[error("setting `{key}`: {problem}")]
    Wrong { key: &'static str, problem: String },
}

impl Settings {
    /// Reads the layers.
    ///
    /// # Errors
    /// Names the key that is unknown, missing or wrong.
    pub fn load(file: Option<&PathBuf>) -> Result<Self, SettingsError> {
        let mut layers = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(file) = file {
            layers = layers.add_source(File::from(file.as_path()).format(FileFormat::Toml));
        }
        let environment = Environment::with_prefix("HOANHAP").prefix_separator("__").separator("__").try_parsing(true);
        let settings: Self = layers.add_source(environment).build()?.try_deserialize()?;
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), SettingsError> {
        let wrong = |key, problem: String| Err(SettingsError::Wrong { key, problem });
        if self.http.listen.parse::<std::net::SocketAddr>().is_err() {
            return wrong("http.listen", format!("`{}` is no address such as 127.0.0.1:8080", self.http.listen));
        }
        if !(0.0..=1.0).contains(&self.telemetry.sample_ratio) {
            return wrong("telemetry.sample_ratio", "must lie between 0 and 1".to_owned());
        }
        let database = self.database.url.expose();
        if !database.is_empty() && !database.starts_with("postgres://") && !database.starts_with("postgresql://") {
            return wrong("database.url", "must be empty or a postgres:// address".to_owned());
        }
        let broker = self.broker.url.expose();
        if !broker.is_empty() && !broker.starts_with("amqp://") {
            return wrong("broker.url", "must be empty or an amqp:// address".to_owned());
        }
        let prefix = &self.database.schema_prefix;
        if !prefix.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            return wrong("database.schema_prefix", "may hold a–z, 0–9 and _ only".to_owned());
        }
        if !is_page(&self.certificates.page) {
            return wrong("certificates.page", "must be empty or like https://hoanhap.example/chung-nhan".to_owned());
        }
        let identity = &self.identity;
        for (key, value, most) in [
            ("identity.access_token_seconds", identity.access_token_seconds, 3600),
            ("identity.session_idle_minutes", identity.session_idle_minutes, 24 * 60),
            ("identity.session_hours", identity.session_hours, 7 * 24),
        ] {
            if !(1..=most).contains(&value) {
                return wrong(key, format!("must lie between 1 and {most}"));
            }
        }
        Ok(())
    }

    /// The base address of a service: its own setting, or this process.
    pub fn service_url(&self, service: &str) -> String {
        let services = &self.services;
        let own = match service {
            "identity" => &services.identity,
            "registry" => &services.registry,
            "facility" => &services.facility,
            "community" => &services.community,
            "aftercare" => &services.aftercare,
            "training" => &services.training,
            "reporting" => &services.reporting,
            _ => "",
        };
        if own.is_empty() { format!("http://{}", self.http.listen) } else { own.trim_end_matches('/').to_owned() }
    }

    /// Where the issuer's public keys are.
    pub fn keys_url(&self) -> String {
        if self.identity.keys_url.is_empty() {
            format!("{}/api/identity/v1/keys", self.service_url("identity"))
        } else {
            self.identity.keys_url.clone()
        }
    }

    /// The documented defaults, as TOML.
    pub fn documented_defaults() -> &'static str {
        DEFAULTS
    }
}

/// Whether codes can lead there: an origin, and the path that the console serves in small and in capital letters.
fn is_page(address: &str) -> bool {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let host = host.and_then(|rest| rest.strip_suffix("/chung-nhan"));
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b':');
    address.is_empty() || host.is_some_and(|host| !host.is_empty() && host.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(toml: &str) -> Result<Settings, SettingsError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, toml).unwrap();
        Settings::load(Some(&file))
    }

    #[test]
    fn the_documented_defaults_are_complete() {
        assert!(load("").is_ok());
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = load("[http]\nlisten_on = 1\n").unwrap_err().to_string();
        assert!(error.contains("listen_on"), "{error}");
    }

    #[test]
    fn a_wrong_value_is_named() {
        let error = load("[http]\nlisten = \"nowhere\"\n").unwrap_err().to_string();
        assert!(error.contains("http.listen"), "{error}");
    }

    #[test]
    fn the_page_of_certificates_is_an_address_that_can_stand_in_capitals() {
        for page in ["", "https://hoanhap.example/chung-nhan", "http://127.0.0.1:8080/chung-nhan"] {
            assert!(is_page(page), "{page}");
        }
        for page in ["hoanhap.example", "https://hoanhap.example/", "https:///chung-nhan", "https://a.vn/x/chung-nhan"]
        {
            assert!(!is_page(page), "{page}");
        }
        let error = load("[certificates]\npage = \"somewhere\"\n").unwrap_err().to_string();
        assert!(error.contains("certificates.page"), "{error}");
    }

    #[test]
    fn a_secret_is_not_printed() {
        let settings = load("[database]\nurl = \"postgres://u:hush@h/d\"\n").unwrap();
        assert!(!format!("{settings:?}").contains("hush"));
        assert!(!serde_json::to_string(&settings).unwrap().contains("hush"));
    }
}
