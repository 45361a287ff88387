//! The stories of a pile whose articles were compared elsewhere, before any of them is traced.
//!
//! Many machines read and compare a pile that one could not, and each story is traced where there is
//! room; in between one of them must see all likenesses at once, or a story would depend on how the
//! pile was cut. It needs little of each article, and no text.

use super::{Options, Ranking, TraceError, story_id};
use crate::story::{AddError, Grouper, Likeness, Traits};
use crate::text::vector::Embedders;

/// A pile as it was compared. Articles are named by their place in `articles`.
#[derive(Debug, Default)]
pub struct Compared {
    /// Ids and traits, in the order of their ids.
    pub articles: Vec<(String, Traits)>,
    /// Near-duplicates, each with the first article that it is one of.
    pub copies: Vec<(usize, usize)>,
    /// All articles alike that are no near-duplicates.
    pub alike: Vec<Likeness>,
}

/// A story before it is traced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its id, the same as in a trace.
    pub id: String,
    /// The places of its articles, in order.
    pub articles: Vec<usize>,
    /// The place of the article whose title is its headline.
    pub central: Option<usize>,
    /// The id of the story that it is a later development of.
    pub follows: Option<String>,
}

/// All stories of a pile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlines {
    /// The largest first.
    pub stories: Vec<Outline>,
    /// The places of articles of large stories that no later ones find. The limit on frequent terms
    /// does not count them, so likenesses that were found by other such articles than these are not
    /// yet those of [`super::trace`].
    pub behind: Vec<usize>,
}

/// Groups a pile that was compared elsewhere, as [`super::trace`] does.
///
/// # Errors
///
/// See [`TraceError`].
pub fn group_compared(pile: Compared, options: &Options) -> Result<Outlines, TraceError> {
    let embedders = Embedders::new()?;
    let mut grouper = Grouper::new(&embedders, options.story_threshold);
    let originals = originals(&pile);
    let alike = by_later(&pile);
    keep(&mut grouper, pile.articles)?;
    grouper.settle_compared(&originals, &alike, options.threads);
    let ranking = Ranking::of(&grouper);
    let stories = (0..ranking.len()).map(|place| outline(&grouper, &ranking, place)).collect();
    Ok(Outlines { stories, behind: grouper.behind() })
}

fn keep(grouper: &mut Grouper<'_>, articles: Vec<(String, Traits)>) -> Result<(), AddError> {
    articles.into_iter().try_for_each(|(id, traits)| grouper.keep_traits(id, traits).map(|_| ()))
}

fn originals(pile: &Compared) -> Vec<Option<usize>> {
    let mut originals = vec![None; pile.articles.len()];
    pile.copies.iter().for_each(|&(copy, original)| originals[copy] = Some(original));
    originals
}

/// For each article the earlier ones like it, in order.
fn by_later(pile: &Compared) -> Vec<Vec<(u32, f32)>> {
    let mut alike = vec![Vec::new(); pile.articles.len()];
    for one in &pile.alike {
        alike[one.later as usize].push((one.earlier, one.likeness));
    }
    alike.iter_mut().for_each(|others| others.sort_unstable_by_key(|&(other, _)| other));
    alike
}

