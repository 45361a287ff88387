//! The stage `numbers`: ids that are unique, articles by the order of these, and what all documents
//! say of each other.

use std::sync::Arc;

use datafusion::arrow::array::{Array, StringArray, UInt32Array};
use newstem_read::{ContextBuilder, Document, fresh_ids};

use super::{Driver, RunError};
use crate::functions::{failed, packed};
use crate::kept::CONTEXT;
use crate::rows::{Rows, batch_of};
use crate::table::Size;

/// So many problems are told one by one.
const PROBLEMS_TOLD: usize = 100;

/// Where a document was read, and its id.
type Read = (u32, u32, String);

impl Driver {
    pub(super) async fn number_documents(&mut self) -> Result<Size, RunError> {
        let (mut read, mut context) = (Vec::new(), ContextBuilder::default());
        let columns = ["unit", "place", "id", "document", "problem"];
        self.each_batch("documents", &columns, |batch| {
            note_documents(&Rows(batch), &mut read, &mut context)
        })
        .await?;
        if read.is_empty() {
            return Err(RunError::Empty);
        }
        read.sort_unstable();
        if let Some(place) =
            read.windows(2).find(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1))
        {
            let (unit, document, _) = &place[0];
            return Err(RunError::Damaged(format!(
                "document {document} of file {unit} is there twice"
            )));
        }
        let ids = unique(&read);
        self.count("ids_taken", changed(&read, &ids));
        self.folder.put(CONTEXT, packed(&context.build())?).await?;
        let mut by_id: Vec<usize> = (0..ids.len()).collect();
        by_id.sort_unstable_by(|&a, &b| ids[a].cmp(&ids[b]));
        let place = |of: fn(&Read) -> u32| -> UInt32Array {
            by_id.iter().map(|&index| Some(of(&read[index]))).collect()
        };
        let numbers: UInt32Array = (0..by_id.len() as u32).map(Some).collect();
        let in_order: StringArray = by_id.iter().map(|&index| Some(&ids[index])).collect();
        let batch = batch_of([
            ("number", Arc::new(numbers)),
            ("id", Arc::new(in_order)),
            ("unit", Arc::new(place(|one| one.0))),
            ("place", Arc::new(place(|one| one.1))),
        ])?;
        Ok(self.write("numbers", batch).await?)
    }

    /// What could not be read, in words.
    pub(super) async fn problems(&mut self) -> Result<Vec<String>, RunError> {
        let (mut told, mut count) = (Vec::new(), 0);
        for stage in ["documents", "articles"] {
            if self.manifest.finished(stage).is_none() {
                continue;
            }
            self.each_batch(stage, &["problem"], |batch| {
                for problem in Rows(batch).texts("problem")?.iter().flatten() {
                    count += 1;
                    if told.len() < PROBLEMS_TOLD {
                        let problem: newstem_read::Problem =
                            serde_json::from_str(problem).map_err(failed)?;
                        told.push(format!("skipped {:?}: {}", problem.file, problem.reason));
                    }
                }
                Ok(())
            })
            .await?;
        }
        self.count("problems", count);
        told.sort();
        Ok(told)
    }
}

fn note_documents(
    rows: &Rows<'_>,
    read: &mut Vec<Read>,
    context: &mut ContextBuilder,
) -> Result<(), RunError> {
    let (units, places) = (rows.numbers("unit")?, rows.numbers("place")?);
    let (ids, documents) = (rows.texts("id")?, rows.texts("document")?);
    for row in (0..rows.len()).filter(|&row| documents.is_valid(row)) {
        let document: Document = serde_json::from_str(documents.value(row)).map_err(failed)?;
        context.observe(&document);
        read.push((units.value(row), places.value(row), ids.value(row).to_owned()));
    }
    Ok(())
}

fn unique(read: &[Read]) -> Vec<String> {
    let ids: Vec<String> = read.iter().map(|(.., id)| id.clone()).collect();
    let fresh = fresh_ids(&ids);
    ids.into_iter().zip(fresh).map(|(id, fresh)| fresh.unwrap_or(id)).collect()
}

fn changed(read: &[Read], ids: &[String]) -> u64 {
    read.iter().zip(ids).filter(|((.., before), after)| before != *after).count() as u64
}
