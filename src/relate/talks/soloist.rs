//! Pages about one talk often name the speaker in the title or in a heading of its own, and the talk in another, without a word that says
//! so. A careful reader sees it by what else is there: one event, one person, one heading that is neither.

use crate::annotate::{Kind, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold};
use crate::parse::{Block, BlockKind};
use crate::records::{AppearanceRole, EventKind};
use crate::relate::draft::Draft;
use crate::relate::events::groups::is_abstract;
use crate::relate::events::title_span;
use crate::relate::people::{neighbours, relevance, roles};
use crate::relate::talks::material::says_nothing;
use crate::relate::talks::perform::give_talk;
use crate::span::Span;

/// Finds the speaker and the title of a page about one talk.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let [event] = &draft.events.list[..] else { return };
    let kind = event.kind.as_ref().map(|kind| kind.value);
    let talk = matches!(
        kind,
        Some(EventKind::Seminar | EventKind::Lecture | EventKind::Webinar | EventKind::Defence)
    );
    // What names no kind, with a speaker under a label or as a heading, and an hour, is a talk as well.
    let labelled_speaker = || draft.fields.iter().any(|field| field.class == "speaker");
    let timed = kind.is_none() && event.start_time.is_some();
    if !(talk || timed && (labelled_speaker() || heads_alone(draft))) {
        return;
    }
    let speakers = speakers(draft);
    let person = match speakers[..] {
        [] => silent_person(draft),
        [only] => Some(only),
        _ => None,
    };
    let Some(person) = person else { return };
    if speakers.is_empty() {
        let mention = &draft.annotations.mentions[draft.people.list[person].mentions[0]];
        let support = Support::inferred(mention.span, "role.only_person", 0.7);
        roles::add(&mut draft.people.list[person].roles, AppearanceRole::Speaker, Some(0), support);
        without_past_honours(draft, person);
    }
    let theme = draft.events.list[0].theme.clone();
    if draft.talks.is_empty()
        && let Some(title) = labelled(draft)
            .or(theme)
            .or_else(|| quoted_name(draft))
            .or_else(|| title(draft, person))
            .or_else(|| of_page(draft))
    {
        give_talk(draft, person, Some(0), title);
    }
}

/// One heading of the page is a person and nothing else, and no other is.
fn heads_alone(draft: &Draft<'_>) -> bool {
    let heads = |index: &usize| {
        let mention = &draft.annotations.mentions[*index];
        let block = draft.annotations.tokens.block_of(mention.from);
        mention.person().is_some()
            && matches!(draft.document.blocks[block].kind, BlockKind::Heading(_))
            && neighbours::stands_alone(draft, *index)
    };
    (0..draft.annotations.mentions.len()).filter(heads).take(2).count() == 1
}

/// What a speaker was awarded before stands in the biography, and is nothing that the event does.
fn without_past_honours(draft: &mut Draft<'_>, person: usize) {
    let mut roles = std::mem::take(&mut draft.people.list[person].roles);
    let past = |support: &Support| {
        support.span.is_some_and(|span| is_abstract(draft, draft.annotations.tokens.range_of(span).0))
    };
    roles.retain(|role| role.role.value != AppearanceRole::Honoree || !role.role.support.iter().all(past));
    draft.people.list[person].roles = roles;
}

/// `Title: The tides of Norway`, where the page has one such line.
fn labelled(draft: &Draft<'_>) -> Option<Fact<String>> {
    let mut titles = draft.fields.iter().filter(|field| field.class == "title");
    let field = titles.next().filter(|_| titles.next().is_none())?;
    let title = collapse(field.text(draft.annotations));
    let words = title.split(' ').count();
    // `Subject:` of a mail is the page's title, and no talk's.
    let own = draft.head.title.as_ref().is_none_or(|page| fold(&page.value) != fold(&title));
    (own && words > 1 && words <= LONGEST)
        .then(|| Fact::new(title, Support::text(field.span(draft.annotations), field.rule, 0.75)))
}

fn speakers(draft: &Draft<'_>) -> Vec<usize> {
    let speaks =
        |index: &usize| draft.people.list[*index].roles.iter().any(|role| roles::speaks(role.role.value));
    (0..draft.people.list.len()).filter(speaks).collect()
}

/// The person of the title, else the one with a line of the person's own, else the only one with a post, else the only one, who has no role
/// yet.
fn silent_person(draft: &Draft<'_>) -> Option<usize> {
    let title = draft.head.title.as_ref().map(|title| fold(&title.value)).unwrap_or_default();
    let people = &draft.people.list;
    let says = |mention: &usize| !signs(draft, *mention);
    let silent: Vec<usize> = (0..people.len())
        .filter(|&index| {
            let person = &people[index];
            // What is said of somebody in so many words may be said of the speaker, and so may what was once awarded.
            let told =
                |role: AppearanceRole| matches!(role, AppearanceRole::Quoted | AppearanceRole::Honoree);
            person.roles.iter().all(|role| told(role.role.value))
                && person.mentions.iter().any(says)
                && !relevance::is_mere_title(draft, person)
        })
        .collect();
    let in_title = |mention: &usize| {
        let name =
            draft.annotations.mentions[*mention].person().map(|person| fold(person.name.of(draft.text())));
        name.is_some_and(|name| name.contains(' ') && title.contains(&name))
    };
    let any = |test: &dyn Fn(&usize) -> bool| {
        silent.iter().copied().find(|&index| people[index].mentions.iter().any(test))
    };
    let alone = |mention: &usize| neighbours::stands_alone(draft, *mention) && says(mention);
    let sure = |mention: &usize| draft.annotations.mentions[*mention].confidence >= relevance::SURE;
    let only = |test: &dyn Fn(usize) -> bool| {
        let mut those = silent.iter().copied().filter(|&index| test(index));
        those.next().filter(|_| those.next().is_none())
    };
    any(&in_title)
        .or_else(|| any(&alone))
        .or_else(|| only(&|index| !people[index].posts.is_empty()))
        .or_else(|| only(&|index| people[index].mentions.iter().any(sure)))
}

