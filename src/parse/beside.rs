//! What stands beside the running text though it stands inside of it: links to other pages, and what the page says a second time. On a page
//! that is a list nothing does.

use rustc_hash::FxHashSet;

use crate::parse::document::{Block, BlockKind, Document, Mark, MarkKind};
use crate::parse::furniture;
use crate::parse::outline::Outline;

/// Longest pointer to another page, in bytes.
const POINTER: usize = 240;
/// Shortest text that is no accident where it comes again, in bytes.
const AGAIN: usize = 80;
/// Share of a block that is marked where all of it is meant, in percent.
const ALL: u32 = 90;

/// Marks the blocks of a page of running text.
pub(super) fn mark(document: &mut Document, outline: &Outline) {
    if outline.list {
        return;
    }
    let prose = outline.prose;
    let links = shares(document, MarkKind::Link);
    let Document { text, blocks, .. } = document;
    let mut seen = FxHashSet::default();
    for (block, linked) in blocks.iter_mut().zip(links) {
        let line = block.span.of(text);
        let elsewhere = prose && linked >= ALL && block.kind == BlockKind::Paragraph;
        let again = line.len() >= AGAIN && !seen.insert(line);
        block.beside |= elsewhere || again || is_pointer(block, line);
    }
}

fn is_pointer(block: &Block, line: &str) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. })
        && line.len() < POINTER
        && furniture::is_pointer(line)
}

/// How much of each block is marked so, in percent.
fn shares(document: &Document, kind: MarkKind) -> Vec<u32> {
    let mut shares = vec![0; document.blocks.len()];
    for Mark { span, .. } in document.marks.iter().filter(|mark| mark.kind == kind) {
        if let Some(block) = document.block_at(span.start) {
            shares[block] += span.len() as u32;
        }
    }
    for (share, block) in shares.iter_mut().zip(&document.blocks) {
        *share = *share * 100 / (block.span.len() as u32).max(1);
    }
    shares
}
