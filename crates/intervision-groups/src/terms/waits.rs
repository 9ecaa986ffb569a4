/// A term over who waits for a seat: the sum of their priorities.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Waits {
    /// The group of those who wait.
    pub(crate) waiting: usize,
    /// Member by member; whoever has more waits less.
    pub(crate) priority: Vec<u32>,
    /// Who has a seat by another rule, in order.
    pub(crate) seated: Vec<u32>,
}

impl Waits {
    /// What each group has of it: nothing but where people wait.
    pub(crate) fn by_group(&self, group_of: &[u32], groups: usize) -> Vec<f64> {
        let waits = group_of.iter().zip(&self.priority);
        let waits = waits.filter(|(group, _)| **group as usize == self.waiting);
        let sum: u64 = waits.map(|(_, priority)| u64::from(*priority)).sum();
        let mut parts = vec![0.0; groups];
        if let Some(part) = parts.get_mut(self.waiting) {
            *part = sum as f64;
        }
        parts
    }

    /// The least that so many people who wait come to, whoever must be with whom.
    pub(crate) fn least(&self, waiting: usize) -> f64 {
        let members = 0..self.priority.len() as u32;
        let mut may: Vec<u32> = members
            .filter(|member| self.seated.binary_search(member).is_err())
            .map(|member| self.priority[member as usize])
            .collect();
        may.sort_unstable();
        may.iter().take(waiting).map(|&priority| f64::from(priority)).sum()
    }

    /// The most that so many come to.
    pub(crate) fn most(&self, waiting: usize) -> f64 {
        let mut all = self.priority.clone();
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.iter().take(waiting).map(|&priority| f64::from(priority)).sum()
    }

    /// What it is on average where so many wait, whoever they are.
    pub(crate) fn at_random(&self, waiting: usize) -> f64 {
        let all: f64 = self.priority.iter().map(|&priority| f64::from(priority)).sum();
        all * waiting as f64 / self.priority.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_without_a_seat_wait_by_priority() {
        let waits = Waits { waiting: 2, priority: vec![5, 0, 3, 1], seated: vec![1] };
        assert_eq!(waits.by_group(&[0, 2, 2, 2], 3), [0.0, 0.0, 4.0]);
        assert_eq!((waits.least(2), waits.most(2), waits.at_random(2)), (4.0, 8.0, 4.5));
    }
}
