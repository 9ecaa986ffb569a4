use intervision_core::{Availability, Party, Presence, Span};

/// An [`Availability`] for a part of a roster: member `n` is member `members[n]` of the whole. Resources are the same in both.
///
/// # Example
///
/// ```
/// use intervision::adapters::Among;
/// use intervision::core::{AlwaysFree, Availability, Party, Span};
/// use chrono::NaiveDate;
///
/// let at = |hour| NaiveDate::from_ymd_opt(2027, 3, 9).unwrap().and_hms_opt(hour, 0, 0).unwrap();
/// // The second and the fourth of five.
/// let part = Among::new(&AlwaysFree, vec![1, 3]);
/// assert!(part.presence(Party::Member(1), Span::new(at(9), at(10))?).is_free());
/// # Ok::<(), intervision::core::SpanError>(())
/// ```
#[derive(Clone)]
pub struct Among<'a> {
    whole: &'a dyn Availability,
    members: Vec<usize>,
}

impl<'a> Among<'a> {
    /// These members of the whole, in the order of the part.
    #[must_use]
    pub fn new(whole: &'a dyn Availability, members: Vec<usize>) -> Self {
        Among { whole, members }
    }
}

impl std::fmt::Debug for Among<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Among").field("members", &self.members).finish_non_exhaustive()
    }
}

impl Availability for Among<'_> {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        match party {
            Party::Member(member) => match self.members.get(member) {
                Some(number) => self.whole.presence(Party::Member(*number), span),
                None => Presence::busy("nobody of this part"),
            },
            resource @ Party::Resource(_) => self.whole.presence(resource, span),
        }
    }
}
