use serde::Serialize;

use crate::report::Closing;
use crate::report::text::{Text, fill};
use crate::wording::ClosingWords;

/// What becomes of a programme that has ended.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    ended: String,
    dues: Vec<Due>,
    last: Option<String>,
    erased: Vec<String>,
    stays: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Due {
    holds: String,
    purpose: String,
    gone_by: String,
}

impl Chapter {
    pub(super) fn of(closing: &Closing, text: &Text) -> Self {
        let (words, language) = (text.closing, text.language);
        let dues = closing.dues().iter().map(|(holds, purpose, gone_by)| Due {
            holds: holds.clone(),
            purpose: purpose.clone(),
            gone_by: gone_by.map(|day| language.long_day(day)).unwrap_or_default(),
        });
        let last = closing.dues().iter().filter_map(|(_, _, gone_by)| *gone_by).max();
        let erased = closing.erased().iter().map(|own| {
            let tombstone = (own.tombstone.as_str(), own.on);
            ClosingWords::tombstone(tombstone, (own.texts, own.numbers), language)
        });
        Chapter {
            ended: fill(words.ended_on, &[("day", &language.long_day(closing.ended()))]),
            dues: dues.collect(),
            last: last.map(|day| fill(words.last, &[("day", &language.long_day(day))])),
            erased: erased.collect(),
            stays: ClosingWords::stays(
                closing.template(),
                closing.evaluation(),
                closing.portfolios(),
                language,
            ),
        }
    }
}
