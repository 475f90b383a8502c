//! The outline of a page: how much text and how much of it is links below each element, and from that the element that holds the
//! announcement.

use html5ever::local_name;
use std::collections::HashMap;

use crate::parse::dom::{Dom, Edge, Element, Node, NodeId, NodeRef};

use crate::parse::furniture::{self, Part};

/// What lies below an element.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    /// Characters of text that are no furniture.
    pub text: u32,
    /// Those inside links.
    pub links: u32,
    /// How many links.
    pub anchors: u32,
}

/// Weights of the elements and the root of the content.
pub(crate) struct Outline {
    weights: HashMap<NodeId, Weight>,
    /// The element that holds the announcement; `None` for the whole body.
    pub root: Option<NodeId>,
    /// Elements on the way from the document to the root: never furniture.
    pub path: Vec<NodeId>,
    /// The page header, where it holds the only main heading of the page.
    pub banner: Option<NodeId>,
}

impl Outline {
    /// Measures a page.
    pub(crate) fn read(html: &Dom) -> Self {
        let (weights, roots) = measure(html);
        let mut this = Self { weights, root: None, path: Vec::new(), banner: banner(html) };
        this.root = this.choose(&roots);
        this.path = this
            .root
            .map(|root| html.get(root))
            .map(|root| root.ancestors().map(|node| node.id).chain([root.id]).collect())
            .unwrap_or_default();
        this
    }

    /// What lies below a node.
    pub(crate) fn weight(&self, node: NodeId) -> Weight {
        self.weights.get(&node).copied().unwrap_or_default()
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
}

/// The header that holds the only `h1` of a page that keeps its title there.
fn banner(html: &Dom) -> Option<NodeId> {
    let is = |node: NodeRef<'_>, name: &str| node.element().is_some_and(|tag| tag.name() == name);
    let mut headings = html.root().descendants().filter(|node| is(*node, "h1"));
    let (heading, None) = (headings.next()?, headings.next()) else { return None };
    heading.ancestors().find(|ancestor| is(*ancestor, "header")).map(|header| header.id)
}

/// One walk: weights of every element, and the elements that call themselves the main one (0 body of an article, 1 article, 2 main).
fn measure(html: &Dom) -> (HashMap<NodeId, Weight>, Vec<(NodeId, u8)>) {
    let mut weights = HashMap::new();
    let mut roots = Vec::new();
    let mut stack: Vec<Weight> = vec![Weight::default()];
    let mut skip: Option<NodeId> = None;
    let mut in_link = 0_u32;
    for edge in html.root().walk() {
        match edge {
            Edge::Open(node) if skip.is_none() => match node.node() {
                Node::Element(element) => {
                    if furniture::is_skipped(element.name())
                        || furniture::part(element) == Part::Furniture
                        || is_footer(node)
                    {
                        skip = Some(node.id);
                        continue;
                    }
                    roots.extend(rank(element).map(|rank| (node.id, rank)));
                    in_link += u32::from(element.name() == "a");
                    stack.push(Weight::default());
                }
                Node::Text(text) => {
                    let length = text.split_ascii_whitespace().map(|word| word.len() as u32 + 1).sum::<u32>();
                    if let Some(top) = stack.last_mut() {
                        top.text += length;
                        top.links += if in_link > 0 { length } else { 0 };
                    }
                }
                _ => {}
            },
            Edge::Close(node) if skip == Some(node.id) => skip = None,
            Edge::Close(node) if skip.is_none() && node.element().is_some() => {
                let link = node.element().is_some_and(|element| element.name() == "a");
                in_link -= u32::from(link);
                let mut own = stack.pop().unwrap_or_default();
                own.anchors += u32::from(link);
                if let Some(parent) = stack.last_mut() {
                    parent.text += own.text;
                    parent.links += own.links;
                    parent.anchors += own.anchors;
                }
                weights.insert(node.id, own);
            }
            _ => {}
        }
    }
    weights.insert(NodeId::ROOT, stack.pop().unwrap_or_default());
    (weights, roots)
}

fn rank(element: &Element) -> Option<u8> {
    let itemprop = element.attr(&local_name!("itemprop")).unwrap_or("");
    if itemprop == "articleBody" {
        return None;
    }
    match element.name() {
        "article" => Some(1),
        "main" => Some(2),
        _ if element.attr(&local_name!("role")) == Some("main") => Some(2),
        _ => None,
    }
}

/// A footer, or the header of the site: outside of any article.
pub(crate) fn is_footer(node: NodeRef<'_>) -> bool {
    let Some(element) = node.element() else { return false };
    let tag = element.name();
    if tag != "footer" && tag != "header" {
        return false;
    }
    let inside = node
        .ancestors()
        .filter_map(|ancestor| ancestor.element())
        .any(|ancestor| matches!(ancestor.name(), "article" | "main" | "section"));
    tag == "footer" || !inside
}
