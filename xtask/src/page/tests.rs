//! A small page, finished.

use std::fs;

use wasm_split::Later;

use super::{Check, Ingredients, image_address, write};
use crate::files::{files, policy_hash};
use crate::program::Program;

#[test]
fn an_image_is_an_address_between_double_quotes() {
    let svg = "<svg fill=\"#fff\" width=\"100%\"/>\n";
    assert_eq!(image_address(svg), "data:image/svg+xml,%3Csvg fill='%23fff' width='100%25'/%3E");
}

#[test]
fn the_finished_page_allows_its_own_script_and_style_and_no_other() {
    let root = std::env::temp_dir().join(format!("zice-page-{}", std::process::id()));
    let dist = root.join("dist");
    fs::create_dir_all(&dist).unwrap();
    let put = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
    put("base.css", "a{}");
    put("b.css", &"b{color:red}\n".repeat(100));
    put("i.svg", "<svg/>");
    put(
        "index.html",
        "<!doctype html>\n<html>\n  <head>\n    <!-- why -->\n    <meta http-equiv=\"Content-Security-Policy\" \
         content=\"style-src 'self'; script-src 'self' 'wasm-unsafe-eval'\" />\n    <title>t</title>\n    <link rel=\"icon\" href=\"i.svg\" />\n    \
         <link rel=\"stylesheet\" href=\"base.css\" />\n    <link rel=\"stylesheet\" href=\"b.css\" />\n  </head>\n  <body>\n    \
         <div id=\"app\"></div>\n  </body>\n</html>\n",
    );
    put("dist/pack-core.bin", "core");
    put("dist/pack-later.bin", "later");
    let minify = |kind, text: &str| Ok(format!("/*{kind:?}*/{}", text.trim()));
    let start = "const glue = \"{{glue}}\";\nf(\"{{program}}\", \"{{core}}\", \"{{later}}\", \"{{early}}\", \"{{style}}\", \"{{style integrity}}\", \"{{rest}}\");\n";
    let view = "<div id=\"app\"><main></main></div>\n";
    let glue = "/** x\n */\n  function init() {}\nexport { init as default };\n".to_owned();
    let program = Program { glue, wasm: Vec::new(), map: None };
    put("dist/embed.js", "");
    let check = Check {
        page: "{{check.css}} {{check.css integrity}} {{check.js}} {{check.js integrity}} {{embed.js integrity}} {{themes}} {{version}}",
        script: "c(\"{{glue}}\", \"{{program}}\", \"{{rest}}\", \"{{core}}\", \"{{later}}\");",
        style: "b{}",
        themes: "red blue",
        version: "1.2.3",
    };
    let ingredients = Ingredients {
        start,
        early: "e();\n",
        check,
        view,
        program,
        later: Later::read("", &[]),
        report: &root.join("bytes.txt"),
        minify: &minify,
    };
    write(&root, &dist, &ingredients).unwrap();
    let html = fs::read_to_string(dist.join("index.html")).unwrap();
    let older = fs::read_to_string(dist.join("older.html")).unwrap();
    let names: Vec<String> = files(&dist).unwrap().iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let script = names.iter().find(|name| name.starts_with("start-")).map(|name| fs::read_to_string(dist.join(name)).unwrap()).unwrap();
    fs::remove_dir_all(&root).unwrap();
    assert!(
        script.starts_with("/*Module*/const glue = function (WebAssembly, setTimeout) {\n/** x\n */\n  function init() {}\n\n\nreturn { start_program: init };\n};\nf("),
        "{script}"
    );
    assert!(script.contains("f(\"./zice-e3b0c44298fc1c14.wasm\", \"./pack-core-") && script.ends_with(", \"\");"), "{script}");
    let policy =
        format!("style-src 'self' {}; script-src 'self' {} 'wasm-unsafe-eval'", policy_hash("/*Style*/a{}"), policy_hash("/*Script*/e();"));
    assert!(
        html.starts_with(&format!(
            "<!doctype html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><title>t</title>\
         <link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg/%3E\"><style>/*Style*/a{{}}</style><link rel=\"preload\" href=\"./pack-core-"
        )),
        "{html}"
    );
    assert!(
        html.contains("<script type=\"module\" src=\"./start-") && html.contains("href=\"./zice-e3b0c44298fc1c14.wasm\" as=\"fetch\""),
        "{html}"
    );
    assert!(html.ends_with("<script>/*Script*/e();</script></head><body><div id=\"app\"><main></main></div></body></html>"), "{html}");
    assert!(!html.contains("pack-later") && !html.contains("stylesheet") && !html.contains("why"), "{html}");
    assert_eq!(older, html.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'"));
    assert!(script.contains("\"./zice-") && script.contains(".css\", \"sha384-"), "{script}");
}
