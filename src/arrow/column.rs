//! A [`Builder`] takes in the cells of one column; what a column of the contract is in Arrow stands here alone.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_schema::{DataType, Field, Fields};

use crate::records::{Cell, Column, ColumnType, Table};

/// The columns of a table.
pub(super) fn fields(table: Table) -> Fields {
    table.columns().iter().map(field).collect()
}

fn field(column: &Column) -> Field {
    let nullable = column.nullable && column.kind != ColumnType::List;
    Field::new(column.name, data_type(column.kind), nullable)
}

fn data_type(kind: ColumnType) -> DataType {
    match kind {
        ColumnType::Integer => DataType::Int64,
        ColumnType::Real => DataType::Float64,
        ColumnType::Boolean => DataType::Boolean,
        ColumnType::List => DataType::List(Arc::new(item())),
        ColumnType::Text | ColumnType::Id | ColumnType::Date | ColumnType::Time | ColumnType::Words(_) => {
            DataType::Utf8
        }
    }
}

/// An item of a list.
fn item() -> Field {
    Field::new_list_field(DataType::Utf8, false)
}

/// The cells of a column.
pub(super) enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Real(Float64Builder),
    Boolean(BooleanBuilder),
    List(ListBuilder<StringBuilder>),
}

impl Builder {
    pub(super) fn new(kind: ColumnType) -> Self {
        match data_type(kind) {
            DataType::Int64 => Self::Integer(Int64Builder::new()),
            DataType::Float64 => Self::Real(Float64Builder::new()),
            DataType::Boolean => Self::Boolean(BooleanBuilder::new()),
            DataType::List(item) => Self::List(ListBuilder::new(StringBuilder::new()).with_field(item)),
            _ => Self::Text(StringBuilder::new()),
        }
    }

    /// Takes in a cell; gives the bytes of text in it.
    pub(super) fn push(&mut self, cell: &Cell<'_>) -> usize {
        match (self, cell) {
            (builder, Cell::Empty) => builder.push_null(),
            (Self::Text(texts), cell) => {
                let text = cell.text();
                texts.append_value(&text);
                return text.len();
            }
            (Self::Integer(numbers), Cell::Integer(number)) => numbers.append_value(*number),
            (Self::Real(numbers), Cell::Real(number)) => numbers.append_value(*number),
            (Self::Boolean(truths), Cell::Boolean(truth)) => truths.append_value(*truth),
            (Self::List(lists), Cell::List(items)) => return push_list(lists, items),
            // A cell is of the type of its column.
            (builder, _) => builder.push_null(),
        }
        0
    }

    fn push_null(&mut self) {
        match self {
            Self::Text(texts) => texts.append_null(),
            Self::Integer(numbers) => numbers.append_null(),
            Self::Real(numbers) => numbers.append_null(),
            Self::Boolean(truths) => truths.append_null(),
            Self::List(lists) => lists.append(true),
        }
    }

    /// Gives the cells that came; the next one begins the column anew.
    pub(super) fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(texts) => Arc::new(texts.finish()),
            Self::Integer(numbers) => Arc::new(numbers.finish()),
            Self::Real(numbers) => Arc::new(numbers.finish()),
            Self::Boolean(truths) => Arc::new(truths.finish()),
            Self::List(lists) => Arc::new(lists.finish()),
        }
    }
}

fn push_list(lists: &mut ListBuilder<StringBuilder>, items: &[String]) -> usize {
    items.iter().for_each(|item| lists.values().append_value(item));
    lists.append(true);
    items.iter().map(String::len).sum()
}
