//! Serves a folder on this machine: for `cargo xtask serve`, and for the browser tests, which also ask what was fetched.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::Result;

/// A server of static files on 127.0.0.1; it lives as long as the process.
pub struct Server {
    listening: SocketAddr,
    prefix: String,
    requests: Arc<Mutex<Vec<String>>>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Serves `folder` below `prefix` (`/`, or a sub-path such as `/tools/audit/`). Port 0 takes any free one.
    pub fn start(folder: PathBuf, port: u16, prefix: &str) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| format!("port {port} cannot be had: {error}."))?;
        let listening = listener.local_addr().map_err(|error| error.to_string())?;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, below) = (Arc::clone(&requests), prefix.to_owned());
        let folder = Arc::new(folder);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, log, below) = (Arc::clone(&folder), Arc::clone(&log), below.clone());
                // A browser that hangs up in the middle of an answer is no error of ours.
                thread::spawn(move || answer(stream, &folder, &below, &log).ok());
            }
        });
        Ok(Self {
            listening,
            prefix: prefix.to_owned(),
            requests,
            thread,
        })
    }

    /// Where the page is.
    pub fn address(&self) -> String {
        format!("http://{}{}", self.listening, self.prefix)
    }

    /// The paths asked for so far, in order.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serves until the process ends.
    pub fn wait(self) {
        drop(self.thread.join());
    }
}

fn answer(mut stream: TcpStream, folder: &Path, prefix: &str, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if !path.is_empty() {
        log.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    }
    if !matches!(method, "GET" | "HEAD") {
        return reply(
            &mut stream,
            "405 Method Not Allowed",
            "text/plain",
            b"Only files are served here.",
            true,
        );
    }
    match locate(folder, prefix, path).and_then(|file| fs::read(&file).ok().map(|bytes| (file, bytes))) {
        Some((file, bytes)) => reply(&mut stream, "200 OK", media_type(&file), &bytes, method == "GET"),
        None => reply(
            &mut stream,
            "404 Not Found",
            "text/plain",
            b"There is no such file.",
            method == "GET",
        ),
    }
}

fn reply(stream: &mut TcpStream, status: &str, kind: &str, body: &[u8], whole: bool) -> std::io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(if whole { body } else { &[] })
}

/// The file a path names; nothing outside `folder`, whatever the path says.
fn locate(folder: &Path, prefix: &str, path: &str) -> Option<PathBuf> {
    let inside = path.strip_prefix(prefix)?;
    let name = if inside.is_empty() { "index.html" } else { inside };
    let plain = name
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '%', ':']));
    plain.then(|| folder.join(name))
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json" | "ndjson") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_inside_the_folder() {
        let folder = Path::new("/srv");
        assert_eq!(locate(folder, "/", "/"), Some("/srv/index.html".into()));
        assert_eq!(
            locate(folder, "/deep/", "/deep/sample/a.csv"),
            Some("/srv/sample/a.csv".into())
        );
        for outside in [
            "/../secret",
            "/deep/../../secret",
            "/deep//etc/passwd",
            "/deep/%2e%2e/x",
            "/deep/.git",
            "deep",
            "",
        ] {
            assert_eq!(locate(folder, "/deep/", outside), None, "{outside}");
        }
    }

    #[test]
    fn wasm_is_served_as_wasm() {
        assert_eq!(media_type(Path::new("app-1.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("README")), "application/octet-stream");
    }
}
