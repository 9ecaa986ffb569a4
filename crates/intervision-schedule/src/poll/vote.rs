use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::error::PollError;

/// What somebody says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Answer {
    /// It suits.
    Yes,
    /// It can be done.
    IfNeedBe,
    /// It cannot.
    No,
}

/// What is known of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DateMerit {
    /// The date, as a place in the list.
    pub date: usize,
    /// From 1; dates that nothing tells apart have one rank.
    pub rank: usize,
    /// How many it suits.
    pub yes: usize,
    /// How many come if need be.
    pub if_need_be: usize,
    /// Who cannot.
    pub lost: Vec<usize>,
    /// Who has not answered; not counted as coming.
    pub silent: Vec<usize>,
    /// Those who must be there and have not said that they can.
    pub missed: Vec<usize>,
    /// Whether enough come, and all who must be there.
    pub holds: bool,
}

/// Candidate dates, and what everyone says of them.
///
/// # Example
///
/// ```
/// use intervision_schedule::poll::{Answer::{IfNeedBe, No, Yes}, Poll};
///
/// let answers = [[Yes, Yes, IfNeedBe], [No, Yes, IfNeedBe], [Yes, IfNeedBe, Yes]];
/// let mut poll = Poll::new(3, 3).with_quorum(3)?;
/// for (member, answers) in answers.iter().enumerate() {
///     for (date, answer) in answers.iter().enumerate() {
///         poll = poll.with_answer(member, date, *answer)?;
///     }
/// }
/// let merits = poll.merits();
/// assert_eq!((merits[0].date, merits[0].rank, merits[0].holds), (1, 1, true));
/// assert_eq!((merits[2].date, &merits[2].lost[..]), (0, &[1][..]));
/// # Ok::<(), intervision_schedule::poll::PollError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Poll {
    dates: usize,
    /// By member and date.
    answers: Vec<Vec<Option<Answer>>>,
    quorum: usize,
    required: BTreeSet<usize>,
}

impl Poll {
    /// A poll of this many dates among this many members, without answers yet.
    pub fn new(dates: usize, members: usize) -> Self {
        let answers = vec![vec![None; dates]; members];
        Poll { dates, answers, quorum: 0, required: BTreeSet::new() }
    }

    /// A date holds for at least this many who come.
    ///
    /// # Errors
    ///
    /// [`PollError::Members`] above the number of members.
    pub fn with_quorum(mut self, quorum: usize) -> Result<Self, PollError> {
        let members = self.answers.len();
        if quorum > members {
            return Err(PollError::Members { what: "a quorum of", value: quorum, members });
        }
        self.quorum = quorum;
        Ok(self)
    }

    /// A date holds only with this member.
    ///
    /// # Errors
    ///
    /// [`PollError::Members`] for a member who is not there.
    pub fn with_required(mut self, member: usize) -> Result<Self, PollError> {
        let members = self.answers.len();
        if member >= members {
            return Err(PollError::Members {
                what: "nothing without member",
                value: member,
                members,
            });
        }
        self.required.insert(member);
        Ok(self)
    }

    /// An answer; a later one of the same member to the same date replaces it.
    ///
    /// # Errors
    ///
    /// [`PollError::Answer`] for a member or a date that is not there.
    pub fn with_answer(
        mut self,
        member: usize,
        date: usize,
        answer: Answer,
    ) -> Result<Self, PollError> {
        let (members, dates) = (self.answers.len(), self.dates);
        match self.answers.get_mut(member).and_then(|row| row.get_mut(date)) {
            Some(cell) => *cell = Some(answer),
            None => return Err(PollError::Answer { member, date, members, dates }),
        }
        Ok(self)
    }

