//! The Ed25519 key that signs access tokens. Its seed is sealed with a key derived from the master key,
//! bound to its key id; the public half is published as a JWK.

use anyhow::{Result, anyhow};
use jsonwebtoken::jwk::{Jwk, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use runtime::Context;
use runtime::secrets::{self, WrongMasterKey};
use sea_orm::ConnectionTrait;
use web::{Claims, Problem, tokens};

use crate::store;
use crate::store::accounts::Holder;
use crate::store::signing_keys::Model as StoredKey;

const PURPOSE: &str = "identity.signing_key";
const SEED_BYTES: usize = 32;
/// The PKCS#8 envelope of an Ed25519 seed (RFC 8410, section 7).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// Makes the signing key if there is none, and checks that the master key opens the one that signs.
///
/// # Errors
/// When the database fails, or the key was sealed with another master key.
pub async fn prepare(context: &Context) -> Result<()> {
    let sealing_key = context.key.derive(PURPOSE);
    let tx = context.begin().await?;
    if let Some(key) = store::signing_keys::list(&tx).await?.first() {
        open(&sealing_key, key).map_err(|_| WrongMasterKey(context.service))?;
        return Ok(());
    }
    let seed: [u8; SEED_BYTES] = rand::random();
    let jwk = public_jwk(&encoding_key(&seed))?;
    let kid = jwk.common.key_id.clone().ok_or_else(|| anyhow!("the signing key has no id"))?;
    let sealed_seed = secrets::seal(&sealing_key, &kid, &seed)?;
    let public_jwk = serde_json::to_string(&jwk)?;
    store::signing_keys::insert(&tx, StoredKey { kid, sealed_seed, public_jwk, created_at: context.now() }).await?;
    context.commit(tx).await?;
    tracing::info!("made a signing key");
    Ok(())
}

/// The public keys, for whoever verifies access tokens.
pub async fn public_keys(context: &Context) -> Result<Vec<serde_json::Value>, Problem> {
    let keys = store::signing_keys::list(&context.db).await?;
    keys.iter().map(|key| serde_json::from_str(&key.public_jwk).map_err(|_| Problem::internal())).collect()
}

/// A token that says what the account may do at this moment.
pub async fn access_token(context: &Context, tx: &impl ConnectionTrait, holder: &Holder) -> Result<String, Problem> {
    let now = context.now().timestamp();
    let claims = Claims {
        iss: context.settings.identity.issuer.clone(),
        aud: tokens::AUDIENCE.to_owned(),
        sub: holder.account.id,
        iat: now,
        exp: now + context.settings.identity.access_token_seconds,
        grants: holder.grants.clone(),
    };
    let keys = store::signing_keys::list(tx).await?;
    let key = keys.first().ok_or_else(Problem::internal)?;
    sign(&context.key.derive(PURPOSE), key, &claims).map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "an access token can't be signed");
        Problem::internal()
    })
}

fn sign(sealing_key: &[u8; 32], key: &StoredKey, claims: &Claims) -> Result<String> {
    let seed = open(sealing_key, key)?;
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some("at+jwt".to_owned());
    header.kid = Some(key.kid.clone());
    Ok(encode(&header, claims, &encoding_key(&seed))?)
}

fn encoding_key(seed: &[u8; SEED_BYTES]) -> EncodingKey {
    EncodingKey::from_ed_der(&[&PKCS8_PREFIX[..], seed].concat())
}

fn public_jwk(key: &EncodingKey) -> Result<Jwk> {
    let mut jwk = Jwk::from_encoding_key(key, Algorithm::EdDSA)?;
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    jwk.common.key_id = Some(jwk.thumbprint(ThumbprintHash::SHA256)?);
    Ok(jwk)
}

fn open(sealing_key: &[u8; 32], key: &StoredKey) -> Result<[u8; SEED_BYTES]> {
    let seed = secrets::open(sealing_key, &key.kid, &key.sealed_seed)?;
    seed.try_into().map_err(|_| anyhow!("the signing key has a wrong length"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::AccountId;
    use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};

    const SEALING_KEY: [u8; 32] = [7; 32];

    fn stored() -> (StoredKey, Jwk) {
        let seed = [9; SEED_BYTES];
        let jwk = public_jwk(&encoding_key(&seed)).unwrap();
        let kid = jwk.common.key_id.clone().unwrap();
        let sealed_seed = secrets::seal(&SEALING_KEY, &kid, &seed).unwrap();
        let public_jwk = serde_json::to_string(&jwk).unwrap();
        (StoredKey { kid, sealed_seed, public_jwk, created_at: runtime::context::now() }, jwk)
    }

    #[test]
    fn a_token_verifies_with_the_published_key() {
        let (key, jwk) = stored();
        let now = runtime::context::now().timestamp();
        let claims = Claims {
            iss: "hoanhap".into(),
            aud: tokens::AUDIENCE.into(),
            sub: AccountId(uuid::Uuid::from_u128(5)),
            iat: now,
            exp: now + 300,
            grants: Vec::new(),
        };
        let token = sign(&SEALING_KEY, &key, &claims).unwrap();
        assert_eq!(decode_header(&token).unwrap().kid.as_deref(), Some(key.kid.as_str()));
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&[tokens::AUDIENCE]);
        let verified = decode::<Claims>(&token, &DecodingKey::from_jwk(&jwk).unwrap(), &validation).unwrap();
        assert_eq!(verified.claims.sub, claims.sub);
    }

    #[test]
    fn the_published_key_holds_no_private_half() {
        let value: serde_json::Value = serde_json::from_str(&stored().0.public_jwk).unwrap();
        assert_eq!((&value["kty"], &value["crv"], &value["alg"]), (&"OKP".into(), &"Ed25519".into(), &"EdDSA".into()));
        assert!(value.get("d").is_none());
    }

    #[test]
    fn a_sealed_key_opens_only_with_its_master_key_and_its_id() {
        let (key, _) = stored();
        assert!(open(&SEALING_KEY, &key).is_ok());
        assert!(open(&[8; 32], &key).is_err());
        assert!(open(&SEALING_KEY, &StoredKey { kid: "another".into(), ..key }).is_err());
    }
}
