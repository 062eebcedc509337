//! Colours in the protocol's form: tokens, each told by its distance from the one before.

use copydesk_core::text::Position;
use copydesk_core::{Span, Text};

use super::super::document::View;
use super::super::manner::Manner;
use super::super::voices::Voice;
use super::types;

/// Colours that every theme has and tells apart. They are a programmer's words; what counts is
/// that two speakers look different. With more speakers they begin again.
const LEGEND: [types::SemanticTokenType; 6] = [
    types::SemanticTokenType::STRING,
    types::SemanticTokenType::FUNCTION,
    types::SemanticTokenType::TYPE,
    types::SemanticTokenType::NUMBER,
    types::SemanticTokenType::KEYWORD,
    types::SemanticTokenType::VARIABLE,
];

/// What is offered of colours.
pub(in super::super) fn offer() -> types::SemanticTokensOptions {
    types::SemanticTokensOptions {
        legend: types::SemanticTokensLegend { token_types: LEGEND.to_vec(), token_modifiers: Vec::new() },
        range: Some(true),
        full: Some(types::SemanticTokensFullOptions::Bool(true)),
        ..types::SemanticTokensOptions::default()
    }
}

/// The tokens of quotations. None goes over a line's end: few clients could show that.
pub(in super::super) fn tokens(view: &View, voices: &[Voice], manner: Manner) -> types::SemanticTokens {
    let text = &view.draft.text;
    let mut before = Position { line: 0, column: 0 };
    let mut data = Vec::new();
    for voice in voices {
        for line in lines(&view.reading.text, voice.span) {
            let (start, length) = place(text, line, manner);
            let same_line = start.line == before.line;
            data.push(types::SemanticToken {
                delta_line: start.line - before.line,
                delta_start: if same_line { start.column - before.column } else { start.column },
                length,
                token_type: (voice.speaker % LEGEND.len()) as u32,
                token_modifiers_bitset: 0,
            });
            before = start;
        }
    }
    types::SemanticTokens { result_id: None, data }
}

/// Where a piece of a line begins, and how long it is in the client's units.
fn place(text: &Text, line: Span, manner: Manner) -> (Position, u32) {
    let start = text.position(line.start as usize, manner.encoding);
    let end = text.position(line.end as usize, manner.encoding);
    (start, end.column - start.column)
}

/// The pieces of a stretch between line ends, without the white space around them.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let words = span.of(text);
    words.split(['\n', '\r']).filter_map(move |line| {
        let trimmed = line.trim();
        let start = trimmed.as_ptr() as usize - words.as_ptr() as usize + span.start as usize;
        (!trimmed.is_empty()).then(|| Span::new(start, start + trimmed.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_goes_over_a_line_end() {
        let text = "a “b\r\n  c\rd\n\n” e";
        let pieces: Vec<_> = lines(text, Span::new(2, text.len() - 2)).map(|piece| piece.of(text)).collect();
        assert_eq!(pieces, ["“b", "c", "d", "”"]);
    }
}
