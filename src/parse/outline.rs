//! The outline of a page: what each element is, how much text and how much of it is links below it, and from that the element that holds
//! the announcement and the one that holds its running text.

use html5ever::local_name;

use crate::parse::dom::{Dom, Edge, Element, Node, NodeId, NodeRef};
use crate::parse::furniture::{self, Part};
use crate::parse::tags::is_inline;

/// Shortest run of text that counts as prose, in bytes.
const PROSE: u32 = 80;
/// Least prose, in bytes, by which what may be furniture is told to be none.
const SOFT: u32 = 250;
/// Share of the page's text outside of links by which a name that may be furniture's is told to say nothing, in percent.
const COMMON: u32 = 30;
/// How many times the prose of the rest of the page furniture must hold to be none.
const RESCUE: u32 = 3;
/// Least prose, in bytes, of an element that says that it holds the running text.
const NAMED: u32 = 140;
/// The running text is in the child that holds this share of its parent's prose, in percent.
const CORE: u32 = 80;

/// What lies below an element.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    /// Bytes of text that are no furniture.
    pub text: u32,
    /// Those inside links.
    pub links: u32,
    /// How many links.
    pub anchors: u32,
    /// Bytes outside of links in runs of prose, and a quarter of those in shorter ones.
    pub prose: u32,
    /// Bytes of text in menus.
    pub menus: u32,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.links += other.links;
        self.anchors += other.anchors;
        self.prose += other.prose;
        self.menus += other.menus;
    }

    /// Bytes of text outside of links.
    fn plain(self) -> u32 {
        self.text - self.links
    }

    /// Nearly all of it is links: a menu, a list of other pages.
    pub(crate) fn is_menu(self) -> bool {
        self.anchors >= 3 && self.links * 4 >= self.text * 3
    }
}

/// Parts and weights of the elements, by node, and where the content is.
pub(crate) struct Outline {
    parts: Vec<Part>,
    weights: Vec<Weight>,
    /// The element that holds the announcement; `None` for the whole body.
    pub root: Option<NodeId>,
    /// The element that holds its running text.
    pub core: Option<NodeId>,
    /// The page header, where it holds the only main heading of the page.
    pub banner: Option<NodeId>,
    /// The page is a list: most of its content is links, and they are no menus.
    pub list: bool,
}

impl Outline {
    /// Measures a page.
    pub(crate) fn read(dom: &Dom) -> Self {
        let mut survey = Survey::new(dom);
        survey.run(dom);
        survey.rescue(dom);
        survey.sum(dom);
        let Survey { parts, weights, roots, order, .. } = survey;
        let mut this =
            Self { parts, weights, root: None, core: None, banner: banner(dom, &order), list: false };
        this.root = this.choose(&roots);
        let top = this.root.unwrap_or(NodeId::ROOT);
        let weight = this.weight(top);
        let named = this.named(dom, &order, top);
        this.list = named.is_none() && weight.menus * 2 > weight.text;
        this.core = (!this.list).then(|| this.core(dom, named.unwrap_or(top))).flatten().or(named);
        for inner in [this.root, this.banner].into_iter().flatten() {
            let node = dom.get(inner);
            for node in node.ancestors().chain([node]) {
                this.parts[node.id.0 as usize] = Part::Content;
            }
        }
        this
    }

    /// What lies below a node.
    pub(crate) fn weight(&self, node: NodeId) -> Weight {
        self.weights[node.0 as usize]
    }

    /// What an element is.
    pub(crate) fn part(&self, node: NodeId) -> Part {
        self.parts[node.0 as usize]
    }

    /// The main element where it holds enough; an article where there is one.
    fn choose(&self, roots: &[(NodeId, u8)]) -> Option<NodeId> {
        let whole = self.weight(NodeId::ROOT).text.max(1);
        let enough = |node: NodeId| {
            self.weight(node).text * 10 >= whole * 3 && self.weight(node).text > 140
                || self.weight(node).text * 10 >= whole * 6
        };
        for rank in 0..=2 {
            let found: Vec<NodeId> =
                roots.iter().filter(|(_, own)| *own == rank).map(|(node, _)| *node).collect();
            let big: Vec<NodeId> = found.iter().copied().filter(|node| enough(*node)).collect();
            match (big[..].first(), found.len()) {
                (Some(only), 1) => return Some(*only),
                (Some(best), _) if self.weight(*best).text * 10 >= whole * 7 => return Some(*best),
                _ => {}
            }
        }
        None
    }

