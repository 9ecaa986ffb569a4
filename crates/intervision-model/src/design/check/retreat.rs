//! The sections of a programme around themes: horizon, teams, the day plan and futuring.

use chrono::Datelike;

use crate::design::{DayBlock, DayPlanRules, DesignDraft, FuturingRules};
use crate::names::{slug, unique};
use crate::{Place, Problem};

/// The longest look ahead that is still a plan.
const MOST_YEARS: u32 = 50;

pub(super) fn themes(draft: &DesignDraft, found: &mut Vec<Problem>) {
    unique("theme", draft.themes.iter().map(String::as_str), found);
    for (place, theme) in draft.themes.iter().enumerate() {
        if theme.trim().is_empty() {
            found.push(Problem::Missing {
                at: Place::part(format!("themes.{}", place + 1)),
                what: "the title",
                fix: "write what the theme is called".to_owned(),
            });
        }
    }
    if let Some(years) = draft.horizon_years {
        range("horizon_years".to_owned(), years, 1, MOST_YEARS, found);
    }
    let asking = [
        ("horizon_years", draft.horizon_years.is_some()),
        ("theme_teams", draft.theme_teams.is_some()),
        ("futuring", draft.futuring.is_some()),
    ];
    if draft.themes.is_empty()
        && let Some((asked_by, _)) = asking.into_iter().find(|(_, given)| *given)
    {
        found.push(Problem::NoThemes { asked_by });
    }
}

pub(super) fn theme_teams(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let Some(teams) = &draft.theme_teams else { return };
    if !(teams.weight.is_finite() && teams.weight > 0.0) {
        found.push(Problem::OutOfRange {
            at: Place::part("theme_teams.weight"),
            value: teams.weight,
            expected: "a weight above 0".to_owned(),
        });
    }
    let count = draft.groups.as_ref().and_then(|groups| groups.count);
    if count.map(|count| count as usize) != Some(draft.themes.len()) && !draft.themes.is_empty() {
        let themes = draft.themes.len();
        found.push(Problem::Contradiction {
            at: Place::part("theme_teams"),
            what: match count {
                Some(count) => format!("there are {themes} themes and `groups.count` is {count}"),
                None => format!("there are {themes} themes and no `groups.count`"),
            },
            fix: format!("set `groups.count = {themes}`: one team per theme"),
        });
    }
    if let Some(block) = &teams.presents_in {
        let blocks = draft.day_plan.as_ref().map_or(&[][..], |plan| &plan.blocks);
        known("theme_teams.presents_in".to_owned(), block, blocks, found);
    }
}

pub(super) fn day_plan(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let Some(plan) = &draft.day_plan else { return };
    for day in [plan.day, plan.last_day()] {
        if day < draft.season.start || draft.season.end < day {
            found.push(Problem::Outside {
                at: Place::part("day_plan.day"),
                day,
                frame: "the season",
                start: draft.season.start,
                end: draft.season.end,
            });
            break;
        }
    }
    if plan.minutes == 0 {
        range("day_plan.minutes".to_owned(), plan.minutes, 1, u32::MAX, found);
    }
    unique("block of the day plan", plan.blocks.iter().map(|block| block.id.as_str()), found);
    for block in &plan.blocks {
        day_block(plan, block, found);
    }
}

fn day_block(plan: &DayPlanRules, block: &DayBlock, found: &mut Vec<Problem>) {
    let at = |field: &str| format!("day_plan.blocks.{}.{field}", block.id);
    slug(&block.id, Place::part(format!("day_plan.blocks.{}", block.id)), found);
    if block.minutes == 0 {
        range(at("minutes"), 0, 1, plan.minutes, found);
    }
    if let Some(longest) = block.up_to.filter(|longest| *longest < block.minutes) {
        range(at("up_to"), longest, block.minutes, plan.minutes, found);
    }
    for later in &block.before {
        known(at("before"), later, &plan.blocks, found);
    }
}

pub(super) fn futuring(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let Some(rules) = &draft.futuring else { return };
    let FuturingRules { target_year, prompts, scale, supports_from, carried_from, .. } = rules;
    if *target_year <= draft.season.end.year() {
        found.push(Problem::OutOfRange {
            at: Place::part("futuring.target_year"),
            value: f64::from(*target_year),
            expected: format!("a year after {}, in which the season ends", draft.season.end.year()),
        });
    }
    unique("prompt", prompts.iter().map(String::as_str), found);
    if prompts.is_empty() {
        found.push(Problem::Missing {
            at: Place::part("futuring.prompts"),
            what: "a question",
            fix: "write what people are asked, such as what improved".to_owned(),
        });
    }
    if *scale < 2 {
        range("futuring.scale".to_owned(), *scale, 2, 100, found);
    } else {
        range("futuring.supports_from".to_owned(), *supports_from, 2, *scale, found);
    }
    if !(*carried_from > 0.0 && *carried_from <= 1.0) {
        found.push(Problem::OutOfRange {
            at: Place::part("futuring.carried_from"),
            value: *carried_from,
            expected: "a share above 0, up to 1".to_owned(),
        });
    }
}

fn range(at: String, value: u32, least: u32, most: u32, found: &mut Vec<Problem>) {
    if value < least || most < value {
        let expected = if most == u32::MAX {
            format!("{least} or more")
        } else {
            format!("from {least} to {most}")
        };
        found.push(Problem::OutOfRange { at: Place::part(at), value: f64::from(value), expected });
    }
}

fn known(at: String, id: &str, blocks: &[DayBlock], found: &mut Vec<Problem>) {
    if blocks.iter().all(|block| block.id != id) {
        found.push(Problem::UnknownReference {
            at: Place::part(at),
            what: "block of the day plan",
            id: id.to_owned(),
            known: blocks.iter().map(|block| block.id.clone()).collect(),
        });
    }
}
