use chrono::NaiveDate;

use crate::adaptive::{SittingViolation, TestViolation};
use crate::ballots::BallotViolation;
use crate::instrument::InstrumentViolation;
use crate::irt::score::{PatternViolation, ScaleBankViolation};
use crate::irt::{BankViolation, CalibrationViolation, TallyViolation};
use crate::multirater::RaterViolation;
use crate::responses::ResponseViolation;
use crate::survey::SurveyViolation;
use crate::themes::ThemeViolation;

/// What went wrong in this crate: what, where, and what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AssessError {
    /// The instrument breaks rules; every one of them is listed.
    #[error("instrument \"{instrument}\" has {}", listed(.violations, "mistake", "mistakes"))]
    Instrument {
        /// The instrument's id.
        instrument: String,
        /// All that is wrong, in the order of the instrument.
        violations: Vec<InstrumentViolation>,
    },
    /// The answers do not fit the instrument; every place is listed.
    #[error("the responses have {}", listed(.violations, "mistake", "mistakes"))]
    Responses {
        /// All that is wrong, row by row.
        violations: Vec<ResponseViolation>,
    },
    /// The item bank breaks rules; every one of them is listed.
    #[error("the item bank has {}", listed(.violations, "mistake", "mistakes"))]
    ItemBank {
        /// All that is wrong, in the order of the bank.
        violations: Vec<BankViolation>,
    },
    /// Answers do not fit the item bank that they are scored with; every place is listed.
    #[error("the answers have {}", listed(.violations, "mistake", "mistakes"))]
    Patterns {
        /// All that is wrong, row by row.
        violations: Vec<PatternViolation>,
    },
    /// Ballots, or what is asked of them, do not fit; every mistake is listed.
    #[error("the vote has {}", listed(.violations, "mistake", "mistakes"))]
    Ballots {
        /// All that is wrong, row by row.
        violations: Vec<BallotViolation>,
    },
    /// Questions of a survey or their answers do not fit; every mistake is listed.
    #[error("the survey has {}", listed(.violations, "mistake", "mistakes"))]
    Survey {
        /// All that is wrong, row by row.
        violations: Vec<SurveyViolation>,
    },
    /// Themes that should be scored apart are not; every mistake is listed.
    #[error("the themes have {}", listed(.violations, "mistake", "mistakes"))]
    Themes {
        /// All that is wrong, in the order of the themes.
        violations: Vec<ThemeViolation>,
    },
    /// Raters, or what was published of them before, do not fit.
    #[error(transparent)]
    Raters(#[from] RaterViolation),
    /// The coded answers are wrong; every place is listed.
    #[error("the coded answers have {}", listed(.violations, "mistake", "mistakes"))]
    Tally {
        /// All that is wrong, row by row.
        violations: Vec<TallyViolation>,
    },
    /// The items cannot be calibrated; every reason is listed.
    #[error("calibration is refused for {}", listed(.violations, "reason", "reasons"))]
    Calibration {
        /// All that stands in the way.
        violations: Vec<CalibrationViolation>,
    },
    /// A bank does not have the items of a scale.
    #[error("the bank for scale \"{scale}\" has {}", listed(.violations, "mistake", "mistakes"))]
    ScaleBank {
        /// The scale.
        scale: String,
        /// All that is wrong, in the order of the scale's items.
        violations: Vec<ScaleBankViolation>,
    },
    /// An adaptive test cannot be held as it is set up; every mistake of a kind is listed.
    #[error("the adaptive test has {}", listed(.violations, "mistake", "mistakes"))]
    AdaptiveTest {
        /// All that is wrong.
        violations: Vec<TestViolation>,
    },
    /// An answer in an adaptive test, or a state to resume one from, does not fit the bank.
    #[error("the sitting has {}", listed(.violations, "mistake", "mistakes"))]
    Sitting {
        /// All that is wrong, in the order of the answers.
        violations: Vec<SittingViolation>,
    },
    /// A document is of a version that this crate does not read.
    #[error("the document says version {found}; this release reads version {known}")]
    Version {
        /// What the document says.
        found: u32,
        /// What can be read.
        known: u32,
    },
    /// A document is not well formed, or has an unknown field.
    #[error("the document cannot be read: {message}")]
    Document {
        /// What the parser says, with line and column.
        message: String,
    },
    /// Somebody answered who is not on the roster.
    #[error(
        "{} answered but {} not on the roster; add them to the roster or take their rows out of the responses",
        quoted(.persons), if .persons.len() == 1 { "is" } else { "are" }
    )]
    UnknownPerson {
        /// Their ids, as in the responses.
        persons: Vec<String>,
    },
    /// A scale id that the instrument does not have.
    #[error("there is no scale \"{scale}\"; the instrument has {}", quoted(.known))]
    UnknownScale {
        /// What was asked for.
        scale: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The responses hold several occasions and one is needed.
    #[error(
        "the responses hold {} occasions ({}); choose one with `Responses::on`",
        .occasions.len(), dates(.occasions)
    )]
    SeveralOccasions {
        /// The occasions, earliest first; `None` where rows have no date.
        occasions: Vec<Option<NaiveDate>>,
    },
    /// The responses hold answers about others, and those of people about themselves are needed.
    #[error(
        "the responses hold answers of raters about others; choose with `Responses::own` or `Responses::about`"
    )]
    AnswersOfRaters,
    /// A setting lies outside what it can mean.
    #[error("{setting} is {value}; it must be {allowed}")]
    Setting {
        /// The setting.
        setting: &'static str,
        /// Its value.
        value: f64,
        /// What would be right.
        allowed: &'static str,
    },
    /// Two sources of ratings are about different numbers of members.
    #[error(
        "{what} is about {found} members and the measurement about {expected}; give one row per member in both"
    )]
    Members {
        /// Which source.
        what: &'static str,
        /// How many members the measurement has.
        expected: usize,
        /// How many members the other has.
        found: usize,
    },
    /// Somebody has a role for which an instrument sets no targets.
    #[error(
        "person \"{person}\" has role \"{role}\", for which the instrument has no targets; it has them for {}; add the role, or \"everyone\"",
        if .known.is_empty() { "nobody".into() } else { quoted(.known) }
    )]
    NoTargets {
        /// Whose role it is.
        person: String,
        /// The role.
        role: String,
        /// The roles that have targets.
        known: Vec<String>,
    },
    /// The time points of a series do not increase.
    #[error(
        "measurement {index} is at time {time}, not after the one before it; give measurements in the order of time"
    )]
    TimeOrder {
        /// Which measurement, counted from 1.
        index: usize,
        /// Its time.
        time: f64,
    },
}

/// "3 mistakes: a; b; c", cut after ten.
fn listed<T: std::fmt::Display>(items: &[T], one: &str, many: &str) -> String {
    const SHOWN: usize = 10;
    let head: Vec<String> = items.iter().take(SHOWN).map(ToString::to_string).collect();
    let word = if items.len() == 1 { one } else { many };
    let shown = head.join("; ");
    match items.len().saturating_sub(SHOWN) {
        0 => format!("{} {word}: {shown}", items.len()),
        more => format!("{} {word}: {shown}; and {more} more", items.len()),
    }
}

/// `"a", "b", "c"`.
pub(crate) fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn dates(occasions: &[Option<NaiveDate>]) -> String {
    let shown = |date: &Option<NaiveDate>| date.map_or("no date".into(), |day| day.to_string());
    occasions.iter().map(shown).collect::<Vec<_>>().join(", ")
}
