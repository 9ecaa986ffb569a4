//! In: where everyone stands and who may change places. Out: the best exchanges, and those that only a rule forbids.

use super::alternative::{Alternative, Alternatives, Effect, Exchange};
use super::standing::Standing;

/// How many look-ups pricing may take, and how many checking rules may take.
const MOST_WORK: usize = 20_000_000;
/// How many exchanges are priced at most.
const MOST_TRIED: usize = 400_000;

/// One exchange, by members: the second is a member for a swap and a group for a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Candidate {
    Swap(u32, u32),
    Move(u32, u32),
}

impl Candidate {
    fn places(self, standing: &Standing) -> Vec<(u32, u32)> {
        match self {
            Candidate::Swap(a, b) => {
                let [g, h] = [a, b].map(|member| standing.group_of[member as usize]);
                vec![(a, h), (b, g)]
            }
            Candidate::Move(member, to) => vec![(member, to)],
        }
    }

    fn exchange(self, standing: &Standing) -> Exchange {
        let id = |member: u32| standing.problem.ids[member as usize].clone();
        match self {
            Candidate::Swap(a, b) => Exchange::Swap { a: id(a.min(b)), b: id(a.max(b)) },
            Candidate::Move(member, to) => Exchange::Move {
                id: id(member),
                from: standing.group_of[member as usize] as usize + 1,
                to: to as usize + 1,
            },
        }
    }
}

/// What would come of one exchange.
pub(super) fn alternative(standing: &Standing, candidate: Candidate) -> Alternative {
    let places = candidate.places(standing);
    let priced = standing.price(&places);
    let effects = standing
        .problem
        .terms
        .iter()
        .zip(&priced.effects)
        .map(|(term, &change)| Effect {
            name: term.name.clone(),
            change,
            on_whole: term.factor * change,
        })
        .collect();
    Alternative {
        exchange: candidate.exchange(standing),
        effects,
        whole: priced.whole,
        breaks: standing.breaks(&places),
    }
}

/// The best few exchanges that one person can be part of.
pub(super) fn of_person(standing: &Standing, member: u32, few: usize) -> Alternatives {
    let everyone: Vec<u32> = (0..standing.problem.members() as u32).collect();
    best(standing, &[member], &everyone, few)
}

/// The best few exchanges of all, looking first at those people whose places cost most.
pub(super) fn of_all(standing: &Standing, few: usize) -> Alternatives {
    let people = standing.problem.members();
    let most = most_tried(standing);
    if people.saturating_mul(people + 2 * standing.lists.len()) / 2 <= most {
        let everyone: Vec<u32> = (0..people as u32).collect();
        return best(standing, &everyone, &everyone, few);
    }
    let size = standing.lists.iter().map(Vec::len).max().unwrap_or(0);
    let mut order: Vec<u32> = (0..people as u32).collect();
    if people.saturating_mul(standing.work(size)) <= MOST_WORK {
        let mut costs: Vec<(f64, u32)> =
            order.iter().map(|&member| (own_cost(standing, member), member)).collect();
        costs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        order = costs.into_iter().map(|(_, member)| member).collect();
    }
    let first = ((2 * most) as f64).sqrt() as usize;
    let mut chosen: Vec<u32> = order.into_iter().take(first.max(2)).collect();
    chosen.sort_unstable();
    let mut found = best(standing, &chosen, &chosen, few);
    found.complete = false;
    found
}

/// What a member's being in their group adds to the whole.
fn own_cost(standing: &Standing, member: u32) -> f64 {
    let group = standing.group_of[member as usize] as usize;
    let mut without = standing.lists[group].clone();
    without.retain(|&own| own != member);
    let terms = standing.terms.iter().zip(&standing.parts).zip(&standing.problem.terms);
    terms
        .filter_map(|((local, parts), term)| {
            Some(term.factor * (parts.as_ref()?[group] - local.part(term, &without)?))
        })
        .sum()
}

fn most_tried(standing: &Standing) -> usize {
    let size = standing.lists.iter().map(Vec::len).max().unwrap_or(0);
    (MOST_WORK / standing.work(size)).clamp(1, MOST_TRIED)
}

/// The best few exchanges between these people and those, and moves of these people.
fn best(standing: &Standing, these: &[u32], those: &[u32], few: usize) -> Alternatives {
    let most = most_tried(standing);
    let mut priced = Vec::new();
    let mut tried = 0;
    let mut complete = true;
    let mut indifferent = 0;
    for candidate in candidates(standing, these, those) {
        if tried == most {
            complete = false;
            break;
        }
        tried += 1;
        let one = standing.price(&candidate.places(standing));
        if one.effects.iter().all(|&effect| effect == 0.0) {
            indifferent += 1;
        } else {
            priced.push((one.whole, candidate));
        }
    }
    priced.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut found =
        Alternatives { allowed: Vec::new(), forbidden: Vec::new(), indifferent, tried, complete };
    // Rules are looked at for the best alone, each time for everyone.
    let checks = (MOST_WORK / standing.problem.members().max(1)).max(10 * few);
    for (at, &(whole, candidate)) in priced.iter().enumerate() {
        if found.allowed.len() == few && (found.forbidden.len() == few || whole >= 0.0) {
            break;
        }
        if at == checks {
            found.complete = false;
            break;
        }
        let one = alternative(standing, candidate);
        if one.breaks.is_empty() {
            if found.allowed.len() < few {
                found.allowed.push(one);
            }
        } else if whole < 0.0 && found.forbidden.len() < few {
            found.forbidden.push(one);
        }
    }
    found
}

fn candidates(
    standing: &Standing,
    these: &[u32],
    those: &[u32],
) -> impl Iterator<Item = Candidate> {
    let both = these.len() > 1;
    let elsewhere = move |a: u32, b: u32| {
        standing.group_of[a as usize] != standing.group_of[b as usize] && (!both || a < b)
    };
    let swaps = these.iter().flat_map(move |&a| {
        those.iter().filter(move |&&b| elsewhere(a, b)).map(move |&b| Candidate::Swap(a, b))
    });
    // A move that breaks the sizes is no use to anybody: sizes are asked for, not wished. Out of a group that is too large it helps.
    let size = |group: usize| standing.lists[group].len();
    let spares = move |group: usize| size(group) > standing.problem.sizes[group].0;
    let holds = move |group: usize| size(group) < standing.problem.sizes[group].1;
    let moves = these.iter().flat_map(move |&member| {
        let from = standing.group_of[member as usize] as usize;
        let waits = standing.problem.waiting == Some(from);
        let leaves = !waits && spares(from);
        (0..standing.problem.seats())
            .filter(move |&to| leaves && to != from && holds(to))
            .map(move |to| Candidate::Move(member, to as u32))
    });
    moves.chain(swaps)
}
