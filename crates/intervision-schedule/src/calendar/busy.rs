use intervision_core::Span;

/// When somebody or something is taken: disjoint spans in order, without a word on what for.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Span;
/// use intervision_schedule::calendar::BusyTimes;
///
/// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
/// let hours = |from, to| {
///     Span::new(day.and_hms_opt(from, 0, 0).unwrap(), day.and_hms_opt(to, 0, 0).unwrap())
/// };
/// let busy: BusyTimes = [hours(13, 15)?, hours(9, 10)?, hours(10, 11)?].into_iter().collect();
/// assert_eq!(busy.spans(), [hours(9, 11)?, hours(13, 15)?]);
/// assert_eq!(busy.first_in(hours(10, 14)?), Some(hours(9, 11)?));
/// assert_eq!(busy.first_in(hours(11, 13)?), None);
/// # Ok::<(), intervision_core::SpanError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "Vec<Span>", into = "Vec<Span>"))]
pub struct BusyTimes {
    spans: Vec<Span>,
}

impl BusyTimes {
    /// The spans, in order; no two of them overlap or touch.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether nothing is taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The first busy span that shares a moment with `span`, in logarithmic time.
    #[must_use]
    pub fn first_in(&self, span: Span) -> Option<Span> {
        let after = self.spans.partition_point(|busy| busy.end() <= span.start());
        self.spans.get(after).copied().filter(|busy| busy.overlaps(&span))
    }

    /// These and those.
    #[must_use]
    pub fn and(self, other: &BusyTimes) -> Self {
        self.spans.into_iter().chain(other.spans.iter().copied()).collect()
    }
}

impl FromIterator<Span> for BusyTimes {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        spans.into_iter().collect::<Vec<_>>().into()
    }
}

impl From<Vec<Span>> for BusyTimes {
    fn from(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start() <= last.end() => {
                    // Sorted by start, so the union of the two is one span; it cannot be empty.
                    if let Ok(union) = Span::new(last.start(), last.end().max(span.end())) {
                        *last = union;
                    }
                }
                _ => merged.push(span),
            }
        }
        BusyTimes { spans: merged }
    }
}

impl From<BusyTimes> for Vec<Span> {
    fn from(busy: BusyTimes) -> Self {
        busy.spans
    }
}
