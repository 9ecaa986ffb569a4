use super::matrix::Matrix;

/// A grouping with, for every group and member, the weight between the two: one contiguous row per group, so that an exchange
/// updates two rows.
#[derive(Debug, Clone)]
pub(crate) struct Partition<'m> {
    pub(crate) matrix: &'m Matrix,
    /// The group of each member; the room behind the last member holds a group that does not exist.
    pub(crate) group_of: Vec<u16>,
    pub(crate) lists: Vec<Vec<u16>>,
    place: Vec<u16>,
    sums: Vec<f32>,
    /// The weight between each member and their own group.
    pub(crate) own: Vec<f32>,
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
        let mut group_of = groups.to_vec();
        group_of.resize(matrix.stride, matrix.groups() as u16);
        let mut partition = Partition {
            matrix,
            group_of,
            lists,
            place,
            sums: Vec::new(),
            own: vec![0.0; matrix.stride],
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
            self.own_anew(group);
        }
    }

    #[inline]
    fn own_anew(&mut self, group: usize) {
        let row = &self.sums[group * self.matrix.stride..][..self.matrix.stride];
        for &member in &self.lists[group] {
            self.own[member as usize] = row[member as usize];
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
        &self.group_of[..self.matrix.members]
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
        self.own_anew(g);
        self.own_anew(h);
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
        self.own_anew(from);
        self.own_anew(to);
    }

    /// The value that solvers make large, in the units of the matrix. Takes O(n) time.
    pub(crate) fn value(&self) -> f64 {
        let inside: f64 = self.own[..self.matrix.members].iter().map(|&own| f64::from(own)).sum();
        let pairs: f64 = self.lists.iter().map(|l| l.len() as f64 * (l.len() as f64 - 1.0)).sum();
        f64::midpoint(inside, self.matrix.per_pair * pairs)
    }
}
