//! What a solution costs by the rules of the competition, counted from the instance and the lines of the solution alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::ctt::Instance;

/// One lecture of a solution: course, room, day, period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lecture {
    pub course: usize,
    pub room: usize,
    pub day: usize,
    pub period: usize,
}

/// Broken hard rules, and the cost by rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Cost {
    /// Lectures missing or too many, clashes, and lectures at forbidden times.
    pub hard: u64,
    pub room_capacity: u64,
    pub min_working_days: u64,
    pub curriculum_compactness: u64,
    pub room_stability: u64,
}

impl Cost {
    pub fn total(&self) -> u64 {
        self.room_capacity
            + self.min_working_days
            + self.curriculum_compactness
            + self.room_stability
    }
}

/// Counts.
pub fn score(instance: &Instance, lectures: &[Lecture]) -> Cost {
    let mut cost = Cost { hard: clashes(instance, lectures), ..Cost::default() };
    for lecture in lectures {
        let (course, room) = (&instance.courses[lecture.course], &instance.rooms[lecture.room]);
        cost.room_capacity += u64::from(course.students.saturating_sub(room.seats));
    }
    for (number, course) in instance.courses.iter().enumerate() {
        let mine = || lectures.iter().filter(|lecture| lecture.course == number);
        cost.hard += mine().count().abs_diff(course.lectures) as u64;
        let days: BTreeSet<usize> = mine().map(|lecture| lecture.day).collect();
        let lack = (course.min_days as usize).saturating_sub(days.len());
        cost.min_working_days += 5 * lack as u64;
        let rooms: BTreeSet<usize> = mine().map(|lecture| lecture.room).collect();
        cost.room_stability += rooms.len().saturating_sub(1) as u64;
    }
    for curriculum in &instance.curricula {
        let mine: Vec<&Lecture> = lectures
            .iter()
            .filter(|lecture| curriculum.courses.contains(&lecture.course))
            .collect();
        let taken: BTreeSet<(usize, usize)> = mine.iter().map(|l| (l.day, l.period)).collect();
        for lecture in mine {
            let before = lecture.period.checked_sub(1);
            let beside = [before, Some(lecture.period + 1)].into_iter().flatten();
            let alone = !beside.into_iter().any(|period| taken.contains(&(lecture.day, period)));
            cost.curriculum_compactness += 2 * u64::from(alone);
        }
    }
    cost
}

fn clashes(instance: &Instance, lectures: &[Lecture]) -> u64 {
    let mut pairs: BTreeMap<(usize, usize), Vec<&Lecture>> = BTreeMap::new();
    for lecture in lectures {
        pairs.entry((lecture.day, lecture.period)).or_default().push(lecture);
    }
    let share = |a: &Lecture, b: &Lecture| {
        a.course == b.course
            || instance.courses[a.course].teacher == instance.courses[b.course].teacher
            || instance.curricula.iter().any(|curriculum| {
                curriculum.courses.contains(&a.course) && curriculum.courses.contains(&b.course)
            })
    };
    let mut clashes = 0;
    for together in pairs.values() {
        for (index, a) in together.iter().enumerate() {
            for b in &together[index + 1..] {
                clashes += u64::from(a.room == b.room) + u64::from(share(a, b));
            }
        }
    }
    let forbidden = |lecture: &&Lecture| {
        instance.unavailable.contains(&(lecture.course, lecture.day, lecture.period))
    };
    clashes + lectures.iter().filter(forbidden).count() as u64
}
