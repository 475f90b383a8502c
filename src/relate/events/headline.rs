//! What a headline calls its event: without what introduces it (`Save the date:`, `Media advisory –`, `Join the …`) and without the day, the
//! town and the remark behind it.

use crate::annotate::token::{Shape, Token, tokenize};
use crate::annotate::{File, Hit};
use crate::dates::{Context, Recogniser};
use crate::normalize::collapse;
use crate::relate::draft::Draft;
use crate::span::Span;

/// The name in a headline; the headline itself where nothing is left.
pub(crate) fn called(draft: &Draft<'_>, headline: &str) -> String {
    let title = Headline::read(draft, headline);
    let language = draft.document.language.as_deref().unwrap_or("en");
    let from = title.introduction();
    let to = title.end(from, language);
    let name = match (title.tokens.get(from), to.checked_sub(1).and_then(|last| title.tokens.get(last))) {
        (Some(first), Some(last)) if from < to => {
            &headline[first.span.start as usize..last.span.end as usize]
        }
        _ => headline,
    };
    collapse(name.trim_matches(|c: char| c.is_whitespace() || ",;:|–—-".contains(c)))
}

/// Longest tail of a headline, in tokens.
const TAIL: usize = 14;

struct Headline<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    hits: Vec<Hit<'static>>,
}

impl<'t> Headline<'t> {
    fn read(draft: &Draft<'_>, text: &'t str) -> Self {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let mut hits = Vec::new();
        for at in 0..tokens.len() {
            draft.annotations.tokens.vocabulary.read(&tokens, at, &mut hits);
        }
        Self { text, tokens, hits }
    }

    /// The longest phrase of a file and class that begins at a token.
    fn phrase(&self, at: usize, file: File, class: &str) -> Option<usize> {
        let listed = |hit: &&Hit<'_>| hit.from == at && hit.sense(file, class).is_some();
        self.hits.iter().rev().find(listed).map(|hit| hit.to)
    }

    fn is(&self, at: usize, marks: &[char]) -> bool {
        self.tokens.get(at).is_some_and(|token| marks.iter().any(|mark| token.is(*mark)))
    }

    /// One past what introduces the name: a phrase of headlines with its mark or the small words behind it.
    fn introduction(&self) -> usize {
        let mut from = self.behind_tag();
        while let Some(end) = self.phrase(from, File::Cues, "headline").or_else(|| self.off(from)) {
            let mut next = end;
            while self.is(next, &[':', '-', '–', '—', '|', '!']) || self.small(next) {
                next += 1;
            }
            // `Invitation` alone, or before a word that goes on, is a name.
            let goes_on = next == end && self.off(from).is_none();
            if goes_on || next >= self.tokens.len() {
                break;
            }
            from = next;
        }
        from
    }

    /// One past `CANCELLED` in capitals, or before a mark.
    fn off(&self, from: usize) -> Option<usize> {
        let end = ["cancelled", "postponed"].iter().find_map(|class| self.phrase(from, File::Cues, class))?;
        let loud = self.tokens[from].shape == Shape::Upper;
        let marked = self.is(end, &[':', '-', '–', '—', '|', '!', ']', ')', '）']);
        (loud || marked).then_some(end)
    }

    /// The first word, behind the tag of a mailing list: `[announce]`.
    fn behind_tag(&self) -> usize {
        // `【第218期】数字普惠`: the number in a series belongs to it.
        if self.is(0, &['【']) {
            return 0;
        }
        let word = |at: &usize| self.tokens[*at].is_word() || self.tokens[*at].shape == Shape::Number;
        let close =
            if self.is(0, &['[']) { (0..self.tokens.len()).find(|&at| self.is(at, &[']'])) } else { None };
        let first = close.map_or(0, |close| close + 1);
        let quote = |at: &usize| self.is(*at, &['„', '“', '"', '«', '‘', '「', '『', '《']);
        (first..self.tokens.len()).find(|at| word(at) || quote(at)).unwrap_or(0)
    }

