//! A checked programme design.

use super::{
    BacklogRules, CoachingRule, Content, ConversationRules, DayPlanRules, DesignDraft,
    EvaluationRules, FuturingRules, GatheringRules, GroupRules, IntroductionRules, Phase,
    PortfolioRule, ScoredTheme, Season, SessionRule, TableRules, ThemeTeams,
};
use crate::people::RosterColumns;
use crate::{Problems, Translations};

/// A programme design whose parts fit together.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "DesignDraft", into = "DesignDraft"))]
pub struct Design {
    pub(super) draft: DesignDraft,
}

impl Design {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Checks a draft.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit, not just the first thing.
    pub fn new(draft: DesignDraft) -> Result<Self, Problems> {
        Problems::or(super::check::problems(&draft), Design { draft })
    }

    /// Reads a design from TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`](crate::Problem::Syntax) with the line, or everything that does not fit.
    #[cfg(feature = "serde")]
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        Design::new(crate::interchange::document::from_toml("programme design", text)?)
    }

    /// Reads a design from JSON.
    ///
    /// # Errors
    ///
    /// As [`Design::from_toml`].
    #[cfg(feature = "serde")]
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        Design::new(crate::interchange::document::from_json("programme design", text)?)
    }

    /// Writes the design as TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`](crate::Problem::Syntax) if the writer refuses; a checked design is always written.
    #[cfg(feature = "serde")]
    pub fn to_toml(&self) -> Result<String, crate::Problem> {
        crate::interchange::document::to_toml("programme design", &self.draft)
    }

    /// Writes the design as JSON.
    ///
    /// # Errors
    ///
    /// As [`Design::to_toml`].
    #[cfg(feature = "serde")]
    pub fn to_json(&self) -> Result<String, crate::Problem> {
        crate::interchange::document::to_json("programme design", &self.draft)
    }

    /// The slug that names the programme.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.draft.id
    }

    /// What people call the programme.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.draft.title
    }

    /// The question that the whole programme works on.
    #[must_use]
    pub fn guiding_question(&self) -> Option<&str> {
        self.draft.guiding_question.as_deref()
    }

    /// How many years ahead the question looks.
    #[must_use]
    pub fn horizon_years(&self) -> Option<u32> {
        self.draft.horizon_years
    }

    /// The themes that it touches.
    #[must_use]
    pub fn themes(&self) -> &[String] {
        &self.draft.themes
    }

    /// From when until when, and on which grid.
    #[must_use]
    pub fn season(&self) -> &Season {
        &self.draft.season
    }

    /// How to read the roster.
    #[must_use]
    pub fn roster(&self) -> &RosterColumns {
        &self.draft.roster
    }

    /// Who learns with whom, if the programme has groups.
    #[must_use]
    pub fn groups(&self) -> Option<&GroupRules> {
        self.draft.groups.as_ref()
    }

    /// What the members of a community vote on, if they do.
    #[must_use]
    pub fn backlog(&self) -> Option<&BacklogRules> {
        self.draft.backlog.as_ref()
    }

    /// When everybody comes together, if they do.
    #[must_use]
    pub fn gatherings(&self) -> Option<&GatheringRules> {
        self.draft.gatherings.as_ref()
    }

    /// A conversation with everybody, if there is one.
    #[must_use]
    pub fn conversations(&self) -> Option<&ConversationRules> {
        self.draft.conversations.as_ref()
    }

    /// Who sits with whom at a gathering, if tables are set.
    #[must_use]
    pub fn tables(&self) -> Option<&TableRules> {
        self.draft.tables.as_ref()
    }

    /// Who should get to know whom, if people are introduced.
    #[must_use]
    pub fn introductions(&self) -> Option<&IntroductionRules> {
        self.draft.introductions.as_ref()
    }

    /// Teams around the themes, if the groups are such.
    #[must_use]
    pub fn theme_teams(&self) -> Option<&ThemeTeams> {
        self.draft.theme_teams.as_ref()
    }

    /// The retreat, hour by hour.
    #[must_use]
    pub fn day_plan(&self) -> Option<&DayPlanRules> {
        self.draft.day_plan.as_ref()
    }

    /// The exercise of looking back from a year to come.
    #[must_use]
    pub fn futuring(&self) -> Option<&FuturingRules> {
        self.draft.futuring.as_ref()
    }

    /// The phases, in order.
    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        &self.draft.phases
    }

    /// The sessions, in the design's order.
    #[must_use]
    pub fn sessions(&self) -> &[SessionRule] {
        &self.draft.sessions
    }

    /// The session with this id.
    #[must_use]
    pub fn session(&self, id: &str) -> Option<&SessionRule> {
        self.draft.sessions.iter().find(|session| session.id == id)
    }

    /// What people work with, if it is planned.
    #[must_use]
    pub fn content(&self) -> Option<&Content> {
        self.draft.content.as_ref()
    }

    /// Private conversations with a coach, if there are any.
    #[must_use]
    pub fn coaching(&self) -> Option<&CoachingRule> {
        self.draft.coaching.as_ref()
    }

    /// Themes that are scored apart.
    #[must_use]
    pub fn scored_themes(&self) -> &[ScoredTheme] {
        &self.draft.scored_themes
    }

    /// What participants take along, if they get a portfolio.
    #[must_use]
    pub fn portfolio(&self) -> Option<&PortfolioRule> {
        self.draft.portfolio.as_ref()
    }

    /// What the programme is judged by when it is over, if it is.
    #[must_use]
    pub fn evaluation(&self) -> Option<&EvaluationRules> {
        self.draft.evaluation.as_ref()
    }

    /// What people read, in other languages.
    #[must_use]
    pub fn texts(&self) -> &Translations {
        &self.draft.texts
    }

    /// What people call the attributes of the roster and the kinds of resources, by language.
    #[must_use]
    pub fn labels(&self) -> &Translations {
        &self.draft.labels
    }

    /// The draft, to change and check again.
    #[must_use]
    pub fn into_draft(self) -> DesignDraft {
        self.draft
    }
}

impl TryFrom<DesignDraft> for Design {
    type Error = Problems;

    fn try_from(draft: DesignDraft) -> Result<Self, Problems> {
        Design::new(draft)
    }
}

impl From<Design> for DesignDraft {
    fn from(design: Design) -> DesignDraft {
        design.draft
    }
}
