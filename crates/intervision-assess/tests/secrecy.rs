//! What serialises and what does not, checked when this file is compiled: reports that were made for publication do; answers, scores of
//! named people and figures without a floor do not.

use intervision_assess::adaptive::{Simulation, Sitting};
use intervision_assess::classical::ScaleScores;
use intervision_assess::irt::Tally;
use intervision_assess::irt::score::{Abilities, Answered, Patterns, ScaleAbilities};
use intervision_assess::multirater::{
    Disclosed, Feedback, FeedbackReport, Isolated, RaterStyle, TeamReport,
};
use intervision_assess::needs::Needs;
use intervision_assess::survey::{CohortReport, CohortSummary};
use intervision_assess::{Answer, DataTable, Responses, Scores};
use serde::Serialize;

/// Every type has the first implementation. One that serialises has the second as well, so that `_` below could be either, and the
/// compiler refuses to choose.
trait Kept<Marker> {
    const KEPT: bool = true;
}

struct Serialises;

impl<T: ?Sized> Kept<()> for T {}
impl<T: ?Sized + Serialize> Kept<Serialises> for T {}

macro_rules! kept {
    ($($secret:ty),* $(,)?) => { [$(<$secret as Kept<_>>::KEPT),*] };
}

#[test]
fn answers_and_scores_of_people_do_not_serialise() {
    let kept = kept![
        Responses,
        Answer,
        DataTable,
        Tally,
        Patterns,
        Answered<'static>,
        Scores,
        ScaleScores,
        Abilities,
        ScaleAbilities,
        Needs,
        CohortSummary<'static>,
        Feedback,
        Disclosed,
        Isolated,
        RaterStyle,
        Simulation,
        Sitting<'static>,
    ];
    assert!(kept.into_iter().all(|kept| kept));
}

#[test]
fn disclosed_reports_serialise() {
    fn published<T: Serialize>() -> &'static str {
        std::any::type_name::<T>()
    }
    let reports =
        [published::<FeedbackReport>(), published::<TeamReport>(), published::<CohortReport>()];
    assert!(reports.iter().all(|name| name.ends_with("Report")));
}
