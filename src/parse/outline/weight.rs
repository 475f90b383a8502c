//! The [`Weight`] of an element: how much text is below it, and of what sort.

/// Shortest run of text that counts as prose, in bytes.
const PROSE: u32 = 80;

/// What of a weight is asked for once the content is found: elements are many, and weights are larger.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Bytes of text that are no furniture, as far as they can be counted here.
    pub text: u16,
    /// Nearly all of it is links: a menu, a list of other pages.
    pub menu: bool,
    /// It is nothing but links, and they are short.
    pub links: bool,
}

/// What lies below an element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
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
    /// What is told of it when all is summed.
    pub(super) fn shape(self) -> Shape {
        let links = self.anchors >= 4 && self.links * 10 > self.text * 9 && self.text / self.anchors < 35;
        Shape { text: self.text.min(u32::from(u16::MAX)) as u16, menu: self.is_menu(), links }
    }

    /// Adds what is below a child.
    pub(super) fn add(&mut self, other: Self) {
        self.text += other.text;
        self.links += other.links;
        self.anchors += other.anchors;
        self.prose += other.prose;
        self.menus += other.menus;
    }

    /// Takes away what is below a child, and was added before.
    pub(super) fn take(&mut self, other: Self) {
        self.text -= other.text;
        self.links -= other.links;
        self.anchors -= other.anchors;
        self.prose -= other.prose;
        self.menus -= other.menus;
    }

    /// Bytes of text outside of links.
    pub(super) fn plain(self) -> u32 {
        self.text - self.links
    }

    /// Nearly all of it is links: a menu, a list of other pages.
    pub(super) fn is_menu(self) -> bool {
        self.anchors >= 3 && self.links * 4 >= self.text * 3
    }

    /// The text directly in a block, and how much of it is in links.
    pub(super) fn add_text(&mut self, text: u32, links: u32) {
        let plain = text - links;
        self.text += text;
        self.links += links;
        self.prose += if text >= PROSE && links * 2 < text { plain } else { plain / 4 };
    }
}
