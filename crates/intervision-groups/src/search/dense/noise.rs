use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// How many draws there are at least: enough for chance, and few enough to stay in a cache.
const DRAWS: usize = 1 << 14;
/// And how many blocks of draws, so that large groups do not meet the same few thresholds again and again.
const BLOCKS: usize = 256;
/// Groups whose lowest draws are looked at in one go.
const WORD: usize = 64;

/// Logarithms of uniform random numbers: each is the threshold of a trial at temperature 1. Drawn once and shared by all walks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Noise {
    draws: Vec<f32>,
    /// Draws come in blocks of so many, enough for the largest group.
    block: usize,
    /// The lowest of each block, and the first ones again.
    lowest: Vec<f32>,
    lowest_of_all: f32,
}

impl Noise {
    /// For groups of at most `size` members.
    pub(crate) fn new(size: usize, rng: &mut Xoshiro256PlusPlus) -> Self {
        let draw = |_| ((rng.next_u32() as f32 + 0.5) / 4_294_967_296.0).ln();
        let block = size.max(1);
        let number = (BLOCKS * block).max(DRAWS.next_multiple_of(block));
        let draws: Vec<f32> = (0..number).map(draw).collect();
        let lowest = |block: &[f32]| block.iter().copied().fold(0.0, f32::min);
        let mut lowest: Vec<f32> = draws.chunks(block).map(lowest).collect();
        lowest.extend_from_within(..WORD);
        let lowest_of_all = lowest.iter().copied().fold(0.0, f32::min);
        Noise { draws, block, lowest, lowest_of_all }
    }

    fn blocks(&self) -> usize {
        self.lowest.len().saturating_sub(WORD)
    }

    /// A random block.
    #[inline]
    pub(super) fn any(&self, rng: &mut Xoshiro256PlusPlus) -> usize {
        // Multiplied and shifted: faster than a remainder, and as even for so few blocks.
        ((u64::from(rng.next_u32()) * self.blocks() as u64) >> 32) as usize
    }

    /// The block that is so many words after another.
    #[inline]
    pub(super) fn after(&self, at: usize, words: usize) -> usize {
        if words == 0 { at } else { (at + words * WORD) % self.blocks() }
    }

    /// A block; numbers up to 64 beyond the last begin anew.
    #[inline]
    pub(super) fn block(&self, at: usize) -> &[f32] {
        let at = if at < self.blocks() { at } else { at - self.blocks() };
        &self.draws[at * self.block..][..self.block]
    }

    /// The lowest of each of 64 blocks from one on.
    #[inline]
    pub(super) fn lowest(&self, at: usize) -> &[f32] {
        &self.lowest[at..][..WORD]
    }

    /// One draw.
    #[inline]
    pub(super) fn draw(&self, rng: &mut Xoshiro256PlusPlus) -> f32 {
        self.draws[((u64::from(rng.next_u32()) * self.draws.len() as u64) >> 32) as usize]
    }

    /// No draw is lower.
    #[inline]
    pub(super) fn lowest_of_all(&self) -> f32 {
        self.lowest_of_all
    }
}

#[cfg(test)]
mod tests {
    use rand_xoshiro::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn blocks_go_round_and_know_their_lowest() {
        for size in [1, 7, 20, 3000] {
            let mut rng = Xoshiro256PlusPlus::seed_from_u64(size as u64);
            let noise = Noise::new(size, &mut rng);
            assert!(noise.blocks() >= BLOCKS);
            for at in [0, 1, noise.blocks() - 1] {
                for (group, &lowest) in noise.lowest(at).iter().enumerate() {
                    let block = noise.block(at + group);
                    assert_eq!(block.len(), size);
                    assert!(block.contains(&lowest) && block.iter().all(|&draw| draw >= lowest));
                    assert!(lowest >= noise.lowest_of_all());
                }
            }
            assert!(noise.any(&mut rng) < noise.blocks() && noise.draw(&mut rng) <= 0.0);
        }
    }
}
