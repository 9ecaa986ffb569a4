use intervision_assess::AssessError;
use intervision_schedule::GridError;
use intervision_schedule::calendar::CalendarError;

/// Why a design does not fit the engines.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AdapterError {
    /// A country whose public holidays are not known.
    #[error(
        "public holidays are known for \"nl\", not for \"{country}\"; leave `country` out and give the days off yourself"
    )]
    Country {
        /// The country.
        country: String,
    },
    /// A school region, but no school holidays.
    #[error(
        "the season names a school region, but no school holidays were given; read them from a file or take the shipped ones"
    )]
    NoSchoolHolidays,
    /// A number that must be positive.
    #[error("the groups' {what} is {found}; it must be 1 or more")]
    Number {
        /// What it counts.
        what: &'static str,
        /// What was found.
        found: u32,
    },
    /// Neither a size nor a number of groups, or both.
    #[error("the design must say either `size` or `count` for its groups")]
    Sizes,
    /// Conversations without anybody who receives.
    #[error(
        "nobody receives: there is no resource of kind \"{kind}\"; list one, or name another kind"
    )]
    NoHost {
        /// The kind that the design names.
        kind: String,
    },
    /// The gatherings.
    #[error(transparent)]
    Gatherings(#[from] intervision_schedule::gatherings::GatheringError),
    /// The conversations.
    #[error(transparent)]
    Conversations(#[from] intervision_schedule::conversations::ConversationError),
    /// The calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The slots.
    #[error(transparent)]
    Grid(#[from] GridError),
    /// The rules for the groups.
    #[error(transparent)]
    Groups(#[from] intervision_groups::Error),
    /// The assessment.
    #[error(transparent)]
    Assess(#[from] AssessError),
    /// What the design says against what people gave.
    #[error(transparent)]
    Model(#[from] intervision_model::Problem),
    /// Role rotation.
    #[error(transparent)]
    Rotation(#[from] intervision_schedule::roles::RotationError),
    /// The hours of a retreat.
    #[error(transparent)]
    DayPlan(#[from] intervision_schedule::day_plan::DayPlanError),
    /// Who presents when.
    #[error(transparent)]
    Turns(#[from] intervision_schedule::turns::TurnError),
    /// How a group stands towards a statement.
    #[error(transparent)]
    Agreement(#[from] intervision_assess::agreement::NoAgreement),
    /// Ratings that belong to other statements.
    #[error(
        "there are ratings of {found} statements, and the exercise has {expected}; give one list for each"
    )]
    Statements {
        /// Lists of ratings.
        found: usize,
        /// Statements.
        expected: usize,
    },
    /// The report.
    #[cfg(feature = "report")]
    #[error(transparent)]
    Report(#[from] crate::report::ReportError),
}
