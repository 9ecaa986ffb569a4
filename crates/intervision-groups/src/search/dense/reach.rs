/// For every two groups, no less than the most that a member of the second gains by going to the first.
///
/// It is what makes visits fast: one number tells of a whole group that nobody there is worth a closer look. After a change the numbers
/// are raised by what the change can have brought at most; only where such a number calls for a closer look it is found anew.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    groups: usize,
    words: usize,
    /// Row by row: where to, then who of.
    most: Vec<f32>,
    /// A bit for each number that may be too large, in words of 64 for each row.
    loose: Vec<u64>,
}

impl Reach {
    pub(super) fn new(groups: usize) -> Self {
        let words = groups.div_ceil(64);
        let most = vec![f32::INFINITY; groups * groups];
        let mut reach = Reach { groups, words, most, loose: vec![0; groups * words] };
        for group in 0..groups {
            reach.loosen_row(group);
        }
        reach
    }

    fn loosen_row(&mut self, to: usize) {
        for word in 0..self.words {
            let groups = (self.groups - word * 64).min(64);
            self.loose[to * self.words + word] = u64::MAX >> (64 - groups);
        }
    }

    /// The sums of a group went up by no more than this for anybody.
    #[inline]
    pub(super) fn raise_to(&mut self, to: usize, rise: f32) {
        for most in &mut self.most[to * self.groups..][..self.groups] {
            *most += rise;
        }
        self.loosen_row(to);
    }

    /// Those of a group gain up to so much more wherever they go, but for one who came: what they gain `newcomer` tells.
    #[inline]
    pub(super) fn raise_of(&mut self, of: usize, rise: f32, newcomer: impl Fn(usize) -> f32) {
        for to in 0..self.groups {
            let most = &mut self.most[to * self.groups + of];
            *most = (*most + rise).max(newcomer(to));
            self.loose[to * self.words + of / 64] |= 1 << (of % 64);
        }
    }

    /// The numbers of up to 64 groups, from number `64 * word` on, for those of them who go to `to`.
    #[inline]
    pub(super) fn row(&self, to: usize, word: usize) -> &[f32] {
        let groups = (self.groups - word * 64).min(64);
        &self.most[to * self.groups + word * 64..][..groups]
    }

    #[inline]
    pub(super) fn is_loose(&self, to: usize, of: usize) -> bool {
        self.loose[to * self.words + of / 64] >> (of % 64) & 1 == 1
    }

    #[inline]
    pub(super) fn set(&mut self, to: usize, of: usize, most: f32) {
        self.most[to * self.groups + of] = most;
        self.loose[to * self.words + of / 64] &= !(1 << (of % 64));
    }
}
