use super::error::MethodError;
use super::share::share;

/// A learning question that waits for its turn, with the votes of the group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct OpenQuestion {
    /// The question's id.
    pub id: String,
    /// How many want to work on it.
    pub votes: u32,
}

/// A part of an agenda, in minutes from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Item {
    /// When it begins.
    pub from: u32,
    /// When it ends.
    pub to: u32,
    /// The question it is about, if any.
    pub question: Option<String>,
}

/// Reflect, to work, look ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Agenda {
    /// What happened since the last time.
    pub reflect: Item,
    /// The group's questions, those with most votes first; one item without a question where there is none.
    pub to_work: Vec<Item>,
    /// What comes next.
    pub look_ahead: Item,
    /// Questions for another time, in the order in which they would come.
    pub parked: Vec<String>,
}

/// The frame of a pit stop.
///
/// # Example
///
/// ```
/// use intervision_schedule::methods::{OpenQuestion, PitStop};
///
/// let question = |id: &str, votes| OpenQuestion { id: id.into(), votes };
/// let questions = [question("q1", 2), question("q2", 5), question("q3", 3), question("q4", 0), question("q5", 1)];
/// let agenda = PitStop::new(240).agenda(&questions)?;
/// assert_eq!((agenda.reflect.to, agenda.look_ahead.from), (60, 180));
/// let order: Vec<_> = agenda.to_work.iter().map(|item| item.question.as_deref().unwrap()).collect();
/// assert_eq!(order, ["q2", "q3", "q1", "q5"]);
/// assert_eq!(agenda.parked, ["q4"]);
/// # Ok::<(), intervision_schedule::methods::MethodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct PitStop {
    minutes: u32,
    shares: [u32; 3],
    per_question: u32,
}

impl PitStop {
    /// So many minutes: a quarter to reflect, half to work, a quarter to look ahead; half an hour a question at least.
    pub fn new(minutes: u32) -> Self {
        PitStop { minutes, shares: [1, 2, 1], per_question: 30 }
    }

    /// Other shares of reflect, to work and look ahead.
    pub fn with_shares(mut self, shares: [u32; 3]) -> Self {
        self.shares = shares;
        self
    }

    /// At least this many minutes for each question.
    pub fn with_minutes_per_question(mut self, minutes: u32) -> Self {
        self.per_question = minutes.max(1);
        self
    }

    /// The agenda: as many questions as have time, those with most votes first, equal votes by id. The questions share the
    /// time to work evenly; at least one is taken up, however short the time.
    ///
    /// # Errors
    ///
    /// [`MethodError::TooShort`] below three minutes.
    pub fn agenda(&self, questions: &[OpenQuestion]) -> Result<Agenda, MethodError> {
        let parts = share(self.minutes, &self.shares)?;
        let part = |index: usize| parts.get(index).copied().unwrap_or(0);
        let (reflect, work) = (part(0), part(1));
        let mut ranked: Vec<&OpenQuestion> = questions.iter().collect();
        ranked.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.id.cmp(&b.id)));
        let fit = (work / self.per_question).max(1) as usize;
        let parked = ranked.split_off(fit.min(ranked.len()));
        let slots = ranked.len().max(1);
        let mut now = reflect;
        let mut to_work = Vec::with_capacity(slots);
        for (index, minutes) in share(work, &vec![1; slots])?.into_iter().enumerate() {
            let question = ranked.get(index).map(|question| question.id.clone());
            to_work.push(Item { from: now, to: now + minutes, question });
            now += minutes;
        }
        let item = |from, to| Item { from, to, question: None };
        Ok(Agenda {
            reflect: item(0, reflect),
            to_work,
            look_ahead: item(now, self.minutes),
            parked: parked.into_iter().map(|question| question.id.clone()).collect(),
        })
    }
}
