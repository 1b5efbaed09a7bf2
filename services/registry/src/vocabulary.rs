//! The words that names are made of, kept in memory: what is typed is compared with them.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{ConnectionTrait, DbErr};

use crate::domain::words::Words;
use crate::store::search::{all_words, count_words};

#[derive(Clone, Default)]
pub struct Vocabulary(Arc<Mutex<Arc<Words>>>);

impl Vocabulary {
    /// With what other processes added: words are never taken away, so as many as before are the same.
    pub async fn words(&self, db: &impl ConnectionTrait) -> Result<Arc<Words>, DbErr> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if usize::try_from(count_words(db).await?) == Ok(known.len()) {
            return Ok(known);
        }
        let words: Arc<Words> = Arc::new(all_words(db).await?.into_iter().collect());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&words);
        Ok(words)
    }
}
