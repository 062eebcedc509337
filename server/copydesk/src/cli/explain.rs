//! `copydesk explain`.

use copydesk_core::rules::{self, RULES, Rule};
use copydesk_core::{Severity, Stylebook};

use super::say::say;
use super::{Status, print};

/// The page that is no rule's: what each preset demands.
const PRESETS: &str = "presets";

pub(super) fn run(rule: Option<&str>) -> Status {
    match rule {
        None => print(&list()),
        Some(PRESETS) => print(rules::PRESETS_PAGE),
        Some(name) => match rules::named(name) {
            Some(rule) => print(rule.page),
            None => {
                say(&format!("there is no rule `{name}`{}", nearest(name)));
                Status::Trouble
            }
        },
    }
}

/// Every rule with its level and what it finds.
fn list() -> String {
    let widest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let row = |rule: &&Rule| {
        let level = rules::level(rule, &Stylebook::default()).map_or("off", Severity::name);
        format!("{:widest$}  {level:11}  {}\n", rule.name, short(rule))
    };
    RULES.iter().map(row).collect::<String>()
        + "\n`copydesk explain RULE` prints a rule's page, `copydesk explain presets` what each preset demands.\n"
}

/// The first sentence under a page's title.
fn short(rule: &Rule) -> String {
    let paragraph = rule.page.lines().skip(1).skip_while(|line| line.trim().is_empty());
    paragraph.take_while(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

fn nearest(name: &str) -> String {
    let near = RULES.iter().min_by_key(|rule| strsim::damerau_levenshtein(name, rule.name));
    match near.filter(|rule| strsim::damerau_levenshtein(name, rule.name) <= name.len() / 3) {
        Some(rule) => format!("; did you mean `{}`?", rule.name),
        None => "; `copydesk explain` lists them".to_owned(),
    }
}
