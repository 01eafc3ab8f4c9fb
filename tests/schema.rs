//! The JSON Schema for authors' editors (`seeds/schema/`) is kept true: it is generated from the shapes that the program reads
//! (`crates/authoring/src/seed.rs`), and every file of every pack here is valid by it.
//!
//! `ZICE_WRITE_SCHEMA=1 cargo test --test schema` writes it anew.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Which shape each file has, `*` standing for any name.
const FILES: [(&str, &str); 10] = [
    ("pack.toml", "PackSeed"),
    ("facts.toml", "FactsFile"),
    ("terms.toml", "TermsFile"),
    ("sizes.toml", "SizesFile"),
    ("agencies.toml", "AgenciesFile"),
    ("contacts.toml", "ContactsFile"),
    ("sources.toml", "SourcesFile"),
    ("ladder.toml", "LadderFile"),
    ("rules/*.toml", "RuleFile"),
    ("supports/*.toml", "SupportFile"),
];

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The words and signs of a Rust text without comments.
fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let mut word = String::new();
        for letter in line.chars().chain([' ']) {
            if letter.is_alphanumeric() || letter == '_' {
                word.push(letter);
                continue;
            }
            found.extend((!word.is_empty()).then(|| core::mem::take(&mut word)));
            found.extend((!letter.is_whitespace()).then(|| letter.to_string()));
        }
    }
    found
}

/// Takes `#[…]`; whether it is serde's `default`.
fn attribute(tokens: &mut std::iter::Peekable<std::slice::Iter<'_, String>>) -> bool {
    let (mut depth, mut default) = (0, false);
    for token in tokens.by_ref() {
        match token.as_str() {
            "[" => depth += 1,
            "]" if depth == 1 => break,
            "]" => depth -= 1,
            "default" => default = true,
            _ => {}
        }
    }
    default
}

/// The shapes of `shape! { … }`.
fn shapes() -> Map<String, Value> {
    let source = read("crates/authoring/src/seed.rs");
    let (_, body) = source.split_once("\nshape! {\n").expect("the shapes");
    let (body, _) = body.split_once("\n}\n").expect("their end");
    let words = tokens(body);
    let mut rest = words.iter().peekable();
    let mut shapes = Map::new();
    let mut all_default = false;
    while let Some(token) = rest.next() {
        if token == "#" {
            let default = attribute(&mut rest);
            all_default |= default;
            continue;
        }
        assert_eq!(rest.next().map(String::as_str), Some("{"), "{token}");
        let (mut properties, mut required, mut default) = (Map::new(), Vec::new(), false);
        while let Some(field) = rest.next().filter(|token| *token != "}") {
            if field == "#" {
                default |= attribute(&mut rest);
                continue;
            }
            assert_eq!(rest.next().map(String::as_str), Some(":"), "{field}");
            let (mut kind, mut depth) = (String::new(), 0);
            for token in rest.by_ref() {
                depth += i32::from("<[(".contains(token.as_str())) - i32::from(">])".contains(token.as_str()));
                if token == "," && depth == 0 {
                    break;
                }
                kind += token;
            }
            let optional = kind.starts_with("Option<") || default || all_default;
            required.extend((!optional).then(|| Value::from(field.as_str())));
            properties.insert(field.clone(), of_type(&kind));
            default = false;
        }
        let mut shape = json!({"type": "object", "properties": properties, "additionalProperties": false});
        if !required.is_empty() {
            shape["required"] = required.into();
        }
        shapes.insert(token.clone(), shape);
        all_default = false;
    }
    shapes
}

/// The schema of a Rust type.
fn of_type(kind: &str) -> Value {
    let inside = |outer: &str| kind.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Option<").or(inside("Box<")) {
        return of_type(inner);
    }
    if let Some(inner) = inside("Vec<") {
        return json!({"type": "array", "items": of_type(inner)});
    }
    if let Some(inner) = inside("BTreeMap<String,") {
        return json!({"type": "object", "additionalProperties": of_type(inner)});
    }
    match kind {
        "String" => json!({"type": "string"}),
        "bool" => json!({"type": "boolean"}),
        "i64" => json!({"type": "integer"}),
        "u8" => json!({"type": "integer", "minimum": 0, "maximum": 255}),
        "u16" => json!({"type": "integer", "minimum": 0, "maximum": 65535}),
        "u32" => json!({"type": "integer", "minimum": 0}),
        "Number" => json!({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}]}),
        "[String;2]" => json!({"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}),
        "(Number,u8)" => json!({"type": "array", "minItems": 2, "maxItems": 2}),
        "Group" | "Effort" | "Change" | "Form" | "MadeOf" | "PlanState" | "WorthKindSeed" => json!({"enum": variants(kind)}),
        shape => {
            assert!(shape.chars().all(char::is_alphanumeric), "a type the schema does not know: {shape}");
            json!({"$ref": format!("#/$defs/{shape}")})
        }
    }
}

