use intervision_core::{Availability, Party, Span};
use intervision_groups::Slots;

/// When members are free, read from any [`Availability`] in a list of spans: what the former asks for common slots.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::adapters::FreeSpans;
/// use intervision::core::{AlwaysFree, Span};
/// use intervision::groups::Slots;
///
/// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
/// let at = |hour| day.and_hms_opt(hour, 0, 0).unwrap();
/// let spans = [Span::new(at(9), at(11))?, Span::new(at(13), at(15))?];
/// let slots = FreeSpans::new(&AlwaysFree, &spans);
/// assert_eq!(slots.len(), 2);
/// assert!(slots.is_free(0, 1) && !slots.is_free(0, 2));
/// # Ok::<(), intervision::core::SpanError>(())
/// ```
#[derive(Clone, Copy)]
pub struct FreeSpans<'a> {
    availability: &'a dyn Availability,
    spans: &'a [Span],
}

impl<'a> FreeSpans<'a> {
    /// The spans in which groups could meet, as slots in this order.
    #[must_use]
    pub fn new(availability: &'a dyn Availability, spans: &'a [Span]) -> Self {
        FreeSpans { availability, spans }
    }
}

impl std::fmt::Debug for FreeSpans<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FreeSpans").field("spans", &self.spans).finish_non_exhaustive()
    }
}

impl Slots for FreeSpans<'_> {
    fn len(&self) -> usize {
        self.spans.len()
    }

    fn is_free(&self, member: usize, slot: usize) -> bool {
        let free = |&span: &Span| self.availability.presence(Party::Member(member), span).is_free();
        self.spans.get(slot).is_some_and(free)
    }
}
