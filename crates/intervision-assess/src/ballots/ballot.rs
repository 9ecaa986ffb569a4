use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::BallotViolation as Violation;
use crate::AssessError;

/// What voters were asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BallotKind {
    /// Which options are fine.
    Approval,
    /// Options in order, best first; those left out come last, and are not approved.
    Ranking,
    /// So many points at most, given to options as one likes.
    Dots {
        /// How many points a voter has.
        most: u32,
    },
}

/// One voter's wishes, without the voter.
///
/// Every kind of ballot can be read in every way: an option is approved if it is named, ranked by its place or its points, and has one
/// point if it is named without points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ballot {
    /// Named options, best first; options in one tier are liked alike.
    pub(super) tiers: Vec<Vec<usize>>,
    /// Points per option.
    pub(super) points: Vec<u32>,
}

impl Ballot {
    /// Whether the option is named (with points, if there are any).
    #[must_use]
    pub fn approves(&self, option: usize) -> bool {
        self.points(option) > 0
    }

    /// The points given to an option.
    #[must_use]
    pub fn points(&self, option: usize) -> u32 {
        self.points.get(option).copied().unwrap_or(0)
    }

    /// The option's place, 0 for the best; options that are not named share the last.
    #[must_use]
    pub fn place(&self, option: usize) -> usize {
        let named = self.tiers.iter().position(|tier| tier.contains(&option));
        named.unwrap_or(self.tiers.len())
    }
}

/// Ballots about the same options, blinded: no voter, and sorted by content, so that neither a list of voters nor the
/// order of arrival can be joined to them. They do not serialise.
///
/// # Example
///
/// ```
/// use intervision_assess::ballots::Ballots;
///
/// let ballots = Ballots::of(["focus", "lightness", "egos"])
///     .ranked("v1", ["egos", "focus"])
///     .approving("v2", ["lightness"])
///     .build()?;
/// assert_eq!(ballots.len(), 2);
/// assert_eq!(ballots.approvals(0), 1);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Ballots {
    options: Vec<String>,
    ballots: Vec<Ballot>,
}

impl fmt::Debug for Ballots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ballots")
            .field("options", &self.options)
            .field("ballots", &self.ballots.len())
            .finish_non_exhaustive()
    }
}

impl Ballots {
    /// Starts a box for ballots about these options.
    #[must_use]
    pub fn of<S: Into<String>>(options: impl IntoIterator<Item = S>) -> BallotsBuilder {
        let options: Vec<String> = options.into_iter().map(Into::into).collect();
        let mut violations = Vec::new();
        let mut index = BTreeMap::new();
        if options.is_empty() {
            violations.push(Violation::NoOptions);
        }
        for (number, option) in options.iter().enumerate() {
            if option.is_empty() {
                violations.push(Violation::EmptyOption { position: number + 1 });
            } else if index.insert(option.clone(), number).is_some() {
                violations.push(Violation::OptionTwice { option: option.clone() });
            }
        }
        BallotsBuilder {
            options,
            index,
            ballots: Vec::new(),
            voters: BTreeMap::new(),
            violations,
            row: 0,
        }
    }

    /// The options, numbered from 0.
    #[must_use]
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// How many ballots there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ballots.len()
    }

    /// Whether nobody voted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ballots.is_empty()
    }

    /// The ballots, in an order that says nothing.
    #[must_use]
    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// How many ballots approve an option.
    #[must_use]
    pub fn approvals(&self, option: usize) -> usize {
        self.ballots.iter().filter(|ballot| ballot.approves(option)).count()
    }

    /// How many ballots put `a` before `b`.
    #[must_use]
    pub fn prefer(&self, a: usize, b: usize) -> usize {
        self.ballots.iter().filter(|ballot| ballot.place(a) < ballot.place(b)).count()
    }
}

/// [`Ballots`] being collected; [`build`](Self::build) blinds them, or tells every mistake.
#[derive(Clone)]
pub struct BallotsBuilder {
    options: Vec<String>,
    index: BTreeMap<String, usize>,
    ballots: Vec<Ballot>,
    voters: BTreeMap<String, usize>,
    violations: Vec<Violation>,
    row: usize,
}

impl fmt::Debug for BallotsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BallotsBuilder")
            .field("ballots", &self.ballots.len())
            .finish_non_exhaustive()
    }
}

