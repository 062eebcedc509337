//! The server whole, in a process of its own, with a rule that is broken; and what tests of its
//! parts share.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::mpsc::Sender;

use copydesk_core::{Finding, Severity, Span};
use serde_json::{Value, json};

use super::*;

/// An output that hands on what is written to it.
pub(super) struct Output(pub(super) Sender<String>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.0.send(String::from_utf8_lossy(bytes).into_owned());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl wire::Sink for Output {}

/// A rule that finds every draft's first byte.
pub(super) static SOUND: Rule = Rule {
    name: "sound",
    severity: |_| Some(Severity::Hint),
    page: "",
    check: |_, _, findings| findings.push(Finding::at(Span::new(0, 1), "found")),
};

/// A rule that panics and quotes the draft.
static BROKEN: Rule = Rule {
    name: "broken",
    severity: |_| Some(Severity::Hint),
    page: "",
    check: |reading, _, _| panic!("a fault in {}", reading.text),
};

static BOTH: [&Rule; 2] = [&BROKEN, &SOUND];

/// The server of the test below, in a process of its own.
#[test]
#[ignore = "it serves whoever holds its pipes"]
fn a_server_with_a_broken_rule() {
    run_by(&BOTH, Log(tracing::Level::INFO));
    // The harness would write to standard output.
    std::process::exit(0);
}

fn message(output: &mut BufReader<ChildStdout>) -> Value {
    let length = loop {
        let mut line = String::new();
        assert_ne!(output.read_line(&mut line).expect("a line"), 0, "the server has ended");
        if let Some((_, length)) = line.split_once("Content-Length: ") {
            break length.trim().parse().expect("a length");
        }
    };
    let mut body = vec![0; length];
    output.read_line(&mut String::new()).and_then(|_| output.read_exact(&mut body)).expect("a body");
    serde_json::from_slice(&body).expect("JSON")
}

/// The rule's findings are gone, all else works, the user is told once, and the log holds
/// none of what the panic quoted.
#[test]
fn a_rule_that_panics_is_told_of_once_and_in_no_one_elses_words() {
    let mut server = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "lsp::tests::a_server_with_a_broken_rule", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process");
    let mut input = server.stdin.take().expect("its input");
    let mut output = BufReader::new(server.stdout.take().expect("its output"));
    let mut log = server.stderr.take().expect("its log");
    let log = std::thread::spawn(move || {
        let mut text = String::new();
        log.read_to_string(&mut text).map(|_| text)
    });
    let mut send = |message: Value| {
        let body = json!({ "jsonrpc": "2.0" });
        let mut body = body.as_object().expect("an object").clone();
        body.extend(message.as_object().expect("an object").clone());
        let body = Value::Object(body).to_string();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
    };
    send(json!({ "id": 0, "method": "initialize", "params": { "capabilities": {} } }));
    send(json!({ "method": "initialized", "params": {} }));
    for number in 0..3 {
        let uri = format!("file:///{number}.md");
        let text = "The xylophonist said nothing.";
        let draft = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        send(json!({ "method": "textDocument/didOpen", "params": { "textDocument": draft } }));
    }
    let symbols = json!({ "textDocument": { "uri": "file:///2.md" } });
    send(json!({ "id": 1, "method": "textDocument/documentSymbol", "params": symbols }));
    let (mut found, mut shown, mut answered) = (0, Vec::new(), false);
    while found < 3 || shown.is_empty() || !answered {
        let message = message(&mut output);
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let codes: Vec<_> = message["params"]["diagnostics"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .map(|found| found["code"].clone())
                    .collect();
                assert_eq!(codes, ["sound"]);
                found += 1;
            }
            Some("window/showMessage") => shown.push(message["params"]["message"].clone()),
            _ => answered |= message["id"] == 1 && message["error"].is_null(),
        }
    }
    send(json!({ "id": 2, "method": "shutdown" }));
    send(json!({ "method": "exit" }));
    let mut last = Value::Null;
    while last["id"] != 2 {
        last = message(&mut output);
        assert_ne!(last["method"], "window/showMessage", "{last}");
    }
    assert!(server.wait().expect("its end").success());
    assert!(shown.len() == 1 && shown[0].as_str().is_some_and(|said| said.contains("broken")), "{shown:?}");
    let log = log.join().expect("no panic").expect("the log is text");
    assert!(log.contains("a rule panicked") && log.contains("a panic"), "{log}");
    assert!(!log.contains("xylophonist"), "{log}");
}
