//! Counts by the name of a tag: which of its kind an element is among its siblings.
//! Siblings of few kinds are the rule, so those are searched; the others are hashed.

use std::collections::HashMap;

use html5ever::LocalName;

/// How many names are searched before they are hashed.
const FEW: usize = 16;

/// How often each name was seen.
#[derive(Debug, Default)]
pub(super) struct Counts {
    few: Vec<(LocalName, u32)>,
    /// Most elements never have any.
    many: Option<HashMap<LocalName, u32>>,
}

impl Counts {
    /// Counts a name, and says how often it was seen so far.
    pub(super) fn next(&mut self, name: &LocalName) -> u32 {
        let known = self.few.iter().position(|(known, _)| known == name);
        let count = match known {
            Some(at) => &mut self.few[at].1,
            None if self.few.len() == FEW => {
                self.many.get_or_insert_default().entry(name.clone()).or_insert(0)
            }
            None => {
                self.few.push((name.clone(), 0));
                let last = self.few.len() - 1;
                &mut self.few[last].1
            }
        };
        *count += 1;
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_names_are_counted_alike() {
        let mut counts = Counts::default();
        for round in 1..=3 {
            for number in 0..40 {
                assert_eq!(counts.next(&LocalName::from(format!("x-{number}"))), round);
            }
        }
    }
}
