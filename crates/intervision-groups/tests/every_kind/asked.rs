//! Up to twelve people with a column of every kind, rules of every kind, and up to four wishes of every kind: on one priority level or
//! several, added up or not.

use intervision_core::{PairMatrix, Value};
use intervision_groups::{
    Aggregate, Direction, Former, Inputs, PairDirection, PairWish, Pairs, Ranking, Rankings, Rules,
    RulesDocument, ThemeWish, Wish,
};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::common::mixture::{Mixture, mixture_of};

/// What is wanted, in the order in which the engine lists terms.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Attribute(Wish),
    Pairs(PairWish),
    Themes(ThemeWish),
    /// Who waits, by priority.
    Waits,
}

/// A problem, and all that a count of its groupings needs.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) mixture: Mixture,
    pub(crate) rules: Rules,
    pub(crate) wishes: Vec<Kind>,
    pub(crate) met: PairMatrix,
    pub(crate) rankings: Option<Rankings>,
}

impl Kind {
    pub(crate) fn weight(&self) -> f64 {
        match self {
            Kind::Attribute(wish) => wish.weight,
            Kind::Pairs(wish) => wish.weight,
            Kind::Themes(wish) => wish.weight,
            Kind::Waits => 1.0,
        }
    }

    pub(crate) fn level(&self) -> u32 {
        match self {
            Kind::Attribute(wish) => wish.level,
            Kind::Pairs(wish) => wish.level,
            Kind::Themes(wish) => wish.level,
            Kind::Waits => 0,
        }
    }
}

impl Asked {
    pub(crate) fn inputs(&self) -> Inputs<'_> {
        let mut inputs =
            Inputs::new().with_earlier(&self.mixture.earlier).with_slots(&self.mixture.week);
        if !self.rules.pairs().is_empty() {
            inputs = inputs.with_pairs(Pairs::new().with("met", &self.met));
        }
        match &self.rankings {
            Some(rankings) => inputs.with_rankings(rankings),
            None => inputs,
        }
    }

    pub(crate) fn former(&self) -> Former<'_> {
        Former::new(self.rules.clone()).with_inputs(self.inputs())
    }

    /// What somebody says of the theme of a group.
    pub(crate) fn ranking(&self, member: usize) -> Ranking {
        self.rankings.as_ref().and_then(|all| all.get(member)).cloned().unwrap_or_default()
    }
}

pub(crate) fn theme(group: usize) -> String {
    format!("theme {group}")
}

/// Every direction for every kind of column, people not alone in three ways, and pairs in both.
fn kinds() -> Vec<(&'static str, &'static str)> {
    let mut kinds = Vec::new();
    for column in ["unit", "level", "years", "skills"] {
        kinds.extend(
            ["mix", "match", "balance", "not_alone", "trio", "about"].map(|way| (way, column)),
        );
    }
    kinds.retain(|&(way, column)| {
        column != "years" || !["not_alone", "trio", "about"].contains(&way)
    });
    kinds.extend([("avoid", "met"), ("seek", "met")]);
    kinds
}

fn aggregate() -> impl Strategy<Value = Aggregate> {
    prop_oneof![
        2 => Just(Aggregate::Total),
        1 => Just(Aggregate::Worst),
        1 => Just(Aggregate::Harmonic),
    ]
}

type Said = (Vec<usize>, usize, usize);

pub(crate) fn asked() -> impl Strategy<Value = Asked> {
    let shape = prop_oneof![
        (8..=12usize).prop_map(|people| (people, 2)),
        (6..=12usize).prop_map(|people| (people, 3)),
        (6..=10usize).prop_map(|people| (people, 4)),
    ];
    let one_level = prop_oneof![2 => Just([1u32; 5]), 1 => any::<[u8; 5]>().prop_map(|l| l.map(|l| u32::from(l) % 3 + 1))];
    let weight = prop_oneof![1 => Just(0.0), 4 => Just(1.0), 4 => 0.2..4.0f64];
    (mixture_of(shape, 20_000_000), aggregate(), one_level, any::<bool>()).prop_flat_map(
        move |(mixture, aggregate, levels, themed)| {
            let (people, groups) = (mixture.people(), mixture.seats());
            let order = Just((0..groups).collect::<Vec<_>>()).prop_shuffle();
            (
                Just((mixture, aggregate, levels, themed)),
                subsequence(kinds(), 1..=4),
                proptest::collection::vec(weight.clone(), 5),
                proptest::collection::vec(0..8u8, people),
                proptest::collection::vec(-2..4i8, people * (people - 1) / 2),
                proptest::collection::vec((order, 0..=groups, 0..2usize), people),
            )
                .prop_map(build)
        },
    )
}

