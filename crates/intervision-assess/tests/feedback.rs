//! Reports of several raters, figure by figure, and every mistake with its message.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

mod common;

use chrono::NaiveDate;
use common::shared;
use intervision_assess::multirater::{
    Disclosure, DropSelf, EqualGroups, Feedback, FeedbackReport, Floors, History, Johari, NoError,
    RatedFigure, RaterGroup, RaterWeighted, StyleFlag, StyleLimits, styles,
};
use intervision_assess::{
    Answer, AssessError, Instrument, Item, Key, MissingRule, ResponseFormat, Responses, Scale,
};

fn instrument(items: &[&str]) -> Instrument {
    let scale = items.iter().fold(Scale::new("s").with_competency("c"), |it, id| it.with_item(*id));
    Instrument::builder("short")
        .with_format("often", ResponseFormat::new(1, 5).with_not_observed("?"))
        .with_items(items.iter().map(|id| Item::new(*id, "often")))
        .with_scale(scale.with_missing(MissingRule::MinAnswered(1)))
        .build()
        .unwrap()
}

/// Rater, group, answers; 0 is not observed.
type Row<'a> = (&'a str, &'a str, &'a [i32]);

fn responses(instrument: &Instrument, day: Option<NaiveDate>, rows: &[Row<'_>]) -> Responses {
    let items: Vec<String> = instrument.items().map(|item| item.id().to_owned()).collect();
    let mut builder = Responses::builder(instrument);
    for (rater, _, answers) in rows {
        let answer = |&it: &i32| if it == 0 { Answer::NotObserved } else { Answer::Given(it) };
        let row = items.iter().map(String::as_str).zip(answers.iter().map(answer));
        builder = match day {
            Some(day) => builder.with_row_on(rater, day, row),
            None => builder.with_row(rater, row),
        };
    }
    builder.build().unwrap()
}

fn on(day: Option<NaiveDate>, items: &[&str], rows: &[Row<'_>]) -> Feedback {
    let instrument = instrument(items);
    let raters = rows.iter().map(|&(rater, group, _)| (rater, RaterGroup::named(group)));
    Feedback::new(&instrument, &responses(&instrument, day, rows), "p1", raters).unwrap()
}

fn feedback(items: &[&str], rows: &[Row<'_>]) -> Feedback {
    on(None, items, rows)
}

fn first(disclosure: &Disclosure, feedback: &Feedback) -> FeedbackReport {
    disclosure.report(feedback, &History::new("p1")).unwrap().report
}

fn others() -> Disclosure {
    Disclosure::new().with_aggregator(DropSelf(RaterWeighted))
}

fn close(a: Option<f64>, b: f64) {
    assert!((a.unwrap() - b).abs() < 1e-12, "{a:?} is not {b}");
}

#[test]
fn the_overall_mean_would_give_two_reports_away() {
    let Some(text) = shared("oracles/assess/multirater_and_needs_handmade.json") else { return };
    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
    let leak = &all["subtraction_leak"];
    let mut rows = Vec::new();
    for group in ["manager", "peers", "direct_reports"] {
        for (number, answer) in leak[group].as_array().unwrap().iter().enumerate() {
            let answer = i32::try_from(answer.as_i64().unwrap()).unwrap();
            rows.push((format!("{group}{number}"), group, [answer]));
        }
    }
    let rows: Vec<Row<'_>> =
        rows.iter().map(|(id, group, it)| (id.as_str(), *group, &it[..])).collect();
    let feedback = feedback(&["q1"], &rows);
    let number = |name: &str| leak["published"][name].as_f64().unwrap();

    let scale = &first(&others(), &feedback).scales[0];
    close(scale.groups[0].mean(), number("manager_mean"));
    close(scale.groups[1].mean(), number("peers_mean"));
    assert_eq!(scale.groups[2], RatedFigure::BelowFloor { floor: 3 });
    assert_eq!(scale.overall, RatedFigure::Complementary);

    let joined = [RaterGroup::Peers, RaterGroup::DirectReports];
    let report =
        first(&others().with_policy(Floors::new().joining("colleagues", joined)), &feedback);
    let scale = &report.scales[0];
    assert_eq!((report.groups[1].name.as_str(), scale.groups[1].raters()), ("colleagues", Some(6)));
    close(scale.groups[1].mean(), 19.0 / 6.0);
    close(scale.overall.mean(), number("overall_other_mean"));
    assert_eq!(scale.overall.raters(), leak["published"]["n_overall"].as_u64().map(|n| n as usize));
}

/// Four peers of whom one did not see the second item: both item means and the scale mean, put together, leave that
/// one's answer to the first.
#[test]
fn items_and_scale_together_would_find_who_did_not_observe() {
    let rows: [Row<'_>; 4] = [
        ("a", "peers", &[3, 4]),
        ("b", "peers", &[2, 2]),
        ("c", "peers", &[5, 4]),
        ("d", "peers", &[1, 0]),
    ];
    let report = first(&others(), &feedback(&["q1", "q2"], &rows));
    close(report.scales[0].groups[0].mean(), (3.5 + 2.0 + 4.5 + 1.0) / 4.0);
    let shown: Vec<bool> = report.items.iter().map(|it| it.groups[0].mean().is_some()).collect();
    assert_eq!(shown.iter().filter(|&&shown| shown).count(), 1, "{report:?}");
    assert!(report.minimal);
}

#[test]
fn one_who_answers_late_stays_hidden() {
    let all: [Row<'_>; 4] =
        [("a", "peers", &[3]), ("b", "peers", &[2]), ("c", "peers", &[5]), ("d", "peers", &[1])];
    let early = feedback(&["q1"], &all[..3]);
    let late = feedback(&["q1"], &all);
    let before = others().report(&early, &History::new("p1")).unwrap();
    close(before.report.scales[0].groups[0].mean(), 10.0 / 3.0);
    let after = others().report(&late, &before.history).unwrap();
    assert_eq!(after.report.scales[0].groups[0], RatedFigure::Complementary);
    assert_eq!(after.history.isolated(), None);
    // For a reader who did not see the first, all four are shown.
    close(first(&others(), &late).scales[0].groups[0].mean(), 11.0 / 4.0);
}

#[test]
fn a_year_later_answers_are_new_unless_raters_are_steady() {
    let day = |year| NaiveDate::from_ymd_opt(year, 3, 1);
    let rows: [Row<'_>; 4] =
        [("a", "peers", &[3]), ("b", "peers", &[2]), ("c", "peers", &[5]), ("d", "peers", &[1])];
    let (one, two) = (on(day(2027), &["q1"], &rows), on(day(2028), &["q1"], &rows[..3]));
    let mean = |history: History| {
        let before = others().report(&one, &history).unwrap();
        others().report(&two, &before.history).unwrap().report.scales[0].groups[0]
    };
    close(mean(History::new("p1")).mean(), 10.0 / 3.0);
    let steady = History::new("p1").with_steady_raters();
    assert_eq!(mean(steady), RatedFigure::Complementary);
}

#[test]
fn a_colleague_who_becomes_manager_was_promised_a_floor() {
    let rows: [Row<'_>; 4] =
        [("a", "peers", &[3]), ("b", "peers", &[2]), ("c", "peers", &[5]), ("d", "peers", &[1])];
    let before = others().report(&feedback(&["q1"], &rows), &History::new("p1")).unwrap();
    let mut now = rows;
    now[0].1 = "manager";
    let after = others().report(&feedback(&["q1"], &now), &before.history).unwrap();
    assert_eq!(after.report.scales[0].groups[0].mean(), None);
    // The other way round the answer is known already, and hides nobody.
    let before = others().report(&feedback(&["q1"], &now), &History::new("p1")).unwrap();
    let after = others().report(&feedback(&["q1"], &rows), &before.history).unwrap();
    close(after.report.scales[0].groups[0].mean(), 11.0 / 4.0);
}

#[test]
fn h9_errors_intervals_gaps_and_cells() {
    let rows: [Row<'_>; 8] = [
        ("me", "self", &[5]),
        ("m", "manager", &[4]),
        ("a", "peers", &[3]),
        ("b", "peers", &[2]),
        ("c", "peers", &[4]),
        ("x", "direct_reports", &[2]),
        ("y", "direct_reports", &[2]),
        ("z", "direct_reports", &[3]),
    ];
    let equal =
        Disclosure::new().with_aggregator(DropSelf(EqualGroups)).with_johari(0.75, 0.9).unwrap();
    let report = first(&equal, &feedback(&["q1"], &rows));
    let scale = &report.scales[0];
    let names: Vec<&str> = report.groups.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["self", "manager", "peers", "direct_reports"]);
    let RatedFigure::Shown { mean, raters, standard_error, interval, missing } = scale.groups[2]
    else {
        panic!("{scale:?}")
    };
    assert_eq!((mean, raters, missing), (3.0, 3, None));
    close(standard_error, 1.0 / 3.0_f64.sqrt());
    // Student's t with 2 degrees of freedom: 4.3027 (Fisher and Yates, 1963, table III).
    assert!((interval.unwrap().high - (3.0 + 4.3027 / 3.0_f64.sqrt())).abs() < 1e-4);
    let one = RatedFigure::Shown {
        mean: 4.0,
        raters: 1,
        standard_error: None,
        interval: None,
        missing: Some(NoError::OneRater),
    };
    assert_eq!(scale.groups[1], one);
    // (4 + 3 + 7/3) / 3, each group's error counting a third.
    close(scale.overall.mean(), 28.0 / 9.0);
    close(scale.overall.standard_error(), (1.0_f64 / 3.0 + 1.0 / 9.0).sqrt() / 3.0);
    close(scale.gap.map(|gap| gap.gap), 5.0 - 28.0 / 9.0);
    assert_eq!((scale.johari, scale.competency.as_deref()), (Some(Johari::BlindSpot), Some("c")));
    // With the own answer in the overall figure there is no gap to others.
    let all = Disclosure::new().with_aggregator(EqualGroups);
    let all = &first(&all, &feedback(&["q1"], &rows)).scales[0];
    close(all.overall.mean(), (5.0 + 28.0 / 3.0) / 4.0);
    assert_eq!(all.gap, None);
}

#[test]
fn reversed_and_weighted_items_count_as_on_the_scale() {
    let instrument = Instrument::builder("weighted")
        .with_format("often", ResponseFormat::new(1, 5))
        .with_items(["q1", "q2", "q3"].map(|id| Item::new(id, "often")))
        .with_scale(
            Scale::new("s")
                .with_keyed("q1", Key::Positive, 2.0)
                .with_keyed("q2", Key::Negative, 0.5)
                .with_keyed("q3", Key::Positive, 0.5)
                .with_missing(MissingRule::PersonMean),
        )
        .build()
        .unwrap();
    let rows: [Row<'_>; 3] =
        [("a", "peers", &[5, 1, 0]), ("b", "peers", &[3, 2, 4]), ("c", "peers", &[1, 5, 1])];
    let raters = rows.map(|(rater, group, _)| (rater, RaterGroup::named(group)));
    let feedback =
        Feedback::new(&instrument, &responses(&instrument, None, &rows), "p1", raters).unwrap();
    let report = first(&others(), &feedback);
    // Turned around: 5 5 -, 3 4 4, 1 1 1.
    close(report.scales[0].groups[0].mean(), (5.0 + (6.0 + 2.0 + 2.0) / 3.0 + 1.0) / 3.0);
    close(report.items[1].groups[0].mean(), (5.0 + 4.0 + 1.0) / 3.0);
}

/// Weights without small whole multiples outgrow the exact calculation; then figures are withheld, not trusted.
#[test]
fn what_cannot_be_calculated_is_withheld() {
    let ids: Vec<String> = (0..9).map(|item| format!("q{item}")).collect();
    let scale = ids.iter().enumerate().fold(Scale::new("s"), |scale, (number, id)| {
        scale.with_keyed(id, Key::Positive, 999_983.0 - 0.000_977 * 7_f64.powi(number as i32))
    });
    let instrument = Instrument::builder("odd")
        .with_format("often", ResponseFormat::new(1, 5))
        .with_items(ids.iter().map(|id| Item::new(id, "often")))
        .with_scale(scale.with_missing(MissingRule::MinAnswered(1)))
        .build()
        .unwrap();
    let all: Vec<(String, Vec<i32>)> = (0..9)
        .map(|rater| {
            (format!("r{rater}"), (0..9).map(|item| i32::from(item != rater) * 3).collect())
        })
        .collect();
    let rows: Vec<Row<'_>> = all.iter().map(|(id, it)| (id.as_str(), "peers", &it[..])).collect();
    let raters = rows.iter().map(|&(rater, group, _)| (rater, RaterGroup::named(group)));
    let feedback =
        Feedback::new(&instrument, &responses(&instrument, None, &rows), "p1", raters).unwrap();
    let report = first(&others(), &feedback);
    assert_eq!(report.scales[0].groups[0], RatedFigure::Complementary);
    assert!(!report.minimal);
}

#[test]
fn styles_of_answering() {
    let items = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let scale = items.iter().enumerate().fold(Scale::new("s"), |scale, (number, id)| {
        if number % 2 == 0 { scale.with_item(*id) } else { scale.with_reversed(*id) }
    });
    let instrument = Instrument::builder("styles")
        .with_format("often", ResponseFormat::new(1, 5))
        .with_items(items.map(|id| Item::new(id, "often")))
        .with_scale(scale)
        .build()
        .unwrap();
    let rows: [Row<'_>; 6] = [
        ("careful", "peers", &[4, 2, 3, 2, 5, 1, 4, 2]),
        ("ends", "peers", &[5, 1, 1, 5, 5, 1, 5, 1]),
        ("few", "peers", &[5, 5, 5, 5, 5, 5, 5, 0]),
        ("middle", "peers", &[3; 8]),
        ("no", "peers", &[2, 1, 2, 2, 1, 2, 1, 2]),
        ("yes", "peers", &[4, 5, 4, 4, 5, 4, 5, 4]),
    ];
    let raters = rows.map(|(rater, group, _)| (rater, RaterGroup::named(group)));
    let feedback =
        Feedback::new(&instrument, &responses(&instrument, None, &rows), "p1", raters).unwrap();
    let found = styles(&feedback, StyleLimits::default()).unwrap();
    let flags: Vec<&[StyleFlag]> = found.iter().map(|it| it.flags.as_slice()).collect();
    let expected: [&[StyleFlag]; 6] = [
        &[],
        &[StyleFlag::Extreme],
        &[],
        &[StyleFlag::StraightLine, StyleFlag::Midpoint],
        &[StyleFlag::Disacquiescence],
        &[StyleFlag::Acquiescence],
    ];
    assert_eq!(flags, expected);
    assert_eq!((found[2].answered, found[2].longest_run), (7, 7));
    let error = styles(&feedback, StyleLimits { answers: 8, part: 0.0 }).unwrap_err();
    assert_eq!(error.to_string(), "part is 0; it must be above 0 and at most 1");
}

#[test]
fn mistakes_in_raters() {
    let instrument = instrument(&["q1"]);
    let rows: [Row<'_>; 2] = [("a", "peers", &[3]), ("b", "peers", &[2])];
    let answers = responses(&instrument, None, &rows);
    let wrong = |raters: &[(&str, RaterGroup)]| {
        Feedback::new(&instrument, &answers, "p1", raters.to_vec()).unwrap_err().to_string()
    };
    let peer = |id| (id, RaterGroup::Peers);
    assert_eq!(
        wrong(&[peer("a")]),
        "rater \"b\" answered about \"p1\" but is in no group; list the rater with a group"
    );
    assert_eq!(
        wrong(&[peer("a"), peer("b"), ("a", RaterGroup::DirectReports)]),
        "rater \"a\" of \"p1\" is listed as \"peers\" and again as \"direct_reports\"; keep one, or a subtraction finds them"
    );
    assert_eq!(wrong(&[peer("a"), peer("")]), "rater 2 of \"p1\" has an empty id; say who it is");
    assert_eq!(
        wrong(&[("a", RaterGroup::Own), ("b", RaterGroup::Own)]),
        "\"a\" and \"b\" are both listed as \"self\" of \"p1\"; one person is"
    );
    let other = Instrument::builder("other")
        .with_format("often", ResponseFormat::new(1, 5))
        .with_items(["q1", "q2"].map(|id| Item::new(id, "often")))
        .with_scale(Scale::new("s").with_item("q1"))
        .build()
        .unwrap();
    let error = Feedback::new(&other, &answers, "p1", [peer("a"), peer("b")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the answers about \"p1\" have 1 items and the instrument \"other\" has 2; give the instrument that was answered"
    );
}

#[test]
fn mistakes_in_settings_and_histories() {
    let rows: [Row<'_>; 3] = [("a", "peers", &[3]), ("b", "peers", &[2]), ("c", "peers", &[5])];
    let feedback = feedback(&["q1"], &rows);
    let refused = |history: &History| others().report(&feedback, history).unwrap_err().to_string();
    assert_eq!(
        refused(&History::new("p2")),
        "the history is about \"p2\" and the feedback about \"p1\"; keep one history per person rated"
    );
    let leaking = History::new("p1").with_means(3, "x", ["a", "b", "c", "d"]).with_means(
        3,
        "y",
        ["a", "b", "c"],
    );
    assert_eq!(
        refused(&leaking),
        "what was published before isolates 1 of the raters of \"p1\" who are protected by a floor of 3; \
         lower the floor knowingly, or start a history anew for another reader"
    );
    let words = |result: Result<Disclosure, AssessError>| result.unwrap_err().to_string();
    assert_eq!(
        words(others().with_confidence(1.0)),
        "confidence is 1; it must be above 0 and below 1"
    );
    assert_eq!(
        words(others().with_johari(1.5, 0.9)),
        "threshold is 1.5; it must be 0 to 1, a part of the range"
    );
    assert_eq!(
        words(others().with_johari(0.5, 0.5)),
        "confidence is 0.5; it must be above 0.5 and below 1"
    );
    let floor = Floors::new().with_floor(RaterGroup::Peers, 0).unwrap_err();
    assert_eq!(floor.to_string(), "floor is 0; it must be at least 1, which leaves the group open");
    let floor = Floors::new().with_floor_for_others(1).unwrap_err();
    assert_eq!(floor.to_string(), "floor is 1; it must be at least 2");
}

#[cfg(feature = "serde")]
#[test]
fn a_history_comes_back_as_it_went_or_says_why_not() {
    let rows: [Row<'_>; 4] = [
        ("a", "peers", &[3, 1]),
        ("b", "peers", &[2, 2]),
        ("c", "peers", &[5, 3]),
        ("m", "manager", &[1, 1]),
    ];
    let disclosed = others().report(&feedback(&["q1", "q2"], &rows), &History::new("p1")).unwrap();
    let text = serde_json::to_string(&disclosed.history).unwrap();
    assert_eq!(serde_json::from_str::<History>(&text).unwrap(), disclosed.history);
    let wrong = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        serde_json::from_str::<History>(&changed).unwrap_err().to_string()
    };
    assert_eq!(
        wrong("\"version\":1", "\"version\":2"),
        "the document says version 2; this release reads version 1"
    );
    assert_eq!(
        wrong("},1]", "},0]"),
        "the history's figure \"scale s: manager\" weighs rater \"m\" with 0; leave the rater out"
    );
    assert_eq!(
        wrong("{\"rater\":\"a\",\"occasion\":null,\"floor\":3},", ""),
        "the history's figure \"scale s: peers\" holds rater \"a\", who has no floor in it; give everyone one"
    );
    assert!(wrong("\"steady\"", "\"stedy\"").contains("unknown field `stedy`"));
}

#[cfg(feature = "serde")]
#[test]
fn a_report_writes_what_it_shows_and_why_it_does_not() {
    let rows: [Row<'_>; 7] = [
        ("me", "self", &[4]),
        ("m", "manager", &[4]),
        ("a", "peers", &[3]),
        ("b", "peers", &[4]),
        ("c", "peers", &[3]),
        ("x", "direct_reports", &[2]),
        ("y", "direct_reports", &[3]),
    ];
    let report = first(&others().with_johari(0.5, 0.8).unwrap(), &feedback(&["q1"], &rows));
    let text = serde_json::to_string_pretty(&report).unwrap();
    assert_eq!(text.trim(), include_str!("golden/feedback_report.json").trim(), "{text}");
}
