//! What drafts are put together from.

pub(super) const PLACES: &[&str] = &[
    "Oakhaven",
    "Millbrook",
    "Eastwick",
    "Port Ansel",
    "Harrow Falls",
    "Linden",
    "Graywater",
    "Saltmarsh",
    "New Tarrow",
    "Coldspring",
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

pub(super) const MATTERS: &[&str] = &[
    "budget",
    "new bridge",
    "bus lines",
    "flood wall",
    "teachers’ contract",
    "grain terminal",
    "old mill",
    "zoning plan",
    "ferry",
    "two-year drought plan",
    "stadium",
    "state’s inquiry",
];

pub(super) const DEEDS: &[&str] = &[
    "approved",
    "put off",
    "turned down",
    "inspected",
    "paid for",
    "rebuilt",
    "had promised",
    "has reviewed",
    "will take over",
    "could not explain",
    "sold",
    "opened",
];

pub(super) const TIMES: &[&str] = &[
    "on Tuesday",
    "last year",
    "in January",
    "after months of talks",
    "on March 4, 2019",
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

pub(super) const VERBS: &[&str] =
    &["said", "said", "said", "said", "added", "told the board", "wrote", "warned", "recalled", "argued"];

pub(super) const QUOTED: &[&str] = &[
    "We have waited for this long enough",
    "Nobody told us what it would cost",
    "This is a good day for the whole valley",
    "There was water in every cellar, and no one came",
    "If they want to close it, they have to say so",
    "You can’t run buses on promises",
    "My father worked there, and so did his",
    "It isn’t the money, it is how they went about it",
    "That bridge was never meant for trucks",
    "We will look at the figures and decide then",
];

/// Words that were a sentence, as they stand within one.
pub(super) fn small(quoted: &str) -> String {
    let (first, rest) = quoted.split_at(1);
    first.to_lowercase() + rest
}
