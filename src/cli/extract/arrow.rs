//! Arrow on standard output: a row a page with `--format arrow`, rows of a table with `--table` too. A page that failed is a row with its error.

#[cfg(feature = "arrow")]
pub(super) use with::print;
#[cfg(not(feature = "arrow"))]
pub(super) use without::print;

#[cfg(feature = "arrow")]
mod with {
    use annals::arrow::DocumentStream;
    use annals::records::Table;

    use super::super::{Args, each_document, each_resolved, print_rows};
    use crate::cli::console::Console;
    use crate::cli::dataset;
    use crate::cli::exit::{Exit, Stop};

    pub(in super::super) fn print(args: &Args, console: &Console) -> Result<Exit, Stop> {
        if let Some(table) = args.table.as_deref().and_then(Table::from_name) {
            return each_resolved(args, console, |resolved| {
                print_rows(console, |out| dataset::arrow(resolved, table, out))
            });
        }
        let mut documents = DocumentStream::new(console.stdout())?;
        let sources = each_document(args, console, |url, document| Ok(documents.push(url, &document)?))?;
        documents.finish()?;
        Ok(sources.exit())
    }
}

#[cfg(not(feature = "arrow"))]
mod without {
    use annals::{Error, ErrorKind};

    use super::super::Args;
    use crate::cli::console::Console;
    use crate::cli::exit::{Exit, Stop};

    pub(in super::super) fn print(_: &Args, _: &Console) -> Result<Exit, Stop> {
        Err(Error::new(ErrorKind::Config, "--format arrow", "is not part of this build of annals")
            .remedy("build it with the feature: cargo install annals --features arrow")
            .into())
    }
}
