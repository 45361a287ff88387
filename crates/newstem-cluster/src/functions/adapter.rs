//! One wrapper for all functions: what an engine asks of a function, answered once.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BinaryViewArray, ListArray, StringViewArray, UInt32Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields, UInt32Type};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

/// What a function does with its columns.
pub type Body = fn(&Columns) -> Result<ArrayRef>;

/// A function as it is declared.
#[derive(Clone, Copy)]
pub struct Declared {
    /// The name by which the plan calls it.
    pub name: &'static str,
    /// How many columns it takes.
    pub arguments: usize,
    /// The type of what it gives.
    pub gives: fn() -> DataType,
    /// What it does.
    pub body: Body,
}

/// The columns of a call.
pub struct Columns {
    arrays: Vec<ArrayRef>,
    /// How many rows they have.
    pub rows: usize,
}

impl Columns {
    /// A column of texts.
    pub fn texts(&self, place: usize) -> Result<StringViewArray> {
        Ok(self.as_type(place, &DataType::Utf8View)?.as_string_view().clone())
    }

    /// A column of bytes.
    pub fn bytes(&self, place: usize) -> Result<BinaryViewArray> {
        Ok(self.as_type(place, &DataType::BinaryView)?.as_binary_view().clone())
    }

    /// A column of numbers.
    pub fn numbers(&self, place: usize) -> Result<UInt32Array> {
        Ok(self.as_type(place, &DataType::UInt32)?.as_primitive::<UInt32Type>().clone())
    }

    /// A column of lists of texts.
    pub fn lists_of_texts(&self, place: usize) -> Result<ListArray> {
        let kind = list_of(DataType::Utf8View);
        Ok(self.as_type(place, &kind)?.as_list::<i32>().clone())
    }

    /// The one text of a column that has it in every row.
    pub fn constant(&self, place: usize) -> Result<String> {
        let texts = self.texts(place)?;
        let text = (!texts.is_empty()).then(|| texts.value(0).to_owned());
        Ok(text.unwrap_or_default())
    }

    fn as_type(&self, place: usize, kind: &DataType) -> Result<ArrayRef> {
        Ok(cast(&self.arrays[place], kind)?)
    }
}

/// The type of lists of something, as the engine writes it.
pub fn list_of(kind: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(kind, true)))
}

/// The type of rows of some named columns.
pub fn row_of<const N: usize>(columns: [(&str, DataType); N]) -> DataType {
    let field = |(name, kind): (&str, DataType)| Field::new(name, kind, true);
    DataType::Struct(Fields::from_iter(columns.map(field)))
}

/// A type whose values stand in one piece. Rows that are sorted or joined as views drag along all that
/// lay beside them, and between processes each batch of them takes it all anew.
fn without_views(kind: &DataType) -> DataType {
    let inner = |field: &FieldRef| {
        let kind = without_views(field.data_type());
        Arc::new(field.as_ref().clone().with_data_type(kind))
    };
    match kind {
        DataType::Utf8View => DataType::Utf8,
        DataType::BinaryView => DataType::Binary,
        DataType::List(item) => DataType::List(inner(item)),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(inner).collect()),
        other => other.clone(),
    }
}

/// An error of a function.
pub fn failed(error: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

/// The function for an engine, under the name of a build; the plan's own name is an alias.
pub fn for_engine(declared: Declared, build: &str) -> ScalarUDF {
    let signature = Signature::any(declared.arguments, Volatility::Immutable);
    let full_name = crate::build_name::full_name(declared.name, build);
    ScalarUDF::new_from_impl(Function { declared, full_name, signature })
        .with_aliases([declared.name])
}

struct Function {
    declared: Declared,
    full_name: String,
    signature: Signature,
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        &self.full_name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(without_views(&(self.declared.gives)()))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = arguments.number_rows;
        let column = |value: ColumnarValue| value.into_array(rows);
        let arrays: Result<Vec<ArrayRef>> = arguments.args.into_iter().map(column).collect();
        let given = (self.declared.body)(&Columns { arrays: arrays?, rows })?;
        Ok(ColumnarValue::Array(cast(&given, &without_views(given.data_type()))?))
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.full_name == other.full_name
    }
}

impl Eq for Function {}

impl std::hash::Hash for Function {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.full_name.hash(state);
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.full_name)
    }
}
