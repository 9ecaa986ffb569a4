use super::Ballots;

/// How many voters got how many of the options they approve. Counts only: it does not tell who.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Heard {
    /// Ballots.
    pub voters: usize,
    /// Ballots by the number of chosen options that they approve, from none on.
    pub by_number: Vec<usize>,
    /// The mean of these numbers; `None` without ballots.
    pub mean: Option<f64>,
}

impl Heard {
    /// Counts for these chosen options.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::ballots::{Ballots, Heard};
    ///
    /// let ballots =
    ///     Ballots::of(["a", "b"]).approving("", ["a", "b"]).approving("", ["b"]).approving("", []).build()?;
    /// let heard = Heard::of(&ballots, &[0]);
    /// assert_eq!(heard.by_number, [2, 1]);
    /// assert_eq!(heard.none(), 2);
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    #[must_use]
    pub fn of(ballots: &Ballots, chosen: &[usize]) -> Heard {
        let mut by_number = vec![0; chosen.len() + 1];
        let mut total = 0;
        for ballot in ballots.ballots() {
            let number = chosen.iter().filter(|&&option| ballot.approves(option)).count();
            total += number;
            if let Some(count) = by_number.get_mut(number) {
                *count += 1;
            }
        }
        let voters = ballots.len();
        let mean = (voters > 0).then(|| total as f64 / voters as f64);
        Heard { voters, by_number, mean }
    }

    /// Voters none of whose options was chosen.
    #[must_use]
    pub fn none(&self) -> usize {
        self.by_number.first().copied().unwrap_or(0)
    }
}
