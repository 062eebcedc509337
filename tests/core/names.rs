//! Names: what the newsroom settles, fixes, and texts that no one would write.

use copydesk_core::formats::{MARKDOWN, PLAIN};
use copydesk_core::reading::names::{Form, NameKind};
use copydesk_core::stylebook::Preferred;
use copydesk_core::{Draft, Finding, Memo, Reading, Severity, Span, Stylebook, check, read};

fn reading(text: &str) -> Reading {
    read(&Draft::new(text, &PLAIN, None), &Stylebook::default(), &mut Memo::default())
}

fn findings(text: &str, stylebook: &Stylebook) -> Vec<Finding> {
    let found = check(&Draft::new(text, &MARKDOWN, None), stylebook, &mut Memo::default());
    found.into_iter().filter(|finding| finding.rule == "inconsistent-name").collect()
}

fn apply(text: &str, edits: &[copydesk_core::Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

const TWO: &str = "Ilya Karmanov spoke. Karmanov left.\n\nThen Karamnov wrote. Now Karamnov sleeps.";

#[test]
fn a_fix_changes_one_place_or_all() {
    let found = findings(TWO, &Stylebook::default());
    let [finding] = found.as_slice() else { panic!("one finding: {found:?}") };
    let texts: Vec<_> = finding.fixes.iter().map(|fix| apply(TWO, &fix.edits)).collect();
    assert_eq!(texts[0].matches("Karamnov").count(), 1);
    assert_eq!(texts[1].matches("Karamnov").count(), 0);
    assert_eq!(texts[2].matches("Karmanov").count(), 0);
    assert_eq!(finding.related.len(), 3);
}

#[test]
fn names_that_the_newsroom_tells_apart_are_two() {
    for names in [["Karmanov", "Karamnov"], ["Ilya Karmanov", "karamnov"]] {
        let distinct = vec![names.map(str::to_owned).to_vec()];
        let stylebook = Stylebook { distinct, ..Stylebook::default() };
        assert_eq!(findings(TWO, &stylebook), []);
    }
}

#[test]
fn a_preferred_spelling_is_asked_for_once_a_draft() {
    let prefer = vec![Preferred { spelling: "Karmanov".to_owned(), not: vec!["Karamnov".to_owned()] }];
    let stylebook = Stylebook { prefer, ..Stylebook::default() };
    let found = findings(TWO, &stylebook);
    let [finding] = found.as_slice() else { panic!("one finding: {found:?}") };
    assert!(finding.message.contains("this newsroom writes “Karmanov”"), "{}", finding.message);
    assert_eq!(finding.severity, Some(Severity::Warning));
    assert_eq!(apply(TWO, &finding.fixes[1].edits).matches("Karamnov").count(), 0);
}

#[test]
fn a_mention_tells_its_title_its_surname_and_its_form() {
    let reading = reading("Gen. Piet van der Groen landed. Van der Groen's men waited. Ana met him.");
    let (name, first) = reading.names().mention_at(Span::new(6, 7)).expect("a mention");
    assert_eq!(name.full, "Piet van der Groen");
    assert_eq!(name.kind, NameKind::Person);
    assert_eq!(first.title.map(|title| reading.words(title)), Some("Gen."));
    assert_eq!(reading.words(first.surname), "van der Groen");
    let forms: Vec<_> =
        name.mentions.iter().map(|mention| (reading.words(mention.span), mention.form)).collect();
    assert_eq!(forms, [("Piet van der Groen", Form::Full), ("Van der Groen", Form::Surname)]);
    let before: Vec<_> = reading.names().before(60).map(|(name, _)| name.full.as_str()).collect();
    assert_eq!(before, ["Piet van der Groen", "Piet van der Groen"]);
    assert_eq!(reading.names().inside(Span::new(0, 40)).count(), 1);
}

#[test]
fn hostile_text_is_read_to_its_end() {
    for piece in [
        "A-", "Al-", "de ", "Of The ", "O'", "J. ", "’s ", "McX", "“X” ", "Ł’", "É-é ", "Gen. of ", "&A ",
        "\u{301}A",
    ] {
        let text = piece.repeat(3000);
        let reading = reading(&text);
        for (_, mention) in reading.names().mentions() {
            assert!(text.is_char_boundary(mention.span.start as usize));
            assert!(mention.span.contains(mention.surname), "{piece:?}");
        }
        findings(&text, &Stylebook::default());
    }
}

#[test]
fn mentions_are_sorted_and_disjoint() {
    let reading = reading(
        "NEW FOR OLD: Ana Ruiz-Lind & Bo “Red” Van Holl Jr. of The Bank of the River, D-Leer., met \
         Trump-like Leer-Riga King Harald and Secretary of State J. K. d'Arc.\n\nRuiz-Lind's l'Arc!",
    );
    let spans: Vec<_> = reading.names().mentions().map(|(_, mention)| mention.span).collect();
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
    assert!(reading.names().all.windows(2).all(|pair| pair[0].mentions[0].span < pair[1].mentions[0].span));
}
