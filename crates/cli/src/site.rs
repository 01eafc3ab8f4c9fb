//! `zice site`: the files that a portal writes beside the page, checked, and put into the single file.
//!
//! Invariant: [`packed`] writes what check.html offers as a download, byte by byte (assets/check.js, held by tests/browser/check.test.mjs).

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{GB18030, UTF_8, UTF_16LE};
use zice_core::catalogue::Language;
use zice_core::settings::{self, FOLDER, File, Read};

use super::failure::Failure;
use super::input;

/// The single file's name.
const SINGLE: &str = "zice.html";
/// Longer than any single file.
const MOST: u64 = 32 << 20;
/// What begins and ends a file that stands in the single one.
const BEGIN: &str = "<script type=\"application/octet-stream\" data-settings data-file=\"";
const END: &str = "</script>";

/// The files of a portal, by their names in the folder, and what was read of them.
struct Written {
    files: Vec<(String, Vec<u8>)>,
    read: Read,
}

/// Checks the settings of a site's folder.
///
/// # Errors
/// Every fault with file, line and what is allowed, one a line.
pub fn check(directory: &Path) -> Result<String, Failure> {
    let written = read(directory)?;
    let names: Vec<&str> = written.files.iter().map(|(name, _)| name.as_str()).collect();
    Ok(format!("没有错 no faults：{}（电话 {} 个部门）\n", names.join("、"), written.read.contacts.len()))
}

/// Puts the settings of a site's folder into its single file, or into another one.
///
/// # Errors
/// When a file cannot be read or written, or a setting is at fault; then nothing is written.
pub fn pack(directory: &Path, file: Option<&Path>) -> Result<String, Failure> {
    let written = read(directory)?;
    let single = directory.join(SINGLE);
    let html = input::text(&single, &input::bytes(&single, MOST, "the single file of the site")?)?;
    let html = packed(&html, &written.files)
        .ok_or_else(|| Failure::input(&single, "is no single file of the site: it does not end with </body>"))?;
    let file = file.unwrap_or(&single);
    fs::write(file, html).map_err(|error| Failure::Unwritable { file: file.to_owned(), error })?;
    let names: Vec<&str> = written.files.iter().map(|(name, _)| name.as_str()).collect();
    Ok(format!("{}：{}\n", file.display(), names.join("、")))
}

fn read(directory: &Path) -> Result<Written, Failure> {
    let folder = directory.join(FOLDER);
    if !folder.is_dir() {
        return Err(Failure::input(&folder, "is missing: name the folder with index.html; the settings stand in its folder config"));
    }
    let catalogue = zice_pack::catalogue().map_err(Failure::BuiltIn)?;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut texts = [String::new(), String::new(), String::new()];
    let mut problems = Vec::new();
    for (file, text) in File::ALL.into_iter().zip(&mut texts) {
        let path = folder.join(file.name());
        match fs::read(&path) {
            Ok(bytes) => {
                match decoded(&bytes) {
                    Some(decoded) => *text = decoded,
                    None => problems.push(format!("{FOLDER}/{}: 读不出文字，请存成 UTF-8 或 GBK (neither UTF-8 nor GBK)", file.name())),
                }
                files.push((file.name().to_owned(), bytes));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::Unreadable { file: path, error }),
        }
    }
    let theme = theme(&texts[0]);
    match theme.as_deref() {
        // A theme that nobody asks for is neither used nor checked.
        Some("own") => {
            if !files.iter().any(|(name, _)| name == File::Theme.name()) {
                problems.push(format!("{FOLDER}/site.json asks for {FOLDER}/{}, which is missing", File::Theme.name()));
            }
        }
        other => {
            texts[2].clear();
            files.retain(|(name, _)| name != File::Theme.name());
            if let Some(name) = other {
                let path = directory.join("themes").join(format!("{name}.css"));
                match fs::read(&path) {
                    Ok(bytes) => files.push((format!("{name}.css"), bytes)),
                    Err(error) => problems.push(format!("{}: {error}", path.display())),
                }
            }
        }
    }
    let read = settings::read(&catalogue, &texts[0], &texts[1], &texts[2]);
    for fault in &read.faults {
        let (zh, en) = (settings::say(fault, Language::Zh), settings::say(fault, Language::En));
        problems.push(format!("{FOLDER}/{}:{}: {}。可以写：{} ({}; allowed: {})", fault.file.name(), fault.line, zh.0, zh.1, en.0, en.1));
    }
    if problems.is_empty() { Ok(Written { files, read }) } else { Err(Failure::Settings { folder: directory.to_owned(), problems }) }
}

/// The theme that site.json names, where it is a plain name: as assets/start.js and check.js take it.
fn theme(site: &str) -> Option<String> {
    let said: serde_json::Value = serde_json::from_str(site.trim_start_matches('\u{feff}')).ok()?;
    let name = said.get("theme")?.as_str()?;
    let plain =
        (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain.then(|| name.to_owned())
}

/// Text in UTF-8, UTF-16 or GBK, as assets/start.js reads it.
fn decoded(bytes: &[u8]) -> Option<String> {
    let codings: &[&encoding_rs::Encoding] = if bytes.starts_with(&[0xff, 0xfe]) { &[UTF_16LE] } else { &[UTF_8, GB18030] };
    codings.iter().find_map(|coding| {
        let (text, failed) = coding.decode_with_bom_removal(bytes);
        (!failed).then(|| text.into_owned())
    })
}

/// The single file with the files of a portal in it instead of those that it may hold already.
fn packed(html: &str, files: &[(String, Vec<u8>)]) -> Option<String> {
    let mut bare = html.to_owned();
    while let Some(begin) = bare.find(BEGIN) {
        let end = begin + bare[begin..].find(END)? + END.len();
        bare.replace_range(begin..end, "");
    }
    let at = bare.rfind("</body>")?;
    let stored: String = files.iter().map(|(name, bytes)| format!("{BEGIN}{name}\">{}{END}", STANDARD.encode(bytes))).collect();
    bare.insert_str(at, &stored);
    Some(bare)
}

#[cfg(test)]
mod tests {
    use super::{decoded, packed};

    #[test]
    fn text_is_read_as_spreadsheets_write_it() {
        assert_eq!(decoded("部门".as_bytes()).as_deref(), Some("部门"));
        assert_eq!(decoded("\u{feff}部门".as_bytes()).as_deref(), Some("部门"));
        assert_eq!(decoded(&[0xb2, 0xbf, 0xc3, 0xc5]).as_deref(), Some("部门"), "GBK");
        assert_eq!(decoded(&[0xff, 0xfe, 0xe8, 0x90]).as_deref(), Some("部"), "UTF-16");
        assert_eq!(decoded(&[0xff, 0xff, 0xff]), None);
    }

    #[test]
    fn packed_twice_is_packed_once() {
        let html = "<html><body><script>\"</bod\" + \"y>\"</script></body></html>";
        let files = [("site.json".to_owned(), b"{}".to_vec())];
        let once = packed(html, &files).unwrap();
        assert_eq!(
            once,
            html.replace("</body>", "<script type=\"application/octet-stream\" data-settings data-file=\"site.json\">e30=</script></body>")
        );
        assert_eq!(packed(&once, &files).unwrap(), once);
        assert_eq!(packed(&once, &[]).unwrap(), html);
        assert_eq!(packed("<html>", &[]), None);
    }
}
