//! Contacts and authors: whose address or number stands right behind the name, who signs, whom the byline names.

use std::sync::LazyLock;

use regex::Regex;

use crate::annotate::{File, Mention};
use crate::fact::Support;
use crate::normalize::fold;
use crate::records::AppearanceRole;
use crate::relate::draft::Draft;
use crate::relate::people::relevance::SURE;
use crate::relate::people::{Person, roles};
use crate::span::Span;

/// An address of mail, or a number with a word or a sign before it that says it is one.
static REACHED: LazyLock<Regex> = LazyLock::new(|| {
    let mail = r"[\w.+-]+ ?(?:@|＠|\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)+";
    let word = r"(?i:\b(?:tel|tél|phone|fax|ext|extn|whatsapp|telefon|telefoon|telefono|teléfono|telephone|téléphone)\b|电话|電話)";
    let number = format!(r"{word}[ .:：]*[0-9(+][0-9 ()/.-]+[0-9]|(?:\+ ?|\()[0-9][0-9 ()/.-]{{5,}}[0-9]");
    Regex::new(&format!("{mail}|{number}|[0-9]{{3,}}[ -][0-9 -]{{5,}}[0-9]"))
        .expect("the pattern is a constant")
});

/// How far behind a name its address stands, in bytes; another name ends the search.
const NEAR: usize = 90;

/// How far behind `Kind regards` the name stands, in tokens.
const SIGNED: usize = 8;

/// Gives the roles of contact and author.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let found: Vec<(usize, AppearanceRole, Support)> =
        contacts(draft).into_iter().chain(signatures(draft)).chain(bylines(draft)).collect();
    for (person, role, support) in found {
        let person = &mut draft.people.list[person];
        if role == AppearanceRole::Author || !is_busy(person) {
            roles::add(&mut person.roles, role, None, support);
        }
    }
}

/// Speakers have addresses too.
fn is_busy(person: &Person) -> bool {
    person
        .roles
        .iter()
        .any(|role| roles::speaks(role.role.value) || role.role.value == AppearanceRole::Contact)
}

/// `Ann Lee, ann@fenwick.example`
fn contacts(draft: &Draft<'_>) -> Vec<(usize, AppearanceRole, Support)> {
    // Subjects of a library have numbers behind them, too.
    let sure = |mention: &Mention| {
        mention.person().is_some_and(|person| mention.confidence >= SURE || !person.before.is_empty())
    };
    let people = draft.annotations.mentions.iter().enumerate().filter(|(_, mention)| sure(mention));
    people
        .filter_map(|(index, mention)| {
            let reach = reach(draft, mention)?;
            let person = draft.people.of(index)?;
            Some((person, AppearanceRole::Contact, Support::text(reach, "role.contact_address", 0.75)))
        })
        .collect()
}

/// The name and the address or number behind it.
fn reach(draft: &Draft<'_>, mention: &Mention) -> Option<Span> {
    let tokens = &draft.annotations.tokens;
    let block = draft.document.blocks[tokens.block_of(mention.from)].span;
    let text = draft.text();
    let start = mention.span.end as usize;
    let mut end = (start + NEAR).min(block.end as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (from, to) = (mention.to, tokens.range_of(Span::new(start, end.max(start + 1))).1);
    let next = draft.mentions_in(from, to).find(|(_, next)| next.person().is_some());
    let stretch = &text[start..next.map_or(end, |(_, next)| next.span.start as usize).max(start)];
    let found = REACHED.find(stretch)?;
    // `Ann Lee and Maria Lopez` over `Contact: office@…`: the address is of all who stand on the line.
    let (first, _) = tokens.line(mention.from, mention.to, tokens.blocks[tokens.block_of(mention.from)]);
    let others = || draft.mentions_in(first, mention.from).any(|(_, other)| other.person().is_some());
    if stretch[..found.start()].contains('\n') && others() {
        return None;
    }
    Some(Span { start: mention.span.start, end: (start + found.end()) as u32 })
}

/// `Kind regards, Ann Lee`: the first person behind what closes a letter wrote it.
fn signatures(draft: &Draft<'_>) -> Vec<(usize, AppearanceRole, Support)> {
    let tokens = &draft.annotations.tokens;
    let begins = |at: &usize| {
        *at == 0
            || tokens.tokens[at - 1].is('\n')
            || tokens.blocks.binary_search_by_key(at, |(from, _)| *from).is_ok()
    };
    let closes = (0..tokens.tokens.len()).filter(|&at| tokens.lists(at, File::Cues)).filter(begins);
    closes
        .filter_map(|at| Some((at, tokens.longest(at, File::Cues, "sign_off")?.0.to)))
        .filter_map(|(at, end)| {
            let (index, name) =
                draft.mentions_in(end, end + SIGNED).find(|(_, mention)| mention.person().is_some())?;
            let support = draft.support(at, name.to, "role.signs", 0.8);
            Some((draft.people.of(index)?, AppearanceRole::Author, support))
        })
        .collect()
}

/// Those whom the head of the page names as its authors.
fn bylines(draft: &Draft<'_>) -> Vec<(usize, AppearanceRole, Support)> {
    let authors = draft.head.authors.iter().map(|author| (fold(&author.value), author));
    let known = |name: &str| draft.people.list.iter().position(|person| fold(&person.name.value) == name);
    authors
        .filter_map(|(name, author)| {
            let support =
                Support { rule: "role.byline", confidence: 0.75, ..author.support.first()?.clone() };
            Some((known(&name)?, AppearanceRole::Author, support))
        })
        .collect()
}
