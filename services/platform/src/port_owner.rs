//! Who listens on a port of this machine, as far as /proc says so.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

/// State of a listening socket in /proc/net/tcp.
const LISTENING: &str = "0A";

/// A process with the name of its program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub pid: u32,
    pub program: String,
}

/// The process that listens on the port of `address`. `None` when there is none, when it belongs to
/// another user, and where there is no /proc.
pub fn owner(address: SocketAddr) -> Option<Owner> {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(|file| fs::read_to_string(file).unwrap_or_default());
    let sockets: Vec<String> = tables.iter().flat_map(|table| listening(table, address.port())).collect();
    let links: Vec<String> = sockets.iter().map(|inode| format!("socket:[{inode}]")).collect();
    let processes = fs::read_dir("/proc").ok()?.flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let pid = pids.into_iter().find(|pid| holds(*pid, &links))?;
    let program = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default().trim().to_owned();
    Some(Owner { pid, program })
}

fn holds(pid: u32, links: &[String]) -> bool {
    let Ok(open) = fs::read_dir(Path::new("/proc").join(pid.to_string()).join("fd")) else { return false };
    open.flatten().any(|entry| {
        fs::read_link(entry.path()).is_ok_and(|link| links.iter().any(|wanted| link.as_os_str() == wanted.as_str()))
    })
}

/// The sockets that listen on a port, by inode. Columns as in proc(5): 1 is the local address in
/// hexadecimal, 3 the state, 9 the inode.
fn listening(table: &str, port: u16) -> Vec<String> {
    let suffix = format!(":{port:04X}");
    let rows = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.filter(|row| row.len() > 9 && row[1].ends_with(&suffix) && row[3] == LISTENING)
        .map(|row| row[9].to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn the_owner_of_a_taken_port_is_named() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let owner = owner(listener.local_addr().unwrap()).unwrap();
        assert_eq!(owner.pid, std::process::id());
        assert!(!owner.program.is_empty());
    }

    #[test]
    fn only_listening_sockets_of_the_port_count() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
            0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 4242 1 0 100 0 0 10 0\n\
            1: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000 1000 0 4243 1 0 100 0 0 10 0\n";
        assert_eq!(listening(table, 8080), ["4242"]);
        assert!(listening(table, 8081).is_empty());
    }
}
