//! Programme designs: in comes a versioned file, out come checked rules and, with people and groups, the sessions to
//! place.

mod audience;
mod backlog;
mod check;
mod coaching;
mod content;
mod conversations;
mod day_plan;
mod demand;
mod draft;
mod evaluation;
mod expand;
mod futuring;
mod gatherings;
mod groups;
mod keepsake;
mod partition;
mod programme;
mod scored;
mod season;
mod seats;
mod session;
mod tables;
#[cfg(feature = "serde")]
mod template;
mod texts;
mod theme_teams;
#[cfg(feature = "serde")]
mod window;

pub use backlog::{BacklogRules, TopicRule};
pub use coaching::CoachingRule;
pub use content::{Cell, Company, Content, ContentItem, ContentKind, ContentMatrix, Mode};
pub use conversations::ConversationRules;
pub use day_plan::{DayBlock, DayPlanRules, StartWindow};
pub use demand::{Audiences, Demand, Origin, Whose};
pub use draft::DesignDraft;
pub use evaluation::{EvaluationRules, Measured, SurveyQuestion, TieQuestion};
pub use expand::demand;
pub use futuring::FuturingRules;
pub use gatherings::GatheringRules;
pub use groups::{GroupRules, Quota, Remainder, Wish};
pub use keepsake::{BadgeRule, PortfolioRule};
pub use partition::PhasePartition;
pub use programme::Design;
pub use scored::ScoredTheme;
pub use season::{
    Grid, HolidayRules, MinuteGrid, OptionalHoliday, SchoolHolidays, SchoolRegion, Season,
};
pub use seats::Seats;
pub use session::{
    After, AgendaItem, Audience, Elective, NeedRule, Phase, Selection, SessionRule, Stagnation,
};
pub use tables::{IntroductionRules, TableRules};
#[cfg(feature = "serde")]
pub use template::Template;
pub use theme_teams::ThemeTeams;
