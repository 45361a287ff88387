//! Full text over articles, quotes and claims: a follower of the store that can be made again from it.
//!
//! The index knows in its own last commit how far it had followed, so that it never claims more than it
//! holds and never needs to be told what it missed. Two habits of `tantivy` are met when it is opened
//! (`settle`), since a process that is killed leaves what they stumble over. Words are cut at what is no letter or digit, folded
//! in case and accents, and not stemmed, since articles come in many languages. Fails on: scripts without
//! spaces, whose sentences are one word each.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use newstem::{Article, Story};
use serde::{Deserialize, Serialize};
use tantivy::collector::{Collector, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, QueryParser, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, TokenStream,
};
use tantivy::{DocAddress, Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};
use thiserror::Error;

use crate::open::{Reader, StoreError};
use crate::stories::StoryKey;

/// The name of the index in the folder of a store.
const FOLDER: &str = "search";
/// The name of our way of cutting words; another name when it changes, so that the index is made anew.
const WORDS: &str = "newstem-1";
/// Memory for documents on their way into the index, in bytes.
const WRITER_BYTES: usize = 48 << 20;
/// Longest word, in bytes.
const WORD_BYTES_MAX: usize = 80;
/// Arrivals and stories that are read at a time.
const READ_AT_ONCE: u32 = 500;
/// A word in a headline counts as much as so many in the text.
const TITLE_BOOST: f32 = 2.0;
/// A text is looked for by words that stand in so many places of the index together, or by the rarest
/// few.
const PLACES_MAX: u64 = 400_000;
const WORDS_MIN: usize = 2;

/// Why the index was not read or written.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The folder cannot be written.
    #[error("use the folder `{}`", .0.display())]
    Folder(PathBuf, #[source] io::Error),
    /// The index refuses.
    #[error("use the index of search")]
    Index(#[from] tantivy::TantivyError),
    /// The store that it follows cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How far the index has followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// The last arrival that it holds.
    pub arrival: i64,
    /// The number of the last trace that it holds.
    pub trace: i64,
}

#[derive(Clone, Copy)]
struct Fields {
    kind: Field,
    article: Field,
    story: Field,
    item: Field,
    title: Field,
    text: Field,
}

/// The index, as its one writer has it.
pub struct SearchIndex {
    index: Index,
    fields: Fields,
    writer: IndexWriter,
    followed: Followed,
}

/// The index, for those who ask it.
#[derive(Clone)]
pub struct Searcher {
    reader: IndexReader,
    index: Index,
    fields: Fields,
}

/// What kind of thing was found.
const ARTICLE: &str = "article";
const QUOTE: &str = "quote";
const CLAIM: &str = "claim";
/// A kind that nothing is of.
const NOTHING: &str = "";

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// `article`, `quote` or `claim`.
    pub kind: String,
    /// The article's id; nothing for quotes and claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The story's name; nothing for articles, whose story the store knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<StoryKey>,
    /// The id of the quote or claim in its story.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// BM25; comparable within one answer only.
    pub score: f32,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WORDS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        kind: schema.add_text_field("kind", STRING | STORED),
        article: schema.add_text_field("article", STRING | STORED),
        story: schema.add_text_field("story", STRING | STORED),
        item: schema.add_text_field("item", STRING | STORED),
        title: schema.add_text_field("title", words.clone()),
        text: schema.add_text_field("text", words),
    };
    (schema.build(), fields)
}

fn words() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(WORD_BYTES_MAX))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// The words of a text as they stand in the index, each once.
fn words_of(text: &str) -> BTreeSet<String> {
    let (mut analyzer, mut found) = (words(), BTreeSet::new());
    analyzer.token_stream(text).process(&mut |token| {
        found.insert(token.text.clone());
    });
    found
}

/// The first of the words, each with the number of its places, that stand in few enough together.
fn within_places(words: Vec<(u64, [Term; 2])>) -> impl Iterator<Item = [Term; 2]> {
    let mut places = 0;
    let few_enough = move |(number, (own, _)): &(usize, (u64, [Term; 2]))| {
        places += own;
        *number < WORDS_MIN || places <= PLACES_MAX
    };
    words.into_iter().enumerate().take_while(few_enough).map(|(_, (_, terms))| terms)
}

/// What has any of some words in its title or its text.
fn any_of(words: impl Iterator<Item = [Term; 2]>) -> Box<dyn Query> {
    let mut asked: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for [title, text] in words {
        let title = Box::new(TermQuery::new(title, IndexRecordOption::WithFreqs));
        asked.push((Occur::Should, Box::new(BoostQuery::new(title, TITLE_BOOST))));
        let text = TermQuery::new(text, IndexRecordOption::WithFreqs);
        asked.push((Occur::Should, Box::new(text)));
    }
    Box::new(BooleanQuery::new(asked))
}

