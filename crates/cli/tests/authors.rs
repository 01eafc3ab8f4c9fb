//! What an author meets: problems with file, line, column and the line itself, in the language asked for and in no library's words; drafts; encodings.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn zice(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zice")).args(arguments).args(["--as-of", "2026-11-23"]).output().expect("the command runs")
}

/// A small pack of this test's own.
fn pack(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("zice-authors-{}-{name}", std::process::id()));
    _ = std::fs::remove_dir_all(&folder);
    let made = Command::new(env!("CARGO_BIN_EXE_zice")).args(["pack", "new"]).arg(&folder).output().expect("the command runs");
    assert!(made.status.success(), "{made:?}");
    folder
}

fn change(folder: &Path, file: &str, find: &str, replace: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).expect("a file");
    assert!(text.contains(find), "{file} does not hold {find}");
    std::fs::write(&path, text.replacen(find, replace, 1)).expect("a file");
}

/// What is said of a pack, without its folder's name.
fn said(folder: &Path, more: &[&str]) -> String {
    let name = folder.display().to_string();
    let out = zice(&[&["check", &name], more].concat());
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr)).replace(&name, "pack")
}

/// Whole sentences of both languages, as they stand on a terminal.
#[test]
fn problems_are_shown_with_their_lines() {
    let folder = pack("shown");
    change(&folder, "facts.toml", "kind = \"money\"", "kind = “money”");
    change(&folder, "terms.toml", "[[term]]", "[[term]]\nlabels = 1");
    for language in ["zh", "en"] {
        insta::assert_snapshot!(format!("check_{language}"), said(&folder, &["--lang", language]));
    }
}

/// What authors get wrong, and what they are told: our words, in Chinese, and no library's.
#[test]
fn faults_are_said_in_our_words() {
    for (file, find, replace, zh) in [
        ("facts.toml", "kind = \"money\"", "kind = \"cash\"", "没有“cash”这种事实"),
        ("facts.toml", "group = \"basics\"", "group = \"basic\"", "不能写“basic”；可以写：basics"),
        ("agencies.toml", "general_hotline = ", "hotline = ", "没有“hotline”这一项"),
        ("supports/energy_audit.toml", "lead = \"", "lead = \"节能局", "没有部门“节能局"),
        ("supports/energy_audit.toml", "article = 1", "article = \"一\"", "这里要整数"),
        ("sources.toml", "confidence = \"A\"", "confidence = \"A\"\nconfidence = \"A\"", "写了两次"),
    ] {
        let folder = pack("words");
        change(&folder, file, find, replace);
        let found = said(&folder, &["--lang", "zh"]);
        assert!(found.contains(zh), "{file}: {replace}: {found}");
        assert!(found.contains(&format!("pack/{file}:")) && found.contains("^"), "no place: {found}");
        for library in ["expected", "unknown", "invalid", "missing", "duplicate", "TOML parse error"] {
            assert!(!found.contains(library), "{library}: {found}");
        }
    }
}

/// A file saved by Windows is named as one, and nothing follows from it.
#[test]
fn a_file_in_another_encoding_is_the_only_problem() {
    for (name, bytes, zh) in
        [("gbk", &b"# \xb2\xe8\xb3\xa7\n"[..], "GBK 编码，要 UTF-8"), ("utf16", &b"\xff\xfe#\x00\n\x00"[..], "UTF-16 编码，要 UTF-8")]
    {
        for file in ["facts.toml", "supports/energy_audit.toml", "plan/source.txt"] {
            let folder = pack(name);
            std::fs::write(folder.join(file), bytes).expect("a file");
            let found = said(&folder, &["--lang", "zh"]);
            assert!(found.contains(zh) && found.contains("共 1 处要改"), "{file}: {found}");
        }
    }
    let marked = pack("marked");
    let text = std::fs::read_to_string(marked.join("facts.toml")).expect("a file");
    std::fs::write(marked.join("facts.toml"), format!("\u{feff}{}", text.replace('\n', "\r\n"))).expect("a file");
    assert!(said(&marked, &["--lang", "zh"]).contains("没有问题"), "{}", said(&marked, &["--lang", "zh"]));
}

/// A pack with Chinese texts alone is a draft: right as one, and not yet a pack.
#[test]
fn a_draft_needs_no_english() {
    let folder = pack("draft");
    for file in
        ["facts.toml", "supports/energy_audit.toml", "supports/green_award.toml", "rules/green_shop.toml", "terms.toml", "ladder.toml"]
    {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).expect("a file");
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("en = "));
        let without = lines.map(|line| match (line.find(", en = \""), line.rfind("\" }")) {
            (Some(start), Some(end)) if start < end => format!("{}{}", &line[..start], &line[end + 1..]),
            _ => line.to_owned(),
        });
        std::fs::write(&path, without.collect::<Vec<_>>().join("\n")).expect("a file");
    }
    let draft = said(&folder, &["--draft", "--lang", "zh"]);
    assert!(draft.contains("没有问题") && draft.contains("没有检查英文"), "{draft}");
    let whole = said(&folder, &["--lang", "zh"]);
    assert!(whole.contains("缺少英文文字（只写中文的草稿用 zice check --draft 检查）"), "{whole}");
}

/// The other commands of an author speak both languages too.
#[test]
fn due_explain_and_pack_are_in_the_language_asked_for() {
    let folder = pack("others");
    let name = folder.display().to_string();
    let told = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_zice")).args(arguments).output().expect("the command runs");
        format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
    };
    let file = format!("{name}.zice");
    for (arguments, zh, en) in [
        (vec!["due", "--as-of", "2026-11-30"], "要做：", "look for: "),
        (
            vec!["explain", "energy_audit", "--pack", &name, "--as-of", "2026-11-30"],
            "每种可能的结论，举一家企业",
            "A firm for each verdict",
        ),
        (vec!["explain", "nothing", "--pack", &name], "没有“nothing”这项支持或这一级", "no support or rung \"nothing\""),
        (vec!["pack", "build", &name, "-o", &file], "字节", "bytes"),
        (vec!["pack", "new", &name], "里已经有东西", "is not empty"),
        (vec!["pack", "build", "no-such-folder", "-o", &file], "找不到", "it is not there"),
        (vec!["check", &name, "--as-of", "2026-11-30"], "没有问题", "no problems"),
    ] {
        for (language, says) in [("zh", zh), ("en", en)] {
            let found = told(&[&arguments[..], &["--lang", language]].concat());
            assert!(found.contains(says), "{arguments:?} {language}: {found}");
        }
    }
}
