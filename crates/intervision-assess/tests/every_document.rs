//! What hosts keep and send of assessments reads back as it was written.

#![allow(clippy::unwrap_used, reason = "a strategy that is refused what should work has failed")]

#[path = "../../../docs/schemas/reads_back.rs"]
mod reads_back;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use intervision_assess::adaptive::TestState;
use intervision_assess::irt::{
    AnyItem, Graded, ItemBank, Logistic, Nominal, PartialCredit, Population,
};
use intervision_assess::multirater::History;
use intervision_assess::needs::Offer;
use intervision_assess::{
    Instrument, Item, Key, LevelMap, MissingRule, ResponseFormat, Scale, norms,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use reads_back::{every, ids, reads_back_by, text};
use serde_json::{Value, json};

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..3_000_000_u64).prop_map(|days| NaiveDate::from_ymd_opt(1, 1, 1).unwrap() + Days::new(days))
}

/// A number that item parameters may have, to the last digit.
fn parameter() -> impl Strategy<Value = f64> {
    prop_oneof![-4.0..4.0, -1e6..=1e6, Just(0.0), Just(-0.0), Just(5e-324), Just(-1e6)]
}

fn discrimination() -> impl Strategy<Value = f64> {
    prop_oneof![Just(1.0), 0.1..3.0, Just(5e-324), Just(1e6)]
}

/// Numbers that rise.
fn rising(count: usize) -> impl Strategy<Value = Vec<f64>> {
    vec(0.01..2.0, count).prop_map(|steps| {
        let mut at = -2.0;
        let next = |step: f64| {
            at += step;
            at
        };
        steps.into_iter().map(next).collect()
    })
}

fn item() -> impl Strategy<Value = AnyItem> {
    prop_oneof![
        parameter().prop_map(|b| Logistic::rasch(b).unwrap().into()),
        (discrimination(), parameter())
            .prop_map(|(a, b)| Logistic::two_parameter(a, b).unwrap().into()),
        (discrimination(), parameter(), 0.0..0.5, 0.5_f64..=1.0)
            .prop_filter("apart", |(_, _, c, d)| c < d)
            .prop_map(|(a, b, c, d)| Logistic::four_parameter(a, b, c, d).unwrap().into()),
        (discrimination(), parameter(), 0.0..0.5).prop_map(|(a, b, c)| Logistic::three_parameter(
            a, b, c
        )
        .unwrap()
        .into()),
        (discrimination(), (1..5_usize).prop_flat_map(rising))
            .prop_map(|(a, b)| Graded::new(a, b).unwrap().into()),
        (discrimination(), vec(parameter(), 1..5)).prop_map(|(a, b)| PartialCredit::generalized(
            a, b
        )
        .unwrap()
        .into()),
        (2..5_usize)
            .prop_flat_map(|n| (rising(n), vec(-3.0..3.0, n)))
            .prop_map(|(slopes, intercepts)| Nominal::new(slopes, intercepts).unwrap().into()),
    ]
}

fn bank() -> impl Strategy<Value = ItemBank> {
    let population = (parameter(), discrimination());
    (ids(5), population).prop_flat_map(|(mut ids, (mean, sd))| {
        ids.push("the last".to_owned());
        vec(item(), ids.len()).prop_map(move |items| {
            let bank = ItemBank::new(ids.iter().cloned().zip(items)).unwrap();
            bank.with_population(Population::new(mean, sd).unwrap())
        })
    })
}

fn missing(items: usize) -> impl Strategy<Value = MissingRule> {
    prop_oneof![
        Just(MissingRule::Complete),
        (1..=items).prop_map(MissingRule::MinAnswered),
        prop_oneof![Just(0.5), 1e-9..=1.0].prop_map(MissingRule::MinFraction),
        Just(MissingRule::Prorate),
        Just(MissingRule::PersonMean),
    ]
}

fn levels() -> impl Strategy<Value = LevelMap> {
    prop_oneof![
        Just(LevelMap::default()),
        (0.1..0.9, rising(3)).prop_map(|(middle, levels)| {
            LevelMap::anchored([(0.0, levels[0]), (middle, levels[1]), (1.0, levels[2])])
        }),
    ]
}

