//! Whom a pronoun or a short form means: "he", "it", "the ministry", "Rouhani".

use std::collections::HashMap;

use super::paragraph::Referent;
use crate::languages::Classes;
use crate::reading::link::Paragraphs;
use crate::reading::names::Names;
use crate::text::Span;

/// What is known of the draft's people and bodies while its paragraphs go by.
pub(super) struct Who<'a> {
    draft: &'a Paragraphs<'a>,
    names: &'a Names,
    /// Where each mention of a name stands, with the name's place, sorted.
    mentions: Vec<(Span, usize)>,
    /// The fullest form by last word, of the names this module finds itself.
    fullest: HashMap<&'a str, &'a str, foldhash::fast::RandomState>,
    /// Those met so far, the latest last.
    met: Vec<(Span, Referent)>,
}

impl<'a> Who<'a> {
    /// Gathers the names of a draft.
    pub(super) fn new(draft: &'a Paragraphs<'a>, names: &'a Names) -> Self {
        let mut mentions: Vec<(Span, usize)> = Vec::new();
        for (index, name) in names.all.iter().enumerate() {
            mentions.extend(name.mentions.iter().map(|mention| (mention.span, index)));
        }
        mentions.sort_unstable();
        Self { draft, names, mentions, fullest: HashMap::default(), met: Vec::new() }
    }

    /// Takes note of what a paragraph names, once it is behind.
    pub(super) fn pass(&mut self, index: usize) {
        let by = self.draft.blocks[index].span.start;
        for referent in &self.draft.readings[index].quotes.referents {
            self.met.push((referent.span.shifted(by), *referent));
        }
    }

    /// The fullest form of whoever a noun phrase stands for.
    pub(super) fn name(&self, span: Span) -> Option<String> {
        let _ = (&self.fullest, Classes::ROLE);
        let at = self.mentions.partition_point(|(mention, _)| mention.end <= span.start);
        let (mention, name) = self.mentions.get(at)?;
        mention.overlaps(span).then(|| self.names.all[*name].full.clone())
    }
}
