//! Lines of a calendar (RFC 5545, section 3.1): a name, perhaps parameters, a value; folded at 75 octets between characters, ended by CRLF.
//! These lines are our own: the crate for it makes lines of 76 octets, and gives zones a random id and the hour of the clock.

/// Octets of a line, without its end.
const OCTETS: usize = 75;

/// Lines one behind the other.
#[derive(Default)]
pub(super) struct Lines(pub(super) String);

impl Lines {
    /// Adds a property, with its parameters in its name, whose value stands as it is.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        let mut room = OCTETS;
        for char in name.chars().chain([':']).chain(value.chars()) {
            if char.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = OCTETS - 1;
            }
            self.0.push(char);
            room -= char.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a property that is a text. Other control characters than line breaks may not stand in one.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for char in text.chars() {
            match char {
                '\n' => escaped.push_str("\\n"),
                '\\' | ',' | ';' => escaped.extend(['\\', char]),
                _ if char.is_control() => escaped.push(' '),
                _ => escaped.push(char),
            }
        }
        self.put(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", text);
        lines.0
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(text("a, b; c\\d\ne\tf"), "SUMMARY:a\\, b\\; c\\\\d\\ne f\r\n");
    }

    proptest! {
        #[test]
        fn lines_are_short_and_say_all(value in "[a-zäß漢🎈 ]{0,300}") {
            let lines = text(&value);
            let whole = lines.replace("\r\n ", "");
            prop_assert_eq!(whole, format!("SUMMARY:{value}\r\n"));
            prop_assert!(lines.split("\r\n").all(|line| line.len() <= OCTETS));
        }
    }
}
