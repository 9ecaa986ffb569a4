use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use intervision_core::Span;
use serde::Serialize;

use super::mix::capitalised;
use super::px;
use crate::report::text::{Text, fill};
use crate::report::{Audience, Season};

const WEEK_WIDTH: f64 = 24.0;
const DAY_WIDTH: f64 = 50.0;
const HEAD: f64 = 18.0;
const DAY_HEIGHT: f64 = 42.0;
const BOX_LEFT: f64 = 17.0;
const BOX_WIDTH: f64 = 29.0;
const BOX_HEIGHT: f64 = 17.0;
/// How many shades the style sheet has for a box with sessions.
const SHADES: usize = 5;

/// What is held in half a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Load {
    pub(super) sessions: usize,
    pub(super) everyone: bool,
}

/// Sessions per half-day: the day, and whether it is the afternoon.
pub(super) type Loads = BTreeMap<(NaiveDate, bool), Load>;

/// One month of the calendar, ready to draw.
#[derive(Debug, Serialize)]
pub(super) struct Month {
    id: String,
    heading: String,
    count: String,
    title: String,
    desc: String,
    width: String,
    height: String,
    columns: Vec<Mark>,
    weeks: Vec<Mark>,
    days: Vec<Day>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Mark {
    at: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct Day {
    x: String,
    y: String,
    number: u32,
    off: bool,
    school: bool,
    boxes: Vec<Half>,
}

/// Half a day, placed within its day.
#[derive(Debug, Serialize)]
struct Half {
    y: String,
    base: String,
    shade: usize,
    label: String,
    everyone: bool,
}

/// The half-days that a session touches.
///
/// The morning ends at 12:30 and the afternoon begins at 13:00; what fits between counts as the afternoon.
pub(super) fn halves(span: Span) -> Vec<(NaiveDate, bool)> {
    let morning_ends = clock(12, 30);
    let afternoon_begins = clock(13, 0);
    let mut touched = Vec::new();
    for day in span.start().date().iter_days() {
        let from = span.start().max(day.and_time(NaiveTime::MIN));
        if from >= span.end() {
            break;
        }
        let to_next = day.checked_add_days(Days::new(1)).map(|next| next.and_time(NaiveTime::MIN));
        let to = to_next.map_or(span.end(), |next| span.end().min(next));
        let morning = from < day.and_time(morning_ends);
        if morning {
            touched.push((day, false));
        }
        if !morning || to > day.and_time(afternoon_begins) {
            touched.push((day, true));
        }
    }
    touched
}

fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN)
}

/// Counts the sessions per half-day.
pub(super) fn loads(season: &Season) -> Loads {
    let mut loads = Loads::new();
    for meeting in season.meetings() {
        for half in halves(meeting.span()) {
            let load = loads.entry(half).or_default();
            load.sessions += 1;
            load.everyone |= *meeting.audience() == Audience::Everyone;
        }
    }
    for (span, _) in season.gatherings() {
        for half in halves(*span) {
            loads.entry(half).or_default().everyone = true;
        }
    }
    loads
}

/// The first days of the months that the season touches.
pub(super) fn months_of(season: &Season) -> Vec<NaiveDate> {
    let mut months = Vec::new();
    let mut month = season.first().with_day(1);
    while let Some(first) = month.filter(|first| *first <= season.last()) {
        months.push(first);
        month = first.checked_add_months(chrono::Months::new(1));
    }
    months
}

/// Whether the day lies in a school holiday.
pub(super) fn in_school_holiday(season: &Season, day: NaiveDate) -> bool {
    season.school_holidays().iter().any(|(first, last, _)| *first <= day && day <= *last)
}

