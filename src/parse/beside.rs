//! What stands beside the running text though it stands inside of it: links to other pages, lines before the first paragraph that say who
//! wrote it and when, notes in italics behind the last. On a page that is a list nothing does.

use crate::parse::document::{Block, BlockKind, Document, Mark, MarkKind};
use crate::parse::furniture;

/// Shortest paragraph, in bytes: what is shorter before the first one belongs to its head.
const PARAGRAPH: usize = 100;
/// Longest pointer to another page, in bytes.
const POINTER: usize = 240;
/// How many blocks behind the text may be notes.
const NOTES: usize = 4;

/// Marks the blocks of a page of running text.
pub(super) fn mark(document: &mut Document) {
    let b: u32 = std::env::var("B").ok().and_then(|v| v.parse().ok()).unwrap_or(0);
    let links = shares(document, MarkKind::Link);
    let slants = shares(document, MarkKind::Emphasis);
    let begin = document.blocks.iter().position(|block| is_paragraph(document, block)).unwrap_or(0);
    let end = document.blocks.iter().rposition(|block| !block.beside).map_or(0, |last| last + 1);
    let mut notes = end;
    while notes > begin && end - notes < NOTES && slants[notes - 1] >= 90 {
        notes -= 1;
    }
    for index in 0..document.blocks.len() {
        let block = &document.blocks[index];
        let text = document.slice(block.span);
        let beside = match block.kind {
            BlockKind::Heading(_) => b & 1 > 0 && links[index] >= 90,
            BlockKind::Paragraph | BlockKind::ListItem { .. } => {
                b & 2 > 0 && index < begin && is_line(text)
                    || b & 4 > 0 && links[index] >= 90 && block.kind == BlockKind::Paragraph
                    || b & 8 > 0 && text.len() < POINTER && furniture::is_pointer(text)
                    || b & 16 > 0 && index >= notes
            }
            _ => b & 16 > 0 && index >= notes,
        };
        document.blocks[index].beside |= beside;
    }
}

/// A paragraph, and no line of a head.
fn is_paragraph(document: &Document, block: &Block) -> bool {
    !block.beside && block.kind == BlockKind::Paragraph && block.span.len() >= PARAGRAPH
}

/// A line that is no sentence.
fn is_line(text: &str) -> bool {
    text.len() < PARAGRAPH && !text.ends_with(['.', '!', '?', ':', '。', '！', '？', '”', '"'])
}

/// How much of each block is marked so, in percent.
fn shares(document: &Document, kind: MarkKind) -> Vec<u32> {
    let mut shares = vec![0; document.blocks.len()];
    let marked = document.marks.iter().filter(|mark| mark.kind == kind);
    for Mark { span, .. } in marked {
        if let Some(block) = document.block_at(span.start) {
            shares[block] += span.len() as u32;
        }
    }
    for (share, block) in shares.iter_mut().zip(&document.blocks) {
        *share = *share * 100 / (block.span.len() as u32).max(1);
    }
    shares
}
