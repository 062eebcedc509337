//! The lines of the draft with what is wrong under them, as compilers print it.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use copydesk_core::{Finding, Severity, Span, Text};

/// Bytes of a line shown on each side of a place; the renderer trims further, to the page's width.
const AROUND: usize = 2_000;

/// Related places shown; further ones are counted.
const MOST_RELATED: usize = 4;

/// Appends a finding. `whole` is the draft's text in one piece.
pub fn finding(path: &str, text: &Text, whole: &str, finding: &Finding, coloured: bool, out: &mut String) {
    let level = match finding.severity {
        Some(Severity::Error) => Level::ERROR,
        Some(Severity::Information) => Level::INFO.with_name("information"),
        Some(Severity::Hint) => Level::HELP.with_name("hint"),
        _ => Level::WARNING,
    };
    let place = text.place(finding.span.start as usize);
    let origin = Origin::path(path).line(place.line).char_column(place.column);
    let mut group = level.primary_title(&*finding.message).id(finding.rule).element(origin);
    group = group.element(snippet(text, whole, finding.span, AnnotationKind::Primary, None));
    for related in finding.related.iter().take(MOST_RELATED) {
        group = group.element(snippet(
            text,
            whole,
            related.span,
            AnnotationKind::Context,
            Some(&related.message),
        ));
    }
    if finding.related.len() > MOST_RELATED {
        let more = finding.related.len() - MOST_RELATED;
        group = group.element(Level::NOTE.message(format!("{more} more places")));
    }
    for fix in &finding.fixes {
        group = group.element(Level::HELP.message(&*fix.title));
    }
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    out.push_str(&renderer.decor_style(DecorStyle::Ascii).render(&[group]));
    out.push_str("\n\n");
}

/// The lines that hold a place, the place underlined.
fn snippet<'a>(
    text: &Text,
    whole: &'a str,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = line_start(whole, start).max(floor(whole, start.saturating_sub(AROUND)));
    let to = line_end(whole, end).min(floor(whole, end + AROUND));
    let underline = kind.span(start - from..end - from).label(label.map(str::to_owned));
    Snippet::source(&whole[from..to]).line_start(text.place(start).line).fold(true).annotation(underline)
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

fn line_end(text: &str, byte: usize) -> usize {
    text[byte..].find(['\n', '\r']).map_or(text.len(), |length| byte + length)
}

/// The nearest character boundary at or below a byte.
fn floor(text: &str, mut byte: usize) -> usize {
    byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
