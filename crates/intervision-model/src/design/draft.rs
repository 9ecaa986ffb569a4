//! A programme design as it is written: every field open, nothing checked yet.

use super::{
    BacklogRules, CoachingRule, Content, ConversationRules, DayPlanRules, EvaluationRules,
    FuturingRules, GatheringRules, GroupRules, IntroductionRules, Phase, PortfolioRule,
    ScoredTheme, Season, SessionRule, TableRules, ThemeTeams,
};
use crate::Translations;
use crate::people::RosterColumns;

/// A design before it is checked. Fill it or read it from a file, then call
/// [`Design::new`](crate::design::Design::new).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct DesignDraft {
    /// The version of the format: [`Design::VERSION`](crate::design::Design::VERSION).
    pub version: u32,
    /// A slug that names the programme.
    pub id: String,
    /// What people call the programme.
    pub title: String,
    /// The question that the whole programme works on.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub guiding_question: Option<String>,
    /// How many years ahead the question looks.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub horizon_years: Option<u32>,
    /// The themes that it touches.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub themes: Vec<String>,
    /// From when until when, and on which grid.
    pub season: Season,
    /// How to read the roster.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "RosterColumns::is_default")
    )]
    pub roster: RosterColumns,
    /// Who learns with whom, if the programme has groups.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub groups: Option<GroupRules>,
    /// What the members of a community vote on.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub backlog: Option<BacklogRules>,
    /// When everybody comes together.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub gatherings: Option<GatheringRules>,
    /// A conversation with everybody.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub conversations: Option<ConversationRules>,
    /// Who sits with whom at a gathering.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub tables: Option<TableRules>,
    /// Who should get to know whom.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub introductions: Option<IntroductionRules>,
    /// Teams around the themes, if the groups are such.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub theme_teams: Option<ThemeTeams>,
    /// A retreat, hour by hour.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub day_plan: Option<DayPlanRules>,
    /// Looking back from a year to come.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub futuring: Option<FuturingRules>,
    /// The phases, in order.
    pub phases: Vec<Phase>,
    /// The sessions, in the order in which they are told.
    pub sessions: Vec<SessionRule>,
    /// What people work with, if it is planned.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub content: Option<Content>,
    /// Private conversations with a coach, if there are any.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub coaching: Option<CoachingRule>,
    /// Themes that are scored apart.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub scored_themes: Vec<ScoredTheme>,
    /// What participants take along, if they get a portfolio.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub portfolio: Option<PortfolioRule>,
    /// What the programme is judged by when it is over, if it is.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub evaluation: Option<EvaluationRules>,
    /// What people read, in other languages: by the code of a language, each text as it stands in this file with its translation.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Translations::is_empty"))]
    pub texts: Translations,
    /// What people call the attributes of the roster and the kinds of resources: by the code of a language, each with its label.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Translations::is_empty"))]
    pub labels: Translations,
}
