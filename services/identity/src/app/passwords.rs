//! Hashing passwords: Argon2id with the parameters OWASP recommends, off the async threads.

use argon2::password_hash::phc;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use runtime::settings::Secret;
use tokio::sync::Semaphore;
use web::Problem;

use crate::domain::account::PasswordHash;

/// Each hash takes 19 MiB; a flood of sign-ins waits here instead of taking all memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

fn argon2id() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("19 MiB, two passes and one lane are within Argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

pub async fn hash(password: Secret) -> Result<PasswordHash, Problem> {
    apart(move || {
        let hash: phc::PasswordHash = argon2id().hash_password(password.expose().as_bytes())?;
        Ok(PasswordHash(hash.to_string()))
    })
    .await
}

/// Whether `password` is the one that was hashed. Without a hash the answer is no, at the same cost, so
/// that the time taken does not tell which usernames exist.
pub async fn verify(password: Secret, hash: Option<PasswordHash>) -> Result<bool, Problem> {
    apart(move || {
        let password = password.expose().as_bytes();
        let Some(hash) = hash else {
            let _: phc::PasswordHash = argon2id().hash_password(password)?;
            return Ok(false);
        };
        match argon2id().verify_password(password, &phc::PasswordHash::new(&hash.0)?) {
            Ok(()) => Ok(true),
            Err(Error::PasswordInvalid) => Ok(false),
            Err(error) => Err(error),
        }
    })
    .await
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Problem> {
    let _permit = AT_ONCE.acquire().await.map_err(|_| Problem::internal())?;
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => {
            tracing::error!(%error, "a password can't be hashed");
            Err(Problem::internal())
        }
        Err(error) => {
            tracing::error!(%error, "hashing a password was cut short");
            Err(Problem::internal())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_that_was_hashed_verifies() {
        let secret = |text: &str| Secret::new(text.to_owned());
        let hash = hash(secret("đúng là mật khẩu")).await.unwrap();
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify(secret("đúng là mật khẩu"), Some(hash.clone())).await.unwrap());
        assert!(!verify(secret("đúng là mật khảu"), Some(hash)).await.unwrap());
        assert!(!verify(secret("đúng là mật khẩu"), None).await.unwrap());
    }
}
