//! The real server at the other end of two pipes, and as little client as can be.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use memchr::memmem;
use serde_json::{Value, json};

use crate::processor;

/// The draft that is open.
const URI: &str = "file:///desk/draft.md";

/// A server that runs. It is ended when it is dropped.
pub(crate) struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// Frames that are written and not yet sent.
    outbox: Vec<u8>,
    /// The last frame that was read.
    frame: Vec<u8>,
    requests: u64,
    version: u64,
}

impl Server {
    /// Starts a server, and shakes hands with it.
    pub(crate) fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let input = process.stdin.take().expect("a pipe");
        let output = BufReader::with_capacity(1 << 16, process.stdout.take().expect("a pipe"));
        let mut server =
            Self { process, input, output, outbox: Vec::new(), frame: Vec::new(), requests: 0, version: 0 };
        let params = json!({ "processId": null, "rootUri": null, "capabilities": {} });
        server.request("initialize", &params);
        server.answer();
        server.notify("initialized", &json!({}));
        server
    }

    /// Opens the draft, and waits for what is found in it.
    pub(crate) fn open(&mut self, text: &str) {
        self.version += 1;
        let draft = json!({ "uri": URI, "languageId": "markdown", "version": self.version, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": draft }));
        self.findings();
    }

    /// Asks what the server doesn't know: there and back, and nothing in between. [`Self::answer`] waits.
    pub(crate) fn ask_nothing(&mut self) {
        self.request("copydesk/none", &json!({}));
    }

    /// Sends what was asked, and waits for its answer.
    pub(crate) fn answer(&mut self) {
        self.send();
        let id = format!("\"id\":{}", self.requests);
        self.wait("", &id);
    }

    /// Puts text between two places, each a line and a character. [`Self::findings`] sends it.
    pub(crate) fn edit(&mut self, from: (usize, usize), to: (usize, usize), text: &str) {
        self.version += 1;
        let [start, end] =
            [from, to].map(|(line, character)| json!({ "line": line, "character": character }));
        let change = json!({ "range": { "start": start, "end": end }, "text": text });
        let draft = json!({ "uri": URI, "version": self.version });
        self.notify("textDocument/didChange", &json!({ "textDocument": draft, "contentChanges": [change] }));
    }

    /// Sends all edits, and waits for the findings of the draft's last version.
    pub(crate) fn findings(&mut self) {
        self.send();
        let version = format!("\"version\":{}", self.version);
        self.wait("publishDiagnostics", &version);
    }

    /// The most memory it ever held, in MiB.
    pub(crate) fn peak_memory(&self) -> Option<f64> {
        processor::peak_memory(self.process.id())
    }

    /// Sends what is written.
    pub(crate) fn send(&mut self) {
        self.input.write_all(&self.outbox).and_then(|()| self.input.flush()).expect("the server reads");
        self.outbox.clear();
    }

    fn request(&mut self, method: &str, params: &Value) {
        self.requests += 1;
        self.write(&json!({ "jsonrpc": "2.0", "id": self.requests, "method": method, "params": params }));
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn write(&mut self, message: &Value) {
        let body = message.to_string();
        self.outbox.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Waits for a message of a method that holds a number under a key.
    fn wait(&mut self, method: &str, number: &str) {
        loop {
            self.read();
            let end = |at: usize| self.frame.get(at + number.len()).is_none_or(|byte| !byte.is_ascii_digit());
            let numbered = memmem::find_iter(&self.frame, number).any(end);
            if numbered && memmem::find(&self.frame, method.as_bytes()).is_some() {
                return;
            }
        }
    }

    /// Reads a frame. Not a byte of it is understood here: that time would not be the server's.
    fn read(&mut self) {
        let (mut length, mut line) = (0, String::new());
        loop {
            line.clear();
            let count = self.output.read_line(&mut line).expect("the server writes");
            assert!(count > 0, "the server ended");
            match line.trim_end() {
                "" => break,
                header => {
                    let value = header.strip_prefix("Content-Length: ").and_then(|value| value.parse().ok());
                    length = value.unwrap_or(length);
                }
            }
        }
        self.frame.resize(length, 0);
        self.output.read_exact(&mut self.frame).expect("a whole frame");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
