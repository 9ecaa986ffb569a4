use std::collections::BTreeSet;

use roxmltree::Node;

use crate::chapters::everything;
use crate::figures::{parse, small};

fn has_class(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|all| all.split(' ').any(|one| one == class))
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    let html = everything().to_html().unwrap();
    for word in ["http:", "https:", "//", "@import", "javascript:", "data:"] {
        assert!(!html.contains(word), "{word} stands on the page");
    }
    for address in html.split("url(").skip(1) {
        assert!(address.starts_with('#'), "url({}", &address[..20]);
    }
    let page = parse(&html);
    for node in page.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let loads = ["script", "link", "img", "iframe", "object", "embed", "base", "form"];
        assert!(!loads.contains(&name), "<{name}> stands on the page");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{} runs a script", attribute.name());
            assert!(!["src", "srcset", "style"].contains(&attribute.name()), "{attribute:?}");
            if attribute.name() == "href" {
                assert!(attribute.value().starts_with('#'), "{}", attribute.value());
            }
        }
    }
}

#[test]
fn ids_are_unique_and_links_arrive() {
    let html = everything().to_html().unwrap();
    let page = parse(&html);
    let all: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
    let ids: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(all.len(), ids.len());
    for node in page.descendants() {
        let links = node.attribute("href").and_then(|href| href.strip_prefix('#'));
        let labels = node.attribute("aria-labelledby").unwrap_or_default().split_whitespace();
        for id in links.into_iter().chain(labels) {
            assert!(ids.contains(id), "nothing has the id {id}");
        }
    }
}

#[test]
fn every_drawing_has_a_title_a_description_and_a_size() {
    let html = everything().to_html().unwrap();
    let page = parse(&html);
    let (mut drawings, mut decoration) = (0, 0);
    for svg in page.descendants().filter(|node| node.has_tag_name("svg")) {
        if svg.attribute("aria-hidden") == Some("true") {
            decoration += 1;
            continue;
        }
        drawings += 1;
        assert_eq!(svg.attribute("role"), Some("img"));
        assert!(svg.attribute("viewBox").is_some());
        for part in ["title", "desc"] {
            let node = svg.children().find(|child| child.has_tag_name(part)).unwrap();
            assert!(node.text().is_some_and(|text| !text.trim().is_empty()), "an empty {part}");
            let labels = svg.attribute("aria-labelledby").unwrap();
            assert!(labels.split(' ').any(|id| Some(id) == node.attribute("id")));
        }
    }
    // Three wishes, two groups, two competencies, two months; two phases with a matrix each, two gatherings, two hosts.
    assert_eq!(drawings, 17);
    assert!(decoration > 0);
}

#[test]
fn every_coordinate_is_a_number() {
    let html = everything().to_html().unwrap();
    let page = parse(&html);
    let names = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"];
    let mut seen = 0;
    for node in page.descendants().filter(|node| node.ancestors().any(|up| up.has_tag_name("svg")))
    {
        for attribute in node.attributes().filter(|a| names.contains(&a.name())) {
            let value: f64 = attribute.value().parse().unwrap();
            assert!(value.is_finite() && value >= 0.0, "{attribute:?}");
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen} coordinates");
}

#[test]
fn every_table_has_headings_that_say_what_they_head() {
    let html = everything().to_html().unwrap();
    let page = parse(&html);
    for table in page.descendants().filter(|node| node.has_tag_name("table")) {
        let rows = |part: &str| {
            let part = table.children().find(|child| child.has_tag_name(part)).unwrap();
            part.children().filter(Node::is_element).collect::<Vec<_>>()
        };
        let width = rows("thead")[0].children().filter(Node::is_element).count();
        for row in rows("tbody") {
            let cells: Vec<_> = row.children().filter(Node::is_element).collect();
            assert_eq!(cells.len(), width);
            assert_eq!(cells[0].attribute("scope"), Some("row"));
        }
        for heading in table.descendants().filter(|node| node.has_tag_name("th")) {
            assert!(heading.attribute("scope").is_some());
        }
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let html = everything().to_html().unwrap();
    let page = parse(&html);
    let levels = page.descendants().filter_map(|node| {
        let digit = node.tag_name().name().strip_prefix('h')?;
        digit.parse::<u32>().ok()
    });
    let levels: Vec<u32> = levels.collect();
    assert_eq!(levels.first(), Some(&1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1 && pair[1] > 1), "{levels:?}");
}

#[test]
fn everyone_has_a_tile_and_every_number_a_dot() {
    let html = small().to_html().unwrap();
    let page = parse(&html);
    let plots = || {
        page.descendants()
            .filter(|node| node.ancestors().any(|up| up.attribute("role") == Some("img")))
    };
    assert_eq!(plots().filter(|node| has_class(*node, "tile")).count(), 5);
    assert_eq!(plots().filter(|node| has_class(*node, "blank")).count(), 1);
    assert_eq!(plots().filter(|node| has_class(*node, "dot")).count(), 5);
}

#[test]
fn the_calendar_shows_days_off_and_days_for_everyone() {
    let html = small().to_html().unwrap();
    let page = parse(&html);
    let months: Vec<_> = page.descendants().filter(|node| has_class(*node, "month")).collect();
    assert_eq!(months.len(), 2);
    let count = |class| {
        let drawn = months.iter().flat_map(roxmltree::Node::descendants);
        drawn.filter(|node| node.has_tag_name("rect") && has_class(*node, class)).count()
    };
    assert_eq!(count("off"), 1);
    assert_eq!(count("school"), 5);
    assert_eq!(count("everyone"), 2);
    // Two groups at once on 26 January; one, which is half as much, on 16 February.
    assert_eq!((count("s5"), count("s3")), (1, 1));
}
