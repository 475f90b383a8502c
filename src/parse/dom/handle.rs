//! What the tree builder holds of a node.

use html5ever::interface::ElemName;
use html5ever::{LocalName, Namespace, local_name, ns};

/// A node as the tree builder holds it: with its name, for which it asks far more often than for anything else.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    pub node: u32,
    /// The number of its entry.
    pub entry: u32,
    space: Space,
    local: LocalName,
    /// What is in it is HTML again, though it is an element of a formula.
    pub holds_html: bool,
}

impl Handle {
    /// A node that is no element.
    pub(super) fn other(node: u32, entry: u32) -> Self {
        Self { node, entry, space: Space::Html, local: local_name!(""), holds_html: false }
    }

    /// An element of this name.
    pub(super) fn element(node: u32, entry: u32, namespace: &Namespace, local: LocalName) -> Self {
        Self { node, entry, space: Space::of(namespace), local, holds_html: false }
    }
}

impl ElemName for &Handle {
    fn ns(&self) -> &Namespace {
        self.space.namespace()
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

/// The namespace of an element, of which the parser knows three.
#[derive(Clone, Copy, Debug)]
enum Space {
    Html,
    Svg,
    MathMl,
}

impl Space {
    fn of(namespace: &Namespace) -> Self {
        match *namespace {
            ns!(svg) => Self::Svg,
            ns!(mathml) => Self::MathMl,
            _ => Self::Html,
        }
    }

    fn namespace(self) -> &'static Namespace {
        static SPACES: [Namespace; 3] = [ns!(html), ns!(svg), ns!(mathml)];
        &SPACES[self as usize]
    }
}
