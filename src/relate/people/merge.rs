//! Posts that are one: the same title at one institution said twice, an affiliation that a post there absorbs.

use crate::annotate::{File, Vocabulary};
use crate::normalize::fold;
use crate::records::Change;
use crate::relate::people::posts::Post;

/// Adds a post to those of a person; the same post said twice is one, with both as support.
pub(crate) fn add(posts: &mut Vec<Post>, new: Post) {
    let same_home = |a: &Post, b: &Post| match (&a.institution, &b.institution) {
        (Some(a), Some(b)) => a.value == b.value,
        _ => true,
    };
    let known = posts
        .iter_mut()
        .find(|post| same_change(post, &new) && same_home(post, &new) && same_title(post, &new));
    match known {
        Some(post) => merge(post, new),
        None => posts.push(new),
    }
}

/// A post that is held and the same post that changes hands are one: `the Provost, Ann Lee`, and later `she retires as Provost`.
fn same_change(a: &Post, b: &Post) -> bool {
    let titled = a.title.is_some() && b.title.is_some();
    a.change == b.change || titled && (a.change == Change::Holds || b.change == Change::Holds)
}

/// An affiliation is absorbed by a post there; two titles with one head are the same post.
fn same_title(a: &Post, b: &Post) -> bool {
    match (&a.title, &b.title) {
        (Some(a_title), Some(b_title)) => {
            let (first, second) = (without_articles(&a_title.value), without_articles(&b_title.value));
            first == second
                || a.head == b.head
                    && (first.starts_with(&second)
                        || second.starts_with(&first)
                        || first.ends_with(&second)
                        || second.ends_with(&first))
        }
        (None, None) => a.institution.is_some() == b.institution.is_some(),
        _ => a.institution.is_some() && b.institution.is_some(),
    }
}

/// The folded title without small words: `Director of the Library` and `Director of Library` are one.
fn without_articles(title: &str) -> String {
    let folded = fold(title);
    let words: Vec<&str> = folded.split(' ').filter(|word| !is_article(word)).collect();
    words.join(" ")
}

fn is_article(word: &str) -> bool {
    let key = crate::annotate::token::key(word);
    let english = Vocabulary::of(None);
    english.word(key).iter().any(|sense| sense.file == File::Institutions && sense.class == "article")
}

fn merge(post: &mut Post, new: Post) {
    if post.change == Change::Holds {
        post.change = new.change;
    }
    match (&mut post.title, new.title) {
        (Some(title), Some(other))
            if without_articles(&other.value).len() > without_articles(&title.value).len()
                && post.unit.is_none() =>
        {
            let support = std::mem::take(&mut title.support);
            *title = other;
            title.support.extend(support);
        }
        (Some(title), Some(other)) => title.support.extend(other.support),
        (none @ None, other) => {
            *none = other;
            post.head = new.head;
        }
        _ => {}
    }
    match (&mut post.unit, new.unit) {
        (none @ None, unit) => *none = unit,
        (Some(unit), Some(other)) if fold(&unit.value) == fold(&other.value) => {
            unit.support.extend(other.support);
        }
        _ => {}
    }
    match (&mut post.institution, new.institution) {
        (none @ None, institution) => *none = institution,
        (Some(institution), Some(other)) => institution.support.extend(other.support),
        _ => {}
    }
    post.past |= new.past;
}
