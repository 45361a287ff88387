//! Tables of a run: Parquet files of bounded size in a folder of their own.

use bytes::Bytes;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::WriterProperties;

use crate::kept::part;
use crate::rows::batches_of;
use crate::storage::{Folder, StorageError};

/// Bytes from which a file is not added to.
const PART_BYTES_MAX: usize = 64 << 20;
/// Rows of a group, which one task reads.
const GROUP_ROWS_MAX: usize = 4096;

/// Why a table was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// Its rows cannot be had.
    #[error(transparent)]
    Rows(#[from] DataFusionError),
    /// Its rows cannot be written.
    #[error("cannot write a table: {0}")]
    Parquet(#[from] ParquetError),
    /// Its folder refuses.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What a table has come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Rows.
    pub rows: u64,
    /// Files.
    pub parts: usize,
    /// Bytes of all files.
    pub bytes: u64,
}

/// Writes a table, batch by batch.
pub struct TableWriter<'a> {
    folder: &'a Folder,
    stage: &'a str,
    schema: SchemaRef,
    /// Where it matters, just so many rows go into each file.
    part_rows: usize,
    rows_in_part: usize,
    part: Option<ArrowWriter<Vec<u8>>>,
    size: Size,
}

impl<'a> TableWriter<'a> {
    /// Of files with just so many rows each, or else of about one size.
    pub fn new(
        folder: &'a Folder,
        stage: &'a str,
        schema: SchemaRef,
        part_rows: Option<usize>,
    ) -> Self {
        let part_rows = part_rows.unwrap_or(usize::MAX);
        Self {
            folder,
            stage,
            schema,
            part_rows,
            rows_in_part: 0,
            part: None,
            size: Size::default(),
        }
    }

    /// Adds rows.
    pub async fn add(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        let mut written = 0;
        while written < batch.num_rows() {
            let room = self.part_rows - self.rows_in_part;
            let rows = room.min(batch.num_rows() - written);
            self.add_to_part(&batch.slice(written, rows))?;
            written += rows;
            if self.is_full() {
                self.close_part().await?;
            }
        }
        Ok(())
    }

    /// The last of it. A table without rows has a file too, which tells its columns.
    pub async fn finish(mut self) -> Result<Size, TableError> {
        if self.part.is_none() && self.size.parts == 0 {
            self.add_to_part(&RecordBatch::new_empty(self.schema.clone()))?;
        }
        self.close_part().await?;
        Ok(self.size)
    }

    fn add_to_part(&mut self, batch: &RecordBatch) -> Result<(), ParquetError> {
        let part = match self.part.take() {
            Some(part) => part,
            None => ArrowWriter::try_new(Vec::new(), self.schema.clone(), Some(properties()))?,
        };
        self.part.insert(part).write(batch)?;
        self.rows_in_part += batch.num_rows();
        self.size.rows += batch.num_rows() as u64;
        Ok(())
    }

    fn is_full(&self) -> bool {
        let bytes =
            self.part.as_ref().map_or(0, |part| part.bytes_written() + part.in_progress_size());
        let is_large = self.part_rows == usize::MAX && bytes >= PART_BYTES_MAX;
        self.rows_in_part >= self.part_rows || is_large
    }

    async fn close_part(&mut self) -> Result<(), TableError> {
        let Some(writer) = self.part.take() else { return Ok(()) };
        let bytes = writer.into_inner()?;
        self.size.bytes += bytes.len() as u64;
        self.folder.put(&part(self.stage, self.size.parts), bytes).await?;
        self.size.parts += 1;
        self.rows_in_part = 0;
        Ok(())
    }
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::LZ4_RAW)
        .set_max_row_group_row_count(Some(GROUP_ROWS_MAX))
        .build()
}

/// The batches of one file of a table, with some of its columns.
pub fn batches(file: Bytes, columns: &[&str]) -> Result<Vec<RecordBatch>, TableError> {
    Ok(batches_of(file, Some(columns))?.collect::<Result<_, _>>()?)
}
