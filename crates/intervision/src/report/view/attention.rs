use serde::Serialize;

use crate::report::Report;
use crate::report::text::Text;

/// What to look at before approving.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    warnings: Vec<String>,
    unplaced: Option<String>,
    unscored: Option<People>,
    ungrouped: Option<People>,
    nothing: bool,
}

/// A heading with a count, and the ids.
#[derive(Debug, Serialize)]
struct People {
    heading: String,
    ids: Vec<String>,
}

impl Chapter {
    pub(super) fn of(report: &Report, text: &Text) -> Self {
        let attention = &report.attention;
        let words = &text.attention;
        let missing = report.season.as_ref().map_or(0, |season| season.missing().len());
        let unplaced = (missing > 0).then(|| words.unplaced.of(missing, text.language));
        let people = |ids: &[String], heading: String| {
            (!ids.is_empty()).then(|| People { heading, ids: ids.to_vec() })
        };
        let unscored = attention.unscored();
        let ungrouped = attention.ungrouped();
        Chapter {
            nothing: attention.warnings().is_empty()
                && missing == 0
                && unscored.is_empty()
                && ungrouped.is_empty(),
            warnings: attention.warnings().to_vec(),
            unplaced,
            unscored: people(unscored, words.unscored.of(unscored.len(), text.language)),
            ungrouped: people(ungrouped, words.ungrouped.of(ungrouped.len(), text.language)),
        }
    }
}
