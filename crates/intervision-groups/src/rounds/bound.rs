//! In: a task. Out: what no rounds can beat: repeats, cost, and how many pairs can have met after each round.

use super::cost::pair;
use super::task::RoundTask;

/// What no rounds of a task can beat.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reach {
    /// Repeats there must be.
    pub(super) repeats: usize,
    /// The value of the whole.
    pub(super) value: f64,
    /// The most pairs that can have met after each round, of those who had not met before.
    pub(super) met_after: Vec<usize>,
}

/// Groups, size and the most rounds without repeats, where fewer are possible than there are people to meet: a pair of orthogonal Latin
/// squares of order 6 does not exist (Tarry 1900), nor a nearly Kirkman triple system on 12 points (Kotzig and Rosa 1974), nor a
/// resolvable design of groups of four on 20 points but for 10 pairs (Shen 1990).
const EXCEPTIONS: [(usize, usize, usize); 3] = [(6, 6, 3), (4, 3, 4), (5, 4, 5)];

impl Reach {
    /// Person by person: whoever meets more people than there are to be met meets some of them again. Where it is open who sits out, the same of
    /// everybody together. O(members² + members · rounds).
    pub(super) fn of(task: &RoundTask) -> Self {
        let sizes: Vec<(usize, usize)> =
            task.rounds.iter().map(|round| least_and_most(round)).collect();
        let members = task.members();
        let news = unmet(task);
        let pairs = news.iter().sum::<usize>() / 2;
        let (mut fewest, mut most_met) = (0, 0);
        let (mut must, mut may) = (vec![0usize; members], vec![0usize; members]);
        let mut met_after = Vec::with_capacity(task.rounds());
        for (round, &(least, most)) in task.rounds.iter().zip(&sizes) {
            for &member in round.whole().0 {
                if round.open.is_none() {
                    must[member as usize] += least.saturating_sub(1);
                }
                may[member as usize] += most.saturating_sub(1);
            }
            let seated = round.seated.len();
            fewest += seated * least.saturating_sub(1) / 2;
            most_met += seated * most.saturating_sub(1) / 2;
            let met: usize = may.iter().zip(&news).map(|(may, news)| (*may).min(*news)).sum();
            met_after.push((met / 2).min(most_met).min(pairs));
        }
        let again = |(must, news): (&usize, &usize)| must.saturating_sub(*news);
        let by_person: usize = must.iter().zip(&news).map(again).sum();
        let mut repeats = by_person.div_ceil(2).max(fewest.saturating_sub(pairs));
        if repeats == 0
            && let Some((groups, size)) = task.plain()
            && EXCEPTIONS.iter().any(|&(g, s, w)| (g, s) == (groups, size) && task.rounds() > w)
            && sizes.first() == Some(&(size, size))
        {
            repeats = 1;
        }
        let meetings =
            if task.cost.has_target() { 0.0 } else { repeats as f64 * task.cost.least() };
        let wishes: f64 = task.rounds.iter().map(|round| round.whole().1.bounds().value).sum();
        Reach { repeats, value: meetings + wishes, met_after }
    }
}

fn least_and_most(round: &super::task::OneRound) -> (usize, usize) {
    let sizes = round.problem.sizes();
    let least = sizes.iter().map(|size| size.0).min().unwrap_or(0);
    (least, sizes.iter().map(|size| size.1).max().unwrap_or(0))
}

/// How many others each member has not met before the first round.
fn unmet(task: &RoundTask) -> Vec<usize> {
    let members = task.members();
    let mut news = vec![members.saturating_sub(1); members];
    if !task.cost.has_history() {
        return news;
    }
    for a in 0..members {
        for b in 0..a {
            if task.cost.met_before(pair(a, b)) > 0.0 {
                news[a] -= 1;
                news[b] -= 1;
            }
        }
    }
    news
}
