//! Today's date, for a draft that nothing dates.

use copydesk_core::Span;
use copydesk_core::formats::{FrontMatter, Role};

use super::super::document::View;
use super::{Action, draft_action};

/// Writes today's date where the format has a place for it. Never on save: it is the writer who
/// knows which day the draft is of.
pub(super) fn insert_date(view: &View, index: usize, today: jiff::civil::Date) -> Option<Action> {
    let reading = &view.reading;
    let title = format!("Insert today’s date, {}", today.strftime("%B %-d, %Y"));
    let at = |byte: u32| Span { start: byte, end: byte };
    let (place, text) = match reading.front_matter() {
        Some(front_matter) => in_front_matter(reading.text.as_ref(), front_matter, today)?,
        None if view.draft.format.name == "Markdown" => {
            let start = if reading.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
            (at(start as u32), format!("---\ndate: {today}\n---\n\n"))
        }
        None => {
            let line = format!("Published: {}", today.strftime("%B %-d, %Y"));
            match reading.blocks().first()? {
                headline if headline.role == Role::Headline => (at(headline.span.end), format!("\n\n{line}")),
                first => (at(first.span.start), format!("{line}\n\n")),
            }
        }
    };
    Some(draft_action(title, index, place, text))
}

/// Today's date as the front matter writes it, in the place of a `date` that is none, or first.
fn in_front_matter(
    text: &str,
    front_matter: &FrontMatter,
    today: jiff::civil::Date,
) -> Option<(Span, String)> {
    let words = front_matter.span.of(text);
    let (fence, is_json) = (words.get(..3)?, words.starts_with('{'));
    let value = if is_json { format!("\"{today}\"") } else { today.to_string() };
    if let Some(date) = front_matter.get("date") {
        // An empty value stands behind the colon, wherever the parser sees it.
        let colon = text[date.span.start as usize..].starts_with(':');
        let at = date.span.start + u32::from(colon);
        return Some(match date.span.is_empty() {
            true => (Span { start: at, end: at }, format!(" {value}")),
            false => (date.span, value),
        });
    }
    let (behind, line) = match fence {
        "---" => (words.find('\n')? + 1, format!("date: {value}\n")),
        "+++" => (words.find('\n')? + 1, format!("date = {value}\n")),
        _ if is_json => {
            // Laid out as the key that was first.
            let inside = &words[1..];
            let indent = &inside[..inside.len() - inside.trim_start().len()];
            let gap = if indent.is_empty() { " " } else { "" };
            (1, format!("{indent}\"date\": {value},{gap}"))
        }
        _ => return None,
    };
    let at = front_matter.span.start + behind as u32;
    Some((Span { start: at, end: at }, line))
}
