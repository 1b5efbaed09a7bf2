//! Access tokens that do not hold. The issuer is a stub here, so that each token differs from the one
//! that is accepted in a single point.

use std::io::{Read, Write};
use std::net::TcpListener;

use anyhow::Result;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::StatusCode;
use runtime::Host;
use serde_json::{Value, json};
use testkit::Mode;

use super::client::{Request, Visitor};

const KEY_ID: &str = "k1";
/// The PKCS#8 envelope of an Ed25519 seed (RFC 8410, section 7).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

fn key(seed: u8) -> EncodingKey {
    EncodingKey::from_ed_der(&[&PKCS8_PREFIX[..], &[seed; 32]].concat())
}

/// Serves one key as a JWKS for as long as the test runs; answers the address and the key's public half.
fn issuer() -> Result<(String, String)> {
    let mut jwk = Jwk::from_encoding_key(&key(7), Algorithm::EdDSA)?;
    jwk.common.key_id = Some(KEY_ID.to_owned());
    let public = serde_json::to_value(&jwk)?["x"].as_str().unwrap_or_default().to_owned();
    let body = json!({ "keys": [jwk] }).to_string();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}/keys", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let _ = stream.read(&mut [0; 4096]);
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}",
                body.len()
            );
            let _ = write!(stream, "{head}\r\n\r\n{body}");
        }
    });
    Ok((address, public))
}

/// A token to be spoilt.
#[derive(Clone)]
struct Token {
    header: Header,
    claims: Value,
    key: EncodingKey,
}

impl Token {
    fn good() -> Self {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(KEY_ID.to_owned());
        let now = runtime::context::now().timestamp();
        let claims = json!({
            "iss": "hoanhap", "aud": "hoanhap", "sub": uuid::Uuid::from_u128(7), "iat": now, "exp": now + 300,
            "grants": [{ "role": "provincial_officer" }],
        });
        Self { header, claims, key: key(7) }
    }

    fn header(mut self, change: impl FnOnce(&mut Header)) -> Self {
        change(&mut self.header);
        self
    }

    fn claim(mut self, name: &str, value: Value) -> Self {
        self.claims[name] = value;
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.claims.as_object_mut().expect("claims are an object").remove(name);
        self
    }

    fn key(self, key: EncodingKey) -> Self {
        Self { key, ..self }
    }

    fn text(&self) -> String {
        encode(&self.header, &self.claims, &self.key).expect("the test's tokens can be signed")
    }
}

fn spoilt(public: &str) -> Vec<(&'static str, String)> {
    let good = Token::good();
    let parts: Vec<String> = good.text().split('.').map(str::to_owned).collect();
    let [header, payload, signature] = &parts[..] else { panic!("a token has three parts") };
    let other_payload = good.clone().claim("grants", json!([{ "role": "operator" }])).text();
    let other_payload = other_payload.split('.').nth(1).unwrap_or_default().to_owned();
    // {"alg":"none","typ":"at+jwt","kid":"k1"}
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0Iiwia2lkIjoiazEifQ";
    let hmac = |secret: &[u8]| {
        good.clone().header(|header| header.alg = Algorithm::HS256).key(EncodingKey::from_secret(secret)).text()
    };
    let now = runtime::context::now().timestamp();
    vec![
        ("no token at all", String::new()),
        ("garbage", "garbage".to_owned()),
        ("three parts of garbage", "a.b.c".to_owned()),
        ("no algorithm, no signature", format!("{none}.{payload}.")),
        ("no algorithm, with the signature", format!("{none}.{payload}.{signature}")),
        ("no signature", format!("{header}.{payload}.")),
        ("the signature of another payload", format!("{header}.{other_payload}.{signature}")),
        ("a cut signature", format!("{header}.{payload}.{}", &signature[..signature.len() - 4])),
        ("another key under the same id", good.clone().key(key(8)).text()),
        ("HMAC with the public key as its secret", hmac(public.as_bytes())),
        ("HMAC with an empty secret", hmac(b"")),
        ("an unknown key id", good.clone().header(|header| header.kid = Some("k2".to_owned())).text()),
        ("no key id", good.clone().header(|header| header.kid = None).text()),
        ("the type of an id token", good.clone().header(|header| header.typ = Some("JWT".to_owned())).text()),
        ("no type", good.clone().header(|header| header.typ = None).text()),
        ("expired", good.clone().claim("exp", json!(now - 60)).text()),
        ("no expiry", good.clone().without("exp").text()),
        ("for another audience", good.clone().claim("aud", json!("account")).text()),
        ("no audience", good.clone().without("aud").text()),
        ("of another issuer", good.clone().claim("iss", json!("elsewhere")).text()),
        ("no issuer", good.clone().without("iss").text()),
        ("no subject", good.clone().without("sub").text()),
        ("a subject that is no account", good.clone().claim("sub", json!("root")).text()),
        ("no grants", good.clone().without("grants").text()),
        ("an unknown role", good.claim("grants", json!([{ "role": "root" }])).text()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_access_token_of_the_issuer_opens_a_route() -> Result<()> {
    let (keys_url, public) = issuer()?;
    let (mut settings, _folder, _) = testkit::settings(Mode::Embedded).await?;
    settings.identity.keys_url = keys_url;
    let registry = platform::services::named("registry").into_iter().collect();
    let running = Host::start(settings, registry).await?;
    let nobody = Visitor::at(running.base_url());
    let list = Request::get("/api/registry/v1/persons");

    let good = nobody.with_token(&Token::good().text()).send(&list).await?;
    assert_eq!(good.status, StatusCode::OK, "{}", good.text);
    for (what, token) in spoilt(&public) {
        let answer = nobody.with_token(&token).send(&list).await?;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{what}: {}", answer.text);
        assert!(answer.is_problem, "{what}: {}", answer.text);
    }
    let in_the_address = format!("{}?access_token={}", list.path, Token::good().text());
    assert_eq!(nobody.send(&Request::get(&in_the_address)).await?.status, StatusCode::UNAUTHORIZED);
    running.stop().await;
    Ok(())
}