fn outline(grouper: &Grouper<'_>, ranking: &Ranking, place: usize) -> Outline {
    let story = ranking.largest_first[place];
    Outline {
        id: story_id(place),
        articles: grouper.ledger().articles_of(story).to_vec(),
        central: grouper.most_central(story),
        follows: ranking.followed(story, grouper),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;
    use crate::sketch::Duplicates;
    use crate::story::{Asked, Counts, Lexis, Measure, Middle, Terms, Vocabulary, Weighed};
    use crate::trace::{find_stories, in_order};

    const SHELF: usize = 5;

    /// Events of a few articles each, copies and headlines among them.
    fn pile() -> Vec<Article> {
        let events = ["bridge closed Mapledon", "harbour strike Quillport", "mayor Anwen resigns"];
        let article = |number: usize| {
            let event = events[number % 3];
            let own = format!(
                "{} crews and {} boats came at 1{}:20.",
                number + 7,
                number * 3,
                number % 9
            );
            let long = format!("The {event} on Monday. {own} ");
            let wording =
                ["said the council", "told reporters", "residents were told"][number / 3 % 3];
            let body = match number % 7 {
                0 => format!("{event} {own}"),
                1 | 2 => format!("{event} was the talk of the whole town today. ").repeat(12),
                _ => format!("{long} {wording} that {event} had nothing to do with the weather. ")
                    .repeat(3),
            };
            Article {
                id: format!("a{number:02}"),
                title: format!("News of {event} {}", number / 3),
                published: (!number.is_multiple_of(5))
                    .then(|| format!("2024-03-{:02}T08:00:00Z", 1 + number)),
                language: "en".to_owned(),
                body,
                ..Article::default()
            }
        };
        in_order((0..24).map(article).collect())
    }

    fn read(articles: &[Article], embedders: &Embedders) -> Vec<Terms> {
        let (mut lexis, none) = (Lexis::default(), Vocabulary::default());
        articles.iter().map(|article| Terms::of(article, embedders, &mut lexis, &none)).collect()
    }

    fn in_time(terms: &[Terms]) -> Vec<usize> {
        let time = |number: usize| terms[number].traits.published.map(|time| time.earliest);
        let mut numbers: Vec<usize> = (0..terms.len()).collect();
        numbers.sort_by_key(|&number| (time(number).is_none(), time(number), number));
        numbers
    }

    fn copies(terms: &[Terms], in_time: &[usize]) -> Vec<(usize, usize)> {
        let mut duplicates = Duplicates::default();
        let mut copies = Vec::new();
        for &number in in_time {
            let Some(signature) = &terms[number].traits.signature else { continue };
            match duplicates.find(signature) {
                Some(original) => copies.push((number, original)),
                None => duplicates.add(number, **signature),
            }
        }
        copies
    }

    fn measure(terms: &[Terms], standing: &[usize], embedders: &Embedders) -> Measure {
        let (mut vocabulary, mut middle) = (Vocabulary::default(), Middle::default());
        let mut terms = terms.to_vec();
        let number = |one: &mut Terms| vocabulary.number(&mut one.words, &embedders.multilingual);
        terms.iter_mut().for_each(number);
        for &number in standing {
            vocabulary.find(&mut terms[number].words);
            let stems = Counts::of(&terms[number]).stems;
            vocabulary.rarity.count(stems.iter().map(|&(stem, _)| stem));
            terms[number].traits.meaning.iter().for_each(|meaning| middle.count(meaning));
        }
        Measure::new(vocabulary, middle)
    }

    #[test]
    fn a_pile_cut_into_shelves_has_the_stories_of_the_whole() {
        let (articles, embedders) = (pile(), Embedders::new().unwrap());
        let terms = read(&articles, &embedders);
        let in_time = in_time(&terms);
        let copies = copies(&terms, &in_time);
        let is_copy = |number: &usize| copies.iter().any(|(copy, _)| copy == number);
        let standing: Vec<usize> = in_time.into_iter().filter(|n| !is_copy(n)).collect();
        let measure = measure(&terms, &standing, &embedders);
        let weigh = |&number: &usize| measure.weigh(number as u32, terms[number].clone());
        let weighed: Vec<_> = standing.iter().map(weigh).collect();
        let shelves: Vec<&[Weighed]> = weighed.chunks(SHELF).collect();
        let mut alike = Vec::new();
        for (place, later) in shelves.iter().enumerate() {
            let asked = Asked::all(later.len());
            alike.extend(measure.compare_within(later, &asked));
            let earlier = shelves[..place].iter();
            alike.extend(earlier.flat_map(|earlier| measure.compare(earlier, later, &asked)));
        }
        assert!(!copies.is_empty() && !alike.is_empty());
        let kept = terms.into_iter().map(|terms| (terms.id, terms.traits)).collect();
        let pile = Compared { articles: kept, copies, alike };
        let outlines = group_compared(pile, &Options::default()).unwrap();
        let stories = find_stories(articles.clone(), &Options::default()).unwrap();
        let found: Vec<(&str, &str)> =
            stories.articles.iter().map(|one| (one.story.as_str(), one.id.as_str())).collect();
        let told = outlines.stories.iter().flat_map(|story| {
            story.articles.iter().map(|&place| (story.id.as_str(), articles[place].id.as_str()))
        });
        assert_eq!(told.collect::<Vec<_>>(), found);
    }
}
