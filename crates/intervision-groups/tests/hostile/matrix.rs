//! The corners of every kind of wish: every weight that a document can hold, on every shape of groups, over columns in which everyone
//! is alike, nobody is known, or numbers have no end; put together in every way.

use intervision_core::{PairMatrix, Run, Status, Table, Value};
use intervision_groups::{
    Aggregate, Direction, Error, Former, Inputs, Outcome, PairDirection, PairWish, Pairs,
    PairsError, Rankings, RulesBuilder, Sizes, Stages, ThemeWish, Wish, WishError, verify,
};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::common::mixture::Week;
use crate::common::plain;

/// Weights that are allowed, from nothing to the heaviest.
const WEIGHTS: [f64; 6] = [0.0, 5e-324, f64::MIN_POSITIVE, 1e-12, 1.0, 1e12];
/// Weights that are not.
const REFUSED: [f64; 7] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, -5e-324, 1e13, 1e300];
const AGGREGATES: [Aggregate; 3] = [Aggregate::Total, Aggregate::Worst, Aggregate::Harmonic];

/// A column: its name and who has what.
type Column = (&'static str, fn(usize) -> Value<'static>);

const COLUMNS: [Column; 12] = [
    ("category alike", |_| Value::category("all")),
    ("category each", |m| Value::category(format!("c{m}"))),
    ("level alike", |_| Value::Level(u32::MAX)),
    ("level each", |m| Value::Level(m as u32)),
    ("tags alike", |_| Value::Tags(vec!["a".into(), "b".into()])),
    ("tags none", |_| Value::Tags(Vec::new())),
    ("number alike", |_| Value::Number(-1e300)),
    ("number huge", |m| Value::Number(if m % 2 == 0 { 1e308 } else { -1e308 })),
    ("number tiny", |m| Value::Number(5e-324 * m as f64)),
    ("number endless", |m| Value::Number([f64::NAN, f64::INFINITY, f64::NEG_INFINITY][m % 3])),
    ("one known", |m| if m == 0 { Value::category("x") } else { Value::Unknown }),
    ("unknown", |_| Value::Unknown),
];

/// People and groups: one person, one group, as many groups as people, and something between.
const SHAPES: [(usize, usize); 5] = [(1, 1), (5, 1), (5, 5), (7, 2), (13, 3)];

/// Every wish there is: about any column, or about the pairs, or about themes.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Column(Direction),
    Pairs(PairDirection),
    Themes,
}

const WISHES: [Asked; 7] = [
    Asked::Column(Direction::Mix),
    Asked::Column(Direction::Match),
    Asked::Column(Direction::Balance),
    Asked::Column(Direction::NotAlone),
    Asked::Pairs(PairDirection::Avoid),
    Asked::Pairs(PairDirection::Seek),
    Asked::Themes,
];

fn with(
    rules: RulesBuilder,
    wish: Asked,
    column: &str,
    groups: usize,
    weight: f64,
    level: u32,
) -> RulesBuilder {
    match wish {
        Asked::Column(direction) => {
            rules.with_wish(Wish::new(column, direction, weight).on_level(level))
        }
        Asked::Pairs(direction) => {
            rules.with_pairs(PairWish::new("met", direction, weight).on_level(level))
        }
        Asked::Themes => {
            let names = (0..groups).map(|group| format!("t{group}"));
            rules.with_themes(ThemeWish::new(names, weight).on_level(level))
        }
    }
}

fn table(people: usize, column: Column) -> Table {
    plain(people).with_column(column.0, (0..people).map(column.1)).unwrap()
}

/// Forms groups with whatever the rules ask for, and checks whatever comes out.
fn formed(
    rules: &RulesBuilder,
    roster: &Table,
    edge: f64,
    groups: usize,
    what: &str,
) -> Result<Outcome, Error> {
    let people = intervision_core::Roster::len(roster);
    let rules = rules.clone().build()?;
    let met = PairMatrix::from_pairs(people, (1..people).map(|member| (member - 1, member, edge)))
        .unwrap();
    let ranked = |member: usize| (0..groups).map(move |at| format!("t{}", (at + member) % groups));
    let rankings = (0..people).fold(Rankings::new(people), |all, m| all.rank(m, ranked(m)));
    let week = Week { slots: 2, free: vec![0b11; people] };
    let mut inputs = Inputs::new().with_slots(&week);
    if !rules.pairs().is_empty() {
        inputs = inputs.with_pairs(Pairs::new().with("met", &met));
    }
    if rules.themes().is_some() {
        inputs = inputs.with_rankings(&rankings);
    }
    let former = Former::new(rules.clone()).with_inputs(inputs);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    // Enough to try everything where that is what is done.
    let steps = if people <= 12 { 100_000 } else { 2_000 };
    let outcome = former.form(roster, &mut Run::new(&mut rng, &mut ()).with_steps(steps))?;
    let worth = outcome.worth();
    assert!(
        worth.value.is_finite() && worth.bound.is_some_and(f64::is_finite),
        "{what}: {worth:?}"
    );
    assert!(
        worth.terms.iter().all(|term| term.value.is_finite() && term.weight.is_finite()),
        "{what}: {worth:?}"
    );
    assert!(outcome.group_values().iter().all(|group| group.value.is_finite()), "{what}");
    assert_ne!(worth.status, Status::Unknown, "{what}");
    let verified = verify(outcome.certificate(), &rules, roster, former.inputs());
    assert!(verified.is_ok(), "{what}: {verified:?}");
    for sentence in outcome.reasons() {
        assert!(!sentence.contains("NaN") && !sentence.contains("inf"), "{what}: {sentence}");
    }
    if groups == 1 || groups == people {
        let themed = rules.themes().is_some_and(|themes| themes.weight > 0.0);
        assert!(themed || worth.status == Status::Optimal, "{what}: {worth:?}");
    }
    Ok(outcome)
}

