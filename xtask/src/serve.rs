//! The site on 127.0.0.1, as a good static host would send it.
//!
//! Invariants: only files of the folder leave it, whatever the address says; names with a hash may
//! be kept for ever, everything else is asked for again; what was compressed beforehand is sent so.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

/// The port of `cargo xtask serve` unless another is asked for.
pub const PORT: u16 = 8747;
const NEXT_PORTS: u16 = 50;
const WORKERS: usize = 8;

/// A site that is being served until the process ends.
pub struct Site {
    /// Such as `http://127.0.0.1:8747/`.
    pub address: String,
    workers: Vec<thread::JoinHandle<()>>,
}

impl Site {
    /// Serves a folder on the port, or the next free one; port 0 is any.
    pub fn start(folder: &Path, port: u16) -> Result<Self> {
        let server = Arc::new(bind(port)?);
        let bound = server.server_addr().to_ip().context("the server has no address")?;
        let folder = folder.canonicalize().context("dist/ is missing: run `cargo xtask build` first.")?;
        let workers = (0..WORKERS).map(|_| {
            let (server, folder) = (Arc::clone(&server), folder.clone());
            thread::spawn(move || {
                for request in server.incoming_requests() {
                    // A visitor who left before the answer is no fault of ours.
                    drop(answer(&folder, request));
                }
            })
        });
        Ok(Self { address: format!("http://{bound}/"), workers: workers.collect() })
    }

    /// Serves until the process is stopped.
    pub fn wait(self) {
        for worker in self.workers {
            drop(worker.join());
        }
    }
}

fn bind(port: u16) -> Result<Server> {
    let last = if port == 0 { 0 } else { port.saturating_add(NEXT_PORTS) };
    (port..=last)
        .find_map(|port| Server::http(("127.0.0.1", port)).ok())
        .ok_or_else(|| anyhow!("No port from {port} to {last} is free on 127.0.0.1: choose another with --port N, or --port 0 for any."))
}

fn answer(folder: &Path, request: Request) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(text(405, "Only GET and HEAD are answered here.\n"));
    }
    let found = local_path(request.url()).and_then(|path| inside(folder, &path));
    let Some(file) = found else {
        return request.respond(text(404, "There is no such file.\n"));
    };
    let (sent, encoding) = choose_encoding(&file, &accepted(&request));
    let Ok(content) = fs::read(&sent) else {
        return request.respond(text(404, "There is no such file.\n"));
    };
    let mut headers = vec![
        header("Content-Type", media_type(&file)),
        header("Cache-Control", cache_control(&file)),
        header("Vary", "Accept-Encoding"),
        header("X-Content-Type-Options", "nosniff"),
    ];
    // Browsers check the checksum of a script from elsewhere only if that may be read.
    headers.extend((file == folder.join("embed.js")).then(|| header("Access-Control-Allow-Origin", "*")));
    headers.extend(encoding.map(|name| header("Content-Encoding", name)));
    let mut response = Response::from_data(content).with_chunked_threshold(usize::MAX);
    for header in headers.into_iter().flatten() {
        response.add_header(header);
    }
    request.respond(response)
}

fn text(status: u16, text: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_string(text).with_status_code(status);
    for header in [header("Content-Type", "text/plain; charset=utf-8"), header("Cache-Control", "no-store")] {
        header.into_iter().for_each(|header| response.add_header(header));
    }
    response
}

fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}

fn accepted(request: &Request) -> String {
    let is_wanted = |header: &&Header| header.field.equiv("Accept-Encoding");
    request.headers().iter().find(is_wanted).map(|header| header.value.to_string()).unwrap_or_default()
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
    let stem = stem.strip_suffix("_bg").unwrap_or(&stem);
    let hash = stem.rsplit_once('-').map(|(_, hash)| hash).unwrap_or_default();
    let hashed = hash.len() >= 12 && hash.chars().all(|c| c.is_ascii_hexdigit());
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests;
