//! Rules documents and rosters from a file that a careless hand, or a hostile one, has written.

#![cfg(feature = "serde")]

use intervision_core::{Groups, PairMatrix, PairWeight, Roster, Run, Status, Table, Value};
use intervision_groups::{
    Certificate, Error, Former, Inputs, Pairs, PairsError, Rules, Slots, changes, verify,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use serde_json::{Value as Json, json};

use crate::common::form_in;

/// Numbers that documents get wrong.
fn number() -> impl Strategy<Value = Json> {
    prop_oneof![
        40 => (0..9u64).prop_map(Json::from),
        2 => prop_oneof![Just(usize::MAX as u64), Just(u64::from(u32::MAX)), Just(1 << 40)].prop_map(Json::from),
        1 => prop_oneof![Just(json!(-1)), Just(json!(2.5)), Just(json!("3")), Just(Json::Null)],
    ]
}

fn weight() -> impl Strategy<Value = Json> {
    prop_oneof![
        30 => (0..5u8).prop_map(Json::from),
        3 => prop_oneof![Just(1e12), Just(1e-300), Just(0.1)].prop_map(Json::from),
        1 => prop_oneof![Just(json!(-1)), Just(json!(1e300)), Just(json!("NaN")), Just(Json::Null)],
    ]
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        40 => (1..10u8).prop_map(|number| format!("m{number:03}")),
        1 => Just("m404".to_owned()),
        1 => Just(String::new()),
    ]
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        30 => proptest::sample::select(vec!["unit", "years", "level", "skills"]),
        1 => Just("nothing"),
        1 => Just(""),
    ]
}

fn sizes() -> impl Strategy<Value = Json> {
    prop_oneof![
        4 => (1..4u8).prop_map(|count| json!({ "count": count })),
        2 => number().prop_map(|count| json!({ "count": count })),
        2 => (number(), number()).prop_map(|(min, max)| json!({ "between": { "min": min, "max": max } })),
        2 => (number(), number(), number())
            .prop_map(|(count, min, max)| json!({ "count_between": { "count": count, "min": min, "max": max } })),
        2 => (number(), proptest::sample::select(vec!["larger", "smaller", "none", "some"]))
            .prop_map(|(size, remainder)| json!({ "size": { "size": size, "remainder": remainder } })),
        1 => proptest::collection::vec(number(), 0..4).prop_map(|sizes| json!({ "listed": sizes })),
        1 => proptest::collection::vec((number(), number()), 0..4)
            .prop_map(|limits| json!({ "listed_between": limits })),
    ]
}

/// Puts a field into some documents and leaves it out of others.
fn maybe(document: &mut Json, field: &str, value: Option<Json>) {
    if let (Some(map), Some(value)) = (document.as_object_mut(), value) {
        map.insert(field.to_owned(), value);
    }
}

fn category() -> impl Strategy<Value = Option<Json>> {
    let names = proptest::sample::select(vec!["u0", "u1", "a", "3", "nothing"]);
    proptest::option::weighted(0.5, names.prop_map(Json::from))
}

prop_compose! {
    fn wish()(
        attribute in name(),
        direction in proptest::sample::select(vec!["mix", "match", "balance", "not_alone"]),
        weight in weight(),
        category in category(),
        at_least in proptest::option::weighted(0.3, number()),
        level in proptest::option::weighted(0.3, number()),
        company in proptest::bool::weighted(0.9),
    ) -> Json {
        let mut wish = json!({ "attribute": attribute, "direction": direction, "weight": weight });
        // Most documents have these fields where they belong.
        if direction == "not_alone" || !company {
            maybe(&mut wish, "category", category);
            maybe(&mut wish, "at_least", at_least);
        }
        maybe(&mut wish, "level", level);
        wish
    }
}

prop_compose! {
    fn waiting_list()(
        at_most in proptest::option::weighted(0.5, number()),
        seat in proptest::collection::vec(id(), 0..2),
        priority in proptest::option::weighted(0.4, name()),
    ) -> Json {
        let mut list = json!({ "seat": seat });
        maybe(&mut list, "at_most", at_most);
        maybe(&mut list, "priority", priority.map(Json::from));
        list
    }
}

