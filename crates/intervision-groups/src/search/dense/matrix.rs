use crate::problem::Problem;
use crate::terms::Data;

/// Rows are as long as a multiple of this, so that none ends within a vector.
const LANES: usize = 8;
/// Fewer members and groups than this.
const MOST: usize = 4096;
/// Up to so many members a matrix takes little room (16 MB), and its search finds more than lists of neighbours do, however few pairs
/// have a weight.
const FEW: usize = 2048;
/// Beyond, below this share of pairs with a weight of their own, lists of neighbours are smaller and as fast.
const LEAST_DENSITY: f64 = 0.1;

/// The weights of a problem that has nothing but pair weights, as one dense matrix of which more is better.
///
/// Weights are centred (their mean taken away) and scaled to at most 1, so that single precision holds sums of them well. The
/// mean comes back as [`per_pair`](Matrix::per_pair): what a pair inside a group is worth, whoever it is.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    pub(crate) members: usize,
    /// The length of a row: a few numbers more than there are members, all 0.
    pub(crate) stride: usize,
    weights: Vec<f32>,
    /// The smallest weight of each member with others or with themselves (0).
    pub(crate) lightest: Vec<f32>,
    /// And the largest.
    pub(crate) heaviest: Vec<f32>,
    pub(crate) per_pair: f64,
    /// What the problem's own unit is multiplied with.
    pub(crate) scale: f64,
    /// The least and the most members of each group.
    pub(crate) limits: Vec<(usize, usize)>,
}

impl Matrix {
    /// Whether the problem has pair weights and nothing else, enough of them for its members, and not too many members.
    pub(crate) fn suits(problem: &Problem) -> bool {
        let members = problem.members();
        let bare = problem.units.len() == members
            && problem.units.why.is_empty()
            && problem.units.pinned.iter().all(Option::is_none)
            && problem.limits.is_empty()
            && problem.slots.is_none();
        if !problem.objective.is_plain()
            || problem.waiting.is_some()
            || !bare
            || !(2..MOST).contains(&members)
        {
            return false;
        }
        let mut listed = 0;
        for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
            let Data::Pairs(pairs) = &term.data else { return false };
            listed += pairs.edges.len();
        }
        let pairs = members as f64 * (members as f64 - 1.0) / 2.0;
        listed > 0 && (members <= FEW || listed as f64 >= LEAST_DENSITY * pairs)
    }

    /// `None` when the problem does not [suit](Matrix::suits).
    pub(crate) fn of(problem: &Problem) -> Option<Self> {
        if !Matrix::suits(problem) {
            return None;
        }
        let members = problem.members();
        let mut sums = Vec::new();
        for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
            let Data::Pairs(pairs) = &term.data else { return None };
            sums.push((pairs, -term.factor));
        }
        // Row by row in double precision, twice: once for mean and extremes, once for the weights.
        let mut exact = vec![0.0; members];
        let fill = |member: usize, exact: &mut [f64]| {
            exact.fill(0.0);
            for (pairs, factor) in &sums {
                pairs.add_row(member, *factor, exact);
            }
        };
        let (mut total, mut least, mut most) = (0.0, f64::INFINITY, f64::NEG_INFINITY);
        for member in 0..members {
            fill(member, &mut exact);
            total += exact.iter().sum::<f64>();
            for weight in exact[..member].iter().chain(&exact[member + 1..]) {
                least = least.min(*weight);
                most = most.max(*weight);
            }
        }
        let mean = total / (members as f64 * (members as f64 - 1.0));
        let largest = (most - mean).max(mean - least);
        let scale = if largest > 0.0 && (1.0 / largest).is_finite() { 1.0 / largest } else { 1.0 };
        let stride = members.next_multiple_of(LANES);
        let mut weights = vec![0.0f32; members * stride];
        let (mut lightest, mut heaviest) = (vec![0.0f32; members], vec![0.0f32; members]);
        for (member, row) in weights.chunks_mut(stride).enumerate() {
            fill(member, &mut exact);
            for (weight, exact) in row.iter_mut().zip(&exact) {
                *weight = ((exact - mean) * scale) as f32;
            }
            row[member] = 0.0;
            for &weight in &*row {
                lightest[member] = lightest[member].min(weight);
                heaviest[member] = heaviest[member].max(weight);
            }
        }
        let (per_pair, limits) = (mean * scale, problem.sizes.clone());
        Some(Matrix { members, stride, weights, lightest, heaviest, per_pair, scale, limits })
    }

    #[inline]
    pub(crate) fn row(&self, member: usize) -> &[f32] {
        &self.weights[member * self.stride..][..self.stride]
    }

    pub(crate) fn groups(&self) -> usize {
        self.limits.len()
    }

    /// Whether groups may differ in size from one grouping to another.
    pub(crate) fn elastic(&self) -> bool {
        self.limits.iter().any(|&(least, most)| least < most)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use intervision_core::{PairMatrix, Table};

    use super::Matrix;
    use crate::problem::Problem;
    use crate::{Pairs, RulesBuilder, Sizes};

    /// Weights without a pattern, for groups within these limits.
    pub(crate) fn scattered(limits: Vec<(usize, usize)>, members: usize) -> Matrix {
        let weight = |a: usize, b: usize| ((a * 7919 + b * 104_729) * 31 % 101) as f64;
        let pairs = (0..members).flat_map(|b| (0..b).map(move |a| (a, b, weight(a, b))));
        let weights = PairMatrix::from_pairs(members, pairs).unwrap();
        let roster = Table::new((0..members).map(|member| format!("p{member:03}"))).unwrap();
        let rules = RulesBuilder::new(Sizes::ListedBetween(limits)).seek_pairs("weights", 1.0);
        let pairs = Pairs::new().with("weights", &weights);
        let problem = Problem::new(&rules.build().unwrap(), &roster, &pairs).unwrap();
        Matrix::of(&problem).unwrap()
    }
}
