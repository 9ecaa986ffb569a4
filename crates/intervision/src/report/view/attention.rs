use serde::Serialize;

use crate::report::Report;
use crate::report::text::Text;

/// What to look at before approving.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    warnings: Vec<String>,
    links: Vec<Link>,
    unscored: Option<People>,
    ungrouped: Option<People>,
    nothing: bool,
}

/// Something that another chapter tells.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    heading: String,
    to: &'static str,
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
        let links = links(report, text);
        let people = |ids: &[String], heading: String| {
            (!ids.is_empty()).then(|| People { heading, ids: ids.to_vec() })
        };
        let unscored = attention.unscored();
        let ungrouped = attention.ungrouped();
        Chapter {
            nothing: attention.warnings().is_empty()
                && links.is_empty()
                && unscored.is_empty()
                && ungrouped.is_empty(),
            warnings: attention.warnings().to_vec(),
            links,
            unscored: people(unscored, words.unscored.of(unscored.len(), text.language)),
            ungrouped: people(ungrouped, words.ungrouped.of(ungrouped.len(), text.language)),
        }
    }
}

/// What other chapters hold that asks for somebody: a count and where to find it.
pub(super) fn links(report: &Report, text: &Text) -> Vec<Link> {
    let words = &text.attention;
    let missing = report.season.as_ref().map_or(0, |season| season.missing().len());
    let clashes = report.hours.as_ref().map_or(0, |hours| hours.clashes().len());
    let waiting = report.coaching.as_ref().map_or(0, |coaching| coaching.waiting().len());
    let no_time = report.conversations.as_ref().map_or(0, |talks| talks.without().len());
    let all = [
        (words.unplaced, missing, "unplaced"),
        (words.clashes, clashes, "hours"),
        (words.waiting, waiting, "coaching"),
        (words.no_time, no_time, "conversations"),
    ];
    all.into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(said, count, to)| Link { heading: said.of(count, text.language), to })
        .collect()
}
