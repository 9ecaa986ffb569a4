//! What hosts keep and send of groups reads back as it was written.

#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, reason = "a strategy that is refused what should work has failed")]

#[path = "../../../docs/schemas/reads_back.rs"]
mod reads_back;

use chrono::{Days, NaiveDate};
use intervision_core::{Status, TermWorth};
use intervision_groups::pairing::{Coach, Coachee, Qualification};
use intervision_groups::{
    Aggregate, Certificate, Direction, LevelWorth, PairDirection, PairWish, Pin, Quota, Ranking,
    Rankings, Relaxation, Remainder, Rules, RulesDocument, Sizes, ThemeWish, WaitingList, Wish,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use reads_back::{every, ids, number, text};

fn place() -> impl Strategy<Value = usize> {
    prop_oneof![0..9_usize, Just(usize::MAX)]
}

fn sizes() -> impl Strategy<Value = Sizes> {
    let remainders = vec![Remainder::AllowLarger, Remainder::AllowSmaller, Remainder::Forbid];
    prop_oneof![
        place().prop_map(Sizes::Count),
        (place(), place(), place()).prop_map(|(count, min, max)| Sizes::CountBetween {
            count,
            min,
            max
        }),
        (place(), select(remainders)).prop_map(|(size, remainder)| Sizes::Size { size, remainder }),
        (place(), place()).prop_map(|(min, max)| Sizes::Between { min, max }),
        vec(place(), 0..4).prop_map(Sizes::Listed),
        vec((place(), place()), 0..4).prop_map(Sizes::ListedBetween),
    ]
}

fn wish() -> impl Strategy<Value = Wish> {
    use Direction::{Balance, Match, Mix, NotAlone};
    let direction = select(vec![Mix, Match, Balance, NotAlone]);
    (text(), direction, number(), option::of(text()), option::of(place()), any::<u32>()).prop_map(
        |(attribute, direction, weight, category, at_least, level)| Wish {
            attribute,
            direction,
            weight,
            category,
            at_least,
            level,
        },
    )
}

fn pair_wish() -> impl Strategy<Value = PairWish> {
    let direction = select(vec![PairDirection::Avoid, PairDirection::Seek]);
    (text(), direction, number(), any::<u32>())
        .prop_map(|(name, direction, weight, level)| PairWish { name, direction, weight, level })
}

fn themes() -> impl Strategy<Value = ThemeWish> {
    (ids(3), number(), any::<u32>()).prop_map(|(names, weight, level)| ThemeWish {
        names,
        weight,
        level,
    })
}

fn quota() -> impl Strategy<Value = Quota> {
    (text(), option::of(text()), option::of(place()), option::of(place())).prop_map(
        |(attribute, category, at_least, at_most)| Quota { attribute, category, at_least, at_most },
    )
}

fn waiting_list() -> impl Strategy<Value = WaitingList> {
    (option::of(place()), ids(3), option::of(text()))
        .prop_map(|(at_most, seat, priority)| WaitingList { at_most, seat, priority })
}

prop_compose! {
    /// Whatever a file may hold; not all of it makes sense.
    fn rules_document()(
        (version, sizes, aggregate) in (any::<u32>(), sizes(), select(vec![Aggregate::Total, Aggregate::Worst, Aggregate::Harmonic])),
        (wishes, pairs, themes) in (vec(wish(), 0..3), vec(pair_wish(), 0..3), option::of(themes())),
        (together, apart) in (vec(ids(3), 0..3), vec(ids(3), 0..3)),
        (manager_steps, common_slots) in (place(), place()),
        pins in vec((text(), place()), 0..3),
        (locks, quotas, waiting_list) in (ids(3), vec(quota(), 0..3), option::of(waiting_list())),
    ) -> RulesDocument {
        RulesDocument {
            version, sizes, wishes, pairs, themes, aggregate, together, apart, manager_steps,
            pins: pins.into_iter().map(|(id, group)| Pin { id, group }).collect(),
            locks, quotas, common_slots, waiting_list,
        }
    }
}

/// The same, with all that rules refuse taken back.
fn rules() -> impl Strategy<Value = Rules> {
    (rules_document(), 1..9_usize).prop_map(|(mut document, count)| {
        document.version = 1;
        document.sizes = Sizes::count(count);
        for (n, wish) in document.wishes.iter_mut().enumerate() {
            wish.attribute.push_str(&n.to_string());
            (wish.weight, wish.level) = (lighter(wish.weight), wish.level.max(1));
            let alone = wish.direction == Direction::NotAlone;
            wish.category = wish.category.take().filter(|_| alone);
            wish.at_least = wish.at_least.filter(|_| alone).map(|least| least.max(2));
        }
        for (n, wish) in document.pairs.iter_mut().enumerate() {
            wish.name.push_str(&n.to_string());
            (wish.weight, wish.level) = (lighter(wish.weight), wish.level.max(1));
        }
        if let Some(themes) = &mut document.themes {
            (themes.weight, themes.level) = (lighter(themes.weight), themes.level.max(1));
        }
        if document.aggregate != Aggregate::Total {
            document.waiting_list = None;
        }
        document.together.retain(|set| set.len() > 1);
        document.apart.retain(|set| set.len() > 1);
        for quota in &mut document.quotas {
            quota.at_most = quota.at_most.max(quota.at_least).or(Some(1));
        }
        Rules::try_from(document).unwrap()
    })
}

/// A weight that rules take.
fn lighter(weight: f64) -> f64 {
    weight.abs().min(1e12)
}

prop_compose! {
    fn certificate()(
        (version, rules, input) in (any::<u32>(), text(), text()),
        (groups, waiting) in (vec(ids(3), 0..3), ids(2)),
        terms in vec((text(), number(), option::of(number()), number()), 0..3),
        (value, bound, gap) in (number(), number(), prop_oneof![number(), Just(f64::INFINITY)]),
        levels in vec((any::<u32>(), number(), number()), 0..3),
        relaxation in option::of((any::<i32>(), vec(any::<i32>(), 0..4))),
        status in select(vec![Status::Optimal, Status::Feasible, Status::Infeasible, Status::Unknown]),
        (seed, steps) in (option::of(any::<u64>()), any::<u64>()),
    ) -> Certificate {
        let term = |(name, value, bound, weight)| TermWorth { name, value, bound, weight };
        let level = |(level, value, bound)| LevelWorth { level, value, bound };
        Certificate {
            version, rules, input, groups, waiting,
            terms: terms.into_iter().map(term).collect(),
            value, bound, gap,
            levels: levels.into_iter().map(level).collect(),
            relaxation: relaxation.map(relaxed),
            status, seed, steps,
        }
    }
}

/// Prices are found by a search and otherwise only read.
fn relaxed((exponent, prices): (i32, Vec<i32>)) -> Relaxation {
    let written = serde_json::json!({ "exponent": exponent, "prices": prices });
    let read: Relaxation = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), written);
    read
}

