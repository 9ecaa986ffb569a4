use intervision_core::Span;

/// A block in its place, or free time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Part {
    /// The block, as a place in the list; none for free time.
    pub block: Option<usize>,
    /// Its title, or `Free`.
    pub title: String,
    /// Its method, if it has one.
    pub method: Option<String>,
    /// When.
    pub span: Span,
}

/// A day in which every minute is accounted for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Scheduled {
    /// The parts, each beginning where the one before ends.
    pub parts: Vec<Part>,
    /// The whole.
    pub span: Span,
}

impl Scheduled {
    /// Minutes that no block takes.
    #[must_use]
    pub fn free_minutes(&self) -> i64 {
        let free = self.parts.iter().filter(|part| part.block.is_none());
        free.map(|part| part.span.minutes()).sum()
    }
}
