//! In: the themes of the rules and what people rank. Out: what each person costs in each group, and where nobody may put them.

use std::collections::BTreeSet;

use super::units::Units;
use super::{Inputs, Rules};
use crate::bound::assignment::{Assignment, Blocked, assign};
use crate::terms::ranks::Ranks;
use crate::{Error, ThemeError};

/// What the term over rankings is called.
pub(crate) const TERM: &str = "ranked themes";

/// The term, and checks that everyone can be somewhere they do not refuse.
pub(super) fn lower(
    rules: &Rules,
    inputs: &Inputs<'_>,
    ids: &[String],
    listed: &[usize],
    (sizes, waiting): (&[(usize, usize)], Option<usize>),
) -> Result<Option<Ranks>, Error> {
    let (themes, rankings) = match (rules.themes(), inputs.rankings()) {
        (Some(wish), Some(rankings)) => (&wish.names, rankings),
        (Some(_), None) => return Err(ThemeError::MissingRankings.into()),
        (None, Some(_)) => return Err(ThemeError::UnusedRankings.into()),
        (None, None) => return Ok(None),
    };
    let groups = waiting.unwrap_or(sizes.len());
    if themes.len() != groups {
        return Err(ThemeError::Number { themes: themes.len(), groups }.into());
    }
    if rankings.len() != ids.len() {
        return Err(ThemeError::RankingsLength { found: rankings.len(), people: ids.len() }.into());
    }
    let mut ranks = Ranks::new(themes.clone(), ids.len());
    for (member, &at) in listed.iter().enumerate() {
        let Some(own) = rankings.get(at) else { continue };
        let mut seen = BTreeSet::new();
        let mut places = Vec::new();
        for theme in own.ranked.iter().chain(&own.refused) {
            let id = || ids[member].clone();
            let Some(group) = themes.iter().position(|known| known == theme) else {
                let (theme, known) = (theme.clone(), themes.clone());
                return Err(ThemeError::Unknown { id: id(), theme, known }.into());
            };
            if !seen.insert(group) {
                return Err(ThemeError::Twice { id: id(), theme: theme.clone() }.into());
            }
            places.push(group);
        }
        let (ranked, refused) = places.split_at(own.ranked.len());
        ranks.set(member, ranked, refused);
    }
    if waiting.is_some() {
        // Whoever refuses too much may wait.
        return Ok(Some(ranks));
    }
    match assign(&ranks, sizes) {
        Assignment::Found { .. } => Ok(Some(ranks)),
        Assignment::Blocked(blocked) => Err(impossible(&blocked, &ranks, ids)),
    }
}

fn impossible(blocked: &Blocked, ranks: &Ranks, ids: &[String]) -> Error {
    let people = blocked.members.iter().map(|&member| ids[member].clone()).collect();
    let themes = blocked.groups.iter().map(|&group| ranks.themes[group].clone()).collect();
    if blocked.too_full {
        return ThemeError::TooFull { ids: people, themes, hold: blocked.places }.into();
    }
    ThemeError::TooEmpty { ids: people, themes, need: blocked.places }.into()
}

/// Nobody is pinned or locked to a theme that they, or somebody who must be with them, refuse.
pub(super) fn check_pins(ranks: &Ranks, units: &Units, ids: &[String]) -> Result<(), Error> {
    for (members, pin) in units.members.iter().zip(&units.pinned) {
        let Some(group) = pin.map(|group| group as usize) else { continue };
        if let Some(&member) = members.iter().find(|&&member| ranks.refused(member as usize, group))
        {
            let (id, theme) = (ids[member as usize].clone(), ranks.themes[group].clone());
            return Err(ThemeError::PinnedToRefused { id, theme, group: group + 1 }.into());
        }
    }
    Ok(())
}