impl BallotsBuilder {
    /// A ballot that names what is fine. The voter is an opaque id that serves to refuse a second ballot, and is forgotten; empty
    /// where ballots come without.
    #[must_use]
    pub fn approving<'o>(self, voter: &str, options: impl IntoIterator<Item = &'o str>) -> Self {
        let options: Vec<&str> = options.into_iter().collect();
        let tiers = if options.is_empty() { Vec::new() } else { vec![options] };
        self.tiers(voter, tiers)
    }

    /// A ballot in order, best first; what is left out comes last.
    #[must_use]
    pub fn ranked<'o>(self, voter: &str, order: impl IntoIterator<Item = &'o str>) -> Self {
        self.tiers(voter, order.into_iter().map(|option| vec![option]).collect())
    }

    /// A ballot in order with options that are liked alike.
    #[must_use]
    pub fn tiers(mut self, voter: &str, tiers: Vec<Vec<&str>>) -> Self {
        self.row += 1;
        let row = self.row;
        let mut points = vec![0; self.options.len()];
        let mut numbered = Vec::new();
        for tier in tiers {
            let mut numbers = Vec::new();
            for option in tier {
                let Some(number) = self.number(row, option) else { continue };
                match points.get_mut(number) {
                    Some(place @ 0) => {
                        *place = 1;
                        numbers.push(number);
                    }
                    _ => self.violations.push(Violation::NamedTwice { row, option: option.into() }),
                }
            }
            numbers.sort_unstable();
            if !numbers.is_empty() {
                numbered.push(numbers);
            }
        }
        self.push(row, voter, Ballot { tiers: numbered, points });
        self
    }

    /// A ballot with points, `most` at most.
    #[must_use]
    pub fn dots<'o>(
        mut self,
        voter: &str,
        most: u32,
        dots: impl IntoIterator<Item = (&'o str, u32)>,
    ) -> Self {
        self.row += 1;
        let row = self.row;
        let mut points = vec![0; self.options.len()];
        let mut named = BTreeSet::new();
        for (option, given) in dots {
            let Some(number) = self.number(row, option) else { continue };
            if !named.insert(number) {
                self.violations.push(Violation::NamedTwice { row, option: option.into() });
            } else if let Some(place) = points.get_mut(number) {
                *place = given;
            }
        }
        let found: u64 = points.iter().copied().map(u64::from).sum();
        if found > u64::from(most) {
            self.violations.push(Violation::TooManyPoints { row, found, most });
        }
        let mut tiers: BTreeMap<std::cmp::Reverse<u32>, Vec<usize>> = BTreeMap::new();
        for (number, &given) in points.iter().enumerate().filter(|&(_, &given)| given > 0) {
            tiers.entry(std::cmp::Reverse(given)).or_default().push(number);
        }
        self.push(row, voter, Ballot { tiers: tiers.into_values().collect(), points });
        self
    }

    /// Blinds the ballots: voters are dropped, and ballots sorted by what they say.
    ///
    /// # Errors
    ///
    /// [`AssessError::Ballots`] lists every mistake.
    pub fn build(mut self) -> Result<Ballots, AssessError> {
        if !self.violations.is_empty() {
            return Err(AssessError::Ballots { violations: self.violations });
        }
        self.ballots.sort_unstable();
        Ok(Ballots { options: self.options, ballots: self.ballots })
    }

    fn number(&mut self, row: usize, option: &str) -> Option<usize> {
        let number = self.index.get(option).copied();
        if number.is_none() {
            let known = self.options.clone();
            self.violations.push(Violation::UnknownOption { row, option: option.into(), known });
        }
        number
    }

    fn push(&mut self, row: usize, voter: &str, ballot: Ballot) {
        let first = if voter.is_empty() { None } else { self.voters.get(voter).copied() };
        if let Some(first) = first {
            self.violations.push(Violation::VoterTwice { row, voter: voter.into(), first });
        }
        self.voters.entry(voter.into()).or_insert(row);
        self.ballots.push(ballot);
    }

    #[cfg(feature = "csv")]
    pub(super) fn at_row(&mut self, row: usize) {
        self.row = row.saturating_sub(1);
    }

    #[cfg(feature = "csv")]
    pub(super) fn violation(&mut self, violation: Violation) {
        self.violations.push(violation);
    }
}
