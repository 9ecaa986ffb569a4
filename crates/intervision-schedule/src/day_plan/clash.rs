use chrono::TimeDelta;
use intervision_core::{Availability, Party, Presence, Span};

/// Somebody who has something else in a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Clash {
    /// Who or what.
    pub party: Party,
    /// When, within the stretch, to the grain that was asked for.
    pub span: Span,
    /// Why, in words that a planner may see.
    pub reason: String,
}

/// Who has what in a stretch of time that should be free of daily work: every interval, by party and time.
///
/// A calendar is asked piece by piece, `grain` minutes each (at least one); pieces in a row with one reason are one interval.
/// O(parties x minutes / grain) questions.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::{Party, Span};
/// use intervision_schedule::calendar::Calendars;
/// use intervision_schedule::day_plan::clashes;
///
/// let at = |day, hour| NaiveDate::from_ymd_opt(2027, 4, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
/// let meeting = Span::new(at(9, 9), at(9, 11))?;
/// let calendars = Calendars::new(["p1", "p2"], ["villa"])
///     .with_busy("p2", &[meeting].into_iter().collect())?;
/// let retreat = Span::new(at(8, 13), at(9, 13))?;
/// let found = clashes(&calendars, [Party::Member(0), Party::Member(1)], retreat, 15);
/// assert_eq!((found.len(), found[0].party, found[0].span), (1, Party::Member(1), meeting));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn clashes(
    calendar: &dyn Availability,
    parties: impl IntoIterator<Item = Party>,
    span: Span,
    grain: u32,
) -> Vec<Clash> {
    let step = TimeDelta::minutes(i64::from(grain.max(1)));
    let mut clashes: Vec<Clash> = Vec::new();
    let mut parties: Vec<Party> = parties.into_iter().collect();
    parties.sort_unstable();
    parties.dedup();
    for party in parties {
        let mut from = span.start();
        while let Ok(piece) = Span::new(from, (from + step).min(span.end())) {
            from = piece.end();
            let Presence::Busy { reason } = calendar.presence(party, piece) else { continue };
            match clashes.last_mut() {
                Some(last)
                    if last.party == party
                        && last.span.end() == piece.start()
                        && last.reason == reason =>
                {
                    if let Ok(longer) = Span::new(last.span.start(), piece.end()) {
                        last.span = longer;
                    }
                }
                _ => clashes.push(Clash { party, span: piece, reason: reason.into_owned() }),
            }
        }
    }
    clashes
}
