use intervision::report::{
    Attention, Audience, CohortNeed, ComposedGroup, Composition, Hour, Hours, Meeting, Missing,
    Mix, Needs, Report, Season, Statements, Term,
};
use intervision_core::{Status, Value};
use roxmltree::Node;

use crate::figures::{date, parse, span};

const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</title></style></svg>'--><b>&amp;",
    "{{ 7 * 7 }}{% include \"page.html\" %}{n}",
    "a\u{0}b\u{1b}[31m\u{fffe}c",
];

/// A report in which every string that a host can give is this one.
fn report_of(text: &str) -> Report {
    let value = || [Value::category(text.to_owned()), Value::Tags(vec![text.to_owned().into()])];
    let group = Audience::Group(text.to_owned());
    let when = span(date(1, 12), (9, 0), (12, 0));
    Report::new(text, 1)
        .with_question(text)
        .with_approval(text, date(1, 4))
        .with_mix(
            Mix::new(Status::Feasible, 1.0)
                .with_term(Term::mix(text, 1.0))
                .with_term(Term::other(text, 1.0)),
        )
        .with_composition(
            Composition::new([text, "other"])
                .with_plot(text)
                .unwrap()
                .with_group(ComposedGroup::new(text).with_member(text, value()))
                .unwrap(),
        )
        .with_needs(Needs::new(1.0, 5.0).unwrap().with_need(CohortNeed::new(text, 3.0)))
        .with_hours(
            Hours::new()
                .with_hour(Hour::new(text, when).with_method(text).with_turn(when, text))
                .with_clash(text, when, text),
        )
        .with_statements(
            Statements::new(0.8).with_theme(text).with_statement(text, Some((0.5, 0.5))),
        )
        .with_season(
            Season::new(date(1, 11), date(1, 29))
                .unwrap()
                .with_holiday(date(1, 13), text)
                .with_school_holiday(date(1, 18), date(1, 22), text)
                .with_meeting(Meeting::new(text, group.clone(), when).with_resource(text))
                .unwrap()
                .with_missing(Missing::new(text, group, [text])),
        )
        .with_attention(
            Attention::new().with_warning(text).without_scores([text]).without_group([text]),
        )
}

#[test]
fn a_string_stays_a_string() {
    let plain = report_of("plain").to_html().unwrap();
    let shape = |html: &str| -> Vec<(String, Vec<String>)> {
        let page = parse(html);
        let elements = page.descendants().filter(Node::is_element);
        let named = elements.map(|node| {
            let attributes = node.attributes().map(|a| a.name().to_owned()).collect();
            (node.tag_name().name().to_owned(), attributes)
        });
        named.collect()
    };
    let expected = shape(&plain);
    for text in HOSTILE {
        let html = report_of(text).to_html().unwrap();
        assert!(shape(&html) == expected, "{text:?} changes the page's elements");
    }
}

#[test]
fn a_string_is_shown_as_it_is() {
    for text in HOSTILE {
        let html = report_of(text).to_html().unwrap();
        let page = parse(&html);
        let title = page.descendants().find(|node| node.has_tag_name("h1")).unwrap();
        let shown: String = text.chars().filter(|c| !c.is_control() && *c != '\u{fffe}').collect();
        assert_eq!(title.text(), Some(shown.as_str()));
    }
}

#[test]
fn numbers_that_are_not_finite_are_dashes() {
    let term = Term::mix("x", f64::NAN).with_bound(f64::INFINITY).with_random(f64::NEG_INFINITY);
    let html = Report::new("t", 1)
        .with_mix(Mix::new(Status::Feasible, f64::NAN).with_bound(0.0).with_term(term))
        .to_html()
        .unwrap();
    parse(&html);
    for word in ["NaN", "inf%", ">inf", "\"inf", "\"-inf"] {
        assert!(!html.contains(word), "{word} stands on the page");
    }
}
