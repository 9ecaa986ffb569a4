use std::path::Path;

use intervision::documents::introductions_table;
use intervision::groups::pairing::{Introduction, introductions};
use intervision::model::MeetingHistory;
use intervision_examples::{Outcome, write};

use crate::input::Input;

/// Whom everybody should get to know: people who share something, have not met and are there to stay.
pub fn find(input: &Input, mut met: MeetingHistory) -> Outcome<Option<Vec<Introduction>>> {
    let Some(rules) = input.design.introductions() else { return Ok(None) };
    let everyone = &input.members.everyone;
    let end = input.design.season().end;
    let count = input.members.attendance.len();
    for gone in (0..count).filter(|&member| !input.members.is_one(member, end)) {
        for other in 0..count {
            met.add(gone, other, 1.0);
        }
    }
    Ok(Some(introductions(everyone, &rules.attribute, Some(&met), rules.each as usize)?))
}

pub fn write_introductions(input: &Input, found: &[Introduction], out: &Path) -> Outcome {
    write(&out.join("introductions.csv"), introductions_table(&input.members.everyone, found)?)
}
