//! What several people say about one: reports in which no rater's answers can be found.
//!
//! In: the answers of raters about one person ([`Feedback`]), an [`Aggregator`] that says how groups of raters count in
//! the overall figure, a [`DisclosurePolicy`] that says which groups are protected and how. Out: a
//! [`FeedbackReport`], the only result about raters that serialises, and the [`History`] to be kept for the next one.
//! From there: gaps between self and others, [`Johari`] cells, a [`TeamReport`] of several people's reports. [`styles`] shows how each rater answers, for whoever
//! looks after the data.
//!
//! # What is promised
//!
//! The reader knows every report that this [`History`] holds to all its digits, who the raters are, in which group, and
//! who of them answered which item; the answers of open groups (usually self and manager); and can calculate.
//! Every published mean is a weighted sum over raters' answers with weights that follow from that knowledge, and every
//! standard error, once the mean is known, gives a sum of their squares. **No linear combination of all these sums, other than
//! one that cancels altogether, rests on fewer raters of protected groups than the largest floor among them.** So:
//!
//! * A group below its floor is withheld, and with it whatever would give it away by subtraction: totals, merged groups,
//!   scale means next to item means when raters skipped different items, an earlier report that lacks a
//!   late rater.
//! * It is a property of who answered what, never of the answers. What is withheld depends on the former alone, so that
//!   withholding tells nothing either.
//! * Rounding is never counted as protection; printing fewer digits takes nothing away from the promise.
//! * With a floor of k, up to k - 2 raters may tell the reader their own answers before the answer of one who did not
//!   follows. Set the floor higher where raters talk.
//! * What cannot be proven within bounds on numbers and work (see [`Disclosed::minimal`]) is withheld.
//!
//! # What is not
//!
//! * If a mean stands at the end of the scale, everybody's answer is known. Raters of one group with the same
//!   pattern of answers are still exchangeable: it is not known who gave which answer of several.
//! * Answers are whole numbers. A sum in which one rater weighs far more than all others together can give that rater away by
//!   its digits; plain means of groups have no such weights, but raters who skipped many items can bring them about.
//! * An answer changed after it was published is a new answer: give it a new occasion. Raters who answer alike
//!   from year to year can be guarded as if they did: [`History::with_steady_raters`].
//! * Comments in words, and what the reader learns outside reports.

mod aggregate;
mod disclose;
mod elimination;
mod feedback;
mod figures;
mod group;
mod history;
mod isolate;
mod johari;
mod policy;
mod report;
mod style;
mod team;
mod violation;
mod withhold;

pub use aggregate::{Aggregator, DropSelf, EqualGroups, RaterWeighted};
pub use disclose::{Disclosed, Disclosure};
pub use feedback::Feedback;
pub use group::{PublishedGroup, RaterGroup};
pub use history::History;
pub use isolate::Isolated;
pub use johari::{Johari, SelfOther};
pub use policy::{DisclosurePolicy, Floors, Scope, Speaks};
pub use report::{FeedbackReport, GroupFigure, NoError, Part, RatedFigure};
pub use style::{RaterStyle, StyleFlag, StyleLimits, styles};
pub use team::{TeamReport, TeamScale};
pub use violation::RaterViolation;