prop_compose! {
    fn quota()(
        attribute in name(),
        category in category(),
        at_least in proptest::option::weighted(0.4, number()),
        at_most in proptest::option::weighted(0.7, number()),
    ) -> Json {
        let mut quota = json!({ "attribute": attribute });
        maybe(&mut quota, "category", category);
        maybe(&mut quota, "at_least", at_least);
        maybe(&mut quota, "at_most", at_most);
        quota
    }
}

prop_compose! {
    fn document()(
        (sizes, waiting_list) in (sizes(), proptest::option::weighted(0.3, waiting_list())),
        wishes in proptest::collection::vec(wish(), 0..4),
        pairs in proptest::collection::vec((proptest::sample::select(vec!["avoid", "seek"]), weight()), 0..2),
        together in proptest::collection::vec(proptest::collection::vec(id(), 0..4), 0..2),
        apart in proptest::collection::vec(proptest::collection::vec(id(), 0..4), 0..3),
        manager_steps in number(),
        pins in proptest::collection::vec((id(), number()), 0..3),
        locks in proptest::collection::vec(id(), 0..2),
        quotas in proptest::collection::vec(quota(), 0..2),
        aggregate in prop_oneof![
            6 => Just(json!("total")),
            2 => Just(json!("worst")),
            2 => Just(json!("harmonic")),
            1 => Just(json!("best")),
        ],
        common_slots in prop_oneof![4 => Just(json!(0)), 2 => (1..3u8).prop_map(Json::from), 1 => number()],
        version in prop_oneof![60 => Just(1), 1 => Just(0), 1 => Just(2)],
    ) -> Json {
        let pairs: Vec<Json> = pairs
            .into_iter()
            .map(|(direction, weight)| json!({ "name": "met", "direction": direction, "weight": weight }))
            .collect();
        let pins: Vec<Json> =
            pins.into_iter().map(|(id, group)| json!({ "id": id, "group": group })).collect();
        let mut document = json!({
            "version": version, "sizes": sizes, "wishes": wishes, "pairs": pairs, "together": together,
            "apart": apart, "manager_steps": manager_steps, "pins": pins, "locks": locks, "quotas": quotas,
            "aggregate": aggregate, "common_slots": common_slots,
        });
        maybe(&mut document, "waiting_list", waiting_list);
        document
    }
}

/// A value of any kind, as a roster might have it by mistake.
fn value() -> impl Strategy<Value = Value<'static>> {
    prop_oneof![
        2 => Just(Value::Unknown),
        6 => (0..3u8).prop_map(|unit| Value::category(format!("u{unit}"))),
        1 => proptest::sample::select(vec![f64::NAN, f64::INFINITY, f64::MAX, f64::MIN_POSITIVE, -0.0])
            .prop_map(Value::Number),
        1 => Just(Value::Level(u32::MAX)),
        1 => proptest::collection::vec("[ a]{0,2}", 0..3)
            .prop_map(|tags| Value::Tags(tags.into_iter().map(Into::into).collect())),
    ]
}

/// A roster in which columns are of one kind, but for slips.
fn roster() -> impl Strategy<Value = Table> {
    let column = prop_oneof![
        6 => proptest::collection::vec((0..3u8).prop_map(|unit| Value::category(format!("u{unit}"))), 10),
        6 => proptest::collection::vec(proptest::num::f64::ANY.prop_map(Value::Number), 10),
        3 => proptest::collection::vec((0..4u32).prop_map(Value::Level), 10),
        3 => proptest::collection::vec(
            proptest::collection::vec("[a-c]", 0..3)
                .prop_map(|tags| Value::Tags(tags.into_iter().map(Into::into).collect())),
            10,
        ),
        1 => proptest::collection::vec(value(), 10),
    ];
    let columns = proptest::collection::vec(column, 4);
    let lines = proptest::collection::vec((0..9usize, 0..9usize), 0..6);
    (0..10usize, columns, lines).prop_map(|(people, columns, lines)| {
        let ids = crate::common::ids(people);
        let mut table = Table::new(ids.clone()).unwrap();
        for (key, column) in ["unit", "years", "level", "skills"].into_iter().zip(columns) {
            table = table.with_column(key, column.into_iter().take(people)).unwrap();
        }
        for (report, boss) in lines {
            // A line that runs in a circle is refused by the table itself.
            if let (Some(report), Some(boss)) = (ids.get(report), ids.get(boss))
                && let Ok(longer) = table.clone().with_manager(report, boss)
            {
                table = longer;
            }
        }
        table
    })
}

