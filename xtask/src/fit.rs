//! `cargo xtask fit`: chooses the weights of the family tree and says what they are worth on
//! families that had no part in the choice.
//!
//! The weights are few and the trees react to them in jumps, so they are drawn at random around
//! the defaults and the best draw is kept (random search, Bergstra and Bengio 2012). Each family
//! is left out in turn: the draw that is best on the others is scored on it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;
use newstem::lineage::{Comparisons, Link, Member, Tree, Weights, infer_compared};
use newstem::text::lexicon::Lexicon;
use newstem::text::vector::Multilingual;
use newstem::text::{Rarity, Reading};
use newstem::{Article, Story, Trace, TraceError};
use xtask::gold::Family;
use xtask::pile::Withheld;
use xtask::score::score;
use xtask::table;

use crate::calibration::{self, Judged};
use crate::evaluate::{EvaluateError, load, trace_families};

/// What `fit` is told.
#[derive(Args)]
pub struct Fit {
    /// How many draws to try beside the defaults
    #[arg(long, default_value_t = 300)]
    draws: usize,
}

/// One family with its story's articles compared, ready to be given a tree again and again.
struct Case<'a> {
    family: &'a Family,
    trace: Trace,
    lexicon: &'a Lexicon,
    /// For each story, its members and their comparisons.
    stories: Vec<(Vec<Member<'a>>, Comparisons)>,
}

/// Piles that lack something, told beside the whole one.
const PILES: [(&str, &[Withheld]); 3] = [
    ("everything known", &[]),
    ("without times", &[Withheld::Published]),
    ("without outlets", &[Withheld::Outlets]),
];

/// What comes with the program.
struct Tools {
    models: Multilingual,
    lexicon: Lexicon,
}

/// Does it.
pub fn run(arguments: &Fit) -> Result<(), EvaluateError> {
    let families = load(&[])?;
    let models = Multilingual::new().map_err(TraceError::from)?;
    let tools = Tools { models, lexicon: Lexicon::new() };
    let draws = draws(arguments.draws);
    let left_out = with_cases(&families, &[], &tools, |cases| choose(&draws, cases))??;
    let mut out = io::stdout().lock();
    let mut all = Vec::new();
    for (title, withheld) in PILES {
        let links = with_cases(&families, withheld, &tools, |cases| judged(cases, &left_out))?;
        calibration::print(&mut out, title, &links).map_err(EvaluateError::Print)?;
        all.extend(links);
        let trace = trace_left_out(&families, withheld, &left_out)?;
        let table = table::in_full(&score(&trace, &families));
        write!(out, "\n{title}, each family by weights fitted on the others:\n{table}")
            .map_err(EvaluateError::Print)?;
    }
    calibration::print(&mut out, "all three", &all).map_err(EvaluateError::Print)
}

/// The weights for each family that are best on the others.
fn choose(draws: &[Weights], cases: &[Case]) -> Result<Vec<Weights>, EvaluateError> {
    let values: Vec<Vec<f64>> =
        draws.iter().map(|weights| cases.iter().map(|c| c.value(*weights)).collect()).collect();
    print(draws, &values, cases).map_err(EvaluateError::Print)?;
    let count = cases.len();
    Ok((0..count).map(|index| draws[best(&values, &others(index, count))]).collect())
}

/// The links of each family, by the weights chosen for it.
fn judged(cases: &[Case], weights: &[Weights]) -> Vec<Judged> {
    let cases = cases.iter().zip(weights).enumerate();
    cases.flat_map(|(family, (case, weights))| case.judged_links(family, *weights)).collect()
}

/// Reads and compares the families' articles, without what is withheld, and looks at them.
fn with_cases<T>(
    families: &[Family],
    withheld: &[Withheld],
    tools: &Tools,
    look: impl FnOnce(&[Case]) -> T,
) -> Result<T, EvaluateError> {
    let trace = trace_families(families, withheld, Weights::default())?;
    let readings: Vec<Reading> =
        trace.articles.iter().map(|a| Reading::new(&a.body, &a.language)).collect();
    let rarity = Rarity::of(&readings, &|word| tools.models.log_probability(word));
    let member = |article, reading| Member::new(article, reading, &rarity, Some(&tools.models));
    let members = trace.articles.iter().zip(&readings);
    let prepared: BTreeMap<&str, Member> =
        members.map(|(article, reading)| (article.id.as_str(), member(article, reading))).collect();
    let cases: Vec<Case> =
        families.iter().map(|f| case(f, &trace, &prepared, &tools.lexicon)).collect();
    Ok(look(&cases))
}

/// The pile of all families, each family's stories as its own weights tell them.
fn trace_left_out(
    families: &[Family],
    withheld: &[Withheld],
    weights: &[Weights],
) -> Result<Trace, EvaluateError> {
    let mut whole: Option<Trace> = None;
    for (family, weights) in families.iter().zip(weights) {
        let trace = trace_families(families, withheld, *weights)?;
        let whole = whole.get_or_insert_with(|| Trace { stories: Vec::new(), ..trace.clone() });
        let own = |story: &Story| story.articles.iter().any(|id| is_of(family, id));
        let fresh = trace.stories.into_iter().filter(own);
        whole
            .stories
            .extend(fresh.filter(|story| !whole.stories.contains(story)).collect::<Vec<_>>());
    }
    whole.ok_or_else(|| EvaluateError::NoFamilies("evaluation/families".into()))
}

fn is_of(family: &Family, id: &str) -> bool {
    id.strip_prefix(&family.name).is_some_and(|rest| rest.starts_with('/'))
}

