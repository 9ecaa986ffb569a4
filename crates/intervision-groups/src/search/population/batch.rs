use super::task::Task;

/// Advances every task by at most so many visits, on several threads with the feature `rayon`; gives the visits made.
#[cfg(feature = "rayon")]
pub(super) fn advance(tasks: &mut [Task<'_>], visits: u64) -> u64 {
    use rayon::prelude::*;
    tasks.par_iter_mut().map(|task| task.advance(visits)).sum()
}

/// Advances every task by at most so many visits; gives the visits made.
#[cfg(not(feature = "rayon"))]
pub(super) fn advance(tasks: &mut [Task<'_>], visits: u64) -> u64 {
    tasks.iter_mut().map(|task| task.advance(visits)).sum()
}
