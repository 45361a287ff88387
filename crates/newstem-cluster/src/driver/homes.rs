//! The stage `homes`: the engine's own grouping, over all likenesses at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::{StringArray, UInt32Array};
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
        let mut is_settled = self.is_settled(&outlines.behind).await?;
        while self.manifest.round < ROUNDS_MAX && !is_settled {
            self.look_again(&outlines.behind).await?;
            // Where nothing was looked up again, grouping has nothing new to go by.
            is_settled = self.rows_of("marks") == 0;
            if !is_settled {
                outlines = self.group().await?;
                is_settled = self.is_settled(&outlines.behind).await?;
            }
        }
        self.count_too_common().await?;
        self.count("looked_up_again", self.looked_up_again());
        self.count("rounds", u64::from(self.manifest.round) + 1);
        self.count("unsettled", u64::from(!is_settled));
        self.count("stories", outlines.stories.len() as u64);
        self.count("articles_behind_others", outlines.behind.len() as u64);
        self.write_homes(&outlines.stories).await
    }

    /// Another round, with these articles behind others.
    async fn look_again(&mut self, behind: &[usize]) -> Result<(), RunError> {
        self.folder.put(&behind_file(self.manifest.round + 1), packed(&behind)?).await?;
        self.manifest.begin_round(&self.folder, &ROUND).await?;
        for stage in ROUND {
            Box::pin(self.stage(stage)).await?;
        }
        self.count("looked_up_again", self.looked_up_again() + self.rows_of("marks"));
        Ok(())
    }

    fn looked_up_again(&self) -> u64 {
        self.manifest.counters.get("looked_up_again").copied().unwrap_or(0)
    }

    fn rows_of(&self, stage: &str) -> u64 {
        self.manifest.finished(stage).map_or(0, |stage| stage.rows)
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

    /// Whether no term could be counted otherwise: none is of too many even where nobody is behind others,
    /// as in the first round, or all were counted with these articles behind.
    async fn is_settled(&self, behind: &[usize]) -> Result<bool, RunError> {
        if self.manifest.round == 0 && self.rows_of("too_common") == 0 {
            return Ok(true);
        }
        let mut assumed = BTreeSet::new();
        self.each_batch("behind", &["number"], |batch| {
            assumed.extend(Rows(batch).numbers("number")?.values().iter().map(|&n| n as usize));
            Ok(())
        })
        .await?;
        Ok(behind.iter().copied().eq(assumed))
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

    /// All likenesses as the latest round knows them.
    async fn likenesses(&self) -> Result<Vec<Likeness>, RunError> {
        let mut alike = Vec::new();
        for round in 0..=self.manifest.round {
            let again = self.looked_up(round).await?;
            alike.retain(|one: &Likeness| !again.contains(&one.later));
            self.each_batch_of_round(
                ("alike", round),
                &["later", "earlier", "likeness"],
                |batch| add_likenesses(&Rows(batch), &mut alike),
            )
            .await?;
        }
        Ok(alike)
    }

    /// The numbers of the articles that were looked up again in a round, none in the first.
    async fn looked_up(&self, round: u32) -> Result<BTreeSet<u32>, RunError> {
        let mut numbers: BTreeSet<u32> = BTreeSet::new();
        if round > 0 {
            self.each_batch_of_round(("marks", round), &["number"], |batch| {
                numbers.extend(Rows(batch).numbers("number")?.values());
                Ok(())
            })
            .await?;
        }
        Ok(numbers)
    }

    /// Counts what the limit on frequent terms leaves out of sight, as the engine does.
    async fn count_too_common(&mut self) -> Result<(), RunError> {
        let mut terms: BTreeSet<u32> = BTreeSet::new();
        let mut of_article: BTreeMap<u32, usize> = BTreeMap::new();
        self.each_batch("too_common", &["number", "term"], |batch| {
            terms.extend(Rows(batch).numbers("term")?.values());
            for &number in Rows(batch).numbers("number")?.values() {
                *of_article.entry(number).or_default() += 1;
            }
            Ok(())
        })
        .await?;
        self.count("capped_terms", terms.len() as u64);
        let mut cut_off = 0;
        self.each_batch("weighed", &["number", "telling"], |batch| {
            let (numbers, telling) =
                (Rows(batch).numbers("number")?, Rows(batch).lists("telling")?);
            for row in 0..batch.num_rows() {
                let too_common = of_article.get(&numbers.value(row)).copied().unwrap_or(0);
                cut_off += u64::from(is_cut_off(numbers_of(&telling, row).len(), too_common));
            }
            Ok(())
        })
        .await?;
        self.count("capped_articles", cut_off);
        Ok(())
    }
}

fn add_likenesses(rows: &Rows<'_>, alike: &mut Vec<Likeness>) -> Result<(), RunError> {
    let (later, earlier) = (rows.numbers("later")?, rows.numbers("earlier")?);
    let likenesses = rows.fractions("likeness")?;
    alike.extend((0..rows.len()).map(|row| Likeness {
        later: later.value(row),
        earlier: earlier.value(row),
        likeness: likenesses.value(row),
    }));
    Ok(())
}

/// Whether so few terms are left of an article that it finds nothing.
fn is_cut_off(terms: usize, too_common: usize) -> bool {
    const SHARED_TERMS: usize = 2;
    terms >= SHARED_TERMS && terms - too_common < SHARED_TERMS
}

/// Where the central article stands among those of its story.
fn central(story: &Outline) -> u32 {
    let place = story.articles.iter().position(|&number| Some(number) == story.central);
    place.unwrap_or(0) as u32
}
