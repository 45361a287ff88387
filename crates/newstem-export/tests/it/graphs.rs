use newstem_export::{dot, graphml};

use crate::fixture::{well, with_hostile_ids, with_hostile_text};

/// Everything that ends a string, an element or a line somewhere, and what turns or hides text.
const HOSTILE: &str = "</data>\"'\\\" ]]>\\N&lt;&#8238;\r\n-->\u{1b}[31m\u{202E}\u{0}\u{FFFE}=x";

#[test]
fn a_story_as_graphml() {
    insta::assert_snapshot!(graphml(&well()));
}

#[test]
fn a_story_as_dot() {
    insta::assert_snapshot!(dot(&well()));
}

#[test]
fn hostile_text_as_graphml() {
    for trace in [with_hostile_text(HOSTILE), with_hostile_ids(HOSTILE)] {
        let xml = graphml(&trace);
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let count = |name| tree.descendants().filter(|node| node.has_tag_name(name)).count();
        let namespace = "http://graphml.graphdrawing.org/xmlns";
        assert_eq!((count((namespace, "node")), count((namespace, "edge"))), (6, 4));
        assert!(!xml.contains(['\u{202E}', '\u{1b}', '\u{0}', '\r']));
    }
}

#[test]
fn hostile_text_as_dot() {
    insta::assert_snapshot!(dot(&with_hostile_text(HOSTILE)));
}

#[test]
fn a_link_to_nowhere_has_no_edge() {
    let mut trace = well();
    trace.stories[0].tree.links[0].parent = "gone".to_owned();
    assert_eq!(graphml(&trace).matches("<edge ").count(), 3);
    assert_eq!(dot(&trace).matches(" -> ").count(), 3);
}
