//! Reads curriculum-based course timetabling instances: the `.ctt` format of the second international timetabling competition.

use std::fmt;
use std::str::FromStr;

/// One instance. Courses, rooms and curricula are numbered as they are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instance {
    pub name: String,
    pub days: usize,
    pub periods_per_day: usize,
    pub courses: Vec<Course>,
    pub rooms: Vec<Room>,
    pub curricula: Vec<Curriculum>,
    /// Course, day, period.
    pub unavailable: Vec<(usize, usize, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    pub id: String,
    pub teacher: String,
    pub lectures: usize,
    pub min_days: u32,
    pub students: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub id: String,
    pub seats: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curriculum {
    pub id: String,
    pub courses: Vec<usize>,
}

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CttError {
    line: usize,
    what: String,
}

impl fmt::Display for CttError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for CttError {}

/// The limit on every count in a file, so that a slip of the pen does not ask for all memory.
const MOST: usize = 100_000;

/// Lines with something on them, and how far they have been read.
struct Lines<'a> {
    lines: Vec<(usize, &'a str)>,
    at: usize,
}

impl<'a> Lines<'a> {
    fn fail<T>(&self, what: impl Into<String>) -> Result<T, CttError> {
        let at = self.at.saturating_sub(1).min(self.lines.len().saturating_sub(1));
        let line = self.lines.get(at).map_or(1, |(line, _)| *line);
        Err(CttError { line, what: what.into() })
    }

    fn next(&mut self, expected: &str) -> Result<&'a str, CttError> {
        let line = self.lines.get(self.at).map(|(_, line)| *line);
        self.at += 1;
        line.map_or_else(|| self.fail(format!("the file ends where {expected} is expected")), Ok)
    }

    fn number<T: FromStr>(&self, word: Option<&str>, what: &str) -> Result<T, CttError> {
        let word = word.unwrap_or("nothing");
        word.parse().or_else(|_| self.fail(format!("{what} must be a whole number, not {word}")))
    }

    /// `Key: value`.
    fn field(&mut self, key: &str) -> Result<&'a str, CttError> {
        let line = self.next(&format!("\"{key}:\""))?;
        match line.split_once(':') {
            Some((found, value)) if found.trim() == key => Ok(value.trim()),
            _ => self.fail(format!("expected \"{key}: ...\", found \"{line}\"")),
        }
    }

    fn count(&mut self, key: &str) -> Result<usize, CttError> {
        let value = self.field(key)?;
        let count: usize = self.number(Some(value), key)?;
        if count > MOST {
            return self.fail(format!("{key} is {count}; at most {MOST} can be read"));
        }
        Ok(count)
    }

    fn title(&mut self, title: &str) -> Result<(), CttError> {
        match self.next(title)? {
            line if line.trim() == title => Ok(()),
            line => self.fail(format!("expected \"{title}\", found \"{line}\"")),
        }
    }
}

impl FromStr for Instance {
    type Err = CttError;

    fn from_str(text: &str) -> Result<Self, CttError> {
        let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let lines = numbered.filter(|(_, line)| !line.is_empty()).collect();
        let mut lines = Lines { lines, at: 0 };
        let name = lines.field("Name")?.to_owned();
        let courses = lines.count("Courses")?;
        let rooms = lines.count("Rooms")?;
        let days = lines.count("Days")?;
        let periods_per_day = lines.count("Periods_per_day")?;
        let curricula = lines.count("Curricula")?;
        let constraints = lines.count("Constraints")?;
        if days == 0 || !(1..=24).contains(&periods_per_day) || days > 3_650 {
            return lines.fail("a week needs 1 to 3650 days of 1 to 24 periods");
        }
        let mut instance = Instance { name, days, periods_per_day, ..Instance::default() };
        lines.title("COURSES:")?;
        for _ in 0..courses {
            let course = course(&mut lines)?;
            if instance.course(&course.id).is_some() {
                return lines.fail(format!("course {} is listed twice", course.id));
            }
            instance.courses.push(course);
        }
        lines.title("ROOMS:")?;
        for _ in 0..rooms {
            let mut words = lines.next("a room")?.split_whitespace();
            let id = words.next().unwrap_or_default().to_owned();
            let seats = lines.number(words.next(), "the seats of a room")?;
            if instance.rooms.iter().any(|room| room.id == id) {
                return lines.fail(format!("room {id} is listed twice"));
            }
            instance.rooms.push(Room { id, seats });
        }
        lines.title("CURRICULA:")?;
        for _ in 0..curricula {
            let curriculum = curriculum(&mut lines, &instance)?;
            instance.curricula.push(curriculum);
        }
        lines.title("UNAVAILABILITY_CONSTRAINTS:")?;
        for _ in 0..constraints {
            let mut words = lines.next("a constraint")?.split_whitespace();
            let id = words.next().unwrap_or_default();
            let Some(course) = instance.course(id) else {
                return lines.fail(format!("there is no course {id}"));
            };
            let day: usize = lines.number(words.next(), "the day")?;
            let period: usize = lines.number(words.next(), "the period")?;
            if day >= days || period >= periods_per_day {
                return lines.fail(format!(
                    "day {day}, period {period} is outside days 0 to {} and periods 0 to {}",
                    days - 1,
                    periods_per_day - 1
                ));
            }
            instance.unavailable.push((course, day, period));
        }
        lines.title("END.")?;
        Ok(instance)
    }
}

fn course(lines: &mut Lines<'_>) -> Result<Course, CttError> {
    let mut words = lines.next("a course")?.split_whitespace();
    let id = words.next().unwrap_or_default().to_owned();
    let teacher = words.next().unwrap_or_default().to_owned();
    let lectures = lines.number(words.next(), "the number of lectures")?;
    let min_days = lines.number(words.next(), "the number of days")?;
    let students = lines.number(words.next(), "the number of students")?;
    if lectures > MOST {
        return lines.fail(format!("{lectures} lectures; at most {MOST} can be read"));
    }
    Ok(Course { id, teacher, lectures, min_days, students })
}

fn curriculum(lines: &mut Lines<'_>, instance: &Instance) -> Result<Curriculum, CttError> {
    let mut words = lines.next("a curriculum")?.split_whitespace();
    let id = words.next().unwrap_or_default().to_owned();
    let count: usize = lines.number(words.next(), "the number of courses")?;
    let mut courses = Vec::new();
    for word in words {
        match instance.course(word) {
            Some(course) => courses.push(course),
            None => return lines.fail(format!("there is no course {word}")),
        }
    }
    if courses.len() != count {
        let found = courses.len();
        return lines.fail(format!("curriculum {id} announces {count} courses and lists {found}"));
    }
    Ok(Curriculum { id, courses })
}

impl Instance {
    pub fn course(&self, id: &str) -> Option<usize> {
        self.courses.iter().position(|course| course.id == id)
    }
}
