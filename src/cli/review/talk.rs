//! The dialogue with a person: shows a difference, asks for a key, does what it says.

use std::io::{self, Write};

use super::dialogue::{Dialogue, Key};
use super::input::{Input, input};
use super::items::Reviewed;
use super::outdated::Outdated;
use super::{Review, show};
use crate::cli::build::count;
use crate::cli::console::Style;
use crate::cli::exit::{Exit, Stop};

const HELP: &str = "  a  accept: expected.json says from now on what is read\n  A  accept all that is left of this page\n  \
    r  reject: what was expected stays, and check goes on failing\n  s  skip: decide another time\n  \
    e  edit: accept what is read, and write into overrides.toml what is to stand in the datasets\n  q  quit; what was accepted is written";

impl Review<'_> {
    /// Asks about each difference, then about the datasets.
    pub(super) fn asked(mut self) -> Result<Exit, Stop> {
        let mut input = input();
        let mut dialogue = Dialogue::new((0..self.items.len()).map(|at| self.items.item(at).case).collect());
        let mut has_left = false;
        while let Some(at) = dialogue.asked() {
            let mut out = self.console.stdout();
            show::head(at, &self.items, self.console, &mut out)?;
            show::item(self.items.item(at), self.console, &mut out)?;
            if !self.decided(&mut dialogue, input.as_mut(), &mut out)? {
                has_left = true;
                break;
            }
        }
        let left = self.items.count(Reviewed::Open) + self.items.count(Reviewed::Rejected);
        let mut out = self.console.stdout();
        if self.items.len() > 0 {
            writeln!(out)?;
        }
        self.told(left, &mut out)?;
        out.flush()?;
        drop(out);
        let exit = self.items.exit(left);
        if has_left { Ok(exit) } else { Ok(exit.max(self.datasets(input.as_mut())?)) }
    }

    /// Takes keys until one decides; false where the person leaves.
    fn decided(
        &mut self,
        dialogue: &mut Dialogue,
        input: &mut dyn Input,
        out: &mut impl Write,
    ) -> Result<bool, Stop> {
        let at = dialogue.asked();
        while dialogue.asked() == at {
            self.prompt("accept, All of this page, reject, skip, edit, quit, ?", out)?;
            let key = input.key()?.unwrap_or(Key::Quit);
            writeln!(out)?;
            match key {
                Key::Help => writeln!(out, "{HELP}")?,
                Key::Unknown => writeln!(out, "  a, A, r, s, e, q or ?")?,
                Key::Edit => self.edited(dialogue, input, out)?,
                Key::Quit => return Ok(false),
                key => {
                    for (at, reviewed) in dialogue.press(key) {
                        self.items.decide(at, reviewed);
                    }
                    if let Some(at) = at.filter(|_| matches!(key, Key::Accept | Key::AcceptCase)) {
                        self.write(self.items.item(at).case)?;
                    }
                }
            }
        }
        Ok(true)
    }

    /// Asks for the right value; what cannot be one is told, and the difference is asked about again.
    fn edited(
        &mut self,
        dialogue: &mut Dialogue,
        input: &mut dyn Input,
        out: &mut impl Write,
    ) -> Result<(), Stop> {
        let Some(at) = dialogue.asked() else { return Ok(()) };
        write!(out, "  what is to stand in the datasets (- for nothing, Enter to go back): ")?;
        out.flush()?;
        let text = input.text()?.unwrap_or_default();
        let text = text.trim();
        if !input.is_seen() {
            writeln!(out, "{text}")?;
        }
        if text.is_empty() {
            return Ok(());
        }
        match self.correct(at, if text == "-" { "" } else { text }) {
            Ok(()) => {
                writeln!(out, "  accepted, and corrected in overrides.toml")?;
                dialogue.corrected();
            }
            Err(error) => {
                out.flush()?;
                self.console.failure(&error);
            }
        }
        Ok(())
    }

    fn prompt(&self, keys: &str, out: &mut impl Write) -> io::Result<()> {
        // The first letter of each word is its key.
        let shown = keys.split(", ").map(|word| {
            let (key, rest) = word.split_at(1);
            format!("{}{rest}", self.console.paint(Style::Mark, &format!("[{key}]")))
        });
        write!(out, "{} ", shown.collect::<Vec<_>>().join("  "))?;
        out.flush()
    }

    /// What came of it.
    pub(super) fn told(&self, left: usize, out: &mut impl Write) -> io::Result<()> {
        if self.items.len() == 0 {
            return writeln!(out, "all pages say what is expected of them");
        }
        let corrected = self.items.count(Reviewed::Corrected);
        let accepted = count(self.items.count(Reviewed::Accepted) + corrected, "difference");
        let corrected =
            if corrected > 0 { format!(", {corrected} of them corrected") } else { String::new() };
        writeln!(out, "{accepted} accepted{corrected}, {left} left")
    }

    /// Asks whether the datasets are to be built.
    fn datasets(&mut self, input: &mut dyn Input) -> Result<Exit, Stop> {
        let Some(found) = self.outdated()? else { return Ok(Exit::Done) };
        if self.wants(&found, input)? { self.build() } else { Ok(Exit::Differences) }
    }

    fn wants(&self, found: &Outdated, input: &mut dyn Input) -> Result<bool, Stop> {
        let mut out = self.console.stdout();
        show::outdated(found, self.console, &mut out)?;
        loop {
            self.prompt("accept (build them), skip, quit", &mut out)?;
            let key = input.key()?.unwrap_or(Key::Quit);
            writeln!(out)?;
            out.flush()?;
            match key {
                Key::Accept | Key::AcceptCase => return Ok(true),
                Key::Skip | Key::Reject | Key::Quit => return Ok(false),
                _ => writeln!(out, "  a, s or q")?,
            }
        }
    }
}
