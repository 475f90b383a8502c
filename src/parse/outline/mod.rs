//! The outline of a page: what each element is, how much text and how much of it is links below it, and from that the element that holds
//! the announcement and the one that holds its running text.

mod choose;
mod rescue;
mod survey;
mod weight;

use crate::parse::dom::{Dom, NodeId, NodeRef};
use crate::parse::furniture::Part;
use crate::parse::nature::Nature;
use crate::parse::outline::survey::Survey;
use crate::parse::outline::weight::Shape;

/// Natures and shapes of the elements, by their numbers, and where the content is.
pub(crate) struct Outline {
    natures: Vec<Nature>,
    shapes: Vec<Shape>,
    /// The element that holds the announcement; `None` for the whole body.
    pub root: Option<NodeId>,
    /// The element that holds its running text.
    pub core: Option<NodeId>,
    /// The page header, or the box before the root, where it holds the only main heading of the page.
    pub banner: Option<NodeId>,
    /// The page is a list: most of its content is links, and they are no menus.
    pub list: bool,
    /// Bytes of text that are no furniture.
    pub text: u32,
    /// Most of what the page has to say is running text.
    pub prose: bool,
}

impl Outline {
    /// Measures a page.
    pub(crate) fn read(dom: &Dom) -> Self {
        let mut survey = Survey::read(dom);
        rescue::decide(&mut survey, dom);
        survey.sum(dom);
        let root = survey.root(dom);
        let top = dom.get(root.unwrap_or(NodeId::ROOT));
        let whole = survey.weight(top);
        let named = survey.named(dom, top);
        let list = named.is_none() && whole.menus * 2 > whole.text;
        let core = if list { None } else { survey.core(named.map_or(top, |named| dom.get(named))) }.or(named);
        let told = core.map_or(whole, |core| survey.weight(dom.get(core)));
        let banner = survey.banner(dom, root);
        for inner in [root, banner].into_iter().flatten().map(|id| dom.get(id)) {
            inner
                .ancestors()
                .chain([inner])
                .for_each(|node| survey.natures[node.number()].part = Part::Content);
        }
        Self {
            shapes: survey.weights.iter().map(|weight| weight.shape()).collect(),
            text: survey.weights[0].text,
            prose: told.prose * 2 >= told.text,
            natures: survey.natures,
            root,
            core,
            banner,
            list,
        }
    }

    /// What lies below an element.
    pub(crate) fn shape(&self, node: NodeRef<'_>) -> Shape {
        self.shapes[node.number()]
    }

    /// What an element is by itself.
    pub(crate) fn nature(&self, node: NodeRef<'_>) -> Nature {
        self.natures[node.number()]
    }

    /// What part of the page an element is.
    pub(crate) fn part(&self, node: NodeRef<'_>) -> Part {
        self.natures[node.number()].part
    }
}
