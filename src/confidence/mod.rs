//! What a confidence means: the share of such values that gold says is right. Rules state how sure they are and are weighed against
//! each other by that; when rows are cut, the [`Curves`] of `curves.tsv` turn what was stated into what is written.
//!
//! `annals eval --calibrate` learns the curves; `docs/confidence.md` has their figures.

mod learn;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::sync::LazyLock;

use crate::records::Table;

pub use learn::{PARTS, Sample, learn, part};

/// A column of a table: `("events", "venue")`.
pub type ColumnName = (&'static str, &'static str);

/// The line of the curve for columns that have none of their own.
const ANY: ColumnName = ("*", "*");

/// A curve for each column that gold speaks of, and one for all others.
#[derive(Clone, Debug, Default)]
pub struct Curves(BTreeMap<ColumnName, Curve>);

/// Rising steps, joined by straight lines: what is stated, the share that is right, and how many values say so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve(Vec<Knot>);

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Knot {
    stated: f32,
    right: f32,
    values: usize,
}

impl Curves {
    /// The curves that come with the crate.
    #[must_use]
    pub fn learned() -> &'static Self {
        static LEARNED: LazyLock<Curves> = LazyLock::new(|| {
            Curves::read(include_str!("curves.tsv"))
                .unwrap_or_else(|error| unreachable!("curves.tsv: {error}"))
        });
        &LEARNED
    }

    /// Reads `table.column TAB stated TAB right TAB values`, sorted; lines that start with `#` are comments.
    ///
    /// # Errors
    /// With the line that holds no point, or one that lies below the point before it.
    pub fn read(text: &'static str) -> Result<Self, String> {
        let mut curves = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (column, knot) = point(line).ok_or_else(|| format!("`{line}` is no point of a curve"))?;
            let Curve(knots) = curves.0.entry(column).or_default();
            if knots.last().is_some_and(|last| last.stated >= knot.stated || last.right > knot.right) {
                return Err(format!("`{line}` does not rise"));
            }
            knots.push(knot);
        }
        Ok(curves)
    }

    /// What a stated confidence of a value in this column is worth.
    #[must_use]
    pub fn of(&self, table: Table, field: &str, stated: f32) -> f32 {
        self.at((table.name(), field), stated)
    }

    /// The same by the names of table and column.
    #[must_use]
    pub fn at(&self, column: (&str, &str), stated: f32) -> f32 {
        let curve = self.0.get(&column).or_else(|| self.0.get(&ANY));
        curve.map_or(stated, |curve| curve.at(stated))
    }
}

fn point(line: &'static str) -> Option<(ColumnName, Knot)> {
    let mut cells = line.split('\t');
    let column = cells.next()?;
    let column = if column == "*" { ANY } else { column.split_once('.')? };
    let mut number = || cells.next()?.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    let (stated, right) = (number()?, number()?);
    let values = cells.next()?.parse().ok()?;
    Some((column, Knot { stated, right, values }))
}

impl Curve {
    /// The share at a stated confidence, to three digits; level beyond the ends.
    fn at(&self, stated: f32) -> f32 {
        let next = self.0.partition_point(|knot| knot.stated < stated);
        let right = match (next.checked_sub(1).and_then(|last| self.0.get(last)), self.0.get(next)) {
            (Some(last), Some(next)) => {
                let way = (stated - last.stated) / (next.stated - last.stated);
                last.right + way * (next.right - last.right)
            }
            (Some(end), None) | (None, Some(end)) => end.right,
            (None, None) => stated,
        };
        (right * 1000.0).round() / 1000.0
    }
}

/// The lines of the file.
impl Display for Curves {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (&(table, field), Curve(knots)) in &self.0 {
            let column = if (table, field) == ANY { table.to_owned() } else { format!("{table}.{field}") };
            for Knot { stated, right, values } in knots {
                writeln!(f, "{column}\t{stated}\t{right}\t{values}")?;
            }
        }
        Ok(())
    }
}