/// A name at the very end of a page signs it.
fn signs(draft: &Draft<'_>, mention: usize) -> bool {
    let rest = &draft.text()[draft.annotations.mentions[mention].span.end as usize..];
    rest.split_whitespace().take(SIGNED).count() < SIGNED
}

/// Fewer words than these behind a name are an address, not a talk.
const SIGNED: usize = 4;

/// `Event title: “Whales at Sea”`: the name of a seminar in quotation marks is that of the talk.
fn quoted_name(draft: &Draft<'_>) -> Option<Fact<String>> {
    let name = draft.events.list[0].name.as_ref()?;
    let quotes = |c: char| "\"“”„«»‘’'".contains(c);
    let bare = name.value.trim_matches(quotes);
    let quoted = name.value.starts_with(quotes) && bare.split(' ').count() >= 3;
    quoted.then(|| Fact { value: bare.to_owned(), support: name.support.clone() })
}

/// The title of the page, where it is a heading that names neither the event nor anybody.
fn of_page(draft: &Draft<'_>) -> Option<Fact<String>> {
    let span = title_span(draft)?;
    let title = draft.head.title.as_ref()?;
    is_own(draft, span, "")
        .then(|| Fact::new(title.value.clone(), Support::inferred(span, "talk.page_title", 0.6)))
}

/// A quotation in the title, else a heading or a line with words of its own near the speaker.
fn title(draft: &Draft<'_>, person: usize) -> Option<Fact<String>> {
    let page_title = draft.head.title.as_ref().map(|title| fold(&title.value)).unwrap_or_default();
    let quoted = draft.annotations.mentions.iter().find_map(|mention| match mention.kind {
        Kind::Quote { inner }
            if page_title.contains(&fold(inner.of(draft.text()))) && mention.to - mention.from > 4 =>
        {
            Some(inner)
        }
        _ => None,
    });
    if let Some(inner) = quoted {
        return Some(Fact::new(
            collapse(inner.of(draft.text())),
            Support::text(inner, "talk.title_quote", 0.75),
        ));
    }
    let near = near(draft, person);
    let own = |block: &&Block| is_own(draft, block.span, &page_title);
    let last = near.last().map_or(0, |block| block.span.end);
    let blocks = draft.document.blocks.iter().take_while(|block| block.span.end <= last);
    let heading = blocks
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)))
        .find(own)
        .map(|block| (block.span, "talk.heading"));
    let line = || near.iter().copied().filter(own).find(|block| !block.beside && is_line(draft, block));
    let (span, rule) = heading.or_else(|| Some((line()?.span, "talk.line")))?;
    Some(Fact::new(collapse(span.of(draft.text())), Support::inferred(span, rule, 0.6)))
}

/// As many blocks before and behind the speaker may be the title of the talk.
const BEFORE: usize = 8;
const BEHIND: usize = 4;

/// The blocks around the first places where the speaker is named.
fn near<'d>(draft: &'d Draft<'_>, person: usize) -> Vec<&'d Block> {
    let blocks = &draft.document.blocks;
    let mentions = draft.people.list[person].mentions.iter().take(4);
    let places = mentions.map(|index| draft.annotations.mentions[*index].from);
    let mut near: Vec<usize> = places
        .map(|at| draft.annotations.tokens.block_of(at))
        .flat_map(|at| at.saturating_sub(BEFORE)..blocks.len().min(at + BEHIND))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|at| &blocks[at]).collect()
}

/// A line of its own that begins with a capital and ends without a stop, and says neither where nor who.
fn is_line(draft: &Draft<'_>, block: &Block) -> bool {
    let text = block.span.of(draft.text()).trim();
    let (from, to) = draft.annotations.tokens.range_of(block.span);
    let place = |mention: &Mention| {
        matches!(mention.kind, Kind::Venue | Kind::Institution(_) | Kind::Unit | Kind::Acronym)
            && (mention.from == from || (mention.to - mention.from) * 2 >= to - from)
    };
    let whole = matches!(block.kind, BlockKind::Paragraph);
    let ends = text.ends_with(['.', ':', ';', ',']) || text.contains(['@', '/', '|']);
    let begins = text.starts_with(|c: char| c.is_uppercase() || "\"“„«‘".contains(c));
    whole
        && begins
        && !ends
        && text.split_whitespace().count() <= LONGEST
        && !draft.mentions_in(from, to).any(|(_, mention)| place(mention))
}

/// Most words of a title.
const LONGEST: usize = 30;

/// Three words or more that hold no person, date, event noun or label, and are not the title again.
fn is_own(draft: &Draft<'_>, span: Span, title: &str) -> bool {
    let text = fold(span.of(draft.text()));
    let words = text.split(' ').count();
    let telling = |mention: &Mention| {
        span.overlaps(mention.span)
            && matches!(mention.kind, Kind::Person(_) | Kind::Date(_) | Kind::Event(_) | Kind::Position(_))
    };
    let whole = |mention: &Mention| mention.span == span;
    let labelled = draft.fields.labelled_in(span).any(|field| span.contains(field.label));
    words >= 3
        && !title.contains(&text)
        && !labelled
        && !says_nothing(draft, span)
        && !draft.annotations.mentions.iter().any(|mention| telling(mention) || whole(mention))
}
