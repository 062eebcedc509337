//! The newsroom's decisions: which rules speak, how loudly, which spellings hold.
//!
//! Made by the program from `copydesk.toml`; the core only reads it.

use jiff::civil::Date;

use crate::finding::Severity;

/// What a newsroom makes, and so what its desk demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Preset {
    /// A site: the default.
    #[default]
    Online,
    /// A paper: every draft carries a date.
    Print,
    /// Radio and television: every script carries a date.
    Broadcast,
    /// An agency: every draft carries a date, and its lede says when.
    Wire,
}

impl Preset {
    /// All of them, the default first.
    pub const ALL: [Preset; 4] = [Preset::Online, Preset::Print, Preset::Broadcast, Preset::Wire];

    /// Its name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Online => "online",
            Preset::Print => "print",
            Preset::Broadcast => "broadcast",
            Preset::Wire => "wire",
        }
    }
}

/// What the settings say of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule is silent.
    Off,
    /// The rule speaks, at most this loudly.
    At(Severity),
}

/// A spelling the newsroom has settled on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferred {
    /// Write this,
    pub spelling: String,
    /// and none of these.
    pub not: Vec<String>,
}

/// A finding that the settings allow in this draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The rule.
    pub rule: String,
    /// The words found; any, if `None`.
    pub text: Option<String>,
    /// Whether the settings say why.
    pub reasoned: bool,
}

/// The newsroom's decisions for one draft.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Stylebook {
    /// What the newsroom makes.
    pub preset: Preset,
    /// Rules with another level than their own, by name.
    pub levels: Vec<(String, Level)>,
    /// Spellings that hold over the whole newsroom.
    pub prefer: Vec<Preferred>,
    /// Groups of names that are alike and truly different.
    pub distinct: Vec<Vec<String>>,
    /// Cue verbs beyond the language's own, as lemmas: "opine".
    pub cues: Vec<String>,
    /// Whether every draft must carry a date; `None` leaves it to the preset.
    pub date_required: Option<bool>,
    /// Findings allowed in this draft.
    pub allow: Vec<Allowed>,
    /// Whether an allowance that gives no reason allows nothing.
    pub require_reason: bool,
    /// The draft's own date, set from outside; wins over all that the draft says.
    pub date: Option<Date>,
}

impl Stylebook {
    /// What the settings say of a rule, if they say anything.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.levels.iter().rev().find(|(name, _)| name == rule).map(|(_, level)| *level)
    }

    /// Whether a draft must carry a date even where nothing in it needs one.
    pub fn requires_date(&self) -> bool {
        self.date_required.unwrap_or(self.preset != Preset::Online)
    }
}
