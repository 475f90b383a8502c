//! A table for people: columns as wide as they need, narrower where the terminal is, and empty columns left away.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::cli::console::{Console, Style, printable};

const GAP: usize = 2;

/// A column narrower than this says nothing.
const NARROWEST: usize = 6;

/// Prints rows of cells under their heads. `width` is that of the terminal; without one nothing is cut.
pub(crate) fn print(
    heads: &[&str],
    rows: &[Vec<String>],
    width: Option<usize>,
    console: &Console,
    out: &mut impl Write,
) -> io::Result<()> {
    let kept: Vec<usize> =
        (0..heads.len()).filter(|column| rows.iter().any(|row| !row[*column].is_empty())).collect();
    let mut widths: Vec<usize> = kept
        .iter()
        .map(|column| {
            rows.iter().map(|row| row[*column].width()).max().unwrap_or(0).max(heads[*column].width())
        })
        .collect();
    if let Some(width) = width {
        narrow(&mut widths, width);
    }
    let head: Vec<&str> = kept.iter().map(|column| heads[*column]).collect();
    writeln!(out, "{}", console.paint(Style::Bold, &line(&head, &widths)))?;
    for row in rows {
        let cells: Vec<&str> = kept.iter().map(|column| row[*column].as_str()).collect();
        writeln!(out, "{}", line(&cells, &widths))?;
    }
    Ok(())
}

/// Takes from the widest columns until the line fits.
fn narrow(widths: &mut [usize], width: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}

fn line(cells: &[&str], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let cut = cut(cell, *width);
        let padding = width.saturating_sub(cut.width()) + GAP;
        line.push_str(&cut);
        line.extend(std::iter::repeat_n(' ', padding));
    }
    line.truncate(line.trim_end().len());
    line
}

/// The text, with an ellipsis where it is wider than its column; control characters cannot reach the terminal.
fn cut(text: &str, width: usize) -> String {
    let clean = printable(text);
    if clean.width() <= width {
        return clean;
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in clean.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_double_and_long_cells_are_cut() {
        assert_eq!(cut("数字化转型", 7), "数字化…");
        assert_eq!(cut("short", 7), "short");
        assert_eq!(cut("a\u{1b}[31mb", 20), "a [31mb");
    }

    #[test]
    fn the_widest_columns_give_way_first() {
        let mut widths = vec![10, 40, 20];
        narrow(&mut widths, 50);
        assert_eq!(widths.iter().sum::<usize>() + 2 * GAP, 50);
        assert_eq!(widths[0], 10);
    }
}