/// What may be refused, with a reason: numbers where kinds are asked for, groups without scores, levels too far apart.
fn is_reason(error: &Error) -> bool {
    use WishError::{NeedsCategories, NoScore, TooManyLevels};
    if let Error::Section { wrong, .. } = error {
        return is_reason(wrong);
    }
    matches!(error, Error::Wish(NeedsCategories { .. } | NoScore { .. } | TooManyLevels { .. }))
}

#[test]
fn every_wish_of_every_weight_over_every_column() {
    for (people, groups) in SHAPES {
        for column in COLUMNS {
            let roster = table(people, column);
            for wish in WISHES {
                // Pairs and themes do not look at columns.
                if !matches!(wish, Asked::Column(_)) && column.0 != "unknown" {
                    continue;
                }
                for weight in WEIGHTS {
                    for aggregate in AGGREGATES {
                        let what =
                            format!("{wish:?} {weight} {} {people} {groups} {aggregate}", column.0);
                        let rules = RulesBuilder::new(Sizes::count(groups))
                            .aggregate(aggregate)
                            .common_slots(1);
                        let rules = with(rules, wish, column.0, groups, weight, 1);
                        if let Err(error) = formed(&rules, &roster, 1.0, groups, &what) {
                            assert!(is_reason(&error), "{what}: {error}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_two_wishes_on_one_level_and_on_two() {
    let (people, groups) = (7, 3);
    for column in COLUMNS {
        let roster = table(people, column);
        for (at, &one) in WISHES.iter().enumerate() {
            for &other in &WISHES[at + 1..] {
                for (level, weights) in
                    [(1, (1.0, 1e-12)), (2, (1.0, 1.0)), (2, (1e-12, 1e12)), (2, (0.0, 1.0))]
                {
                    for aggregate in AGGREGATES {
                        let what = format!(
                            "{one:?} {other:?} {} {level} {weights:?} {aggregate}",
                            column.0
                        );
                        let rules = RulesBuilder::new(Sizes::count(groups)).aggregate(aggregate);
                        let rules = with(rules, one, column.0, groups, weights.0, 1);
                        let rules = with(rules, other, column.0, groups, weights.1, level);
                        if let Err(error) = formed(&rules, &roster, 1.0, groups, &what) {
                            assert!(is_reason(&error), "{what}: {error}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn weights_that_are_none_are_refused_for_every_wish() {
    for wish in WISHES {
        for weight in REFUSED {
            let rules = with(RulesBuilder::new(Sizes::count(2)), wish, "unknown", 2, weight, 1);
            let refused = rules.build().unwrap_err();
            assert!(
                matches!(refused, Error::Wish(WishError::Weight { .. })),
                "{wish:?} {weight}: {refused}"
            );
        }
    }
}

#[test]
fn every_weight_of_a_pair_is_counted_or_refused() {
    let edges =
        [0.0, -0.0, 5e-324, -5e-324, f64::MIN_POSITIVE, 1.0, -1.0, 1e100, -1e100, 1e300, -1e300];
    for (people, groups) in SHAPES.into_iter().skip(1) {
        let roster = plain(people);
        for direction in [PairDirection::Avoid, PairDirection::Seek] {
            for edge in edges {
                for weight in WEIGHTS {
                    for aggregate in AGGREGATES {
                        let what =
                            format!("{direction} {edge} {weight} {people} {groups} {aggregate}");
                        let rules = RulesBuilder::new(Sizes::count(groups)).aggregate(aggregate);
                        let rules = with(rules, Asked::Pairs(direction), "", groups, weight, 1);
                        match formed(&rules, &roster, edge, groups, &what) {
                            Ok(_) => assert!(edge.abs() <= 1e100, "{what}"),
                            Err(Error::Pairs(PairsError::Weight { .. })) => {
                                assert!(edge.abs() > 1e100, "{what}");
                            }
                            Err(error) => assert!(is_reason(&error), "{what}: {error}"),
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn sections_and_groups_within_of_every_wish() {
    let people = 13;
    for column in COLUMNS {
        let roster = table(people, column);
        for (first, within) in [
            (Direction::Balance, Direction::Mix),
            (Direction::Match, Direction::NotAlone),
            (Direction::Mix, Direction::Match),
        ] {
            for weight in WEIGHTS {
                let what = format!("{first} {within} {weight} {}", column.0);
                let rules = |sizes, direction| {
                    let wish = Wish::new(column.0, direction, weight);
                    RulesBuilder::new(sizes).with_wish(wish).build().unwrap()
                };
                let stages =
                    Stages::new(rules(Sizes::count(2), first), rules(Sizes::between(2, 4), within));
                let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
                let mut nobody = ();
                let mut run = Run::new(&mut rng, &mut nobody).with_steps(2_000);
                match stages.form(&roster, &mut run) {
                    Err(error) => assert!(is_reason(&error), "{what}: {error}"),
                    Ok(staged) => {
                        assert!(staged.violated().is_empty(), "{what}: {:?}", staged.violated());
                        let verified = stages.verify(&staged, &roster);
                        assert!(verified.is_ok(), "{what}: {verified:?}");
                    }
                }
            }
        }
    }
}
