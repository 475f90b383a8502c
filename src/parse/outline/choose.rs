//! The choice of the element that holds the announcement and of the one that holds its running text, by what is below them.

use html5ever::local_name;

use crate::parse::dom::{Dom, Element, NodeId, NodeRef};
use crate::parse::furniture::Part;
use crate::parse::outline::survey::{ARTICLE, MAIN, Survey};
use crate::parse::outline::weight::Weight;

/// Least prose, in bytes, of an element that says that it holds the running text.
const NAMED: u32 = 140;
/// Most text, in bytes, of a box that holds the title and the day of what the root tells.
const TITLE: u32 = 1200;
/// The running text is in the child that holds this share of its parent's prose, in percent.
const CORE: u64 = 80;

impl Survey {
    /// What lies below an element.
    pub(super) fn weight(&self, node: NodeRef<'_>) -> Weight {
        self.weights[node.number()]
    }

    fn part(&self, node: NodeRef<'_>) -> Part {
        self.natures[node.number()].part
    }

    /// The main element where it holds enough; an article where there is one.
    pub(super) fn root(&self, dom: &Dom) -> Option<NodeId> {
        let whole = self.weights[0].text.max(1);
        let text = |node: NodeId| self.weight(dom.get(node)).text;
        let enough =
            |node: NodeId| text(node) * 10 >= whole * 3 && text(node) > 140 || text(node) * 10 >= whole * 6;
        for rank in [ARTICLE, MAIN] {
            let found: Vec<NodeId> =
                self.roots.iter().filter(|(_, own)| *own == rank).map(|(node, _)| *node).collect();
            let big: Vec<NodeId> = found.iter().copied().filter(|node| enough(*node)).collect();
            match (big[..].first(), found.len()) {
                (Some(only), 1) => return Some(*only),
                (Some(best), _) if text(*best) * 10 >= whole * 7 => return Some(*best),
                _ => {}
            }
        }
        None
    }

    /// The only element that says that it holds the running text, where it holds some.
    pub(super) fn named(&self, dom: &Dom, top: NodeRef<'_>) -> Option<NodeId> {
        let outermost = |node: &NodeRef<'_>| {
            let ends = |above| self.part(above).is_left_out() || self.part(above) == Part::Body;
            self.part(*node) == Part::Body && !node.ancestors().any(ends)
        };
        let mut bodies = self.order.iter().map(|place| dom.get(place.id)).filter(outermost);
        let (body, None) = (bodies.next()?, bodies.next()) else { return None };
        let prose = self.weight(body).prose;
        (prose >= NAMED && prose * 4 >= self.weight(top).prose).then_some(body.id)
    }

    /// Down from `top`, as long as one child holds nearly all the prose.
    pub(super) fn core(&self, top: NodeRef<'_>) -> Option<NodeId> {
        let mut at = top;
        if self.weight(top).prose == 0 {
            return None;
        }
        loop {
            let least = (u64::from(self.weight(at).prose) * CORE / 100) as u32;
            let inner = at.children().find(|&child| {
                child.element().is_some_and(|tag| is_container(tag))
                    && !self.part(child).is_left_out()
                    && self.weight(child).prose >= least.max(1)
            });
            match inner {
                Some(inner) => at = inner,
                // A page of lists has no running text that stands for it.
                None => return (self.weight(at).text * 2 >= self.weight(top).text).then_some(at.id),
            }
        }
    }

    /// The header that holds the only `h1` of a page that keeps its title there, or the box before the root that does.
    pub(super) fn banner(&self, dom: &Dom, root: Option<NodeId>) -> Option<NodeId> {
        let named = |node: &NodeRef<'_>, name| node.element().is_some_and(|tag| *tag.name == name);
        let mut headings =
            self.order.iter().map(|place| dom.get(place.id)).filter(|node| named(node, local_name!("h1")));
        let (heading, None) = (headings.next()?, headings.next()) else { return None };
        let header = heading.ancestors().find(|ancestor| named(ancestor, local_name!("header")));
        header.map(|header| header.id).or_else(|| self.beside(dom.get(root?), heading))
    }

    /// The small box that holds a heading and stands in the same element as the root: `<main><div><h1>…</div><article>…`.
    fn beside(&self, root: NodeRef<'_>, heading: NodeRef<'_>) -> Option<NodeId> {
        let around: Vec<NodeId> = root.ancestors().chain([root]).map(|node| node.id).collect();
        if heading.ancestors().any(|ancestor| ancestor.id == root.id) {
            return None;
        }
        let mut inside = [heading].into_iter().chain(heading.ancestors());
        let outermost =
            inside.find(|node| node.ancestors().next().is_some_and(|up| around.contains(&up.id)))?;
        (self.weight(outermost).text <= TITLE && !self.part(outermost).is_left_out()).then_some(outermost.id)
    }
}

/// Elements that hold blocks, and not a line of text.
fn is_container(tag: Element<'_>) -> bool {
    matches!(
        *tag.name,
        local_name!("html")
            | local_name!("body")
            | local_name!("div")
            | local_name!("section")
            | local_name!("article")
            | local_name!("main")
            | local_name!("center")
            | local_name!("form")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("tr")
            | local_name!("td")
    ) || tag.name().contains('-')
}
