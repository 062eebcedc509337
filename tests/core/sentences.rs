//! Where sentences end.

use copydesk_core::formats::PLAIN;
use copydesk_core::{Draft, Memo, Stylebook, read};

/// Cuts a paragraph at bars and compares with the desk's own cuts.
fn check(marked: &str) {
    let text = marked.replace('|', "");
    let reading = read(&Draft::new(text.as_str(), &PLAIN, None), &Stylebook::default(), &mut Memo::default());
    let cut: Vec<_> = reading.sentences().iter().map(|sentence| reading.words(*sentence)).collect();
    assert_eq!(cut.join(" |"), marked);
}

#[test]
fn an_abbreviation_before_a_name_ends_nothing() {
    check("The base was hit, U.S. President Ann Lowe wrote. |She gave no source.");
    check("The murder of Gen. Qadir Bulani shook the city. |Troops left.");
    check("He met Sen. J. R. Alder at 9 a.m. Friday. |They spoke for an hour.");
    check("Dr. Ruiz and Lt. Col. Okafor wrote to St. Mary's Inc. Chairman Bo Lind.");
}

#[test]
fn an_abbreviation_before_a_word_that_opens_a_sentence_ends_one() {
    check("The group is banned in the U.S. |The list is long.");
    check("They left at 5 p.m. |Police came later.");
    check("He works for Alder Inc. |It makes nails.");
}

#[test]
fn a_stop_inside_marks_ends_a_sentence_with_its_marks() {
    check("“We lost. |We will return.” |The crowd left.");
    check("“Is it over?” she asked.");
    check("He stopped ... then left. |(He came back.) |Nobody saw.");
}

#[test]
fn figures_and_addresses_hold_together() {
    check("It rose 3.5 percent to 1,200.50. |See example.com for more.");
    check("Version 2.0 of the plan won. |No. 5 lost.");
}
