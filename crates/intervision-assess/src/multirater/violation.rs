/// What is wrong with raters, or with what has been published of them before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RaterViolation {
    /// Somebody answered who is in no group of raters.
    #[error(
        "rater \"{rater}\" answered about \"{subject}\" but is in no group; list the rater with a group"
    )]
    NoGroup {
        /// The person rated.
        subject: String,
        /// Who answered.
        rater: String,
    },
    /// A rater stands there twice.
    #[error(
        "rater \"{rater}\" of \"{subject}\" is listed as \"{first}\" and again as \"{second}\"; keep one, or a subtraction finds them"
    )]
    Twice {
        /// The person rated.
        subject: String,
        /// The rater.
        rater: String,
        /// The group there before.
        first: String,
        /// The group here.
        second: String,
    },
    /// A rater without an id.
    #[error("rater {position} of \"{subject}\" has an empty id; say who it is")]
    EmptyId {
        /// The person rated.
        subject: String,
        /// Which one, counted from 1.
        position: usize,
    },
    /// More than one rater is the person rated.
    #[error(
        "\"{first}\" and \"{second}\" are both listed as \"self\" of \"{subject}\"; one person is"
    )]
    TwoSelves {
        /// The person rated.
        subject: String,
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// The answers were given to another instrument.
    #[error(
        "the answers about \"{subject}\" have {found} items and the instrument \"{instrument}\" has {expected}; give the instrument that was answered"
    )]
    OtherInstrument {
        /// The person rated.
        subject: String,
        /// The instrument.
        instrument: String,
        /// Items of the instrument.
        expected: usize,
        /// Items of the answers.
        found: usize,
    },
    /// What was published before is about somebody else.
    #[error(
        "the history is about \"{found}\" and the feedback about \"{subject}\"; keep one history per person rated"
    )]
    OtherSubject {
        /// Whom the feedback is about.
        subject: String,
        /// Whom the history is about.
        found: String,
    },
    /// What was published before gives raters away already; nothing that is withheld now can mend it.
    #[error(
        "what was published before isolates {raters} of the raters of \"{subject}\" who are protected by a floor of {floor}; lower the floor knowingly, or start a history anew for another reader"
    )]
    FoundAlready {
        /// The person rated.
        subject: String,
        /// How many raters are isolated.
        raters: usize,
        /// How many there must be.
        floor: usize,
    },
    /// A history holds a number that cannot be a weight.
    #[error(
        "the history's figure \"{figure}\" weighs rater \"{rater}\" with 0; leave the rater out"
    )]
    ZeroWeight {
        /// The figure.
        figure: String,
        /// The rater.
        rater: String,
    },
    /// A history names a rater whose floor it does not tell.
    #[error(
        "the history's figure \"{figure}\" holds rater \"{rater}\", who has no floor in it; give everyone one"
    )]
    NoFloor {
        /// The figure.
        figure: String,
        /// The rater.
        rater: String,
    },
    /// A person's report is there twice among those of a team.
    #[error("there are two reports about \"{subject}\"; give one of each person")]
    SubjectTwice {
        /// The person rated.
        subject: String,
    },
    /// Reports of a team are about other scales.
    #[error(
        "the report about \"{subject}\" has other scales than that about \"{other}\"; put together what was asked with one instrument"
    )]
    OtherScales {
        /// The person rated.
        subject: String,
        /// Whom the first report is about.
        other: String,
    },
    /// Reports of a team count groups of raters in different ways.
    #[error(
        "the report about \"{subject}\" says \"{found}\" and that about \"{other}\" \"{expected}\"; make both in one way"
    )]
    OtherOverall {
        /// The person rated.
        subject: String,
        /// How it counts groups.
        found: String,
        /// Whom the first report is about.
        other: String,
        /// How that one does.
        expected: String,
    },
}
