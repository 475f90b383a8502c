//! The joint of two inline elements that stand side by side without a space, as cells and badges do that only a style sheet sets apart:
//! whether their texts are two words or one.

/// True where `left` and `right` are words of their own: `2023` and `11:30`, `Room` and `5`, not `S` and `pring`.
pub(super) fn parts(left: &str, right: &str) -> bool {
    let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next()) else { return false };
    match last {
        _ if last.is_lowercase() => {
            first.is_uppercase()
                || first.is_ascii_digit()
                || first == '('
                || is_name(left) && begins_long(right)
        }
        _ if last.is_ascii_digit() && first.is_ascii_digit() => {
            ends_with_year(left) || begins_with_time(right) || begins_with_year_and_month(right)
        }
        _ if last.is_ascii_digit() => first.is_uppercase() || begins_with_month(left, right),
        _ if last.is_uppercase() => is_abbreviation(left) && begins_with_word(right),
        '.' => first.is_uppercase(),
        ',' | ';' | ')' | '!' | '?' => first.is_alphanumeric(),
        ':' => first.is_alphabetic(),
        _ => false,
    }
}

/// `Ann Lee` before `director`: two words or more, the last with a capital.
fn is_name(text: &str) -> bool {
    let mut words = text.rsplit(char::is_whitespace);
    let last = words.next().unwrap_or_default();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    capital(last) && last.chars().count() > 2 && words.next().is_some_and(capital)
}

/// A word of four letters or more.
fn begins_long(text: &str) -> bool {
    text.chars().take_while(|c| c.is_lowercase()).count() >= 4
}

/// Four digits and no more.
fn ends_with_year(text: &str) -> bool {
    text.bytes().rev().take(5).take_while(u8::is_ascii_digit).count() == 4
}

/// `AM`, `GMT`.
fn is_abbreviation(text: &str) -> bool {
    text.chars().rev().take(2).filter(|c| c.is_uppercase()).count() == 2
}

/// `Room`.
fn begins_with_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

/// `2024-09` behind a day that stands alone.
fn begins_with_year_and_month(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4
        && text[4..].starts_with(['-', '.', '/'])
        && text[5..].starts_with(|c: char| c.is_ascii_digit())
}

/// `nov`, `março` behind a day that stands alone: longer than the ending of an ordinal.
fn begins_with_month(left: &str, right: &str) -> bool {
    let digits = left.bytes().rev().take_while(u8::is_ascii_digit).count();
    let alone =
        digits <= 2 && left[..left.len() - digits].chars().next_back().is_none_or(char::is_whitespace);
    alone && right.chars().take_while(|c| c.is_lowercase()).count() >= 3
}

/// `9:30`, `14.00`, `9h30`.
fn begins_with_time(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    digits <= 2
        && rest.starts_with([':', '.', 'h', 'H'])
        && rest.bytes().skip(1).take(2).filter(u8::is_ascii_digit).count() == 2
}

/// True where both are more than a word, so that each stands on a line of its own: `Ann Lee` and `Fenwick College`, not `12 May 2024` and `10:00`.
pub(super) fn is_line(left: &str, right: &str) -> bool {
    let whole =
        left.chars().next_back().is_some_and(|c| c.is_alphabetic() || matches!(c, ')' | '?' | '!' | '”'));
    let own = right.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '„' | '«'));
    let words = |text: &str| text.split_whitespace().take(2).count() == 2;
    whole && own && words(left) && words(right)
}

#[cfg(test)]
mod tests {
    use super::{is_line, parts};

    #[test]
    fn texts_of_more_than_a_word_are_lines() {
        assert!(is_line("Ann Lee", "Fenwick College"));
        assert!(is_line("Why do rivers bend?", "Ann Lee"));
        for (left, right) in
            [("Ann", "Lee Fenwick"), ("9 May 2024", "Room 5 below"), ("At Fenwick College", "London")]
        {
            assert!(!is_line(left, right), "{left} {right}");
        }
    }

    #[test]
    fn words_stand_apart() {
        for (left, right) in [
            ("December 14, 2023", "11:30 AM"),
            ("9 May 2024", "10:00"),
            ("11:30", "AM"),
            ("11:30 AM", "Room 5"),
            ("Date", "9 May"),
            ("Ann Lee", "Fenwick College"),
            ("Lee,", "PhD"),
            ("Dr.", "Lee"),
            ("Venue:", "Hall 5"),
            ("Ann Lee", "director of the college"),
            ("12", "2024-09"),
            ("3", "nov"),
            ("out 3", "ter"),
        ] {
            assert!(parts(left, right), "{left} {right}");
        }
    }

    #[test]
    fn a_word_in_pieces_stays_whole() {
        for (left, right) in [
            ("S", "pring"),
            ("Time", "table"),
            ("Spring Th", "ings"),
            ("12 May 20", "24"),
            ("iPh", "one"),
            ("1", "st"),
            ("COVID-", "19"),
            ("https:", "//"),
            ("会", "议"),
        ] {
            assert!(!parts(left, right), "{left} {right}");
        }
    }
}
