//! Dates as people write them.

use jiff::civil::Date;

/// A value of the reading in words: `Friday, January 3, 2020`. What is no full date stays as it is.
pub(super) fn in_words(value: &str) -> String {
    match day(value) {
        Some(date) => date.strftime("%A, %B %-d, %Y").to_string(),
        None => value.to_owned(),
    }
}

/// The day that a value names; `None` if it is coarser than a day.
pub(super) fn day(value: &str) -> Option<Date> {
    // A time of day may follow: `2019-01-03TNI`.
    value.get(..10).filter(|_| value.len() == 10 || value[10..].starts_with('T'))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_with_their_weekday() {
        assert_eq!(in_words("2020-01-03"), "Friday, January 3, 2020");
        assert_eq!(in_words("2020-01-03TNI"), "Friday, January 3, 2020");
        assert_eq!(in_words("2020-W01"), "2020-W01");
        assert_eq!(in_words("--01-03"), "--01-03");
        assert_eq!(in_words("täglich ö"), "täglich ö");
    }
}
