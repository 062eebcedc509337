//! A writer's hand.

use crate::server::Server;

/// What is struck, as often as in writing: most of it letters, a stop, a figure, a quote mark and a new
/// paragraph now and then.
const KEYS: [&str; 20] =
    ["e", "t", "a", " ", "o", "i", "n", ".", "s", "h", "r", "”", "d", " ", "l", "u", "\n", "c", "m", "7"];

/// Places in a draft where the hand writes, one after the other.
const PLACES: usize = 40;

/// A hand that writes one character somewhere, takes it out, goes on to the next place.
pub(crate) struct Hand {
    places: Vec<(usize, usize)>,
    strokes: usize,
}

impl Hand {
    /// A hand over a whole draft: its places lie in slices of it that are equally long. Each is inside the
    /// first word of a line, for all before it counts as one in any encoding.
    pub(crate) fn over(text: &str) -> Self {
        let plain = |line: &&str| line.len() > 40 && line.as_bytes()[..2].iter().all(u8::is_ascii_alphabetic);
        let lines: Vec<_> =
            text.lines().enumerate().filter(|(_, line)| plain(line)).map(|(at, _)| at).collect();
        let places = (0..PLACES).map(|slice| (lines[slice * lines.len() / PLACES], 1));
        Self { places: places.collect(), strokes: 0 }
    }

    /// Strikes a key; the server hears of it with the next that is sent.
    pub(crate) fn press(&mut self, server: &mut Server) {
        let pair = self.strokes / 2;
        let (line, character) = self.places[pair % self.places.len()];
        let (key, here) = (KEYS[pair % KEYS.len()], (line, character));
        if self.strokes.is_multiple_of(2) {
            server.edit(here, here, key);
        } else {
            server.edit(here, if key == "\n" { (line + 1, 0) } else { (line, character + 1) }, "");
        }
        self.strokes += 1;
    }
}
