//! The outline of a page: what each element is, how much text and how much of it is links below it, and from that the element that holds
//! the announcement and the one that holds its running text.

mod rescue;
mod survey;
mod weight;

pub(crate) use weight::Weight;

use html5ever::local_name;

use crate::parse::dom::{Dom, NodeId, NodeRef};
use crate::parse::furniture::Part;
use crate::parse::outline::survey::Survey;

/// Least prose, in bytes, of an element that says that it holds the running text.
const NAMED: u32 = 140;
/// The running text is in the child that holds this share of its parent's prose, in percent.
const CORE: u64 = 80;

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
        let mut survey = Survey::read(dom);
        rescue::decide(&mut survey, dom);
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

    /// Most of what the page has to say is running text.
    pub(crate) fn is_prose(&self) -> bool {
        let weight = self.weight(self.core.or(self.root).unwrap_or(NodeId::ROOT));
        weight.prose * 2 >= weight.text
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
        for rank in [survey::ARTICLE, survey::MAIN] {
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
            let least = (u64::from(self.weight(at.id).prose) * CORE / 100) as u32;
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
