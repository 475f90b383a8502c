//! What stands between tags: text, the content of raw elements, drawings.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Token, TokenSink};
use html5ever::{LocalName, local_name};
use memchr::{memchr, memmem};

use crate::parse::dom::characters::decode;
use crate::parse::dom::tag::Tag;
use crate::parse::dom::tokenizer::Tokenizer;
use crate::parse::dom::{drawing, raw};

impl Tokenizer<'_> {
    /// The content of a raw element: kept where it is text for a reader or structured data, passed over where it is not.
    pub(super) fn raw(&mut self, kind: RawKind, tag: &Tag<'_>, name: &LocalName, json: bool) -> usize {
        let script = matches!(kind, RawKind::ScriptData | RawKind::ScriptDataEscaped(_));
        let close = if script {
            raw::script_end(self.bytes, tag.end)
        } else {
            raw::text_end(self.bytes, tag.end, tag.name.text)
        };
        let end = close.unwrap_or(self.bytes.len());
        if json || *name == local_name!("title") || *name == local_name!("xmp") {
            self.raw_text(tag.end, end, matches!(kind, RawKind::Rcdata));
        }
        end
    }

    /// Text in which NUL is no token of its own.
    pub(super) fn raw_text(&mut self, from: usize, to: usize, references: bool) {
        let text = &self.html[from..to];
        let text = if references { decode(text, false) } else { text.into() };
        if !text.is_empty() {
            let text = StrTendril::from(&*text.replace('\0', "\u{fffd}"));
            let _ = self.token(Token::CharacterTokens(text));
        }
    }

    /// A drawing is passed over where nothing in it can leave it, and no frame set may follow, which its text would forbid. What was looked
    /// at in vain is bounded by the source.
    pub(super) fn drawing(&mut self, from: usize) -> usize {
        let inside = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        if !inside || self.looked > self.bytes.len() || self.has_frames(from) {
            return from;
        }
        match drawing::plain_drawing(self.bytes, from) {
            Ok(end) => end,
            Err(seen) => {
                self.looked += seen - from;
                from
            }
        }
    }

    /// A frame set stands behind the first drawing; hardly any page has one.
    fn has_frames(&mut self, from: usize) -> bool {
        let rest = &self.bytes[from..];
        let opens =
            |at: usize| rest.get(at + 1..at + 9).is_some_and(|word| word.eq_ignore_ascii_case(b"frameset"));
        *self
            .frames
            .get_or_insert_with(|| [b"<f", b"<F"].iter().any(|tag| memmem::find_iter(rest, tag).any(opens)))
    }

    pub(super) fn text(&mut self, from: usize, to: usize) -> usize {
        self.characters(from, to, false);
        to
    }

    /// Text, cut at NUL bytes, which are tokens of their own.
    pub(super) fn characters(&mut self, from: usize, to: usize, references: bool) {
        let mut at = from;
        while at < to {
            let nul = if self.nul { memchr(0, &self.bytes[at..to]) } else { None };
            let end = nul.map_or(to, |found| at + found);
            if end > at {
                let piece = &self.html[at..end];
                let text = if references && memchr(b'&', piece.as_bytes()).is_some() {
                    StrTendril::from(&*decode(piece, false))
                } else {
                    self.source.subtendril(at as u32, (end - at) as u32)
                };
                let _ = self.token(Token::CharacterTokens(text));
            }
            if end < to {
                let _ = self.token(Token::NullCharacterToken);
            }
            at = end + 1;
        }
    }
}
