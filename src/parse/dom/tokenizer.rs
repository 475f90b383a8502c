//! The tokenizer: the HTML standard's (section 13.2.5), over bytes, for text that is already decoded. The tree builder says what is raw
//! text; scripts, styles, comments, drawings and attributes without meaning are passed over and never copied.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag as TagToken, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use html5ever::{Attribute as Named, LocalName, local_name};
use memchr::{memchr, memmem};

use crate::deadline;
use crate::parse::dom::handle::Handle;
use crate::parse::dom::names::Names;
use crate::parse::dom::sink::Sink;
use crate::parse::dom::tag::{Name, Tag};
use crate::parse::dom::{Cuts, DEPTH, Dom, attributes, doctype, raw};

/// Nodes that a page may have, beside some for each of its tokens: misnested formatting is copied into every block that follows.
const NODES: usize = 65_536;
/// Nodes for a token.
const NODES_EACH: usize = 8;

/// The tokenizer and the tree builder that it feeds.
pub(super) struct Tokenizer<'h> {
    pub(super) html: &'h str,
    pub(super) bytes: &'h [u8],
    /// The source once more, to share its stretches with the tree.
    pub(super) source: StrTendril,
    pub(super) builder: TreeBuilder<Handle, Sink>,
    tokens: usize,
    /// The source has NUL bytes, which hardly any has.
    pub(super) nul: bool,
    /// Attributes of the tag that is read, kept to be used again.
    pub(super) kept: Vec<Named>,
    /// Bytes of drawings that were looked at and could not be passed over.
    pub(super) looked: usize,
    /// Whether a frame set follows the first drawing, once that was asked.
    pub(super) frames: Option<bool>,
    /// Names of open tags that were left out because they nest too deep.
    dropped: Vec<LocalName>,
    pub(super) cuts: Cuts,
    pub(super) names: Names,
}

impl<'h> Tokenizer<'h> {
    pub(super) fn new(html: &'h StrTendril, builder: TreeBuilder<Handle, Sink>) -> Self {
        Self {
            html,
            bytes: html.as_bytes(),
            source: html.clone(),
            builder,
            tokens: 0,
            nul: memchr(0, html.as_bytes()).is_some(),
            kept: Vec::new(),
            looked: 0,
            frames: None,
            dropped: Vec::new(),
            cuts: Cuts::default(),
            names: Names::new(),
        }
    }

    /// Reads the source to its end.
    pub(super) fn run(mut self) -> Dom {
        let mut at = 0;
        while at < self.bytes.len() {
            deadline::tick();
            let open = memchr(b'<', &self.bytes[at..]).map_or(self.bytes.len(), |found| at + found);
            self.characters(at, open, true);
            at = if open < self.bytes.len() { self.markup(open) } else { open };
            if self.builder.sink.len() > NODES + NODES_EACH * self.tokens {
                self.cuts.stopped = Some(at);
                break;
            }
        }
        let _ = self.token(Token::EOFToken);
        self.builder.end();
        self.builder.sink.finish().into_dom(self.cuts)
    }

    /// Reads what a `<` begins, and gives where the rest does; the end of the source where it ends inside.
    fn markup(&mut self, open: usize) -> usize {
        let end = self.bytes.len();
        match self.bytes.get(open + 1) {
            Some(b'!') => self.declaration(open).unwrap_or(end),
            Some(b'?') => self.comment(memchr(b'>', &self.bytes[open..]).map(|at| open + at + 1)),
            Some(b'/') => match self.bytes.get(open + 2) {
                Some(byte) if byte.is_ascii_alphabetic() => self.end_tag(open).unwrap_or(end),
                Some(b'>') => open + 3,
                Some(_) => self.comment(memchr(b'>', &self.bytes[open..]).map(|at| open + at + 1)),
                None => self.text(open, open + 2),
            },
            Some(byte) if byte.is_ascii_alphabetic() => self.start_tag(open).unwrap_or(end),
            _ => self.text(open, open + 1),
        }
    }

