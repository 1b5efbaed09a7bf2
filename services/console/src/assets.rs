//! The stylesheet, the script and the icon, compiled in and addressed by their content.

use std::fmt::Write;
use std::sync::LazyLock;

use axum::extract::{Path, RawQuery};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// A file served under `/static`.
pub struct Asset {
    name: &'static str,
    content_type: &'static str,
    body: &'static str,
    /// The first 12 hexadecimal digits of the body's SHA-256.
    version: String,
}

pub static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("style.css", "text/css; charset=utf-8", include_str!("assets/style.css")));
pub static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("app.js", "text/javascript; charset=utf-8", include_str!("assets/app.js")));
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")));

impl Asset {
    fn new(name: &'static str, content_type: &'static str, body: &'static str) -> Self {
        let version = Sha256::digest(body).iter().take(6).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        Self { name, content_type, body, version }
    }

    /// The address a page links to; it changes with the content.
    pub fn href(&self) -> String {
        format!("/static/{}?v={}", self.name, self.version)
    }
}

/// `GET /static/{name}?v={version}`: kept for a year under the current version, not at all under another.
pub async fn get(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let Some(asset) = [&STYLE, &SCRIPT, &ICON].into_iter().find(|asset| asset.name == name) else {
        return Failure::Missing.into_response();
    };
    let current = query.as_deref().and_then(|query| query.strip_prefix("v=")) == Some(asset.version.as_str());
    let cache = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, cache)], asset.body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stays_small() {
        assert!(SCRIPT.body.len() <= 5 * 1024, "{} bytes", SCRIPT.body.len());
    }

    /// The relative luminance of a token of the stylesheet (WCAG 2.2).
    fn luminance(token: &str) -> f64 {
        let after = STYLE.body.split(&format!("--{token}: #")).nth(1).unwrap_or_else(|| panic!("no --{token}"));
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&after[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn texts_stand_out_from_their_grounds() {
        for ink in ["ink", "ink-soft", "ink-link"] {
            for ground in ["ground", "ground-page", "ground-head"] {
                assert!(contrast(ink, ground) >= 4.5, "{ink} on {ground}: {:.2}", contrast(ink, ground));
            }
        }
        for tone in ["good", "warning", "bad"] {
            for ground in [&format!("ground-{tone}"), "ground", "ground-page"] {
                let ink = format!("ink-{tone}");
                assert!(contrast(&ink, ground) >= 4.5, "{ink} on {ground}: {:.2}", contrast(&ink, ground));
            }
        }
        assert!(contrast("ink-inverse", "ground-brand") >= 4.5);
    }

    #[test]
    fn lines_and_focus_can_be_seen() {
        assert!(contrast("line-strong", "ground") >= 3.0);
        for ground in ["ground", "ground-page"] {
            assert!(contrast("focus", ground) >= 3.0);
        }
        assert!(contrast("focus-inverse", "ground-brand") >= 3.0);
    }

    #[test]
    fn an_address_names_the_content() {
        assert!(STYLE.href().starts_with("/static/style.css?v="));
        assert_ne!(STYLE.version, SCRIPT.version);
    }
}
