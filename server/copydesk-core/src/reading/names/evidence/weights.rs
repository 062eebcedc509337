//! What each sign is worth, with its reason: the one place to weigh anew.

/// Points from which a pair is reported.
pub(in super::super) const THRESHOLD: i32 = 3;

/// A pair that is surely two names.
pub(super) const NEVER: i32 = -100;

// Likeness. A long word is seldom another's neighbour by chance.

/// One edit in ten letters or more.
pub(super) const ONE_EDIT_VERY_LONG: i32 = 3;
/// One edit in seven letters or more.
pub(super) const ONE_EDIT_LONG: i32 = 2;
/// One edit in five or six letters.
pub(super) const ONE_EDIT: i32 = 1;
/// One edit in fewer: Dan and Don, where all else must speak for it.
pub(super) const ONE_EDIT_SHORT: i32 = 0;
/// Two edits in eight letters or more.
pub(super) const TWO_EDITS_LONG: i32 = 1;
/// Two edits in fewer: Murray and Murphy.
pub(super) const TWO_EDITS: i32 = -1;
/// Equal in another script's sounds, or in the table of variants.
pub(super) const SAME_SOUND: i32 = 2;
/// Of one group in the large list, which holds slips and cousins too.
pub(super) const GROUPED: i32 = 1;
/// The first letter never differs in a slip that reached print.
pub(super) const OTHER_START: i32 = -5;

// Company: the words beside the two.

/// The same given name or surname stands beside both.
pub(super) const SAME_COMPANY: i32 = 3;
/// One is introduced in full, the other never is: the second is likely the first.
pub(super) const NEVER_INTRODUCED: i32 = 2;
/// The same of a given name, or of one word of a body's name.
pub(super) const GIVEN_ALONE: i32 = 1;
/// Both are introduced as two people, and the odd form is a word that nobody knows.
pub(super) const STRANGERS: i32 = -1;
/// Neither is introduced, and the base stands often.
pub(super) const WELL_KNOWN_BASE: i32 = 1;
/// Neither is introduced in full, but one has a title or a role: "President Lind".
pub(super) const PRESENTED: i32 = 1;
/// Neither is introduced, the base stands once too, and both are known or both unknown.
pub(super) const NO_WITNESS: i32 = -1;
/// Titles or roles of both share a word.
pub(super) const SAME_ROLE: i32 = 2;
/// Each has an introduction of its own, and the odd form is a word that nobody knows. A known one
/// is someone else: two people, two towns, two firms.
pub(super) const OTHER_ROLE: i32 = -3;
/// Both have a title, and not the same.
pub(super) const OTHER_TITLE: i32 = -2;

// Counts. A slip stands once, beside a form that stands often.

/// The odd form stands once.
pub(super) const ONCE: i32 = 1;
/// The base stands twice or more often than the odd form.
pub(super) const OFTEN: i32 = 1;
/// The odd form stands twice: a slip seldom does.
pub(super) const AGAIN: i32 = -1;
/// The odd form stands three times or more: a habit, or someone else.
pub(super) const HABIT: i32 = -2;

// Other readings of the odd form.

/// It is borne by people, as far as the list knows: weak, for the list holds slips.
pub(super) const BORNE: i32 = -1;
/// Both are given names that people bear, and no forms of one name: Mario and Marco.
pub(super) const BOTH_BORNE: i32 = -2;
/// It is an ordinary word: Marlin, Prince.
pub(super) const ORDINARY: i32 = -3;
/// The same, where the same name stands beside both.
pub(super) const ORDINARY_IN_COMPANY: i32 = -1;
/// Both stand in one sentence: a writer sees what stands so near.
pub(super) const ONE_SENTENCE: i32 = -1;
/// It is in no list, and the base is in one: a slip makes a word that nobody knows.
pub(super) const UNLISTED: i32 = 1;
/// Kin is named beside one of them: two of a family.
pub(super) const KIN: i32 = -5;
