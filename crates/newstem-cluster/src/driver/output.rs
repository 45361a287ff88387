//! What a run leaves for its users: the traces of all stories, a line each, and the tables of
//! `newstem trace --format parquet`. Both are in files of some thousand articles, largest stories
//! first; a table is all its files together.

use newstem::Trace;
use newstem_export::table::{Table, TableFormat, tables};

use super::{Driver, RunError};
use crate::functions::failed;
use crate::rows::Rows;

/// Articles from which a file is not added to.
const FILE_ARTICLES: usize = 20_000;

/// Stories that go into one file.
#[derive(Default)]
struct Chunk {
    lines: String,
    articles: usize,
    traces: Vec<Trace>,
}

impl Driver {
    pub(super) async fn write_output(&mut self) -> Result<(), RunError> {
        let mut chunks = vec![Chunk::default()];
        let mut written = 0;
        let parts = self.manifest.finished("traces").map_or(0, |stage| stage.parts);
        for part in 0..parts {
            let file = self.folder.get(&crate::kept::part("traces", part)).await?;
            for batch in crate::table::batches(file, &["trace"])? {
                collect(&Rows(&batch), &mut chunks)?;
            }
            while chunks.len() > 1 {
                self.write_chunk(chunks.remove(0), written).await?;
                written += 1;
            }
        }
        for chunk in chunks.into_iter().filter(|chunk| chunk.articles > 0) {
            self.write_chunk(chunk, written).await?;
            written += 1;
        }
        self.count("output_files", written as u64);
        Ok(self.manifest.write(&self.folder).await?)
    }

    async fn write_chunk(&self, chunk: Chunk, number: usize) -> Result<(), RunError> {
        let name = format!("traces/part-{number:05}.jsonl");
        self.folder.put(&name, chunk.lines.into_bytes()).await?;
        let files: Result<Vec<(String, Vec<u8>)>, RunError> = match joined(chunk.traces) {
            Some(trace) => tables(&trace).map(|table| file(&table, number)).collect(),
            None => Ok(Vec::new()),
        };
        for (name, bytes) in files? {
            self.folder.put(&name, bytes).await?;
        }
        Ok(())
    }
}

fn file(table: &Table<'_>, number: usize) -> Result<(String, Vec<u8>), RunError> {
    let bytes = table.write(TableFormat::Parquet)?;
    Ok((format!("tables/{}/part-{number:05}.parquet", table.name), bytes))
}

fn collect(rows: &Rows<'_>, chunks: &mut Vec<Chunk>) -> Result<(), RunError> {
    for line in rows.texts("trace")?.iter().flatten() {
        let trace: Trace = serde_json::from_str(line).map_err(failed)?;
        if chunks.last().is_none_or(|chunk| chunk.articles >= FILE_ARTICLES) {
            chunks.push(Chunk::default());
        }
        if let Some(chunk) = chunks.last_mut() {
            chunk.lines.push_str(line);
            chunk.lines.push('\n');
            chunk.articles += trace.articles.len();
            chunk.traces.push(trace);
        }
    }
    Ok(())
}

/// Several traces as one, its articles in the order of their ids.
fn joined(traces: Vec<Trace>) -> Option<Trace> {
    let mut traces = traces.into_iter();
    let mut all = traces.next()?;
    for trace in traces {
        all.articles.extend(trace.articles);
        all.stories.extend(trace.stories);
    }
    all.articles.sort_by(|a, b| a.id.cmp(&b.id));
    Some(all)
}
