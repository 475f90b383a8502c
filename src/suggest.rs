//! "Did you mean": the known word that is closest to one that is not known.

/// The known word closest to `word`, where one is close enough to be a slip.
#[must_use]
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = 1 + word.chars().count() / 4;
    let distances = known.into_iter().map(|other| (strsim::osa_distance(word, other), other));
    distances
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        assert_eq!(closest("titel", ["name", "title"]), Some("title"));
        assert_eq!(closest("outptu", ["output", "extract"]), Some("output"));
        assert_eq!(closest("colour", ["name", "title"]), None);
    }
}
