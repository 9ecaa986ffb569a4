use super::matrix::Matrix;
use super::reach::Reach;

/// A grouping with, for every group and member, the weight between the two: one contiguous row per group, so that an exchange
/// updates two rows.
#[derive(Debug, Clone)]
pub(crate) struct Partition<'m> {
    pub(crate) matrix: &'m Matrix,
    /// The group of each member.
    pub(crate) group_of: Vec<u16>,
    pub(crate) lists: Vec<Vec<u16>>,
    place: Vec<u16>,
    sums: Vec<f32>,
    /// The weight between each member and their own group.
    pub(crate) own: Vec<f32>,
    reach: Reach,
}

impl<'m> Partition<'m> {
    /// The grouping in which every member has a group below the number of groups. Takes O(n²) time.
    pub(crate) fn new(matrix: &'m Matrix, groups: &[u16]) -> Self {
        let mut lists = vec![Vec::new(); matrix.groups()];
        let mut place = vec![0; matrix.members];
        for (member, &group) in groups.iter().enumerate() {
            let list = &mut lists[group as usize];
            place[member] = list.len() as u16;
            list.push(member as u16);
        }
        let group_of = groups.to_vec();
        let mut partition = Partition {
            matrix,
            group_of,
            lists,
            place,
            sums: Vec::new(),
            own: vec![0.0; matrix.stride],
            reach: Reach::new(matrix.groups()),
        };
        partition.refresh();
        partition
    }

    /// Adds up all weights anew, which takes away the rounding of many updates.
    pub(crate) fn refresh(&mut self) {
        let stride = self.matrix.stride;
        self.sums.clear();
        self.sums.resize(self.lists.len() * stride, 0.0);
        for (group, list) in self.lists.iter().enumerate() {
            let row = &mut self.sums[group * stride..][..stride];
            for &member in list {
                for (sum, weight) in row.iter_mut().zip(self.matrix.row(member as usize)) {
                    *sum += weight;
                }
            }
        }
        for group in 0..self.lists.len() {
            self.own_anew(group, None);
        }
        self.reach = Reach::new(self.lists.len());
    }

    /// Gives the most that anybody who was there before lost.
    #[inline]
    fn own_anew(&mut self, group: usize, newcomer: Option<usize>) -> f32 {
        let row = &self.sums[group * self.matrix.stride..][..self.matrix.stride];
        let mut drop = f32::NEG_INFINITY;
        if let Some(newcomer) = newcomer {
            self.own[newcomer] = row[newcomer];
        }
        for &member in &self.lists[group] {
            let member = member as usize;
            let lost = self.own[member] - row[member];
            drop = if lost > drop { lost } else { drop };
            self.own[member] = row[member];
        }
        drop
    }

    /// After a change of a group's sums: who came, and how much the sums rose at most.
    #[inline]
    fn changed(&mut self, group: usize, newcomer: Option<usize>, rise: f32) {
        let drop = self.own_anew(group, newcomer);
        self.reach.raise_to(group, rise);
        let stride = self.matrix.stride;
        match newcomer {
            Some(member) => {
                let (sums, own) = (&self.sums, self.own[member]);
                self.reach.raise_of(group, drop, |to| sums[to * stride + member] - own);
            }
            None => self.reach.raise_of(group, drop, |_| f32::NEG_INFINITY),
        }
    }

    #[inline]
    pub(crate) fn row(&self, group: usize) -> &[f32] {
        &self.sums[group * self.matrix.stride..][..self.matrix.stride]
    }

    /// The weight between a member and a group.
    #[inline]
    pub(crate) fn sum(&self, group: usize, member: usize) -> f32 {
        self.sums[group * self.matrix.stride + member]
    }

    pub(crate) fn size(&self, group: usize) -> usize {
        self.lists[group].len()
    }

    /// Everyone's group.
    pub(crate) fn groups(&self) -> &[u16] {
        &self.group_of
    }

    /// Whether a member more in one group and fewer in another keep both within their limits.
    #[inline]
    pub(crate) fn may_shift(&self, from: usize, to: usize) -> bool {
        from != to
            && self.size(from) > self.matrix.limits[from].0
            && self.size(to) < self.matrix.limits[to].1
    }

