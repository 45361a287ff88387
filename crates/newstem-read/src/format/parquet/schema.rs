//! The shape of a row: which columns make it up, and at which levels of definition and repetition
//! (Melnik et al., "Dremel", 2010) a group of them is missing, empty or goes on.
//!
//! Two kinds of column are not read, because they are large and say nothing here: lists of
//! fractions, which are vectors of some model, and the source of a web page where the article's
//! text stands beside it.

use std::collections::BTreeMap;

use parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::schema::types::Type;

use crate::format::field::{self, Field};

/// A column, or a group of them, as it stands in a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A column, by its place among those that are read.
    Column(usize),
    /// Named parts.
    Group {
        levels: Group,
        fields: Vec<(String, Node)>,
    },
    List {
        levels: List,
        element: Box<Node>,
    },
    Map {
        levels: List,
        key: Box<Node>,
        value: Box<Node>,
    },
}

/// Where a group is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// The group's first column: it tells whether the group is there.
    pub(super) first_column: usize,
    /// Below this level of definition the group is missing.
    pub(super) present: i16,
}

/// Where a list is missing or empty, and how it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub(super) group: Group,
    /// Below this level of definition the list is empty.
    pub(super) filled: i16,
    /// At this level of repetition it goes on.
    pub(super) repetition: i16,
}

/// What of a file is read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Schema {
    /// The names of a row's values, and what they are.
    pub(super) fields: Vec<(String, Node)>,
    /// The columns that are read, by their places in the file.
    pub(super) columns: Vec<usize>,
}

/// The levels that a part of a row is at.
#[derive(Clone, Copy, Default)]
struct Levels {
    definition: i16,
    repetition: i16,
}

impl Levels {
    fn optional(self) -> Self {
        Self { definition: self.definition.saturating_add(1), ..self }
    }

    fn repeated(self) -> Self {
        Self {
            definition: self.definition.saturating_add(1),
            repetition: self.repetition.saturating_add(1),
        }
    }
}

impl Schema {
    /// What is read of a file with these columns. `given` are the names that were given to our
    /// fields.
    pub(super) fn of(root: &Type, given: &BTreeMap<Field, String>) -> Self {
        let mut builder = Builder { columns: Vec::new(), next_in_file: 0 };
        let has_text = children(root).iter().any(|column| is_text(column, given));
        let mut fields = Vec::new();
        for part in children(root) {
            if is_vector(part) || (has_text && is_page(part, given)) {
                builder.next_in_file += columns_in(part);
            } else {
                fields.push((part.name().to_owned(), builder.node(part, Levels::default())));
            }
        }
        Self { fields, columns: builder.columns }
    }
}

fn children(part: &Type) -> &[std::sync::Arc<Type>] {
    if part.is_group() { part.get_fields() } else { &[] }
}

fn columns_in(part: &Type) -> usize {
    if part.is_group() { children(part).iter().map(|part| columns_in(part)).sum() } else { 1 }
}

/// True for a column that holds the whole text of an article.
fn is_text(part: &Type, given: &BTreeMap<Field, String>) -> bool {
    const PARTS_OF_TEXT: [&str; 4] = ["description", "summary", "excerpt", "abstract"];
    let is_part = PARTS_OF_TEXT.iter().any(|name| part.name().eq_ignore_ascii_case(name));
    part.is_primitive() && !is_part && field::may_hold(part.name(), Field::Text, given)
}

fn is_page(part: &Type, given: &BTreeMap<Field, String>) -> bool {
    part.is_primitive() && field::may_hold(part.name(), Field::Html, given)
}

/// True for a list of fractions.
fn is_vector(part: &Type) -> bool {
    match part {
        Type::PrimitiveType { physical_type, .. } => {
            let is_float = matches!(physical_type, Physical::FLOAT | Physical::DOUBLE);
            is_float && is_repeated(part)
        }
        Type::GroupType { fields, .. } => {
            let [only] = &fields[..] else {
                return false;
            };
            is_list(part) && (is_vector(only) || holds_a_float(only))
        }
    }
}

fn holds_a_float(part: &Type) -> bool {
    let [only] = children(part) else {
        return false;
    };
    let is_float = |kind| matches!(kind, Physical::FLOAT | Physical::DOUBLE);
    only.is_primitive() && is_float(only.get_physical_type())
}

fn is_repeated(part: &Type) -> bool {
    let info = part.get_basic_info();
    info.has_repetition() && info.repetition() == Repetition::REPEATED
}

fn is_list(part: &Type) -> bool {
    let info = part.get_basic_info();
    info.logical_type_ref() == Some(&LogicalType::List)
        || info.converted_type() == ConvertedType::LIST
}

fn is_map(part: &Type) -> bool {
    let info = part.get_basic_info();
    let old = matches!(info.converted_type(), ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE);
    old || info.logical_type_ref() == Some(&LogicalType::Map)
}

struct Builder {
    columns: Vec<usize>,
    next_in_file: usize,
}