struct Anything(usize, Vec<f64>);

impl PairWeight for Anything {
    fn len(&self) -> usize {
        self.0
    }

    fn weight(&self, a: usize, b: usize) -> f64 {
        if a == b || a.max(b) >= self.0 { 0.0 } else { self.1[(a + b) % self.1.len()] }
    }
}

/// Two slots of which nearly everyone is free in both.
struct Mornings(usize);

impl Slots for Mornings {
    fn len(&self) -> usize {
        2
    }

    fn is_free(&self, member: usize, slot: usize) -> bool {
        member < self.0 && slot < 2 && (member % 5 != 4 || slot == 0)
    }
}

fn weights() -> impl Strategy<Value = Vec<f64>> {
    let usual = (-3..4i8).prop_map(f64::from);
    let wild = proptest::sample::select(vec![
        f64::NAN,
        f64::INFINITY,
        1e300,
        -1e300,
        1e100,
        -1e99,
        1e-300,
    ]);
    proptest::collection::vec(prop_oneof![12 => usual, 1 => wild], 1..7)
}

proptest! {
    #[test]
    fn documents_and_rosters(
        document in document(),
        roster in roster(),
        weights in weights(),
        more in 0..12usize,
    ) {
        let Ok(rules) = serde_json::from_value::<Rules>(document) else { return Ok(()) };
        let again: Rules = serde_json::from_value(serde_json::to_value(&rules).unwrap()).unwrap();
        prop_assert_eq!(&again, &rules);
        let people = if more == 11 { roster.len() + 1 } else { roster.len() };
        let met = Anything(people, weights);
        let pairs = if rules.pairs().is_empty() { Pairs::new() } else { Pairs::new().with("met", &met) };
        let slots = Mornings(roster.len());
        let earlier = Groups::new(roster.len(), vec![(0..roster.len() / 2).collect()]).unwrap();
        let inputs = Inputs::new().with_pairs(pairs).with_slots(&slots).with_earlier(&earlier);
        let former = Former::new(rules.clone()).with_inputs(inputs);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
        let mut observer = ();
        match former.form(&roster, &mut Run::new(&mut rng, &mut observer).with_steps(500)) {
            Err(error) => prop_assert!(!error.to_string().is_empty()),
            Ok(outcome) => {
                let worth = outcome.worth();
                prop_assert!(worth.value.is_finite(), "{worth:?}");
                prop_assert!(worth.bound.is_none_or(|bound| bound <= worth.value + 1e-9 * worth.value.abs().max(1.0)));
                prop_assert_eq!(worth.status == Status::Unknown, !outcome.violated().is_empty());
                prop_assert_eq!(outcome.groups().sizes().iter().sum::<usize>(), roster.len());
                let file = serde_json::to_string(outcome.certificate()).unwrap();
                let read: Certificate = serde_json::from_str(&file).unwrap();
                verify(&read, &rules, &roster, former.inputs()).unwrap();
                let explainer = former.explainer(&roster, outcome.groups()).unwrap();
                prop_assert!(explainer.exchanges(2).allowed.iter().all(|one| one.breaks.is_empty()));
                prop_assert!(!explainer.person("m001").unwrap().sentences().is_empty());
                prop_assert!(!explainer.group(1).unwrap().sentences().is_empty());
                let same = changes(outcome.groups(), outcome.groups(), &roster).unwrap();
                prop_assert!(same.people.is_empty());
            }
        }
    }

    #[test]
    fn text_that_is_no_document(text in ".{0,60}") {
        prop_assert!(serde_json::from_str::<Rules>(&text).is_err());
    }
}

#[test]
fn pair_weights_beyond_reason_are_refused() {
    let rules: Rules = serde_json::from_value(json!({
        "version": 1, "sizes": { "count": 2 }, "pairs": [{ "name": "met", "direction": "avoid" }],
    }))
    .unwrap();
    for weight in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
        let met = Anything(4, vec![weight]);
        let refused =
            form_in(&rules, &crate::common::plain(4), &Pairs::new().with("met", &met), None);
        assert!(matches!(refused, Err(Error::Pairs(PairsError::Weight { .. }))), "{weight}");
    }
    let none = PairMatrix::zeros(4);
    form_in(&rules, &crate::common::plain(4), &Pairs::new().with("met", &none), None).unwrap();
}
