//! JSON-LD in the vocabulary of schema.org: `dataset.jsonld` is one graph, a node a line. Its context is inside, so that nobody has to ask the
//! network; rows are called `urn:annals:` and their id. What several pages say of a person are several nodes of one id, as JSON-LD allows.

mod agents;
mod events;

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::error::Result;
use crate::project::About;
use crate::records::Id;
use crate::write::{Page, Pages, create, wrong};

/// A node that takes properties in.
struct Node(Value);

/// A graph that is written page by page.
pub(super) struct Graph {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Graph {
    pub(super) fn new(folder: &Path, about: &About) -> Result<Self> {
        let path = folder.join("dataset.jsonld");
        let mut graph = Self { out: BufWriter::new(create(&path)?), path };
        let begin = format!("{{\n\"@context\": {},\n\"@graph\": [\n{}", context(), dataset(about).0);
        graph.written(|out| out.write_all(begin.as_bytes()))?;
        Ok(graph)
    }

    fn nodes(&mut self, nodes: impl IntoIterator<Item = Node>) -> Result<()> {
        self.written(|out| nodes.into_iter().try_for_each(|Node(node)| write!(out, ",\n{node}")))
    }

    fn written(&mut self, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<()> {
        write(&mut self.out).map_err(|error| wrong(&self.path, error))
    }
}

impl Pages for Graph {
    fn page(&mut self, page: &Page) -> Result<()> {
        self.nodes(events::nodes(&page.tables))?;
        self.nodes(agents::nodes(&page.tables))
    }

    fn finish(mut self) -> Result<()> {
        self.written(|out| {
            out.write_all(b"\n]\n}\n")?;
            out.flush()
        })
    }
}

/// What terms mean: those of schema.org, and which of them hold addresses or its words.
fn context() -> Value {
    let (address, word) = (json!({"@type": "@id"}), json!({"@type": "@vocab"}));
    json!({
        "@vocab": "https://schema.org/",
        "annals": "urn:annals:",
        "eventAttendanceMode": word,
        "eventStatus": word,
        "sameAs": address,
        "url": address,
    })
}

fn dataset(about: &About) -> Node {
    let mut node = Node(json!({"@type": "Dataset"}));
    node.text("name", about.title.as_ref().or(Some(&about.name)));
    node.text("identifier", Some(&about.name));
    node.text("description", about.description.as_ref());
    node.list("license", about.licenses.iter().map(|license| json!(license)).collect());
    node
}

impl Node {
    /// A node that is a row.
    fn new(id: Id, kind: &str) -> Self {
        Self(json!({"@id": name(id), "@type": kind}))
    }

    fn set(&mut self, property: &str, value: impl Into<Value>) {
        self.0[property] = value.into();
    }

    /// Unknown is left away.
    fn text(&mut self, property: &str, text: Option<&String>) {
        text.into_iter().for_each(|text| self.set(property, text.as_str()));
    }

    /// An address, where it is a whole one.
    fn address(&mut self, property: &str, address: Option<&String>) {
        let whole = address.and_then(|address| url::Url::parse(address).ok());
        whole.into_iter().for_each(|whole| self.set(property, whole.as_str()));
    }

    /// Several values; one stands alone.
    fn list(&mut self, property: &str, mut values: Vec<Value>) {
        match values.len() {
            0 => {}
            1 => self.set(property, values.remove(0)),
            _ => self.set(property, values),
        }
    }
}

/// What a row is called.
fn name(id: Id) -> String {
    format!("annals:{id}")
}

/// A row that is a node elsewhere in the graph.
fn reference(id: Id) -> Value {
    json!({"@id": name(id)})
}
