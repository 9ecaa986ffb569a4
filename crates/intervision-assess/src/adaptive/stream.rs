//! Chance that can be taken up again: a generator for each step of each sitting.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// The generator of one step: a seed and a number, spread by the generator's own seeding.
pub(super) fn stream(seed: u64, number: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(
        seed ^ number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
    )
}

/// Uniform in [0, 1), 53 bits.
pub(super) fn uniform(rng: &mut dyn Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// One of `0..n`, n above 0.
pub(super) fn below(rng: &mut dyn Rng, n: usize) -> usize {
    ((u128::from(rng.next_u64()) * n as u128) >> 64) as usize
}
