//! The dynamic programme: from period to period, over the days that lie far enough apart.

use chrono::NaiveDate;

use super::candidates::GatheringDay;

/// People are counted in millionths, so that sums do not depend on their order.
const MILLION: f64 = 1e6;

/// The candidate days of one period.
pub(super) struct Stage {
    pub(super) days: Vec<(NaiveDate, i64)>,
    /// The most people up to and including a day of this period; `None` where no day before lies right.
    until: Vec<Option<i64>>,
    /// The most people from a day of this period on.
    from: Vec<Option<i64>>,
}

/// All periods, with what is best through every day of theirs.
pub(super) struct Table {
    pub(super) stages: Vec<Stage>,
    distance: (i64, i64),
}

impl Stage {
    pub(super) fn of(days: &[GatheringDay], first: NaiveDate, last: NaiveDate) -> Self {
        let inside = days.iter().filter(|day| first <= day.day && day.day <= last);
        let days: Vec<(NaiveDate, i64)> =
            inside.map(|day| (day.day, (day.expected * MILLION).round() as i64)).collect();
        Stage { days, until: Vec::new(), from: Vec::new() }
    }

    /// The days that some gathering before can be followed by.
    pub(super) fn reached(&self) -> Vec<NaiveDate> {
        let open = self.days.iter().zip(&self.until).filter(|(_, until)| until.is_some());
        open.map(|((day, _), _)| *day).collect()
    }
}

impl Table {
    /// Fills the table forwards and backwards. O(days of a period x days of the next), summed.
    pub(super) fn new(mut stages: Vec<Stage>, distance: (i64, i64)) -> Self {
        let (least, most) = distance;
        let fits = |a: NaiveDate, b: NaiveDate| (least..=most).contains(&(b - a).num_days());
        for at in 0..stages.len() {
            let (before, rest) = stages.split_at_mut(at);
            let Some(stage) = rest.first_mut() else { continue };
            let best = |day: NaiveDate| match before.last() {
                None => Some(0),
                Some(earlier) => {
                    let reached = earlier.days.iter().zip(&earlier.until);
                    let right = reached.filter(|((other, _), _)| fits(*other, day));
                    right.filter_map(|(_, until)| *until).max()
                }
            };
            stage.until = stage.days.iter().map(|(day, own)| Some(best(*day)? + own)).collect();
        }
        for at in (0..stages.len()).rev() {
            let (rest, after) = stages.split_at_mut(at + 1);
            let Some(stage) = rest.last_mut() else { continue };
            let best = |day: NaiveDate| match after.first() {
                None => Some(0),
                Some(later) => {
                    let ahead = later.days.iter().zip(&later.from);
                    let right = ahead.filter(|((other, _), _)| fits(day, *other));
                    right.filter_map(|(_, from)| *from).max()
                }
            };
            stage.from = stage.days.iter().map(|(day, own)| Some(best(*day)? + own)).collect();
        }
        Table { stages, distance }
    }

    /// The most people through a day of a period.
    pub(super) fn through(&self, period: usize, place: usize) -> Option<i64> {
        let stage = self.stages.get(period)?;
        let (_, own) = stage.days.get(place)?;
        let until = stage.until.get(place).copied().flatten()?;
        Some(until + stage.from.get(place).copied().flatten()? - own)
    }

    /// The days of the best plan, of equal ones the earliest first day, then the earliest second one, and so on.
    pub(super) fn best(&self) -> Option<(i64, Vec<usize>)> {
        let first = self.stages.first()?;
        let most = first.from.iter().flatten().max().copied()?;
        let (mut left, mut places) = (most, Vec::<usize>::new());
        let mut before: Option<NaiveDate> = None;
        for stage in &self.stages {
            let (least, far) = self.distance;
            let right = |day: NaiveDate| {
                before.is_none_or(|before| (least..=far).contains(&(day - before).num_days()))
            };
            let mut days = stage.days.iter().zip(&stage.from);
            let place = days.position(|((day, _), from)| *from == Some(left) && right(*day))?;
            let (day, own) = stage.days.get(place).copied()?;
            (left, before) = (left - own, Some(day));
            places.push(place);
        }
        Some((most, places))
    }
}

/// Millionths as people.
pub(super) fn people(millionths: i64) -> f64 {
    millionths as f64 / MILLION
}
