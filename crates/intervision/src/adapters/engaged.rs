use std::collections::BTreeMap;

use intervision_core::{Availability, Party, Presence, SessionDemand, Span, Timetable};

/// An [`Availability`] in which people and resources are also busy with what is planned already.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::adapters::Engaged;
/// use intervision::core::{AlwaysFree, Availability, Party, Span};
///
/// let at = |hour| NaiveDate::from_ymd_opt(2027, 3, 9).unwrap().and_hms_opt(hour, 0, 0).unwrap();
/// let engaged = Engaged::new(&AlwaysFree).with(Party::Member(2), Span::new(at(9), at(12))?);
/// assert!(!engaged.presence(Party::Member(2), Span::new(at(11), at(13))?).is_free());
/// assert!(engaged.presence(Party::Member(2), Span::new(at(12), at(13))?).is_free());
/// # Ok::<(), intervision::core::SpanError>(())
/// ```
#[derive(Clone)]
pub struct Engaged<'a> {
    otherwise: &'a dyn Availability,
    spans: BTreeMap<Party, Vec<Span>>,
}

impl<'a> Engaged<'a> {
    /// Nobody is engaged yet.
    #[must_use]
    pub fn new(otherwise: &'a dyn Availability) -> Self {
        Engaged { otherwise, spans: BTreeMap::new() }
    }

    /// Somebody or something is engaged.
    #[must_use]
    pub fn with(mut self, party: Party, span: Span) -> Self {
        self.spans.entry(party).or_default().push(span);
        self
    }

    /// Everybody and everything in a timetable is engaged; `number` turns its members into those of this availability.
    #[must_use]
    pub fn with_timetable(
        mut self,
        demand: &dyn SessionDemand,
        timetable: &Timetable,
        number: impl Fn(usize) -> Option<usize>,
    ) -> Self {
        for placement in &timetable.placements {
            let Some(session) = demand.session(placement.session) else { continue };
            let members = session.attendees.iter().filter_map(|member| number(*member));
            let members = members.map(Party::Member);
            let resources = placement.resources.iter().copied().map(Party::Resource);
            for party in members.chain(resources) {
                self.spans.entry(party).or_default().push(placement.span);
            }
        }
        self
    }
}

impl std::fmt::Debug for Engaged<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engaged").field("spans", &self.spans).finish_non_exhaustive()
    }
}

impl Availability for Engaged<'_> {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let spans = self.spans.get(&party).into_iter().flatten();
        if spans.into_iter().any(|own| own.overlaps(&span)) {
            return Presence::busy("engaged in this programme");
        }
        self.otherwise.presence(party, span)
    }
}
