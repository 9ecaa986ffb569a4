use serde::Serialize;

use super::px;
use crate::report::text::Text;

/// Counts with a bar each; the largest fills its column.
#[derive(Debug, Serialize)]
pub(super) struct Bars {
    rows: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    label: String,
    count: String,
    /// Per cent of the largest.
    share: String,
}

impl Bars {
    pub(super) fn of(rows: impl IntoIterator<Item = (String, usize)>, text: &Text) -> Self {
        let told = |count: usize| (text.language.number(count as f64, 0), count);
        Bars::told(rows.into_iter().map(|(label, count)| (label, told(count))))
    }

    /// Of counts that come with the words for them: one that is withheld has words and no length.
    pub(super) fn told(rows: impl IntoIterator<Item = (String, (String, usize))>) -> Self {
        let rows: Vec<_> = rows.into_iter().collect();
        let most = rows.iter().map(|(_, (_, count))| *count).max().unwrap_or(0).max(1);
        let bar = |(label, (told, count)): (String, (String, usize))| Bar {
            label,
            count: told,
            share: px(100.0 * count as f64 / most as f64),
        };
        Bars { rows: rows.into_iter().map(bar).collect() }
    }
}
