//! Learning curves from values of which gold says whether they are right: isotonic regression by pooling adjacent violators
//! (Ayer et al. 1955), within each column. Where there are few values they are drawn towards the curve of all columns, moved to where the
//! column is as often right as it is.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::confidence::{ANY, ColumnName, Curve, Curves, Knot};

/// A value of which gold says whether it is right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Where it stands.
    pub column: ColumnName,
    /// How sure its rules are, from 0 to 1.
    pub stated: f32,
    /// Whether gold has it.
    pub right: bool,
}

/// How many values of the moved curve of all columns each level of a column begins with.
const DRAWN: f64 = 4.0;

/// How many values of the curve of all columns are weighed against a column's own when the curve is moved.
const HELD: f64 = 8.0;

/// The curve of all columns begins each level with so many values, half of them right.
const DOUBT: f64 = 2.0;

/// In so many parts pages are put, so that curves can be measured on each part that were learned from the others.
pub const PARTS: u8 = 3;

/// The part of a page, by its name.
#[must_use]
pub fn part(page: &str) -> u8 {
    Sha256::digest(page.as_bytes())[0] % PARTS
}

/// The curves of these values.
#[must_use]
pub fn learn(samples: &[Sample]) -> Curves {
    let all = curve(&levels(samples.iter()), |_| 0.5, DOUBT);
    let mut columns: BTreeMap<ColumnName, Vec<&Sample>> = BTreeMap::new();
    samples.iter().for_each(|sample| columns.entry(sample.column).or_default().push(sample));
    let mut curves: BTreeMap<_, _> =
        columns.into_iter().map(|(column, samples)| (column, column_curve(&levels(samples), &all))).collect();
    curves.insert(ANY, all);
    Curves(curves)
}

/// The curve of one column.
fn column_curve(levels: &Levels, all: &Curve) -> Curve {
    let (mut values, mut right, mut expected) = (0.0, 0.0, 0.0);
    for (&level, &(seen, hits)) in levels {
        values += seen as f64;
        right += hits as f64;
        expected += seen as f64 * f64::from(all.at(share(level)));
    }
    let expected = expected / values;
    let by = log_odds((right + HELD * expected) / (values + HELD)) - log_odds(expected);
    curve(levels, |stated| odds_share(log_odds(f64::from(all.at(stated))) + by), DRAWN)
}

/// The logarithm of right to wrong; shares that are next to none or all are as far as it goes.
fn log_odds(share: f64) -> f64 {
    let share = share.clamp(0.01, 0.99);
    (share / (1.0 - share)).ln()
}

fn odds_share(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Values that state the same, to two digits: how many, and how many of them are right.
type Levels = BTreeMap<i32, (usize, usize)>;

fn levels<'s>(samples: impl IntoIterator<Item = &'s Sample>) -> Levels {
    let mut levels = Levels::new();
    for sample in samples {
        let level = (sample.stated.clamp(0.0, 1.0) * 100.0).round() as i32;
        let (values, right) = levels.entry(level).or_default();
        *values += 1;
        *right += usize::from(sample.right);
    }
    levels
}

/// Levels that are pooled.
struct Pool {
    from: i32,
    to: i32,
    values: usize,
    weight: f64,
    right: f64,
}

impl Pool {
    fn share(&self) -> f64 {
        self.right / self.weight
    }
}

/// The rising curve nearest to the levels, each of which begins with `weight` values of what is expected there.
fn curve(levels: &Levels, expected: impl Fn(f32) -> f64, weight: f64) -> Curve {
    let mut pools: Vec<Pool> = Vec::new();
    for (&level, &(values, right)) in levels {
        let right = right as f64 + weight * expected(share(level));
        let mut pool = Pool { from: level, to: level, values, weight: values as f64 + weight, right };
        while let Some(last) = pools.pop_if(|last| last.share() >= pool.share()) {
            pool.from = last.from;
            pool.values += last.values;
            pool.weight += last.weight;
            pool.right += last.right;
        }
        pools.push(pool);
    }
    Curve(pools.iter().flat_map(knots).collect())
}

/// The first and the last level of a pool.
fn knots(pool: &Pool) -> impl Iterator<Item = Knot> {
    let right = ((pool.share() * 1000.0).round() / 1000.0) as f32;
    let knot = |level| Knot { stated: share(level), right, values: pool.values };
    let last = (pool.to > pool.from).then(|| knot(pool.to));
    std::iter::once(knot(pool.from)).chain(last)
}

fn share(level: i32) -> f32 {
    level as f32 / 100.0
}
