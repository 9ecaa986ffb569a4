//! Groups that have themes which people rank and refuse.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and ranks are whole numbers"
)]

mod common;

use common::{SEED, plain};
use intervision_core::{Roster, Run, Status, Table, Value};
use intervision_groups::{
    Error, Former, Inputs, Outcome, Problem, Ranking, Rankings, Rules, RulesBuilder, Sizes, Term,
    ThemeError, ThemeWish, verify,
};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

fn form(rules: &Rules, roster: &Table, rankings: &Rankings) -> Result<Outcome, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let former = Former::new(rules.clone()).with_rankings(rankings);
    let outcome = former.form(roster, &mut Run::new(&mut rng, &mut ()).with_seed(SEED))?;
    verify(outcome.certificate(), rules, roster, Inputs::new().with_rankings(rankings)).unwrap();
    Ok(outcome)
}

fn names(themes: usize) -> Vec<String> {
    (0..themes).map(|theme| format!("theme {theme}")).collect()
}

/// Everyone ranks all themes, in an order of their own that favours the first ones.
fn rankings(people: usize, themes: usize) -> Rankings {
    let of = |member: usize| {
        let mut order: Vec<usize> = (0..themes).collect();
        order.sort_by_key(|theme| (theme * 5 + (member * (2 * theme + 3)) % 11, *theme));
        Ranking {
            ranked: order.iter().map(|theme| format!("theme {theme}")).collect(),
            refused: vec![],
        }
    };
    (0..people).map(of).collect()
}

/// R2: 25 people of five sectors in four theme teams.
#[test]
fn r2_theme_teams_of_five_sectors() {
    let sectors = (0..25).map(|m| Value::category(format!("sector {}", m % 5)));
    let roster = plain(25).with_column("sector", sectors).unwrap();
    let rankings = rankings(25, 4);
    let rules = RulesBuilder::new(Sizes::count(4))
        .mix("sector", 1.0)
        .with_themes(ThemeWish::new(names(4), 1.0).on_level(2))
        .build()
        .unwrap();
    let outcome = form(&rules, &roster, &rankings).unwrap();
    let mut sizes = outcome.groups().sizes();
    sizes.sort_unstable();
    assert_eq!(sizes, [6, 6, 6, 7]);
    for team in outcome.groups().iter() {
        let mut of: Vec<String> = team
            .iter()
            .map(|&m| roster.attribute(m, "sector").as_category().unwrap().to_owned())
            .collect();
        of.sort();
        of.dedup();
        assert!(of.len() >= 4, "{of:?}");
    }
    assert_eq!(outcome.levels()[0].value, outcome.levels()[0].bound);
    assert!(outcome.reasons().iter().any(|said| said.contains("ranks below first choices")));
}

