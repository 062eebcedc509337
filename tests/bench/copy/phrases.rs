//! What drafts are put together from, beside plain words.

use super::dice::Dice;

/// A place that is on no map: Oakhaven, Graybridge.
pub(super) fn place(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(PLACE_HEADS), dice.pick(PLACE_TAILS))
}

const PLACE_HEADS: &[&str] = &[
    "Amber", "Birch", "Cinder", "Dun", "Elder", "Fern", "Gold", "Hazel", "Iron", "Juniper", "Kings", "Lark",
    "Mill", "Nettle", "Oak", "Pepper", "Quarry", "Raven", "Salt", "Thistle", "Ump", "Violet", "Wolf",
    "Yarrow",
];

const PLACE_TAILS: &[&str] =
    &["brook", "cliff", "dale", "field", "gate", "haven", "marsh", "stow", "water", "port"];

pub(super) const ORGANISATIONS: &[&str] = &[
    "Housing Authority",
    "Chamber of Commerce",
    "Harbor Board",
    "School District",
    "Water Company",
    "University",
    "Transit Agency",
    "Historical Society",
];

pub(super) const BILLS: &[&str] = &[
    "Clean Rivers Act",
    "Orchard Party",
    "Tenants First Campaign",
    "Fair Ferries Treaty",
    "Open Records Law",
];

pub(super) const BODIES: &[&str] = &[
    "city council",
    "harbor board",
    "school district",
    "water authority",
    "county court",
    "transit agency",
    "farmers’ union",
    "state senate",
    "housing office",
    "planning commission",
];

pub(super) const PAPERS: &[&str] = &["minutes", "budget", "accounts", "records", "latest count"];

pub(super) const OFFICES: &[&str] = &[
    "president",
    "a spokeswoman",
    "the treasurer",
    "deputy director",
    "a member",
    "the chief engineer",
    "chairman",
    "a former head",
];

pub(super) const OPENINGS: &[&str] =
    &["still, ", "for now, ", "by then, ", "meanwhile, ", "under the plan, ", "earlier this year, "];

/// When, in drafts of Friday, March 15, 2019.
pub(super) const TIMES: &[&str] = &[
    "on Tuesday",
    "last year",
    "in January",
    "after months of talks",
    "on March 4",
    "in 2017",
    "before the storm came",
    "at a meeting on Wednesday night",
    "without a vote",
    "in the first quarter",
    "earlier this week",
    "when the money ran out",
];

/// Days around the one that drafts are of, with their true weekdays.
pub(super) const DAYS: &[(&str, &str)] = &[
    ("Monday", "March 18"),
    ("Tuesday", "March 19"),
    ("Wednesday", "March 20"),
    ("Thursday", "March 21"),
    ("Monday", "April 1"),
    ("Friday", "April 12"),
];

pub(super) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const VERBS: &[&str] =
    &["said", "said", "said", "said", "added", "wrote", "warned", "recalled", "argued"];

pub(super) const QUOTED: &[&str] = &[
    "we have waited for this long enough",
    "nobody told us what it would cost",
    "this is a good day for the whole valley",
    "there was water in every cellar, and no one came",
    "if they want to close it, they have to say so",
    "you can’t run buses on promises",
    "my father worked there, and so did his",
    "it isn’t the money, it is how they went about it",
    "that bridge was never meant for trucks",
    "we will look at the figures and decide then",
];
