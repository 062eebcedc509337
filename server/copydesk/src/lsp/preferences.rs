//! What a writer sets in the editor: which hints to show. What the newsroom decides stands in
//! `copydesk.toml`.

use serde_json::Value;

use super::hints::Wanted;

/// The editor's settings under `copydesk`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Preferences {
    /// The inlay hints to show.
    pub(super) hints: Wanted,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { hints: Wanted { speakers: true, days: true } }
    }
}

impl Preferences {
    /// Reads settings, be they the section itself or what holds it. What they don't say is as it
    /// is by default.
    pub(super) fn of(settings: &Value) -> Self {
        let section = settings.get("copydesk").unwrap_or(settings);
        let hints = &section["inlayHints"];
        let wants = |key: &str| hints.get(key).and_then(Value::as_bool).unwrap_or(true);
        let all = hints.as_bool().unwrap_or(true);
        Self { hints: Wanted { speakers: all && wants("speakers"), days: all && wants("dates") } }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_hint_can_be_switched_off() {
        let hints = |settings| Preferences::of(&settings).hints;
        assert_eq!(hints(json!(null)), Wanted { speakers: true, days: true });
        assert_eq!(hints(json!({"inlayHints": {"dates": false}})), Wanted { speakers: true, days: false });
        let nested = json!({"copydesk": {"inlayHints": {"speakers": false, "dates": 7}}});
        assert_eq!(hints(nested), Wanted { speakers: false, days: true });
        assert_eq!(hints(json!({"inlayHints": false})), Wanted { speakers: false, days: false });
    }
}
