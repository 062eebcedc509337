//! A unified diff, as `patch -p0` and `git apply -p0` take it.

use similar::TextDiff;

/// What turns `old` into `new`. Lines end at LF only, as those programs count them.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    let name = named(path);
    diff.unified_diff().header(&name, &name).to_string()
}

/// A name as those programs read it: one with a space is ended by a tab, so that it is not cut there;
/// one with odd characters stands in quote marks, so that it can't end its line.
fn named(path: &str) -> String {
    if !path.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        return if path.contains(' ') { format!("{path}\t") } else { path.to_owned() };
    }
    let mut name = String::from('"');
    for c in path.chars() {
        match c {
            '"' | '\\' => name.extend(['\\', c]),
            c if c.is_control() => {
                for byte in c.to_string().bytes() {
                    name += &format!("\\{byte:03o}");
                }
            }
            c => name.push(c),
        }
    }
    name + "\""
}
