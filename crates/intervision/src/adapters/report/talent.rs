use chrono::NaiveDate;
use intervision_core::{SessionDemand, Timetable};
use intervision_groups::pairing::{Matched, WhyUnmatched};
use intervision_model::design::{
    Cell, Company, ContentKind, Demand, Design, Mode, Phase as DesignPhase,
};

use crate::adapters::{Done, PoolCoach, openings};
use crate::report::{self, Coaching, CoachingRound, NoCoach, NotEligible, Opening, Phase, Phases};

/// The phases of a design with more than one: their days, what opens them, for how many of `members` they opened, and how much content
/// of each kind and form they hold. `None` for a design with one phase and no content.
#[must_use]
pub fn phases_chapter(design: &Design, done: &Done, members: usize) -> Option<Phases> {
    if design.phases().len() < 2 && design.content().is_none() {
        return None;
    }
    let season = design.season();
    let opened: Vec<Vec<Option<u32>>> =
        (0..members).map(|member| openings(design, done, member)).collect();
    let matrix = design.content_matrix();
    let mut chapter = Phases::new(members);
    if matrix.is_some() {
        chapter = chapter.with_kinds(ContentKind::ALL.map(kind));
    }
    for (at, phase) in design.phases().iter().enumerate() {
        let (first, last) = (phase.start.unwrap_or(season.start), phase.end.unwrap_or(season.end));
        let mut shown = Phase::new(&phase.title, first, last);
        if let Some(description) = &phase.description {
            shown = shown.with_description(description);
        }
        if !phase.gate.is_free() {
            let open = opened.iter().filter(|own| own.get(at).is_some_and(Option::is_some));
            shown = shown.with_opening(opening(design, phase), open.count());
        }
        if let Some(matrix) = &matrix {
            let count = |kind, mode, company| {
                let cell = Cell { kind: Some(kind), mode: Some(mode), company: Some(company) };
                matrix.count(&phase.id, &cell)
            };
            shown = shown.with_content(ContentKind::ALL.map(|kind| {
                [
                    count(kind, Mode::Online, Company::Individual),
                    count(kind, Mode::Online, Company::Group),
                    count(kind, Mode::Offline, Company::Individual),
                    count(kind, Mode::Offline, Company::Group),
                ]
            }));
        }
        chapter = chapter.with_phase(shown);
    }
    Some(chapter)
}

fn kind(kind: ContentKind) -> report::ContentKind {
    match kind {
        ContentKind::Assignment => report::ContentKind::Assignment,
        ContentKind::Question => report::ContentKind::Question,
        ContentKind::Video => report::ContentKind::Video,
        ContentKind::Theory => report::ContentKind::Theory,
        ContentKind::Inspiration => report::ContentKind::Inspiration,
    }
}

/// A gate in the titles that people know.
fn opening(design: &Design, phase: &DesignPhase) -> Opening {
    let title = |id: &str| {
        let item = design.content().and_then(|all| all.items.iter().find(|item| item.id == id));
        let session = design.session(id).map(|session| &session.title);
        item.map(|item| &item.title).or(session).map_or_else(|| id.to_owned(), Clone::clone)
    };
    Opening {
        from_day: phase.gate.day(),
        after: phase.gate.asks().map(title).collect(),
        either: phase.gate.is_either(),
    }
}

/// Coaching in numbers: seats, who waits and why, conversations over the phases. `held` is how many pairs had no conversation so far, one,
/// two, and so on. `None` for a design without coaching.
///
/// Why somebody waits is told as far as it is no secret between people.
#[must_use]
pub fn coaching_chapter(
    design: &Design,
    pool: &[PoolCoach],
    matched: &Matched,
    held: &[usize],
    demand: &Demand,
    timetable: &Timetable,
) -> Option<Coaching> {
    let rule = design.coaching()?;
    let barred = |id: &str| matched.ineligible.iter().any(|one| one.id == id);
    let mut chapter = Coaching::new().with_held(held.iter().copied());
    for PoolCoach { coach, seats, .. } in pool.iter().filter(|own| !barred(own.coach.id().as_str()))
    {
        let taken = matched.pairs.iter().filter(|pair| pair.coach == coach.id().as_str()).count();
        chapter = chapter.with_coach(coach.id().as_str(), taken, *seats as usize);
    }
    for one in &matched.unmatched {
        let why = match one.why {
            WhyUnmatched::NoSeat { .. } => NoCoach::NoSeat,
            WhyUnmatched::NobodyCoaches { .. } => NoCoach::NobodyCoaches,
            _ => NoCoach::NoneFits,
        };
        chapter = chapter.with_waiting(&one.id, why);
    }
    for one in &matched.ineligible {
        let why = match one.why.clone() {
            WhyUnmatched::Lacks { qualification } => NotEligible::Without(qualification),
            WhyUnmatched::Begins { qualification, on } => NotEligible::Begins(qualification, on),
            WhyUnmatched::Ended { qualification, on } => NotEligible::Ended(qualification, on),
            _ => continue,
        };
        chapter = chapter.with_barred(&one.id, why);
    }
    for id in &rule.sessions {
        if let Some(round) = round(design, id, demand, timetable) {
            chapter = chapter.with_round(round);
        }
    }
    Some(chapter)
}

fn round(
    design: &Design,
    id: &str,
    demand: &Demand,
    timetable: &Timetable,
) -> Option<CoachingRound> {
    let index = design.sessions().iter().position(|session| session.id == id)?;
    let session = design.sessions().get(index)?;
    let phase = design.phases().iter().find(|phase| phase.id == session.phase)?;
    let of = |at: usize| demand.origin(at).is_some_and(|origin| origin.rule == index);
    let placed = timetable.placements.iter().filter(|placement| of(placement.session));
    let days: Vec<NaiveDate> = placed.map(|placement| placement.span.date()).collect();
    Some(CoachingRound {
        title: session.title.clone(),
        phase: phase.title.clone(),
        placed: days.len(),
        asked: (0..demand.len()).filter(|at| of(*at)).count(),
        days: days.iter().min().copied().zip(days.iter().max().copied()),
    })
}
