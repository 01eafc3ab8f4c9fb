//! Addresses, caching, encodings, and one answer over a real socket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use super::{Site, cache_control, local_path, takes};

#[test]
fn no_address_leads_out_of_the_folder() {
    assert_eq!(local_path("/a/b%20c.css?x").unwrap(), Path::new("a/b c.css"));
    assert_eq!(local_path("/").unwrap(), Path::new(""));
    for url in ["/../Cargo.toml", "/a/../../b", "/%2e%2e/b", "/%00", "/%2", "/%ff"] {
        assert!(local_path(url).is_none(), "{url}");
    }
}

#[test]
fn only_names_with_a_hash_are_kept() {
    assert!(cache_control(Path::new("zice-0123456789abcdef.wasm")).contains("immutable"));
    assert_eq!(cache_control(Path::new("index.html")), "no-cache");
    assert_eq!(cache_control(Path::new("theme-deadbeef.css")), "no-cache");
}

#[test]
fn encodings_are_taken_at_their_word() {
    assert!(takes("gzip, deflate, br;q=0.9", "br") && !takes("gzip, br;q=0", "br") && !takes("", "gzip"));
}

#[test]
fn a_file_is_sent_compressed_and_typed() {
    let folder = std::env::temp_dir().join(format!("zice-serve-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("p.wasm"), "plain").unwrap();
    std::fs::write(folder.join("p.wasm.br"), "small").unwrap();
    let site = Site::start(&folder, 0, None).unwrap();
    let host = site.address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap();
    let lines = ["GET /p.wasm HTTP/1.1", "Host: a", "Accept-Encoding: br", "Connection: close", "", ""];
    stream.write_all(lines.join("\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    for part in ["200 OK", "application/wasm", "Content-Encoding: br", "Content-Length: 5", "\r\n\r\nsmall"] {
        assert!(answer.contains(part), "{part} is not in {answer}");
    }
}
