use std::cmp::Ordering;

use indexmap::IndexMap;
use intervision_core::Roster;

use super::{Needs, Verdict};

/// An elective on offer: the competency it develops, and its seats.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Offer {
    /// The elective's id in the programme.
    pub id: String,
    /// The competency it develops.
    pub competency: String,
    /// How many people one run of it takes.
    pub seats: usize,
}

impl Offer {
    /// An elective.
    #[must_use]
    pub fn new(id: impl Into<String>, competency: impl Into<String>, seats: usize) -> Self {
        Offer { id: id.into(), competency: competency.into(), seats }
    }
}

/// Somebody who needs an elective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The member.
    pub member: usize,
    /// The shortfall it would address, in levels; above 0.
    pub shortfall: f64,
    /// How sure it is that there is one, if that is known.
    pub probability_below: Option<f64>,
    /// Whether it is sure at the confidence of the analysis.
    pub sure: bool,
}

impl Candidate {
    /// Larger shortfall first, then the surer one.
    fn by_need(a: &Candidate, b: &Candidate) -> Ordering {
        b.shortfall
            .total_cmp(&a.shortfall)
            .then(b.probability_below.unwrap_or(0.0).total_cmp(&a.probability_below.unwrap_or(0.0)))
    }
}

/// Who needs which elective, ranked, with seats for the first.
///
/// # Example
///
/// Three need it, two can have a seat:
///
/// ```
/// use intervision_assess::needs::Offer;
/// use intervision_assess::{Electives, NeedsAnalysis, TargetProfile};
/// use intervision_core::Table;
/// # use intervision_core::{Rating, Ratings};
/// # use std::borrow::Cow;
/// # struct Levels(Vec<f64>);
/// # impl Ratings for Levels {
/// #     fn len(&self) -> usize { self.0.len() }
/// #     fn competencies(&self) -> Vec<Cow<'_, str>> { vec!["process".into()] }
/// #     fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
/// #         self.0.get(member).filter(|_| competency == "process").map(|&level| Rating::exact(level))
/// #     }
/// # }
/// let measured = Levels(vec![2.0, 4.0, 1.0, 2.5]);
/// let target = TargetProfile::new(4, [("process", 3.0)]);
/// let needs = NeedsAnalysis::new().find(&measured, &target)?;
/// let roster = Table::new(["a", "b", "c", "d"])?;
/// let electives = Electives::assign(&needs, &roster, &[Offer::new("workshop", "process", 2)]);
/// let members = |list: &[intervision_assess::needs::Candidate]| list.iter().map(|c| c.member).collect::<Vec<_>>();
/// assert_eq!(members(electives.seated("workshop")), [2, 0]);
/// assert_eq!(members(electives.waiting("workshop")), [3]);
/// assert_eq!(electives.runs("workshop"), Some(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Electives {
    lists: Vec<(Offer, Vec<Candidate>, bool)>,
}

impl Electives {
    /// Ranks for each elective the members whose level lies below the target, and who may still be (cannot tell yet,
    /// with a shortfall): by shortfall, then by how sure it is, then by id. Who surely meets the target, or was not
    /// measured, is no candidate. A member may hold a seat in several electives.
    ///
    /// Offers with one id are one elective that develops several competencies: a member's need of it is the largest of
    /// theirs, and the seats are those of the first.
    #[must_use]
    pub fn assign(needs: &Needs, roster: &dyn Roster, offers: &[Offer]) -> Electives {
        let mut merged: IndexMap<&str, Vec<&Offer>> = IndexMap::new();
        for offer in offers {
            merged.entry(&offer.id).or_default().push(offer);
        }
        let lists = merged.values().filter_map(|same| {
            let offer = same.first()?;
            let mut candidates: Vec<Candidate> = (0..needs.len().min(roster.len()))
                .filter_map(|member| {
                    let develops = same.iter().map(|offer| offer.competency.as_str());
                    develops
                        .filter_map(|competency| candidate(needs, member, competency))
                        .min_by(Candidate::by_need)
                })
                .collect();
            candidates.sort_by(|a, b| {
                Candidate::by_need(a, b).then_with(|| roster.id(a.member).cmp(&roster.id(b.member)))
            });
            let edge = (offer.seats.checked_sub(1), candidates.get(offer.seats));
            let tied = match edge {
                (Some(last), Some(next)) => candidates
                    .get(last)
                    .is_some_and(|last| Candidate::by_need(last, next) == Ordering::Equal),
                _ => false,
            };
            Some(((*offer).clone(), candidates, tied))
        });
        Electives { lists: lists.collect() }
    }

    /// The electives, in the order they were offered.
    pub fn offers(&self) -> impl Iterator<Item = &Offer> {
        self.lists.iter().map(|(offer, ..)| offer)
    }

    /// Everyone who needs the elective, most in need first; empty for an elective that is not offered.
    #[must_use]
    pub fn candidates(&self, elective: &str) -> &[Candidate] {
        self.list(elective).map_or(&[], |(_, candidates, _)| candidates.as_slice())
    }

    /// Those who have a seat in one run of it.
    #[must_use]
    pub fn seated(&self, elective: &str) -> &[Candidate] {
        self.split(elective).0
    }

