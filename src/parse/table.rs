//! The grid of a table: which cell stands in which row and column, spans counted; tables that only lay out a page have no cells.

use crate::parse::dom::{Element, Node, NodeRef};
use html5ever::local_name;

use crate::parse::document::Cell;

/// Longest average cell of a data table, in bytes of text.
const LONG: usize = 260;

/// Cells that may reach down at once: each cell is compared with all of them.
const HANGING: usize = 256;

/// The grid of one table.
pub(crate) struct Grid {
    table: u32,
    data: bool,
    row: Option<u16>,
    column: u16,
    /// Cells that reach down from rows above: `(column, rows left)`.
    hanging: Vec<(u16, u16)>,
}

impl Grid {
    /// Looks over a table once.
    pub(crate) fn read(table: NodeRef<'_>, number: u32) -> Self {
        let layout = table.element().is_some_and(|element| {
            matches!(element.attr(&local_name!("role")), Some("presentation" | "none"))
        });
        let (mut rows, mut cells, mut nested, mut text, mut blocks) = (0, 0, layout, 0, 0);
        // A table that holds others is read no further than to the first of them, so nested tables are not read again for each that they are in.
        for node in table.descendants() {
            match node.node() {
                _ if nested => break,
                Node::Element(element) => match element.name() {
                    "tr" => rows += 1,
                    "td" | "th" => cells += 1,
                    "table" => nested = true,
                    "h1" | "h2" | "h3" | "ul" | "form" => blocks += 1,
                    _ => {}
                },
                Node::Text(content) => text += content.trim().len(),
                Node::Other => {}
            }
        }
        let wide = rows > 0 && cells >= rows * 3 / 2 && cells > rows;
        let data = !nested && rows >= 2 && wide && text / cells.max(1) < LONG && blocks * 3 < cells;
        Self { table: number, data, row: None, column: 0, hanging: Vec::new() }
    }

    /// Begins a row.
    pub(crate) fn next_row(&mut self) {
        self.row = Some(self.row.map_or(0, |row| row.saturating_add(1)));
        self.column = 0;
        self.hanging.iter_mut().for_each(|cell| cell.1 = cell.1.saturating_sub(1));
        self.hanging.retain(|cell| cell.1 > 0);
    }

    /// The place of the next cell; `None` in a table that only lays out.
    pub(crate) fn next_cell(&mut self, element: Element<'_>) -> Option<Cell> {
        let span = |name: html5ever::LocalName| {
            element.attr(&name).and_then(|value| value.trim().parse::<u16>().ok()).unwrap_or(1).clamp(1, 200)
        };
        while self.column < u16::MAX && self.hanging.iter().any(|(column, _)| *column == self.column) {
            self.column += 1;
        }
        let cell = Cell {
            table: self.table,
            row: self.row.unwrap_or(0),
            column: self.column,
            header: element.name() == "th",
        };
        if span(local_name!("rowspan")) > 1 && self.hanging.len() < HANGING {
            self.hanging.push((self.column, span(local_name!("rowspan"))));
        }
        self.column = self.column.saturating_add(span(local_name!("colspan")));
        self.data.then_some(cell)
    }
}
