//! The PostgreSQL and RabbitMQ that `tests/run.sh` started: a schema prefix and a virtual host per test.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result, ensure};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use tokio::process::Command;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// One test's share of the servers.
pub struct Servers {
    pub postgres_url: String,
    pub schema_prefix: String,
    /// With the test's own virtual host.
    pub rabbitmq_url: String,
    management: String,
    vhost: String,
}

fn variable(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set: run tests/run.sh, it starts the servers"))
}

impl Servers {
    /// # Errors
    /// When the servers are not there.
    pub async fn claim() -> Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let vhost = format!("t{}n{number}", std::process::id());
        let management = variable("HOANHAP_TEST_RABBITMQ_MANAGEMENT")?;
        let made = reqwest::Client::new()
            .put(format!("{management}/api/vhosts/{vhost}"))
            .basic_auth("guest", Some("guest"))
            .json(&serde_json::json!({}))
            .send()
            .await?;
        made.error_for_status()?;
        Ok(Self {
            postgres_url: variable("HOANHAP_TEST_POSTGRES_URL")?,
            schema_prefix: format!("{vhost}_"),
            rabbitmq_url: format!("{}/{vhost}", variable("HOANHAP_TEST_RABBITMQ_URL")?),
            management,
            vhost,
        })
    }

    /// The names of the test's queues, in order.
    ///
    /// # Errors
    /// When the broker does not answer.
    pub async fn queues(&self) -> Result<Vec<String>> {
        let queues = format!("{}/api/queues/{}", self.management, self.vhost);
        let answer = reqwest::Client::new().get(queues).basic_auth("guest", Some("guest")).send().await?;
        let queues: Vec<serde_json::Value> = answer.error_for_status()?.json().await?;
        let mut names: Vec<String> =
            queues.iter().filter_map(|queue| Some(queue["name"].as_str()?.to_owned())).collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Drops the schemas and the virtual host.
    pub async fn release(self) {
        let client = reqwest::Client::new();
        let vhost = format!("{}/api/vhosts/{}", self.management, self.vhost);
        let _ = client.delete(vhost).basic_auth("guest", Some("guest")).send().await;
        if let Ok(db) = Database::connect(&self.postgres_url).await {
            let drop = format!(
                "DO $$ DECLARE s text; BEGIN FOR s IN SELECT schema_name FROM information_schema.schemata \
                 WHERE schema_name LIKE '{}%' LOOP EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP; END $$",
                self.schema_prefix
            );
            let _ = db.execute_raw(Statement::from_string(DbBackend::Postgres, drop)).await;
        }
    }
}

/// The broker of all tests: whoever takes it away runs alone. What it holds stays over all of this.
pub struct Broker;

impl Broker {
    /// `kill -9`. A queue declared within the last second or so is lost for good.
    ///
    /// # Errors
    /// When `tests/run.sh` did not start it; likewise below.
    pub async fn kill() -> Result<()> {
        Self::act("kill").await
    }

    /// Returns when it accepts connections; does nothing if it runs.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start() -> Result<()> {
        Self::act("start").await
    }

    /// Freezes the process; its connections stay open and silent.
    ///
    /// # Errors
    /// When it does not run.
    pub async fn pause() -> Result<()> {
        Self::act("pause").await
    }

    /// Lets it go on.
    ///
    /// # Errors
    /// When it does not run.
    pub async fn resume() -> Result<()> {
        Self::act("resume").await
    }

    /// Running, in whatever state an earlier test left it.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn restore() -> Result<()> {
        let _ = Self::resume().await;
        Self::start().await
    }

    async fn act(action: &str) -> Result<()> {
        let script = variable("HOANHAP_TEST_RABBITMQ_CTL")?;
        let output = Command::new(script).arg(action).output().await?;
        ensure!(output.status.success(), "broker {action}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }
}
