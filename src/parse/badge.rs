//! Badges of days: `20`, `Jan` and `2026`, each in a box of its own, as calendars of sites stack them. They are one date, and so one block.

use crate::dates;

/// Longest piece of a badge, in bytes: a month and its year.
pub(super) const LONGEST: usize = 30;

/// True where a block goes on with a badge: a day or a month that stands alone with the other of the two, both with their year.
pub(super) fn goes_on(block: &str, text: &str) -> bool {
    let day_and_month =
        |day: &str, month: &str| is_day(day) && dates::is_month(month.trim_end_matches([',', '.']));
    let two = |left: &str, right: &str| day_and_month(left, right) || day_and_month(right, left);
    if is_year(text) {
        return block.split_once(' ').is_some_and(|(left, right)| two(left, right));
    }
    match text.split_once([' ', '\n']) {
        Some((month, year)) => is_year(year) && day_and_month(block, month),
        None => two(block, text),
    }
}

/// `7`, `07`, `7.`, `7th`.
fn is_day(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ending = matches!(&text[digits..], "" | "." | "," | "st" | "nd" | "rd" | "th");
    ending && digits <= 2 && text[..digits].parse().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(text: &str) -> bool {
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::goes_on;

    #[test]
    fn a_day_and_its_month_are_one_badge() {
        for (block, text) in [
            ("20", "Jan"),
            ("JAN", "20"),
            ("3.", "Mai"),
            ("7th", "December"),
            ("20 Jan", "2026"),
            ("Jan 20", "2026"),
            ("20", "Jan 2026"),
            ("20", "févr."),
        ] {
            assert!(goes_on(block, text), "{block}, {text}");
        }
        for (block, text) in [
            ("20", "Jan Novak"),
            ("2026", "Jan"),
            ("45", "Jan"),
            ("Seminar", "20"),
            ("20", "2026"),
            ("20", "21"),
            ("20 Jan", "Room 2026"),
            ("Jan 2026", "20"),
        ] {
            assert!(!goes_on(block, text), "{block}, {text}");
        }
    }
}
