//! In: coaches, coachees, a date. Out: who coaches whom, and why somebody has no coach.

mod people;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use intervision_core::Status;

pub use self::people::{Coach, Coachee, Qualification};
use self::people::{Side, apart, ranks};
use self::told::taken;
pub use self::told::{Match, Matched, Unmatched};
use super::PairingError;
use super::assignment::{NOWHERE, Offers};
use super::stable::{Preferences, people_ask, places_ask};
use crate::Error;

/// Scores are added up in millionths.
const UNIT: f64 = 1e6;

/// What is the best that a preference is worth, beside 1 for being coached at all; each later rank is worth one less, at least 1.
const FIRST_RANK: usize = 5;

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
    /// No coachee and coach would both rather have each other; the best for coachees among such matchings.
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
}

impl Coaching {
    /// On this day, and for this.
    #[must_use]
    pub fn new(on: NaiveDate, mode: Mode) -> Self {
        Coaching { on, mode, requires: Vec::new(), only_listed: false, scores: BTreeMap::new() }
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

    /// Makes the matching. O(coachees · coaches · log), or O(offers · log) where only listed coaches count, beside the assignment.
    ///
    /// # Errors
    ///
    /// [`PairingError`] for ids that stand twice, names of nobody, and scores that are none.
    pub fn make(&self, coachees: &[Coachee], coaches: &[Coach]) -> Result<Matched, Error> {
        let people = Side::new("coachee", coachees.iter().map(|one| one.id.as_str()))?;
        let places = Side::new("coach", coaches.iter().map(|one| one.id.as_str()))?;
        let coachees: Vec<&Coachee> = people.order.iter().map(|&at| &coachees[at]).collect();
        let coaches: Vec<&Coach> = places.order.iter().map(|&at| &coaches[at]).collect();
        let eligible: Vec<Option<String>> =
            coaches.iter().map(|coach| self.barred(coach)).collect();
        let of_people = ranks(coachees.iter().map(|one| (&one.id, &one.prefers)), &places)?;
        let of_places = ranks(coaches.iter().map(|one| (&one.id, &one.prefers)), &people)?;
        let apart = apart(&coachees, &coaches, (&people, &places))?;

        let mut offers = Offers {
            seats: coaches.iter().map(|coach| coach.seats).collect(),
            start: vec![0],
            place: Vec::new(),
            worth: Vec::new(),
            without: 0,
        };
        for (person, coachee) in coachees.iter().enumerate() {
            let listed: Vec<usize> = if self.only_listed {
                of_people[person].keys().map(|&place| place as usize).collect()
            } else {
                (0..coaches.len()).collect()
            };
            for place in listed {
                if eligible[place].is_some() || apart[person].contains(&(place as u32)) {
                    continue;
                }
                let own = of_people[person].get(&(place as u32)).copied();
                let back = of_places[place].get(&(person as u32)).copied();
                let score = self.worth(coachee, coaches[place], own, back)?;
                offers.place.push(place as u32);
                offers.worth.push((score * UNIT).round() as i64);
            }
            offers.start.push(offers.place.len() as u32);
        }
        let (place_of, bound) = self.place(&mut offers, &of_people, &of_places);
        offers.without = 0;
        Ok(self.told(&offers, &place_of, bound, (&coachees, &coaches), (&eligible, &apart)))
    }

    fn worth(
        &self,
        coachee: &Coachee,
        coach: &Coach,
        own: Option<u32>,
        back: Option<u32>,
    ) -> Result<f64, Error> {
        let wish = |rank: Option<u32>| {
            rank.map_or(0.0, |rank| FIRST_RANK.saturating_sub(rank as usize).max(1) as f64)
        };
        // Most hosts give no scores, and then no names are copied.
        let named = !self.scores.is_empty();
        let key = || (coachee.id.clone(), coach.id.clone());
        let score = named.then(|| self.scores.get(&key()).copied()).flatten();
        let score = score.unwrap_or_else(|| 1.0 + wish(own) + wish(back));
        if !(-1e6..=1e6).contains(&score) {
            let (a, b) = (coachee.id.clone(), coach.id.clone());
            return Err(PairingError::Score { a, b, score }.into());
        }
        Ok(score)
    }

    fn place(
        &self,
        offers: &mut Offers,
        of_people: &[BTreeMap<u32, u32>],
        of_places: &[BTreeMap<u32, u32>],
    ) -> (Vec<u32>, Option<f64>) {
        let people = offers.people();
        match self.mode {
            Mode::Total | Mode::Served => {
                if self.mode == Mode::Served {
                    // Whatever the scores of all others, one more served counts more.
                    let most = offers.worth.iter().map(|worth| worth.abs()).max().unwrap_or(0);
                    offers.without = -(2 * most + 1).saturating_mul(people as i64);
                }
                let found = offers.assign();
                let without = found.place_of.iter().filter(|place| **place == NOWHERE).count();
                let bound = offers.bound(&found) - offers.without * without as i64;
                (found.place_of, Some(bound as f64 / UNIT))
            }
            Mode::Stable | Mode::StableForCoaches => {
                let unlisted = |listed: &BTreeMap<u32, u32>| {
                    listed.values().copied().max().map_or(0, |rank| rank + 1)
                };
                let mut people = vec![Vec::new(); people];
                let mut places = vec![Vec::new(); offers.seats.len()];
                for (person, ranks) in people.iter_mut().enumerate() {
                    for (place, _) in offers.of(person) {
                        let rank = |of: &BTreeMap<u32, u32>, other: u32| {
                            of.get(&other).copied().unwrap_or_else(|| unlisted(of))
                        };
                        ranks.push((place as u32, rank(&of_people[person], place as u32)));
                        places[place].push((person as u32, rank(&of_places[place], person as u32)));
                    }
                }
                let (people, places) =
                    (Preferences { ranks: people }, Preferences { ranks: places });
                let ask = if self.mode == Mode::Stable { people_ask } else { places_ask };
                let found = ask(&people, &places, &offers.seats);
                (found.into_iter().map(|place| place.unwrap_or(NOWHERE)).collect(), None)
            }
        }
    }

    /// What a coach lacks on the day.
    fn barred(&self, coach: &Coach) -> Option<String> {
        let id = &coach.id;
        for name in &self.requires {
            let own: Vec<_> = coach.qualifications.iter().filter(|own| own.name == *name).collect();
            let holds = |own: &&Qualification| {
                own.from.is_none_or(|from| from <= self.on)
                    && own.until.is_none_or(|until| self.on <= until)
            };
            if own.iter().any(holds) {
                continue;
            }
            let last =
                own.iter().filter_map(|own| own.until).filter(|until| *until < self.on).max();
            let first = own.iter().filter_map(|own| own.from).filter(|from| self.on < *from).min();
            return Some(match (last, first) {
                (_, Some(from)) => format!("{name} of {id} begins on {from}"),
                (Some(until), None) => format!("{name} of {id} ended on {until}"),
                (None, None) => format!("{id} has no {name}"),
            });
        }
        None
    }

    fn told(
        &self,
        offers: &Offers,
        place_of: &[u32],
        bound: Option<f64>,
        (coachees, coaches): (&[&Coachee], &[&Coach]),
        (barred, apart): (&[Option<String>], &[BTreeSet<u32>]),
    ) -> Matched {
        let (mut pairs, mut unmatched) = (Vec::new(), Vec::new());
        let taken = taken(offers, place_of);
        let mut total = 0;
        for (person, &place) in place_of.iter().enumerate() {
            let id = coachees[person].id.clone();
            if let Some((_, worth)) = offers.of(person).find(|offer| offer.0 as u32 == place) {
                total += worth;
                let coach = coaches[place as usize].id.clone();
                pairs.push(Match { coachee: id, coach, score: worth as f64 / UNIT });
                continue;
            }
            let may = offers.of(person).count();
            let open = barred.iter().filter(|barred| barred.is_none()).count();
            let kept =
                apart[person].iter().filter(|place| barred[**place as usize].is_none()).count();
            let reason = if open == 0 {
                format!("no coach may coach on {}", self.on)
            } else if may == 0 && kept == open {
                format!("every coach is a manager of {id} or kept apart from them")
            } else if may == 0 {
                format!("{id} listed no coach who may coach them")
            } else if offers.of(person).all(|(place, _)| taken[place] >= offers.seats[place]) {
                match may {
                    1 => format!("the only coach who may coach {id} has no seat left"),
                    _ => format!("all {may} coaches who may coach {id} have no seat left"),
                }
            } else {
                format!("no match of {id} would add to the total")
            };
            unmatched.push(Unmatched { id, reason });
        }
        let out = |(coach, why): (&&Coach, &Option<String>)| {
            Some(Unmatched { id: coach.id.clone(), reason: why.clone()? })
        };
        let total = total as f64 / UNIT;
        let status = match bound {
            Some(bound) if (bound - total).abs() > 0.5 / UNIT => Status::Feasible,
            _ => Status::Optimal,
        };
        let ineligible = coaches.iter().zip(barred).filter_map(out).collect();
        Matched { pairs, unmatched, ineligible, total, bound, status }
    }
}