/// Draws the season month by month. Weekends are drawn only where the season uses one.
pub(super) fn months(season: &Season, loads: &Loads, text: &Text) -> Vec<Month> {
    let busiest = loads.values().map(|load| load.sessions).max().unwrap_or(0);
    let weekend = loads.keys().any(|(day, _)| matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let columns = if weekend { 7 } else { 5 };
    let drawn = months_of(season).into_iter().enumerate();
    drawn.map(|(at, first)| month(at, first, season, loads, (columns, busiest), text)).collect()
}

fn month(
    at: usize,
    first: NaiveDate,
    season: &Season,
    loads: &Loads,
    (columns, busiest): (usize, usize),
    text: &Text,
) -> Month {
    let monday_of = |day: NaiveDate| day.week(Weekday::Mon).checked_first_day().unwrap_or(day);
    let shown: Vec<NaiveDate> = first
        .iter_days()
        .take_while(|day| day.month() == first.month())
        .filter(|day| (day.weekday().num_days_from_monday() as usize) < columns)
        .collect();
    let top = shown.first().map_or(first, |&day| monday_of(day));
    let row_of = |day: NaiveDate| ((day - top).num_days() / 7) as f64;
    let mut weeks: Vec<NaiveDate> = shown.iter().map(|&day| monday_of(day)).collect();
    weeks.dedup();
    let started =
        season.meetings().iter().filter(|m| m.span().date().with_day(1) == Some(first)).count();
    let gathers = |(span, _): &(Span, String)| span.date().with_day(1) == Some(first);
    let count = match started {
        // Beside a gathering "no sessions" would read as if nobody met.
        0 if season.gatherings().iter().any(gathers) => String::new(),
        0 => text.season.no_sessions.to_owned(),
        started => text.season.sessions.of(started, text.language),
    };
    let name = text.language.month(first);
    let notes = notes(first, season, text);
    let used: Vec<_> = shown
        .iter()
        .filter(|&&day| [false, true].iter().any(|&half| loads.contains_key(&(day, half))))
        .collect();
    let busy = fill(text.season.plot_days, &[("days", &used.len().to_string())]);
    let counted = (!count.is_empty()).then(|| format!("{count}."));
    let said: Vec<String> =
        counted.into_iter().chain([busy]).chain(notes.iter().cloned()).collect();
    Month {
        id: format!("month-{}", at + 1),
        title: fill(text.season.plot_title, &[("month", &name)]),
        desc: said.join(" "),
        heading: capitalised(&name),
        count,
        width: px(WEEK_WIDTH + columns as f64 * DAY_WIDTH),
        height: px(HEAD + weeks.len() as f64 * DAY_HEIGHT),
        columns: text
            .language
            .weekdays()
            .iter()
            .take(columns)
            .zip(0_u32..)
            .map(|(label, column)| Mark {
                at: px(WEEK_WIDTH + f64::from(column) * DAY_WIDTH + BOX_LEFT + BOX_WIDTH / 2.0),
                label: (*label).to_owned(),
            })
            .collect(),
        weeks: weeks
            .iter()
            .map(|&monday| Mark {
                at: px(HEAD + row_of(monday) * DAY_HEIGHT + 23.0),
                label: monday.iso_week().week().to_string(),
            })
            .collect(),
        days: shown.iter().map(|&d| day(d, row_of(d), season, loads, busiest, text)).collect(),
        notes,
    }
}

fn day(
    day: NaiveDate,
    row: f64,
    season: &Season,
    loads: &Loads,
    busiest: usize,
    text: &Text,
) -> Day {
    let column = f64::from(day.weekday().num_days_from_monday());
    let (x, y) = (WEEK_WIDTH + column * DAY_WIDTH, HEAD + row * DAY_HEIGHT);
    let inside = season.first() <= day && day <= season.last();
    let off = inside && season.holidays().contains_key(&day);
    let load_of = |half| loads.get(&(day, half)).copied().unwrap_or_default();
    let used = [false, true].into_iter().any(|half| load_of(half) != Load::default());
    // A day off has no boxes, unless something is held on it all the same.
    let boxes = if inside && (!off || used) { vec![false, true] } else { Vec::new() };
    Day {
        x: px(x),
        y: px(y),
        number: day.day(),
        off,
        school: inside && in_school_holiday(season, day),
        boxes: boxes.into_iter().map(|half| half_box(load_of(half), half, busiest, text)).collect(),
    }
}

fn half_box(load: Load, afternoon: bool, busiest: usize, text: &Text) -> Half {
    let top = 2.0 + if afternoon { BOX_HEIGHT + 2.0 } else { 0.0 };
    let label = match load {
        Load { everyone: true, .. } => text.season.all.to_owned(),
        Load { sessions: 0, .. } => String::new(),
        Load { sessions, .. } => text.language.number(sessions as f64, 0),
    };
    Half {
        y: px(top),
        base: px(top + BOX_HEIGHT / 2.0 + 4.0),
        shade: shade(load.sessions, busiest),
        label,
        everyone: load.everyone,
    }
}

/// 0 for none, then from 1 to the darkest, in equal steps up to the busiest half-day.
pub(super) fn shade(sessions: usize, busiest: usize) -> usize {
    if sessions == 0 || busiest == 0 {
        return 0;
    }
    (sessions * SHADES).div_ceil(busiest).clamp(1, SHADES)
}

/// Gatherings, days off and school holidays of one month, in words.
fn notes(first: NaiveDate, season: &Season, text: &Text) -> Vec<String> {
    let end = first.iter_days().take_while(|day| day.month() == first.month()).last();
    let last = end.unwrap_or(first).min(season.last());
    let first = first.max(season.first());
    let mut notes = Vec::new();
    let held = season.gatherings().iter().filter_map(|(span, title)| {
        let (from, to) = (span.start().date(), span.end().date());
        let when = text.language.days(from.max(first), to.min(last));
        (from <= last && first <= to).then(|| format!("{when} {title}"))
    });
    let held: Vec<String> = held.collect();
    if !held.is_empty() {
        let days = held.join(text.list_join);
        notes.push(fill(text.season.plot_gatherings, &[("days", &days)]));
    }
    let off: Vec<String> = season
        .holidays()
        .iter()
        .filter(|(day, _)| first <= **day && **day <= last)
        .map(|(day, name)| format!("{} {name}", text.language.day(*day)))
        .collect();
    if !off.is_empty() {
        notes.push(fill(text.season.plot_holidays, &[("days", &off.join(text.list_join))]));
    }
    for (from, to, name) in season.school_holidays() {
        if *from <= last && first <= *to {
            let when = text.language.days((*from).max(first), (*to).min(last));
            notes.push(fill(text.season.plot_school, &[("name", name), ("days", &when)]));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    fn span(from: (u32, u32, u32), to: (u32, u32, u32)) -> Span {
        let at = |(d, h, m): (u32, u32, u32)| date(d).and_hms_opt(h, m, 0).unwrap();
        Span::new(at(from), at(to)).unwrap()
    }

    #[test]
    fn a_session_touches_the_halves_it_is_held_in() {
        assert_eq!(halves(span((1, 8, 30), (1, 12, 30))), [(date(1), false)]);
        assert_eq!(halves(span((1, 13, 0), (1, 17, 0))), [(date(1), true)]);
        assert_eq!(halves(span((1, 9, 0), (1, 17, 0))), [(date(1), false), (date(1), true)]);
        assert_eq!(halves(span((1, 12, 30), (1, 13, 0))), [(date(1), true)]);
        assert_eq!(halves(span((1, 13, 0), (2, 13, 0))), [(date(1), true), (date(2), false)]);
        assert_eq!(halves(span((1, 13, 0), (2, 0, 0))), [(date(1), true)]);
    }

    #[test]
    fn shades_grow_with_the_sessions() {
        assert_eq!([0, 1, 2, 3, 4, 5].map(|n| shade(n, 5)), [0, 1, 2, 3, 4, 5]);
        assert_eq!([0, 1, 20, 100].map(|n| shade(n, 100)), [0, 1, 1, 5]);
        assert_eq!(shade(1, 1), 5);
    }

    #[test]
    fn a_season_touches_every_month_between() {
        let season = Season::new(
            NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
            NaiveDate::from_ymd_opt(2027, 2, 1).unwrap(),
        )
        .unwrap();
        let months: Vec<u32> = months_of(&season).iter().map(Datelike::month).collect();
        assert_eq!(months, [12, 1, 2]);
    }
}
