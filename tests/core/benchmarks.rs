//! What the benchmarks measure with is copy like any other: made up, the same every time, and quiet.

#[path = "../bench/copy.rs"]
mod copy;

use std::collections::HashSet;

use copydesk_core::formats::{Format, MARKDOWN, PLAIN};
use copydesk_core::{Draft, Finding, Memo, Reading, Stylebook, judge, read};

/// Words of a draft, as many as an article has.
const WORDS: usize = 750;

fn reading(text: &str, format: &'static Format) -> Reading {
    read(&Draft::new(text, format, None), &Stylebook::default(), &mut Memo::none())
}

fn findings(reading: &Reading) -> Vec<Finding> {
    judge(reading, &Stylebook::default())
}

/// Drafts as the benchmark of the command writes them.
fn archive() -> impl Iterator<Item = (String, &'static Format)> {
    (0..40).map(|seed| (copy::draft(seed, WORDS), if seed % 2 == 0 { &MARKDOWN } else { &PLAIN }))
}

#[test]
fn a_seed_gives_one_draft() {
    assert_eq!(copy::draft(7, WORDS), copy::draft(7, WORDS));
    assert_ne!(copy::draft(7, WORDS), copy::draft(8, WORDS));
    assert_eq!(copy::news(7, 50_000), copy::news(7, 50_000));
}

#[test]
fn drafts_are_as_long_as_was_asked() {
    for words in [300, 1_000, 30_000] {
        let told = copy::draft(3, words).split_whitespace().count();
        assert!(told.abs_diff(words) < 60, "{told} words, {words} were asked for");
    }
    assert!(copy::news(3, 50_000).len().abs_diff(50_000) < 1_000);
}

/// Published articles hold, in a thousand words, about 15 quotations, 40 names and 16 dates.
#[test]
fn drafts_quote_name_and_date_as_news_does() {
    let [mut words, mut quotes, mut names, mut dates] = [0; 4];
    for (text, format) in archive() {
        let reading = reading(&text, format);
        words += text.split_whitespace().count();
        quotes += reading.quotes.all.len();
        names += reading.names().all.len();
        dates += reading.dates.all.len();
    }
    let shares = [quotes, names, dates].map(|count| count * 1_000 / words);
    assert!((10..20).contains(&shares[0]), "{shares:?}");
    assert!((25..50).contains(&shares[1]), "{shares:?}");
    assert!((12..26).contains(&shares[2]), "{shares:?}");
}

/// A desk that finds much measures how findings are written out, not how drafts are read.
#[test]
fn drafts_hold_few_faults_and_some() {
    let found: usize = archive().map(|(text, format)| findings(&reading(&text, format)).len()).sum();
    assert!((1..20).contains(&found), "{found} findings in 30,000 words");
}

#[test]
fn every_paragraph_of_news_has_a_person_a_quotation_and_a_date_of_its_own() {
    let text = copy::news(1, 100_000);
    let paragraphs: Vec<_> = text.split("\n\n").skip(1).filter(|paragraph| !paragraph.is_empty()).collect();
    assert!(paragraphs.len() > 200);
    let mut people = HashSet::new();
    for paragraph in &paragraphs {
        let person: Vec<_> = paragraph.split(' ').take(2).collect();
        assert!(people.insert(person[1]), "{person:?} was there before");
        let reading = reading(paragraph, &PLAIN);
        assert!(!reading.quotes.all.is_empty() && !reading.dates.all.is_empty(), "{paragraph}");
        assert!(reading.names().all.iter().any(|name| name.full == person.join(" ")), "{paragraph}");
    }
    assert_eq!(findings(&reading(&text, &MARKDOWN)), []);
}

/// In a draft of very many names none is another's misspelling.
#[test]
fn names_are_all_different() {
    assert_eq!(findings(&reading(&copy::names(3_000), &MARKDOWN)), []);
}
