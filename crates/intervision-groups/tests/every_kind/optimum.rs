//! Answers are proven, and no grouping is better; where no grouping keeps the rules, that is said.

use intervision_core::{Run, Status};
use intervision_groups::{Aggregate, Error, Outcome, Problem, WishError, verify};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::asked::{Asked, asked};
use crate::brute::Brute;

pub(crate) fn form(asked: &Asked) -> Result<Outcome, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(crate::common::SEED);
    asked.former().form(&asked.mixture.table, &mut Run::new(&mut rng, &mut ()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn every_mixture_is_proven_at_the_least_value(asked in asked()) {
        let outcome = match form(&asked) {
            Err(Error::Wish(WishError::TooManyLevels { .. })) => return Ok(()),
            Err(error) => {
                prop_assert!(Brute::new(&asked, None, None).best().is_none(), "{error}");
                let wrong_input = matches!(error, Error::Roster(_) | Error::Pairs(_) | Error::Wish(_));
                prop_assert!(!wrong_input, "{error}");
                return Ok(());
            }
            Ok(outcome) => outcome,
        };
        let table = &asked.mixture.table;
        let problem = Problem::new(&asked.rules, table, asked.inputs()).unwrap();
        let brute = Brute::new(&asked, Some(&problem), Some(&outcome));
        if !brute.knows_units {
            prop_assert_eq!(outcome.worth().status, Status::Optimal);
            return Ok(());
        }
        let best = brute.best();
        prop_assert!(best.is_some(), "no grouping keeps the rules, and {:?} is given", outcome.groups());
        let (best, worth) = (best.unwrap(), outcome.worth());
        prop_assert_eq!(worth.status, Status::Optimal);
        prop_assert!((worth.value - best.whole).abs() <= brute.slack(best.whole), "{} {}", worth.value, best.whole);
        let bound = problem.bounds().value;
        prop_assert!(bound <= best.whole + brute.slack(best.whole), "bound {bound} above {}", best.whole);
        // Of groupings whose worst groups are equal, the one with the smallest sum.
        if asked.rules.aggregate() == Aggregate::Worst {
            let sum: f64 = outcome.group_values().iter().map(|group| group.value).sum();
            prop_assert!((sum - best.sum).abs() <= brute.slack(best.sum), "{sum} {}", best.sum);
        }
        verify(outcome.certificate(), &asked.rules, table, asked.inputs()).unwrap();
        prop_assert_eq!(outcome.certificate().status, Status::Optimal);
    }
}

#[test]
fn the_mixtures_hold_every_kind_and_both_answers() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut possible, mut impossible, mut levels, mut themes) = (0, 0, 0, 0);
    let (mut waits, mut themes_that_wait) = (0, 0);
    let mut terms = std::collections::BTreeSet::new();
    for _ in 0..300 {
        let asked = asked().new_tree(&mut runner).unwrap().current();
        terms.extend(asked.wishes.iter().map(|wish| match wish {
            crate::asked::Kind::Attribute(wish) => wish.to_string(),
            crate::asked::Kind::Pairs(wish) => wish.direction.to_string(),
            crate::asked::Kind::Themes(_) => "themes".to_owned(),
            crate::asked::Kind::Waits => "seats".to_owned(),
        }));
        if Brute::new(&asked, None, None).best().is_some() {
            possible += 1;
        } else {
            impossible += 1;
        }
        levels +=
            usize::from(asked.wishes.iter().any(|wish| wish.level() != asked.wishes[0].level()));
        themes += usize::from(asked.rankings.is_some());
        let some_wait = asked.mixture.waiting.is_some();
        waits += usize::from(some_wait);
        themes_that_wait += usize::from(some_wait && asked.rankings.is_some());
    }
    assert!(possible >= 60 && impossible >= 60, "{possible} possible, {impossible} not");
    assert!(levels >= 60 && themes >= 60, "{levels} with levels, {themes} with themes");
    assert!(
        waits >= 60 && themes_that_wait >= 20,
        "{waits} with people who wait, {themes_that_wait} of them with themes"
    );
    for wanted in ["mix", "match", "balance"] {
        for column in ["unit", "level", "years", "skills"] {
            assert!(terms.contains(&format!("{wanted} \"{column}\"")), "{wanted} {column}");
        }
    }
    assert!(["avoid", "seek", "themes", "seats"].iter().all(|wanted| terms.contains(*wanted)));
    assert!(terms.iter().any(|term| term.starts_with("not alone in \"skills\" =")), "{terms:?}");
}
