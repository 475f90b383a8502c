use super::*;

fn samples(column: ColumnName, stated: f32, right: usize, wrong: usize) -> Vec<Sample> {
    let sample = |right| Sample { column, stated, right };
    std::iter::repeat_n(sample(true), right).chain(std::iter::repeat_n(sample(false), wrong)).collect()
}

#[test]
fn a_curve_says_how_many_are_right() {
    let venue = ("events", "venue");
    let seen = [samples(venue, 0.5, 100, 300), samples(venue, 0.9, 380, 20)].concat();
    let curves = learn(&seen);
    assert!((curves.of(Table::Events, "venue", 0.5) - 0.25).abs() < 0.01);
    assert!((curves.of(Table::Events, "venue", 0.9) - 0.95).abs() < 0.01);
    let between = curves.of(Table::Events, "venue", 0.7);
    assert!((between - 0.6).abs() < 0.01, "{between}");
    let below = curves.of(Table::Events, "venue", 0.1);
    assert!((below - 0.25).abs() < 0.01, "{below}");
}

#[test]
fn what_states_more_is_never_worth_less() {
    let venue = ("events", "venue");
    let seen = [samples(venue, 0.3, 2, 2), samples(venue, 0.5, 30, 10), samples(venue, 0.9, 20, 20)].concat();
    let curves = learn(&seen);
    let written: Vec<f32> = (0..=100_u8).map(|at| curves.at(venue, f32::from(at) / 100.0)).collect();
    assert!(written.is_sorted(), "{written:?}");
}

#[test]
fn a_column_with_few_values_is_drawn_to_all() {
    let seen = [samples(("people", "name"), 0.8, 160, 40), samples(("talks", "title"), 0.8, 0, 1)].concat();
    let curves = learn(&seen);
    let few = curves.of(Table::Talks, "title", 0.8);
    assert!((0.5..0.7).contains(&few), "{few}");
    let none = curves.of(Table::Positions, "unit", 0.8);
    assert!((none - 0.8).abs() < 0.02, "{none}");
}

#[test]
fn curves_are_read_as_they_are_printed() {
    let seen = [samples(("people", "name"), 0.8, 3, 1), samples(("people", "name"), 0.9, 9, 1)].concat();
    let printed = learn(&seen).to_string();
    let read = Curves::read(Box::leak(printed.clone().into_boxed_str())).unwrap();
    assert_eq!(read.to_string(), printed);
}

#[test]
fn a_file_that_is_none_names_its_line() {
    assert!(Curves::read("people.name\t0.8\t1.5\t3").unwrap_err().contains("people.name\t0.8"));
    assert!(Curves::read("people\t0.8\t0.5\t3").is_err());
    assert!(Curves::read("*\t0.8\t0.5\t3\n*\t0.9\t0.4\t3").unwrap_err().contains("does not rise"));
    assert!((Curves::read("").unwrap().of(Table::People, "name", 0.7) - 0.7).abs() < 1e-6);
}

#[test]
fn the_file_names_columns_that_there_are() {
    let known = |(table, field): &ColumnName| {
        Table::ALL
            .iter()
            .any(|known| known.name() == *table && known.columns().iter().any(|column| column.name == *field))
    };
    let curves = Curves::learned();
    let unknown: Vec<_> = curves.0.keys().filter(|column| **column != ANY && !known(column)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(curves.0.contains_key(&ANY) && curves.0.len() > 10);
}

#[test]
fn pages_are_spread_over_the_parts() {
    for at in 0..PARTS {
        let pages = (0..300).filter(|page| part(&page.to_string()) == at).count();
        assert!((80..120).contains(&pages), "{pages} pages in part {at}");
    }
}
