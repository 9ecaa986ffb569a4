use crate::problem::Direction;

/// A term over categories or tags: who carries which, as a compressed list per member.
///
/// Its value is a sum over groups, `alpha·Σ n² + beta·K² + gamma·K·P + offset`, with `n` the head count of a category in
/// the group, `K` the members of the group whose value is known and `P = Σ p·n` with `p` the category's share of all
/// who are known. `Mix`, `Match` and `Balance` differ in the coefficients alone, so one state serves all three.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counts {
    pub(crate) want: Direction,
    /// Several categories per member.
    pub(crate) tags: bool,
    /// The categories in the order of their names.
    pub(crate) names: Vec<String>,
    /// Where each member's categories begin; one more than there are members.
    pub(crate) start: Vec<u32>,
    pub(crate) cats: Vec<u32>,
    /// Members per category.
    pub(crate) totals: Vec<usize>,
    pub(crate) known: Vec<bool>,
    /// How many members are known.
    pub(crate) people: usize,
    /// Each category's share of those who are known.
    pub(crate) share: Vec<f64>,
    pub(crate) alpha: f64,
    pub(crate) beta: f64,
    pub(crate) gamma: f64,
    pub(crate) offset: f64,
    /// What every group has of the offset from the beginning, beside what each head adds.
    pub(crate) each: f64,
}

/// Who carries which categories, as a compressed list per member.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Carried {
    /// The categories in the order of their names.
    pub(crate) names: Vec<String>,
    /// Where each member's categories begin; one more than there are members.
    pub(crate) start: Vec<u32>,
    pub(crate) cats: Vec<u32>,
    pub(crate) known: Vec<bool>,
}

impl Counts {
    /// Takes the categories of each member and, which only `Match` on tags needs, the greatest number of pairs that each tag could
    /// make in so many groups.
    pub(crate) fn new(
        want: Direction,
        tags: bool,
        carried: Carried,
        most_pairs: impl Fn(usize) -> f64,
        groups: usize,
    ) -> Self {
        let Carried { names, start, cats, known } = carried;
        let mut totals = vec![0; names.len()];
        for &cat in &cats {
            totals[cat as usize] += 1;
        }
        let mut counts = Counts {
            want,
            tags,
            names,
            start,
            cats,
            totals,
            people: known.iter().filter(|known| **known).count(),
            known,
            share: Vec::new(),
            alpha: 0.0,
            beta: 0.0,
            gamma: 0.0,
            offset: 0.0,
            each: 0.0,
        };
        let people = counts.people.max(1) as f64;
        counts.share = counts.totals.iter().map(|&total| total as f64 / people).collect();
        let carried: f64 = counts.cats.len() as f64;
        match want {
            Direction::Mix => (counts.alpha, counts.offset) = (0.5, -0.5 * carried),
            Direction::Match if tags => {
                let most: f64 = counts.totals.iter().map(|&total| most_pairs(total)).sum();
                (counts.alpha, counts.offset) = (-0.5, most + 0.5 * carried);
                counts.each = most / groups.max(1) as f64;
            }
            Direction::Match => (counts.alpha, counts.beta) = (-0.5, 0.5),
            Direction::Balance => {
                let squares = counts.share.iter().map(|p| p * p).sum();
                (counts.alpha, counts.beta, counts.gamma) = (1.0, squares, -2.0);
            }
            // No sum over pairs: it has a representation of its own.
            Direction::NotAlone => {}
        }
        counts
    }

    pub(crate) fn of(&self, member: usize) -> &[u32] {
        &self.cats[self.start[member] as usize..self.start[member + 1] as usize]
    }

    /// The value in its own unit, counted from nothing.
    pub(crate) fn value(&self, group_of: &[u32], groups: usize) -> f64 {
        let width = self.names.len();
        let mut heads = vec![0u32; groups * width];
        let mut known = vec![0u32; groups];
        for (member, &group) in group_of.iter().enumerate() {
            let group = group as usize;
            known[group] += u32::from(self.known[member]);
            for &cat in self.of(member) {
                heads[group * width + cat as usize] += 1;
            }
        }
        let (mut value, mut size) = (self.offset, self.offset.abs());
        for (group, &people) in known.iter().enumerate() {
            let (mut squares, mut shares) = (0.0, 0.0);
            for (cat, &head) in heads[group * width..(group + 1) * width].iter().enumerate() {
                squares += f64::from(head) * f64::from(head);
                shares += f64::from(head) * self.share[cat];
            }
            let people = f64::from(people);
            let parts =
                [self.alpha * squares, self.beta * people * people, self.gamma * people * shares];
            value += parts.iter().sum::<f64>();
            size += parts.iter().map(|part| part.abs()).sum::<f64>();
        }
        // What rounding leaves of nothing; a heavy weight would make it count.
        if value.abs() <= 1e-14 * size { 0.0 } else { value }
    }
}
