//! One walk over the tree: text, blocks, marks and the source map of the announcement, in reading order.

use html5ever::local_name;

use crate::parse::badge;
use crate::parse::clean::{Moved, clean, is_invisible, squeeze};
use crate::parse::counts::Counts;
use crate::parse::document::{Block, BlockKind, Document, Mark, MarkKind};
use crate::parse::dom::{Dom, Edge, Element as Tag, Node, NodeId, NodeRef};
use crate::parse::furniture::{self, Part};
use crate::parse::joint;
use crate::parse::map::ElementId;
use crate::parse::outline::Outline;
use crate::parse::table::Grid;
use crate::parse::tags::{is_inline, is_own_line, mark};
use crate::span::Span;

/// Longest line that counts as a byline, in characters.
const BYLINE: u16 = 220;

/// Longest text that stands for a picture's caption by its element's name alone, in bytes.
const CAPTION: u16 = 400;

/// An open element.
struct Frame {
    node: NodeId,
    nth: u32,
    id: Option<ElementId>,
    /// The kind of the blocks in it, where it sets one.
    kind: Option<BlockKind>,
    block: bool,
    mark: Option<(MarkKind, u32)>,
    holds: Holds,
}

/// What an element holds; for the open ones together, how many of them do.
#[derive(Clone, Copy, Default)]
struct Holds {
    /// The announcement: the root, or a box beside the text that tells of the event.
    shown: u32,
    /// The running text.
    core: u32,
    /// Nearly all links.
    menu: u32,
}

/// The walk.
pub(crate) struct Walk<'d> {
    dom: &'d Dom,
    outline: &'d Outline,
    frames: Vec<Frame>,
    /// How many children of each tag have been opened.
    counts: Counts,
    document: Document,
    /// Text of the block that is open, and where its pieces came from.
    buffer: String,
    runs: Vec<(u32, ElementId)>,
    headings: Vec<(u8, u32)>,
    lists: u32,
    items: Vec<(u32, u32)>,
    grids: Vec<Grid>,
    pre: u32,
    /// Length of the buffer when an inline element last ended, and when one began right behind it.
    ended: usize,
    joint: usize,
    inside: Holds,
    pending: Vec<Mark>,
}

impl<'d> Walk<'d> {
    /// Reads the blocks of a page into a document.
    pub(crate) fn read(dom: &'d Dom, outline: &'d Outline, document: Document) -> Document {
        let mut walk = Self {
            dom,
            outline,
            frames: Vec::new(),
            counts: Counts::new(),
            document,
            buffer: String::new(),
            runs: Vec::new(),
            headings: Vec::new(),
            lists: 0,
            items: Vec::new(),
            grids: Vec::new(),
            pre: 0,
            ended: usize::MAX,
            joint: usize::MAX,
            inside: Holds::default(),
            pending: Vec::new(),
        };
        walk.make_room();
        walk.run();
        walk.flush();
        walk.document
    }

    /// Room for all there can be, so that nothing is moved while it grows: what is not used is never touched.
    fn make_room(&mut self) {
        let (elements, texts) = (self.dom.numbers(), self.dom.len() - self.dom.numbers());
        self.document.text.reserve(self.outline.text as usize);
        self.document.blocks.reserve(texts);
        self.document.marks.reserve(texts);
        self.document.map.reserve(elements, texts);
    }

    fn run(&mut self) {
        let mut walk = self.dom.root().walk();
        while let Some(edge) = walk.next() {
            match edge {
                Edge::Open(node) => match node.node() {
                    Node::Element(tag) if self.is_dropped(node, tag) => {
                        self.counts.next(tag.name);
                        walk.skip_below(node);
                    }
                    Node::Element(tag) => self.open(node, tag),
                    Node::Text(text) if self.inside() => self.text(text),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Some(tag) = node.element() {
                        self.close(node, tag);
                    }
                }
            }
        }
    }

    /// Text counts inside the root, and in the boxes that tell of the event wherever they stand.
    fn inside(&self) -> bool {
        self.outline.root.is_none() || self.inside.shown > 0
    }

