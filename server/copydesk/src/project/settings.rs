//! `copydesk.toml`: its keys, in one place. The schema, the template that `init` writes and the
//! words of its faults all follow from the types here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use copydesk_core::rules::{self, RULES};
use copydesk_core::stylebook::{Allowed, Level, Preferred, Preset};
use copydesk_core::{Severity, Span, Stylebook};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde::Deserialize;
use serde_json::Value;

use super::examine;

/// Settings of copydesk, the copy desk in a writer's editor. The nearest `copydesk.toml` above a draft holds for it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What you make: `online` (the default), `print` and `broadcast` (every draft carries a date), `wire` (that, and the lede says when).
    preset: Named<Preset>,
    /// Further files to read in a folder, as patterns of a gitignore file: `["*.copy"]`.
    include: Vec<String>,
    /// Files to leave out, as patterns of a gitignore file: `["archive/", "*.draft.md"]`.
    exclude: Vec<String>,
    /// How loudly each rule speaks: `error`, `warning`, `information`, `hint` or `off`.
    rules: BTreeMap<RuleName, Named<Level>>,
    /// Dates.
    dates: Dates,
    /// Names.
    names: Names,
    /// Quotations.
    quotes: Quotes,
    /// Findings to allow in drafts that can hold no comment.
    allow: Vec<Allow>,
    /// Whether every allowance must say why; one that doesn't allows nothing.
    #[serde(rename = "require-reason")]
    require_reason: bool,
    /// Settings for some drafts only; a later one wins.
    overrides: Vec<Override>,
    /// The folder of the file, from which its paths count.
    #[serde(skip)]
    root: PathBuf,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Dates {
    /// Whether every draft must carry a date, even where nothing in it needs one. The preset decides otherwise.
    required: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Names {
    /// Spellings of the house: the right one, and the ones not to use: `"Kyiv" = ["Kiev"]`.
    prefer: BTreeMap<String, Vec<String>>,
    /// Names that are alike and truly different: `[["Steven Alder", "Stephen Alder"]]`.
    distinct: Vec<Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Quotes {
    /// Verbs of speech beyond the language's own, in their first form: `["opine"]`.
    cues: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Allow {
    /// The draft, as a pattern of a gitignore file.
    path: String,
    /// The rule.
    rule: RuleName,
    /// The words found; any, if left out.
    text: Option<String>,
    /// Why, for people.
    reason: Option<String>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Override {
    /// The drafts, as patterns of a gitignore file: `["opinion/"]`.
    paths: Vec<String>,
    /// What they are, if not what the rest is.
    preset: Option<Named<Preset>>,
    /// How loudly each rule speaks in them.
    #[serde(default)]
    rules: BTreeMap<RuleName, Named<Level>>,
    /// Dates in them.
    #[serde(default)]
    dates: Dates,
}

/// A value of the core that settings write as a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Named<T>(T);

/// The words of such values.
trait Words: Sized + Copy {
    const NAME: &str;
    fn words() -> Vec<(&'static str, Self)>;
}

impl Words for Preset {
    const NAME: &str = "preset";
    fn words() -> Vec<(&'static str, Self)> {
        Preset::ALL.map(|preset| (preset.name(), preset)).to_vec()
    }
}

impl Words for Level {
    const NAME: &str = "level";
    fn words() -> Vec<(&'static str, Self)> {
        let mut words: Vec<_> =
            Severity::ALL.iter().map(|severity| (severity.name(), Level::At(*severity))).collect();
        words.push(("off", Level::Off));
        words
    }
}

impl<'de, T: Words> Deserialize<'de> for Named<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let found = T::words().into_iter().find(|(name, _)| *name == word);
        found.map(|(_, value)| Named(value)).ok_or_else(|| serde::de::Error::custom("no such value"))
    }
}

impl<T: Words> JsonSchema for Named<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<_> = T::words().into_iter().map(|(word, _)| word).collect();
        json_schema!({ "type": "string", "enum": words })
    }
}

/// The name of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct RuleName(&'static str);

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let rule = rules::named(&name).ok_or_else(|| serde::de::Error::custom("no such rule"))?;
        Ok(RuleName(rule.name))
    }
}

impl JsonSchema for RuleName {
    fn schema_name() -> Cow<'static, str> {
        "rule".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": RULES.map(|rule| rule.name) })
    }
}

impl Settings {
    /// The decisions for the draft at a path from the root.
    pub fn stylebook(&self, draft: &Path) -> Stylebook {
        let mut stylebook = Stylebook {
            preset: self.preset.0,
            levels: levels(&self.rules),
            prefer: self.preferred(),
            distinct: self.names.distinct.clone(),
            cues: self.quotes.cues.clone(),
            date_required: self.dates.required,
            allow: self.allowed(draft),
            require_reason: self.require_reason,
            date: None,
        };
        for one in self.overrides.iter().filter(|one| self.matches(&one.paths, draft)) {
            stylebook.preset = one.preset.map_or(stylebook.preset, |preset| preset.0);
            stylebook.date_required = one.dates.required.or(stylebook.date_required);
            stylebook.levels.extend(levels(&one.rules));
        }
        stylebook
    }

