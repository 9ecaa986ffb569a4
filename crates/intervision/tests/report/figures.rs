//! A small programme of six people, with one of everything that a report can tell.

use chrono::{NaiveDate, NaiveTime};
use intervision::report::{
    Attention, Audience, CohortNeed, ComposedGroup, Composition, Meeting, Missing, Mix, Needs,
    Report, Season, Term,
};
use intervision_core::{Span, Status, Value};
use roxmltree::Document;

pub(crate) fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

pub(crate) fn span(day: NaiveDate, from: (u32, u32), to: (u32, u32)) -> Span {
    let at = |(h, m)| day.and_time(NaiveTime::from_hms_opt(h, m, 0).unwrap());
    Span::new(at(from), at(to)).unwrap()
}

pub(crate) fn mix() -> Mix {
    Mix::new(Status::Feasible, 9.5)
        .with_bound(9.0)
        .with_dealt(12.0)
        .with_random(14.25)
        .with_term(
            Term::mix("function", 2.0)
                .with_bound(2.0)
                .with_dealt(2.0)
                .with_random(3.4)
                .with_weight(3.0),
        )
        .with_term(Term::balance("years", 3.5).with_bound(3.0).with_weight(1.0))
        .with_term(Term::other("pairs that met before", 1.0))
}

pub(crate) fn composition() -> Composition {
    let adviser = || Value::category("adviser");
    let manager = || Value::category("manager");
    let years = Value::Number;
    Composition::new(["function", "years"])
        .with_plot("function")
        .unwrap()
        .with_plot("years")
        .unwrap()
        .with_group(
            ComposedGroup::new("Group 1")
                .with_member("a01", [adviser(), years(3.0)])
                .with_member("a03", [manager(), years(11.0)])
                .with_member("a05", [Value::Unknown, years(3.0)]),
        )
        .unwrap()
        .with_group(
            ComposedGroup::new("Group 2")
                .with_member("a02", [adviser(), years(7.0)])
                .with_member("a04", [adviser(), Value::Unknown])
                .with_member("a06", [manager(), years(1.0)]),
        )
        .unwrap()
}

pub(crate) fn needs() -> Needs {
    Needs::new(1.0, 5.0)
        .unwrap()
        .with_need(
            CohortNeed::new("Exerting influence", 4.0)
                .with_mean(2.9, 2.6, 3.2)
                .unwrap()
                .with_people(12, 7)
                .unwrap(),
        )
        .with_need(CohortNeed::new("Bringing bad news", 3.0).with_targets(3.0, 4.0))
}

pub(crate) fn season() -> Season {
    let group = |n: u32| Audience::Group(format!("Group {n}"));
    let meeting = |title: &str, who, when| Meeting::new(title, who, when).with_resource("room-1");
    Season::new(date(1, 11), date(2, 26))
        .unwrap()
        .with_holiday(date(2, 8), "Founders' Day")
        .with_school_holiday(date(2, 15), date(2, 19), "Spring break")
        .with_meeting(meeting("Kick-off", Audience::Everyone, span(date(1, 14), (9, 0), (17, 0))))
        .unwrap()
        .with_meeting(meeting("Meeting 1", group(2), span(date(1, 26), (13, 0), (17, 0))))
        .unwrap()
        .with_meeting(meeting("Meeting 1", group(1), span(date(1, 26), (13, 0), (17, 0))))
        .unwrap()
        .with_meeting(meeting("Meeting 2", group(1), span(date(2, 16), (8, 30), (12, 30))))
        .unwrap()
        .with_missing(Missing::new(
            "Meeting 2",
            group(2),
            ["room-1 has no free half-day between 16 and 26 February."],
        ))
}

pub(crate) fn small() -> Report {
    Report::new("Track", 6)
        .with_question("How do we learn from each other's cases?")
        .with_seed(7)
        .with_mix(mix())
        .with_composition(composition())
        .with_needs(needs())
        .with_season(season())
        .with_attention(
            Attention::new()
                .with_warning("room-1 is the only room; a day without it moves a session.")
                .without_scores(["a04"]),
        )
}

/// Reads a page as XML, which is stricter than HTML: an unclosed tag or a stray `<` does not pass.
pub(crate) fn parse(html: &str) -> Document<'_> {
    let markup = html.strip_prefix("<!doctype html>\n").expect("a page begins with its doctype");
    Document::parse(markup).unwrap()
}

/// All text of the page outside its style sheet, with single spaces.
pub(crate) fn text_of(html: &str) -> String {
    let document = parse(html);
    let words = document
        .descendants()
        .filter(|node| node.is_text() && node.parent().is_none_or(|up| !up.has_tag_name("style")))
        .filter_map(|node| node.text());
    let joined: Vec<&str> = words.flat_map(str::split_whitespace).collect();
    joined.join(" ")
}