fn of_kind(asked: Box<dyn Query>, fields: Fields, kind: &str) -> BooleanQuery {
    let term = Term::from_field_text(fields.kind, kind);
    let of_kind = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
    BooleanQuery::new(vec![(Occur::Must, asked), (Occur::Must, of_kind)])
}

fn best(first: usize, limit: usize) -> impl Collector<Fruit = Vec<(f32, DocAddress)>> {
    TopDocs::with_limit(limit.max(1)).and_offset(first).order_by_score()
}

/// Makes a writer that was just opened safe to use.
///
/// Its first operation has the number of the last commit. A merge that begins before the next commit
/// takes a segment with deletions of that number for up to date, so a deletion that has the number too
/// would be lost there; one that matches nothing takes the number away. And the file of deletions of a
/// commit that did not end has the name that the same deletions get again, which is then refused.
fn settle(writer: &IndexWriter, fields: Fields) -> Result<(), SearchError> {
    writer.delete_term(Term::from_field_text(fields.kind, NOTHING));
    writer.garbage_collect_files().wait()?;
    Ok(())
}

impl SearchIndex {
    /// Opens the index of a store's folder; one that is missing, broken or of another schema is made
    /// anew and is empty.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        match Self::open_existing(folder) {
            Ok(index) => Ok(index),
            Err(_) => Self::anew(folder),
        }
    }

    /// An empty index in place of whatever is there.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn anew(folder: &Path) -> Result<Self, SearchError> {
        let path = folder.join(FOLDER);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(SearchError::Folder(path, error));
            }
            _ => {}
        }
        fs::create_dir_all(&path).map_err(|error| SearchError::Folder(path.clone(), error))?;
        Self::of(Index::create_in_dir(&path, schema().0)?)
    }

    fn open_existing(folder: &Path) -> Result<Self, SearchError> {
        let index = Index::open_in_dir(folder.join(FOLDER))?;
        if index.schema() != schema().0 {
            let reason = "the index has another schema".to_owned();
            return Err(tantivy::TantivyError::SchemaError(reason).into());
        }
        Self::of(index)
    }

    fn of(index: Index) -> Result<Self, SearchError> {
        index.tokenizers().register(WORDS, words());
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let followed = serde_json::from_str(&payload).unwrap_or_default();
        let writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
        settle(&writer, schema().1)?;
        Ok(Self { index, fields: schema().1, writer, followed })
    }

    /// The index of a folder for those who only ask it, with how far it has followed.
    ///
    /// # Errors
    ///
    /// Where there is none or it cannot be read.
    pub fn look(folder: &Path) -> Result<(Followed, Searcher), SearchError> {
        let index = Index::open_in_dir(folder.join(FOLDER))?;
        index.tokenizers().register(WORDS, words());
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = Searcher { reader, index, fields: schema().1 };
        Ok((serde_json::from_str(&payload).unwrap_or_default(), searcher))
    }

    /// How far the index has followed the store.
    pub fn followed(&self) -> Followed {
        self.followed
    }

    /// Whether it holds as many articles as it says, each once.
    ///
    /// # Errors
    ///
    /// Where the store or the index cannot be read.
    pub fn is_whole(&self, store: &Reader) -> Result<bool, SearchError> {
        let held = self.searcher()?.articles()? as u64;
        Ok(held == store.articles_until(self.followed.arrival)?)
    }

    /// Takes in what came into the store since, up to a limit at a time; whether there was anything.
    /// What was taken in can be found once this returns.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read or the index not written.
    pub fn follow(&mut self, store: &Reader) -> Result<bool, SearchError> {
        let mut followed = self.followed;
        for kept in store.arrivals_after(followed.arrival, READ_AT_ONCE)? {
            self.add_article(&kept.text)?;
            followed.arrival = kept.arrival;
        }
        for (number, story) in store.traced_after(followed.trace, READ_AT_ONCE)? {
            self.add_story(&story, store.trace(&story)?.as_ref())?;
            followed.trace = number;
        }
        if followed == self.followed {
            return Ok(false);
        }
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&serde_json::json!(followed).to_string());
        commit.commit()?;
        self.followed = followed;
        Ok(true)
    }

    fn add_article(&self, article: &Article) -> Result<(), SearchError> {
        let fields = self.fields;
        self.writer.delete_term(Term::from_field_text(fields.article, &article.id));
        let mut document = TantivyDocument::default();
        document.add_text(fields.kind, ARTICLE);
        document.add_text(fields.article, &article.id);
        document.add_text(fields.title, &article.title);
        document.add_text(fields.text, &article.body);
        document.add_text(fields.text, article.outlet.as_deref().unwrap_or_default());
        self.writer.add_document(document)?;
        Ok(())
    }

    fn add_story(&self, key: &StoryKey, story: Option<&Story>) -> Result<(), SearchError> {
        self.writer.delete_term(Term::from_field_text(self.fields.story, &key.0));
        let Some(story) = story else { return Ok(()) };
        for quote in &story.quotes {
            let mut texts: Vec<&str> =
                quote.occurrences.iter().map(|occurrence| occurrence.text.as_str()).collect();
            texts.dedup();
            let speaker = quote.speaker.as_deref().unwrap_or_default();
            self.add_item(key, QUOTE, &quote.id, speaker, &texts)?;
        }
        for claim in &story.claims {
            self.add_item(key, CLAIM, &claim.id, "", &[claim.statement.as_str()])?;
        }
        Ok(())
    }

    fn add_item(
        &self,
        story: &StoryKey,
        kind: &str,
        item: &str,
        title: &str,
        texts: &[&str],
    ) -> Result<(), SearchError> {
        let fields = self.fields;
        let mut document = TantivyDocument::default();
        document.add_text(fields.kind, kind);
        document.add_text(fields.story, &story.0);
        document.add_text(fields.item, item);
        document.add_text(fields.title, title);
        texts.iter().for_each(|text| document.add_text(fields.text, text));
        self.writer.add_document(document)?;
        Ok(())
    }

    /// The index for those who ask it; each answer knows the last commit before it.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn searcher(&self) -> Result<Searcher, SearchError> {
        let builder = self.index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let (index, fields) = (self.index.clone(), self.fields);
        Ok(Searcher { reader: builder.try_into()?, index, fields })
    }
}