#[test]
fn sixty_people_choose_among_six_topics() {
    let rankings = rankings(60, 6);
    let rules = RulesBuilder::new(Sizes::CountBetween { count: 6, min: 1, max: 12 })
        .themes(names(6), 1.0)
        .build()
        .unwrap();
    let outcome = form(&rules, &plain(60), &rankings).unwrap();
    // All seated, and the sum of ranks is that of the cheapest flow.
    assert_eq!(outcome.groups().sizes().iter().sum::<usize>(), 60);
    assert_eq!(outcome.worth().status, Status::Optimal);
    assert!(outcome.worth().value > 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn r2_ranks_and_refusals_against_every_grouping(
        said in proptest::collection::vec((Just([0usize, 1, 2]).prop_shuffle(), 0..=3usize, 0..=2usize), 4..=6),
        units in proptest::collection::vec(0..3u8, 6),
        weight in 0.2..3.0f64,
        sizes in prop_oneof![
            Just(Sizes::count(3)),
            Just(Sizes::CountBetween { count: 3, min: 1, max: 3 }),
            Just(Sizes::CountBetween { count: 3, min: 1, max: 4 }),
        ],
    ) {
        let people = said.len();
        let theme = |at: &usize| format!("theme {at}");
        let rankings: Rankings = said
            .iter()
            .map(|(order, ranked, refused)| {
                let refused = (*refused).min(3 - ranked);
                Ranking {
                    ranked: order[..*ranked].iter().map(theme).collect(),
                    refused: order[3 - refused..].iter().map(theme).collect(),
                }
            })
            .collect();
        let unit = units[..people].iter().map(|unit| Value::category(format!("u{unit}")));
        let roster = plain(people).with_column("unit", unit).unwrap();
        let rules = RulesBuilder::new(sizes).mix("unit", 1.0).themes(names(3), weight).build().unwrap();
        let limits = rules.sizes().bounds(people).unwrap();
        let cost = |member: usize, group: usize| {
            let own = rankings.get(member).unwrap();
            let place = own.ranked.iter().position(|name| *name == theme(&group));
            if own.ranked.is_empty() { 0 } else { place.unwrap_or(3) }
        };
        let mut best: Option<f64> = None;
        let problem = Problem::new(&rules, &roster, Inputs::new().with_rankings(&rankings));
        for code in 0..3usize.pow(people as u32) {
            let group = |member: usize| code / 3usize.pow(member as u32) % 3;
            let kept = (0..people).all(|m| !rankings.get(m).unwrap().refused.contains(&theme(&group(m))));
            let fits = limits.iter().enumerate().all(|(at, &(least, most))| {
                (least..=most).contains(&(0..people).filter(|&m| group(m) == at).count())
            });
            if let (true, true, Ok(problem)) = (kept, fits, &problem) {
                let alike = (0..people)
                    .flat_map(|b| (0..b).map(move |a| (a, b)))
                    .filter(|&(a, b)| group(a) == group(b) && units[a] == units[b])
                    .count();
                let ranks: usize = (0..people).map(|m| cost(m, group(m))).sum();
                let factors: Vec<f64> = problem.terms().iter().map(Term::factor).collect();
                let value = factors[0] * alike as f64 + factors[1] * ranks as f64;
                best = Some(best.map_or(value, |best| best.min(value)));
            } else if kept && fits {
                best = Some(f64::NAN);
            }
        }
        match form(&rules, &roster, &rankings) {
            Ok(outcome) => {
                let best = best.unwrap();
                prop_assert_eq!(outcome.worth().status, Status::Optimal);
                prop_assert!((outcome.worth().value - best).abs() < 1e-9, "{} {best}", outcome.worth().value);
                prop_assert!(problem.unwrap().bounds().value <= best + 1e-9);
            }
            Err(error) => {
                prop_assert!(best.is_none() && error.is_conflict(), "{error}");
                let accepts = |id: &str, themes: &[String]| {
                    let refused = &rankings.get(roster.index(id).unwrap()).unwrap().refused;
                    themes.iter().any(|theme| !refused.contains(theme))
                };
                let limit = |name: &String| limits[names(3).iter().position(|own| own == name).unwrap()];
                match error {
                    Error::Theme(ThemeError::TooFull { ids, themes, hold }) => {
                        let others: Vec<String> =
                            names(3).into_iter().filter(|name| !themes.contains(name)).collect();
                        prop_assert!(ids.iter().all(|id| !accepts(id, &others)));
                        prop_assert_eq!(hold, themes.iter().map(|name| limit(name).1).sum::<usize>());
                        // Without any one of them there is room.
                        prop_assert_eq!(ids.len(), hold + 1);
                    }
                    Error::Theme(ThemeError::TooEmpty { ids, themes, need }) => {
                        let all = (0..people).map(|member| roster.id(member).into_owned());
                        let accepting: Vec<String> = all.filter(|id| accepts(id, &themes)).collect();
                        prop_assert_eq!(&ids, &accepting);
                        prop_assert_eq!(need, themes.iter().map(|name| limit(name).0).sum::<usize>());
                        prop_assert!(ids.len() < need);
                    }
                    other => prop_assert!(false, "{other}"),
                }
            }
        }
    }
}

#[test]
fn what_is_wrong_with_themes_is_said() {
    let rules = || RulesBuilder::new(Sizes::count(2));
    let two = rules().themes(["harbour", "market"], 1.0).build().unwrap();
    let told = |rules: &Rules, rankings: &Rankings| {
        form(rules, &plain(4), rankings).unwrap_err().to_string()
    };
    let nobody = Rankings::new(4);
    let twice = rules().themes(["harbour", "harbour"], 1.0).build().unwrap_err();
    assert_eq!(
        twice.to_string(),
        "theme \"harbour\" stands there twice; every group needs a theme of its own"
    );
    assert_eq!(
        told(&rules().themes(["harbour"], 1.0).build().unwrap(), &nobody),
        "1 theme for 2 groups; give every group one theme"
    );
    assert_eq!(
        told(&rules().build().unwrap(), &nobody),
        "rankings are given, and the rules have no themes; add them with `themes`"
    );
    assert_eq!(
        Problem::new(&two, &plain(4), Inputs::new()).unwrap_err().to_string(),
        "the rules have themes, and no rankings are given; hand them over with `with_rankings`"
    );
    assert_eq!(told(&two, &Rankings::new(3)), "the rankings are of 3 people, and the roster has 4");
    assert_eq!(
        told(&two, &nobody.clone().rank(2, ["beach"])),
        "m003 names theme \"beach\"; the themes are \"harbour\", \"market\""
    );
    assert_eq!(
        told(&two, &nobody.clone().rank(0, ["market"]).refuse(0, ["market"])),
        "m001 names theme \"market\" twice; rank it once or refuse it"
    );
    let crowd = nobody.clone().refuse(0, ["market"]).refuse(1, ["market"]).refuse(3, ["market"]);
    assert_eq!(
        told(&two, &crowd),
        "m001, m002 and m004 refuse all themes but \"harbour\", where there is room for 2; allow more in a group or ask one of them"
    );
    let three = RulesBuilder::new(Sizes::listed_between([(2, 4), (1, 3), (1, 3)]))
        .themes(["beach", "harbour", "market"], 1.0)
        .build()
        .unwrap();
    let dry = (0..5).fold(Rankings::new(6), |all, member| all.refuse(member, ["beach"]));
    assert_eq!(
        form(&three, &plain(6), &dry).unwrap_err().to_string(),
        "\"beach\" must have 2 people, and those who accept that are m006; ask for fewer in a group or ask somebody"
    );
    let torn = rules().themes(["harbour", "market"], 1.0).together(["m001", "m002"]);
    assert_eq!(
        told(&torn.build().unwrap(), &nobody.clone().refuse(0, ["harbour"]).refuse(1, ["market"])),
        "with 2 groups these cannot all hold: together m001 and m002; m001 refuses \"harbour\"; m002 refuses \"market\"; drop or loosen one of them"
    );
    let loose = RulesBuilder::new(Sizes::listed_between([(1, 3), (1, 3)]));
    let loose = loose.themes(["harbour", "market"], 1.0);
    assert_eq!(
        told(&loose.pin("m001", 2).build().unwrap(), &nobody.clone().refuse(0, ["market"])),
        "m001 is pinned or locked to group 2, \"market\", and refuses it; move them or ask them"
    );
}
