/// A term over groups that have themes: how far people are from their first choices.
///
/// In a theme that somebody ranks at place r (counted from 0) they add r, in one that they do not rank the number of themes.
/// Whoever ranks nothing adds nothing anywhere.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranks {
    /// The themes, group by group.
    pub(crate) themes: Vec<String>,
    /// Member by member, what each group costs.
    cost: Vec<u32>,
    /// Member by member, whether a group is out of the question.
    refused: Vec<bool>,
}

impl Ranks {
    /// Everyone is content everywhere.
    pub(crate) fn new(themes: Vec<String>, members: usize) -> Self {
        let cells = themes.len() * members;
        Ranks { themes, cost: vec![0; cells], refused: vec![false; cells] }
    }

    /// What a member ranks, the most wanted first, and refuses.
    pub(crate) fn set(&mut self, member: usize, ranked: &[usize], refused: &[usize]) {
        let groups = self.themes.len();
        let own = member * groups..(member + 1) * groups;
        if !ranked.is_empty() {
            self.cost[own.clone()].fill(groups as u32);
        }
        for (place, &group) in ranked.iter().enumerate() {
            self.cost[own.start + group] = place as u32;
        }
        for &group in refused {
            self.refused[own.start + group] = true;
        }
    }

    pub(crate) fn members(&self) -> usize {
        self.cost.len() / self.themes.len().max(1)
    }

    /// Nothing behind the last theme, where people wait.
    pub(crate) fn cost(&self, member: usize, group: usize) -> u32 {
        if group < self.themes.len() { self.cost[member * self.themes.len() + group] } else { 0 }
    }

    pub(crate) fn refused(&self, member: usize, group: usize) -> bool {
        group < self.themes.len() && self.refused[member * self.themes.len() + group]
    }

    pub(crate) fn any_refused(&self) -> bool {
        self.refused.contains(&true)
    }

    /// What each group has of it.
    pub(crate) fn by_group(&self, group_of: &[u32], groups: usize) -> Vec<f64> {
        let mut sums = vec![0.0; groups];
        for (member, &group) in group_of.iter().enumerate() {
            // An earlier grouping may have had more groups than there are themes.
            if (group as usize) < self.themes.len() {
                sums[group as usize] += f64::from(self.cost(member, group as usize));
            }
        }
        sums
    }

    /// The mean over all groupings into these sizes.
    pub(crate) fn at_random(&self, sizes: &[usize]) -> f64 {
        let members = self.members().max(1) as f64;
        let rows = self.cost.chunks_exact(self.themes.len().max(1));
        let of = |row: &[u32]| -> f64 {
            row.iter().zip(sizes).map(|(&cost, &size)| f64::from(cost) * size as f64).sum()
        };
        rows.map(of).sum::<f64>() / members
    }
}
