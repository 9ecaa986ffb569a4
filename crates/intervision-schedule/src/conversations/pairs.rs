use super::error::ConversationError;
use super::{balance, bound, colour};

/// Rounds of conversations in which nobody is twice.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Rounds {
    rounds: Vec<Vec<(usize, usize)>>,
    bound: usize,
}

impl Rounds {
    pub(super) fn new(rounds: Vec<Vec<(usize, usize)>>, bound: usize) -> Self {
        Rounds { rounds, bound }
    }

    /// How many rounds there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rounds.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rounds.is_empty()
    }

    /// No plan has fewer rounds than this.
    #[must_use]
    pub fn bound(&self) -> usize {
        self.bound
    }

    /// The conversations of a round, the smaller number first, in order; none beyond the last round.
    #[must_use]
    pub fn round(&self, round: usize) -> &[(usize, usize)] {
        self.rounds.get(round).map_or(&[], Vec::as_slice)
    }

    /// The rounds, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[(usize, usize)]> {
        self.rounds.iter().map(Vec::as_slice)
    }

    /// Who of `people` speaks with nobody in a round.
    #[must_use]
    pub fn sitting_out(&self, round: usize, people: usize) -> Vec<usize> {
        let pairs = self.round(round);
        (0..people).filter(|who| pairs.iter().all(|(a, b)| a != who && b != who)).collect()
    }
}

/// Pairs who want to speak, as often as they are listed.
///
/// # Example
///
/// Three coaches and three directors, everyone with everyone, and two who want to speak twice:
///
/// ```
/// use intervision_schedule::conversations::Conversations;
///
/// let mut pairs: Vec<(usize, usize)> = (0..3).flat_map(|coach| (3..6).map(move |who| (coach, who))).collect();
/// pairs.push((0, 3));
/// let conversations = Conversations::new(6, pairs)?;
/// assert_eq!(conversations.rounds()?.len(), 4);
/// // In two rooms ten conversations take five rounds.
/// assert_eq!(conversations.at_most(2).rounds()?.len(), 5);
/// # Ok::<(), intervision_schedule::conversations::ConversationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Conversations {
    pub(super) people: usize,
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) at_once: usize,
}

impl Conversations {
    /// Conversations among the people `0..people`.
    ///
    /// # Errors
    ///
    /// [`ConversationError::Pair`] for somebody with themselves or with a number outside.
    pub fn new(
        people: usize,
        pairs: impl IntoIterator<Item = (usize, usize)>,
    ) -> Result<Self, ConversationError> {
        let pairs: Vec<(usize, usize)> =
            pairs.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
        if let Some(at) = pairs.iter().position(|(a, b)| a == b || *b >= people) {
            let (a, b) = pairs.get(at).copied().unwrap_or_default();
            let last = people.saturating_sub(1);
            return Err(ConversationError::Pair { number: at + 1, a, b, last });
        }
        Ok(Conversations { people, pairs, at_once: usize::MAX })
    }

    /// With room for this many at once.
    pub fn at_most(mut self, at_once: usize) -> Self {
        self.at_once = at_once;
        self
    }

    pub(super) fn check_room(&self) -> Result<(), ConversationError> {
        if self.at_once == 0 && !self.pairs.is_empty() {
            return Err(ConversationError::NoRoom { conversations: self.pairs.len() });
        }
        Ok(())
    }

    /// Rounds for people who are there throughout.
    ///
    /// With `d` the most conversations of one person and `m` the most of one pair there are at most `d + m` rounds; `d`
    /// exactly where the people fall in two sides that speak only across; and more only where rooms are too few, then as
    /// few as the rooms allow. Rounds differ by one conversation at most. O(conversations x people x rounds).
    ///
    /// Sources: D. Kőnig (1916) for two sides; V. G. Vizing (1964), as an algorithm J. Misra and D. Gries (1992), with
    /// the fans for repeated pairs of M. Stiebitz et al., Graph Edge Coloring (2012); D. de Werra (1971) for even rounds.
    ///
    /// # Errors
    ///
    /// [`ConversationError::NoRoom`].
    pub fn rounds(&self) -> Result<Rounds, ConversationError> {
        self.check_room()?;
        // The order in which the host lists them does not matter.
        let mut pairs = self.pairs.clone();
        pairs.sort_unstable();
        let bound = bound::rounds(self.people, &pairs, self.at_once);
        let mut colours = colour::colour(self.people, &pairs, bound);
        let count = colours.iter().max().map_or(0, |last| last + 1).max(bound);
        balance::even_out(self.people, &pairs, &mut colours, count);
        let mut rounds = vec![Vec::new(); count];
        for (pair, colour) in pairs.iter().zip(&colours) {
            if let Some(round) = rounds.get_mut(*colour) {
                round.push(*pair);
            }
        }
        Ok(Rounds::new(rounds, bound))
    }
}
