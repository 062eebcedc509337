//! Panics: one costs a rule its findings or a draft its check, and is told in a line.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};

use crate::output::Trouble;

thread_local! {
    /// What panicked in the work that this thread guards; `None` where it guards none.
    static HEARD: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// From here on a panic in guarded work is kept for who guards it, and not printed.
pub(super) fn watch() {
    let print = take_hook();
    set_hook(Box::new(move |panic| {
        let kept = HEARD.with_borrow_mut(|heard| heard.as_mut().map(|heard| heard.push(told(panic))));
        if kept.is_none() {
            print(panic);
        }
    }));
}

/// Does some work. Gives what came of it, nothing if it panicked; and what was said by every panic,
/// those too that the work itself survived.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> (Option<T>, Vec<String>) {
    let outer = HEARD.replace(Some(Vec::new()));
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    let heard = HEARD.replace(outer).unwrap_or_default();
    (done, heard)
}

fn told(panic: &PanicHookInfo) -> String {
    let payload = panic.payload();
    let words = payload.downcast_ref::<&str>().copied();
    let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic");
    match panic.location() {
        Some(place) => format!("{words}, {}:{}", place.file(), place.line()),
        None => words.to_owned(),
    }
}

/// A draft that could not be checked for a failure of ours.
pub(super) fn failed(path: &str, heard: &[String]) -> Trouble {
    trouble(path, "copydesk failed on this draft", heard.last())
}

/// A rule that could not speak of a draft for a failure of ours.
pub(super) fn rule_failed(path: &str, rule: &str, heard: Option<&String>) -> Trouble {
    trouble(path, &format!("the rule `{rule}` failed on this draft, and its findings are missing"), heard)
}

fn trouble(path: &str, what: &str, heard: Option<&String>) -> Trouble {
    let issues = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");
    let heard = heard.map_or("nothing is known of it", String::as_str);
    let message = format!("{path}: {what}; please report this at {issues}: {heard}");
    Trouble { path: path.to_owned(), message }
}
