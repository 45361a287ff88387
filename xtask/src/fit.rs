//! `cargo xtask fit`: what the weights of the family tree are fitted on, and what they are worth on
//! families that had no part in the fit.
//!
//! `--features` writes what speaks for each set of parents of each article; `xtask/fit-tree.py` fits
//! the weights on it, once on all families and once without each; `--weights` traces each family
//! by the weights fitted on the others and tells how right the trees are and how calibrated their
//! confidence. Rejected: weights drawn at random and judged by the trees they give, which jump
//! too much for a dozen weights.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use newstem::lineage::{Choice, Comparisons, Link, Member, Tree, Weights, choices, infer_compared};
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
    /// Write to this file what speaks for each set of parents, which `xtask/fit-tree.py` fits the
    /// weights on, and do nothing else
    #[arg(long, value_name = "FILE")]
    features: Option<PathBuf>,
    /// The weights that `xtask/fit-tree.py` fitted for each family on the others; those that come
    /// with the program where no file is named
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Gold families; those of `evaluation/families` where none is named
    gold: Vec<PathBuf>,
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
    let families = load(&arguments.gold)?;
    let models = Multilingual::new().map_err(TraceError::from)?;
    let tools = Tools { models, lexicon: Lexicon::new() };
    if let Some(path) = &arguments.features {
        return write_features(path, &families, &tools);
    }
    let left_out = left_out_weights(arguments.weights.as_deref(), &families)?;
    let mut out = io::stdout().lock();
    let mut all = Vec::new();
    for (title, withheld) in PILES {
        let (links, trace) = with_cases(&families, withheld, &tools, |cases| {
            (judged(cases, &left_out), trace_left_out(cases, &left_out))
        })?;
        calibration::print(&mut out, title, &links).map_err(EvaluateError::Print)?;
        all.extend(links);
        let table = table::in_full(&score(&trace, &families));
        write!(out, "\n{title}, each family by weights fitted on the others:\n{table}")
            .map_err(EvaluateError::Print)?;
    }
    calibration::print(&mut out, "all three", &all).map_err(EvaluateError::Print)
}

/// One line of JSON for each article of each family, traced with everything known, without times and
/// without outlets.
fn write_features(path: &Path, families: &[Family], tools: &Tools) -> Result<(), EvaluateError> {
    let mut out = BufWriter::new(File::create(path).map_err(EvaluateError::Print)?);
    for (title, withheld) in PILES {
        let lines = with_cases(families, withheld, tools, |cases| {
            cases.iter().flat_map(|case| case.features(title)).collect::<Vec<_>>()
        })?;
        for line in lines {
            writeln!(out, "{line}").map_err(EvaluateError::Print)?;
        }
    }
    out.flush().map_err(EvaluateError::Print)
}

/// The weights fitted for each family on the others.
fn left_out_weights(
    path: Option<&Path>,
    families: &[Family],
) -> Result<Vec<Weights>, EvaluateError> {
    let Some(path) = path else { return Ok(vec![Weights::default(); families.len()]) };
    let file = File::open(path).map_err(EvaluateError::Print)?;
    let fitted: BTreeMap<String, Weights> =
        serde_json::from_reader(file).map_err(|problem| EvaluateError::Print(problem.into()))?;
    let of = |family: &Family| fitted.get(&family.name).copied().unwrap_or_else(Weights::default);
    Ok(families.iter().map(of).collect())
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

/// The pile of all families, each family's trees by its own weights; quotes and claims are as the
/// weights that ship have them.
fn trace_left_out(cases: &[Case], weights: &[Weights]) -> Trace {
    let mut whole = Trace { articles: Vec::new(), stories: Vec::new(), ..cases[0].trace.clone() };
    for (case, weights) in cases.iter().zip(weights) {
        let trace = case.traced(*weights);
        whole.articles.extend(trace.articles);
        let is_known = |story: &Story| whole.stories.iter().any(|other| other.id == story.id);
        let fresh: Vec<Story> =
            trace.stories.into_iter().filter(|story| !is_known(story)).collect();
        whole.stories.extend(fresh);
    }
    whole
}

fn is_of(family: &Family, id: &str) -> bool {
    id.strip_prefix(&family.name).is_some_and(|rest| rest.starts_with('/'))
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

    /// For each article of the family what speaks for each set of parents, and whether it is right.
    fn features(&self, pile: &str) -> Vec<serde_json::Value> {
        let stories = self.stories.iter();
        let choices = stories.flat_map(|(members, comparisons)| {
            let choices = choices(members, comparisons, Weights::default());
            choices.into_iter().map(|choice| self.choice(pile, members, choice))
        });
        choices.flatten().collect()
    }

    fn choice(&self, pile: &str, members: &[Member], choice: Choice) -> Option<serde_json::Value> {
        let id = |member: usize| members[member].article.id.as_str();
        let child = id(choice.child);
        if !self.family.is_in_pile(child) {
            return None;
        }
        let sets = choice.sets.iter().map(|(set, terms)| {
            let parents: Vec<&str> = set.iter().map(|&parent| id(parent)).collect();
            let right = self.is_right_set(child, &parents);
            serde_json::json!({ "parents": parents, "right": right, "terms": terms })
        });
        let sets: Vec<serde_json::Value> = sets.collect();
        Some(serde_json::json!({
            "family": self.family.name, "pile": pile, "child": child, "sets": sets,
        }))
    }

    /// Whether these are the true parents at hand. A copy may stand for one that is not at hand, or
    /// be left out.
    fn is_right_set(&self, child: &str, parents: &[&str]) -> bool {
        let (seen, unseen): (Vec<_>, Vec<_>) =
            self.family.parents(child).iter().partition(|p| self.family.is_in_pile(&p.id));
        let mut left: Vec<&str> = parents.to_vec();
        for parent in &seen {
            let Some(at) = left.iter().position(|id| *id == parent.id) else { return false };
            left.remove(at);
        }
        let may_stand =
            |id: &&str| unseen.iter().any(|parent| self.family.stand_ins(&parent.id).contains(*id));
        left.len() <= unseen.len() && left.iter().all(may_stand)
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
}

fn root_count(tree: &Tree, articles: &[String]) -> usize {
    tree.roots_of(articles.iter().map(String::as_str)).len()
}