#[allow(clippy::type_complexity, reason = "what the strategies give")]
fn build(
    ((mut mixture, aggregate, levels, themed), kinds, weights, years, met, said): (
        (Mixture, Aggregate, [u32; 5], bool),
        Vec<(&'static str, &'static str)>,
        Vec<f64>,
        Vec<u8>,
        Vec<i8>,
        Vec<Said>,
    ),
) -> Asked {
    let (people, groups) = (mixture.people(), mixture.seats());
    let aggregate =
        if mixture.rules.waiting_list().is_some() { Aggregate::Total } else { aggregate };
    let years = years.into_iter().map(|years| match years {
        7 => Value::Unknown,
        years => Value::Number(f64::from(years) * 1.5),
    });
    mixture.table = mixture.table.with_column("years", years).unwrap();
    let mut document = RulesDocument::from(mixture.rules.clone());
    document.wishes.clear();
    for (at, &(way, name)) in kinds.iter().enumerate() {
        let (weight, level) = (weights[at], levels[at]);
        let wish = |direction| Wish::new(name, direction, weight).on_level(level);
        let pairs = |direction| PairWish::new(name, direction, weight).on_level(level);
        match way {
            "mix" => document.wishes.push(wish(Direction::Mix)),
            "match" => document.wishes.push(wish(Direction::Match)),
            "balance" => document.wishes.push(wish(Direction::Balance)),
            "not_alone" => document.wishes.push(wish(Direction::NotAlone)),
            "trio" => document.wishes.push(wish(Direction::NotAlone).at_least(3)),
            "about" => {
                // Somebody's own, since a category must be known.
                let own = crate::count::names(&mixture.table, name);
                document
                    .wishes
                    .extend(own.into_iter().next().map(|of| wish(Direction::NotAlone).about(of)));
            }
            "avoid" => document.pairs.push(pairs(PairDirection::Avoid)),
            // Groups whose value can be below 0 have no scores.
            _ if aggregate == Aggregate::Harmonic => {}
            _ => document.pairs.push(pairs(PairDirection::Seek)),
        }
    }
    let themes = ThemeWish::new((0..groups).map(theme), weights[4]).on_level(levels[4]);
    document.themes = themed.then_some(themes);
    document.aggregate = aggregate;
    let rules = Rules::try_from(document).unwrap();
    mixture.rules = rules.clone();
    let weights = met.into_iter().map(|weight| match aggregate {
        Aggregate::Harmonic => f64::from(weight.abs()),
        _ => f64::from(weight),
    });
    let pairs = (0..people).flat_map(|b| (0..b).map(move |a| (a, b)));
    let pairs = pairs.zip(weights).map(|((a, b), weight)| (a, b, weight));
    let rankings = said
        .into_iter()
        .map(|(order, ranked, refused)| {
            let refused = refused.min(groups - ranked);
            Ranking {
                ranked: order[..ranked].iter().map(|&group| theme(group)).collect(),
                refused: order[groups - refused..].iter().map(|&group| theme(group)).collect(),
            }
        })
        .collect();
    let wishes = rules.wishes().iter().cloned().map(Kind::Attribute);
    let wishes = wishes.chain(rules.pairs().iter().cloned().map(Kind::Pairs));
    Asked {
        wishes: wishes
            .chain(rules.themes().cloned().map(Kind::Themes))
            .chain(mixture.priority.as_ref().map(|_| Kind::Waits))
            .collect(),
        rules,
        met: PairMatrix::from_pairs(people, pairs).unwrap(),
        rankings: themed.then_some(rankings),
        mixture,
    }
}
