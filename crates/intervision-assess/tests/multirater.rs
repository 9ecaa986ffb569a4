//! What a report of several raters gives away, checked by code that knows nothing of how figures are chosen: every set of too
//! few raters is tried, with ranks modulo a prime.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use std::collections::{BTreeMap, BTreeSet};

use intervision_assess::multirater::{
    Disclosed, Disclosure, DropSelf, EqualGroups, Feedback, FeedbackReport, Floors, GroupFigure,
    History, RatedFigure, RaterGroup, RaterWeighted,
};
use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale};
use proptest::prelude::*;

const PRIME: u64 = (1 << 31) - 1;

#[derive(Debug, Clone)]
struct Rater {
    group: usize,
    /// Per item: answered or not observed.
    seen: Vec<bool>,
}

/// One scale of all items, at least half of which must be answered.
#[derive(Debug, Clone)]
struct Case {
    items: usize,
    raters: Vec<Rater>,
    /// Per group; 1 is open.
    floors: Vec<usize>,
    every_rater_alike: bool,
    answers: Vec<i32>,
}

fn cases(groups: usize, raters: usize, items: usize, floor: usize) -> impl Strategy<Value = Case> {
    (1..=items, prop::collection::vec(prop_oneof![1 => Just(1), 5 => 2..=floor], groups))
        .prop_flat_map(move |(items, floors)| {
            let seen = prop::collection::vec(prop::bool::weighted(0.85), items);
            let rater = (0..floors.len(), seen).prop_map(|(group, seen)| Rater { group, seen });
            let raters = prop::collection::vec(rater, 2..=raters);
            let answers = prop::collection::vec(1..=5, 97);
            (raters, any::<bool>(), answers).prop_map(
                move |(raters, every_rater_alike, answers)| Case {
                    items,
                    raters,
                    floors: floors.clone(),
                    every_rater_alike,
                    answers,
                },
            )
        })
}

fn group(number: usize) -> RaterGroup {
    RaterGroup::Other(format!("g{number:02}"))
}

/// Feedback from some of the raters, by number.
fn feedback(case: &Case, with: impl Fn(usize) -> bool) -> Feedback {
    let ids: Vec<String> = (0..case.items).map(|item| format!("q{item}")).collect();
    let scale = ids.iter().fold(Scale::new("s"), Scale::with_item);
    let instrument = Instrument::builder("leaks")
        .with_format("five", ResponseFormat::new(1, 5))
        .with_items(ids.iter().map(|id| Item::new(id, "five")))
        .with_scale(scale)
        .build()
        .unwrap();
    let (mut answers, mut raters) = (Responses::builder(&instrument), Vec::new());
    for (number, rater) in case.raters.iter().enumerate().filter(|(number, _)| with(*number)) {
        let row = ids.iter().enumerate().map(|(item, id)| {
            let value = case.answers[(7 * number + item) % case.answers.len()];
            (id.as_str(), if rater.seen[item] { Answer::Given(value) } else { Answer::NotObserved })
        });
        let id = format!("r{number:03}");
        answers = answers.with_row(&id, row);
        raters.push((id, group(rater.group)));
    }
    Feedback::new(&instrument, &answers.build().unwrap(), "p", raters).unwrap()
}

fn disclosure(case: &Case) -> Disclosure {
    let floors = case.floors.iter().enumerate().fold(Floors::new(), |floors, (number, &floor)| {
        floors.with_floor(group(number), floor).unwrap()
    });
    let plain = Disclosure::new().with_policy(floors);
    if case.every_rater_alike {
        plain.with_aggregator(DropSelf(RaterWeighted))
    } else {
        plain.with_aggregator(EqualGroups)
    }
}

fn report(case: &Case, history: &History, with: impl Fn(usize) -> bool) -> Disclosed {
    disclosure(case).report(&feedback(case, with), history).unwrap()
}

/// A figure: of the scale (`None`) or an item, and of a group or of all.
type Figure = (Option<usize>, Option<usize>);

/// Unknowns by rater, quantity: answers first, then squares of items, then of the scale.
type Sum = BTreeMap<(usize, usize), u64>;

fn inverse(of: u64) -> u64 {
    let (mut power, mut base, mut left) = (1, of % PRIME, PRIME - 2);
    while left > 0 {
        if left & 1 == 1 {
            power = power * base % PRIME;
        }
        base = base * base % PRIME;
        left >>= 1;
    }
    power
}

