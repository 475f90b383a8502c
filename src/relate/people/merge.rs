//! Posts that are one: the same title at one institution said twice, an affiliation that a post there absorbs, a title that gets its home later.

use crate::annotate::{File, Vocabulary};
use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::records::Change;
use crate::relate::draft::Draft;
use crate::relate::people::posts::Post;

/// Adds a post to those of a person; the same post said twice is one, with both as support.
pub(crate) fn add(posts: &mut Vec<Post>, new: Post) {
    let same_home = |a: &Post, b: &Post| match (&a.institution, &b.institution) {
        (Some(a), Some(b)) => a.value == b.value,
        _ => true,
    };
    let known = posts
        .iter_mut()
        .find(|post| post.change == new.change && same_home(post, &new) && same_title(post, &new));
    match known {
        Some(post) => merge(post, new),
        None => posts.push(new),
    }
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

/// On a page about a post that changes hands, a title without institution is at the institution the page is about: the one it names most.
pub(crate) fn at_home(draft: &mut Draft<'_>) {
    let changes =
        draft.people.list.iter().flat_map(|person| &person.posts).any(|post| post.change != Change::Holds);
    if !changes {
        return;
    }
    let count = |id: usize| {
        draft
            .annotations
            .mentions
            .iter()
            .enumerate()
            .filter(|(index, _)| draft.institutions.of(*index) == Some(id))
            .count()
    };
    let best = (0..draft.institutions.list.len())
        .filter(|&id| draft.institutions.list[id].related)
        .max_by_key(|&id| (count(id), std::cmp::Reverse(id)));
    let Some(home) = best.filter(|&id| count(id) >= 2) else { return };
    for post in draft.people.list.iter_mut().flat_map(|person| &mut person.posts) {
        let span = post.title.as_ref().and_then(|title| title.support[0].span);
        if let (None, Some(span)) = (&post.institution, span) {
            let capitals = span.of(&draft.document.text).starts_with(char::is_uppercase);
            if capitals {
                post.institution =
                    Some(Fact::new(home, Support::inferred(span, "post.page_institution", 0.6)));
            }
        }
    }
}
