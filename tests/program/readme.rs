//! What the README shows is what the command prints.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_screen_in_the_readme_is_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let (_, behind) = readme.split_once("```console\n$ copydesk ").expect("a screen");
    let (call, screen) = behind.split_once('\n').expect("what was called");
    let (screen, _) = screen.split_once("\n```").expect("its end");
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let run = command.args(call.split(' ')).current_dir(root.join("tests/drafts")).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&run.stdout).trim_end(), screen);
}
