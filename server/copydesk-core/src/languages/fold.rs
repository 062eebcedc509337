//! Latin letters without their marks, so that spellings that differ in nothing else meet.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A word in small letters without marks; other scripts stay as they are. Curly apostrophes become
/// straight.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars() {
        fold_char(letter, |letter| folded.push(letter));
    }
    folded
}

/// Hands on what a character is without case and marks: nothing for a mark, two letters for æ.
pub fn fold_char(letter: char, mut hand_on: impl FnMut(char)) {
    match letter {
        'A'..='Z' => hand_on(letter.to_ascii_lowercase()),
        '\0'..='\x7F' => hand_on(letter),
        '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' => hand_on('\''),
        '‐' | '‑' => hand_on('-'),
        _ => {
            let small = letter.to_lowercase();
            small.for_each(|small| {
                decompose_canonical(small, |part| {
                    if !is_combining_mark(part) {
                        whole(part).chars().for_each(&mut hand_on);
                        if whole(part).is_empty() {
                            hand_on(part);
                        }
                    }
                });
            });
        }
    }
}

/// Letters that Unicode doesn't take apart, as English copy prints them; "" for all others.
fn whole(letter: char) -> &'static str {
    match letter {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ħ' => "h",
        'ŋ' => "ng",
        'ə' => "a",
        _ => "",
    }
}
