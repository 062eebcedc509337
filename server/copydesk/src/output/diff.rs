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

/// A name with a space is ended by a tab, so that programs don't cut it there.
fn named(path: &str) -> String {
    if path.contains(' ') { format!("{path}\t") } else { path.to_owned() }
}
