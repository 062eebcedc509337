//! The layers hold: a module of the core imports only from those above it in `lib.rs`; in the
//! program, `cli` and `lsp` stand side by side on `project` and `output`.

use std::fs;
use std::path::{Path, PathBuf};

fn server() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The module of the crate that a file belongs to: the first part of its path in `src`.
fn module(src: &Path, file: &Path) -> String {
    let way = file.strip_prefix(src).expect("a file of the crate");
    let first = way.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Every module of the crate that a file names, with the line.
fn imports(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).expect("source");
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            for part in rest.trim_start_matches('{').split(['{', ',']) {
                let name: String =
                    part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.push((number + 1, name));
                if !rest.starts_with('{') {
                    break;
                }
            }
        }
    }
    found
}

/// The modules of the core in layer order, from its `pub mod` lines.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(server().join("copydesk-core/src/lib.rs")).expect("lib.rs");
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

#[test]
fn the_core_imports_upwards_only() {
    let src = server().join("copydesk-core/src");
    let order = order();
    assert!(order.len() >= 8, "the layers are read from lib.rs: {order:?}");
    let rank = |name: &str| order.iter().position(|module| module == name);
    let mut faults = Vec::new();
    let mut seen = 0;
    for file in files(&src) {
        let Some(own) = rank(&module(&src, &file)) else { continue };
        for (line, import) in imports(&file) {
            let Some(other) = rank(&import) else { continue };
            seen += 1;
            if other > own {
                faults.push(format!("{}:{line} imports `{import}` from below", file.display()));
            }
        }
    }
    assert!(seen > 20, "imports are found: {seen}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_program_keeps_its_rooms_apart() {
    let src = server().join("copydesk/src");
    let mut faults = Vec::new();
    for file in files(&src) {
        let own = module(&src, &file);
        let barred: &[&str] = match own.as_str() {
            "cli" => &["lsp"],
            "lsp" => &["cli", "output"],
            "output" => &["cli", "lsp", "project"],
            "project" => &["cli", "lsp", "output"],
            _ => &[],
        };
        for (line, import) in imports(&file) {
            // The one command that starts the server.
            let starts = own == "cli"
                && fs::read_to_string(&file).unwrap().lines().nth(line - 1).unwrap().contains("lsp::run()");
            if barred.contains(&import.as_str()) && !starts {
                faults.push(format!("{}:{line} imports `{import}`", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_server_writes_protocol_types_and_only_text_knows_the_rope() {
    let mut faults = Vec::new();
    for (folder, words, homes) in [
        ("copydesk/src", ["tower_lsp", "lsp_types"], &["lsp"][..]),
        ("copydesk-core/src", ["ropey", "tokio"], &["text", "draft"][..]),
    ] {
        let src = server().join(folder);
        for file in files(&src) {
            let text = fs::read_to_string(&file).expect("source");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let used =
                code.filter(|line| words.iter().any(|word| line.contains(&format!("{word}::")))).count();
            if used > 0 && !homes.contains(&module(&src, &file).as_str()) {
                faults.push(format!("{} uses {words:?}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
