//! What the client at the other end can do, and how it counts.

use copydesk_core::text::Encoding;

use super::convert::types::{
    ClientCapabilities, DiagnosticTag, InitializeParams, MarkupKind, PositionEncodingKind,
    ResourceOperationKind,
};

/// The client's manner, settled once by `initialize`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// How it counts inside a line.
    pub(super) encoding: Encoding,
    /// It asks for diagnostics, and can be told to ask again; so nothing is pushed to it.
    pub(super) pulls: bool,
    /// It shows places that belong to a finding.
    pub(super) related: bool,
    /// It links a finding's code to a page.
    pub(super) code_pages: bool,
    /// It keeps what a diagnostic carries.
    pub(super) data: bool,
    /// It takes code actions, not only commands.
    pub(super) actions: bool,
    /// It takes edits that tell the version they start from.
    pub(super) document_changes: bool,
    /// It makes files that an edit needs.
    pub(super) creates_files: bool,
    /// It shows Markdown.
    pub(super) markdown: bool,
    /// It shows an outline as a tree.
    pub(super) symbol_trees: bool,
    /// It can be told to ask for inlay hints again.
    pub(super) refreshes_hints: bool,
    /// It colours words as it is told to.
    pub(super) tokens: bool,
    /// It takes the offer of colours at any time.
    pub(super) registers_tokens: bool,
    /// It can be told to ask for colours again.
    pub(super) refreshes_tokens: bool,
    /// It shows what is of no use as such.
    pub(super) tags: bool,
    /// It answers questions about its settings.
    pub(super) configuration: bool,
    /// It can be asked to watch files.
    pub(super) watches: bool,
    /// It shows work that takes long.
    pub(super) progress: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self::of(&InitializeParams::default())
    }
}

impl Manner {
    /// What the client says of itself.
    pub(super) fn of(client: &InitializeParams) -> Self {
        let client = &client.capabilities;
        let (text, workspace) = (client.text_document.as_ref(), client.workspace.as_ref());
        let shown = text.and_then(|text| text.publish_diagnostics.as_ref());
        let pulled = text.and_then(|text| text.diagnostic.as_ref());
        let either = |a: Option<bool>, b: Option<bool>| a == Some(true) || b == Some(true);
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edits.and_then(|edits| edits.resource_operations.as_deref()).unwrap_or_default();
        let hover = text.and_then(|text| text.hover.as_ref()?.content_format.as_deref()).unwrap_or_default();
        let tokens = text.and_then(|text| text.semantic_tokens.as_ref());
        let shown_tags = shown.and_then(|shown| Some(&shown.tag_support.as_ref()?.value_set));
        // Which of the two tags a client that pulls means, the types don't tell.
        let pulled_tags = pulled.is_some_and(|pulled| pulled.tag_support.is_some());
        let can = |able: Option<Option<bool>>| able.flatten() == Some(true);
        Self {
            encoding: encoding(client),
            pulls: pulled.is_some() && can(workspace.map(|able| able.diagnostics.as_ref()?.refresh_support)),
            related: either(
                shown.and_then(|shown| shown.related_information),
                pulled.and_then(|pulled| pulled.related_information),
            ),
            code_pages: either(
                shown.and_then(|shown| shown.code_description_support),
                pulled.and_then(|pulled| pulled.code_description_support),
            ),
            data: either(
                shown.and_then(|shown| shown.data_support),
                pulled.and_then(|pulled| pulled.data_support),
            ),
            actions: text.is_some_and(|able| {
                able.code_action.as_ref().is_some_and(|able| able.code_action_literal_support.is_some())
            }),
            document_changes: can(edits.map(|edits| edits.document_changes)),
            creates_files: operations.contains(&ResourceOperationKind::Create),
            markdown: hover.first() != Some(&MarkupKind::PlainText),
            symbol_trees: can(
                text.map(|able| able.document_symbol.as_ref()?.hierarchical_document_symbol_support)
            ),
            refreshes_hints: can(workspace.map(|able| able.inlay_hint.as_ref()?.refresh_support)),
            tokens: tokens.is_some(),
            registers_tokens: tokens.is_some_and(|able| able.dynamic_registration == Some(true)),
            refreshes_tokens: can(workspace.map(|able| able.semantic_tokens.as_ref()?.refresh_support)),
            tags: pulled_tags || shown_tags.is_some_and(|tags| tags.contains(&DiagnosticTag::UNNECESSARY)),
            configuration: can(workspace.map(|able| able.configuration)),
            watches: can(workspace.map(|able| able.did_change_watched_files.as_ref()?.dynamic_registration)),
            progress: can(client.window.as_ref().map(|able| able.work_done_progress)),
        }
    }
}

/// The best count that the client offers: bytes are ours, scalar values are cheap, and UTF-16 is
/// what every client can do.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let general = client.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
    [(PositionEncodingKind::UTF8, Encoding::Utf8), (PositionEncodingKind::UTF32, Encoding::Utf32)]
        .into_iter()
        .find(|(kind, _)| offered.contains(kind))
        .map_or(Encoding::Utf16, |(_, encoding)| encoding)
}
