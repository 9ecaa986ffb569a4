use super::error::GatheringError;

/// How likely everyone comes, from how often they came before: each person's own share, drawn towards the share of all, the more
/// the less is known of them.
///
/// The shares of people are taken as draws from one beta distribution (the beta-binomial model; J. G. Skellam, 1948). Its mean is the
/// share of all invitations, with half a visit and half an absence added so that nothing is certain; its spread is what the
/// shares differ beyond chance, by the method of moments with each person weighted by their invitations (J. C. Kleinman, 1973).
/// Somebody who was never invited gets the mean. O(members).
///
/// It foretells habit, not plans: absences that are known belong in a calendar.
///
/// # Example
///
/// ```
/// use intervision_schedule::gatherings::AttendanceRates;
///
/// // Came and was invited: two who nearly always come, two who seldom do, and one who is new.
/// let rates = AttendanceRates::of(&[(8, 8), (7, 8), (2, 8), (1, 8), (0, 0)])?;
/// assert!(rates.chance(0) > 0.8 && rates.chance(0) < 1.0);
/// assert!(rates.chance(3) < 0.3);
/// assert_eq!(rates.chance(4), rates.mean());
/// # Ok::<(), intervision_schedule::gatherings::GatheringError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use]
pub struct AttendanceRates {
    mean: f64,
    /// How many invitations the mean weighs as much as; infinite where people do not differ beyond chance.
    weight: f64,
    chances: Vec<f64>,
}

impl AttendanceRates {
    /// By member, how often they came and how often they were invited.
    ///
    /// # Errors
    ///
    /// [`GatheringError::Came`] for more visits than invitations.
    pub fn of(history: &[(u32, u32)]) -> Result<Self, GatheringError> {
        if let Some(member) = history.iter().position(|(came, invited)| came > invited) {
            let (came, invited) = history.get(member).copied().unwrap_or_default();
            return Err(GatheringError::Came { member, came, invited });
        }
        let invitations: f64 = history.iter().map(|(_, invited)| f64::from(*invited)).sum();
        let visits: f64 = history.iter().map(|(came, _)| f64::from(*came)).sum();
        let mean = (visits + 0.5) / (invitations + 1.0);
        let weight = weight(history, mean, invitations);
        let chance = |(came, invited): &(u32, u32)| {
            let (came, invited) = (f64::from(*came), f64::from(*invited));
            if weight.is_infinite() || invited == 0.0 {
                return mean;
            }
            (weight * mean + came) / (weight + invited)
        };
        let chances = history.iter().map(chance).collect();
        Ok(AttendanceRates { mean, weight, chances })
    }

    /// The share of all invitations that were followed: what is expected of somebody who is new.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// As many invitations as the mean weighs: somebody with as many of their own stands halfway between their share and the mean.
    /// Infinite where people differ no more than by chance; everybody then gets the mean.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// How likely a member comes; the mean for one who is not in the history.
    #[must_use]
    pub fn chance(&self, member: usize) -> f64 {
        self.chances.get(member).copied().unwrap_or(self.mean)
    }

    /// By member, how likely they come.
    #[must_use]
    pub fn chances(&self) -> &[f64] {
        &self.chances
    }
}

/// The sum of both parameters of the beta distribution, from the intraclass correlation that the moments give.
fn weight(history: &[(u32, u32)], mean: f64, invitations: f64) -> f64 {
    // What the squares of the differences come to by chance alone, and by how much correlation adds to them.
    let (mut squares, mut by_chance, mut by_correlation) = (0.0, 0.0, 0.0);
    for (came, invited) in history.iter().filter(|(_, invited)| *invited > 0) {
        let (came, invited) = (f64::from(*came), f64::from(*invited));
        let apart = came / invited - mean;
        squares += invited * apart * apart;
        let free = 1.0 - invited / invitations;
        by_chance += free;
        by_correlation += free * (invited - 1.0);
    }
    let variance = mean * (1.0 - mean);
    if by_correlation <= 0.0 || variance <= 0.0 {
        return f64::INFINITY;
    }
    let correlation = (squares / variance - by_chance) / by_correlation;
    if correlation <= 0.0 { f64::INFINITY } else { (1.0 / correlation - 1.0).max(0.0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn c10_habits_are_drawn_towards_the_mean_by_what_is_unknown() {
        // Half of them come nine times in ten, half three times: by hand, mean 24.5 / 41, correlation of shares 0.4.
        let rates = AttendanceRates::of(&[(9, 10), (9, 10), (3, 10), (3, 10)]).unwrap();
        let mean = 24.5 / 41.0;
        assert!((rates.mean() - mean).abs() < 1e-12);
        let squares = 20.0 * ((0.9 - mean) * (0.9 - mean) + (0.3 - mean) * (0.3 - mean));
        let correlation = (squares / (mean * (1.0 - mean)) - 3.0) / 27.0;
        let weight = 1.0 / correlation - 1.0;
        assert!((rates.weight() - weight).abs() < 1e-9);
        assert!((rates.chance(0) - (weight * mean + 9.0) / (weight + 10.0)).abs() < 1e-12);
        assert!(rates.chance(0) < 0.9 && rates.chance(2) > 0.3);
    }

    #[test]
    fn who_differ_by_chance_alone_are_alike() {
        let rates = AttendanceRates::of(&[(3, 5), (2, 5), (3, 5), (2, 5)]).unwrap();
        assert!(rates.weight().is_infinite());
        assert!(rates.chances().iter().all(|chance| (chance - rates.mean()).abs() < 1e-12));
        // Nobody was ever invited: as likely as not.
        assert!((AttendanceRates::of(&[(0, 0)]).unwrap().chance(0) - 0.5).abs() < 1e-12);
        assert!((AttendanceRates::of(&[]).unwrap().chance(7) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            AttendanceRates::of(&[(1, 1), (3, 2)]).unwrap_err().to_string(),
            "member 1 came 3 times out of 2; nobody comes more often than invited"
        );
    }

    proptest! {
        #[test]
        fn a_chance_lies_between_the_own_share_and_the_mean(
            history in prop::collection::vec((0_u32..12, 0_u32..12), 0..12),
        ) {
            let history: Vec<(u32, u32)> =
                history.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
            let rates = AttendanceRates::of(&history).unwrap();
            prop_assert!(rates.mean() > 0.0 && rates.mean() < 1.0);
            prop_assert!(rates.weight() >= 0.0);
            for ((came, invited), chance) in history.iter().zip(rates.chances()) {
                let own = if *invited == 0 { rates.mean() } else { f64::from(*came) / f64::from(*invited) };
                let (low, high) = (own.min(rates.mean()), own.max(rates.mean()));
                prop_assert!(low - 1e-12 <= *chance && *chance <= high + 1e-12);
            }
        }
    }
}
