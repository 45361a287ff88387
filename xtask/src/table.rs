//! Figures as text, for the terminal.

use crate::figures::{Figure, Figures};

const NAME_WIDTH: usize = 16;

/// One figure a line, with all its parts.
pub fn in_full(figures: &Figures) -> String {
    figures.rows().into_iter().map(|(name, figure)| line(name, figure)).collect()
}

/// A figure by its name, with all its parts.
pub fn line(name: &str, figure: Figure) -> String {
    format!("{name:NAME_WIDTH$}{}\n", parts(figure))
}

fn parts(figure: Figure) -> String {
    match figure {
        Figure::Agreement(a) => {
            format!("p {:.3}  r {:.3}  f1 {:.3}  (n={})", a.precision, a.recall, a.f1, a.n)
        }
        Figure::Share(share) => format!("acc {:.3}  (n={})", share.accuracy, share.n),
        Figure::Distance(distance) => format!("{distance:.3}"),
    }
}

/// One family a line and one figure a column: F1, accuracy or distance. `-` where a family asks
/// nothing.
pub fn by_family(families: &[(&str, Figures)]) -> String {
    let name_width = families.iter().map(|(name, _)| name.chars().count()).max();
    let name_width = name_width.unwrap_or(0);
    let mut table = String::new();
    if let Some((_, first)) = families.first() {
        table += &heading(first, name_width);
    }
    for (name, figures) in families {
        table += &format!("{name:name_width$}{}\n", cells(figures));
    }
    table
}

/// Two lines: the names of figures are broken at their underscore.
fn heading(figures: &Figures, name_width: usize) -> String {
    let names: Vec<&str> = figures.rows().iter().map(|&(name, _)| name).collect();
    let line = |part: fn(&str) -> &str| -> String {
        let cells = names.iter().map(|name| cell(part(name), name));
        format!("{:name_width$}{}\n", "", cells.collect::<String>())
    };
    line(first_part) + &line(second_part)
}

fn first_part(name: &str) -> &str {
    name.split('_').next().unwrap_or_default()
}

fn second_part(name: &str) -> &str {
    name.split_once('_').map_or("", |(_, rest)| rest)
}

fn cells(figures: &Figures) -> String {
    let rows = figures.rows().into_iter();
    rows.map(|(name, figure)| cell(&headline(figure), name)).collect()
}

fn cell(content: &str, name: &str) -> String {
    let number_width = "0.000".len();
    let parts = [first_part(name).len(), second_part(name).len()];
    let width = parts.into_iter().fold(number_width, usize::max) + 1;
    format!("{content:>width$}")
}

fn headline(figure: Figure) -> String {
    match figure {
        Figure::Agreement(agreement) => format!("{:.3}", agreement.f1),
        Figure::Share(share) if share.n == 0 => "-".to_owned(),
        Figure::Share(share) => format!("{:.3}", share.accuracy),
        Figure::Distance(distance) => format!("{distance:.3}"),
    }
}
