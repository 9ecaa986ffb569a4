//! In: what a host asks of several rounds. Out: rounds, checked and counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use intervision_core::{PairWeight, Roster, Run};

use super::outcome::RoundsOutcome;
use super::task::RoundTask;
use super::{MakeRounds, RoundPortfolio, RoundsError};
use crate::{Error, Inputs, Rules, Sizes};

/// Several rounds planned together, so that people meet as many others as can be: tables of a theme day, groups of a season.
///
/// The rules of a single grouping hold in every round, and its wishes count in every round; a repeated meeting costs
/// [`repeat_weight`](Rounds::repeat_weight) beside them. With a [waiting list](crate::WaitingList) in the rules those for whom there is no
/// seat sit out, everybody as often as the others as far as can be; who that is in a round is chosen with its groups.
///
/// # Example
///
/// Kirkman's schoolgirls (1850): fifteen walk in threes on seven days, and no two of them twice.
///
/// ```
/// use intervision_core::{Run, Status, Table};
/// use intervision_groups::rounds::Rounds;
/// use intervision_groups::{RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let girls = Table::new((1..=15).map(|number| format!("g{number:02}")))?;
/// let rounds = Rounds::new(RulesBuilder::new(Sizes::count(5)).build()?, 7);
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let week = rounds.make(&girls, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!((week.repeats(), week.meetings().distinct_pairs()), (0, 105));
/// assert_eq!(week.worth().status, Status::Optimal);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Rounds<'a> {
    pub(super) rules: Rules,
    pub(super) count: usize,
    pub(super) inputs: Inputs<'a>,
    pub(super) history: Option<&'a dyn PairWeight>,
    pub(super) target: Option<&'a dyn PairWeight>,
    pub(super) half_life: Option<f64>,
    pub(super) weight: f64,
    /// Who is away, by round.
    pub(super) absent: BTreeMap<usize, BTreeSet<String>>,
    /// Sizes of rounds that have their own.
    pub(super) sizes: BTreeMap<usize, Sizes>,
}

impl<'a> Rounds<'a> {
    /// So many rounds of groups by these rules.
    #[must_use]
    pub fn new(rules: Rules, rounds: usize) -> Self {
        Rounds {
            rules,
            count: rounds,
            inputs: Inputs::new(),
            history: None,
            target: None,
            half_life: None,
            weight: 1.0,
            absent: BTreeMap::new(),
            sizes: BTreeMap::new(),
        }
    }

    /// With what the rules refer to beside the roster. Locks, which refer to one earlier grouping, have no meaning here.
    #[must_use]
    pub fn with_inputs(mut self, inputs: Inputs<'a>) -> Self {
        self.inputs = inputs;
        self
    }

    /// With how much people met before the first round, such as [`met_before`](crate::met_before) gives it: the first meeting of a pair costs
    /// as much of a repeat as they met.
    #[must_use]
    pub fn with_history(mut self, met: &'a dyn PairWeight) -> Self {
        self.history = Some(met);
        self
    }

    /// With how often each pair should meet, instead of as seldom twice as can be: the squares of what is missed or too much count.
    #[must_use]
    pub fn with_target(mut self, times: &'a dyn PairWeight) -> Self {
        self.target = Some(times);
        self
    }

    /// A repeat counts less the longer ago the last meeting is: half as much with every so many rounds beyond the next. What people
    /// met before fades in the same way. Without, every repeat counts the same.
    #[must_use]
    pub fn half_life(mut self, rounds: f64) -> Self {
        self.half_life = Some(rounds);
        self
    }

    /// What one repeated meeting costs beside the wishes of one round; 1 if nothing is said.
    #[must_use]
    pub fn repeat_weight(mut self, weight: f64) -> Self {
        self.weight = weight;
        self
    }

    /// These people are away in a round, counted from 1.
    #[must_use]
    pub fn absent<I>(mut self, round: usize, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.absent.entry(round).or_default().extend(ids.into_iter().map(Into::into));
        self
    }

    /// A round, counted from 1, has sizes of its own: fewer tables, a smaller room.
    #[must_use]
    pub fn sizes_in(mut self, round: usize, sizes: Sizes) -> Self {
        self.sizes.insert(round, sizes);
        self
    }

    /// The rules of every round.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Plans the rounds for this roster. A step is one evaluated exchange.
    ///
    /// # Errors
    ///
    /// [`RoundsError`] for what is wrong with the rounds; every [`Error`] of a single grouping, in [`RoundsError::Round`] where it is of
    /// one round.
    pub fn make(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<RoundsOutcome, Error> {
        self.make_with(&RoundPortfolio, roster, run)
    }

    /// Plans the rounds in a way of your choice. Meetings, values and rules are counted here, whatever it says.
    ///
    /// # Errors
    ///
    /// As [`make`](Rounds::make), [`RoundsError::NothingMade`] where this way has nothing to offer, and [`RoundsError::Made`] where what it
    /// made does not fit.
    pub fn make_with(
        &self,
        maker: &dyn MakeRounds,
        roster: &dyn Roster,
        run: &mut Run<'_>,
    ) -> Result<RoundsOutcome, Error> {
        let task = RoundTask::new(self, roster, run.rng())?;
        let seed = run.seed();
        let made = maker.make(&task, run);
        let made = made.ok_or_else(|| RoundsError::NothingMade { maker: maker.name() })?;
        RoundsOutcome::new(&task, maker.name(), made, seed)
    }
}

impl fmt::Debug for Rounds<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rounds")
            .field("rules", &self.rules)
            .field("rounds", &self.count)
            .field("half_life", &self.half_life)
            .field("weight", &self.weight)
            .finish_non_exhaustive()
    }
}