impl Builder {
    fn node(&mut self, part: &Type, outer: Levels) -> Node {
        let info = part.get_basic_info();
        if !info.has_repetition() || info.repetition() == Repetition::REQUIRED {
            return self.content(part, outer);
        }
        if info.repetition() == Repetition::OPTIONAL {
            return self.content(part, outer.optional());
        }
        let levels = self.list(outer, outer.repeated());
        Node::List { levels, element: Box::new(self.content(part, outer.repeated())) }
    }

    /// A part of a row apart from how often it occurs.
    fn content(&mut self, part: &Type, levels: Levels) -> Node {
        if part.is_primitive() {
            self.columns.push(self.next_in_file);
            self.next_in_file += 1;
            return Node::Column(self.columns.len() - 1);
        }
        match children(part) {
            [repeated] if is_repeated(repeated) && is_map(part) => self.map(part, repeated, levels),
            [repeated] if is_repeated(repeated) && is_list(part) => {
                self.annotated_list(part, repeated, levels)
            }
            fields => self.group(fields, levels),
        }
    }

    fn group(&mut self, parts: &[std::sync::Arc<Type>], levels: Levels) -> Node {
        let group = Group { first_column: self.columns.len(), present: levels.definition };
        let named = parts.iter().map(|part| (part.name().to_owned(), self.node(part, levels)));
        let fields = named.collect();
        Node::Group { levels: group, fields }
    }

    /// A list in the form that the format prescribes, or in those of old writers.
    fn annotated_list(&mut self, part: &Type, repeated: &Type, outer: Levels) -> Node {
        let inner = outer.repeated();
        let levels = self.list(outer, inner);
        let is_element =
            repeated.name() == "array" || repeated.name() == format!("{}_tuple", part.name());
        let element = match children(repeated) {
            [only] if !is_element => self.node(only, inner),
            _ => self.content(repeated, inner),
        };
        Node::List { levels, element: Box::new(element) }
    }

    fn map(&mut self, part: &Type, repeated: &Type, outer: Levels) -> Node {
        let [key, value] = children(repeated) else {
            return self.annotated_list(part, repeated, outer);
        };
        let inner = outer.repeated();
        let levels = self.list(outer, inner);
        let key = Box::new(self.node(key, inner));
        Node::Map { levels, key, value: Box::new(self.node(value, inner)) }
    }

    fn list(&self, outer: Levels, inner: Levels) -> List {
        List {
            group: Group { first_column: self.columns.len(), present: outer.definition },
            filled: inner.definition,
            repetition: inner.repetition,
        }
    }
}

#[cfg(test)]
mod tests {
    use parquet::schema::parser::parse_message_type;

    use super::*;

    fn schema(columns: &str) -> Schema {
        let message = format!("message row {{ {columns} }}");
        Schema::of(&parse_message_type(&message).unwrap(), &BTreeMap::new())
    }

    fn names(columns: &str) -> Vec<String> {
        schema(columns).fields.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn large_columns_that_say_nothing_are_left_out() {
        let text = "optional binary text (UTF8);";
        let page = "optional binary html (UTF8);";
        let summary = "optional binary summary (UTF8);";
        let vector = "optional group v (LIST) { repeated group list { optional float element; } }";
        assert_eq!(names(&format!("{text} {page} {vector}")), ["text"]);
        assert_eq!(names(&format!("{summary} {page}")), ["summary", "html"]);
        assert_eq!(names("repeated double v; optional double score;"), ["score"]);
        assert_eq!(schema(&format!("{page} {vector} {text} required int32 n;")).columns, [2, 3]);
    }

    fn list(present: i16, filled: i16) -> List {
        List { group: Group { first_column: 0, present }, filled, repetition: 1 }
    }

    fn check(columns: &str, expected: Node) {
        assert_eq!(schema(columns).fields[0].1, expected, "{columns}");
    }

    #[test]
    fn lists_have_many_forms() {
        let of_texts = |present, filled| Node::List {
            levels: list(present, filled),
            element: Box::new(Node::Column(0)),
        };
        check(
            "optional group a (LIST) { repeated group list { optional binary element; } }",
            of_texts(1, 2),
        );
        check("required group a (LIST) { repeated binary element; }", of_texts(0, 1));
        check("repeated binary a;", of_texts(0, 1));
        check(
            "optional group a (LIST) { repeated group array { required binary name; } }",
            Node::List {
                levels: list(1, 2),
                element: Box::new(Node::Group {
                    levels: Group { first_column: 0, present: 2 },
                    fields: vec![("name".to_owned(), Node::Column(0))],
                }),
            },
        );
    }

    #[test]
    fn maps_and_groups_are_told() {
        check(
            "optional group a (MAP) { repeated group key_value { required binary key (UTF8); optional int32 value; } }",
            Node::Map {
                levels: list(1, 2),
                key: Box::new(Node::Column(0)),
                value: Box::new(Node::Column(1)),
            },
        );
        check(
            "optional group a { required binary name; }",
            Node::Group {
                levels: Group { first_column: 0, present: 1 },
                fields: vec![("name".to_owned(), Node::Column(0))],
            },
        );
    }
}