    /// What the sizes alone gain when one group gives a member to another.
    #[inline]
    pub(crate) fn size_gain(&self, from: usize, to: usize) -> f32 {
        let more = self.size(to) as f64 + 1.0 - self.size(from) as f64;
        (self.matrix.per_pair * more) as f32
    }

    /// Two members of different groups change places. Takes O(n) time.
    pub(crate) fn exchange(&mut self, x: usize, y: usize) {
        let (g, h) = (self.group_of[x] as usize, self.group_of[y] as usize);
        let stride = self.matrix.stride;
        let (low, high) = self.sums.split_at_mut(g.max(h) * stride);
        let (first, second) = (&mut low[g.min(h) * stride..][..stride], &mut high[..stride]);
        // The row of the group with the smaller number gains who comes and loses who goes.
        let (comes, goes) = if g < h { (y, x) } else { (x, y) };
        let (comes, goes) = (self.matrix.row(comes), self.matrix.row(goes));
        for (((a, b), c), d) in first.iter_mut().zip(second).zip(comes).zip(goes) {
            let change = c - d;
            *a += change;
            *b -= change;
        }
        self.lists[g][self.place[x] as usize] = y as u16;
        self.lists[h][self.place[y] as usize] = x as u16;
        self.place.swap(x, y);
        self.group_of.swap(x, y);
        let (lightest, heaviest) = (&self.matrix.lightest, &self.matrix.heaviest);
        let rise = |comes: usize, goes: usize| heaviest[comes] - lightest[goes];
        let rises = (rise(y, x), rise(x, y));
        self.changed(g, Some(y), rises.0);
        self.changed(h, Some(x), rises.1);
    }

    /// A member goes to another group. Takes O(n) time.
    pub(crate) fn shift(&mut self, x: usize, to: usize) {
        let from = self.group_of[x] as usize;
        let stride = self.matrix.stride;
        let weights = self.matrix.row(x);
        for (sum, weight) in self.sums[from * stride..][..stride].iter_mut().zip(weights) {
            *sum -= weight;
        }
        for (sum, weight) in self.sums[to * stride..][..stride].iter_mut().zip(weights) {
            *sum += weight;
        }
        let at = self.place[x] as usize;
        self.lists[from].swap_remove(at);
        if let Some(&moved) = self.lists[from].get(at) {
            self.place[moved as usize] = at as u16;
        }
        self.place[x] = self.lists[to].len() as u16;
        self.lists[to].push(x as u16);
        self.group_of[x] = to as u16;
        self.changed(from, None, -self.matrix.lightest[x]);
        self.changed(to, Some(x), self.matrix.heaviest[x]);
    }

    /// No less than the most that anybody gains by going to the group `to`, for each of up to 64 groups from number `64 * word` on.
    #[inline]
    pub(crate) fn reach(&self, to: usize, word: usize) -> &[f32] {
        self.reach.row(to, word)
    }

    /// The most that anybody of a group gains by going to another, if that was not known; says whether it is as much as `least`.
    #[inline]
    pub(crate) fn reaches(&mut self, to: usize, of: usize, least: f32) -> bool {
        if !self.reach.is_loose(to, of) {
            return true;
        }
        let row = &self.sums[to * self.matrix.stride..][..self.matrix.stride];
        let gain = |&y: &u16| row[y as usize] - self.own[y as usize];
        let more = |a: f32, b: f32| if a > b { a } else { b };
        // Four maxima side by side, so that none waits for the one before.
        let mut most = [f32::NEG_INFINITY; 4];
        let fours = self.lists[of].chunks_exact(4);
        let rest = fours.remainder();
        for four in fours {
            for (most, y) in most.iter_mut().zip(four) {
                *most = more(gain(y), *most);
            }
        }
        for (most, y) in most.iter_mut().zip(rest) {
            *most = more(gain(y), *most);
        }
        let most = most.into_iter().fold(f32::NEG_INFINITY, more);
        self.reach.set(to, of, most);
        most > least
    }

    /// The value that solvers make large, in the units of the matrix. Takes O(n) time.
    pub(crate) fn value(&self) -> f64 {
        let inside: f64 = self.own[..self.matrix.members].iter().map(|&own| f64::from(own)).sum();
        let pairs: f64 = self.lists.iter().map(|l| l.len() as f64 * (l.len() as f64 - 1.0)).sum();
        f64::midpoint(inside, self.matrix.per_pair * pairs)
    }
}
