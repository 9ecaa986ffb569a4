use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use super::outcome::check;
use super::{BallotViolation as Violation, Ballots, Outcome, TieBreak, VotingRule};
use crate::AssessError;

/// The method of equal shares (Peters and Skowron, 2020) for options of equal cost.
///
/// Every voter has the same budget, k/n for k seats; an option costs 1, paid by those who approve it in parts as equal as their
/// budgets allow, and the one with the smallest largest part is next. Where no option can be paid any more, everybody is given
/// the same little more until one can (sequential Phragmén, 1894), so that all seats are filled if that many
/// options have a voter. What is chosen keeps extended justified representation. Arithmetic is exact, and so are ties.
///
/// Time O(seats x options x ballots).
///
/// # Example
///
/// Six who want a and b, four who want c: approval voting would leave the four with nothing.
///
/// ```
/// use intervision_assess::ballots::{Ballots, EqualShares, TieBreak, VotingRule};
///
/// let mut ballots = Ballots::of(["a", "b", "c"]);
/// for _ in 0..6 {
///     ballots = ballots.approving("", ["a", "b"]);
/// }
/// for _ in 0..4 {
///     ballots = ballots.approving("", ["c"]);
/// }
/// let outcome = EqualShares.choose(&ballots.build()?, 2, &TieBreak::Order(vec![0, 1, 2]))?;
/// assert_eq!(outcome.chosen, [0, 2]);
/// assert_eq!(outcome.ties[0].options, [0, 1]);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EqualShares;

impl VotingRule for EqualShares {
    fn name(&self) -> &'static str {
        "equal shares"
    }

    fn choose(
        &self,
        ballots: &Ballots,
        seats: usize,
        ties: &TieBreak,
    ) -> Result<Outcome, AssessError> {
        check(ballots, seats, ties)?;
        YearOfShares::new(ballots, seats)?.gathering(seats, ties)
    }
}

/// Equal shares in several rounds: a year of gatherings, each with some of the options, and one budget per voter for all of
/// them. Who pays little at one gathering has more to say at the next.
///
/// After the last gathering the choice is that of [`EqualShares`] for the whole year.
///
/// # Example
///
/// ```
/// use intervision_assess::ballots::{Ballots, TieBreak, YearOfShares};
///
/// let mut ballots = Ballots::of(["a", "b", "c"]);
/// for _ in 0..2 {
///     ballots = ballots.approving("", ["a", "b"]);
/// }
/// let ballots = ballots.approving("", ["c"]).build()?;
/// let mut year = YearOfShares::new(&ballots, 3)?;
/// let lots = TieBreak::Order(vec![1, 0, 2]);
/// assert_eq!(year.gathering(1, &lots)?.chosen, [1]);
/// assert_eq!(year.left(), 2.0);
/// assert_eq!(year.gathering(2, &lots)?.chosen, [0, 2]);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Clone)]
pub struct YearOfShares<'b> {
    ballots: &'b Ballots,
    seats: usize,
    budgets: Vec<BigRational>,
    chosen: Vec<usize>,
}

impl std::fmt::Debug for YearOfShares<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("YearOfShares")
            .field("seats", &self.seats)
            .field("chosen", &self.chosen)
            .finish_non_exhaustive()
    }
}

/// An option that can be bought: the largest part that anybody pays, and the gift to everybody before.
type Price = (BigRational, BigRational);