/// The names that serde gives an enum's variants.
fn variants(name: &str) -> Vec<String> {
    let homes = [
        "crates/core/src/catalogue/fact.rs",
        "crates/core/src/catalogue/screen.rs",
        "crates/core/src/figures.rs",
        "crates/authoring/src/seed.rs",
    ]
    .map(read);
    let body = homes.iter().find_map(|source| source.split_once(&format!("pub enum {name} {{"))).expect("the enum").1;
    let (body, _) = body.split_once('}').expect("its end");
    tokens(body).into_iter().filter(|token| token != ",").map(|name| snake_case(&name)).collect()
}

fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn schema(shape: &str) -> Value {
    json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": shape, "$ref": format!("#/$defs/{shape}"), "$defs": shapes()})
}

fn stem(file: &str) -> String {
    file.replace("s/*.toml", "").replace(".toml", "")
}

#[test]
fn the_schema_is_that_of_the_shapes() {
    for (file, shape) in FILES {
        let path = format!("seeds/schema/{}.schema.json", stem(file));
        let made = serde_json::to_string_pretty(&schema(shape)).expect("JSON") + "\n";
        if std::env::var_os("ZICE_WRITE_SCHEMA").is_some() {
            std::fs::create_dir_all(Path::new(ROOT).join("seeds/schema")).expect("a folder");
            std::fs::write(Path::new(ROOT).join(&path), &made).expect("the schema");
        }
        assert!(read(&path) == made, "{path} is out of date: ZICE_WRITE_SCHEMA=1 cargo test --test schema");
    }
}

/// The faults of a value by those keywords of JSON Schema that are used here.
fn faults(value: &Value, schema: &Value, root: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let shape = &root["$defs"][name.trim_start_matches("#/$defs/")];
        assert!(shape.is_object(), "{name} is not defined");
        return faults(value, shape, root, at, found);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let fits = |way: &Value| {
            let mut found = Vec::new();
            faults(value, way, root, at, &mut found);
            found.is_empty()
        };
        found.extend((!ways.iter().any(fits)).then(|| format!("{at}: {value} fits no way")));
    }
    if let Some(names) = schema["enum"].as_array() {
        found.extend((!names.contains(value)).then(|| format!("{at}: {value} is none of {names:?}")));
    }
    let kind = schema["type"].as_str().unwrap_or("");
    let fits = match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        _ => true,
    };
    found.extend((!fits).then(|| format!("{at}: {value} is no {kind}")));
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        faults(item, &schema["items"], root, &format!("{at}[{index}]"), found);
    }
    let Some(members) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        found.extend((!members.contains_key(name)).then(|| format!("{at}: {name} is missing")));
    }
    for (name, member) in members {
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => found.push(format!("{at}: unknown key {name}")),
            (Value::Null, more) => faults(member, more, root, &format!("{at}.{name}"), found),
            (known, _) => faults(member, known, root, &format!("{at}.{name}"), found),
        }
    }
}

fn checked(text: &str, shape: &str) -> Vec<String> {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}"));
    let value = serde_json::to_value(table).expect("JSON");
    let mut found = Vec::new();
    let root = schema(shape);
    faults(&value, &root, &root, "", &mut found);
    found
}

#[test]
fn every_pack_here_is_valid_by_the_schema() {
    for pack in ["seeds", "tests/second-pack", "crates/authoring/src/skeleton"] {
        let mut seen = BTreeMap::new();
        for (file, shape) in FILES {
            let names: Vec<String> = match file.split_once('*') {
                None => vec![file.to_owned()],
                Some((folder, _)) => std::fs::read_dir(Path::new(ROOT).join(pack).join(folder))
                    .expect("the folder")
                    .map(|entry| format!("{folder}{}", entry.expect("an entry").file_name().to_string_lossy()))
                    .collect(),
            };
            for name in names {
                assert_eq!(checked(&read(&format!("{pack}/{name}")), shape), Vec::<String>::new(), "{pack}/{name}");
                *seen.entry(file).or_insert(0) += 1;
            }
        }
        assert_eq!(seen.len(), FILES.len(), "{pack}");
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses_too() {
    let terms = read("tests/second-pack/terms.toml");
    for (from, to, says) in [
        ("source = \"green9\"", "sauce = \"green9\"", "unknown key sauce"),
        ("source = \"green9\"", "", "source is missing"),
        ("none_of = [\"outside\"]", "none_of = \"outside\"", "is no array"),
        ("id = \"here\"", "id = 3", "is no string"),
    ] {
        assert!(terms.contains(from));
        let found = checked(&terms.replace(from, to), "TermsFile");
        assert!(found.iter().any(|fault| fault.contains(says)), "{to}: {found:?}");
    }
}
