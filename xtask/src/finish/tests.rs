//! Digests, and a page as Trunk writes it.

use std::fs;

use super::{base64, files, finish, integrity};

#[test]
fn digests_are_written_as_browsers_expect_them() {
    assert_eq!(base64(b"any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==");
    assert_eq!(base64(b"sure."), "c3VyZS4=");
    let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
    assert_eq!(integrity(b""), empty);
}

#[test]
fn the_finished_page_has_no_inline_script_and_one_style_sheet() {
    let dist = std::env::temp_dir().join(format!("zice-finish-{}", std::process::id()));
    fs::create_dir_all(&dist).unwrap();
    let write = |name: &str, text: &str| fs::write(dist.join(name), text).unwrap();
    write("a.css", "a{}");
    write("i-1.svg", "<svg/>");
    write("b.css", &"b{color:red}\n".repeat(100));
    write("page-12.js", "function init() {}\nexport { init as default };\n");
    write("page-12_bg.wasm", "");
    write(
        "index.html",
        "<head><link rel=icon href=./i-1.svg integrity=z><link rel=stylesheet href=./a.css><link rel=\"stylesheet\" href=\"./b.css\"/>\
         <link rel=modulepreload href=./page-12.js integrity=x><link rel=preload as=fetch href=./page-12_bg.wasm integrity=\"sha384-y\" crossorigin>\
         <script type=module>import init from './page-12.js';\
         await init({ module_or_path: './page-12_bg.wasm' });</script></head>",
    );
    write("pack-core.bin", "core");
    write("pack-later.bin", "later");
    let start = "const glue = \"{{glue}}\"; fetch('{{program}}'); fetch('{{core}}'); fetch('{{later}}');";
    finish(&dist, start).unwrap();
    let html = fs::read_to_string(dist.join("index.html")).unwrap();
    let names: Vec<String> = files(&dist).unwrap().iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let script = names.iter().find(|name| name.starts_with("start-")).map(|name| fs::read_to_string(dist.join(name)).unwrap()).unwrap();
    fs::remove_dir_all(&dist).unwrap();
    assert!(
        script.starts_with("const glue = function (WebAssembly) {\nfunction init() {}")
            && script.contains("}; fetch('./page-12_bg.wasm'); fetch('./pack-core-"),
        "{script}"
    );
    assert!(html.contains("<link rel=\"preload\" href=\"./pack-core-") && !html.contains("pack-later"), "{html}");
    assert_eq!(html.matches("rel=\"stylesheet\"").count(), 1, "{html}");
    assert!(html.contains("<script type=\"module\" src=\"./start-") && html.contains("></script></head>"), "{html}");
    assert!(!html.contains("modulepreload") && !html.contains("await") && !names.contains(&"page-12.js".to_owned()), "{html}");
    assert!(html.contains("<link rel=\"icon\" href=\"data:image/svg+xml;base64,PHN2Zy8+\"><link"), "{html}");
    assert!(html.contains("href=./page-12_bg.wasm crossorigin>"), "{html}");
    assert!(names.iter().any(|name| name.ends_with(".css.br")), "{names:?}");
    assert!(!names.contains(&"a.css".to_owned()), "{names:?}");
}