    fn is_dropped(&self, node: NodeRef<'_>, tag: Tag<'_>) -> bool {
        if self.outline.part(node).is_left_out() {
            return true;
        }
        let menu = matches!(
            *tag.name,
            local_name!("ul")
                | local_name!("ol")
                | local_name!("div")
                | local_name!("p")
                | local_name!("table")
                | local_name!("section")
                | local_name!("td")
        );
        self.outline.root.is_none() && !self.outline.list && menu && self.outline.shape(node).links
    }

    fn open(&mut self, node: NodeRef<'_>, tag: Tag<'_>) {
        let nth = self.counts.next(tag.name);
        let caption = self.outline.part(node) == Part::Caption;
        let block = caption || !is_inline(tag.name);
        if tag.name() == "br" {
            self.buffer.push('\n');
        } else if block {
            self.flush();
        } else if is_own_line(tag) {
            self.buffer.push(' ');
        } else if self.ended == self.buffer.len() {
            self.joint = self.ended;
        }
        let kind = self.kind(node, tag);
        let mark = mark(tag).map(|kind| (kind, self.buffer.len() as u32));
        self.pre += u32::from(tag.name() == "pre");
        let event = furniture::is_event_box(tag) || self.outline.banner == Some(node.id);
        let holds = Holds {
            shown: u32::from(event || self.outline.root == Some(node.id)),
            core: u32::from(self.outline.core == Some(node.id)),
            menu: u32::from(block && self.outline.shape(node).menu),
        };
        self.inside.shown += holds.shown;
        self.inside.core += holds.core;
        self.inside.menu += holds.menu;
        self.counts.open();
        self.frames.push(Frame { holds, node: node.id, nth, id: None, kind, block, mark });
    }

