//! The stages `copies` and `places`: near-duplicates behind the first of them, all others in the order
//! of time and on shelves.
//!
//! Which article stands for others depends on those before it, one after another, so it is told here,
//! of the few fingerprints that have a band in common with any other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::{Array, Int64Array, UInt32Array};
use newstem::sketch::{Duplicates, Signature};
use newstem::story::Middle;

use super::{Driver, RunError};
use crate::functions::{packed, signature_of, traits_of};
use crate::kept::{CENSUS, Census};
use crate::rows::{Rows, batch_of};
use crate::table::Size;

/// An article in the order of time: whether it is undated, its earliest second, its number. Numbers
/// are in the order of ids, as the engine breaks ties.
type InTime = (bool, Option<i64>, u32);

impl Driver {
    pub(super) async fn tell_copies(&mut self) -> Result<Size, RunError> {
        let mut signatures: BTreeMap<u32, Signature> = BTreeMap::new();
        self.each_batch("banded", &["number", "signature"], |batch| {
            let rows = Rows(batch);
            let (numbers, bytes) = (rows.numbers("number")?, rows.bytes("signature")?);
            let known = (0..rows.len())
                .filter_map(|row| Some((numbers.value(row), signature_of(bytes.value(row))?)));
            signatures.extend(known);
            Ok(())
        })
        .await?;
        let copies = copies(&self.in_time().await?, &signatures);
        self.count("near_duplicates", copies.len() as u64);
        let numbers: UInt32Array = copies.iter().map(|&(copy, _)| Some(copy)).collect();
        let originals: UInt32Array = copies.iter().map(|&(_, original)| Some(original)).collect();
        let batch = batch_of([("number", Arc::new(numbers)), ("original", Arc::new(originals))])?;
        Ok(self.write("copies", batch).await?)
    }

    pub(super) async fn place_originals(&mut self) -> Result<Size, RunError> {
        let copies: BTreeSet<u32> =
            self.copies().await?.into_iter().map(|(copy, _)| copy).collect();
        let mut originals = self.in_time().await?;
        originals.retain(|(.., number)| !copies.contains(number));
        self.write_census(&originals).await?;
        let shelf_articles = self.manifest.parameters.shelf_articles as u32;
        let numbers: UInt32Array = originals.iter().map(|&(.., number)| Some(number)).collect();
        let times: Int64Array = originals.iter().map(|&(_, time, _)| time).collect();
        let places: UInt32Array = (0..originals.len() as u32).map(Some).collect();
        let shelves: UInt32Array =
            (0..originals.len() as u32).map(|place| Some(place / shelf_articles)).collect();
        let batch = batch_of([
            ("number", Arc::new(numbers)),
            ("time", Arc::new(times)),
            ("place", Arc::new(places)),
            ("shelf", Arc::new(shelves)),
        ])?;
        Ok(self.write("places", batch).await?)
    }

    /// Near-duplicates with the article that stands for each.
    pub(super) async fn copies(&self) -> Result<Vec<(u32, u32)>, RunError> {
        let mut copies = Vec::new();
        self.each_batch("copies", &["number", "original"], |batch| {
            let rows = Rows(batch);
            let (numbers, originals) = (rows.numbers("number")?, rows.numbers("original")?);
            copies.extend(numbers.values().iter().copied().zip(originals.values().iter().copied()));
            Ok(())
        })
        .await?;
        Ok(copies)
    }

    async fn in_time(&self) -> Result<Vec<InTime>, RunError> {
        let mut articles = Vec::new();
        self.each_batch("sketches", &["number", "earliest"], |batch| {
            let rows = Rows(batch);
            let (numbers, times) = (rows.numbers("number")?, rows.whole("earliest")?);
            articles.extend((0..rows.len()).map(|row| {
                let time = times.is_valid(row).then(|| times.value(row));
                (time.is_none(), time, numbers.value(row))
            }));
            Ok(())
        })
        .await?;
        articles.sort_unstable();
        Ok(articles)
    }

    /// Counts the articles, and short ones in the order of time, since sums of fractions depend on it.
    async fn write_census(&self, originals: &[InTime]) -> Result<(), RunError> {
        let mut short = BTreeMap::new();
        self.each_batch("sketches", &["number", "traits", "is_short"], |batch| {
            let rows = Rows(batch);
            let (numbers, traits) = (rows.numbers("number")?, rows.bytes("traits")?);
            let are_short = rows.whole("is_short")?;
            for row in (0..rows.len()).filter(|&row| are_short.value(row) == 1) {
                short.insert(numbers.value(row), traits_of(traits.value(row))?.meaning);
            }
            Ok(())
        })
        .await?;
        let mut middle = Middle::default();
        let meanings = originals.iter().filter_map(|(.., number)| short.get(number)?.as_ref());
        meanings.for_each(|meaning| middle.count(meaning));
        let census = Census { originals: originals.len() as u32, middle };
        Ok(self.folder.put(CENSUS, packed(&census)?).await?)
    }
}

fn copies(in_time: &[InTime], signatures: &BTreeMap<u32, Signature>) -> Vec<(u32, u32)> {
    let mut standing = Duplicates::default();
    let mut copies = Vec::new();
    for (.., number) in in_time {
        let Some(signature) = signatures.get(number) else { continue };
        match standing.find(signature) {
            Some(original) => copies.push((*number, original as u32)),
            None => standing.add(*number as usize, *signature),
        }
    }
    copies
}