    /// `to the`, `zum`, `à la`.
    fn small(&self, at: usize) -> bool {
        let lower = self.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower);
        lower
            && ["link", "article", "locative"]
                .iter()
                .any(|class| self.phrase(at, File::Institutions, class).is_some())
    }

    /// One past the last token of the name: a remark in small letters, a day, and the town before it are none.
    fn end(&self, from: usize, language: &str) -> usize {
        let mut end = self.tokens.len();
        loop {
            let before = self.trimmed(from, end);
            let next = self.without_remark(self.without_house(before));
            let next = self.without_tail(from, next);
            let next = self.without_theme(from, next);
            let next = self.without_day(next, language);
            let next = if next < before { self.without_place(from, self.trimmed(from, next)) } else { next };
            if next >= end || next <= from {
                return if before > from { before } else { end };
            }
            end = next;
        }
    }

    fn trimmed(&self, from: usize, mut end: usize) -> usize {
        while end > from
            && (self.is(end - 1, &[',', ';', ':', '|', '-', '–', '—', '(']) || self.small(end - 1))
        {
            end -= 1;
        }
        end
    }

    /// `…: Programme`, `… – List of speakers`, `…のご案内`: what the page has of the event, behind a mark, or behind a name in Han script.
    fn without_tail(&self, from: usize, end: usize) -> usize {
        let last = end.saturating_sub(TAIL).max(from + 1);
        let tail = (last..end).find(|&at| {
            let ends = |hit: &Hit<'_>| {
                hit.from == at && hit.to == end && hit.sense(File::Cues, "headline_end").is_some()
            };
            let parted = self.is(at - 1, &[':', '：', '–', '—', '-', '|', ',', '(', '・']);
            let glued = self.tokens[at].shape == Shape::Ideograph;
            (parted || glued) && self.hits.iter().any(ends)
        });
        tail.unwrap_or(end)
    }

    /// `第48回公開講演会「塩の道」`: what is quoted right behind an event with its number is what that one is about.
    fn without_theme(&self, from: usize, end: usize) -> usize {
        let close = end > from + 2 && self.is(end - 1, &['」', '』', '》', '”', '"', '»', '“']);
        let open =
            (from + 2..end.max(2) - 1).rev().find(|&at| self.is(at, &['「', '『', '《', '“', '"', '«', '„']));
        let Some(open) = open.filter(|_| close) else { return end };
        let noun = self.hits.iter().any(|hit| hit.to == open && hit.of(File::Events).is_some());
        let number = (from..open).any(|at| {
            self.tokens[at].shape == Shape::Number
                || self.hits.iter().any(|hit| hit.from == at && hit.sense(File::Numbers, "ordinal").is_some())
        });
        if noun && number { open } else { end }
    }

    /// `“Ports and Finance” at Fenwick College`: where it takes place, behind what is quoted.
    fn without_house(&self, end: usize) -> usize {
        let close = (0..end).rev().find(|&at| self.is(at, &['“', '”', '"', '»', '’', '」', '』', '》']));
        let located = |close: &usize| self.phrase(close + 1, File::Institutions, "locative").is_some();
        close.filter(located).map_or(end, |close| close + 1)
    }

    /// `(held online due to the weather)`
    fn without_remark(&self, end: usize) -> usize {
        if end == 0 || !self.is(end - 1, &[')']) {
            return end;
        }
        let open = (0..end).rev().find(|&at| self.is(at, &['(']));
        let remark = |open: &usize| self.tokens.get(open + 1).is_some_and(|word| word.shape == Shape::Lower);
        open.filter(remark).unwrap_or(end)
    }

    /// `… 20–22 June 2025`: the day at the end, in parentheses or not.
    fn without_day(&self, end: usize, language: &str) -> usize {
        let Some(last) = end.checked_sub(1).map(|last| self.tokens[last].span) else { return end };
        let stretch = Span { start: 0, end: last.end };
        let found =
            Recogniser::of(language).find(self.text, stretch, &Context { language, ..Context::default() });
        let Some(date) = found.last().filter(|date| date.start.is_some_and(|day| day.day.is_some())) else {
            return end;
        };
        let closes =
            self.text[date.span.end as usize..last.end as usize].trim_matches([' ', ')', '.']).is_empty();
        let first = self.tokens.partition_point(|token| token.span.start < date.span.start);
        if closes { first } else { end }
    }

    /// `…, Bangkok` before the day that was cut off.
    fn without_place(&self, from: usize, end: usize) -> usize {
        let comma = (from..end).rev().find(|&at| self.is(at, &[','])).filter(|comma| end - comma <= 4);
        let place = |comma: &usize| {
            self.hits
                .iter()
                .any(|hit| hit.from == comma + 1 && hit.to == end && hit.of(File::Places).is_some())
        };
        comma.filter(place).unwrap_or(end)
    }
}
