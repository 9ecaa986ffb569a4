use super::error::PollError;

/// Roles are counted by the bits of a number.
const MOST_ROLES: usize = 8;

/// How likely everyone is to be there, each on their own.
///
/// The number of those present follows the Poisson-binomial distribution, computed exactly by adding one member after the
/// other; roles that must be filled are followed in the same sum, so that a facilitator who is also a member counts once.
///
/// # Example
///
/// ```
/// use intervision_schedule::poll::Chances;
///
/// // Eight members who are away one time in ten, of whom the first two can facilitate.
/// let chances = Chances::new(vec![0.9; 8])?.with_quorum(6)?.with_one_of([0, 1])?;
/// assert!((chances.expected() - 7.2).abs() < 1e-12);
/// assert!((chances.holds() - 0.956_593_8).abs() < 1e-9);
/// // Were the first one ill, everything would hang on the second.
/// assert!((chances.without(0).holds() - 0.797_161_5).abs() < 1e-9);
/// # Ok::<(), intervision_schedule::poll::PollError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Chances {
    presence: Vec<f64>,
    quorum: usize,
    /// Of each of these somebody must be there.
    roles: Vec<Vec<usize>>,
}

impl Chances {
    /// By member, the probability of being there.
    ///
    /// # Errors
    ///
    /// [`PollError::Probability`] outside 0 to 1.
    pub fn new(presence: Vec<f64>) -> Result<Self, PollError> {
        if let Some(member) = presence.iter().position(|value| !(0.0..=1.0).contains(value)) {
            let value = presence.get(member).copied().unwrap_or(f64::NAN);
            return Err(PollError::Probability { member, value });
        }
        Ok(Chances { presence, quorum: 0, roles: Vec::new() })
    }

    /// The meeting holds for at least this many.
    ///
    /// # Errors
    ///
    /// [`PollError::Members`] above the number of members.
    pub fn with_quorum(mut self, quorum: usize) -> Result<Self, PollError> {
        let members = self.presence.len();
        if quorum > members {
            return Err(PollError::Members { what: "a quorum of", value: quorum, members });
        }
        self.quorum = quorum;
        Ok(self)
    }

    /// The meeting holds only with one of these: whoever can facilitate it.
    ///
    /// # Errors
    ///
    /// [`PollError::Members`] for somebody who is not there, [`PollError::Roles`] beyond eight roles.
    pub fn with_one_of(
        mut self,
        members: impl IntoIterator<Item = usize>,
    ) -> Result<Self, PollError> {
        let role: Vec<usize> = members.into_iter().collect();
        let all = self.presence.len();
        if let Some(member) = role.iter().find(|member| **member >= all) {
            let what = "a role for member";
            return Err(PollError::Members { what, value: *member, members: all });
        }
        self.roles.push(role);
        let (found, most) = (self.roles.len(), MOST_ROLES);
        if found > most { Err(PollError::Roles { found, most }) } else { Ok(self) }
    }

    /// The same meeting, were this member away for certain.
    pub fn without(&self, member: usize) -> Self {
        let mut chances = self.clone();
        if let Some(presence) = chances.presence.get_mut(member) {
            *presence = 0.0;
        }
        chances
    }

