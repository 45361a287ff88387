//! The stage `homes`: the engine's own grouping, over all likenesses at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::arrow::array::{Array, StringArray, UInt32Array};
use newstem::story::{Likeness, Traits};
use newstem::{Compared, Options, Outline, Outlines, group_compared};

use super::{Driver, ROUND, RunError};
use crate::functions::{failed, packed, traits_of};
use crate::kept::behind_file;
use crate::rows::{Rows, batch_of, numbers_of};
use crate::table::Size;

/// After so many rounds the stories are taken as they are, and that is counted.
const ROUNDS_MAX: u32 = 12;

impl Driver {
    pub(super) async fn find_homes(&mut self) -> Result<Size, RunError> {
        let mut outlines = self.group().await?;
        while self.manifest.round < ROUNDS_MAX && self.must_look_again(&outlines.behind).await? {
            let next = self.manifest.round + 1;
            self.folder.put(&behind_file(next), packed(&outlines.behind)?).await?;
            self.manifest.begin_round(&self.folder, &ROUND).await?;
            for stage in ROUND {
                Box::pin(self.stage(stage)).await?;
            }
            outlines = self.group().await?;
        }
        let is_unsettled = self.must_look_again(&outlines.behind).await?;
        self.count_too_common().await?;
        self.count("rounds", u64::from(self.manifest.round) + 1);
        self.count("unsettled", u64::from(is_unsettled));
        self.count("stories", outlines.stories.len() as u64);
        self.count("articles_behind_others", outlines.behind.len() as u64);
        self.write_homes(&outlines.stories).await
    }

    /// The stage `behind`: who was behind others in the round before.
    pub(super) async fn list_behind(&mut self) -> Result<Size, RunError> {
        let known = self.folder.find(&behind_file(self.manifest.round)).await?;
        let behind: Vec<u32> = match known {
            Some(bytes) => postcard::from_bytes(&bytes).map_err(failed)?,
            None => Vec::new(),
        };
        let numbers: UInt32Array = behind.into_iter().map(Some).collect();
        Ok(self.write("behind", batch_of([("number", Arc::new(numbers))])?).await?)
    }

    /// Whether terms were counted with other articles behind than these, and any of it mattered.
    async fn must_look_again(&self, behind: &[usize]) -> Result<bool, RunError> {
        let mut assumed = BTreeSet::new();
        self.each_batch("behind", &["number"], |batch| {
            assumed.extend(Rows(batch).numbers("number")?.values().iter().map(|&n| n as usize));
            Ok(())
        })
        .await?;
        let is_capped = self.manifest.finished("too_common").is_some_and(|stage| stage.rows > 0);
        Ok((is_capped || !assumed.is_empty()) && !behind.iter().copied().eq(assumed))
    }

    async fn group(&self) -> Result<Outlines, RunError> {
        let copies = self.copies().await?.into_iter();
        let pile = Compared {
            articles: self.traits().await?,
            copies: copies.map(|(copy, original)| (copy as usize, original as usize)).collect(),
            alike: self.likenesses().await?,
        };
        let options = Options { threads: self.options.threads, ..Options::default() };
        Ok(group_compared(pile, &options)?)
    }

    async fn write_homes(&self, stories: &[Outline]) -> Result<Size, RunError> {
        let rows: Vec<(u32, &Outline, u32)> = stories
            .iter()
            .zip(0..)
            .flat_map(|(story, rank)| story.articles.iter().map(move |&n| (rank, story, n as u32)))
            .collect();
        let ranks: UInt32Array = rows.iter().map(|&(rank, ..)| Some(rank)).collect();
        let ids: StringArray = rows.iter().map(|(_, story, _)| Some(&story.id)).collect();
        let follows: StringArray =
            rows.iter().map(|(_, story, _)| story.follows.as_ref()).collect();
        let centrals: UInt32Array = rows.iter().map(|(_, story, _)| Some(central(story))).collect();
        let numbers: UInt32Array = rows.iter().map(|&(.., number)| Some(number)).collect();
        let batch = batch_of([
            ("number", Arc::new(numbers)),
            ("rank", Arc::new(ranks)),
            ("story", Arc::new(ids)),
            ("follows", Arc::new(follows)),
            ("central", Arc::new(centrals)),
        ])?;
        Ok(self.write("homes", batch).await?)
    }

    /// Ids and traits by number.
    async fn traits(&self) -> Result<Vec<(String, Traits)>, RunError> {
        let mut ids = Vec::new();
        self.each_batch("numbers", &["id"], |batch| {
            ids.extend(Rows(batch).texts("id")?.iter().flatten().map(str::to_owned));
            Ok(())
        })
        .await?;
        let mut traits: Vec<Option<Traits>> = vec![None; ids.len()];
        self.each_batch("sketches", &["number", "traits"], |batch| {
            let rows = Rows(batch);
            let (numbers, bytes) = (rows.numbers("number")?, rows.bytes("traits")?);
            for row in 0..rows.len() {
                traits[numbers.value(row) as usize] = Some(traits_of(bytes.value(row))?);
            }
            Ok(())
        })
        .await?;
        let known: Option<Vec<Traits>> = traits.into_iter().collect();
        let known = known.ok_or_else(|| RunError::Damaged("a sketch is missing".to_owned()))?;
        Ok(ids.into_iter().zip(known).collect())
    }

    async fn likenesses(&self) -> Result<Vec<Likeness>, RunError> {
        let mut alike = Vec::new();
        self.each_batch("alike", &["later", "earlier", "likeness"], |batch| {
            let rows = Rows(batch);
            let (later, earlier) = (rows.numbers("later")?, rows.numbers("earlier")?);
            let likenesses = rows.fractions("likeness")?;
            alike.extend((0..rows.len()).map(|row| Likeness {
                later: later.value(row),
                earlier: earlier.value(row),
                likeness: likenesses.value(row),
            }));
            Ok(())
        })
        .await?;
        Ok(alike)
    }

    /// Counts what the limit on frequent terms leaves out of sight, as the engine does.
    async fn count_too_common(&mut self) -> Result<(), RunError> {
        let mut terms = BTreeSet::new();
        self.each_batch("too_common", &["term"], |batch| {
            terms.extend(Rows(batch).numbers("term")?.values().iter().copied());
            Ok(())
        })
        .await?;
        self.count("capped_terms", terms.len() as u64);
        let mut cut_off = 0;
        self.each_batch("shelves", &["weighed", "too_common"], |batch| {
            let rows = Rows(batch);
            let (weighed, too_common) = (rows.bytes("weighed")?, rows.lists("too_common")?);
            for row in (0..rows.len()).filter(|&row| too_common.is_valid(row)) {
                cut_off +=
                    u64::from(is_cut_off(weighed.value(row), numbers_of(&too_common, row).len())?);
            }
            Ok(())
        })
        .await?;
        self.count("capped_articles", cut_off);
        Ok(())
    }
}

/// Whether so few terms are left of an article that it finds nothing.
fn is_cut_off(weighed: &[u8], too_common: usize) -> Result<bool, RunError> {
    const SHARED_TERMS: usize = 2;
    let article: newstem::story::Weighed = postcard::from_bytes(weighed).map_err(failed)?;
    let terms = article.telling.len();
    Ok(terms >= SHARED_TERMS && terms - too_common < SHARED_TERMS)
}

/// Where the central article stands among those of its story.
fn central(story: &Outline) -> u32 {
    let place = story.articles.iter().position(|&number| Some(number) == story.central);
    place.unwrap_or(0) as u32
}