    fn allowed(&self, draft: &Path) -> Vec<Allowed> {
        let here = self.allow.iter().filter(|one| self.matches(std::slice::from_ref(&one.path), draft));
        let allowed = |one: &Allow| Allowed {
            rule: one.rule.0.to_owned(),
            text: one.text.clone(),
            reasoned: one.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty()),
        };
        here.map(allowed).collect()
    }

    fn preferred(&self) -> Vec<Preferred> {
        let preferred = |(spelling, not): (&String, &Vec<String>)| Preferred {
            spelling: spelling.clone(),
            not: not.clone(),
        };
        self.names.prefer.iter().map(preferred).collect()
    }

    /// The file they stand in.
    pub fn file(&self) -> PathBuf {
        self.root.join(super::SETTINGS_FILE)
    }

    /// Whether the settings leave the draft at a path out.
    pub fn excludes(&self, draft: &Path) -> bool {
        !self.exclude.is_empty() && self.matches(&self.exclude, draft)
    }

    /// Whether the settings take the file at a path for a draft, whatever its extension.
    pub fn includes(&self, draft: &Path) -> bool {
        !self.include.is_empty() && self.matches(&self.include, draft)
    }

    fn matches(&self, patterns: &[String], draft: &Path) -> bool {
        draft.starts_with(&self.root)
            && patterns_of(&self.root, patterns)
                .is_ok_and(|globs| globs.matched_path_or_any_parents(draft, false).is_ignore())
    }
}

fn levels(rules: &BTreeMap<RuleName, Named<Level>>) -> Vec<(String, Level)> {
    rules.iter().map(|(rule, level)| (rule.0.to_owned(), level.0)).collect()
}

fn patterns_of(root: &Path, patterns: &[String]) -> Result<Gitignore, ignore::Error> {
    let mut builder = GitignoreBuilder::new(root);
    for pattern in patterns {
        builder.add_line(None, pattern)?;
    }
    builder.build()
}

/// Reads settings; `root` is their folder.
pub(super) fn parse(text: &str, root: &Path) -> Result<Settings, Vec<(Span, String)>> {
    let document = toml_edit::Document::parse(text.to_owned()).map_err(|error| {
        let span = error.span().map_or(Span::default(), Span::from);
        vec![(span, error.message().to_owned())]
    })?;
    let faults = examine::examine(&document, &schema());
    if !faults.is_empty() {
        return Err(faults);
    }
    let settings = toml_edit::de::from_document::<Settings>(document);
    let mut settings = settings.map_err(|error| {
        let span = error.span().map_or(Span::default(), Span::from);
        vec![(span, error.message().to_owned())]
    })?;
    root.clone_into(&mut settings.root);
    Ok(settings)
}

/// The JSON schema of `copydesk.toml`.
pub fn schema() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<Settings>().to_value()
}

/// A settings file with every key commented out and explained.
pub fn template() -> String {
    let mut text =
        String::from("# Settings of copydesk. The nearest file of this name above a draft holds for it.\n");
    let schema = schema();
    let describe = |value: &Value| value["description"].as_str().unwrap_or_default().to_owned();
    let Some(keys) = schema["properties"].as_object() else { return text };
    for (key, example) in
        [("preset", "\"online\""), ("include", "[]"), ("exclude", "[]"), ("require-reason", "false")]
    {
        text += &format!("\n# {}\n# {key} = {example}\n", describe(&keys[key]));
    }
    text += &format!("\n# {}\n[rules]\n", describe(&keys["rules"]));
    for rule in RULES {
        let level = rules::level(rule, &Stylebook::default()).map_or("off", Severity::name);
        text += &format!("# {} = \"{level}\"\n", rule.name);
    }
    for (table, key, example) in [
        ("dates", "required", "false"),
        ("names", "prefer", "{ \"Kyiv\" = [\"Kiev\"] }"),
        ("names", "distinct", "[[\"Steven Alder\", \"Stephen Alder\"]]"),
        ("quotes", "cues", "[\"opine\"]"),
    ] {
        let header = format!("\n[{table}]\n");
        if !text.contains(&header) {
            text += &header;
        }
        text += &format!("# {}\n# {key} = {example}\n", describe(&keys[table]["properties"][key]));
    }
    text += &format!(
        "\n# {}\n# [[overrides]]\n# paths = [\"opinion/\"]\n# rules = {{ unattributed-quote = \"off\" }}\n",
        describe(&keys["overrides"])
    );
    text += &format!(
        "\n# {}\n# [[allow]]\n# path = \"letters/ruiz.txt\"\n# rule = \"inconsistent-name\"\n# text = \"Ruis\"\n# reason = \"as she signed it\"\n",
        describe(&keys["allow"])
    );
    text
}
