use chrono::{NaiveTime, Timelike};
use intervision_core::Span;

use super::error::DayPlanError;
use super::order::{self, Placed};
use super::plan::{Part, Scheduled};

/// Something that takes its time: a working form, a meal, a night.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Block {
    pub(super) title: String,
    pub(super) method: Option<String>,
    pub(super) minutes: u32,
    pub(super) at_most: u32,
    /// Starts within these times of day, both included.
    pub(super) starts: Option<(NaiveTime, NaiveTime)>,
    pub(super) rest: bool,
}

impl Block {
    /// A block of this many minutes.
    pub fn new(title: impl Into<String>, minutes: u32) -> Self {
        let title = title.into();
        Block { title, method: None, minutes, at_most: minutes, starts: None, rest: false }
    }

    /// By this method, as the host names it.
    pub fn by_method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// It may last longer, up to this many minutes, where there is time before the next block.
    pub fn up_to(mut self, minutes: u32) -> Self {
        self.at_most = minutes;
        self
    }

    /// It starts between these times of day, both included; a later first time reaches past midnight.
    pub fn starting(mut self, first: NaiveTime, last: NaiveTime) -> Self {
        self.starts = Some((first, last));
        self
    }

    /// It is rest: a night, an afternoon off.
    pub fn rest(mut self) -> Self {
        self.rest = true;
        self
    }

    /// The first minute from `now` on at which it may start, counted like `now` from the beginning of the plan.
    pub(super) fn start_at(&self, begin: NaiveTime, now: u32) -> u32 {
        const DAY: u32 = 24 * 60;
        let Some((first, last)) = self.starts else { return now };
        let minute = |time: NaiveTime| time.num_seconds_from_midnight() / 60;
        let length = (minute(last) + DAY - minute(first)) % DAY;
        let since = (minute(begin) + now + DAY - minute(first)) % DAY;
        if since <= length { now } else { now + DAY - since }
    }
}

/// The blocks of one stretch of time.
///
/// # Example
///
/// A retreat of 24 hours:
///
/// ```
/// use chrono::{NaiveDate, NaiveTime};
/// use intervision_core::Span;
/// use intervision_schedule::day_plan::{Block, DayPlan};
///
/// let at = |day, hour| NaiveDate::from_ymd_opt(2027, 4, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
/// let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
/// let plan = DayPlan::new(Span::new(at(8, 13), at(9, 13))?)
///     .with_block(Block::new("Encounter", 300).by_method("field visits"))
///     .with_block(Block::new("Share", 90).by_method("plenary"))
///     .with_block(Block::new("Dinner", 90).up_to(150).starting(hour(18), hour(20)))
///     .with_block(Block::new("Night", 480).up_to(660).rest().starting(hour(21), hour(23)))
///     .with_block(Block::new("Futuring", 180).up_to(240))
///     .with_block(Block::new("Reflection", 60).up_to(90))
///     .with_before(0, 1)
///     .with_rest(480)
///     .plan()?;
/// assert_eq!(plan.free_minutes(), 0);
/// let titles: Vec<&str> = plan.parts.iter().map(|part| part.title.as_str()).collect();
/// assert_eq!(titles, ["Encounter", "Share", "Dinner", "Night", "Futuring", "Reflection"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct DayPlan {
    span: Span,
    blocks: Vec<Block>,
    before: Vec<(usize, usize)>,
    rest: u32,
}

/// A day plan covers two days at most.
const MOST_MINUTES: i64 = 2 * 24 * 60;

/// Sets of blocks are kept in the bits of a number.
const MOST_BLOCKS: usize = 32;

impl DayPlan {
    /// An empty plan of this stretch of time.
    pub fn new(span: Span) -> Self {
        DayPlan { span, blocks: Vec::new(), before: Vec::new(), rest: 0 }
    }

    /// One more block; blocks are numbered from 0 in the order in which they are added.
    pub fn with_block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The first of these blocks ends before the second begins.
    pub fn with_before(mut self, earlier: usize, later: usize) -> Self {
        self.before.push((earlier, later));
        self
    }

    /// Some block of rest lasts at least this many minutes.
    pub fn with_rest(mut self, minutes: u32) -> Self {
        self.rest = minutes;
        self
    }

