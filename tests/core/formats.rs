//! What is prose in each format, and what is not.

use copydesk_core::formats::{Format, MARKDOWN, Outline, PLAIN, Role};

/// Each block as "role: prose", blanked markup left out.
fn blocks(format: &Format, text: &str) -> Vec<String> {
    let outline = format.outline(text);
    let words = |prose: &str| prose.replace('\0', "").replace('\u{1A}', "¤");
    outline.blocks.iter().map(|block| format!("{:?}: {}", block.role, words(block.prose(text)))).collect()
}

fn entries(outline: &Outline, text: &str) -> Vec<String> {
    let entries = outline.front_matter.iter().flat_map(|front_matter| &front_matter.entries);
    entries.map(|entry| format!("{}={} <{}>", entry.key, entry.value, entry.span.of(text))).collect()
}

#[test]
fn markdown_blanks_what_is_no_prose() {
    let text = "# A *fine* day\n\nSee [the port](https://example.com \"x\") and `code`, says ![alt](p.png)she &amp; I.\n\n<!-- no -->\n\n```\ncode\n```\n\n\
- one\n- two\n\n> “We stay,”\n> he said.\n\n| a | b |\n|---|---|\n| c | d |\n\n## Later\n";
    assert_eq!(
        blocks(&MARKDOWN, text),
        [
            "Headline: A fine day",
            "Paragraph: See the port and ¤¤¤¤¤¤, says she & I.",
            "Item: one",
            "Item: two",
            "BlockQuote: “We stay,”\nhe said.",
            "Cell: a",
            "Cell: b",
            "Cell: c",
            "Cell: d",
            "Heading: Later",
        ]
    );
}

#[test]
fn a_blocks_prose_is_as_long_as_its_span() {
    let text = "\u{FEFF}A **bold** “é” [😀](u) line\\\nwith `ü` &eacute; end.\n\n* x *y* z\n";
    for block in MARKDOWN.outline(text).blocks {
        assert_eq!(block.prose(text).len(), block.span.len());
    }
}

#[test]
fn plain_text_parts_at_empty_lines_or_long_ones() {
    let long = "word ".repeat(30);
    let text = format!(
        "Harbour vote stirs anger\n\nFirst line\nof one paragraph.\r\n\r\n{long}end.\n{long}end.\rLast."
    );
    let trimmed = long.trim_end();
    assert_eq!(
        blocks(&PLAIN, &text),
        [
            "Headline: Harbour vote stirs anger".to_owned(),
            "Paragraph: First line\nof one paragraph.".to_owned(),
            format!("Paragraph: {trimmed} end."),
            format!("Paragraph: {trimmed} end."),
            "Paragraph: Last.".to_owned(),
        ]
    );
}

#[test]
fn front_matter_is_read_in_three_languages() {
    let yaml = "---\ntitle: \"Über: a day\"\ndate: 2020-01-03\ntags: [a, b]\nmore:\n  deep: x\n---\nText.\n";
    assert_eq!(
        entries(&MARKDOWN.outline(yaml), yaml),
        [
            "title=Über: a day <\"Über: a day\">",
            "date=2020-01-03 <2020-01-03>",
            "tags=a <a>",
            "tags=b <b>",
            "more.deep=x <x>",
        ]
    );
    let toml = "+++\r\ntitle = \"A day\"\r\ndate = 2020-01-03T10:00:00Z\r\n[more]\r\ndeep = [1, 2]\r\n+++\r\nText.\r\n";
    assert_eq!(
        entries(&MARKDOWN.outline(toml), toml),
        [
            "title=A day <\"A day\">",
            "date=2020-01-03T10:00:00Z <2020-01-03T10:00:00Z>",
            "more.deep=1 <1>",
            "more.deep=2 <2>",
        ]
    );
    let json = "{\n  \"title\": \"A \\\"day\\\"\",\n  \"date\": \"2020-01-03\"\n}\n\nText.\n";
    assert_eq!(
        entries(&PLAIN.outline(json), json),
        ["title=A \"day\" <\"A \\\"day\\\"\">", "date=2020-01-03 <\"2020-01-03\">",]
    );
    for text in [yaml, toml, json] {
        assert_eq!(blocks(&MARKDOWN, text), ["Paragraph: Text."]);
    }
}

#[test]
fn what_only_looks_like_front_matter_is_prose() {
    assert_eq!(blocks(&PLAIN, "--- a dash\nText.\n---\n").len(), 1);
    assert_eq!(blocks(&MARKDOWN, "{a brace} opens this.\n"), ["Paragraph: {a brace} opens this."]);
    assert_eq!(blocks(&MARKDOWN, "---\nnever: closed\n\nText.\n").len(), 2);
}

#[test]
fn front_matter_that_cannot_be_parsed_hides_nothing_behind_it() {
    let text = "---\ndate: 2020-01-03\ntitle: [open\n---\n\nText.\n";
    let outline = MARKDOWN.outline(text);
    assert_eq!(entries(&outline, text), ["date=2020-01-03 <2020-01-03>", "title=open <open>"]);
    assert_eq!(outline.blocks.len(), 1);
    assert_eq!(outline.blocks[0].role, Role::Paragraph);
}

#[test]
fn nothing_is_read_of_nothing() {
    for text in ["", "\u{FEFF}", "\n\n\n", "\r", "---\n---\n", "\0\0", "<!-- x -->"] {
        assert!(blocks(&MARKDOWN, text).is_empty(), "{text:?}");
    }
    assert!(blocks(&PLAIN, "\u{FEFF} \t\r\n\r").is_empty());
}
