use intervision_core::Roster;
use intervision_groups::pairing::{Coach as Seat, Coachee, Coaching, Matched, Mode};
use intervision_model::coaching::Coach;
use intervision_model::design::{Audiences, Design};

use super::AdapterError;

/// A coach of the pool: certificates, how many they take, and whom they do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolCoach {
    /// The coach with dated certificates.
    pub coach: Coach,
    /// At most so many coachees.
    pub seats: u32,
    /// Participants whom they do not coach, by id.
    pub apart: Vec<String>,
}

/// What a participant said about coaches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoachWish {
    /// The participant.
    pub id: String,
    /// Coaches by id, the best first.
    pub prefers: Vec<String>,
    /// Coaches whom they do not want.
    pub apart: Vec<String>,
}

/// Matches everybody on the roster with a coach: as many people as can be, and among such matchings the most preferred. A coach must
/// hold the design's certificates from the first day of the season to the last; nobody is coached by their manager. `None` for a
/// design without coaching.
///
/// # Errors
///
/// [`AdapterError::Groups`] for ids that stand twice or lead nowhere.
pub fn match_coaches(
    design: &Design,
    roster: &dyn Roster,
    pool: &[PoolCoach],
    wishes: &[CoachWish],
) -> Result<Option<Matched>, AdapterError> {
    let Some(rule) = design.coaching() else { return Ok(None) };
    let season = design.season();
    let coaches: Vec<Seat> = pool
        .iter()
        .map(|PoolCoach { coach, seats, apart }| {
            let begun = coach.certificates().iter().filter(|held| held.from <= season.start);
            let seat = Seat::new(coach.id().as_str(), *seats);
            let mut seat =
                begun.fold(seat, |seat, held| seat.holds(&held.kind, Some(held.from), held.until));
            seat.apart.clone_from(apart);
            seat
        })
        .collect();
    let coachees: Vec<Coachee> = (0..roster.len())
        .map(|member| {
            let id = roster.id(member);
            let wish = wishes.iter().find(|wish| wish.id == id);
            let prefers = wish.map(|wish| wish.prefers.clone()).unwrap_or_default();
            let mut coachee = Coachee::new(id.as_ref()).prefers(prefers);
            coachee.apart = wish.map(|wish| wish.apart.clone()).unwrap_or_default();
            let manager = roster.manager(member).map(|manager| roster.id(manager).into_owned());
            // A manager who does not coach needs no rule.
            let coaches = |id: &String| pool.iter().any(|one| one.coach.id().as_str() == id);
            coachee.managers = manager.into_iter().filter(coaches).collect();
            coachee
        })
        .collect();
    let certificates = rule.certificates.iter();
    let coaching = certificates
        .fold(Coaching::new(season.end, Mode::Served), |coaching, kind| coaching.requires(kind));
    Ok(Some(coaching.make(&coachees, &coaches)?))
}

/// The coaching sessions of those who have a coach, each with that coach.
#[must_use]
pub fn seat_coached(
    design: &Design,
    roster: &dyn Roster,
    matched: &Matched,
    audiences: Audiences,
) -> Audiences {
    let Some(rule) = design.coaching() else { return audiences };
    let coach = |member: &usize| {
        let id = roster.id(*member);
        matched.pairs.iter().find(|pair| pair.coachee == id).map(|pair| pair.coach.as_str())
    };
    let pairs: Vec<(usize, &str)> =
        (0..roster.len()).filter_map(|member| Some((member, coach(&member)?))).collect();
    rule.sessions.iter().fold(audiences, |audiences, session| {
        let members = pairs.iter().map(|(member, _)| *member).collect();
        let audiences = audiences.with_individuals(session, members);
        pairs.iter().fold(audiences, |audiences, (member, coach)| {
            audiences.with_host(session, *member, &rule.kind, *coach)
        })
    })
}
