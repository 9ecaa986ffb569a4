/// A count of people as it may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The count.
    Shown(usize),
    /// More than nobody, and fewer than this many.
    Below(usize),
    /// Enough people, and withheld because a subtraction would give fewer away.
    Withheld,
}

/// What people answered to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub question: String,
    /// Whether people answered in words; the counts are then of themes, which overlap.
    pub open: bool,
    /// How many chose each answer or touched on each theme.
    pub counts: Vec<(String, Cell)>,
    /// How many of those who took part said nothing to it.
    pub silent: Cell,
}

/// How one competency changed among those who were measured both times.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelChange {
    /// What it is called.
    pub competency: String,
    /// How many were measured both times.
    pub people: Cell,
    /// The change.
    pub change: Change,
}

/// A change, or why there is none to tell.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// The mean change in levels and the effect size `d_av`, each with the ends of its interval.
    Shown {
        /// Value, low, high.
        mean: [f64; 3],
        /// Value, low, high.
        d_av: [f64; 3],
    },
    /// Fewer people than the floor.
    Withheld,
    /// Fewer than three people were measured twice.
    TooFew,
    /// The levels do not vary.
    NoVariance,
    /// Everybody changed alike.
    SameChange,
    /// It cannot be computed.
    NoNumber,
}

/// Who turns to whom, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Ties {
    /// What was asked.
    pub question: String,
    /// What people call the attribute across whose values ties are counted.
    pub across: String,
    /// The figures; `None` for fewer people than the floor.
    pub figures: Option<TieCounts>,
}

/// Ties in numbers, each before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TieCounts {
    /// How many.
    pub ties: (usize, usize),
    /// By the pairs there are, from 0 to 1.
    pub density: (f64, f64),
    /// The share that lies across the attribute, from 0 to 1.
    pub across: (f64, f64),
    /// How many are new, and how many are gone.
    pub new_and_gone: (usize, usize),
    /// New ones within groups, how many there would be by chance, and how likely as many are by chance.
    pub within_groups: (usize, f64, f64),
}

/// What a programme came to: a survey, levels before and after, and ties, as far as they are there.
///
/// The page never prints a count of people between 1 and `floor - 1`: it is the last gate, whatever the figures it is given.
/// Suppression that looks across cells belongs to who made the figures.
///
/// # Example
///
/// ```
/// use intervision::report::{Answered, Cell, Evaluation};
///
/// let question = Answered {
///     question: "Was it useful?".into(),
///     open: false,
///     counts: vec![("yes".into(), Cell::Shown(17)), ("no".into(), Cell::Below(5))],
///     silent: Cell::Shown(0),
/// };
/// let evaluation = Evaluation::new(5).with_survey(24, Cell::Shown(21), [question]);
/// assert_eq!(evaluation.survey().map(|(_, questions)| questions.len()), Some(1));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    floor: usize,
    survey: Option<((usize, Cell), Vec<Answered>)>,
    change: Option<((usize, Cell), Vec<LevelChange>)>,
    ties: Option<Ties>,
}

impl Evaluation {
    /// With no figure of fewer people than these.
    #[must_use]
    pub fn new(floor: usize) -> Self {
        Evaluation { floor, survey: None, change: None, ties: None }
    }

    /// What people answered: how many were asked, how many took part, and each question.
    #[must_use]
    pub fn with_survey(
        mut self,
        invited: usize,
        answered: Cell,
        questions: impl IntoIterator<Item = Answered>,
    ) -> Self {
        self.survey = Some(((invited, answered), questions.into_iter().collect()));
        self
    }

    /// How levels changed: how many members there are, how many were measured both times, and each competency.
    #[must_use]
    pub fn with_change(
        mut self,
        invited: usize,
        measured: Cell,
        competencies: impl IntoIterator<Item = LevelChange>,
    ) -> Self {
        self.change = Some(((invited, measured), competencies.into_iter().collect()));
        self
    }

    /// Who turns to whom.
    #[must_use]
    pub fn with_ties(mut self, ties: Ties) -> Self {
        self.ties = Some(ties);
        self
    }

    /// The fewest people that a figure is of.
    #[must_use]
    pub fn floor(&self) -> usize {
        self.floor
    }

    /// How many were asked and how many answered, and the questions.
    #[must_use]
    pub fn survey(&self) -> Option<((usize, Cell), &[Answered])> {
        self.survey.as_ref().map(|(took_part, questions)| (*took_part, questions.as_slice()))
    }

    /// How many members there are and how many were measured both times, and the competencies.
    #[must_use]
    pub fn change(&self) -> Option<((usize, Cell), &[LevelChange])> {
        self.change.as_ref().map(|(took_part, all)| (*took_part, all.as_slice()))
    }

    /// Who turns to whom.
    #[must_use]
    pub fn ties(&self) -> Option<&Ties> {
        self.ties.as_ref()
    }
}
