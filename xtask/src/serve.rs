//! The site on 127.0.0.1, as a good static host would send it.
//!
//! Invariants: only files of the folder leave it, whatever the address says; names with a hash may
//! be kept for ever, everything else is asked for again; what was compressed beforehand is sent so.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use crate::watch::{self, Builds};

/// The port of `cargo xtask serve` unless another is asked for.
pub const PORT: u16 = 8747;
const NEXT_PORTS: u16 = 50;
/// The longest head of a request, in bytes.
const LONGEST_HEAD: u64 = 64 * 1024;
/// Browsers open connections before they need them; one that says nothing for so long is closed.
const PATIENCE: Duration = Duration::from_secs(120);

/// A site that is being served until the process ends.
pub struct Site {
    /// Such as `http://127.0.0.1:8747/`.
    pub address: String,
    listening: thread::JoinHandle<()>,
}

impl Site {
    /// Serves a folder on the port, or the next free one; port 0 is any. Every connection has a thread of its own and one answer, so that none
    /// waits for another. With `builds`, the page is loaded anew after each.
    pub fn start(folder: &Path, port: u16, builds: Option<Arc<Builds>>) -> Result<Self> {
        let listener = bind(port)?;
        let bound = listener.local_addr().context("the server has no address")?;
        let folder = folder.canonicalize().context("dist/ is missing: run `cargo xtask build` first.")?;
        let listening = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, builds) = (folder.clone(), builds.clone());
                // A visitor who left before the answer is no fault of ours.
                thread::spawn(move || drop(answer(&folder, builds.as_deref(), stream)));
            }
        });
        Ok(Self { address: format!("http://{bound}/"), listening })
    }

    /// Serves until the process is stopped.
    pub fn wait(self) {
        drop(self.listening.join());
    }
}

fn bind(port: u16) -> Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(NEXT_PORTS) };
    (port..=last)
        .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
        .ok_or_else(|| anyhow!("No port from {port} to {last} is free on 127.0.0.1: choose another with --port N, or --port 0 for any."))
}

/// What is read of a request.
struct Request {
    method: String,
    url: String,
    accepted: String,
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).take(LONGEST_HEAD).lines();
    let first = lines.next()?.ok()?;
    let mut words = first.split(' ');
    let (method, url) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut accepted = String::new();
    for line in lines {
        let line = line.ok()?;
        if line.is_empty() {
            return Some(Request { method, url, accepted });
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("accept-encoding")
        {
            value.trim().clone_into(&mut accepted);
        }
    }
    None
}

fn answer(folder: &Path, builds: Option<&Builds>, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some(request) = read(&stream) else { return Ok(()) };
    let plain = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")];
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return respond(&mut stream, "405 Method Not Allowed", &plain, b"Only GET and HEAD are answered here.\n", true);
    }
    let with_body = request.method == "GET";
    if let Some(builds) = builds
        && let Some((kind, content)) = watch::answer(builds, folder, &request.url)
    {
        return respond(&mut stream, "200 OK", &[("Content-Type", kind), ("Cache-Control", "no-store")], content.as_bytes(), with_body);
    }
    let found = local_path(&request.url).and_then(|path| inside(folder, &path)).and_then(|file| {
        let (sent, encoding) = choose_encoding(&file, &request.accepted);
        Some((fs::read(sent).ok()?, encoding, file))
    });
    let Some((content, encoding, file)) = found else {
        return respond(&mut stream, "404 Not Found", &plain, b"There is no such file.\n", with_body);
    };
    let mut headers = vec![
        ("Content-Type", media_type(&file)),
        ("Cache-Control", cache_control(&file)),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    // Browsers check the checksum of a script from elsewhere only if that may be read.
    headers.extend((file == folder.join("embed.js")).then_some(("Access-Control-Allow-Origin", "*")));
    headers.extend(encoding.map(|name| ("Content-Encoding", name)));
    respond(&mut stream, "200 OK", &headers, &content, with_body)
}

fn respond(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], content: &[u8], with_body: bool) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n", content.len());
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all((head + "\r\n").as_bytes())?;
    if with_body {
        stream.write_all(content)?;
    }
    stream.flush()
}

/// The path of a request below the folder; `None` when it is no plain path.
fn local_path(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let decoded = decode(path)?;
    let path = Path::new(decoded.trim_start_matches('/'));
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| path.to_path_buf())
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok().filter(|byte| *byte != 0)?);
            rest = &rest[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The file of a path; a folder means its index.html. Links that lead out of the folder do not count.
fn inside(folder: &Path, path: &Path) -> Option<PathBuf> {
    let mut file = folder.join(path);
    if file.is_dir() {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

/// The smallest copy the browser takes, and its name in `Content-Encoding`.
fn choose_encoding(file: &Path, accepted: &str) -> (PathBuf, Option<&'static str>) {
    for (name, ending) in [("br", "br"), ("gzip", "gz")] {
        let copy = PathBuf::from(format!("{}.{ending}", file.display()));
        if takes(accepted, name) && copy.is_file() {
            return (copy, Some(name));
        }
    }
    (file.to_path_buf(), None)
}

fn takes(accepted: &str, name: &str) -> bool {
    accepted.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next().is_some_and(|first| first.eq_ignore_ascii_case(name));
        let refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        named && !refused
    })
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().unwrap_or_default().to_str().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "toml" | "csv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn cache_control(file: &Path) -> &'static str {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let hash = stem.rsplit_once('-').map(|(_, hash)| hash).unwrap_or_default();
    let hashed = hash.len() >= 12 && hash.chars().all(|c| c.is_ascii_hexdigit());
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests;
