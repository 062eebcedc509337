//! The lines of the draft with what is wrong under them, as compilers print it.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};
use copydesk_core::{Finding, Severity, Span, Text};

use super::{Checked, Format, Tally, count, one_line};

pub(super) static FORMAT: Format = Format {
    name: "full",
    about: "The lines of the draft with what is wrong under them",
    head: |_| (),
    draft: |checked, out| {
        for one in checked.findings {
            finding(checked, one, out);
        }
    },
    between: "",
    foot: summary,
};

/// Bytes of a line shown on each side of a place; the renderer trims further, to the page's width.
const AROUND: usize = 2_000;

/// Bytes within which two places of one line are shown together.
const SIDE_BY_SIDE: usize = 100;

/// Related places shown; further ones are counted.
const MOST_RELATED: usize = 4;

fn finding(checked: &Checked, finding: &Finding, out: &mut String) {
    let Checked { text, whole, .. } = *checked;
    let path = &*one_line(checked.path);
    let level = match finding.severity {
        Some(Severity::Error) => Level::ERROR,
        Some(Severity::Information) => Level::INFO.with_name("information"),
        Some(Severity::Hint) => Level::HELP.with_name("hint"),
        _ => Level::WARNING,
    };
    let group = level.primary_title(one_line(&finding.message)).id(finding.rule);
    let shown = &finding.related[..finding.related.len().min(MOST_RELATED)];
    let (beside, apart): (Vec<_>, Vec<_>) =
        shown.iter().partition(|one| is_beside(finding.span, one.span, whole));
    let mut first = piece(text, whole, finding.span, AnnotationKind::Primary, None);
    for related in beside {
        first.underline(related.span, AnnotationKind::Context, Some(&related.message));
    }
    let mut group = if first.cut {
        let place = text.place(finding.span.start as usize);
        group.element(Origin::path(path).line(place.line).char_column(place.column)).element(first.snippet)
    } else {
        group.element(first.snippet.path(path))
    };
    for related in apart {
        let one = piece(text, whole, related.span, AnnotationKind::Context, Some(&related.message));
        group = group.element(one.snippet.path(path));
    }
    if finding.related.len() > MOST_RELATED {
        let more = finding.related.len() - MOST_RELATED;
        group = group.element(Level::NOTE.message(format!("{more} more places")));
    }
    for fix in &finding.fixes {
        group = group.element(Level::HELP.message(&*fix.title));
    }
    let renderer = if checked.coloured { Renderer::styled() } else { Renderer::plain() };
    out.push_str(&renderer.decor_style(DecorStyle::Ascii).render(&[group]));
    out.push_str("\n\n");
}

/// Lines of the draft with places underlined.
struct Piece<'a> {
    snippet: Snippet<'a, Annotation<'a>>,
    /// The stretch of the draft that is shown.
    from: usize,
    to: usize,
    /// Whether the first line is cut at its start, so that columns can't be counted from it.
    cut: bool,
}

impl<'a> Piece<'a> {
    fn underline(&mut self, span: Span, kind: AnnotationKind, label: Option<&'a str>) {
        let (start, end) = (span.start as usize, (span.end as usize).min(self.to));
        let underline = kind.span(start - self.from..end - self.from).label(label.map(str::to_owned));
        let bare = std::mem::replace(&mut self.snippet, Snippet::source(""));
        self.snippet = bare.annotation(underline);
    }
}

/// The lines that hold a place, the place underlined.
fn piece<'a>(
    text: &Text,
    whole: &'a str,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Piece<'a> {
    let (start, end) = (span.start as usize, span.end as usize);
    let line = line_start(whole, start);
    let from = line.max(floor(whole, start.saturating_sub(AROUND)));
    let to = line_end(whole, end).min(floor(whole, end + AROUND));
    let snippet = Snippet::source(&whole[from..to]).line_start(text.place(start).line).fold(true);
    let mut piece = Piece { snippet, from, to, cut: from > line };
    piece.underline(span, kind, label);
    piece
}

/// Whether a related place stands in the finding's own line, near enough to be shown with it.
fn is_beside(finding: Span, related: Span, whole: &str) -> bool {
    let both = finding.to(related);
    both.len() <= SIDE_BY_SIDE && !both.of(whole).contains(['\n', '\r'])
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

/// The counts under the findings.
fn summary(tally: &Tally, out: &mut String) {
    let mut words = match (tally.drafts, tally.findings) {
        (0, _) if tally.unchecked > 0 => String::new(),
        (0, _) => "No draft to check. ".to_owned(),
        (drafts, 0) if tally.fixed + tally.allowed > 0 => {
            format!("{} checked, nothing left. ", count(drafts, "draft"))
        }
        (drafts, 0) => format!("{} checked, nothing to report. ", count(drafts, "draft")),
        (1, findings) => format!("{} in 1 draft. ", count(findings, "finding")),
        (drafts, findings) => {
            let with = tally.with_findings;
            format!("{} in {with} of {}. ", count(findings, "finding"), count(drafts, "draft"))
        }
    };
    if tally.fixed > 0 {
        words += &format!("{} mended. ", count(tally.fixed, "finding"));
    }
    if tally.allowed > 0 {
        words += &format!("{} allowed. ", count(tally.allowed, "finding"));
    }
    if tally.unchecked > 0 {
        words += &format!("{} could not be checked. ", count(tally.unchecked, "path"));
    }
    *out += words.trim_end();
    *out += "\n";
}
