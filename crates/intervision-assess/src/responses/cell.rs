//! How an answer is written.

use super::Answer;
use crate::instrument::ResponseFormat;

/// The answer in a cell, or `None` if the format does not allow it.
pub(super) fn read(cell: &str, format: &ResponseFormat) -> Option<Answer> {
    if cell.is_empty() || cell == "NA" {
        return Some(Answer::Missing);
    }
    if format.not_observed() == Some(cell) {
        return Some(Answer::NotObserved);
    }
    let value = cell.parse::<i32>().ok().or_else(|| whole(cell))?;
    format.allows(value).then_some(Answer::Given(value))
}

/// `4.0` and `4,0`: what spreadsheets and data frames write for a whole number in a column with empty cells.
fn whole(cell: &str) -> Option<i32> {
    let (number, zeros) = cell.split_once(['.', ','])?;
    zeros.bytes().all(|digit| digit == b'0').then_some(())?;
    number.parse().ok()
}