fn rankings() -> impl Strategy<Value = Rankings> {
    let ranking = (ids(3), ids(2)).prop_map(|(ranked, refused)| Ranking { ranked, refused });
    vec(ranking, 0..4).prop_map(Rankings::from_iter)
}

fn coach() -> impl Strategy<Value = Coach> {
    let day =
        (0..3_000_000_u64).prop_map(|n| NaiveDate::from_ymd_opt(1, 1, 1).unwrap() + Days::new(n));
    let day = || option::of(day.clone());
    let held =
        (text(), day(), day()).prop_map(|(name, from, until)| Qualification { name, from, until });
    (text(), any::<u32>(), vec(held, 0..3), vec(ids(2), 0..3), ids(2)).prop_map(
        |(id, seats, qualifications, prefers, apart)| Coach {
            id,
            seats,
            qualifications,
            prefers,
            apart,
        },
    )
}

fn coachee() -> impl Strategy<Value = Coachee> {
    (text(), ids(2), vec(ids(2), 0..3), ids(2)).prop_map(|(id, managers, prefers, apart)| Coachee {
        id,
        managers,
        prefers,
        apart,
    })
}

every! {
    files_of_rules_read_back: RulesDocument = rules_document();
    rules_read_back: Rules = rules();
    certificates_read_back: Certificate = certificate();
    rankings_read_back: Rankings = rankings();
    coaches_read_back: Coach = coach();
    coachees_read_back: Coachee = coachee();
}
