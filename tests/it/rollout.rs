//! What `hoanhap migrate` leaves for the services that start after it.

use anyhow::{Context as _, Result, ensure};
use platform::services::WITH_MESSAGES;
use testkit::Mode;
use tokio::process::Command;

use crate::canary::process::program;

#[tokio::test(flavor = "multi_thread")]
async fn every_queue_is_there_before_anything_is_published() -> Result<()> {
    let (settings, folder, servers) = testkit::settings(Mode::Servers).await?;
    let servers = servers.context("servers")?;
    // A second run finds everything as it should be.
    for _ in 0..2 {
        let done = Command::new(program()?)
            .args(["migrate", "--data"])
            .arg(folder.path().join("data"))
            .env("HOANHAP__DATABASE__URL", settings.database.url.expose())
            .env("HOANHAP__DATABASE__SCHEMA_PREFIX", &settings.database.schema_prefix)
            .env("HOANHAP__BROKER__URL", settings.broker.url.expose())
            .output()
            .await?;
        ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let mut expected: Vec<String> = WITH_MESSAGES
        .iter()
        .flat_map(|service| [format!("hoanhap.{service}"), format!("hoanhap.{service}.dead")])
        .collect();
    expected.sort_unstable();
    assert_eq!(servers.queues().await?, expected);
    servers.release().await;
    Ok(())
}
