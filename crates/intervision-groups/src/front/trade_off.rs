use intervision_core::{Roster, Run, Stopped};

use super::archive::Archive;
use super::found::Front;
use super::objectives::Objectives;
use super::proof::{Region, half_planes};
use super::search::Search;
use crate::bound::{refused, same};
use crate::{Error, Former, Portfolio, Solver, verify};

/// How many searches of each kind there are when nobody says.
const SEARCHES: usize = 16;
/// How many points are kept when nobody says.
const POINTS: usize = 32;

/// Asks which groupings there are between what is best for some wishes and what is best for others, when one set of weights would
/// hide the choice.
///
/// Each objective is the sum of its terms on the common scale, by their weights in the rules; priority levels are set aside. Other
/// wishes of the rules are counted and not pursued. All rules hold in every point.
///
/// * Both ends come first, through priority levels: the best of one objective and, among that, the best of the other.
/// * Then weighted sums by the dichotomy of Aneja and Nair (1979), the pair of neighbours with the most room between them first.
///   Each leaves a certificate, and its bound a half-plane that no grouping leaves: together they are the proof around the front.
/// * Up to nine people (or sets who must be together) every grouping is tried then, and the front is complete.
/// * Otherwise walks look between neighbours for what no weights favour: annealing of one objective with a cap on the other
///   (the epsilon constraint of Haimes, Lasdon and Wismer, 1971). Whatever a walk meets on its way counts.
///
/// Half of the steps of a run are for the sums, shared out evenly, and what is left of all for the walks; time in the same way. Without
/// a budget each sum takes the solver's preset, and each walk 2,000 moves for every member. The same input, seed and steps give
/// the same front. A cancelled run answers with the points that it has.
///
/// Complexity: that of the solver for each search; a walk prices each move twice, and asks the points of the front so far in
/// O(log points) after each move that it takes.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::{Former, RulesBuilder, Sizes, TradeOff};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// // Who likes to learn alike mostly works in one place.
/// let style = ["talk", "talk", "talk", "read", "read", "read", "read", "talk"].map(Value::category);
/// let place = ["north", "north", "north", "south", "south", "south", "north", "south"].map(Value::category);
/// let roster = Table::new(["a", "b", "c", "d", "e", "f", "g", "h"])?
///     .with_column("style", style)?
///     .with_column("place", place)?;
/// let rules = RulesBuilder::new(Sizes::count(2)).match_on("style", 1.0).mix("place", 1.0).build()?;
/// let former = Former::new(rules);
///
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let asked = TradeOff::between(["style"], ["place"]);
/// let front = asked.front(&former, &roster, &mut Run::new(&mut rng, &mut ()))?;
/// let pairs = |at: usize| front.points()[at].outcome().worth().terms.iter().map(|term| term.value);
/// assert!(front.is_complete());
/// assert_eq!(front.points().len(), 2);
/// // Pairs of different styles, and of one place, inside groups: none of the one, or as few of the other as can be.
/// assert!(pairs(0).eq([0.0, 6.0]) && pairs(1).eq([6.0, 4.0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct TradeOff {
    objectives: [Vec<String>; 2],
    searches: usize,
    points: usize,
}

impl TradeOff {
    /// Between these wishes and those: each is named as its term (`mix "function"`), or by its attribute or pair weights alone,
    /// which then means every wish about them. The wish about themes is called `ranked themes`.
    pub fn between<I, J>(first: I, second: J) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
        J: IntoIterator,
        J::Item: Into<String>,
    {
        let first = first.into_iter().map(Into::into).collect();
        let second = second.into_iter().map(Into::into).collect();
        TradeOff { objectives: [first, second], searches: SEARCHES, points: POINTS }
    }

    /// With at most this many weighted sums and as many walks; two at least, for the ends.
    pub fn with_searches(mut self, searches: usize) -> Self {
        self.searches = searches.max(2);
        self
    }

    /// Keeps at most this many points, two at least: those that fill most area.
    pub fn with_points(mut self, points: usize) -> Self {
        self.points = points.max(2);
        self
    }