/// One way of answering.
fn format() -> impl Strategy<Value = ResponseFormat> {
    let not_observed = option::of(select(vec!["?", "niet gezien", "\u{1f9ed}"]));
    (-3..3_i32, 1..5_i32, any::<bool>(), text(), not_observed).prop_map(
        |(min, steps, labelled, label, not_observed)| {
            let max = min + steps;
            let labels = (min..=max).filter(|_| labelled).map(|n| format!("{label} {n}"));
            let format = ResponseFormat::new(min, max).with_labels(labels.collect::<Vec<_>>());
            match not_observed {
                Some(code) => format.with_not_observed(code),
                None => format,
            }
        },
    )
}

/// How an item stands on a scale: left out, or with its key and its weight.
type Keyed = Option<(bool, f64)>;

prop_compose! {
    /// A scale over items of one format, over the first of them where none was drawn.
    fn scale(id: String, items: Vec<String>)(
        picked in vec(option::of((any::<bool>(), prop_oneof![Just(1.0), 1e-6..=1e6])), items.len()),
        (title, own_levels) in (text(), option::of(levels())),
        missing in missing(1),
        behaviours in vec(text(), 0..3),
        (id, items) in Just((id, items)),
    ) -> Scale {
        let mut scale = Scale::new(id.as_str()).with_title(title).with_missing(missing);
        if picked.iter().all(Option::is_none) {
            scale = scale.with_item(items[0].as_str());
        }
        let keyed = items.iter().zip(picked);
        for (item, (up, weight)) in keyed.filter_map(|(item, keyed): (_, Keyed)| Some((item, keyed?))) {
            scale = scale.with_keyed(item.as_str(), if up { Key::Positive } else { Key::Negative }, weight);
        }
        if let Some(levels) = own_levels {
            let (low, high) = (levels.level(0.0), levels.level(1.0));
            for (n, text) in behaviours.iter().enumerate() {
                scale = scale.with_behaviour(low + (high - low) * n as f64 / 3.0, format!("{text}."));
            }
            scale = scale.with_levels(levels);
        }
        scale
    }
}

/// Two formats of which no two items on one scale differ, scales over either, and targets for what they measure.
fn instrument() -> impl Strategy<Value = Instrument> {
    let items = (1..4_usize, 1..4_usize).prop_flat_map(|(first, second)| {
        let names = |format: &'static str, count| (0..count).map(move |n| format!("{format} {n}"));
        let (first, second): (Vec<_>, Vec<_>) =
            (names("first", first).collect(), names("\u{1f9ed}", second).collect());
        let scales = (scale("s0".into(), first.clone()), scale("s1 \"".into(), second.clone()));
        (Just(first), Just(second), scales)
    });
    let said = (text(), text(), text(), any::<bool>(), any::<bool>());
    (items, format(), format(), levels(), said).prop_map(
        |((first, second, scales), one, other, levels, (title, words, role, measured, aimed))| {
            let of = |format: &'static str| {
                let words = words.clone();
                move |id: String| Item::new(id, format).with_text(words.clone())
            };
            let (lowest, scales) = (levels.level(0.0), [scales.0, scales.1]);
            let scales = scales.into_iter().enumerate().map(|(n, scale)| {
                if measured { scale.with_competency(format!("c{n}")) } else { scale }
            });
            let mut builder = Instrument::builder("an id")
                .with_title(title)
                .with_levels(levels)
                .with_format("one", one)
                .with_format("other", other)
                .with_items(first.into_iter().map(of("one")))
                .with_items(second.into_iter().map(of("other")));
            for (n, scale) in scales.enumerate() {
                let low = scale.levels().map_or(lowest, |own| own.level(0.0));
                builder = builder.with_scale(scale);
                if measured && aimed {
                    let role = format!("{role}{n}");
                    builder = builder.with_targets(role, [(format!("c{n}"), low)]);
                }
            }
            builder.build().unwrap()
        },
    )
}

/// Who and when.
type Answered = (String, Option<NaiveDate>);