impl<'b> YearOfShares<'b> {
    /// A year in which so many options are chosen.
    ///
    /// # Errors
    ///
    /// [`AssessError::Ballots`] when there are not as many options.
    pub fn new(ballots: &'b Ballots, seats: usize) -> Result<YearOfShares<'b>, AssessError> {
        check(ballots, seats, &TieBreak::Stop)?;
        let share = BigRational::new(seats.into(), ballots.len().max(1).into());
        let budgets = vec![share; ballots.len()];
        Ok(YearOfShares { ballots, seats, budgets, chosen: Vec::new() })
    }

    /// The options of the next gathering. After an open tie, what it chose stays chosen, and the rest of its seats can be
    /// filled with an order.
    ///
    /// # Errors
    ///
    /// [`AssessError::Ballots`] when more are to be chosen than the year has left, or the order for ties is none.
    pub fn gathering(&mut self, seats: usize, ties: &TieBreak) -> Result<Outcome, AssessError> {
        check(self.ballots, seats, ties)?;
        let (year, chosen) = (self.seats, self.chosen.len());
        if seats + chosen > year {
            let violations = vec![Violation::YearIsOver { seats, year, chosen }];
            return Err(AssessError::Ballots { violations });
        }
        let mut outcome = Outcome::default();
        while outcome.chosen.len() < seats {
            let (best, price) = self.cheapest();
            let Some((_, gift)) = price else { break };
            // Options without a common voter do not come in each other's way: all of them, if there is room.
            let room = seats - outcome.chosen.len();
            let together = best.len() <= room && self.apart(&best);
            let before = outcome.chosen.len();
            if !outcome.take(best, if together { room } else { 1 }, ties) {
                break;
            }
            for budget in &mut self.budgets {
                *budget += &gift;
            }
            for option in outcome.chosen.iter().skip(before).copied() {
                self.buy(option);
            }
        }
        Ok(outcome)
    }

    /// What all voters together have left, in options.
    #[must_use]
    pub fn left(&self) -> f64 {
        self.budgets.iter().sum::<BigRational>().to_f64().unwrap_or(f64::MAX)
    }

    /// What was chosen so far, in order.
    #[must_use]
    pub fn chosen(&self) -> &[usize] {
        &self.chosen
    }

    fn budgets_of(&self, option: usize) -> Vec<&BigRational> {
        let voters = self.ballots.ballots().iter().zip(&self.budgets);
        voters.filter(|(ballot, _)| ballot.approves(option)).map(|(_, budget)| budget).collect()
    }

    /// The options with the least price, gifts first, and that price.
    fn cheapest(&self) -> (Vec<usize>, Option<Price>) {
        let (mut best, mut least): (Vec<usize>, Option<Price>) = (Vec::new(), None);
        for option in (0..self.ballots.options().len()).filter(|it| !self.chosen.contains(it)) {
            let Some((part, gift)) = price(self.budgets_of(option)) else { continue };
            // Under a gift every voter of the option pays all there is; only the gift counts.
            let order = |it: &Price| {
                (it.1.clone(), if it.1.is_zero() { it.0.clone() } else { BigRational::zero() })
            };
            let price = (part, gift);
            match least.as_ref().map(|least| order(&price).cmp(&order(least))) {
                Some(std::cmp::Ordering::Greater) => {}
                Some(std::cmp::Ordering::Equal) => best.push(option),
                _ => {
                    best = vec![option];
                    least = Some(price);
                }
            }
        }
        (best, least)
    }

    fn apart(&self, options: &[usize]) -> bool {
        let mut ballots = self.ballots.ballots().iter();
        ballots.all(|ballot| options.iter().filter(|&&it| ballot.approves(it)).count() <= 1)
    }

    fn buy(&mut self, option: usize) {
        if let Some((part, _)) = price(self.budgets_of(option)) {
            for (ballot, budget) in self.ballots.ballots().iter().zip(&mut self.budgets) {
                if ballot.approves(option) {
                    *budget -= part.clone().min(budget.clone());
                }
            }
        }
        let known: BTreeSet<usize> = self.chosen.iter().copied().collect();
        if !known.contains(&option) {
            self.chosen.push(option);
        }
    }
}

/// The largest part that one of these voters pays for an option of cost 1, each paying at most the budget, and what everybody has to be
/// given before they can; `None` without voters.
fn price(mut budgets: Vec<&BigRational>) -> Option<Price> {
    budgets.sort();
    let voters = budgets.len();
    let total: BigRational = budgets.iter().copied().sum();
    if total < BigRational::one() {
        let count = BigRational::from_integer(voters.into());
        let gift = (!budgets.is_empty()).then(|| (BigRational::one() - total) / count)?;
        let largest = budgets.last().map(|&last| last + &gift)?;
        return Some((largest, gift));
    }
    let mut open = BigRational::one();
    for (index, budget) in budgets.into_iter().enumerate() {
        let payers = BigRational::from_integer((voters - index).into());
        if budget * &payers >= open {
            return Some((open / payers, BigRational::zero()));
        }
        open -= budget;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_poor_pay_all_they_have_and_the_rest_is_shared() {
        let budget = |numer: i64, denom: i64| BigRational::new(numer.into(), denom.into());
        let (a, b, c) = (budget(1, 10), budget(1, 2), budget(3, 4));
        // 1/10 from the first, 9/20 from each of the others.
        assert_eq!(price(vec![&c, &a, &b]), Some((budget(9, 20), budget(0, 1))));
        assert_eq!(price(vec![&a, &b]), Some((budget(7, 10), budget(1, 5))));
        assert_eq!(price(Vec::new()), None);
    }
}
