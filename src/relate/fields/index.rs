//! The [`Fields`] of a page, which are asked for by their place: a page has thousands of them, and what asks has thousands of dates or entries.

use std::ops::Deref;

use crate::annotate::Mention;
use crate::relate::fields::Field;
use crate::span::Span;

/// Labelled values, in the order in which they were found.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    list: Vec<Field>,
    /// Their numbers by their first tokens.
    order: Vec<u32>,
    /// A tree over that order: the furthest end of the values below each node; the leaves are its second half.
    ends: Vec<usize>,
    /// The labels, by their places, with the number of one field each.
    labels: Vec<(Span, u32)>,
}

impl Deref for Fields {
    type Target = [Field];

    fn deref(&self) -> &[Field] {
        &self.list
    }
}

impl From<Vec<Field>> for Fields {
    fn from(list: Vec<Field>) -> Self {
        let mut order: Vec<u32> = (0..list.len() as u32).collect();
        order.sort_by_key(|&number| list[number as usize].from);
        let width = list.len().next_power_of_two();
        let mut ends = vec![0; 2 * width];
        for (at, number) in order.iter().enumerate() {
            ends[width + at] = list[*number as usize].to;
        }
        for node in (1..width).rev() {
            ends[node] = ends[2 * node].max(ends[2 * node + 1]);
        }
        let mut labels: Vec<(Span, u32)> = list.iter().map(|field| field.label).zip(0..).collect();
        labels.sort_by_key(|(label, number)| (label.start, label.end, *number));
        labels.dedup_by(|next, first| {
            next.0 == first.0 && list[next.1 as usize].class == list[first.1 as usize].class
        });
        Self { list, order, ends, labels }
    }
}

impl Fields {
    /// Those whose value holds a mention.
    pub(crate) fn holding(&self, mention: &Mention) -> impl Iterator<Item = &Field> {
        self.overlapping(mention.from, mention.from + 1).filter(|field| field.holds(mention))
    }

    /// Those of whose value a part lies in a range of tokens.
    pub(crate) fn overlapping(&self, from: usize, to: usize) -> impl Iterator<Item = &Field> {
        let below = self.order.partition_point(|&number| self.list[number as usize].from < to);
        let mut found = Vec::new();
        self.visit(1, (0, self.ends.len() / 2), (below, from), &mut found);
        found.sort_unstable();
        found.into_iter().map(|number| &self.list[number as usize])
    }

    /// Adds those of the first `below` leaves whose value ends behind `from`, from the node over some leaves on.
    fn visit(&self, node: usize, (first, last): (usize, usize), asked: (usize, usize), found: &mut Vec<u32>) {
        let (below, from) = asked;
        if first >= below || self.ends[node] <= from {
            return;
        }
        if last - first == 1 {
            found.push(self.order[first]);
            return;
        }
        let middle = usize::midpoint(first, last);
        self.visit(2 * node, (first, middle), asked, found);
        self.visit(2 * node + 1, (middle, last), asked, found);
    }

    /// Those whose value begins in a range of tokens; all where there is none.
    pub(crate) fn within(&self, range: Option<(usize, usize)>) -> impl Iterator<Item = &Field> {
        let at = |token| self.order.partition_point(|&number| self.list[number as usize].from < token);
        let mut found = self.order
            [range.map_or(0, |range| at(range.0))..range.map_or(self.order.len(), |range| at(range.1))]
            .to_vec();
        found.sort_unstable();
        found.into_iter().map(|number| &self.list[number as usize])
    }

    /// Those whose label overlaps a stretch of text: one for each label and class.
    pub(crate) fn labelled_in(&self, span: Span) -> impl Iterator<Item = &Field> {
        let end = self.labels.partition_point(|(label, _)| label.start < span.end);
        let overlapping =
            self.labels[..end].iter().rev().take_while(move |(label, _)| label.end > span.start);
        overlapping.map(|(_, number)| &self.list[*number as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(places: &[(usize, usize)]) -> Fields {
        let field = |&(from, to): &(usize, usize)| Field {
            class: "date",
            label: Span::new(from, from + 1),
            from,
            to,
            block: 0,
            rule: "field.line",
        };
        places.iter().map(field).collect::<Vec<_>>().into()
    }

    #[test]
    fn places_are_found_as_by_looking_at_each() {
        let mut rng = fastrand::Rng::with_seed(7);
        for count in 0..40 {
            let places: Vec<(usize, usize)> = (0..count)
                .map(|_| {
                    let from = rng.usize(..60);
                    let most = if rng.bool() { 4 } else { 50 };
                    (from, from + 1 + rng.usize(..most))
                })
                .collect();
            let fields = fields(&places);
            for (from, to) in (0..60).map(|from| (from, from + 1 + rng.usize(..5))) {
                let told = |found: &Field| (found.from, found.to);
                let wanted = |wanted: fn(&(usize, usize), (usize, usize)) -> bool| -> Vec<_> {
                    places.iter().filter(|place| wanted(place, (from, to))).copied().collect()
                };
                let overlapping: Vec<_> = fields.overlapping(from, to).map(told).collect();
                assert_eq!(overlapping, wanted(|place, (from, to)| place.0 < to && from < place.1));
                let within: Vec<_> = fields.within(Some((from, to))).map(told).collect();
                assert_eq!(within, wanted(|place, (from, to)| from <= place.0 && place.0 < to));
            }
            assert_eq!(fields.within(None).count(), count);
        }
    }

    #[test]
    fn labels_are_found_by_their_place() {
        let fields = fields(&[(30, 40), (10, 20), (10, 25)]);
        let found = |start, end| fields.labelled_in(Span::new(start, end)).count();
        assert_eq!((found(0, 10), found(10, 11), found(10, 31), found(11, 30)), (0, 1, 2, 0));
    }
}
