//! The outline of a page: what each element is, how much text and how much of it is links below it, and from that the element that holds
//! the announcement and the one that holds its running text.

mod rescue;
mod survey;
mod weight;

pub(crate) use weight::Weight;

use html5ever::local_name;

use crate::parse::dom::{Dom, Element, NodeId, NodeRef};
use crate::parse::furniture::Part;
use crate::parse::outline::survey::Survey;

/// Least prose, in bytes, of an element that says that it holds the running text.
const NAMED: u32 = 140;
/// The running text is in the child that holds this share of its parent's prose, in percent.
const CORE: u64 = 80;

/// Parts and weights of the elements, by their numbers, and where the content is.
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
    /// What lies in the element that holds the running text, else the announcement.
    text: Weight,
}

impl Outline {
    /// Measures a page.
    pub(crate) fn read(dom: &Dom) -> Self {
        let mut survey = Survey::read(dom);
        rescue::decide(&mut survey, dom);
        survey.sum(dom);
        let Survey { parts, weights, roots, order, .. } = survey;
        let mut this =
            Self { parts, weights, root: None, core: None, banner: banner(dom, &order), list: false, text: Weight::default() };
        this.root = this.choose(dom, &roots);
        let top = dom.get(this.root.unwrap_or(NodeId::ROOT));
        let weight = this.weight(top);
        let named = this.named(dom, &order, top);
        this.list = named.is_none() && weight.menus * 2 > weight.text;
        this.core = (!this.list).then(|| this.core(named.map_or(top, |named| dom.get(named)))).flatten().or(named);
        this.text = this.core.map_or(weight, |core| this.weight(dom.get(core)));
        for inner in [this.root, this.banner].into_iter().flatten() {
            let node = dom.get(inner);
            for node in node.ancestors().chain([node]) {
                this.parts[node.number()] = Part::Content;
            }
        }
        this
    }

    /// What lies below an element.
    pub(crate) fn weight(&self, node: NodeRef<'_>) -> Weight {
        self.weights[node.number()]
    }

    /// What lies on the page.
    pub(crate) fn whole(&self) -> Weight {
        self.weights[0]
    }

    /// Most of what the page has to say is running text.
    pub(crate) fn is_prose(&self) -> bool {
        self.text.prose * 2 >= self.text.text
    }

    /// What an element is.
    pub(crate) fn part(&self, node: NodeRef<'_>) -> Part {
        self.parts[node.number()]
    }

    /// The main element where it holds enough; an article where there is one.
    fn choose(&self, dom: &Dom, roots: &[(NodeId, u8)]) -> Option<NodeId> {
        let whole = self.whole().text.max(1);
        let text = |node: NodeId| self.weight(dom.get(node)).text;
        let enough = |node: NodeId| {
            text(node) * 10 >= whole * 3 && text(node) > 140 || text(node) * 10 >= whole * 6
        };
        for rank in [survey::ARTICLE, survey::MAIN] {
            let found: Vec<NodeId> =
                roots.iter().filter(|(_, own)| *own == rank).map(|(node, _)| *node).collect();
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
    fn named(&self, dom: &Dom, order: &[NodeId], top: NodeRef<'_>) -> Option<NodeId> {
        let outermost = |node: &NodeRef<'_>| {
            let ends = |above| self.part(above).is_left_out() || self.part(above) == Part::Body;
            self.part(*node) == Part::Body && !node.ancestors().any(ends)
        };
        let mut bodies = order.iter().map(|id| dom.get(*id)).filter(outermost);
        let (body, None) = (bodies.next()?, bodies.next()) else { return None };
        let prose = self.weight(body).prose;
        (prose >= NAMED && prose * 4 >= self.weight(top).prose).then_some(body.id)
    }

    /// Down from `top`, as long as one child holds nearly all the prose.
    fn core(&self, top: NodeRef<'_>) -> Option<NodeId> {
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

/// The header that holds the only `h1` of a page that keeps its title there.
fn banner(dom: &Dom, order: &[NodeId]) -> Option<NodeId> {
    let named = |node: &NodeRef<'_>, name| node.element().is_some_and(|tag| *tag.name == name);
    let mut headings = order.iter().map(|id| dom.get(*id)).filter(|node| named(node, local_name!("h1")));
    let (heading, None) = (headings.next()?, headings.next()) else { return None };
    heading.ancestors().find(|ancestor| named(ancestor, local_name!("header"))).map(|header| header.id)
}