fn others(left_out: usize, count: usize) -> Vec<usize> {
    (0..count).filter(|&other| other != left_out).collect()
}

fn case<'a>(
    family: &'a Family,
    trace: &Trace,
    prepared: &BTreeMap<&str, Member<'a>>,
    lexicon: &'a Lexicon,
) -> Case<'a> {
    let own = |id: &String| is_of(family, id);
    let mut trace = trace.clone();
    trace.stories.retain(|story| story.articles.iter().any(own));
    trace.articles.retain(|article: &Article| own(&article.id));
    let stories = trace.stories.iter().map(|story| {
        let members: Vec<Member> =
            story.articles.iter().map(|id| prepared[id.as_str()].clone()).collect();
        let comparisons = Comparisons::of(&members);
        (members, comparisons)
    });
    let stories = stories.collect();
    Case { family, trace, lexicon, stories }
}

impl Case<'_> {
    /// The family's stories with the trees that the weights give them.
    fn traced(&self, weights: Weights) -> Trace {
        let mut trace = self.trace.clone();
        for (story, (members, comparisons)) in trace.stories.iter_mut().zip(&self.stories) {
            story.tree = infer_compared(members, comparisons, self.lexicon, weights);
            story.independent_sources = root_count(&story.tree, &story.articles);
        }
        trace
    }

    /// The family's links.
    fn judged_links(&self, family: usize, weights: Weights) -> Vec<Judged> {
        let trace = self.traced(weights);
        let links = trace.stories.iter().flat_map(|story| &story.tree.links);
        let of_family = links.filter(|link| self.family.is_in_pile(&link.child));
        let judge = |link: &Link| Judged {
            family,
            confidence: link.confidence,
            margins: link.log_odds,
            right: self.is_right(link),
        };
        of_family.map(judge).collect()
    }

    /// A link to an article is right where it is the true parent or a copy of it; one to an
    /// unseen ancestor where a true parent is not in the pile.
    fn is_right(&self, link: &Link) -> bool {
        let parents = self.family.parents(&link.child);
        if !link.parent.contains('/') {
            return parents.iter().any(|parent| !self.family.is_in_pile(&parent.id));
        }
        parents.iter().any(|parent| {
            parent.id == link.parent
                || self.family.stand_ins(&parent.id).contains(link.parent.as_str())
        })
    }

    /// Mean of the figures that the tree decides, 0 to 1.
    fn value(&self, weights: Weights) -> f64 {
        let trace = self.traced(weights);
        let figures = score(&trace, std::slice::from_ref(self.family));
        let parts = [
            figures.derived.f1,
            figures.same_root.f1,
            figures.parents.f1,
            figures.unseen.f1,
            figures.kind.accuracy,
            1.0 - figures.sources_mae.min(2.0) / 2.0,
        ];
        parts.iter().sum::<f64>() / parts.len() as f64
    }
}

fn root_count(tree: &Tree, articles: &[String]) -> usize {
    tree.roots_of(articles.iter().map(String::as_str)).len()
}

/// The defaults, then weights drawn around them; the same on every run.
fn draws(count: usize) -> Vec<Weights> {
    let fitted = Weights::default();
    let mut random = Random(1);
    let drawn = (0..count).map(|_| Weights {
        coverage_slope: random.around(fitted.coverage_slope),
        neutral_coverage: fitted.neutral_coverage + random.between(-0.08, 0.08),
        detail_slope: random.around(fitted.detail_slope),
        earlier: random.around(fitted.earlier),
        credited: random.around(fitted.credited),
        second_parent: random.around(fitted.second_parent),
        elsewhere_dateline: random.around(fitted.elsewhere_dateline),
        elsewhere_prose: random.around(fitted.elsewhere_prose),
    });
    std::iter::once(fitted).chain(drawn).collect()
}

/// A linear congruential generator (Knuth's constants), so that every run draws the same.
struct Random(u64);

impl Random {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 40) as f64 / (1_u64 << 24) as f64)
    }

    fn around(&mut self, value: f64) -> f64 {
        self.between(0.6 * value, 1.5 * value)
    }
}

fn print(draws: &[Weights], values: &[Vec<f64>], cases: &[Case]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let everything: Vec<usize> = (0..cases.len()).collect();
    let mut left_out = 0.0;
    for (index, case) in cases.iter().enumerate() {
        let draw = best(values, &others(index, cases.len()));
        let value = values[draw][index];
        left_out += value / cases.len() as f64;
        writeln!(
            out,
            "{:28} defaults {:.3}  left out {value:.3}",
            case.family.name, values[0][index]
        )?;
    }
    let chosen = best(values, &everything);
    writeln!(out, "mean of the defaults         {:.3}", mean(&values[0], &everything))?;
    writeln!(out, "mean of families left out    {left_out:.3}")?;
    writeln!(out, "mean of the best draw        {:.3}", mean(&values[chosen], &everything))?;
    writeln!(out, "{:#?}", draws[chosen])
}

/// The draw with the highest mean over some families; the first of equals.
fn best(values: &[Vec<f64>], families: &[usize]) -> usize {
    let mut best = 0;
    for draw in 1..values.len() {
        if mean(&values[draw], families) > mean(&values[best], families) + 1e-9 {
            best = draw;
        }
    }
    best
}

fn mean(values: &[f64], families: &[usize]) -> f64 {
    families.iter().map(|&family| values[family]).sum::<f64>() / families.len() as f64
}