    /// The only element that says that it holds the running text, where it holds some.
    fn named(&self, dom: &Dom, order: &[NodeId], top: NodeId) -> Option<NodeId> {
        let outermost = |id: &NodeId| {
            self.part(*id) == Part::Body
                && !dom
                    .get(*id)
                    .ancestors()
                    .any(|above| self.part(above.id).is_left_out() || self.part(above.id) == Part::Body)
        };
        let mut bodies = order.iter().copied().filter(outermost);
        let (body, None) = (bodies.next()?, bodies.next()) else { return None };
        let prose = self.weight(body).prose;
        (prose >= NAMED && prose * 4 >= self.weight(top).prose).then_some(body)
    }

    /// Down from `top`, as long as one child holds nearly all the prose.
    fn core(&self, dom: &Dom, top: NodeId) -> Option<NodeId> {
        let mut at = dom.get(top);
        if self.weight(top).prose == 0 {
            return None;
        }
        loop {
            let least = self.weight(at.id).prose * CORE / 100;
            let inner = at.children().find(|child| {
                child.element().is_some_and(|tag| is_container(tag.name()))
                    && !self.part(child.id).is_left_out()
                    && self.weight(child.id).prose >= least.max(1)
            });
            match inner {
                Some(inner) => at = inner,
                // A page of lists has no running text that stands for it.
                None => return (self.weight(at.id).text * 2 >= self.weight(top).text).then_some(at.id),
            }
        }
    }
}

/// Elements that hold blocks, and not a line of text.
fn is_container(tag: &str) -> bool {
    matches!(
        tag,
        "html"
            | "body"
            | "div"
            | "section"
            | "article"
            | "main"
            | "center"
            | "form"
            | "table"
            | "tbody"
            | "tr"
            | "td"
    ) || tag.contains('-')
}

/// The header that holds the only `h1` of a page that keeps its title there.
fn banner(dom: &Dom, order: &[NodeId]) -> Option<NodeId> {
    let named = |node: &NodeRef<'_>, name| node.element().is_some_and(|tag| tag.name.local == name);
    let mut headings = order.iter().map(|id| dom.get(*id)).filter(|node| named(node, local_name!("h1")));
    let (heading, None) = (headings.next()?, headings.next()) else { return None };
    heading.ancestors().find(|ancestor| named(ancestor, local_name!("header"))).map(|header| header.id)
}

/// The measuring walk.
struct Survey {
    parts: Vec<Part>,
    weights: Vec<Weight>,
    /// Elements in document order.
    order: Vec<NodeId>,
    /// Elements that call themselves the main one: 1 article, 2 main.
    roots: Vec<(NodeId, u8)>,
    /// Open blocks with the text directly in them, and how much of it is links.
    blocks: Vec<(NodeId, u32, u32)>,
    links: u32,
    sections: u32,
}

impl Survey {
    fn new(dom: &Dom) -> Self {
        Self {
            parts: vec![Part::Content; dom.len()],
            weights: vec![Weight::default(); dom.len()],
            order: Vec::with_capacity(dom.len() / 2),
            roots: Vec::new(),
            blocks: vec![(NodeId::ROOT, 0, 0)],
            links: 0,
            sections: 0,
        }
    }

    fn run(&mut self, dom: &Dom) {
        let mut walk = dom.root().walk();
        while let Some(edge) = walk.next() {
            match edge {
                Edge::Open(node) => match node.node() {
                    Node::Element(tag) if furniture::is_skipped(tag) => {
                        self.parts[node.id.0 as usize] = Part::Skipped;
                        walk.skip_below(node);
                    }
                    Node::Element(tag) => self.open(node, tag),
                    Node::Text(text) => self.text(text),
                    Node::Other => {}
                },
                Edge::Close(node) => {
                    if let Some(tag) = node.element() {
                        self.close(node, tag);
                    }
                }
            }
        }
    }

    fn open(&mut self, node: NodeRef<'_>, tag: &Element) {
        self.order.push(node.id);
        self.parts[node.id.0 as usize] = furniture::part(tag, self.sections > 0);
        self.links += u32::from(tag.name.local == local_name!("a"));
        self.sections += u32::from(is_section(tag));
        if !is_inline(tag.name()) {
            self.blocks.push((node.id, 0, 0));
        }
        if let Some(rank) = rank(tag) {
            self.roots.push((node.id, rank));
        }
    }

    fn text(&mut self, text: &str) {
        let length = text.split_ascii_whitespace().map(|word| word.len() as u32 + 1).sum::<u32>();
        if let Some(block) = self.blocks.last_mut() {
            block.1 += length;
            block.2 += if self.links > 0 { length } else { 0 };
        }
    }

