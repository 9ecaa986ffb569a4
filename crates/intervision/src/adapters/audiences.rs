use intervision_assess::needs::{Offer, Proficiency, Progress};
use intervision_assess::{Coaching, Electives, needs::Needs};
use intervision_core::{Ratings, Roster};
use intervision_model::design::{Audience, Audiences, Design, Selection, Stagnation};

use super::AdapterError;
use super::words::Words;
use crate::language::{Language, Texts, fill};

/// Who comes to the sessions that not everyone has, and who waits.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Seating {
    /// Runs of the electives and members of the individual sessions, for the demand.
    pub audiences: Audiences,
    /// Those who would come too, if there were room.
    pub waiting: Vec<Waiting>,
}

/// Somebody who waits for a seat.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Waiting {
    /// The session of the design.
    pub session: String,
    /// The member.
    pub member: usize,
    /// The place in the queue, counted from 1.
    pub place: usize,
    /// What the place in the queue rests on.
    pub reason: WaitingReason,
}

/// What a place in a queue rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum WaitingReason {
    /// So many levels below the target; the largest shortfall comes first.
    Shortfall(f64),
    /// Proficient, and grows so many levels per measurement; the slowest comes first.
    Growth(f64),
}

impl WaitingReason {
    /// In words.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let words = Words::of(language);
        let (pattern, levels) = match self {
            WaitingReason::Shortfall(levels) => (words.shortfall, language.number(*levels, 1)),
            WaitingReason::Growth(levels) => (words.growth, language.number(*levels, 2)),
        };
        fill(pattern, &[("levels", &levels)])
    }
}

/// Seats the electives by need, as many runs as the design allows, and picks who has individual sessions.
///
/// An elective takes those whose level lies below their target on the competency that it develops, the largest
/// shortfall first. A run that would be less than a quarter full is not opened for its own sake: its members wait.
/// `earlier` are measurements before the latest one, in the order of time, for the design's stagnation trigger.
///
/// # Errors
///
/// [`AdapterError::Assess`] when the measurements are about different numbers of members.
pub fn seat(
    design: &Design,
    roster: &dyn Roster,
    needs: &Needs,
    earlier: &[&dyn Ratings],
    latest: &dyn Ratings,
    targets: &dyn Ratings,
) -> Result<Seating, AdapterError> {
    let mut seating = Seating::default();
    for rule in design.sessions() {
        match rule.audience {
            // Everyone needs no choosing; who is coached is chosen when coaches are matched.
            Audience::Everyone | Audience::Group | Audience::Individual(Selection::Everyone) => {}
            Audience::Elective(elective) => {
                let seats = elective.seats as usize;
                let offers: Vec<Offer> = rule
                    .develops
                    .iter()
                    .map(|competency| Offer::new(&rule.id, competency, seats))
                    .collect();
                let electives = Electives::assign(needs, roster, &offers);
                let candidates: Vec<_> = electives.candidates(&rule.id).to_vec();
                let runs = runs(candidates.len(), seats, elective.max_runs);
                let (seated, waiting) = candidates.split_at(candidates.len().min(runs * seats));
                let members: Vec<usize> = seated.iter().map(|candidate| candidate.member).collect();
                seating.audiences = seating.audiences.with_elective(&rule.id, even(&members, runs));
                seating.waiting.extend(waiting.iter().enumerate().map(|(place, candidate)| {
                    Waiting {
                        session: rule.id.clone(),
                        member: candidate.member,
                        place: place + 1,
                        reason: WaitingReason::Shortfall(candidate.shortfall),
                    }
                }));
            }
            Audience::Individual(Selection::Stagnating(trigger)) => {
                let mut members = stagnating(trigger, roster, earlier, latest, targets)?;
                let places = trigger.places.map_or(members.len(), |places| places as usize);
                for (place, (member, slope)) in
                    members.split_off(places.min(members.len())).into_iter().enumerate()
                {
                    seating.waiting.push(Waiting {
                        session: rule.id.clone(),
                        member,
                        place: place + 1,
                        reason: WaitingReason::Growth(slope),
                    });
                }
                let members = members.into_iter().map(|(member, _)| member).collect();
                seating.audiences = seating.audiences.with_individuals(&rule.id, members);
            }
        }
    }
    Ok(seating)
}

/// How many runs to open: enough for everyone, but none for less than a quarter of its seats beyond the first.
fn runs(candidates: usize, seats: usize, most: Option<u32>) -> usize {
    if candidates == 0 || seats == 0 {
        return 0;
    }
    let full = candidates / seats;
    let left = candidates % seats;
    let wanted = if full == 0 || 4 * left >= seats { candidates.div_ceil(seats) } else { full };
    wanted.min(most.map_or(wanted, |most| most as usize))
}

/// Splits members over runs whose sizes differ by one at most, in order of need.
fn even(members: &[usize], runs: usize) -> Vec<Vec<usize>> {
    (0..runs)
        .map(|run| {
            let from = members.len() * run / runs;
            let to = members.len() * (run + 1) / runs;
            members[from..to].to_vec()
        })
        .collect()
}

/// Who is proficient and does not grow, the slowest first; with the slope in levels per measurement.
fn stagnating(
    trigger: Stagnation,
    roster: &dyn Roster,
    earlier: &[&dyn Ratings],
    latest: &dyn Ratings,
    targets: &dyn Ratings,
) -> Result<Vec<(usize, f64)>, AdapterError> {
    let series: Vec<(f64, &dyn Ratings)> = earlier
        .iter()
        .copied()
        .chain([latest])
        .enumerate()
        .map(|(at, ratings)| (at as f64, ratings))
        .collect();
    let coaching = Coaching::new()
        .with_proficiency(Proficiency::Level(trigger.proficient_from))
        .with_max_slope(trigger.min_slope);
    let progress = coaching.progress(&series, targets)?;
    let mut found: Vec<(usize, f64)> = progress
        .iter()
        .enumerate()
        .filter_map(|(member, progress)| match progress {
            Progress::Stagnating(trend) => Some((member, trend.slope)),
            _ => None,
        })
        .collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| roster.id(a.0).cmp(&roster.id(b.0))));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_open_for_a_quarter_of_their_seats() {
        assert_eq!(runs(0, 12, None), 0);
        assert_eq!(runs(2, 12, None), 1);
        assert_eq!(runs(14, 12, None), 1);
        assert_eq!(runs(15, 12, None), 2);
        assert_eq!(runs(30, 12, Some(2)), 2);
        assert_eq!(runs(5, 0, None), 0);
    }

    #[test]
    fn runs_are_even() {
        let members: Vec<usize> = (0..15).collect();
        let split = even(&members, 2);
        assert_eq!(split.iter().map(Vec::len).collect::<Vec<_>>(), [7, 8]);
        assert_eq!(split.concat(), members);
        assert_eq!(even(&[], 0), Vec::<Vec<usize>>::new());
    }
}
