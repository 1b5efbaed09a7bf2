//! The words that names are made of, kept in memory: what is typed wrong is compared with them. The list only
//! grows, so what other processes add is read from where this one stopped. A word whose transaction commits
//! late may lie behind that place; the last stretch is therefore read again each time.

use std::collections::BTreeSet;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbErr};
use tokio::sync::Mutex;

use crate::store::search::words_after;

const READ_AGAIN: i64 = 500;

#[derive(Clone, Default)]
pub struct Vocabulary(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    words: Arc<BTreeSet<String>>,
    position: i64,
}

impl Vocabulary {
    pub async fn words(&self, db: &impl ConnectionTrait) -> Result<Arc<BTreeSet<String>>, DbErr> {
        let mut known = self.0.lock().await;
        let (new, position) = words_after(db, known.position - READ_AGAIN).await?;
        if new.iter().any(|word| !known.words.contains(word)) {
            let mut words = (*known.words).clone();
            words.extend(new);
            known.words = Arc::new(words);
        }
        known.position = position;
        Ok(known.words.clone())
    }
}