/// The parts of a rater's score in its items, if there is one.
fn score(case: &Case, rater: usize, scope: Option<usize>) -> Option<Vec<usize>> {
    let seen = &case.raters[rater].seen;
    let of: Vec<usize> = (0..case.items).filter(|&item| seen[item]).collect();
    if let Some(item) = scope {
        return seen[item].then_some(vec![item]);
    }
    (2 * of.len() >= case.items && !of.is_empty()).then_some(of)
}

/// What a reader can calculate from a figure, from its definition.
fn sums(case: &Case, (scope, of): Figure, with: &dyn Fn(usize) -> bool) -> Vec<Sum> {
    let groups: Vec<usize> =
        of.map_or_else(|| (0..case.floors.len()).collect(), |group| vec![group]);
    let mut mean = Sum::new();
    let mut square = Sum::new();
    for group in groups {
        let said: Vec<(usize, Vec<usize>)> = (0..case.raters.len())
            .filter(|&rater| with(rater) && case.raters[rater].group == group)
            .filter_map(|rater| Some((rater, score(case, rater, scope)?)))
            .collect();
        let count = said.len() as u64;
        let weight = if of.is_none() && case.every_rater_alike { count } else { 1 };
        for (rater, items) in &said {
            for &item in items {
                let part = weight * inverse(count * items.len() as u64) % PRIME;
                mean.insert((*rater, item), part);
            }
            square.insert((*rater, case.items + scope.map_or(case.items, |item| item)), 1);
        }
        if of.is_some() && count < 2 {
            square.clear();
        }
    }
    if of.is_none() || square.is_empty() { vec![mean] } else { vec![mean, square] }
}

fn rank(sums: &[Sum], without: &BTreeSet<usize>) -> usize {
    let mut rows: Vec<Sum> = Vec::new();
    for sum in sums {
        let mut row: Sum = sum
            .iter()
            .filter(|((rater, _), _)| !without.contains(rater))
            .map(|(&unknown, &part)| (unknown, part))
            .collect();
        for pivot in &rows {
            let (&unknown, &theirs) = pivot.first_key_value().unwrap();
            let Some(&mine) = row.get(&unknown) else { continue };
            let times = mine * inverse(theirs) % PRIME;
            for (&other, &part) in pivot {
                let cell = row.entry(other).or_default();
                *cell = (*cell + PRIME - times * part % PRIME) % PRIME;
            }
            row.retain(|_, &mut part| part != 0);
        }
        if !row.is_empty() {
            rows.push(row);
        }
    }
    rows.len()
}

/// Whether some combination of the sums rests on exactly these raters. Combinations that rest on some of them form a space of
/// dimension rank of all less rank without them; each rater must add to it.
fn rests_on(sums: &[Sum], all: usize, raters: &BTreeSet<usize>) -> bool {
    let space = |raters: &BTreeSet<usize>| all - rank(sums, raters);
    let whole = space(raters);
    whole > 0
        && raters.iter().all(|rater| {
            let less: BTreeSet<usize> = raters.iter().copied().filter(|it| it != rater).collect();
            space(&less) < whole
        })
}

/// Too few raters on whom a combination of these figures rests.
fn leak(case: &Case, sums: &[Sum]) -> Option<BTreeSet<usize>> {
    let floor = |rater: usize| case.floors[case.raters[rater].group];
    let known: Vec<Sum> = sums
        .iter()
        .map(|sum| sum.iter().filter(|((rater, _), _)| floor(*rater) > 1))
        .map(|sum| sum.map(|(&unknown, &part)| (unknown, part)).collect())
        .collect();
    let all = rank(&known, &BTreeSet::new());
    let protected: Vec<usize> = (0..case.raters.len()).filter(|&it| floor(it) > 1).collect();
    let most = protected.iter().map(|&it| floor(it)).max().unwrap_or(0);
    let mut sets: Vec<BTreeSet<usize>> = vec![BTreeSet::new()];
    for size in 1..most {
        sets = sets
            .iter()
            .flat_map(|set| {
                let last = set.last().map_or(0, |&last| last + 1);
                protected.iter().filter(move |&&it| it >= last).map(move |&it| {
                    let mut set = set.clone();
                    set.insert(it);
                    set
                })
            })
            .collect();
        let small = |set: &&BTreeSet<usize>| set.iter().any(|&it| floor(it) > size);
        if let Some(found) = sets.iter().filter(small).find(|set| rests_on(&known, all, set)) {
            return Some(found.clone());
        }
    }
    None
}

