//! Floors: the least F1 of a field, from the command line for every folder or from a file for each of its own.

use std::collections::BTreeMap;
use std::path::Path;

use annals::check::score::{FIELDS, Score};
use annals::suggest::closest;
use annals::{Error, ErrorKind, Result};
use toml::Spanned;

type Table = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<f64>>>;

/// The floors of a file: `["corpus/pages"]`, then `people = 0.9`.
#[derive(Debug, Default)]
pub(super) struct Floors {
    folders: BTreeMap<String, Vec<(String, f64)>>,
}

/// Reads `people=0.9`.
pub(super) fn floor(text: &str) -> Result<(String, f64), String> {
    let (name, floor) = text.split_once('=').ok_or("floors are written like people=0.9")?;
    let floor: f64 = floor.parse().map_err(|_| format!("`{floor}` is no number"))?;
    known(name)?;
    if (0.0..=1.0).contains(&floor) {
        Ok((name.to_owned(), floor))
    } else {
        Err("floors go from 0 to 1".to_owned())
    }
}

fn known(name: &str) -> Result<(), String> {
    let names = || FIELDS.iter().map(|field| field.name).chain(["macro"]);
    if names().any(|known| known == name) {
        return Ok(());
    }
    let hint = closest(name, names()).map_or_else(
        || format!("fields are {}", names().collect::<Vec<_>>().join(", ")),
        |close| format!("did you mean `{close}`?"),
    );
    Err(format!("there is no field `{name}`; {hint}"))
}

impl Floors {
    /// Reads a file of floors.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let failure = |message: &str| Error::new(ErrorKind::Config, &name, message);
        let text = std::fs::read_to_string(path).map_err(|error| failure("cannot be read").because(error))?;
        let table: Table = toml::from_str(&text)
            .map_err(|error| failure(error.message()).at(&text, error.span().unwrap_or(0..0)))?;
        let mut folders = BTreeMap::new();
        for (folder, fields) in table {
            for (field, floor) in &fields {
                known(field.get_ref()).map_err(|message| failure(&message).at(&text, field.span()))?;
                if !(0.0..=1.0).contains(floor.get_ref()) {
                    return Err(failure("floors go from 0 to 1").at(&text, floor.span()));
                }
            }
            let fields =
                fields.into_iter().map(|(field, floor)| (field.into_inner(), floor.into_inner())).collect();
            folders.insert(folder.into_inner(), fields);
        }
        Ok(Self { folders })
    }

    /// The folders of the file of which none was scored: their names may be slips.
    pub(super) fn unused(&self, scored: &[&str]) -> Vec<&str> {
        let is_unused = |name: &&String| !scored.iter().any(|folder| Path::new(folder).ends_with(name));
        self.folders.keys().filter(is_unused).map(String::as_str).collect()
    }

    /// What is not met, in words: floors of `everywhere` in each folder, those of the file in the folders they name.
    pub(super) fn missed<'a>(
        &self,
        everywhere: &[(String, f64)],
        scores: impl Iterator<Item = (&'a str, &'a Score)>,
    ) -> Vec<String> {
        let mut missed = Vec::new();
        for (folder, score) in scores {
            let named = self.folders.iter().filter(|(name, _)| Path::new(folder).ends_with(name));
            let floors = everywhere.iter().chain(named.flat_map(|(_, floors)| floors));
            missed.extend(floors.filter_map(|(name, floor)| below(folder, score, name, *floor)));
        }
        missed
    }
}

fn below(folder: &str, score: &Score, name: &str, floor: f64) -> Option<String> {
    let f1 = score.f1(name)?;
    (f1 < floor).then(|| format!("{folder}: F1 of {name} is {f1:.3}, below its floor of {floor:.3}"))
}
