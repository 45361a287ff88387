use std::io::Write;

use proptest::prelude::*;

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What was read, a line for each entry and each problem.
fn told(bytes: &[u8], limits: &SitemapLimits) -> Vec<String> {
    let sitemap = Sitemap::read(bytes, limits);
    let mut lines = vec![format!("{:?}", sitemap.kind)];
    lines.extend(sitemap.entries.into_iter().map(|entry| {
        let parts = [Some(entry.url), entry.last_modified, entry.published, entry.title];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" | ")
    }));
    lines.extend(sitemap.problems.into_iter().map(|problem| match problem.entry {
        Some(number) => format!("{number}: {}", problem.reason),
        None => problem.reason,
    }));
    lines
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text.as_bytes(), &SitemapLimits::default()), expected, "{text}");
}

const NEWS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url>
    <loc>https://a.example/1?b=c&amp;d</loc>
    <lastmod>2026-03-02</lastmod>
    <news:news>
      <news:publication><news:name>The Valley Post</news:name></news:publication>
      <news:publication_date>2026-03-01T08:00:00Z</news:publication_date>
      <news:title><![CDATA[Bridge & road closed]]></news:title>
    </news:news>
    <image:image><image:loc>https://a.example/1.png</image:loc></image:image>
    <video:video><video:title>Not the headline</video:title></video:video>
  </url>
  <url><loc> https://a.example/2 </loc></url>
</urlset>"#;

#[test]
fn pages_and_news_are_read() {
    let first = "https://a.example/1?b=c&d | 2026-03-02 | 2026-03-01T08:00:00Z | \
                 Bridge & road closed";
    check(NEWS, &["Pages", first, "https://a.example/2"]);
    check("<urlset/>", &["Pages"]);
    check("\u{feff}\n<urlset></urlset>", &["Pages"]);
}

#[test]
fn indexes_are_read() {
    let index = "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc>\
                 <lastmod>2026-03-02</lastmod></sitemap></sitemapindex>";
    check(index, &["Index", "https://a.example/1.xml | 2026-03-02"]);
    let prefixed = "<sm:urlset><sm:url><sm:loc>https://a.example/</sm:loc></sm:url></sm:urlset>";
    check(prefixed, &["Pages", "https://a.example/"]);
}

#[test]
fn plain_lists_are_read() {
    let list = "https://a.example/1\r\n\r\nhttps://a.example/2\nhello\nftp://a.example/\n";
    let broken = ["4: it has no web address", "5: it has no web address"];
    let expected = ["Pages", "https://a.example/1", "https://a.example/2", broken[0], broken[1]];
    check(list, &expected);
    check("", &["Pages"]);
}

#[test]
fn packed_sitemaps_are_read() {
    let limits = SitemapLimits::default();
    assert_eq!(told(&gzip(NEWS.as_bytes()), &limits), told(NEWS.as_bytes(), &limits));
    let packed = gzip(b"https://a.example/1\n");
    let cut = told(&packed[..packed.len() - 4], &limits);
    assert_eq!(cut[..2], ["Pages", "https://a.example/1"]);
    assert!(cut[2].starts_with("it cannot be unpacked to its end"), "{cut:?}");
}

#[test]
fn broken_entries_cost_themselves() {
    let text = "<urlset><url><lastmod>2026</lastmod></url>\
                <url><loc>/relative</loc></url>\
                <url><loc>https://a.example/1</loc><loc>https://a.example/x</loc>\
                <url><loc>https://a.example/2&nbsp;</loc></b></url></urlset>";
    let broken = ["1: it has no web address", "2: it has no web address"];
    check(text, &["Pages", "https://a.example/1", "https://a.example/2", broken[0], broken[1]]);
}

#[test]
fn what_breaks_off_gives_what_came_before() {
    let one = "<urlset><url><loc>https://a.example/1</loc></url>";
    check(one, &["Pages", "https://a.example/1"]);
    let open = format!("{one}<url><loc>https://a.exam");
    check(&open, &["Pages", "https://a.example/1", "2: it breaks off"]);
    let tag = format!("{one}<url><loc");
    let told = told(tag.as_bytes(), &SitemapLimits::default());
    assert_eq!(told[..2], ["Pages", "https://a.example/1"]);
    assert!(told[2].starts_with("2: it breaks off: "), "{told:?}");
}

#[test]
fn what_is_no_sitemap_is_told() {
    check("<html><body>Not found</body></html>", &["Pages", "it is no sitemap"]);
    check("<rss><channel/></rss>", &["Pages", "it is no sitemap"]);
    check("<!-- nothing -->", &["Pages", "it is no sitemap"]);
}

#[test]
fn declared_entities_stand_for_nothing() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">\
                <!ENTITY c SYSTEM \"file:///etc/passwd\">]>\
                <urlset><url><loc>https://a.example/&b;&c;1</loc></url></urlset>";
    check(bomb, &["Pages", "https://a.example/1"]);
    let spelled = "<urlset><url><loc>https://a.example/&#49;&#x32;&lt;</loc></url></urlset>";
    check(spelled, &["Pages", "https://a.example/12<"]);
}

#[test]
fn all_is_limited() {
    let limits = SitemapLimits {
        bytes_max: 150,
        entries_max: 2,
        value_bytes_max: 30,
        depth_max: 4,
        problems_max: 2,
    };
    let check = |bytes: &[u8], expected: &[&str]| assert_eq!(told(bytes, &limits), expected);
    let list = "https://a.example/\n".repeat(5);
    let two = ["Pages", "https://a.example/", "https://a.example/"];
    let full = [&two[..], &["what comes after 2 entries is not read"]].concat();
    check(list.as_bytes(), &full);
    let urls = "<url><loc>https://a.example/</loc></url>".repeat(3);
    check(format!("<urlset>{urls}").as_bytes(), &full);
    let deep = "<a>".repeat(10);
    check(format!("<urlset>{deep}").as_bytes(), &["Pages", "elements are nested too deep"]);
    let long = "a".repeat(40);
    let text = format!("<urlset><url><loc>https://a.example/{long}</loc></url>");
    check(text.as_bytes(), &["Pages", "1: its address is too long"]);
    let bad = "1: it has no web address";
    check(b"a\nb\nc\nd\n", &["Pages", bad, "2: it has no web address"]);
    let cut = "what comes after 150 bytes is not read";
    check(&gzip(&vec![b'\n'; 1 << 20]), &["Pages", cut]);
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(bytes: Vec<u8>) {
        Sitemap::read(&bytes, &SitemapLimits::default());
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0..NEWS.len(), byte: u8, end in 0..=NEWS.len()) {
        let mut bytes = NEWS.as_bytes().to_vec();
        bytes[at] = byte;
        let sitemap = Sitemap::read(&bytes[..end], &SitemapLimits::default());
        prop_assert!(sitemap.entries.len() <= 2);
    }
}
