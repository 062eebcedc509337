//! What the desk has to say about a draft.

use crate::text::{Change, Span};

/// How grave a finding is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Would be a correction in print.
    Error,
    /// The desk would stop the draft and ask.
    Warning,
    /// Worth a look.
    Information,
    /// Something for the writer to know.
    Hint,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Severity; 4] =
        [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint];

    /// Its name in settings, options and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }

    /// The severity of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Keeps the meaning: fit for "fix all on save".
    Safe,
    /// Likely right; the writer decides.
    Unsafe,
    /// A suggestion to look at, never applied by a program.
    DisplayOnly,
}

impl Applicability {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::DisplayOnly => "display-only",
        }
    }
}

/// A change of the draft: `text` in the place of `span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A way to mend a finding. Touches the finding's own draft only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an editor's menu shows it: `Change to “Soleimani”`.
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// The changes, disjoint and sorted.
    pub edits: Vec<Edit>,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What it has to do with the finding.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// One fault: what, where, how grave, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name; set by [`crate::rules::judge`], empty in the rule itself.
    pub rule: &'static str,
    /// How grave, if the rule grades it below its own severity; `judge` sets it for good.
    pub severity: Option<Severity>,
    /// What is wrong and what to do, in a sentence or two.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Other places that belong to it, in the draft's order.
    pub related: Vec<Related>,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// Moves with its draft, which changed elsewhere.
    pub fn follow(&mut self, change: Change) {
        let related = self.related.iter_mut().map(|related| &mut related.span);
        let edits = self.fixes.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
        for place in std::iter::once(&mut self.span).chain(related).chain(edits) {
            *place = change.moved(*place);
        }
    }

    /// Every place that it speaks of.
    pub fn places(&self) -> impl Iterator<Item = Span> {
        let related = self.related.iter().map(|related| related.span);
        let edits = self.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        std::iter::once(self.span).chain(related).chain(edits)
    }

    /// A finding at a place, of the rule's own severity.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self {
            rule: "",
            severity: None,
            message: message.into(),
            span,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// The same finding, graded by the rule.
    #[must_use]
    pub fn graded(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// The same finding with another place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { message: message.into(), span });
        self
    }

    /// The same finding with a way to mend it by one change.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, applicability: Applicability, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title: title.into(), applicability, edits });
        self
    }
}