    fn declaration(&mut self, open: usize) -> Option<usize> {
        let rest = &self.bytes[open..];
        if rest.starts_with(b"<!--") {
            return Some(self.comment(raw::comment_end(self.bytes, open + 4)));
        }
        if rest.starts_with(b"<![CDATA[")
            && self.builder.adjusted_current_node_present_but_not_in_html_namespace()
        {
            let close = memmem::find(&rest[9..], b"]]>");
            self.characters(open + 9, close.map_or(self.bytes.len(), |close| open + 9 + close), false);
            return close.map(|close| open + 12 + close);
        }
        let close = memchr(b'>', rest).map(|close| open + close);
        if rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            let mut doctype = doctype::read(&self.html[open + 9..close.unwrap_or(self.bytes.len())]);
            doctype.force_quirks |= close.is_none();
            let _ = self.token(Token::DoctypeToken(doctype));
            return close.map(|close| close + 1);
        }
        Some(self.comment(close.map(|close| close + 1)))
    }

    /// A comment, whose text nobody asks for.
    fn comment(&mut self, end: Option<usize>) -> usize {
        let _ = self.token(Token::CommentToken(StrTendril::new()));
        end.unwrap_or(self.bytes.len())
    }

    fn start_tag(&mut self, open: usize) -> Option<usize> {
        let written = Name::read(self.bytes, open + 1)?;
        let name = self.names.get(written.text);
        if self.is_deep() && !may_pass(&name) {
            let tag = written.tag(self.bytes, |_| {})?;
            self.cuts.deep += 1;
            self.dropped.push(name);
            return Some(tag.end);
        }
        let (tag, attributes) = self.tag(written, attributes::is_formatting(&name))?;
        self.builder.sink.at.set(open as u32);
        let json = name == local_name!("script")
            && attributes.iter().any(|attribute| {
                attribute.name.local == local_name!("type")
                    && attribute.value.to_ascii_lowercase().contains("ld+json")
            });
        let token = TagToken {
            kind: TagKind::StartTag,
            name: name.clone(),
            self_closing: tag.self_closing,
            attrs: attributes,
            had_duplicate_attributes: false,
        };
        match self.token(Token::TagToken(token)) {
            TokenSinkResult::RawData(kind) => Some(self.raw(kind, &tag, &name, json)),
            TokenSinkResult::Plaintext => {
                self.raw_text(tag.end, self.bytes.len(), false);
                None
            }
            _ if name == local_name!("svg") && !tag.self_closing => Some(self.drawing(tag.end)),
            _ => Some(tag.end),
        }
    }

    fn end_tag(&mut self, open: usize) -> Option<usize> {
        let tag = Tag::read(self.bytes, open + 2)?;
        let name = self.names.get(tag.name.text);
        if self.builder.sink.deep.get() && self.dropped.pop_if(|dropped| *dropped == name).is_some() {
            return Some(tag.end);
        }
        self.builder.sink.at.set(open as u32);
        let _ = self.token(Token::TagToken(TagToken {
            kind: TagKind::EndTag,
            name,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        }));
        self.is_deep();
        Some(tag.end)
    }

    /// The open element is the deepest that is kept. An end tag that closes nothing changes nothing, so the tree builder is asked:
    /// its question about the current element tells the sink which one that is.
    fn is_deep(&mut self) -> bool {
        if !self.builder.sink.deep.get() {
            return false;
        }
        let _ = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        let deep = self.builder.sink.depth_asked() >= DEPTH;
        if !deep {
            self.dropped.clear();
            self.builder.sink.deep.set(false);
        }
        deep
    }

    pub(super) fn token(&mut self, token: Token) -> TokenSinkResult<Handle> {
        self.tokens += 1;
        self.builder.process_token(token, 1)
    }
}

/// Tags that are read even where they nest too deep: they hold nothing, or their content is no markup.
fn may_pass(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("br")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("meta")
            | local_name!("link")
            | local_name!("wbr")
            | local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("plaintext")
            | local_name!("xmp")
    )
}
