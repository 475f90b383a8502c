use std::collections::{BTreeMap, HashMap};

use super::*;

/// Room for next to nothing.
fn tiny() -> Scratch {
    Scratch::folder(&std::env::temp_dir()).room(1 << 11, 3)
}

/// Numbers that look like chance.
fn chance(count: u64) -> impl Iterator<Item = u64> {
    (0..count).map(move |at| at.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) % (count / 2))
}

#[test]
fn a_map_answers_alike_in_memory_and_in_a_file() {
    let (mut small, mut large) = (Map::new(&tiny()), Map::new(&Scratch::memory()));
    let mut expected = HashMap::new();
    for (at, key) in chance(5000).enumerate() {
        let old = expected.insert(key, at as u64);
        assert_eq!((small.insert(key, at as u64), large.insert(key, at as u64)), (old, old));
    }
    assert!(matches!(small.blocks_of(), "file") && matches!(large.blocks_of(), "memory"));
    for key in 0..6000 {
        let value = expected.get(&key).copied();
        assert_eq!((small.get(key), large.get(key)), (value, value), "{key}");
    }
}

#[test]
fn keys_of_one_block_overflow_into_the_next() {
    let mut map = Map::new(&tiny());
    // The hash is one-to-one nearly, so that neighbours are found by trying.
    let near: Vec<u64> = (0..3_000_000).filter(|key| super::block::home_of(*key, 16) == 0).take(40).collect();
    let mut fill = |keys: &mut dyn Iterator<Item = (u64, u64)>| {
        keys.for_each(|(key, value)| assert_eq!(map.insert(key, value), None));
    };
    fill(&mut (0..4000).map(|key| (1 << 40 | key, key)));
    fill(&mut near.iter().map(|key| (*key, *key)));
    fill(&mut (4000..50_000).map(|key| (1 << 40 | key, key)));
    assert!(near.iter().all(|key| map.get(*key) == Some(*key)));
    assert!((0..50_000).all(|key| map.get(1 << 40 | key) == Some(key)));
}

#[test]
fn a_pool_keeps_what_was_changed() {
    let mut pool = Pool::new(&tiny());
    let mut expected: BTreeMap<usize, String> = BTreeMap::new();
    for at in 0..50 {
        assert_eq!(pool.push(format!("value {at}")), at);
        expected.insert(at, format!("value {at}"));
        let old = at * 7 % 11;
        if let Some(value) = pool.get(old) {
            value.push_str(" and more");
            expected.get_mut(&old).unwrap().push_str(" and more");
        }
    }
    assert_eq!(pool.look(50), None);
    for (at, value) in &expected {
        assert_eq!(pool.look(*at), Some(value));
    }
}

#[test]
fn lists_grow_in_their_order_and_not_beyond_their_bound() {
    let mut lists = Lists::new(&tiny());
    for item in 0..20 {
        for key in 0..200 {
            assert_eq!(lists.put(key, item / 2, 5), item % 2 == 0 && item < 10, "{key} {item}");
        }
    }
    for key in 0..200 {
        lists.with(key, |list| assert_eq!(list, [0, 1, 2, 3, 4]));
    }
    lists.with(200, |list| assert!(list.is_empty()));
}

#[test]
fn a_sorter_merges_its_runs() {
    let (mut sorter, mut expected) = (Sorter::new(&tiny()), Vec::new());
    for (at, value) in chance(400).enumerate() {
        sorter.push((value, at), format!("{at}"));
        expected.push(((value, at), format!("{at}")));
    }
    expected.sort();
    let mut found = Vec::new();
    sorter.each(|key, value| found.push((key, value)));
    assert_eq!(found, expected);
}

#[test]
fn a_file_that_fails_is_an_error() {
    let scratch = Scratch::folder(std::path::Path::new("/nowhere/at/all")).room(1 << 11, 3);
    let mut map = Map::new(&scratch);
    (0..1000).for_each(|key| assert_eq!(map.insert(key, key), None));
    assert!(scratch.check().is_err());
    assert!(scratch.check().is_ok(), "it is told once");
}
