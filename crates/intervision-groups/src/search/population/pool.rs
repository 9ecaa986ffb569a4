/// A grouping and what it is worth, in the units of the matrix: more is better.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub(super) groups: Vec<u16>,
    pub(super) value: f64,
}

/// Two groupings that agree on more than this share of the pairs inside groups stand for the same.
const ALIKE: f64 = 0.9;
/// Values closer than this are equal.
const TINY: f64 = 1e-7;

/// Groupings that are good and differ.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    groups: usize,
    size: usize,
    members: Vec<Member>,
}

impl Pool {
    pub(super) fn new(groups: usize, size: usize) -> Self {
        Pool { groups, size, members: Vec::new() }
    }

    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many there may be.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Makes room for so many, and takes in those of another population that are better or different.
    pub(super) fn merge(&mut self, other: Pool, size: usize) {
        self.size = size;
        for member in other.members {
            self.offer(member);
        }
    }

    /// Takes a grouping in if it is better than the one whose place it takes: one that it resembles, or else the worst.
    /// Says whether it did.
    pub(super) fn offer(&mut self, new: Member) -> bool {
        let alike = |old: &Member| resemblance(self.groups, &old.groups, &new.groups) > ALIKE;
        let place = match self.members.iter().position(alike) {
            Some(twin) => twin,
            None if self.members.len() < self.size => {
                self.members.push(new);
                return true;
            }
            None => {
                let values = self.members.iter().map(|member| member.value);
                let worst = values.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
                let Some((worst, _)) = worst else { return false };
                worst
            }
        };
        let better = new.value > self.members[place].value + TINY;
        if better {
            self.members[place] = new;
        }
        better
    }
}

/// The share of the pairs that are together in the first grouping which are so in the second as well.
pub(super) fn resemblance(groups: usize, a: &[u16], b: &[u16]) -> f64 {
    let mut both = vec![0u32; groups * groups];
    let mut first = vec![0u32; groups];
    for (&g, &h) in a.iter().zip(b) {
        both[g as usize * groups + h as usize] += 1;
        first[g as usize] += 1;
    }
    let pairs = |counts: &[u32]| -> f64 {
        counts.iter().map(|&count| f64::from(count) * (f64::from(count) - 1.0)).sum()
    };
    pairs(&both) / pairs(&first).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(groups: &[u16], value: f64) -> Member {
        Member { groups: groups.to_vec(), value }
    }

    #[test]
    fn twins_compete_with_each_other() {
        let mut pool = Pool::new(2, 2);
        assert!(pool.offer(member(&[0, 0, 1, 1], 5.0)));
        // The same groups by other names.
        assert!(!pool.offer(member(&[1, 1, 0, 0], 4.0)));
        assert!(pool.offer(member(&[1, 1, 0, 0], 6.0)));
        assert_eq!(pool.members().len(), 1);
    }

    #[test]
    fn the_worst_makes_room() {
        let mut pool = Pool::new(2, 2);
        pool.offer(member(&[0, 0, 1, 1], 5.0));
        pool.offer(member(&[0, 1, 0, 1], 4.0));
        assert!(!pool.offer(member(&[0, 1, 1, 0], 3.0)));
        assert!(pool.offer(member(&[0, 1, 1, 0], 4.5)));
        let values: Vec<f64> = pool.members().iter().map(|member| member.value).collect();
        assert_eq!(values, [5.0, 4.5]);
    }

    #[test]
    fn resemblance_is_the_share_of_common_pairs() {
        assert!((resemblance(2, &[0, 0, 0, 1], &[1, 1, 0, 0]) - 1.0 / 3.0).abs() < 1e-12);
        assert!(resemblance(3, &[0, 1, 2], &[0, 1, 2]).abs() < 1e-12);
    }
}
