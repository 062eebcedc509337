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
    /// copydesk. What the section leaves out is `otherwise`.
    pub(super) fn of(settings: &Value, otherwise: Self) -> Option<Self> {
        let settings = settings.get("copydesk").unwrap_or(settings);
        let (hints, voices) = (settings.get("inlayHints"), settings.get("speakerColors"));
        hints.or(voices)?;
        let all = hints.and_then(Value::as_bool);
        let wants = |key: &str, otherwise: bool| {
            let own = hints.and_then(|hints| hints.get(key)?.as_bool());
            all.or(own).unwrap_or(otherwise)
        };
        let Wanted { speakers, days } = otherwise.hints;
        Some(Self {
            hints: Wanted { speakers: wants("speakers", speakers), days: wants("dates", days) },
            voices: voices.and_then(Value::as_bool).unwrap_or(otherwise.voices),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(settings: &Value) -> Option<Preferences> {
        Preferences::of(settings, Preferences::default())
    }

    #[test]
    fn each_hint_can_be_switched_off() {
        let wanted = |speakers, days| Some(Preferences { hints: Wanted { speakers, days }, voices: false });
        assert_eq!(of(&json!(null)), None);
        assert_eq!(of(&json!({ "copydesk": {} })), None);
        assert_eq!(of(&json!({ "inlayHints": { "dates": false } })), wanted(true, false));
        let nested = json!({ "copydesk": { "inlayHints": { "speakers": false, "dates": 7 } } });
        assert_eq!(of(&nested), wanted(false, true));
        assert_eq!(of(&json!({ "inlayHints": false })), wanted(false, false));
    }

    #[test]
    fn colours_are_off_until_they_are_wanted() {
        let wants = |settings| of(&settings).is_some_and(|preferences| preferences.voices);
        assert!(!Preferences::default().voices);
        assert!(!wants(json!({ "inlayHints": true })));
        assert!(!wants(json!({ "speakerColors": "yes" })));
        assert!(wants(json!({ "copydesk": { "speakerColors": true } })));
    }

    #[test]
    fn what_is_left_out_is_as_it_was_from_the_start() {
        let begun =
            of(&json!({ "speakerColors": true, "inlayHints": { "speakers": false } })).expect("settings");
        let later = Preferences::of(&json!({ "inlayHints": { "dates": false } }), begun).expect("settings");
        assert_eq!(later, Preferences { hints: Wanted { speakers: false, days: false }, voices: true });
    }
}
