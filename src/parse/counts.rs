//! Counts by the name of a tag: which of its kind an element is among its siblings, for all elements that are open.
//! Siblings of few kinds are the rule, so those are searched; the others are hashed.

use std::collections::HashMap;

use html5ever::LocalName;

/// How many names of siblings are searched before they are hashed.
const FEW: usize = 16;

/// How often each name was seen below each open element.
#[derive(Debug)]
pub(super) struct Counts {
    /// The names below the outermost element, then those below the next.
    few: Vec<(LocalName, u32)>,
    levels: Vec<Level>,
}

/// The children of one element.
#[derive(Debug, Default)]
struct Level {
    /// Where its names begin.
    from: usize,
    /// Most elements never have any.
    many: Option<HashMap<LocalName, u32>>,
}

impl Counts {
    /// Nothing counted yet, below the root alone.
    pub(super) fn new() -> Self {
        Self { few: Vec::new(), levels: vec![Level::default()] }
    }

    /// Goes down into the element that was counted last.
    pub(super) fn open(&mut self) {
        self.levels.push(Level { from: self.few.len(), many: None });
    }

    /// Goes up again.
    pub(super) fn close(&mut self) {
        if let Some(level) = self.levels.pop() {
            self.few.truncate(level.from);
        }
    }

    /// Counts a name, and says how often it was seen so far.
    pub(super) fn next(&mut self, name: &LocalName) -> u32 {
        let Some(level) = self.levels.last_mut() else { return 1 };
        let names = &mut self.few[level.from..];
        if let Some((_, count)) = names.iter_mut().find(|(known, _)| known == name) {
            *count += 1;
            return *count;
        }
        if names.len() < FEW {
            self.few.push((name.clone(), 1));
            return 1;
        }
        let count = level.many.get_or_insert_default().entry(name.clone()).or_insert(0);
        *count += 1;
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_names_are_counted_alike() {
        let mut counts = Counts::new();
        for round in 1..=3 {
            for number in 0..40 {
                assert_eq!(counts.next(&LocalName::from(format!("x-{number}"))), round);
                counts.open();
                assert_eq!(counts.next(&LocalName::from("x-1")), 1);
                counts.close();
            }
        }
    }
}