    fn close(&mut self, node: NodeRef<'_>, tag: &Element) {
        let weight = &mut self.weights[node.id.0 as usize];
        if tag.name.local == local_name!("a") {
            self.links -= 1;
            weight.anchors += 1;
        }
        self.sections -= u32::from(is_section(tag));
        if self.blocks.last().is_some_and(|block| block.0 == node.id)
            && let Some((_, text, links)) = self.blocks.pop()
        {
            let plain = text - links;
            weight.text += text;
            weight.links += links;
            weight.prose += if text >= PROSE && links * 2 < text { plain } else { plain / 4 };
        }
    }

    /// What calls itself furniture and holds most of the page is none; nor is what may be furniture and holds prose, or whose name
    /// would take away too much of the page.
    fn rescue(&mut self, dom: &Dom) {
        if !self.parts.iter().any(|part| matches!(part, Part::Furniture | Part::Soft(_))) {
            return;
        }
        let own = self.weights.clone();
        // Prose that is in no furniture.
        let mut kept: Vec<u32> = own.iter().map(|weight| weight.prose).collect();
        for id in self.order.iter().rev() {
            let at = id.0 as usize;
            let weight = self.weights[at];
            if matches!(self.parts[at], Part::Furniture | Part::Soft(_) | Part::Skipped) {
                kept[at] = 0;
            }
            if let Some(parent) = dom.get(*id).parent() {
                self.weights[parent.id.0 as usize].add(weight);
                kept[parent.id.0 as usize] += kept[at];
            }
        }
        let kept = self.order.first().map_or(0, |top| kept[top.0 as usize]);
        let whole = self.order.first().map_or(Weight::default(), |top| self.weights[top.0 as usize]);
        let names = self.common_names(dom, whole);
        for id in &self.order {
            let at = id.0 as usize;
            let weight = self.weights[at];
            self.parts[at] = match self.parts[at] {
                Part::Furniture | Part::Soft(_) if weight.prose * 2 > whole.prose.max(kept * RESCUE) => {
                    Part::Content
                }
                Part::Soft(name) if names.contains(&name) => Part::Content,
                Part::Soft(_) if weight.prose >= SOFT && weight.links * 3 < weight.text => Part::Content,
                Part::Soft(_) => Part::Furniture,
                part => part,
            };
        }
        self.weights = own;
    }

    /// Names that say little and that so much of the page bears that they say nothing.
    fn common_names(&self, dom: &Dom, whole: Weight) -> Vec<u16> {
        let mut sums: Vec<(u16, u32)> = Vec::new();
        for id in &self.order {
            let Part::Soft(name) = self.parts[id.0 as usize] else { continue };
            let same = |node: NodeRef<'_>| self.parts[node.id.0 as usize] == Part::Soft(name);
            if dom.get(*id).ancestors().any(same) {
                continue;
            }
            let plain = self.weights[id.0 as usize].plain();
            match sums.iter_mut().find(|sum| sum.0 == name) {
                Some(sum) => sum.1 += plain,
                None => sums.push((name, plain)),
            }
        }
        sums.into_iter()
            .filter(|(_, plain)| plain * 100 > whole.plain() * COMMON)
            .map(|(name, _)| name)
            .collect()
    }

    /// Sums the weights of what is no furniture, from the leaves up.
    fn sum(&mut self, dom: &Dom) {
        for id in self.order.iter().rev() {
            let weight = &mut self.weights[id.0 as usize];
            if weight.is_menu() && dom.get(*id).element().is_some_and(|tag| !is_inline(tag.name())) {
                weight.menus = weight.text;
            }
            let weight = *weight;
            if !self.parts[id.0 as usize].is_left_out() {
                let parent = dom.get(*id).parent().map_or(NodeId::ROOT, |parent| parent.id);
                self.weights[parent.0 as usize].add(weight);
            }
        }
    }
}

fn is_section(tag: &Element) -> bool {
    matches!(tag.name.local, local_name!("article") | local_name!("main") | local_name!("section"))
}

fn rank(tag: &Element) -> Option<u8> {
    if tag.attr(&local_name!("itemprop")) == Some("articleBody") {
        return None;
    }
    match tag.name.local {
        local_name!("article") => Some(1),
        local_name!("main") => Some(2),
        _ if tag.attr(&local_name!("role")) == Some("main") => Some(2),
        _ => None,
    }
}
