//! Digests, and a page as Trunk writes it.

use std::fs;

use sha2::{Digest, Sha256};

use super::{Ingredients, base64, files, finish, image_address, integrity, without_unused_tokens};

#[test]
fn digests_are_written_as_browsers_expect_them() {
    assert_eq!(base64(b"any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==");
    assert_eq!(base64(b"sure."), "c3VyZS4=");
    let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
    assert_eq!(integrity(b""), empty);
}

#[test]
fn tokens_that_nothing_uses_are_left_out_in_every_scheme() {
    let css = ":root {\n--a: 1px;\n--ab: \"x\",\n\"y\";\n--b: var(--c, 0);\n--c: red;\n}\nb {\nmargin: var(--a);\n}\n@media x {\n:root {\n--ab: 2;\n--a: 3;\n}\n}\n";
    let left = ":root {\n--a: 1px;\n}\nb {\nmargin: var(--a);\n}\n@media x {\n:root {\n--a: 3;\n}\n}\n";
    assert_eq!(without_unused_tokens(css), left);
}

#[test]
fn an_image_is_an_address_between_double_quotes() {
    let svg = "<svg fill=\"#fff\" width=\"100%\"/>\n";
    assert_eq!(image_address(svg), "data:image/svg+xml,%3Csvg fill='%23fff' width='100%25'/%3E");
}

#[test]
fn the_finished_page_allows_its_own_script_and_style_and_no_other() {
    let dist = std::env::temp_dir().join(format!("zice-finish-{}", std::process::id()));
    fs::create_dir_all(&dist).unwrap();
    let write = |name: &str, text: &str| fs::write(dist.join(name), text).unwrap();
    write("base-1.css", "a{}");
    write("b.css", &"b{color:red}\n".repeat(100));
    write("i-1.svg", "<svg/>");
    write("page-12.js", "/** x\n */\n  function init() {}\nexport { init as default };\n");
    write("page-12_bg.wasm", "");
    write(
        "index.html",
        "<head><meta content=\"style-src 'self'; script-src 'self' 'wasm-unsafe-eval'\"><title>t</title><link rel=icon href=./i-1.svg integrity=z><link rel=stylesheet href=./base-1.css><link rel=\"stylesheet\" href=\"./b.css\"/>\
         <link rel=modulepreload href=./page-12.js integrity=x><link rel=preload as=fetch href=./page-12_bg.wasm integrity=\"sha384-y\" crossorigin>\
         <script type=module>import init from './page-12.js';\
         await init({ module_or_path: './page-12_bg.wasm' });</script></head><body><div id=app></div>",
    );
    write("pack-core.bin", "core");
    write("pack-later.bin", "later");
    let minify = |kind, text: &str| Ok(format!("/*{kind:?}*/{}", text.trim()));
    let start = "const glue = \"{{glue}}\";\nf(\"{{program}}\", \"{{core}}\", \"{{later}}\", \"{{early}}\", \"{{style}}\", \"{{style integrity}}\", \"{{rest}}\");\n";
    let view = "<div id=\"app\"><main></main></div>\n";
    finish(&dist, &Ingredients { start, early: "e();\n", view, later: None, minify: &minify }).unwrap();
    let html = fs::read_to_string(dist.join("index.html")).unwrap();
    let names: Vec<String> = files(&dist).unwrap().iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let script = names.iter().find(|name| name.starts_with("start-")).map(|name| fs::read_to_string(dist.join(name)).unwrap()).unwrap();
    fs::remove_dir_all(&dist).unwrap();
    assert!(
        script
            .starts_with("/*Module*/const glue = function (WebAssembly, setTimeout) {\n/** x\n */\n  function init() {}\n\n\nreturn { start_program: init };\n};\nf("),
        "{script}"
    );
    assert!(script.contains("f(\"./page-12_bg.wasm\", \"./pack-core-") && script.ends_with(", \"\");"), "{script}");
    assert!(html.contains("<link rel=\"preload\" href=\"./pack-core-") && !html.contains("pack-later"), "{html}");
    assert!(!html.contains("stylesheet") && script.contains("\"./zice-") && script.contains(".css\", \"sha384-"), "{html} {script}");
    assert!(
        html.contains("<script>/*Script*/e();</script></head>")
            && html.contains("<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg/%3E\"><style>/*Style*/a{}</style>"),
        "{html}"
    );
    assert!(html.contains(&format!("style-src 'self' 'sha256-{}'", base64(&Sha256::digest("/*Style*/a{}")))), "{html}");
    assert!(html.contains(&format!("script-src 'self' 'sha256-{}'", base64(&Sha256::digest("/*Script*/e();")))), "{html}");
    assert!(html.ends_with(view.trim()), "{html}");
    assert!(html.contains("<script type=\"module\" src=\"./start-") && html.contains("></script><script>"), "{html}");
    assert!(!html.contains("modulepreload") && !html.contains("await"), "{html}");
    assert!(html.contains("href=./page-12_bg.wasm crossorigin>"), "{html}");
    assert!(names.iter().any(|name| name.ends_with(".css.br")), "{names:?}");
    assert!(!names.contains(&"base-1.css".to_owned()), "{names:?}");
}