    /// Draws the front with the solver that suits the problem.
    ///
    /// # Errors
    ///
    /// [`Error::Front`] where an objective names no wish or one of the other, or the rules do not add groups up; every [`Error`] of
    /// [`Former::form`].
    pub fn front(
        &self,
        former: &Former<'_>,
        roster: &dyn Roster,
        run: &mut Run<'_>,
    ) -> Result<Front, Error> {
        self.front_with(&Portfolio::default(), former, roster, run)
    }

    /// Draws the front with a solver of your choice for the weighted sums.
    ///
    /// # Errors
    ///
    /// As [`front`](TradeOff::front).
    pub fn front_with(
        &self,
        solver: &dyn Solver,
        former: &Former<'_>,
        roster: &dyn Roster,
        run: &mut Run<'_>,
    ) -> Result<Front, Error> {
        let objectives = self.objectives(former, roster)?;
        let mut search = Search {
            former,
            solver,
            roster,
            objectives: &objectives,
            archive: Archive::new(objectives.same),
            proofs: Vec::new(),
            violated: Vec::new(),
            steps: 0,
            cut: None,
        };
        let all = run.budget().steps;
        let half = all.map(|steps| steps.div_ceil(2));
        search.supported(self.searches, &mut run.share(half, 0.5))?;
        let mut complete = false;
        if search.cut.is_none() && !search.archive.entries().is_empty() {
            let left = all.map(|steps| steps.saturating_sub(search.steps));
            let mut rest = run.part(left);
            complete = search.every(&mut rest);
            if !complete && search.cut.is_none() {
                let left = all.map(|steps| steps.saturating_sub(search.steps));
                search.between(self.searches, &mut rest.part(left));
            }
        }
        let found = search.archive.entries().len();
        search.archive.thin(self.points);
        let mut front = Front::empty(&objectives, run.seed());
        front.complete = complete && search.archive.entries().len() == found;
        front.stopped = match search.cut {
            Some(cut) => cut,
            None if complete => Stopped::Proven,
            None if all.is_some() => Stopped::Steps,
            None => Stopped::Finished,
        };
        front.steps = search.steps;
        front.violated = std::mem::take(&mut search.violated);
        front.proofs = std::mem::take(&mut search.proofs);
        front.region = Region::new(&front.proofs);
        front.points = search.points(run.seed())?;
        Ok(front)
    }

    /// Checks a front against the rules, the roster and the inputs it was drawn for: every certificate, both values of every point,
    /// that no point beats another, and that the half-planes follow from the certificates. That every grouping was tried is
    /// not checked.
    ///
    /// # Errors
    ///
    /// [`Error::Certificate`] names the first thing that does not hold; see [`verify`].
    pub fn verify(
        &self,
        front: &Front,
        former: &Former<'_>,
        roster: &dyn Roster,
    ) -> Result<(), Error> {
        let objectives = self.objectives(former, roster)?;
        for proof in &front.proofs {
            verify(proof.certificate(), proof.rules(), roster, former.inputs())?;
            let found = half_planes(&objectives, proof.certificate());
            for (claimed, found) in proof.half_planes().iter().zip(&found) {
                same("the least of a weighted sum", claimed.at_least, found.at_least)?;
                for (claimed, found) in claimed.weights.into_iter().zip(found.weights) {
                    same("the weight of an objective", claimed, found)?;
                }
            }
        }
        let mut before: Option<[f64; 2]> = None;
        for point in &front.points {
            verify(point.outcome().certificate(), point.rules(), roster, former.inputs())?;
            let group_of = objectives.group_of(point.outcome().groups()).unwrap_or_default();
            if group_of.len() != objectives.problem.members() {
                let people = group_of.len().to_string();
                return Err(refused("the number of people", people, roster.len().to_string()));
            }
            let values = objectives.values(&group_of);
            for (claimed, found) in point.values().into_iter().zip(values) {
                same("the value of an objective", claimed, found)?;
            }
            if before.is_some_and(|[x, y]| x >= values[0] || y <= values[1]) {
                let claimed = "that neither beats the other".to_owned();
                return Err(refused("a point of the front", claimed, "beaten".to_owned()));
            }
            before = Some(values);
        }
        Ok(())
    }

    fn objectives(&self, former: &Former<'_>, roster: &dyn Roster) -> Result<Objectives, Error> {
        let [first, second] = &self.objectives;
        Objectives::new(former, [first, second], roster)
    }
}
