//! Callers over HTTP/1.1, each with a connection of its own and the next request as soon as the last is
//! answered. Written out by hand, because on a small machine a full client would take a good part
//! of what is to be measured.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What each request is made of.
pub struct Target {
    pub address: String,
    pub path: &'static str,
    pub token: String,
    /// The body of the n-th request, from 1.
    pub body: Box<dyn Fn(usize) -> String + Send + Sync>,
}

pub struct Load {
    pub per_second: f64,
    pub p50: Duration,
    pub p95: Duration,
    pub p99: Duration,
}

/// Sends for as long as given; every answer must be a success.
pub async fn run(target: Arc<Target>, callers: usize, length: Duration) -> Result<Load> {
    let next = Arc::new(AtomicUsize::new(1));
    let begin = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        tasks.spawn(call(target.clone(), next.clone(), begin + length));
    }
    let mut times = Vec::new();
    while let Some(task) = tasks.join_next().await {
        times.extend(task??);
    }
    let seconds = begin.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    Ok(Load { per_second: times.len() as f64 / seconds, p50: at(50), p95: at(95), p99: at(99) })
}

async fn call(target: Arc<Target>, next: Arc<AtomicUsize>, until: Instant) -> Result<Vec<Duration>> {
    let stream = TcpStream::connect(&target.address).await?;
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let Target { address, path, token, body } = &*target;
    let mut times = Vec::new();
    while Instant::now() < until {
        let body = body(next.fetch_add(1, Ordering::Relaxed));
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let begin = Instant::now();
        stream.get_mut().write_all(request.as_bytes()).await?;
        let (status, answer) = answer(&mut stream).await?;
        times.push(begin.elapsed());
        ensure!((200..300).contains(&status), "{status}: {answer}");
    }
    Ok(times)
}

/// The status and the body.
async fn answer(stream: &mut BufReader<TcpStream>) -> Result<(u16, String)> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no HTTP answer")?;
    let mut length = 0;
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}
