//! Drafts with carets under what the desk says of them: the form of every example in a page and
//! of every whole draft in `tests/core/drafts`.
//!
//! A fence opens with ```` ```draft ```` (findings) or ```` ```reading quotes ```` (or `names`, `dates`,
//! `date`: what was read), and options behind: `date=2020-01-03` (given from outside), `file=NAME`,
//! `format=text` (Markdown otherwise), `preset=wire`. `COPYDESK_BLESS=1` writes what the desk says
//! today into the file, to be read and judged before it is committed.

use std::fs;
use std::path::Path;

use copydesk_core::finding::Severity;
use copydesk_core::formats::{MARKDOWN, PLAIN};
use copydesk_core::rules::{self, Rule};
use copydesk_core::stylebook::{Level, Preset};
use copydesk_core::{Draft, Memo, Reading, Span, Stylebook, judge, read};

/// One remark under a draft.
struct Remark {
    span: Span,
    words: String,
}

/// Checks every fence of a page; with a rule, only that rule speaks, and it speaks though it be off.
pub fn check_page(path: &Path, rule: Option<&'static Rule>) -> Result<usize, String> {
    let page = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let (mut actual, mut fence, mut count) = (String::new(), None::<(String, String)>, 0);
    for line in page.split_inclusive('\n') {
        match &mut fence {
            None => {
                actual.push_str(line);
                if line.starts_with("```draft") || line.starts_with("```reading") {
                    fence = Some((line.trim_end().trim_start_matches('`').to_owned(), String::new()));
                }
            }
            Some((options, body)) if line.starts_with("```") => {
                actual.push_str(&underline(options, body, rule));
                actual.push_str(line);
                count += 1;
                fence = None;
            }
            Some((_, body)) => body.push_str(line),
        }
    }
    if actual == page {
        return Ok(count);
    }
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        fs::write(path, &actual).map_err(|error| error.to_string())?;
    }
    Err(format!("{} does not say what the desk says:\n{}", path.display(), difference(&page, &actual)))
}

/// The lines that differ, page before desk.
fn difference(page: &str, actual: &str) -> String {
    let (page, actual): (Vec<_>, Vec<_>) = (page.lines().collect(), actual.lines().collect());
    let same_start = page.iter().zip(&actual).take_while(|(a, b)| a == b).count();
    let rest = page.len().min(actual.len()) - same_start;
    let same_end = page.iter().rev().zip(actual.iter().rev()).take_while(|(a, b)| a == b).count().min(rest);
    let part = |lines: &[&str], sign: &str| {
        let lines = &lines[same_start.saturating_sub(1)..lines.len() - same_end];
        lines.iter().map(|line| format!("{sign} {line}\n")).collect::<String>()
    };
    part(&page, "page:") + &part(&actual, "desk:")
}

/// The body of a fence with its carets taken out and the desk's own put in.
fn underline(options: &str, body: &str, rule: Option<&'static Rule>) -> String {
    let source: String = body.split_inclusive('\n').filter(|line| !is_remark(line)).collect();
    let mut words = options.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let mut stylebook = Stylebook::default();
    let (mut format, mut file, mut part) = (&MARKDOWN, None, "");
    for word in words {
        match word.split_once('=') {
            Some(("date", date)) => stylebook.date = Some(date.parse().expect("a date")),
            Some(("file", name)) => file = Some(name),
            Some(("format", "text")) => format = &PLAIN,
            Some(("preset", name)) => {
                stylebook.preset =
                    Preset::ALL.into_iter().find(|preset| preset.name() == name).expect("a preset");
            }
            None => part = word,
            Some(_) => panic!("unknown option: {word}"),
        }
    }
    // What is unused shows only beside the rules that could have used it.
    if let Some(rule) = rule.filter(|rule| rule.name != "unused-allow") {
        isolate(rule, &mut stylebook);
    }
    let draft = Draft::new(source.trim_end_matches('\n'), format, file);
    let reading = read(&draft, &stylebook, &mut Memo::default());
    let remarks = match kind {
        "reading" => readings(&reading, part),
        _ => findings(&reading, &stylebook),
    };
    render(&source, &remarks)
}

/// Leaves one rule on.
fn isolate(rule: &'static Rule, stylebook: &mut Stylebook) {
    for other in rules::RULES {
        if other.name != rule.name {
            stylebook.levels.push((other.name.to_owned(), Level::Off));
        }
    }
    if rules::level(rule, stylebook).is_none() && stylebook.preset == Preset::Online {
        stylebook.levels.push((rule.name.to_owned(), Level::At(Severity::Warning)));
    }
}

/// Whether a line is carets, with or without words behind.
fn is_remark(line: &str) -> bool {
    let rest = line.trim_start().trim_end_matches('\n');
    let carets = rest.trim_start_matches(['^', '~']);
    rest.len() > carets.len() && (carets.is_empty() || carets.starts_with(' '))
}

fn findings(reading: &Reading, stylebook: &Stylebook) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for finding in judge(reading, stylebook) {
        let severity = finding.severity.map_or("", Severity::name);
        let words = format!("{severity} {}: {}", finding.rule, finding.message);
        remarks.push(Remark { span: finding.span, words });
        for related in &finding.related {
            remarks.push(Remark { span: related.span, words: format!("related: {}", related.message) });
        }
    }
    remarks
}

fn readings(reading: &Reading, part: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut say = |span: Span, words: String| remarks.push(Remark { span, words });
    match part {
        "quotes" => {
            for quote in &reading.quotes.all {
                say(quote.span, format!("{} {}", quote.kind.name(), quote.attribution.name()));
                if let Some(speaker) = quote.speaker {
                    let name = reading.speaker_name(quote).map_or(String::new(), |name| format!(": {name}"));
                    say(speaker, format!("speaker{name}"));
                }
                if let Some(cue) = quote.cue {
                    say(cue, "cue".to_owned());
                }
            }
        }
        "names" => {
            for name in &reading.names().all {
                for mention in &name.mentions {
                    say(mention.span, format!("{}: {}", name.kind.name(), name.full));
                }
            }
        }
        "dates" => {
            for date in reading.dates.all.iter() {
                say(date.span, format!("{} {}", date.kind.name(), date.value.as_deref().unwrap_or("-")));
            }
        }
        "date" => {
            if let Some(own) = &reading.dates.own {
                let span = own.span.unwrap_or(Span::new(0, 1));
                say(span, format!("{} {}", own.source.name(), own.value));
            }
        }
        _ => panic!("a reading of what? {part:?}"),
    }
    remarks
}

/// The source with a line of carets under each remark's first line.
fn render(source: &str, remarks: &[Remark]) -> String {
    let mut text = String::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let end = start + line.len();
        text.push_str(line);
        let mut here: Vec<_> =
            remarks.iter().filter(|remark| (start..end).contains(&(remark.span.start as usize))).collect();
        here.sort_by_key(|remark| remark.span);
        for remark in here {
            let first = remark.span.start as usize;
            let last = (remark.span.end as usize).min(start + line.trim_end().len()).max(first);
            let width = |range: std::ops::Range<usize>| source[range].chars().count();
            let carets = "^".repeat(width(first..last).max(1));
            text.push_str(&format!("{}{carets} {}\n", " ".repeat(width(start..first)), remark.words));
        }
        start = end;
    }
    text
}