    /// What the blocks inside an element are.
    fn kind(&mut self, node: NodeRef<'_>, tag: Tag<'_>) -> Option<BlockKind> {
        match tag.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                Some(BlockKind::Heading(tag.name().as_bytes()[1] - b'0'))
            }
            "ul" | "ol" => {
                self.lists += 1;
                self.items.push((self.lists, 0));
                None
            }
            "li" => {
                let (list, index) = self.items.last_mut().map_or((0, 0), |item| {
                    item.1 += 1;
                    (item.0, item.1 - 1)
                });
                Some(BlockKind::ListItem { list, index })
            }
            "dt" => Some(BlockKind::Term),
            "dd" => Some(BlockKind::Definition),
            "figcaption" | "caption" => Some(BlockKind::Caption),
            "blockquote" => Some(BlockKind::Quote),
            "pre" => Some(BlockKind::Preformatted),
            "address" => Some(BlockKind::Contact),
            "table" => {
                self.grids
                    .push(Grid::read(node, self.grids.len() as u32 + self.document.blocks.len() as u32));
                None
            }
            "tr" => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.next_row();
                }
                None
            }
            "td" | "th" => self.grids.last_mut().and_then(|grid| grid.next_cell(tag)).map(BlockKind::Cell),
            "figure" => Some(BlockKind::Caption),
            _ => match self.outline.part(node) {
                Part::Byline if self.outline.shape(node).text <= BYLINE => Some(BlockKind::Byline),
                Part::Caption if self.outline.shape(node).text <= CAPTION => Some(BlockKind::Caption),
                _ => None,
            },
        }
    }

    fn close(&mut self, node: NodeRef<'_>, tag: Tag<'_>) {
        if self.frames.last().is_none_or(|frame| frame.node != node.id) {
            return;
        }
        let own_line = is_own_line(tag);
        let tag = tag.name();
        if let Some((kind, start)) = self.frames.last().and_then(|frame| frame.mark)
            && (start as usize) < self.buffer.len()
        {
            let element = self.element();
            self.pending.push(Mark { span: Span { start, end: self.buffer.len() as u32 }, kind, element });
        }
        if self.frames.last().is_some_and(|frame| frame.block) {
            self.flush();
        } else if own_line {
            self.buffer.push(' ');
        } else if !matches!(tag, "sub" | "sup" | "br" | "wbr" | "code" | "img") {
            self.ended = self.buffer.len();
        }
        match tag {
            "pre" => self.pre -= 1,
            "ul" | "ol" => drop(self.items.pop()),
            "table" => drop(self.grids.pop()),
            _ => {}
        }
        self.counts.close();
        if let Some(frame) = self.frames.pop() {
            self.inside.shown -= frame.holds.shown;
            self.inside.core -= frame.holds.core;
            self.inside.menu -= frame.holds.menu;
        }
    }

    /// The element on top, entered into the source map with its ancestors.
    fn element(&mut self) -> ElementId {
        let known = self.frames.iter().rposition(|frame| frame.id.is_some());
        let mut parent = known.and_then(|at| self.frames[at].id).unwrap_or_default();
        for at in known.map_or(0, |at| at + 1)..self.frames.len() {
            let Some(tag) = self.dom.get(self.frames[at].node).element() else { continue };
            parent = self.document.map.push(parent, tag.name, self.frames[at].nth, self.dom.line(tag));
            if let Some(names) = tag.attr(&local_name!("class")) {
                self.document.map.name(parent, names);
            }
            self.frames[at].id = Some(parent);
        }
        parent
    }

    fn text(&mut self, text: &str) {
        let element = self.element();
        let apart = self.pre == 0 && self.joint == self.buffer.len() && joint::parts(&self.buffer, text);
        if apart {
            let line = self.buffer.rsplit('\n').next().unwrap_or_default();
            self.buffer.push(if joint::is_line(line, text) { '\n' } else { ' ' });
        }
        let start = self.buffer.len();
        if self.pre > 0 {
            self.buffer.extend(
                text.chars().filter(|c| !is_invisible(*c)).map(|c| if c == '\u{a0}' { ' ' } else { c }),
            );
        } else {
            squeeze(text, &mut self.buffer);
        }
        if self.buffer.len() > start && self.runs.last().is_none_or(|run| run.1 != element) {
            self.runs.push((start as u32, element));
        }
    }

    /// Ends the open block.
    fn flush(&mut self) {
        self.ended = usize::MAX;
        if self.buffer.trim().is_empty() {
            self.buffer.clear();
            self.runs.clear();
            self.pending.clear();
            return;
        }
        let buffer = std::mem::take(&mut self.buffer);
        let (clean, moved) = clean(&buffer, self.pre > 0);
        let runs = std::mem::take(&mut self.runs);
        let pending = std::mem::take(&mut self.pending);
        if !clean.is_empty() && !furniture::is_line(&clean) {
            self.push(&clean, &moved, &runs, &pending);
        }
        self.buffer = buffer;
        self.buffer.clear();
    }

    fn push(&mut self, text: &str, moved: &Moved, runs: &[(u32, ElementId)], pending: &[Mark]) {
        let kind = self.frames.iter().rev().find_map(|frame| frame.kind).unwrap_or(BlockKind::Paragraph);
        let document = &mut self.document;
        let before =
            document.blocks.last().filter(|block| block.kind == kind && text.len() <= badge::LONGEST);
        let badge = before.is_some_and(|block| badge::goes_on(block.span.of(&document.text), text));
        if badge {
            document.text.push(' ');
        } else if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let start = document.text.len();
        document.text.push_str(text);
        for (at, element) in runs {
            document.map.run((start + moved.to(*at as usize)) as u32, *element);
        }
        for mark in pending {
            let place = |old: u32| document.text.floor_char_boundary(start + moved.to(old as usize));
            let (from, to) = (place(mark.span.start), place(mark.span.end));
            let span = Span::new(from.min(to), to).trim(&document.text);
            if !span.is_empty() {
                document.marks.push(Mark { span, ..*mark });
            }
        }
        if let Some(block) = document.blocks.last_mut().filter(|_| badge) {
            block.span.end = document.text.len() as u32;
            return;
        }
        let index = document.blocks.len() as u32;
        if let BlockKind::Heading(level) = kind {
            while self.headings.last().is_some_and(|(known, _)| *known >= level) {
                self.headings.pop();
            }
        }
        let heading = self.headings.last().map(|(_, block)| *block);
        if let BlockKind::Heading(level) = kind {
            self.headings.push((level, index));
        }
        let element = runs.first().map_or(ElementId::default(), |(_, element)| *element);
        let span = Span::new(start, document.text.len());
        let outside = self.outline.core.is_some() && (self.inside.core == 0 || self.inside.menu > 0);
        let beside = outside || kind == BlockKind::Caption && !self.outline.list;
        document.blocks.push(Block { span, kind, element, heading, beside });
    }
}
