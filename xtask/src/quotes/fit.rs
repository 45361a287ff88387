//! Fits the three models by maximum likelihood (L-BFGS); by the averaged perceptron (Collins 2002)
//! F1 of exact spans was 0.03 to 0.05 lower. A layer is fitted on what models of the layers before
//! it say of articles that they were not fitted on, since that is what it will be shown.
//!
//! The fitting itself is left to CRFsuite, by way of a script: the crate `crfs` can fit them too, but takes hours for a
//! thousand articles where CRFsuite takes twenty minutes.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use newstem::quote::tagging::{Field, LAYERS, Labels, Layer, labels, sequences};
use tempfile::NamedTempFile;

use super::labelled::Labelled;

/// Rounds of fitting at most.
const ROUNDS: &str = "60";
/// Features that stand less often are left out.
const LEAST_OFTEN: &str = "5";
/// Parts for saying what a layer is on articles that its model has not seen.
const PARTS: usize = 2;

/// How much the squares of the weights are held down: cues and contents of other papers were found
/// better with more, sources less often.
fn squared(layer: Layer) -> &'static str {
    match layer {
        Layer::Source => "0.5",
        Layer::Cue | Layer::Content => "4",
    }
}

/// The weights of all layers.
pub(super) fn fit(articles: &[&Labelled]) -> io::Result<[String; 3]> {
    let mut before: Vec<Vec<Labels>> = vec![Vec::new(); articles.len()];
    let mut models = [const { String::new() }; 3];
    for (layer, model) in LAYERS.into_iter().zip(&mut models) {
        let all: Vec<usize> = (0..articles.len()).collect();
        *model = fit_layer(articles, &all, &before, layer)?;
        if layer == Layer::Content {
            break;
        }
        let unseen = said_of_unseen(articles, &before, layer)?;
        before.iter_mut().zip(unseen).for_each(|(before, labels)| before.push(labels));
    }
    Ok(models)
}

fn said_of_unseen(
    articles: &[&Labelled],
    before: &[Vec<Labels>],
    layer: Layer,
) -> io::Result<Vec<Labels>> {
    let mut said = vec![Labels::new(); articles.len()];
    for part in 0..PARTS {
        let places = 0..articles.len();
        let (unseen, seen): (Vec<usize>, Vec<usize>) =
            places.partition(|place| place % PARTS == part);
        let weights = fit_layer(articles, &seen, before, layer)?;
        let field = Field::parse(&weights).map_err(io::Error::other)?;
        for place in unseen {
            said[place] = labels(&field, &articles[place].reading, &before[place]);
        }
    }
    Ok(said)
}

fn fit_layer(
    articles: &[&Labelled],
    places: &[usize],
    before: &[Vec<Labels>],
    layer: Layer,
) -> io::Result<String> {
    let file = NamedTempFile::new()?;
    let mut fitter = fitter(layer, file.path())?;
    let mut words = BufWriter::new(fitter.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?);
    for &place in places {
        write_words(&mut words, articles[place], &before[place], layer)?;
    }
    words.flush()?;
    drop(words);
    if !fitter.wait()?.success() {
        return Err(io::Error::other("xtask/fit-speech.py failed"));
    }
    fs::read_to_string(file.path())
}

fn fitter(layer: Layer, model: &Path) -> io::Result<Child> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/fit-speech.py");
    let mut command = Command::new("python3");
    command.args([script, squared(layer), ROUNDS, LEAST_OFTEN]).arg(model);
    command.stdin(Stdio::piped()).spawn()
}

/// A line a word, an empty one after each paragraph.
fn write_words(
    to: &mut impl Write,
    article: &Labelled,
    before: &[Labels],
    layer: Layer,
) -> io::Result<()> {
    let labels = article.labels(layer);
    for sequence in sequences(&article.reading, before).iter().filter(|s| !s.tokens.is_empty()) {
        for (&token, features) in sequence.tokens.iter().zip(&sequence.features) {
            write!(to, "{}", labels[token].name())?;
            features.iter().try_for_each(|feature| write!(to, "\t{feature}"))?;
            writeln!(to)?;
        }
        writeln!(to)?;
    }
    Ok(())
}