    /// Those who wait for a seat, first in line first.
    #[must_use]
    pub fn waiting(&self, elective: &str) -> &[Candidate] {
        self.split(elective).1
    }

    /// How many runs would seat everyone; `None` if it has no seats while there are candidates, or is not offered.
    #[must_use]
    pub fn runs(&self, elective: &str) -> Option<usize> {
        let (offer, candidates, _) = self.list(elective)?;
        match (candidates.len(), offer.seats) {
            (0, _) => Some(0),
            (_, 0) => None,
            (wanted, seats) => Some(wanted.div_ceil(seats)),
        }
    }

    /// Whether the last seat and the first place in the line went to two people of equal need, so that only their ids
    /// decided; somebody should look at it.
    #[must_use]
    pub fn tied(&self, elective: &str) -> bool {
        self.list(elective).is_some_and(|(.., tied)| *tied)
    }

    fn list(&self, elective: &str) -> Option<&(Offer, Vec<Candidate>, bool)> {
        self.lists.iter().find(|(offer, ..)| offer.id == elective)
    }

    fn split(&self, elective: &str) -> (&[Candidate], &[Candidate]) {
        self.list(elective).map_or((&[], &[]), |(offer, candidates, _)| {
            candidates.split_at(offer.seats.min(candidates.len()))
        })
    }
}

fn candidate(needs: &Needs, member: usize, competency: &str) -> Option<Candidate> {
    let gap = &needs.on(member, competency)?.gap;
    let shortfall = gap.shortfall().filter(|&shortfall| shortfall > 0.0)?;
    let sure = match gap.verdict {
        Verdict::Below => true,
        Verdict::CannotTell(_) => false,
        Verdict::Met => return None,
    };
    Some(Candidate { member, shortfall, probability_below: gap.probability_below, sure })
}

#[cfg(test)]
mod tests {
    use intervision_core::{Rating, Table};

    use super::*;
    use crate::testing::ScriptedRatings;
    use crate::{NeedsAnalysis, TargetProfile};

    fn electives(ids: &[&str], levels: &[Option<Rating>], seats: usize) -> Electives {
        let measured = ScriptedRatings::new("process", levels.to_vec());
        let target = TargetProfile::new(levels.len(), [("process", 3.0)]);
        let needs = NeedsAnalysis::new().find(&measured, &target).unwrap();
        let roster = Table::new(ids.iter().copied()).unwrap();
        Electives::assign(&needs, &roster, &[Offer::new("workshop", "process", seats)])
    }

    fn members(candidates: &[Candidate]) -> Vec<usize> {
        candidates.iter().map(|candidate| candidate.member).collect()
    }

    #[test]
    fn fifteen_want_twelve_seats_three_wait_by_gap() {
        let ids: Vec<String> = crate::testing::ids(20);
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        // p001 is lowest; fifteen are below 3.
        let levels: Vec<_> =
            (0..20).map(|n| Some(Rating::exact(1.5 + 0.1 * f64::from(n)))).collect();
        let electives = electives(&ids, &levels, 12);
        assert_eq!(electives.candidates("workshop").len(), 15);
        assert_eq!(members(electives.seated("workshop")), (0..12).collect::<Vec<_>>());
        assert_eq!(members(electives.waiting("workshop")), [12, 13, 14]);
        assert_eq!(electives.runs("workshop"), Some(2));
        assert!(!electives.tied("workshop"));
    }

    #[test]
    fn equal_needs_go_by_id_and_say_so() {
        let level = Some(Rating::exact(2.0));
        let electives = electives(&["c", "a", "b"], &[level, level, level], 2);
        assert_eq!(members(electives.seated("workshop")), [1, 2]);
        assert!(electives.tied("workshop"));
    }

    #[test]
    fn one_elective_may_develop_two_competencies() {
        let target = TargetProfile::new(2, [("process", 3.0), ("emotions", 3.0)]);
        let measured = TargetProfile::new(2, [("process", 2.5), ("emotions", 1.0)]);
        let needs = NeedsAnalysis::new().find(&measured, &target).unwrap();
        let roster = Table::new(["a", "b"]).unwrap();
        let offers = ["process", "emotions"].map(|it| Offer::new("workshop", it, 1));
        let electives = Electives::assign(&needs, &roster, &offers);
        assert_eq!(electives.offers().count(), 1);
        let found: Vec<f64> =
            electives.candidates("workshop").iter().map(|it| it.shortfall).collect();
        assert_eq!(found, [2.0, 2.0]);
    }

    #[test]
    fn who_is_surely_good_enough_or_unmeasured_is_no_candidate() {
        let levels = [
            Some(Rating::measured(2.9, 0.5)),
            Some(Rating::measured(4.0, 0.5)),
            None,
            Some(Rating::exact(1.0)),
        ];
        let electives = electives(&["a", "b", "c", "d"], &levels, 0);
        assert_eq!(members(electives.waiting("workshop")), [3, 0]);
        assert!(!electives.waiting("workshop")[1].sure);
        assert_eq!(electives.runs("workshop"), None);
        assert_eq!(electives.runs("elsewhere"), None);
        assert!(electives.candidates("elsewhere").is_empty());
    }
}
