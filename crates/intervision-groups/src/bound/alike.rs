//! Categories put together: the fewest pairs of different categories.

/// Above this many states the exact count of the left-over people is not attempted.
const MOST_STATES: usize = 1 << 18;

/// The most pairs that `total` people of one category can make when the groups hold at most this many: the largest
/// groups are filled one after another, since the number of pairs is convex in the head count.
pub(crate) fn most_pairs(total: usize, sizes: &[(usize, usize)]) -> f64 {
    let mut caps: Vec<usize> = sizes.iter().map(|&(_, most)| most).collect();
    caps.sort_unstable_by(|a, b| b.cmp(a));
    let mut left = total;
    let mut sum = 0.0;
    for cap in caps {
        let head = left.min(cap);
        sum += pairs(head);
        left -= head;
    }
    sum
}

/// The fewest pairs of known people of different categories inside groups: exact for equal sizes unless there are very
/// many ways to combine the people left over, a bound otherwise.
///
/// With equal sizes s some best grouping has, for every category, as many groups of that category alone as it can fill:
/// let A be the group with most people of category c. Exchanging the others in A for people of c from other groups never
/// adds different pairs, because for any two people x and y that leave A, 1\[alike\] + 1\[same destination\] <= 1 +
/// 1\[both\]; the same holds for exchanging people whose category is unknown, who make no pairs at all. What is left are
/// fewer than s of each category and the unknown, and those are combined by dynamic programming over how many of each are
/// still to be placed.
pub(crate) fn fewest_different(totals: &[usize], unknown: usize, sizes: &[(usize, usize)]) -> f64 {
    let equal = sizes.iter().all(|&(least, most)| least == most && most == sizes[0].0);
    if equal && let Some(exact) = left_over(totals, unknown, sizes[0].0) {
        return exact;
    }
    // Every pair of known people inside groups is of one category or of two.
    let known: usize = totals.iter().sum();
    let caps: Vec<usize> = sizes.iter().map(|&(_, most)| most).collect();
    let alike: f64 = totals.iter().map(|&total| most_pairs(total, sizes)).sum();
    (super::spread::fewest_pairs(known, &caps) - alike).max(0.0)
}

fn pairs(head: usize) -> f64 {
    let head = head as f64;
    head * (head - 1.0) / 2.0
}

fn left_over(totals: &[usize], unknown: usize, size: usize) -> Option<f64> {
    let mut left: Vec<usize> = totals.iter().map(|&total| total % size).collect();
    left.retain(|&rest| rest > 0);
    let known: usize = left.iter().sum();
    left.push(unknown);
    let states = left.iter().try_fold(1usize, |product, &rest| {
        product.checked_mul(rest + 1).filter(|&states| states <= MOST_STATES)
    })?;
    if known == 0 {
        return Some(0.0);
    }
    let mut table = Combine { size, memo: vec![UNSEEN; states], left };
    let least = table.cost(states - 1);
    Some(f64::from(least))
}

const UNSEEN: u32 = u32::MAX;

/// Fewest different pairs for every remainder; a remainder is a number in mixed radix, unknown people last.
struct Combine {
    size: usize,
    left: Vec<usize>,
    memo: Vec<u32>,
}

impl Combine {
    fn cost(&mut self, state: usize) -> u32 {
        if self.memo[state] != UNSEEN {
            return self.memo[state];
        }
        let mut rest = Vec::with_capacity(self.left.len());
        let mut code = state;
        for &most in &self.left {
            rest.push(code % (most + 1));
            code /= most + 1;
        }
        let first = rest[..rest.len() - 1].iter().position(|&count| count > 0);
        let least = match first {
            None => 0,
            // The next group holds somebody of the first category that is left.
            Some(first) => {
                let mut best = UNSEEN;
                let group = Group { known: 0, different: 0, taken: 0, code: 0, radix: 1 };
                self.fill(&rest, 0, first, group, state, &mut best);
                best
            }
        };
        self.memo[state] = least;
        least
    }

    fn fill(
        &mut self,
        rest: &[usize],
        at: usize,
        first: usize,
        group: Group,
        state: usize,
        best: &mut u32,
    ) {
        if group.different >= *best {
            return;
        }
        let Some(&most) = rest.get(at) else {
            if group.taken == self.size {
                let total = group.different.saturating_add(self.cost(state - group.code));
                *best = (*best).min(total);
            }
            return;
        };
        let unknown = at + 1 == rest.len();
        let room = (self.size - group.taken).min(most);
        let least = if unknown { self.size - group.taken } else { usize::from(at == first) };
        for take in (least..=room).rev() {
            let next = Group {
                known: group.known + if unknown { 0 } else { take },
                different: group.different + if unknown { 0 } else { (group.known * take) as u32 },
                taken: group.taken + take,
                code: group.code + take * group.radix,
                radix: group.radix * (self.left[at] + 1),
            };
            self.fill(rest, at + 1, first, next, state, best);
        }
    }
}

#[derive(Clone, Copy)]
struct Group {
    known: usize,
    different: u32,
    taken: usize,
    code: usize,
    radix: usize,
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "counts are whole numbers")]
mod tests {
    use super::*;

    #[test]
    fn left_over_people_are_combined_exactly() {
        // 3 + 3 + 2 in two groups of 4: the third category is split.
        assert_eq!(fewest_different(&[3, 3, 2], 0, &[(4, 4); 2]), 6.0);
        // 5 + 3 in groups of 4: one group of its own, then {1,3}.
        assert_eq!(fewest_different(&[5, 3], 0, &[(4, 4); 2]), 3.0);
        // Unknown people keep the others apart at no cost.
        assert_eq!(fewest_different(&[3, 3], 2, &[(4, 4); 2]), 0.0);
    }

    #[test]
    fn unequal_sizes_have_a_bound() {
        assert_eq!(most_pairs(5, &[(2, 3), (2, 2)]), 4.0);
        // Two at best, one alone and three with one of the other category; the bound is not exact here.
        assert_eq!(fewest_different(&[2, 2], 0, &[(1, 1), (3, 3)]), 1.0);
    }
}
