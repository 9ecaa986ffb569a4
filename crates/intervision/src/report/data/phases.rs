use chrono::NaiveDate;

/// What opens a phase, in the titles that people know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opening {
    /// The day of the programme, counted from 1.
    pub from_day: Option<u32>,
    /// What must be done.
    pub after: Vec<String>,
    /// One of both is enough.
    pub either: bool,
}

/// A phase of a programme: its days, what opens it, and for how many it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    title: String,
    description: Option<String>,
    days: (NaiveDate, NaiveDate),
    opening: Option<Opening>,
    open_for: Option<usize>,
    content: Vec<[usize; 4]>,
}

impl Phase {
    /// A phase from its first to its last day; the two are swapped where they stand the wrong way round.
    #[must_use]
    pub fn new(title: impl Into<String>, first: NaiveDate, last: NaiveDate) -> Self {
        let days = (first.min(last), first.max(last));
        let title = title.into();
        Phase { title, description: None, days, opening: None, open_for: None, content: Vec::new() }
    }

    /// What it is about, in a sentence.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// What opens it, and for how many people it has opened.
    #[must_use]
    pub fn with_opening(mut self, opening: Opening, open_for: usize) -> Self {
        self.opening = Some(opening);
        self.open_for = Some(open_for);
        self
    }

    /// How many items of content it has: a row per kind, in the order of [`Phases::with_kinds`], and in each row those online alone,
    /// online in a group, offline alone, and offline in a group.
    #[must_use]
    pub fn with_content(mut self, content: impl IntoIterator<Item = [usize; 4]>) -> Self {
        self.content = content.into_iter().collect();
        self
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it is about.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The first and the last day.
    #[must_use]
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        self.days
    }

    /// What opens it, if anything does.
    #[must_use]
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_ref()
    }

    /// For how many people it has opened, if that was said.
    #[must_use]
    pub fn open_for(&self) -> Option<usize> {
        self.open_for
    }

    /// How many items it has, by kind and form.
    #[must_use]
    pub fn content(&self) -> &[[usize; 4]] {
        &self.content
    }
}

/// A kind of content; the page has a word for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContentKind {
    /// Something to do and to hand in.
    Assignment,
    /// Something to think about.
    Question,
    /// Something to see.
    Video,
    /// Something to know.
    Theory,
    /// Something that moves.
    Inspiration,
}

/// The phases of a programme in order, and what each holds.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::report::{ContentKind, Opening, Phase, Phases};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 1, day).unwrap();
/// let opening = Opening { from_day: Some(11), after: vec!["Log".into()], either: false };
/// let phases = Phases::new(48)
///     .with_kinds([ContentKind::Video])
///     .with_phase(Phase::new("Discover", day(1), day(10)).with_content([[1, 0, 0, 0]]))
///     .with_phase(Phase::new("Choose", day(11), day(20)).with_opening(opening, 40));
/// assert_eq!(phases.phases().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phases {
    people: usize,
    kinds: Vec<ContentKind>,
    all: Vec<Phase>,
}

impl Phases {
    /// Of a programme for so many people.
    #[must_use]
    pub fn new(people: usize) -> Self {
        Phases { people, kinds: Vec::new(), all: Vec::new() }
    }

    /// The kinds of content, in the order of the rows that phases give.
    #[must_use]
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = ContentKind>) -> Self {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// Adds a phase.
    #[must_use]
    pub fn with_phase(mut self, phase: Phase) -> Self {
        self.all.push(phase);
        self
    }

    /// How many people take part.
    #[must_use]
    pub fn people(&self) -> usize {
        self.people
    }

    /// The kinds of content.
    #[must_use]
    pub fn kinds(&self) -> &[ContentKind] {
        &self.kinds
    }

    /// The phases, in the order in which they came.
    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        &self.all
    }
}
