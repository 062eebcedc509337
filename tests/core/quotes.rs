//! Quotations under text that no editor would pass: marks without end, nested, torn, of every script.

use copydesk_core::formats::{MARKDOWN, PLAIN};
use copydesk_core::reading::quotes::{Attribution, QuoteKind};
use copydesk_core::{Draft, Memo, Reading, Stylebook, judge, read};

fn reading(text: &str) -> Reading {
    let reading = read(&Draft::new(text, &PLAIN, None), &Stylebook::default(), &mut Memo::default());
    judge(&reading, &Stylebook::default());
    hold_together(&reading);
    reading
}

/// What holds of every reading: spans on character boundaries, sorted, speakers where they are due.
fn hold_together(reading: &Reading) {
    let mut last = None;
    for quote in &reading.quotes.all {
        assert!(!reading.words(quote.span).is_empty(), "a quotation has words: {:?}", quote.span);
        assert!(last.is_none_or(|last| last <= quote.span.start), "quotations are sorted");
        last = Some(quote.span.start);
        if let Some(speaker) = quote.speaker {
            assert!(!reading.words(speaker).is_empty(), "a speaker has words");
        }
        if matches!(quote.attribution, Attribution::Attributed | Attribution::Continued) {
            assert!(quote.speaker.is_some(), "said by someone: {}", reading.words(quote.span));
        }
        if matches!(quote.attribution, Attribution::None | Attribution::Missing) {
            assert!(quote.speaker.is_none(), "said by no one: {}", reading.words(quote.span));
        }
        if quote.kind == QuoteKind::Nickname {
            assert_ne!(quote.attribution, Attribution::Missing);
        }
    }
}

#[test]
fn marks_without_end_are_read_in_linear_time() {
    for mark in ["\"", "“", "”", "'", "‘", "''", "«", "»", "„", "‹", "〝", "`", "“‘", "\"'"]
    {
        reading(&mark.repeat(100_000));
        reading(&format!("{mark}a ").repeat(20_000));
        reading(&format!("{} said Ana Ruiz {}", mark.repeat(20_000), mark.repeat(20_000)));
    }
}

#[test]
fn a_draft_that_is_one_quotation_is_one_quotation() {
    let text = format!("“{}”", "We lost the harvest and the barn. ".repeat(300_000));
    let reading = reading(&text);
    assert_eq!(reading.quotes.all.len(), 1);
    assert_eq!(reading.quotes.all[0].span.len(), text.len());
}

#[test]
fn quotations_nest_to_any_depth() {
    let reading = reading(&format!("{}a{}", "“".repeat(1_000), "”".repeat(1_000)));
    assert_eq!(reading.quotes.all.len(), 1_000);
    let deep = format!("{}a{}", "“‘".repeat(50_000), "’”".repeat(50_000));
    assert_eq!(self::reading(&deep).quotes.all.len(), 100_000);
}

#[test]
fn long_sentences_full_of_names_and_verbs_stay_linear() {
    reading(&format!("{}said “we lost the harvest.”", "Ana Ruiz, ".repeat(100_000)));
    reading(&"said ".repeat(200_000));
    reading(&"“a b c d,” ".repeat(100_000));
    reading(&format!("Ana Ruiz said that {}", "“it was so” and ".repeat(50_000)));
    reading(&"(".repeat(200_000));
    reading(&format!("((SOT: {}", "“a”: ".repeat(50_000)));
}

#[test]
fn torn_text_is_read_without_harm() {
    let pieces = [
        "“", "”", "\"", "'", "‘", "’", " ", "\n\n", "Ana Ruiz", " said", ",", ".", ":", "((", "))", "é", "𝕏",
        "\0",
    ];
    let mut state = 7u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..24 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        reading(&text);
        let marked = Draft::new(text.as_str(), &MARKDOWN, None);
        hold_together(&read(&marked, &Stylebook::default(), &mut Memo::default()));
    }
}

#[test]
fn a_newsroom_adds_its_own_verbs_of_speech() {
    let text = "The county closed the bridge.\n\n“We lost the harvest and the barn,” Ruiz kvetched.\n";
    let cue = |stylebook: &Stylebook| {
        let reading = read(&Draft::new(text, &PLAIN, None), stylebook, &mut Memo::default());
        reading.quotes.all[0].cue.map(|cue| reading.words(cue).to_owned())
    };
    let own = Stylebook { cues: vec!["kvetch".to_owned()], ..Stylebook::default() };
    assert_eq!(cue(&own).as_deref(), Some("kvetched"));
}
