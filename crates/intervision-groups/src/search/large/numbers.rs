use super::layout::Layout;
use crate::problem::Problem;
use crate::terms::Data;

/// Numbers of everybody, and their sums by group: all features side by side, one row per person and per group.
///
/// A feature is scaled so that the objective is the sum of squared sums, each divided by how many of the group are known.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Features per row.
    pub(super) width: usize,
    /// The term of each feature.
    term: Vec<usize>,
    /// A row per person, 0 where nothing is known.
    rows: Vec<f64>,
    /// Who is known, by term.
    known: Vec<Vec<bool>>,
    /// A row per group.
    sums: Vec<f64>,
    /// How many are known, by group and feature.
    counts: Vec<f64>,
}

impl Numbers {
    /// The numbers of a problem, in the order of the layout's people; nobody is in a group yet.
    pub(super) fn new(problem: &Problem, layout: &Layout) -> Self {
        let mut numbers = Numbers {
            width: 0,
            term: Vec::new(),
            rows: Vec::new(),
            known: Vec::new(),
            sums: Vec::new(),
            counts: Vec::new(),
        };
        let mut features = Vec::new();
        for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
            let Data::Moments(moments) = &term.data else { continue };
            for feature in &moments.features {
                features.push((term.factor.sqrt(), feature));
                numbers.term.push(numbers.known.len());
            }
            let known = |&member: &u32| moments.known[member as usize];
            numbers.known.push(layout.member.iter().map(known).collect());
        }
        numbers.width = features.len();
        numbers.rows.reserve(layout.member.len() * features.len());
        for &member in &layout.member {
            let own = features.iter().map(|(scale, feature)| scale * feature[member as usize]);
            numbers.rows.extend(own);
        }
        numbers.sums = vec![0.0; layout.sizes.len() * numbers.width];
        numbers.counts = vec![0.0; layout.sizes.len() * numbers.width];
        numbers.seat(layout, &[]);
        numbers
    }

    /// The variation between so many groups that people at random leave, on the scale of the objective.
    pub(super) fn at_random(&self, groups: usize) -> f64 {
        let all: f64 = self.rows.iter().map(|z| z * z).sum();
        let others = (self.rows.len() / self.width.max(1)).saturating_sub(1).max(1);
        all * groups.saturating_sub(1) as f64 / others as f64
    }

    /// Counts sums anew: with everybody whose place is given, and the others in these groups.
    pub(super) fn seat(&mut self, layout: &Layout, group_of: &[u32]) {
        self.sums.fill(0.0);
        self.counts.fill(0.0);
        let given = layout.given.iter().zip(layout.free..).map(|(&group, person)| (person, group));
        for (person, group) in group_of.iter().copied().enumerate().chain(given) {
            self.add(person, group as usize);
        }
    }

    /// What is known of a person.
    #[inline]
    pub(super) fn row(&self, person: usize) -> &[f64] {
        &self.rows[person * self.width..(person + 1) * self.width]
    }

    #[inline]
    pub(super) fn sums(&self, group: usize) -> &[f64] {
        &self.sums[group * self.width..(group + 1) * self.width]
    }

    /// How many of a group are known, by feature.
    #[inline]
    pub(super) fn counts(&self, group: usize) -> &[f64] {
        &self.counts[group * self.width..(group + 1) * self.width]
    }

    /// Puts a person into a group.
    pub(super) fn add(&mut self, person: usize, group: usize) {
        let (row, sums) = (person * self.width, group * self.width);
        for feature in 0..self.width {
            self.sums[sums + feature] += self.rows[row + feature];
            let known = self.known[self.term[feature]][person];
            self.counts[sums + feature] += f64::from(u8::from(known));
        }
    }

    /// Two people of whom the same is known change groups: `a` leaves `g` for `h`, `b` comes back.
    pub(super) fn swap(&mut self, a: usize, g: usize, b: usize, h: usize) {
        for feature in 0..self.width {
            let by = self.rows[b * self.width + feature] - self.rows[a * self.width + feature];
            self.sums[g * self.width + feature] += by;
            self.sums[h * self.width + feature] -= by;
        }
    }
}
