//! The dialogue as a machine over keys: which difference is asked about, and what a key decides. It neither reads nor writes, so that it can be tested
//! without a terminal.

use super::items::Reviewed;

/// What a person presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Accept,
    AcceptCase,
    Reject,
    Skip,
    Edit,
    Quit,
    Help,
    Unknown,
}

impl Key {
    /// The key of a letter.
    pub(super) fn of(letter: char) -> Self {
        match letter {
            'a' | 'y' => Self::Accept,
            'A' => Self::AcceptCase,
            'r' | 'n' => Self::Reject,
            's' => Self::Skip,
            'e' => Self::Edit,
            'q' => Self::Quit,
            '?' | 'h' => Self::Help,
            _ => Self::Unknown,
        }
    }
}

/// Where the dialogue is.
#[derive(Clone, Debug)]
pub(super) struct Dialogue {
    /// The case of each difference, in order.
    cases: Vec<usize>,
    at: usize,
}

impl Dialogue {
    pub(super) fn new(cases: Vec<usize>) -> Self {
        Self { cases, at: 0 }
    }

    /// The difference that is asked about; nothing at the end.
    pub(super) fn asked(&self) -> Option<usize> {
        (self.at < self.cases.len()).then_some(self.at)
    }

    /// Goes on, and says which differences are decided, and how. A key that decides nothing stays where it is.
    pub(super) fn press(&mut self, key: Key) -> Vec<(usize, Reviewed)> {
        let Some(at) = self.asked() else { return Vec::new() };
        let decided = match key {
            Key::Accept => vec![(at, Reviewed::Accepted)],
            Key::AcceptCase => {
                let of_case = (at..self.cases.len()).take_while(|other| self.cases[*other] == self.cases[at]);
                of_case.map(|at| (at, Reviewed::Accepted)).collect()
            }
            Key::Reject => vec![(at, Reviewed::Rejected)],
            Key::Skip => vec![(at, Reviewed::Open)],
            Key::Quit => {
                self.at = self.cases.len();
                return Vec::new();
            }
            Key::Edit | Key::Help | Key::Unknown => return Vec::new(),
        };
        self.at += decided.len();
        decided
    }

    /// The difference that is asked about was corrected.
    pub(super) fn corrected(&mut self) {
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is decided of differences of these cases, key by key.
    fn pressed(cases: &[usize], keys: &str) -> (Vec<(usize, Reviewed)>, Option<usize>) {
        let mut dialogue = Dialogue::new(cases.to_vec());
        let decided = keys.chars().flat_map(|key| dialogue.press(Key::of(key))).collect();
        (decided, dialogue.asked())
    }

    #[test]
    fn each_key_decides_one_difference_and_goes_on() {
        let expected = vec![(0, Reviewed::Accepted), (1, Reviewed::Rejected), (2, Reviewed::Open)];
        assert_eq!(pressed(&[0, 0, 1, 1], "ars"), (expected, Some(3)));
    }

    #[test]
    fn all_of_a_case_stops_at_the_next_one() {
        let expected = vec![(0, Reviewed::Rejected), (1, Reviewed::Accepted), (2, Reviewed::Accepted)];
        assert_eq!(pressed(&[0, 0, 0, 1], "rA"), (expected, Some(3)));
    }

    #[test]
    fn quit_leaves_the_rest_and_other_keys_decide_nothing() {
        assert_eq!(pressed(&[0, 0], "?xe"), (vec![], Some(0)));
        assert_eq!(pressed(&[0, 0], "aqa"), (vec![(0, Reviewed::Accepted)], None));
        assert_eq!(pressed(&[], "a"), (vec![], None));
    }
}
