//! Reliability: whether values are right as often as their confidence says. Values are put into bins by their confidence, and the expected
//! calibration error is the mean distance of confidence and share right, weighed by the values of each bin (Naeini et al. 2015).

use serde::Serialize;

/// How many bins there are between 0 and 1.
const BINS: usize = 10;

/// A confidence, and whether the value is right.
pub type Outcome = (f32, bool);

/// Values whose confidences are near each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Least confidence of the bin.
    pub from: f64,
    /// The confidence at which the next begins; the last bin holds 1.
    pub to: f64,
    /// How many values there are.
    pub values: usize,
    /// The mean of their confidences.
    pub stated: f64,
    /// The share that is right.
    pub right: f64,
}

/// The bins of a set of values, and what they come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reliability {
    /// All bins, also those without values.
    pub bins: Vec<Bin>,
    /// All values as one bin.
    pub all: Bin,
    /// Expected calibration error: 0 where each bin is right as often as it says.
    pub error: f64,
    /// Mean square of confidence less outcome (Brier 1950): 0 where every value that is right has 1 and every other has 0.
    pub brier: f64,
}

impl Reliability {
    /// Puts values into bins.
    #[must_use]
    pub fn of(outcomes: &[Outcome]) -> Self {
        let bin_of = |outcome: &Outcome| (1..BINS).filter(|at| outcome.0 >= *at as f32 / BINS as f32).count();
        let bins: Vec<Bin> = (0..BINS)
            .map(|at| {
                let inside = outcomes.iter().filter(|outcome| bin_of(outcome) == at);
                Bin::of(at as f64 / BINS as f64, (at + 1) as f64 / BINS as f64, inside)
            })
            .collect();
        let all = Bin::of(0.0, 1.0, outcomes.iter());
        let error = bins.iter().map(|bin| bin.values as f64 * (bin.stated - bin.right).abs()).sum::<f64>();
        let square = |&(stated, right): &Outcome| (f64::from(stated) - f64::from(u8::from(right))).powi(2);
        let brier = outcomes.iter().map(square).sum::<f64>();
        Self { bins, all, error: share(error, outcomes.len()), brier: share(brier, outcomes.len()) }
    }
}

impl Bin {
    fn of<'o>(from: f64, to: f64, outcomes: impl Iterator<Item = &'o Outcome>) -> Self {
        let (mut values, mut stated, mut right) = (0, 0.0, 0.0);
        for &(confidence, is_right) in outcomes {
            values += 1;
            stated += f64::from(confidence);
            right += f64::from(u8::from(is_right));
        }
        Self { from, to, values, stated: share(stated, values), right: share(right, values) }
    }
}

fn share(sum: f64, of: usize) -> f64 {
    if of == 0 { 0.0 } else { sum / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::Reliability;

    #[test]
    fn values_that_are_right_as_often_as_they_say_have_no_error() {
        let outcomes = [vec![(0.75, true); 3], vec![(0.75, false)], vec![(1.0, true); 2]].concat();
        let reliability = Reliability::of(&outcomes);
        assert!(reliability.error < 1e-6, "{reliability:?}");
        assert_eq!((reliability.bins[7].values, reliability.bins[9].values), (4, 2));
        assert!((reliability.brier - 0.75 / 6.0).abs() < 1e-6);
    }

    #[test]
    fn the_error_weighs_bins_by_their_values() {
        let outcomes = [vec![(0.95, false); 3], vec![(0.45, true); 1]].concat();
        let reliability = Reliability::of(&outcomes);
        assert!((reliability.error - (3.0 * 0.95 + 0.55) / 4.0).abs() < 1e-6);
        assert!((reliability.all.right - 0.25).abs() < 1e-6);
    }

    #[test]
    fn nothing_is_no_error() {
        assert!(Reliability::of(&[]).error.abs() < f64::EPSILON);
    }
}
