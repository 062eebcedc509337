//! What the client at the other end can do, and how it counts.

use copydesk_core::text::Encoding;

use super::convert::types::{InitializeParams, PositionEncodingKind};

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
    /// It keeps what a diagnostic carries for code actions.
    pub(super) data: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { encoding: Encoding::Utf16, pulls: false, related: false, code_pages: false, data: false }
    }
}

impl Manner {
    /// What the client says of itself.
    pub(super) fn of(client: &InitializeParams) -> Self {
        let text = client.capabilities.text_document.as_ref();
        let shown = text.and_then(|text| text.publish_diagnostics.as_ref());
        let pulled = text.and_then(|text| text.diagnostic.as_ref());
        let workspace = client.capabilities.workspace.as_ref();
        let refreshed = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        Self {
            encoding: encoding(client),
            pulls: pulled.is_some()
                && refreshed.and_then(|refreshed| refreshed.refresh_support) == Some(true),
            related: shown.and_then(|shown| shown.related_information) == Some(true)
                || pulled.and_then(|pulled| pulled.related_information) == Some(true),
            code_pages: shown.and_then(|shown| shown.code_description_support) == Some(true)
                || pulled.and_then(|pulled| pulled.code_description_support) == Some(true),
            data: shown.and_then(|shown| shown.data_support) == Some(true)
                || pulled.and_then(|pulled| pulled.data_support) == Some(true),
        }
    }
}

/// The best count that the client offers: bytes are ours, scalar values are cheap, and UTF-16 is
/// what every client can do.
fn encoding(client: &InitializeParams) -> Encoding {
    let general = client.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
    [(PositionEncodingKind::UTF8, Encoding::Utf8), (PositionEncodingKind::UTF32, Encoding::Utf32)]
        .into_iter()
        .find(|(kind, _)| offered.contains(kind))
        .map_or(Encoding::Utf16, |(_, encoding)| encoding)
}
