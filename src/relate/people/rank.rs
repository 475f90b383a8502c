//! Ranks: what stands behind a Chinese or Japanese name (`教授`, `副研究员`) addresses the person and says the post too, where the page says at
//! which institution.

use crate::annotate::File;
use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::relate::draft::Draft;
use crate::relate::people::Person;

/// Gives posts without a title the rank of the person.
pub(crate) fn read(draft: &mut Draft<'_>) {
    if !matches!(draft.annotations.tokens.vocabulary.language, "zh" | "ja") {
        return;
    }
    let mut people = std::mem::take(&mut draft.people.list);
    for person in &mut people {
        let Some(rank) = rank(draft, person) else { continue };
        for post in person.posts.iter_mut().filter(|post| post.title.is_none() && post.institution.is_some())
        {
            post.head = fold(&rank.value);
            post.title = Some(rank.clone());
        }
    }
    draft.people.list = people;
}

/// The first of a person's titles that is a post.
fn rank(draft: &Draft<'_>, person: &Person) -> Option<Fact<String>> {
    let tokens = &draft.annotations.tokens;
    person.honorifics.iter().find_map(|title| {
        let span = title.support.first()?.span?;
        let (from, to) = tokens.range_of(span);
        let (hit, _) = tokens.longest(from, File::Positions, "head")?;
        let support = Support::text(span, "post.rank", 0.75);
        (hit.to == to).then(|| Fact::new(title.value.clone(), support))
    })
}
