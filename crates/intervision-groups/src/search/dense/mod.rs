//! Groups by pair weights alone (maximum diversity, anticlustering): what one walk over groupings needs. In: a problem whose
//! only terms are pair weights. Out: groupings that get better by exchanges and moves.

pub(super) mod calibrate;
pub(super) mod matrix;
pub(super) mod noise;
pub(super) mod partition;
mod reach;
pub(super) mod sizes;
#[cfg(test)]
mod tests;
pub(super) mod walk;
