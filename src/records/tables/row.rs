//! How a row type is made from its columns: one line each, its name, its type and its meaning; every format follows.

/// The name of a column: that of the field, which may be a keyword of Rust.
pub(super) const fn column_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

macro_rules! table {
    ($(#[doc = $doc:literal])* $name:ident in $table:ident { $($(#[doc = $fdoc:literal])+ $field:ident: $type:ty),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $name { $($(#[doc = $fdoc])+ pub $field: $type),+ }

        impl Row for $name {
            const TABLE: Table = Table::$table;
            const DOC: &'static str = concat!($($doc),*);
            const COLUMNS: &'static [Column] = &[$(Column {
                name: column_name(stringify!($field)),
                doc: concat!($($fdoc),+),
                kind: <$type as CellValue>::KIND,
                nullable: <$type as CellValue>::NULLABLE,
            }),+];

            fn cell(&self, column: usize) -> Cell<'_> {
                let mut at = 0;
                $(
                    if column == at {
                        return self.$field.cell();
                    }
                    at += 1;
                )+
                let _ = at;
                Cell::Empty
            }
        }
    };
}

pub(super) use table;
