//! In: coaches, coachees, a date. Out: who coaches whom, and why somebody has no coach.

mod asked;
mod before;
mod people;
mod place;
mod told;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use self::asked::Asked;
pub use self::before::CoachChange;
pub use self::people::{Coach, Coachee, Qualification};
pub use self::told::{Match, Matched, Unmatched};
pub use self::why::WhyUnmatched;
use crate::Error;

/// Scores are added up in millionths.
const UNIT: f64 = 1e6;

/// What a matching is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Mode {
    /// The highest total score, even if fewer people are coached.
    #[default]
    Total,
    /// As many people as can be are coached, and among such matchings the highest total.
    Served,
    /// No coachee and coach would both rather have each other; where nobody ties, the best for coachees among such matchings.
    Stable,
    /// The same, the best for coaches.
    StableForCoaches,
}

/// Matches coachees with coaches on a date.
///
/// A coach must hold what is required on that day; nobody is coached by their managers or by anybody they are kept apart from. A match is
/// worth 1, and 5 more for somebody's first preference, 4 for their second, down to 1, on either side; or what
/// [`score`](Coaching::score) says.
///
/// Total and served are proven to be the best: by a Hungarian method for transportation problems over the offers that there are. With
/// lists of preferences alone ([`only_listed`](Coaching::only_listed)) 20,000 coachees are few offers; without, every coachee may have every
/// coach.
///
/// Where people like several alike, or leave some out, stable matchings differ in size, and no quick way to the largest is known (Manlove and
/// others 2002): at least two thirds as many people as in the largest are coached (Király 2013).
///
/// When a coach leaves or a certificate ends, say who coached whom ([`keep`](Coaching::keep)): as few people as can be change, and
/// [`Matched::changes`] says who and why.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_groups::pairing::{Coach, Coachee, Coaching, Mode};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day);
/// let coaches = vec![
///     Coach::new("k1", 1).holds("certificate", None, day(1)),
///     Coach::new("k2", 1).holds("certificate", None, day(31)),
/// ];
/// let coachees = vec![Coachee::new("p1").prefers(["k1"]), Coachee::new("p2").prefers(["k2"])];
/// let date = day(15).expect("a day of March");
/// let matched = Coaching::new(date, Mode::Total).requires("certificate").make(&coachees, &coaches)?;
/// assert_eq!((matched.pairs[0].coachee.as_str(), matched.pairs[0].coach.as_str()), ("p2", "k2"));
/// assert_eq!(matched.unmatched[0].reason, "the only coach who may coach p1 has no seat left");
/// assert_eq!(matched.ineligible[0].reason, "certificate of k1 ended on 2027-03-01");
/// # Ok::<(), intervision_groups::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Coaching {
    on: NaiveDate,
    mode: Mode,
    requires: Vec<String>,
    only_listed: bool,
    scores: BTreeMap<(String, String), f64>,
    earlier: Vec<(String, String)>,
    locked: BTreeSet<String>,
}

impl Coaching {
    /// On this day, and for this.
    #[must_use]
    pub fn new(on: NaiveDate, mode: Mode) -> Self {
        Coaching {
            on,
            mode,
            requires: Vec::new(),
            only_listed: false,
            scores: BTreeMap::new(),
            earlier: Vec::new(),
            locked: BTreeSet::new(),
        }
    }

    /// Every coach must hold this on the day.
    #[must_use]
    pub fn requires(mut self, qualification: &str) -> Self {
        self.requires.push(qualification.to_owned());
        self
    }

    /// Nobody gets a coach whom they did not list.
    #[must_use]
    pub fn only_listed(mut self) -> Self {
        self.only_listed = true;
        self
    }

    /// A match of these two is worth so much, whatever they prefer.
    #[must_use]
    pub fn score(mut self, coachee: &str, coach: &str, score: f64) -> Self {
        self.scores.insert((coachee.to_owned(), coach.to_owned()), score);
        self
    }

    /// Who was coached by whom so far, coachees first. As many of these pairs as can be stand, before any score counts; where most people are
    /// served, that comes first. Stable matchings only break ties in their favour.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_groups::pairing::{Coach, Coachee, Coaching, Mode};
    ///
    /// let coachees = ["p1", "p2", "p3"].map(Coachee::new);
    /// // k2 has left; k3 is new.
    /// let coaches = [Coach::new("k1", 2), Coach::new("k3", 2)];
    /// let on = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a day of March");
    /// let earlier = [("p1", "k1"), ("p2", "k2"), ("p3", "k1")];
    /// let matched = Coaching::new(on, Mode::Served).keep(earlier).make(&coachees, &coaches)?;
    /// assert_eq!(matched.changes[0].to_string(), "p2 goes from k2 to k3: k2 coaches no longer");
    /// assert_eq!(matched.changes.len(), 1);
    /// # Ok::<(), intervision_groups::Error>(())
    /// ```
    #[must_use]
    pub fn keep<I, A, B>(mut self, earlier: I) -> Self
    where
        I: IntoIterator<Item = (A, B)>,
        A: Into<String>,
        B: Into<String>,
    {
        self.earlier.extend(earlier.into_iter().map(|(a, b)| (a.into(), b.into())));
        self
    }

    /// A coachee [keeps](Coaching::keep) their coach, whatever that costs others.
    #[must_use]
    pub fn lock(mut self, coachee: &str) -> Self {
        self.locked.insert(coachee.to_owned());
        self
    }

    /// Makes the matching. O(coachees · coaches · log), or O(offers · log) where only listed coaches count, beside the assignment.
    ///
    /// # Errors
    ///
    /// [`PairingError`](super::PairingError) for ids that stand twice, names of nobody, scores that are none, and locks that cannot hold.
    pub fn make(&self, coachees: &[Coachee], coaches: &[Coach]) -> Result<Matched, Error> {
        let asked = Asked::new(self, coachees, coaches)?;
        let (place_of, bound) = place::place(&asked, self.mode);
        Ok(told::told(&asked, &place_of, bound))
    }
}