/// What was published, as a file says it: it is made by reports, one after the other, and otherwise only read.
fn published() -> impl Strategy<Value = Value> {
    let answered = (text(), option::of(day()));
    let quantity = (text(), 0..3_usize).prop_map(
        |(of, kind)| json!({ ["answer", "square_of_item", "square_of_scale"][kind]: of }),
    );
    let part = prop_oneof![Just(1_i64), Just(-1), Just(i64::MIN), Just(i64::MAX)];
    let term = (any::<prop::sample::Index>(), quantity, part);
    let sums = vec((text(), vec(term, 0..4)), 0..3);
    (text(), any::<bool>(), btree_map(answered, 1..9_usize, 1..5), sums).prop_map(
        |(subject, steady, floors, sums): (_, _, BTreeMap<Answered, usize>, Vec<(String, Vec<_>)>)| {
            let sums = sums.into_iter().map(|(figure, terms)| {
                let terms = terms.into_iter().map(|(of, quantity, part)| {
                    let (rater, occasion) = floors.keys().nth(of.index(floors.len())).unwrap();
                    json!([{ "rater": rater, "occasion": occasion, "quantity": quantity }, part])
                });
                json!({ "figure": figure, "terms": terms.collect::<Vec<_>>() })
            });
            let sums: Vec<Value> = sums.collect();
            let floors = floors.iter().map(|((rater, occasion), floor)| {
                json!({ "rater": rater, "occasion": occasion, "floor": floor })
            });
            let floors: Vec<Value> = floors.collect();
            json!({ "version": 1, "subject": subject, "steady": steady, "floors": floors, "sums": sums })
        },
    )
}

prop_compose! {
    /// An interrupted test, as a file says it.
    fn interrupted()(
        (bank, seed) in (text(), any::<u64>()),
        answers in vec((text(), 0..9_usize), 0..4),
        asked in option::of(text()),
        put_aside in ids(2),
    ) -> Value {
        let mut state = json!({ "version": 1, "bank": bank, "seed": seed, "answers": answers });
        if let Some(asked) = asked {
            state["asked"] = asked.into();
        }
        if !put_aside.is_empty() {
            state["put_aside"] = put_aside.into();
        }
        state
    }
}

prop_compose! {
    fn population()(name in text(), n in option::of(0..usize::MAX), date in option::of(day())) -> norms::Population {
        norms::Population { name, n, date }
    }
}

prop_compose! {
    fn offer()(id in text(), competency in text(), seats in any::<usize>()) -> Offer {
        Offer { id, competency, seats }
    }
}

every! {
    instruments_read_back: Instrument = instrument();
    items_read_back: AnyItem = item();
    norm_populations_read_back: norms::Population = population();
    offers_of_electives_read_back: Offer = offer();
}

proptest! {
    #[test]
    fn banks_read_back(bank in bank()) {
        reads_back_by(&bank, |bank| bank.to_json().unwrap(), |text| ItemBank::from_json(text).unwrap())?;
    }

    #[test]
    fn interrupted_tests_read_back(written in interrupted()) {
        let state = TestState::from_json(&written.to_string()).unwrap();
        prop_assert_eq!(serde_json::to_value(&state).unwrap(), written);
        reads_back_by(&state, |state| state.to_json().unwrap(), |text| TestState::from_json(text).unwrap())?;
    }

    #[test]
    fn histories_of_what_was_published_read_back(written in published()) {
        let history: History = serde_json::from_value(written.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&history).unwrap(), written);
        reads_back::reads_back(&history)?;
    }

    /// A rater who is erased is in nothing that is kept of what was published, and it guards the others as before.
    #[test]
    fn histories_forget_raters_and_guard_what_was_published(
        figures in vec(proptest::collection::btree_set(0..6_u8, 1..6), 1..4),
        (floor, gone, steady) in (2..4_usize, 0..6_u8, any::<bool>()),
    ) {
        let mut history = History::new("p1");
        if steady {
            history = history.with_steady_raters();
        }
        for (number, raters) in figures.iter().enumerate() {
            let ids: Vec<String> = raters.iter().map(|rater| format!("rater{rater}")).collect();
            history = history.with_means(floor, format!("figure {number}"), ids.iter().map(String::as_str));
        }
        let before = history.isolated();
        let gone = format!("rater{gone}");
        history.forget(&gone, "erased-1");
        prop_assert_eq!(history.isolated(), before);
        prop_assert!(!serde_json::to_string(&history).unwrap().contains(&gone));
        reads_back::reads_back(&history)?;
    }
}