impl Searcher {
    /// Looks at the last commit from now on.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn refresh(&self) -> Result<(), SearchError> {
        Ok(self.reader.reload()?)
    }

    /// What matches words, `"phrases"`, `+must` and `-must not`, the best first. Nothing is an error in
    /// a question: what cannot be understood is looked for as words.
    ///
    /// # Errors
    ///
    /// Where the index cannot be read.
    pub fn find(
        &self,
        question: &str,
        kind: Option<&str>,
        first: usize,
        limit: usize,
    ) -> Result<Vec<Hit>, SearchError> {
        let Fields { title, text, .. } = self.fields;
        let mut parser = QueryParser::for_index(&self.index, vec![title, text]);
        parser.set_field_boost(title, TITLE_BOOST);
        let (asked, _) = parser.parse_query_lenient(question);
        let query: Box<dyn Query> = match kind {
            Some(kind) => Box::new(of_kind(asked, self.fields, kind)),
            None => asked,
        };
        let searcher = self.reader.searcher();
        let found = searcher.search(&query, &best(first, limit))?;
        let hit = |(score, address)| Ok(self.hit(&searcher.doc(address)?, score));
        found.into_iter().map(hit).collect()
    }

    /// What has any of the words of a text, those first that have most of the rarest.
    ///
    /// Of the words those are looked for, the rarest first, that stand in `PLACES_MAX` places
    /// together, and at least `WORDS_MIN` of them. So an answer takes no longer in a large index, where the
    /// commoner words of a text tell the least; in a small one it is what [`find`](Self::find) gives.
    ///
    /// # Errors
    ///
    /// Where the index cannot be read.
    pub fn like(&self, text: &str, kind: &str, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let searcher = self.reader.searcher();
        let mut words = Vec::new();
        for word in words_of(text) {
            let Fields { title, text, .. } = self.fields;
            let terms = [title, text].map(|field| Term::from_field_text(field, &word));
            let places = searcher.doc_freq(&terms[0])? + searcher.doc_freq(&terms[1])?;
            words.push((places, terms));
        }
        words.sort_by_key(|(places, _)| *places);
        let asked = any_of(within_places(words));
        let found = searcher.search(&of_kind(asked, self.fields, kind), &best(0, limit))?;
        let hit = |(score, address)| Ok(self.hit(&searcher.doc(address)?, score));
        found.into_iter().map(hit).collect()
    }

    fn hit(&self, document: &TantivyDocument, score: f32) -> Hit {
        let text = |field| {
            let value = document.get_first(field).and_then(|value| value.as_str());
            value.map(str::to_owned)
        };
        Hit {
            kind: text(self.fields.kind).unwrap_or_default(),
            article: text(self.fields.article),
            story: text(self.fields.story).map(StoryKey),
            item: text(self.fields.item),
            score,
        }
    }

    /// How many documents of articles there are.
    ///
    /// # Errors
    ///
    /// Where the index cannot be read.
    pub fn articles(&self) -> Result<usize, SearchError> {
        let term = Term::from_field_text(self.fields.kind, ARTICLE);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Ok(self.reader.searcher().search(&query, &tantivy::collector::Count)?)
    }

    /// Whether the index holds an article.
    ///
    /// # Errors
    ///
    /// Where the index cannot be read.
    pub fn has(&self, article: &str) -> Result<bool, SearchError> {
        let term = Term::from_field_text(self.fields.article, article);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Ok(self.reader.searcher().search(&query, &tantivy::collector::Count)? == 1)
    }
}

