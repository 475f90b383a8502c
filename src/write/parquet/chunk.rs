//! The values of one column that wait to be written, in the shape that Parquet has for them (Dremel): values that are there, and levels that say
//! where none is and where a list begins.

use parquet::column::writer::ColumnWriterImpl;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;

use crate::records::{Cell, Column, ColumnType};

/// A column's values.
pub(super) struct Chunk {
    values: Values,
    /// For each value or gap: 1 where a value is; nothing for columns that are never empty.
    definition: Option<Vec<i16>>,
    /// For each item or empty list: 0 where a list begins; only for lists.
    repetition: Option<Vec<i16>>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Integers(Vec<i64>),
    Reals(Vec<f64>),
    Truths(Vec<bool>),
}

impl Chunk {
    pub(super) fn new(column: &Column) -> Self {
        let values = match column.kind {
            ColumnType::Integer => Values::Integers(Vec::new()),
            ColumnType::Real => Values::Reals(Vec::new()),
            ColumnType::Boolean => Values::Truths(Vec::new()),
            _ => Values::Texts(Vec::new()),
        };
        let is_list = column.kind == ColumnType::List;
        Self { values, definition: column.nullable.then(Vec::new), repetition: is_list.then(Vec::new) }
    }

    /// Adds a cell; says how many bytes it has, about.
    pub(super) fn put(&mut self, cell: &Cell<'_>) -> usize {
        let Cell::List(items) = cell else {
            let is_there = *cell != Cell::Empty;
            self.level(is_there, true);
            return if is_there { self.values.put(cell) } else { 1 };
        };
        let mut bytes = 1;
        for (at, item) in items.iter().enumerate() {
            self.level(true, at == 0);
            bytes += self.values.put(&Cell::Text(item.as_str().into()));
        }
        bytes
    }

    fn level(&mut self, is_there: bool, begins: bool) {
        self.definition.iter_mut().for_each(|levels| levels.push(i16::from(is_there)));
        self.repetition.iter_mut().for_each(|levels| levels.push(i16::from(!begins)));
    }

    /// Writes all values and forgets them.
    pub(super) fn write(&mut self, mut column: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = (self.definition.as_deref(), self.repetition.as_deref());
        match &mut self.values {
            Values::Texts(values) => batch::<ByteArrayType>(column.typed(), values, levels)?,
            Values::Integers(values) => batch::<Int64Type>(column.typed(), values, levels)?,
            Values::Reals(values) => batch::<DoubleType>(column.typed(), values, levels)?,
            Values::Truths(values) => batch::<BoolType>(column.typed(), values, levels)?,
        }
        self.definition.iter_mut().chain(&mut self.repetition).for_each(Vec::clear);
        column.close()
    }
}

fn batch<T: DataType>(
    column: &mut ColumnWriterImpl<'_, T>,
    values: &mut Vec<T::T>,
    (definition, repetition): (Option<&[i16]>, Option<&[i16]>),
) -> Result<(), ParquetError> {
    column.write_batch(values, definition, repetition)?;
    values.clear();
    Ok(())
}

impl Values {
    fn put(&mut self, cell: &Cell<'_>) -> usize {
        match (self, cell) {
            (Self::Integers(values), Cell::Integer(number)) => values.push(*number),
            (Self::Reals(values), Cell::Real(number)) => values.push(*number),
            (Self::Truths(values), Cell::Boolean(truth)) => values.push(*truth),
            (Self::Texts(values), cell) => {
                let mut text = Vec::new();
                cell.put(&mut text);
                let bytes = text.len() + size_of::<ByteArray>();
                values.push(ByteArray::from(text));
                return bytes;
            }
            _ => unreachable!("a cell holds what its column says"),
        }
        8
    }
}
