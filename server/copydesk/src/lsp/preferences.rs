//! What a writer sets in the editor: which hints and colours to show. What the newsroom decides
//! stands in `copydesk.toml`.

use serde_json::Value;

use super::hints::Wanted;

/// The editor's settings under `copydesk`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Preferences {
    /// The inlay hints to show.
    pub(super) hints: Wanted,
    /// Whether to colour quotations by speaker.
    pub(super) voices: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { hints: Wanted { speakers: true, days: true }, voices: false }
    }
}

impl Preferences {
    /// Reads settings, be they the section itself or what holds it; `None` if they say nothing of
    /// copydesk. What the section leaves out is as it is by default.
    pub(super) fn of(settings: &Value) -> Option<Self> {
        let settings = settings.get("copydesk").unwrap_or(settings);
        let (hints, voices) = (settings.get("inlayHints"), settings.get("speakerColors"));
        hints.or(voices)?;
        let wants = |key: &str| hints.and_then(|hints| hints.get(key)?.as_bool()).unwrap_or(true);
        let all = hints.and_then(Value::as_bool).unwrap_or(true);
        Some(Self {
            hints: Wanted { speakers: all && wants("speakers"), days: all && wants("dates") },
            voices: voices.and_then(Value::as_bool).unwrap_or(false),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_hint_can_be_switched_off() {
        let wanted = |speakers, days| Some(Preferences { hints: Wanted { speakers, days }, voices: false });
        assert_eq!(Preferences::of(&json!(null)), None);
        assert_eq!(Preferences::of(&json!({ "copydesk": {} })), None);
        assert_eq!(Preferences::of(&json!({ "inlayHints": { "dates": false } })), wanted(true, false));
        let nested = json!({ "copydesk": { "inlayHints": { "speakers": false, "dates": 7 } } });
        assert_eq!(Preferences::of(&nested), wanted(false, true));
        assert_eq!(Preferences::of(&json!({ "inlayHints": false })), wanted(false, false));
    }

    #[test]
    fn colours_are_off_until_they_are_wanted() {
        let wants = |settings| Preferences::of(&settings).is_some_and(|preferences| preferences.voices);
        assert!(!Preferences::default().voices);
        assert!(!wants(json!({ "inlayHints": true })));
        assert!(!wants(json!({ "speakerColors": "yes" })));
        assert!(wants(json!({ "copydesk": { "speakerColors": true } })));
    }
}
