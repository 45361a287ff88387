//! `clean(document, id, run)`: the article of a document, under its id in the pile.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StringViewBuilder, StructArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use newstem_read::{Document, article_with_problem};

use super::adapter::{Columns, Declared, failed, row_of};
use super::shared;

/// The function.
pub const CLEAN: Declared = Declared { name: "clean", arguments: 3, gives, body };

fn gives() -> DataType {
    row_of([("article", DataType::Utf8View), ("problem", DataType::Utf8View)])
}

fn body(columns: &Columns) -> Result<ArrayRef> {
    let (documents, ids) = (columns.texts(0)?, columns.texts(1)?);
    let (mut articles, mut problems) = (StringViewBuilder::new(), StringViewBuilder::new());
    let run = columns.constant(2)?;
    for row in 0..columns.rows {
        let mut document: Document = serde_json::from_str(documents.value(row)).map_err(failed)?;
        document.id = ids.value(row).to_owned();
        let context = shared::context(&run)?;
        let (article, problem) = article_with_problem(&document, &context);
        articles.append_value(serde_json::to_string(&article).map_err(failed)?);
        let problem = problem.map(|problem| serde_json::to_string(&problem)).transpose();
        problems.append_option(problem.map_err(failed)?);
    }
    let DataType::Struct(fields) = gives() else { unreachable!("a row") };
    let arrays: Vec<ArrayRef> = vec![Arc::new(articles.finish()), Arc::new(problems.finish())];
    Ok(Arc::new(StructArray::try_new(fields, arrays, None)?))
}
