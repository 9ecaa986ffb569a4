//! The programme report: one self-contained page that a programme manager reads before approving.
//!
//! In come plain figures, a type per chapter ([`Mix`], [`Composition`], [`Needs`], [`Phases`], [`Coaching`], [`Hours`], [`Statements`],
//! [`Gatherings`], [`Agenda`], [`Tables`], [`Introductions`], [`Conversations`], [`Season`], [`Evaluation`], [`Closing`], [`Attention`]), which the programme or a host
//! fills; out goes one HTML page with its plots as inline SVG. The page loads nothing, runs no script, and is the same
//! for the same figures.

mod data;
mod error;
mod labels;
mod render;
mod text;
mod view;

use chrono::NaiveDate;

use crate::language::Language;

pub use data::{
    Agenda, Answered, Attention, Audience, Cell, Change, Closing, Coaching, CoachingRound,
    CohortNeed, ComposedGroup, Composition, ContentKind, Conversations, Erased, Evaluation,
    Gathering, Gatherings, Hour, Hours, Introductions, LevelChange, Meeting, Missing, Mix, Needs,
    NoCoach, NoTime, NotEligible, Opening, Phase, Phases, Said, Season, Statements, Tables, Term,
    TieCounts, Ties, Wish,
};
pub use error::ReportError;

use labels::Labels;

/// Everything the page tells about one programme. Chapters that are not given are left out.
///
/// # Example
///
/// ```
/// use intervision::report::{Mix, Report, Term};
/// use intervision_core::Status;
///
/// let html = Report::new("Intervision track", 24)
///     .with_question("How do we learn from each other's cases?")
///     .with_mix(Mix::new(Status::Optimal, 22.0).with_term(Term::mix("function", 22.0).with_bound(22.0)))
///     .with_seed(7)
///     .to_html()?;
/// assert!(html.contains("Proposal"));
/// # Ok::<(), intervision::report::ReportError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    title: String,
    participants: usize,
    language: Language,
    question: Option<String>,
    seed: Option<u64>,
    labels: Labels,
    approval: Option<(String, NaiveDate)>,
    mix: Option<Mix>,
    composition: Option<Composition>,
    needs: Option<Needs>,
    phases: Option<Phases>,
    coaching: Option<Coaching>,
    hours: Option<Hours>,
    statements: Option<Statements>,
    gatherings: Option<Gatherings>,
    agenda: Option<Agenda>,
    tables: Option<Tables>,
    introductions: Option<Introductions>,
    conversations: Option<Conversations>,
    season: Option<Season>,
    evaluation: Option<Evaluation>,
    closing: Option<Closing>,
    attention: Attention,
}

impl Report {
    /// A report on a programme with this title and this many participants: a proposal, not yet approved.
    #[must_use]
    pub fn new(title: impl Into<String>, participants: usize) -> Self {
        Report {
            title: title.into(),
            participants,
            language: Language::default(),
            question: None,
            seed: None,
            labels: Labels::default(),
            approval: None,
            mix: None,
            composition: None,
            needs: None,
            phases: None,
            coaching: None,
            hours: None,
            statements: None,
            gatherings: None,
            agenda: None,
            tables: None,
            introductions: None,
            conversations: None,
            season: None,
            evaluation: None,
            closing: None,
            attention: Attention::new(),
        }
    }

    /// In this language; English until said otherwise. Titles, names and reasons stay as they are given.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The question that guides the programme.
    #[must_use]
    pub fn with_question(mut self, question: impl Into<String>) -> Self {
        self.question = Some(question.into());
        self
    }

    /// What people call an attribute of the roster; without a label it goes by its key.
    #[must_use]
    pub fn with_label(mut self, attribute: impl Into<String>, label: impl Into<String>) -> Self {
        self.labels.set(attribute.into(), label.into());
        self
    }

    /// The seed that gives the same groups and dates again.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Who approved the proposal (an opaque id or an office), and on which day.
    #[must_use]
    pub fn with_approval(mut self, by: impl Into<String>, on: NaiveDate) -> Self {
        self.approval = Some((by.into(), on));
        self
    }

    /// How good the groups are.
    #[must_use]
    pub fn with_mix(mut self, mix: Mix) -> Self {
        self.mix = Some(mix);
        self
    }

    /// Who learns with whom.
    #[must_use]
    pub fn with_composition(mut self, composition: Composition) -> Self {
        self.composition = Some(composition);
        self
    }

    /// Where the cohort stands against the profile.
    #[must_use]
    pub fn with_needs(mut self, needs: Needs) -> Self {
        self.needs = Some(needs);
        self
    }

    /// The phases, what opens them, and what they hold.
    #[must_use]
    pub fn with_phases(mut self, phases: Phases) -> Self {
        self.phases = Some(phases);
        self
    }

    /// Who is coached, in numbers.
    #[must_use]
    pub fn with_coaching(mut self, coaching: Coaching) -> Self {
        self.coaching = Some(coaching);
        self
    }

    /// A retreat hour by hour.
    #[must_use]
    pub fn with_hours(mut self, hours: Hours) -> Self {
        self.hours = Some(hours);
        self
    }

    /// What the group says to the statements of its vision.
    #[must_use]
    pub fn with_statements(mut self, statements: Statements) -> Self {
        self.statements = Some(statements);
        self
    }

    /// When a whole community comes together.
    #[must_use]
    pub fn with_gatherings(mut self, gatherings: Gatherings) -> Self {
        self.gatherings = Some(gatherings);
        self
    }

    /// What it talks about, and how that was chosen.
    #[must_use]
    pub fn with_agenda(mut self, agenda: Agenda) -> Self {
        self.agenda = Some(agenda);
        self
    }

    /// Who meets whom at table, in numbers.
    #[must_use]
    pub fn with_tables(mut self, tables: Tables) -> Self {
        self.tables = Some(tables);
        self
    }

    /// Who is introduced to whom, in numbers.
    #[must_use]
    pub fn with_introductions(mut self, introductions: Introductions) -> Self {
        self.introductions = Some(introductions);
        self
    }

    /// A conversation with everybody: how they spread over hosts and days.
    #[must_use]
    pub fn with_conversations(mut self, conversations: Conversations) -> Self {
        self.conversations = Some(conversations);
        self
    }

    /// When everyone meets.
    #[must_use]
    pub fn with_season(mut self, season: Season) -> Self {
        self.season = Some(season);
        self
    }

    /// What the programme came to, once it is over.
    #[must_use]
    pub fn with_evaluation(mut self, evaluation: Evaluation) -> Self {
        self.evaluation = Some(evaluation);
        self
    }

    /// What becomes of it, once it is over.
    #[must_use]
    pub fn with_closing(mut self, closing: Closing) -> Self {
        self.closing = Some(closing);
        self
    }

    /// What to look at before approving.
    #[must_use]
    pub fn with_attention(mut self, attention: Attention) -> Self {
        self.attention = attention;
        self
    }

    /// The page: one HTML document in UTF-8.
    ///
    /// # Errors
    ///
    /// [`ReportError::Template`] if a template fails, which is a bug.
    pub fn to_html(&self) -> Result<String, ReportError> {
        render::html(&view::Page::of(self))
    }
}