#[cfg(test)]
mod tests {
    use newstem::Article;
    use tantivy::indexer::NoMergePolicy;
    use tempfile::TempDir;

    use super::*;
    use crate::intake::Incoming;
    use crate::moment::Moment;
    use crate::open::Store;

    fn take_in(folder: &TempDir, ids: &[&str], text: &str) {
        let mut store = Store::open(folder.path()).expect("there is room");
        let incoming = |id: &&str| {
            let (id, body) = ((*id).to_owned(), text.to_owned());
            let mut record_hash = [0; 32];
            text.bytes().take(32).enumerate().for_each(|(at, byte)| record_hash[at] = byte);
            Incoming { article: Article { id, body, ..Article::default() }, record_hash }
        };
        let articles: Vec<Incoming> = ids.iter().map(incoming).collect();
        store.take_in(&articles, &Moment::of_unix_ms(0)).expect("there is room");
    }

    fn follow(folder: &TempDir, index: &mut SearchIndex) {
        let store = Reader::open(folder.path()).expect("the store is there");
        while index.follow(&store).expect("both can be used") {}
    }

    /// A merge that begins while the first deletion after opening is under way must not bring back
    /// what it deletes. The segment of the deleted article has a deletion of the last commit, and is
    /// not the largest: then the merge takes it for up to date, and leaves the deletion to the largest.
    #[test]
    fn what_is_deleted_first_after_opening_stays_deleted_through_a_merge() {
        let folder = tempfile::tempdir().expect("there is room");
        let mut index = SearchIndex::open(folder.path()).expect("there is room");
        index.writer.set_merge_policy(Box::new(NoMergePolicy));
        take_in(&folder, &["a", "b", "c"], "It rained.");
        follow(&folder, &mut index);
        take_in(&folder, &["d", "e", "f", "g"], "It rained.");
        follow(&folder, &mut index);
        for id in ["h", "i", "j", "k", "l"] {
            take_in(&folder, &[id], "It rained.");
            follow(&folder, &mut index);
        }
        take_in(&folder, &["b"], "It snowed.");
        follow(&folder, &mut index);
        drop(index);

        let mut index = SearchIndex::open(folder.path()).expect("it is there");
        take_in(&folder, &["a"], "It snowed.");
        follow(&folder, &mut index);
        index.writer.wait_merging_threads().expect("they end");
        let (_, searcher) = SearchIndex::look(folder.path()).expect("it is there");
        assert_eq!(searcher.articles().expect("it can be read"), 12);
        assert!(searcher.has("a").expect("it can be read"), "it is there once");
    }

    #[test]
    fn of_the_words_of_a_text_the_rarest_are_looked_for() {
        let check = |places: &[u64], expected: usize| {
            let term = || Term::from_field_text(schema().1.text, "x");
            let words = places.iter().map(|places| (*places, [term(), term()])).collect();
            assert_eq!(within_places(words).count(), expected, "{places:?}");
        };
        check(&[], 0);
        check(&[0, 7, 100, 399_893], 4);
        check(&[0, 7, 100, 399_894], 3);
        check(&[900_000, 900_000, 900_000], 2);
    }

    /// A process that was killed between writing deletions and the commit that knows them leaves their
    /// file behind, under the name that the same deletions get when they are written again.
    #[test]
    fn files_of_a_commit_that_did_not_end_are_not_in_the_way() {
        let folder = tempfile::tempdir().expect("there is room");
        let open = || SearchIndex::open(folder.path()).expect("there is room");
        take_in(&folder, &["a", "b"], "It rained.");
        follow(&folder, &mut open());
        let commit = folder.path().join(FOLDER).join("meta.json");
        let before = fs::read(&commit).expect("it is there");
        take_in(&folder, &["a"], "It snowed.");
        follow(&folder, &mut open());
        fs::write(&commit, before).expect("there is room");

        let mut index = open();
        assert_eq!(index.followed().arrival, 2);
        follow(&folder, &mut index);
        assert_eq!(index.followed().arrival, 3);
    }
}