    /// The dates, the best first: those that hold; then with fewest missed who must be there; then with most who come, of
    /// whom as many as possible are suited; then with fewest who cannot. Equal dates stand in the order of the list.
    #[must_use]
    pub fn merits(&self) -> Vec<DateMerit> {
        let mut merits: Vec<DateMerit> = (0..self.dates).map(|date| self.merit(date)).collect();
        let key = |merit: &DateMerit| {
            let coming = merit.yes + merit.if_need_be;
            let for_it = (Reverse(coming), Reverse(merit.yes));
            (!merit.holds, merit.missed.len(), for_it, merit.lost.len())
        };
        merits.sort_by_key(|merit| (key(merit), merit.date));
        let mut rank = 0;
        let mut last = None;
        for (place, merit) in merits.iter_mut().enumerate() {
            let here = key(merit);
            if last != Some(here) {
                (rank, last) = (place + 1, Some(here));
            }
            merit.rank = rank;
        }
        merits
    }

    fn merit(&self, date: usize) -> DateMerit {
        let says = |member: &usize| self.answers.get(*member)?.get(date).copied()?;
        let who = |answer: Option<Answer>| -> Vec<usize> {
            (0..self.answers.len()).filter(|member| says(member) == answer).collect()
        };
        let (yes, if_need_be) = (who(Some(Answer::Yes)).len(), who(Some(Answer::IfNeedBe)).len());
        let comes = |member: &usize| matches!(says(member), Some(Answer::Yes | Answer::IfNeedBe));
        let missed: Vec<usize> = self.required.iter().copied().filter(|m| !comes(m)).collect();
        DateMerit {
            date,
            rank: 0,
            yes,
            if_need_be,
            lost: who(Some(Answer::No)),
            silent: who(None),
            holds: missed.is_empty() && yes + if_need_be >= self.quorum,
            missed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Answer::{IfNeedBe, No, Yes};
    use super::*;

    fn poll(answers: &[&[Option<Answer>]]) -> Poll {
        let mut poll = Poll::new(answers[0].len(), answers.len());
        for (member, row) in answers.iter().enumerate() {
            for (date, answer) in row.iter().enumerate() {
                if let Some(answer) = answer {
                    poll = poll.with_answer(member, date, *answer).unwrap();
                }
            }
        }
        poll
    }

    #[test]
    fn equal_dates_share_a_rank() {
        let merits = poll(&[&[Some(Yes), Some(No), Some(Yes)], &[Some(No), Some(No), Some(Yes)]]);
        let merits = merits.with_quorum(1).unwrap().merits();
        let told: Vec<_> = merits.iter().map(|m| (m.date, m.rank, m.holds)).collect();
        assert_eq!(told, [(2, 1, true), (0, 2, true), (1, 3, false)]);
        let tied = poll(&[&[Some(Yes), Some(IfNeedBe), Some(Yes)]]).merits();
        let told: Vec<_> = tied.iter().map(|m| (m.date, m.rank)).collect();
        assert_eq!(told, [(0, 1), (2, 1), (1, 3)]);
    }

    #[test]
    fn a_date_without_those_who_must_be_there_does_not_hold() {
        let poll = poll(&[&[Some(No), Some(IfNeedBe)], &[Some(Yes), Some(No)], &[Some(Yes), None]]);
        let merits = poll.with_required(0).unwrap().merits();
        assert_eq!((merits[0].date, merits[0].holds, &merits[0].silent[..]), (1, true, &[2][..]));
        assert_eq!((&merits[1].missed[..], merits[1].holds), (&[0][..], false));
    }

    #[test]
    fn mistakes_are_named() {
        let error = |result: Result<Poll, PollError>| result.unwrap_err().to_string();
        assert_eq!(
            error(Poll::new(2, 3).with_answer(3, 0, Yes)),
            "an answer of member 3 to date 0, but the poll has 3 members and 2 dates, counted from 0"
        );
        assert_eq!(error(Poll::new(2, 3).with_quorum(4)), "a quorum of 4, but there are 3 members");
        assert_eq!(
            error(Poll::new(2, 3).with_required(3)),
            "nothing without member 3, but there are 3 members"
        );
    }
}