    /// How many will be there on average.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.presence.iter().sum()
    }

    /// The probability that exactly so many are there, from nobody to everybody.
    #[must_use]
    pub fn distribution(&self) -> Vec<f64> {
        let members = self.presence.len();
        let by_role = self.by_roles();
        (0..=members).map(|count| by_role.iter().filter_map(|row| row.get(count)).sum()).collect()
    }

    /// The probability that enough are there and every role can be filled.
    #[must_use]
    pub fn holds(&self) -> f64 {
        // Everyone who fills a role has set its bit.
        let by_role = self.by_roles();
        by_role.last().map_or(0.0, |row| row.iter().skip(self.quorum).sum::<f64>().min(1.0))
    }

    /// For each member, the probability that the meeting holds without them; those who would be missed most first.
    #[must_use]
    pub fn by_absence(&self) -> Vec<(usize, f64)> {
        let mut list: Vec<(usize, f64)> =
            (0..self.presence.len()).map(|member| (member, self.without(member).holds())).collect();
        list.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        list
    }

    /// Probabilities by the set of filled roles and the number of those present.
    fn by_roles(&self) -> Vec<Vec<f64>> {
        let members = self.presence.len();
        let sets = 1_usize << self.roles.len();
        let mut now = vec![vec![0.0; members + 1]; sets];
        if let Some(start) = now.first_mut().and_then(|row| row.first_mut()) {
            *start = 1.0;
        }
        for (member, presence) in self.presence.iter().enumerate() {
            let fills = self.roles.iter().enumerate().filter(|(_, role)| role.contains(&member));
            let fills = fills.fold(0, |set, (index, _)| set | 1 << index);
            let mut next = vec![vec![0.0; members + 1]; sets];
            for (set, row) in now.iter().enumerate() {
                for (count, chance) in row.iter().enumerate().take(member + 1) {
                    if let Some(cell) = next.get_mut(set).and_then(|row| row.get_mut(count)) {
                        *cell += chance * (1.0 - presence);
                    }
                    let there = next.get_mut(set | fills).and_then(|row| row.get_mut(count + 1));
                    if let Some(cell) = there {
                        *cell += chance * presence;
                    }
                }
            }
            now = next;
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equal_chances_are_binomial() {
        // Ten coins: 252 of 1,024 ways to have five heads.
        let chances = Chances::new(vec![0.5; 10]).unwrap();
        assert!((chances.distribution()[5] - 252.0 / 1024.0).abs() < 1e-15);
        assert!((chances.with_quorum(10).unwrap().holds() - 1.0 / 1024.0).abs() < 1e-15);
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            Chances::new(vec![0.5, 1.5]).unwrap_err().to_string(),
            "member 1 is there with probability 1.5; write a number from 0 to 1"
        );
        assert!(Chances::new(vec![f64::NAN]).is_err());
        let three = || Chances::new(vec![0.5; 3]).unwrap();
        assert_eq!(
            three().with_one_of([1, 3]).unwrap_err().to_string(),
            "a role for member 3, but there are 3 members"
        );
        let many = (0..9).try_fold(three(), |chances, _| chances.with_one_of([0]));
        assert_eq!(many.unwrap_err().to_string(), "9 roles that must be filled; at most 8");
    }

    proptest! {
        #[test]
        fn as_if_every_case_were_counted(
            presence in prop::collection::vec(0.0..=1.0_f64, 0..9),
            quorum in 0_usize..9,
            roles in prop::collection::vec(prop::collection::vec(0_usize..9, 0..4), 0..4),
        ) {
            let members = presence.len();
            let quorum = quorum.min(members);
            let roles: Vec<Vec<usize>> = roles
                .into_iter()
                .map(|role| role.into_iter().filter(|member| *member < members).collect())
                .collect();
            let chances = roles.iter().fold(
                Chances::new(presence.clone()).unwrap().with_quorum(quorum).unwrap(),
                |chances, role| chances.with_one_of(role.clone()).unwrap(),
            );
            let (mut holds, mut by_count) = (0.0, vec![0.0; members + 1]);
            for there in 0_usize..1 << members {
                let is = |member: &usize| there >> member & 1 == 1;
                let weight: f64 = (0..members)
                    .map(|m| if is(&m) { presence[m] } else { 1.0 - presence[m] })
                    .product();
                by_count[there.count_ones() as usize] += weight;
                let filled = roles.iter().all(|role| role.iter().any(is));
                if filled && there.count_ones() as usize >= quorum {
                    holds += weight;
                }
            }
            prop_assert!((chances.holds() - holds).abs() < 1e-12);
            for (found, counted) in chances.distribution().iter().zip(&by_count) {
                prop_assert!((found - counted).abs() < 1e-12);
            }
            for (member, without) in chances.by_absence() {
                prop_assert!(without <= chances.holds() + 1e-12, "{member}");
            }
        }
    }
}
