//! Resolving: the records of many pages become one dataset, in which the same institution, person or event is known as the same.
//! The result depends on what the pages say and on nothing else: not on the order in which they come, nor on threads.

mod apart;
mod dataset;
mod decision;
mod erasure;
mod events;
mod identity;
mod institutions;
mod key;
mod moves;
mod order;
mod overrides;
mod people;
mod settled;
mod sheet;
mod stream;
mod twins;

pub use dataset::Dataset;
pub use decision::{Decision, decide};
pub(crate) use erasure::Column;
pub use erasure::Erasure;
pub(crate) use people::name_key;
pub use sheet::Sheet;
pub use stream::Records;

use crate::project::Overrides;
use crate::records::{Id, Institution, PageInfo, PageRecord, Person, Tables};
use crate::scratch::Scratch;
use apart::Apart;
use events::Groups;
use overrides::Applying;
use settled::Settled;
use stream::Stream;

/// Joins the records of a project.
#[must_use]
pub fn resolve(records: Vec<PageRecord>) -> Dataset {
    resolve_with(records, &Overrides::default())
}

/// Joins the records of a project, in which people know some things better.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "who has resolved records needs them no more")]
pub fn resolve_with(records: Vec<PageRecord>, overrides: &Overrides) -> Dataset {
    let Ok(resolution) = Resolution::of(&records, overrides);
    let Ok(tables) = resolution.tables();
    Dataset { tables }
}

/// Who is who, and which events are one.
struct Decided {
    institutions: Settled<Institution>,
    groups: Groups,
    people: Settled<Person>,
}

impl Decided {
    fn of<R: Records>(stream: &Stream<'_, R>, apart: &mut Apart) -> Result<Self, R::Error> {
        let institutions = institutions::merge(stream, apart)?;
        let groups = events::group(stream, &institutions)?;
        let people = people::merge(stream, &institutions, &groups, apart)?;
        Ok(Self { institutions, groups, people })
    }
}

/// What was decided about the rows of many pages. The rows themselves stay where they are; they are read once more, page by page, to be changed and given
/// away.
pub struct Resolution<'r, R> {
    stream: Stream<'r, R>,
}

impl<'r, R: Records> Resolution<'r, R> {
    /// Decides who is who, and what people know better.
    ///
    /// # Errors
    /// Where a record cannot be read.
    pub fn of(records: &'r R, overrides: &'r Overrides) -> Result<Self, R::Error> {
        let mut stream = Stream::new(records)?;
        let mut applying = Applying::new(overrides);
        let mut apart = applying.apart(&stream)?;
        let Decided { institutions, groups, people } = Decided::of(&stream, &mut apart)?;
        stream.layers = vec![Box::new(institutions), Box::new(groups), Box::new(people)];
        applying.apply(&mut stream, &apart)?;
        stream.layers.push(Box::new(twins::Twins));
        Ok(Self { stream })
    }

    /// Gives the rows of each page in the order of the dataset, and what belongs to no page behind them, in one portion or more, as those of pages whose
    /// `source` is empty.
    ///
    /// # Errors
    /// Where a record cannot be read, and those of `take`.
    pub fn each<E: From<R::Error>>(
        &self,
        take: impl FnMut(PageInfo, Tables) -> Result<(), E>,
    ) -> Result<(), E> {
        self.stream.whole(take)
    }

    /// All rows at once.
    ///
    /// # Errors
    /// Where a record cannot be read.
    pub fn tables(&self) -> Result<Tables, R::Error> {
        let mut all = Tables::default();
        self.each(|_, tables| {
            all.append(tables);
            Ok::<(), R::Error>(())
        })?;
        Ok(all)
    }

    /// Whose names are in nothing that `each` gives, and are to be in nothing else that is made of the pages; `None` where nobody is erased.
    #[must_use]
    pub fn erasure(&self) -> Option<&Erasure> {
        self.stream.erasure()
    }

    /// The flat sheet of the pages that `each` gives.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        Sheet::new(&self.stream.scratch)
    }

    /// Where more of the same rows can be put aside.
    pub(crate) fn scratch(&self) -> &Scratch {
        &self.stream.scratch
    }

    /// Whether a person or institution is named on other pages than the one on which its row stands.
    #[must_use]
    pub fn shares(&self, row: Id) -> bool {
        self.stream.layers.iter().any(|layer| layer.shares(row))
    }
}