/// The figures that could be shown, with whether they are and what they cost.
fn figures(
    case: &Case,
    report: &FeedbackReport,
    with: &dyn Fn(usize) -> bool,
) -> Vec<(Figure, bool, u32)> {
    let mut found = Vec::new();
    let scopes = [None].into_iter().chain((0..case.items).map(Some));
    let shown = |figure: &RatedFigure| figure.mean().is_some();
    for (scope, said) in scopes.zip(report.scales.iter().chain(&report.items)) {
        let GroupFigure { groups, overall, .. } = said;
        let names: Vec<String> = report.groups.iter().map(|part| part.name.clone()).collect();
        let loss = if scope.is_none() { (4, 3) } else { (2, 1) };
        let mut parts = 0;
        for number in 0..case.floors.len() {
            let own = (0..case.raters.len()).filter(|&rater| {
                with(rater)
                    && case.raters[rater].group == number
                    && score(case, rater, scope).is_some()
            });
            let Some(place) = names.iter().position(|name| *name == format!("g{number:02}")) else {
                continue;
            };
            if own.count() > 0 {
                parts += 1;
                found.push(((scope, Some(number)), shown(&groups[place]), loss.0));
            } else {
                assert_eq!(groups[place], RatedFigure::NoAnswers);
            }
        }
        if parts > 1 {
            found.push(((scope, None), shown(overall), loss.1));
        }
    }
    found
}

fn published(case: &Case, report: &FeedbackReport, with: &dyn Fn(usize) -> bool) -> Vec<Sum> {
    let shown = figures(case, report, with).into_iter().filter(|&(_, shown, _)| shown);
    shown.flat_map(|(figure, ..)| sums(case, figure, with)).collect()
}

fn new() -> History {
    History::new("p")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nobody_is_found_in_small_reports(case in cases(4, 12, 3, 4)) {
        let disclosed = report(&case, &new(), |_| true);
        prop_assert!(disclosed.minimal());
        let found = leak(&case, &published(&case, &disclosed.report, &|_| true));
        prop_assert_eq!(found, None, "{:?}", disclosed.report);
        prop_assert_eq!(disclosed.history.isolated(), None);
    }

    #[test]
    fn nobody_is_found_in_two_reports(case in cases(3, 10, 2, 4), late in prop::collection::vec(any::<bool>(), 10)) {
        let early = |rater: usize| !late[rater];
        let first = report(&case, &new(), early);
        let second = report(&case, &first.history, |_| true);
        let mut sums = published(&case, &first.report, &early);
        sums.extend(published(&case, &second.report, &|_| true));
        prop_assert_eq!(leak(&case, &sums), None, "{:?} {:?}", first.report, second.report);
        // The same report again costs nothing.
        let again = report(&case, &second.history, |_| true);
        prop_assert_eq!(again, second);
    }

    #[test]
    fn what_is_withheld_does_not_depend_on_the_answers(
        case in cases(4, 14, 3, 4), answers in prop::collection::vec(1..=5, 97),
    ) {
        let other = Case { answers, ..case.clone() };
        let shown = |case: &Case| {
            let report = report(case, &new(), |_| true).report;
            figures(case, &report, &|_| true)
        };
        prop_assert_eq!(shown(&case), shown(&other));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_choice_loses_less(case in cases(3, 8, 1, 4), late in prop::collection::vec(any::<bool>(), 8)) {
        let early = |rater: usize| !late[rater];
        let first = report(&case, &new(), early);
        let before = published(&case, &first.report, &early);
        let second = report(&case, &first.history, |_| true);
        prop_assert!(second.minimal());
        let all = figures(&case, &second.report, &|_| true);
        let lost = |shown: &dyn Fn(usize) -> bool| -> u32 {
            all.iter().enumerate().filter(|(at, _)| !shown(*at)).map(|(_, it)| it.2).sum()
        };
        let chosen = lost(&|at| all[at].1);
        for bits in 0..1_u32 << all.len() {
            let shown = |at: usize| bits >> at & 1 == 1;
            if lost(&shown) < chosen {
                let kept = all.iter().enumerate().filter(|(at, _)| shown(*at));
                let mut sums: Vec<Sum> = kept.flat_map(|(_, it)| sums(&case, it.0, &|_| true)).collect();
                sums.extend(before.clone());
                prop_assert!(leak(&case, &sums).is_some(), "{:?} {:?}", all, bits);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn nobody_is_found_among_twenty_groups(case in cases(20, 44, 2, 3)) {
        let disclosed = report(&case, &new(), |_| true);
        let found = leak(&case, &published(&case, &disclosed.report, &|_| true));
        prop_assert_eq!(found, None, "{:?}", disclosed.report);
    }
}
