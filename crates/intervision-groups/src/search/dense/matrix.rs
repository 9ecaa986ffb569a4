use crate::problem::Problem;
use crate::terms::Data;

/// How many trials are looked at in one go: a few vector registers.
pub(crate) const LANES: usize = 32;
/// Up to this many members and groups; also the length of the table that trials look up.
pub(crate) const MOST: usize = 4096;
/// Below this share of pairs with a weight of their own, lists of neighbours are smaller and as fast.
const LEAST_DENSITY: f64 = 0.1;

/// The weights of a problem that has nothing but pair weights, as one dense matrix of which more is better.
///
/// Weights are centred (their mean taken away) and scaled to at most 1, so that single precision holds sums of them well. The
/// mean comes back as [`per_pair`](Matrix::per_pair): what a pair inside a group is worth, whoever it is.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    pub(crate) members: usize,
    /// The length of a row, with room to read [`LANES`] on from any member.
    pub(crate) stride: usize,
    weights: Vec<f32>,
    pub(crate) per_pair: f64,
    /// What the problem's own unit is multiplied with.
    pub(crate) scale: f64,
    /// The least and the most members of each group.
    pub(crate) limits: Vec<(usize, usize)>,
}

impl Matrix {
    /// Whether the problem has pair weights and nothing else, enough of them, and not too many members.
    pub(crate) fn suits(problem: &Problem) -> bool {
        let members = problem.members();
        let bare = problem.units.len() == members
            && problem.units.why.is_empty()
            && problem.units.pinned.iter().all(Option::is_none)
            && problem.limits.is_empty()
            && problem.slots.is_none();
        if !problem.objective.is_plain() || !bare || !(2..MOST).contains(&members) {
            return false;
        }
        let mut listed = 0;
        for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
            let Data::Pairs(pairs) = &term.data else { return false };
            listed += pairs.edges.len();
        }
        let pairs = members as f64 * (members as f64 - 1.0) / 2.0;
        listed as f64 >= LEAST_DENSITY * pairs
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
            sums.push((pairs, -term.factor * pairs.sign()));
        }
        let pairs = members as f64 * (members as f64 - 1.0) / 2.0;
        let all = || sums.iter().flat_map(|(sums, sign)| sums.edges.iter().map(move |e| (e, sign)));
        let mean = all().map(|(&(_, _, weight), sign)| sign * weight / pairs).sum::<f64>();
        let stride = (members + LANES).next_multiple_of(LANES);
        let mut exact = vec![-mean; members * members];
        for (&(a, b, weight), sign) in all() {
            exact[a as usize * members + b as usize] += sign * weight;
            exact[b as usize * members + a as usize] += sign * weight;
        }
        let largest = exact.iter().fold(0.0f64, |most, weight| most.max(weight.abs()));
        let scale = if largest > 0.0 && (1.0 / largest).is_finite() { 1.0 / largest } else { 1.0 };
        let mut weights = vec![0.0; members * stride];
        for a in 0..members {
            for b in (0..members).filter(|&b| b != a) {
                weights[a * stride + b] = (exact[a * members + b] * scale) as f32;
            }
        }
        let limits = problem.sizes.clone();
        Some(Matrix { members, stride, weights, per_pair: mean * scale, scale, limits })
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
