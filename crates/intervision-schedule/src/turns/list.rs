//! One list: everyone speaks once, with breaks between.

/// One turn or one break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Turn {
    /// Whose turn it is, as a place in the list; `None` in a break.
    pub who: Option<usize>,
    /// When it begins, in minutes from the start.
    pub from: u32,
    /// When it ends.
    pub to: u32,
}

/// How turns and breaks are laid out.
///
/// # Example
///
/// A closing session in which 24 people tell what they learned:
///
/// ```
/// use intervision_schedule::turns::TurnList;
///
/// let turns = TurnList::new(24, 5).with_breaks(2, 20).turns()?;
/// assert_eq!(turns.last().unwrap().to, 160);
/// assert_eq!(turns.iter().filter(|turn| turn.who.is_some()).count(), 24);
/// # Ok::<(), intervision_schedule::turns::TurnError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct TurnList {
    people: u32,
    minutes: u32,
    breaks: u32,
    break_minutes: u32,
    within: Option<u32>,
}

/// Why a turn list could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TurnError {
    /// The turns and breaks are longer than the session.
    #[error(
        "{people} turns of {minutes} minutes and the breaks take {needed} minutes, the session has {within}; shorten turns to {fitting} minutes or lengthen the session"
    )]
    Overfull {
        /// How many turns.
        people: u32,
        /// How long each lasts.
        minutes: u32,
        /// Minutes needed in all.
        needed: u32,
        /// Minutes there are.
        within: u32,
        /// The longest turn that fits, in whole minutes.
        fitting: u32,
    },
    /// More breaks than there are gaps between turns.
    #[error("{breaks} breaks do not fit between {people} turns; at most {most}")]
    Breaks {
        /// How many breaks.
        breaks: u32,
        /// How many turns.
        people: u32,
        /// How many fit.
        most: u32,
    },
    /// A turn without length, or a list longer than a year.
    #[error(
        "{people} turns of {minutes} minutes do not make a list; a turn lasts at least a minute, and all of them less than a year"
    )]
    Length {
        /// How many turns.
        people: u32,
        /// How long each lasts.
        minutes: u32,
    },
}

/// A year in minutes.
const YEAR: u32 = 366 * 24 * 60;

impl TurnList {
    /// A turn of this many minutes for each of `people`, without breaks.
    pub fn new(people: u32, minutes: u32) -> Self {
        TurnList { people, minutes, breaks: 0, break_minutes: 0, within: None }
    }

    /// With this many breaks, spread evenly.
    pub fn with_breaks(mut self, breaks: u32, minutes: u32) -> Self {
        (self.breaks, self.break_minutes) = (breaks, minutes);
        self
    }

    /// Equal turns that fill a session of this length, in whole minutes; what is left over stays at its end.
    ///
    /// # Errors
    ///
    /// [`TurnError::Length`] where a turn would be shorter than a minute.
    ///
    /// # Example
    ///
    /// Four teams share what they saw in 90 minutes:
    ///
    /// ```
    /// use intervision_schedule::turns::TurnList;
    ///
    /// let turns = TurnList::sharing(4, 90)?.turns()?;
    /// assert!(turns.iter().all(|turn| turn.to - turn.from == 22));
    /// assert_eq!(turns.len(), 4);
    /// # Ok::<(), intervision_schedule::turns::TurnError>(())
    /// ```
    pub fn sharing(people: u32, minutes: u32) -> Result<Self, TurnError> {
        let each = minutes.checked_div(people).unwrap_or(0);
        if people > 0 && each == 0 {
            return Err(TurnError::Length { people, minutes: 0 });
        }
        Ok(TurnList::new(people, each).within(minutes))
    }

    /// Within a session of this length.
    pub fn within(mut self, minutes: u32) -> Self {
        self.within = Some(minutes);
        self
    }

    /// Turns and breaks in order.
    ///
    /// # Errors
    ///
    /// [`TurnError::Length`], [`TurnError::Breaks`], and [`TurnError::Overfull`] with the length of turn that would fit.
    pub fn turns(self) -> Result<Vec<Turn>, TurnError> {
        let TurnList { people, minutes, breaks, break_minutes, within } = self;
        let most = people.saturating_sub(1);
        if breaks > most {
            return Err(TurnError::Breaks { breaks, people, most });
        }
        let pause = breaks.saturating_mul(break_minutes);
        let needed = people.saturating_mul(minutes).saturating_add(pause);
        if needed > YEAR || (minutes == 0 && people > 0) {
            return Err(TurnError::Length { people, minutes });
        }
        if let Some(within) = within.filter(|within| needed > *within) {
            let fitting = within.saturating_sub(pause) / people.max(1);
            return Err(TurnError::Overfull { people, minutes, needed, within, fitting });
        }
        let mut turns = Vec::with_capacity((people + breaks) as usize);
        let (mut now, mut taken) = (0, 0);
        for who in 0..people {
            // A break falls due when an even share of the turns has passed.
            if taken < breaks && who * (breaks + 1) >= people * (taken + 1) {
                turns.push(Turn { who: None, from: now, to: now + break_minutes });
                now += break_minutes;
                taken += 1;
            }
            turns.push(Turn { who: Some(who as usize), from: now, to: now + minutes });
            now += minutes;
        }
        Ok(turns)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn m13_twenty_four_turns_and_two_breaks_take_two_hours_forty() {
        let turns = TurnList::new(24, 5).with_breaks(2, 20).turns().unwrap();
        let breaks: Vec<u32> = turns.iter().filter(|t| t.who.is_none()).map(|t| t.from).collect();
        assert_eq!(breaks, [40, 100]);
        assert_eq!(turns.last().map(|turn| turn.to), Some(160));
    }

    #[test]
    fn a_session_too_short_names_the_turn_that_fits() {
        let error = TurnList::new(24, 5).with_breaks(2, 20).within(120).turns().unwrap_err();
        assert_eq!(
            error.to_string(),
            "24 turns of 5 minutes and the breaks take 160 minutes, the session has 120; shorten turns to 3 minutes or lengthen the session"
        );
    }

    #[test]
    fn more_breaks_than_gaps() {
        let error = TurnList::new(3, 5).with_breaks(3, 10).turns().unwrap_err();
        assert_eq!(error.to_string(), "3 breaks do not fit between 3 turns; at most 2");
    }

    #[test]
    fn a_turn_lasts_at_least_a_minute() {
        assert!(matches!(TurnList::new(3, 0).turns(), Err(TurnError::Length { .. })));
    }

    proptest! {
        #[test]
        fn each_once_without_gap_or_overlap(
            people in 1_u32..60,
            minutes in 1_u32..30,
            breaks in 0_u32..5,
        ) {
            prop_assume!(breaks < people);
            let turns = TurnList::new(people, minutes).with_breaks(breaks, 15).turns().unwrap();
            let who: Vec<usize> = turns.iter().filter_map(|turn| turn.who).collect();
            prop_assert_eq!(who, (0..people as usize).collect::<Vec<_>>());
            prop_assert_eq!(turns.len() as u32, people + breaks);
            prop_assert_eq!(turns[0].from, 0);
            for pair in turns.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
                prop_assert!(pair[0].who.is_some() || pair[1].who.is_some());
            }
        }
    }
}
