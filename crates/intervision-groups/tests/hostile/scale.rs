//! Nothing depends on how large weights are: all of them a power of two lighter give the same groups, and values that are lighter by
//! the same power, to the last digit.

use intervision_core::{PairMatrix, Run, Table, Value};
use intervision_groups::{
    Aggregate, Direction, Former, Outcome, PairDirection, PairWish, Pairs, Rules, RulesBuilder,
    Sizes, Wish, verify,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::common::plain;

/// From a thousandth of a billionth to next to nothing.
const POWERS: [i32; 4] = [-40, -100, -250, -330];

fn roster(people: usize) -> Table {
    let unit = (0..people).map(|member| Value::category(format!("u{}", member * 7 % 4)));
    let years = (0..people).map(|member| Value::Number((member * 37 % 23) as f64));
    plain(people).with_column("unit", unit).unwrap().with_column("years", years).unwrap()
}

/// Weights for all pairs, the heaviest as heavy as is said.
fn met(people: usize, heaviest: f64) -> PairMatrix {
    let weight = |a: usize, b: usize| {
        if (a, b) == (0, 1) { 1.0 } else { ((a * 31 + b * 17) % 64) as f64 / 64.0 }
    };
    let pairs = (0..people).flat_map(|b| (0..b).map(move |a| (a, b, heaviest * weight(a, b))));
    PairMatrix::from_pairs(people, pairs).unwrap()
}

fn form(rules: &Rules, roster: &Table, met: &PairMatrix, steps: u64) -> Outcome {
    let pairs = if rules.pairs().is_empty() { Pairs::new() } else { Pairs::new().with("met", met) };
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    let former = Former::new(rules.clone()).with_pairs(pairs.clone());
    let outcome = former.form(roster, &mut Run::new(&mut rng, &mut ()).with_steps(steps)).unwrap();
    let verified = verify(outcome.certificate(), rules, roster, &pairs);
    assert!(verified.is_ok(), "{verified:?}");
    outcome
}

/// The same groups for the same reasons, and values that are lighter by a power of two.
fn assert_alike(light: &Outcome, heavy: &Outcome, times: f64, what: &str) {
    assert_eq!(light.groups(), heavy.groups(), "{what}");
    let (light, heavy) = (light.worth(), heavy.worth());
    assert_eq!(light.value, heavy.value * times, "{what}");
    assert_eq!(light.bound, heavy.bound.map(|bound| bound * times), "{what}");
    assert_eq!((light.status, light.steps), (heavy.status, heavy.steps), "{what}");
}

#[derive(Debug, Clone, Copy)]
struct Case {
    people: usize,
    groups: usize,
    steps: u64,
    aggregate: Aggregate,
    direction: PairDirection,
    apart: bool,
}

impl Case {
    fn start(self) -> RulesBuilder {
        let rules = RulesBuilder::new(Sizes::count(self.groups)).aggregate(self.aggregate);
        if self.apart { rules.apart(["m001", "m002"]).together(["m003", "m005"]) } else { rules }
    }
}

fn case() -> impl Strategy<Value = Case> {
    let shape = prop_oneof![
        Just((9, 2, 20_000)),
        Just((12, 4, 20_000)),
        // Enough for a relaxation.
        Just((14, 2, 400_000)),
        Just((40, 5, 20_000)),
    ];
    let aggregate = prop_oneof![2 => Just(Aggregate::Total), 1 => Just(Aggregate::Worst)];
    let direction = prop_oneof![Just(PairDirection::Avoid), Just(PairDirection::Seek)];
    (shape, aggregate, direction, any::<bool>()).prop_map(
        |((people, groups, steps), aggregate, direction, apart)| Case {
            people,
            groups,
            steps,
            aggregate,
            direction,
            apart,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn light_weights_of_wishes(case in case(), power in proptest::sample::select(POWERS.to_vec())) {
        let times = 2f64.powi(power);
        let (roster, met) = (roster(case.people), met(case.people, 1.0));
        let form = |times: f64| {
            let rules = case.start()
                .with_wish(Wish::new("unit", Direction::Mix, times))
                .with_wish(Wish::new("years", Direction::Balance, 0.75 * times))
                .with_pairs(PairWish::new("met", case.direction, 0.5 * times));
            form(&rules.build().unwrap(), &roster, &met, case.steps)
        };
        assert_alike(&form(times), &form(1.0), times, &format!("{case:?}"));
    }

    #[test]
    fn light_weights_of_pairs_for_a_lone_wish(
        case in case(),
        power in proptest::sample::select(POWERS.to_vec()),
    ) {
        let times = 2f64.powi(power);
        let roster = roster(case.people);
        let rules = case.start().with_pairs(PairWish::new("met", case.direction, 1.0));
        let rules = rules.build().unwrap();
        let form = |times| form(&rules, &roster, &met(case.people, times), case.steps);
        assert_alike(&form(times), &form(1.0), times, &format!("{case:?}"));
    }

    #[test]
    fn light_weights_of_pairs_beside_other_wishes(
        case in case(),
        power in proptest::sample::select(POWERS.to_vec()),
        level in 1..3u32,
    ) {
        let times = 2f64.powi(power);
        let roster = roster(case.people);
        let pairs = PairWish::new("met", case.direction, 1.0);
        let rules = case.start().mix("unit", 1.0).balance("years", 1.0).with_pairs(pairs.on_level(level));
        let rules = rules.build().unwrap();
        let form = |times| form(&rules, &roster, &met(case.people, times), case.steps);
        let (light, heavy) = (form(times), form(1.0));
        if level == 1 {
            // On one scale.
            assert_alike(&light, &heavy, 1.0, &format!("{case:?}"));
        } else {
            prop_assert_eq!(light.groups(), heavy.groups());
            let last = |of: &Outcome| of.levels().last().map(|level| level.value);
            prop_assert_eq!(last(&light), last(&heavy).map(|value| value * times));
        }
    }
}

#[test]
fn what_is_said_of_light_weights_is_what_is_said_of_others() {
    let (people, times) = (9, 2f64.powi(-120));
    let roster = roster(people);
    let rules = RulesBuilder::new(Sizes::count(3))
        .avoid_pairs("met", 1.0)
        .apart(["m001", "m002"])
        .together(["m003", "m005"])
        .pin("m009", 1)
        .build()
        .unwrap();
    let told = |heaviest: f64| {
        let met = met(people, heaviest);
        let former = Former::new(rules.clone()).with_pairs(Pairs::new().with("met", &met));
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
        let outcome = former.form(&roster, &mut Run::new(&mut rng, &mut ())).unwrap();
        let explainer = former.explainer(&roster, outcome.groups()).unwrap();
        let exchanges = explainer.exchanges(5);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
        let prices = former.price_of_rules(&roster, &mut Run::new(&mut rng, &mut ())).unwrap();
        let said =
            outcome.reasons().iter().filter(|said| said.contains("no grouping has less than"));
        let proven: Vec<bool> =
            prices.rules.iter().map(intervision_groups::Price::proven).collect();
        let by: Vec<f64> = exchanges.allowed.iter().map(|one| one.whole / heaviest).collect();
        let prices: Vec<_> =
            prices.rules.iter().map(|price| price.at_most.map(|most| most / heaviest)).collect();
        (said.count(), by, proven, prices)
    };
    let (light, heavy) = (told(times), told(1.0));
    assert_eq!(light, heavy);
    assert!(heavy.1.iter().any(|by| *by > 0.0) && heavy.3.iter().flatten().any(|most| *most > 0.0));
}
