use chrono::TimeDelta;
use intervision_core::Span;
use intervision_model::design::{DayPlanRules, Design};
use intervision_schedule::day_plan::{Block, DayPlan, DayPlanError, Scheduled};
use intervision_schedule::turns::{TurnList, orders};

use super::AdapterError;

/// A team's turn to present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presentation {
    /// The team, as a group of the grouping.
    pub team: usize,
    /// When.
    pub span: Span,
}

/// The hours of a design's retreat: its blocks in order, without gap or overlap. Blocks are numbered as in the design.
///
/// # Errors
///
/// [`AdapterError::DayPlan`] with what does not fit, and by how much.
pub fn day_plan(rules: &DayPlanRules) -> Result<Scheduled, AdapterError> {
    let start = rules.day.and_time(rules.from);
    let too_long = || DayPlanError::TooLong { minutes: rules.minutes.into(), most: 2 * 24 * 60 };
    let end = start.checked_add_signed(TimeDelta::minutes(rules.minutes.into()));
    let span = end.and_then(|end| Span::new(start, end).ok()).ok_or_else(too_long)?;
    let mut plan = DayPlan::new(span).with_rest(rules.rest);
    for block in &rules.blocks {
        let longest = block.up_to.unwrap_or(block.minutes);
        let mut asked = Block::new(&block.title, block.minutes).up_to(longest);
        if let Some(method) = &block.method {
            asked = asked.by_method(method);
        }
        if let Some(starts) = block.starts {
            asked = asked.starting(starts.from, starts.to);
        }
        if block.rest {
            asked = asked.rest();
        }
        plan = plan.with_block(asked);
    }
    for (earlier, block) in rules.blocks.iter().enumerate() {
        for later in block.before.iter().filter_map(|id| rules.block(id)) {
            plan = plan.with_before(earlier, later);
        }
    }
    Ok(plan.plan()?)
}

/// When each theme team presents: once each, in the block that the design names, for equally many minutes. `round` counts the times
/// that teams have presented before: over the rounds everyone is first, and follows each other, equally often.
///
/// # Errors
///
/// [`AdapterError::Turns`] when the block is too short for so many teams.
pub fn presentations(
    design: &Design,
    plan: &Scheduled,
    teams: usize,
    round: usize,
) -> Result<Vec<Presentation>, AdapterError> {
    let named = design.theme_teams().and_then(|teams| teams.presents_in.as_deref());
    let block = named.zip(design.day_plan()).and_then(|(id, rules)| rules.block(id));
    let part = plan.parts.iter().find(|part| part.block.is_some() && part.block == block);
    let Some(part) = part.filter(|_| teams > 0) else { return Ok(Vec::new()) };
    let minutes = u32::try_from(part.span.minutes()).unwrap_or(u32::MAX);
    let count = u32::try_from(teams).unwrap_or(u32::MAX);
    let turns = TurnList::sharing(count, minutes)?.turns()?;
    let orders = orders(teams);
    let order = orders.get(round % orders.len().max(1)).cloned().unwrap_or_default();
    let at = |minute: u32| part.span.start() + TimeDelta::minutes(minute.into());
    let held = turns.iter().filter_map(|turn| {
        let team = *order.get(turn.who?)?;
        Some(Presentation { team, span: Span::new(at(turn.from), at(turn.to)).ok()? })
    });
    Ok(held.collect())
}
