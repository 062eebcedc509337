//! Writes a newsroom's decision into `copydesk.toml`, whose comments and order stay as they are.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Formatted, InlineTable, Item, Table, TableLike, Value};

/// Something that a newsroom decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// One spelling is right, another is wrong.
    Prefer {
        /// Write this,
        right: String,
        /// not that.
        wrong: String,
    },
    /// Two names are alike and truly different.
    Distinct {
        /// The names.
        names: [String; 2],
    },
    /// A finding is allowed in a draft that can hold no comment.
    Allow {
        /// The rule.
        rule: String,
        /// The words found.
        text: String,
    },
}

/// The settings with the decision in them; `draft` is the draft's path as settings write it.
/// `None` if the settings can't be read or already have something else in its place.
pub(super) fn settled(settings: &str, decision: &Decision, draft: &str) -> Option<String> {
    let mut document: DocumentMut = settings.parse().ok()?;
    // What stands below the last setting stays above what comes new.
    let last_words = document.trailing().as_str().unwrap_or_default().to_owned();
    let above = settings.strip_suffix(last_words.as_str())?.to_owned();
    document.set_trailing("");
    match decision {
        Decision::Prefer { right, wrong } => {
            let prefer = below(names(&mut document)?, "prefer")?;
            let spelling = prefer.entry(right).or_insert_with(|| Item::Value(Value::Array(Array::new())));
            spelling.as_array_mut()?.push(wrong.as_str());
        }
        Decision::Distinct { names: pair } => {
            let distinct = names(&mut document)?.entry("distinct");
            let distinct = distinct.or_insert_with(|| Item::Value(Value::Array(Array::new())));
            distinct.as_array_mut()?.push(pair.iter().map(String::as_str).collect::<Array>());
        }
        Decision::Allow { rule, text } => {
            let entry = [("path", draft), ("rule", rule), ("text", text), ("reason", "why")];
            push_allowance(&mut document, &entry)?;
        }
    }
    let settled = document.to_string();
    if last_words.trim().is_empty() {
        return Some(settled);
    }
    Some(match settled.strip_prefix(above.as_str()) {
        Some(new) if !new.is_empty() => {
            format!("{above}{}\n\n{}", last_words.trim_end(), new.trim_start_matches('\n'))
        }
        _ => settled + &last_words,
    })
}

fn names(document: &mut DocumentMut) -> Option<&mut dyn TableLike> {
    below(document.as_table_mut(), "names")
}

/// The table of a key, made if there is none.
fn below<'a>(table: &'a mut dyn TableLike, key: &str) -> Option<&'a mut dyn TableLike> {
    let made = || {
        let mut made = Table::new();
        // A table that only holds tables needs no header of its own.
        made.set_implicit(true);
        Item::Table(made)
    };
    table.entry(key).or_insert_with(made).as_table_like_mut()
}

fn push_allowance(document: &mut DocumentMut, entry: &[(&str, &str)]) -> Option<()> {
    let value = |text: &str| Value::String(Formatted::new(text.to_owned()));
    let allow = document.entry("allow").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(tables) = allow.as_array_of_tables_mut() {
        let mut table = Table::new();
        for (key, text) in entry {
            table.insert(key, Item::Value(value(text)));
        }
        tables.push(table);
        return Some(());
    }
    let mut table = InlineTable::new();
    for (key, text) in entry {
        table.insert(*key, value(text));
    }
    allow.as_array_mut()?.push(table);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefer(settings: &str) -> Option<String> {
        let decision = Decision::Prefer { right: "Soleimani".to_owned(), wrong: "Suleimani".to_owned() };
        settled(settings, &decision, "draft.txt")
    }

    #[test]
    fn a_spelling_goes_where_the_others_are() {
        assert_eq!(prefer("").as_deref(), Some("[names.prefer]\nSoleimani = [\"Suleimani\"]\n"));
        let settings =
            "# Ours.\n[names] # all of them\nprefer = { \"Kyiv\" = [\"Kiev\"] } # since 2019\n\n[rules]\n";
        let settled = prefer(settings).expect("settings");
        assert!(
            settled.starts_with("# Ours.\n[names] # all of them\nprefer = { \"Kyiv\" = [\"Kiev\"]"),
            "{settled}"
        );
        assert!(settled.contains("Soleimani = [\"Suleimani\"]"), "{settled}");
        assert!(settled.ends_with("# since 2019\n\n[rules]\n"), "{settled}");
        let again = prefer("[names.prefer]\nSoleimani = [\"Sulaimani\"]\n").expect("settings");
        assert_eq!(again, "[names.prefer]\nSoleimani = [\"Sulaimani\", \"Suleimani\"]\n");
    }

    #[test]
    fn a_last_comment_stays_where_it_is() {
        assert_eq!(
            prefer("# Ours.\n").as_deref(),
            Some("# Ours.\n\n[names.prefer]\nSoleimani = [\"Suleimani\"]\n")
        );
        let settings = "preset = \"wire\"\n\n# [rules]\n# date-clash = \"off\"\n";
        let expected = format!("{settings}\n[names.prefer]\nSoleimani = [\"Suleimani\"]\n");
        assert_eq!(prefer(settings).as_deref(), Some(expected.as_str()));
        let inside = prefer("[names.prefer]\nA = [\"B\"]\n[rules]\n# None yet.\n").expect("settings");
        assert_eq!(
            inside,
            "[names.prefer]\nA = [\"B\"]\nSoleimani = [\"Suleimani\"]\n[rules]\n# None yet.\n"
        );
    }

    #[test]
    fn two_people_stay_two() {
        let decision = Decision::Distinct { names: ["Steven Alder".to_owned(), "Stephen Alder".to_owned()] };
        let settled = settled("[names]\ndistinct = [[\"a\", \"b\"]]\n", &decision, "").expect("settings");
        assert_eq!(settled, "[names]\ndistinct = [[\"a\", \"b\"], [\"Steven Alder\", \"Stephen Alder\"]]\n");
    }

    #[test]
    fn an_allowance_is_a_table_of_its_own() {
        let decision = Decision::Allow { rule: "missing-date".to_owned(), text: "Friday".to_owned() };
        let settled = settled("preset = \"wire\"\n", &decision, "letters/a.txt").expect("settings");
        assert_eq!(
            settled,
            "preset = \"wire\"\n\n[[allow]]\npath = \"letters/a.txt\"\nrule = \"missing-date\"\ntext = \"Friday\"\nreason = \"why\"\n"
        );
    }

    #[test]
    fn settings_that_cannot_be_read_are_left_alone() {
        assert_eq!(prefer("[names"), None);
        assert_eq!(prefer("names = 1"), None);
    }
}