    /// The plan.
    ///
    /// # Errors
    ///
    /// [`DayPlanError`] names what does not fit and by how much.
    pub fn plan(&self) -> Result<Scheduled, DayPlanError> {
        let have = self.check()?;
        let begin = self.span.start().time();
        let found = order::order(&self.blocks, &self.before, begin, have)?;
        let Some(order) = found else { return Err(self.trouble(begin, have)) };
        Ok(Scheduled { parts: self.parts(&order, have), span: self.span })
    }

    fn check(&self) -> Result<u32, DayPlanError> {
        let minutes = self.span.minutes();
        let too_long = DayPlanError::TooLong { minutes, most: MOST_MINUTES };
        let have =
            u32::try_from(minutes).ok().filter(|_| minutes <= MOST_MINUTES).ok_or(too_long)?;
        let (found, most) = (self.blocks.len(), MOST_BLOCKS);
        if found > most {
            return Err(DayPlanError::TooMany { found, most });
        }
        for block in &self.blocks {
            if block.minutes == 0 || block.at_most < block.minutes {
                let (title, minutes) = (block.title.clone(), block.minutes);
                return Err(DayPlanError::Length { title, minutes, at_most: block.at_most });
            }
        }
        for &(earlier, later) in &self.before {
            if earlier == later || earlier.max(later) >= found {
                let last = found.saturating_sub(1);
                return Err(DayPlanError::Precedence { earlier, later, last });
            }
        }
        let needed = self.blocks.iter().fold(0_u32, |sum, block| sum.saturating_add(block.minutes));
        if let Some(by) = needed.checked_sub(have).filter(|by| *by > 0) {
            return Err(DayPlanError::Overfull { needed, have, by });
        }
        let resting = self.blocks.iter().filter(|block| block.rest).map(|block| block.minutes);
        let longest = resting.max().unwrap_or(0);
        if longest < self.rest {
            return Err(DayPlanError::Rest { need: self.rest, have: longest });
        }
        if let Some(circle) = order::circle(found, &self.before) {
            let title = |index: &usize| self.blocks.get(*index).map(|block| block.title.clone());
            return Err(DayPlanError::Circle { blocks: circle.iter().filter_map(title).collect() });
        }
        Ok(have)
    }

    /// A set of blocks whose times of day cannot all be kept, and without any of which the others can.
    fn trouble(&self, begin: NaiveTime, have: u32) -> DayPlanError {
        let mut blocks = self.blocks.clone();
        for index in 0..blocks.len() {
            let Some(starts) = blocks.get_mut(index).and_then(|block| block.starts.take()) else {
                continue;
            };
            match order::order(&blocks, &self.before, begin, have) {
                Ok(None) => {}
                Ok(Some(_)) => {
                    if let Some(block) = blocks.get_mut(index) {
                        block.starts = Some(starts);
                    }
                }
                Err(error) => return error,
            }
        }
        let kept = blocks.into_iter().filter(|block| block.starts.is_some());
        DayPlanError::Times { blocks: kept.map(|block| block.title).collect() }
    }

    /// Blocks in their places as parts, with what stays free between them.
    fn parts(&self, order: &[Placed], have: u32) -> Vec<Part> {
        let minute = |minute: u32| self.span.start() + chrono::TimeDelta::minutes(minute.into());
        let mut parts = Vec::with_capacity(order.len());
        let mut now = 0;
        let free_until = |from: u32, to: u32, parts: &mut Vec<Part>| {
            if let Ok(span) = Span::new(minute(from), minute(to)) {
                let title = "Free".to_owned();
                parts.push(Part { block: None, title, method: None, span });
            }
        };
        for placed in order {
            free_until(now, placed.start, &mut parts);
            if let Some(block) = self.blocks.get(placed.block)
                && let Ok(span) = Span::new(minute(placed.start), minute(placed.end))
            {
                let (title, method) = (block.title.clone(), block.method.clone());
                parts.push(Part { block: Some(placed.block), title, method, span });
            }
            now = placed.end;
        }
        free_until(now, have, &mut parts);
        parts
    }
}
