//! A small client of the language server, over the pipes of the built program.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longer than any answer takes, even on a machine that does much else.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What the protocol's own bounds are held to: the end comes "within a second".
pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// A server, and the client's end of its pipes.
pub(crate) struct Client {
    process: Child,
    input: Option<ChildStdin>,
    output: Option<ChildStdout>,
    messages: Receiver<Value>,
    /// Messages that came while another was waited for.
    kept: VecDeque<Value>,
    last_id: i64,
}

impl Client {
    /// Starts a server and says nothing yet.
    pub(crate) fn start() -> Self {
        let mut client = Self::start_deaf();
        client.listen();
        client
    }

    /// Starts a server that logs; what it has logged by its end.
    pub(crate) fn start_logging(level: &str) -> (Self, JoinHandle<String>) {
        let mut client = Self::start_with(&["lsp", "--log", level], Stdio::piped());
        client.listen();
        let mut log = client.process.stderr.take().expect("a log");
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            log.read_to_string(&mut text).expect("the log is text");
            text
        });
        (client, log)
    }

    /// Starts a server that logs to someone who doesn't read it.
    pub(crate) fn start_unread(level: &str) -> Self {
        let mut client = Self::start_with(&["lsp", "--log", level], Stdio::piped());
        client.listen();
        client
    }

    /// Starts a server whose output no one reads.
    pub(crate) fn start_deaf() -> Self {
        Self::start_with(&["lsp"], Stdio::null())
    }

    fn start_with(arguments: &[&str], log: Stdio) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let (_, messages) = channel();
        Self { process, input, output, messages, kept: VecDeque::new(), last_id: 0 }
    }

    /// Begins to read what the server writes.
    pub(crate) fn listen(&mut self) {
        let output = self.output.take().expect("an output that no one reads");
        let (sender, messages) = channel();
        self.messages = messages;
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_frame(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
    }

    /// Closes the server's output.
    pub(crate) fn close_output(&mut self) {
        self.output = None;
    }

    /// Starts a server for a client that can do `capabilities`, in a workspace of `folders`.
    pub(crate) fn with(capabilities: &Value, folders: &[&Path]) -> Self {
        let mut client = Self::start();
        let folder = |folder: &&Path| json!({ "uri": uri_of(folder), "name": "folder" });
        let folders: Vec<_> = folders.iter().map(folder).collect();
        let params = json!({ "processId": null, "rootUri": null, "workspaceFolders": folders, "capabilities": capabilities });
        assert!(client.request("initialize", params)["error"].is_null());
        client.notify("initialized", json!({}));
        client
    }

    /// Starts a server for a client that counts in one of `encodings`.
    pub(crate) fn counting_in(encodings: &[&str]) -> Self {
        let mut client = Self::start();
        let general = json!({ "positionEncodings": encodings });
        client.initialize(&json!({ "general": general }));
        client
    }

    /// Says who the client is; the server's answer.
    pub(crate) fn initialize(&mut self, capabilities: &Value) -> Value {
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        answer["result"].clone()
    }

    /// Writes bytes as they are.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("an open input");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        self.write(&framed(message));
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request about a place in a draft; its result.
    pub(crate) fn at(&mut self, method: &str, uri: &str, line: u32, character: u32) -> Value {
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": uri }, "position": position });
        self.result(method, params)
    }

    /// Sends a request that has to succeed; its result.
    pub(crate) fn result(&mut self, method: &str, params: Value) -> Value {
        let answer = self.request(method, params);
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Answers a request of the server's.
    pub(crate) fn reply(&mut self, request: &Value, result: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
    }

    /// Waits for a request or notification of the server's.
    pub(crate) fn asked(&mut self, method: &str) -> Value {
        self.wait_for(|message| message["method"] == method)
    }

    /// Sends a request and waits for its answer, error or not.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Sends a request; its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params }));
        self.last_id
    }

    /// Waits for the answer to a request.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.wait_for(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Opens a draft.
    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        self.open_as("markdown", uri, text);
    }

    /// Changes a draft.
    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let draft = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": draft, "contentChanges": changes }));
    }

    /// Opens a draft in some language.
    pub(crate) fn open_as(&mut self, language: &str, uri: &str, text: &str) {
        let draft = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": draft }));
    }

    /// Closes a draft.
    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Waits for the diagnostics of one version of a draft.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: i64) -> Value {
        let published =
            self.wait_for(|message| published(message, uri) && message["params"]["version"] == version);
        published["params"]["diagnostics"].clone()
    }

    /// Waits until a version of a draft has exactly these diagnostics. What is being typed is
    /// told of only after a pause, so others may come first.
    pub(crate) fn comes_to(&mut self, uri: &str, version: i64, expected: &Value) {
        let end = Instant::now() + PATIENCE;
        loop {
            let diagnostics = self.diagnostics(uri, version);
            if diagnostics == *expected {
                return;
            }
            assert!(Instant::now() < end, "{diagnostics:#} stays, instead of {expected:#}");
        }
    }

    /// Waits for diagnostics of a draft that tell no version.
    pub(crate) fn unversioned_diagnostics(&mut self, uri: &str) -> Value {
        let published =
            self.wait_for(|message| published(message, uri) && message["params"].get("version").is_none());
        published["params"]["diagnostics"].clone()
    }

    /// Waits for a message; those before it are kept.
    pub(crate) fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at).expect("it is there");
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.kept.push_back(message),
                Err(RecvTimeoutError::Timeout) => panic!("no such message; others: {:?}", self.kept),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended; it said: {:?}", self.kept),
            }
        }
    }

    /// All messages of a stretch of time in which a request is answered: what came before it.
    pub(crate) fn so_far(&mut self) -> Vec<Value> {
        let id = self.ask("copydesk/none", json!({}));
        self.answer(id);
        self.kept.drain(..).collect()
    }

    /// Writes bytes from another thread, for a server that may not read them; whether it did.
    pub(crate) fn is_read(&mut self, bytes: Vec<u8>) -> bool {
        let mut input = self.input.take().expect("an open input");
        let (sender, written) = channel();
        std::thread::spawn(move || {
            let done = input.write_all(&bytes).is_ok();
            let _ = sender.send((input, done));
        });
        let Ok((input, done)) = written.recv_timeout(PATIENCE) else { return false };
        self.input = Some(input);
        done
    }

    /// How many KiB of memory the server holds.
    #[cfg(target_os = "linux")]
    pub(crate) fn resident(&self) -> usize {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Sends a signal to the server.
    #[cfg(unix)]
    pub(crate) fn signal(&self, signal: &str) {
        let status = Command::new("kill").args([signal, &self.process.id().to_string()]).status();
        assert!(status.expect("the signal is sent").success());
    }

    /// Closes the server's input.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits for the end, which must come within `bound`.
    pub(crate) fn ended_within(&mut self, bound: Duration) -> ExitStatus {
        let end = Instant::now() + bound;
        loop {
            if let Some(status) = self.process.try_wait().expect("a process") {
                return status;
            }
            assert!(Instant::now() < end, "still alive after {bound:?}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Shuts the server down as the protocol wants, and checks that it goes.
    pub(crate) fn finish(mut self) {
        assert!(self.request("shutdown", Value::Null)["error"].is_null());
        self.notify("exit", Value::Null);
        assert_eq!(self.ended_within(SECOND).code(), Some(0));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn published(message: &Value, uri: &str) -> bool {
    message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
}

/// The URI of a file.
pub(crate) fn uri_of(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// A message with its header.
pub(crate) fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn read_frame(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|count| *count > 0)?;
        match line.trim_end() {
            "" => break,
            header => length = header.strip_prefix("Content-Length: ")?.parse().ok()?,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
