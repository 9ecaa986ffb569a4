//! What happened, in the words of people (`P`) and texts (`T`): as a host tells it, and as a line holds it.

use chrono::NaiveDate;

use crate::ParticipantId;
use crate::journey::{CoachingStage, GoalStage, ProgrammeStage, SessionStage, Step, TopicStage};
use crate::privacy::{Author, Content, Entry, Old};

/// One thing that happened. Labels (fields, purposes, sessions, topics, goals) are ids without words; words stand in
/// [`Event::Noted`], [`Event::Posted`] and [`Event::Hidden`], where they belong to the people they are about and by.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Event<P = ParticipantId, T = String> {
    /// Somebody joined the programme.
    Joined {
        /// Who.
        who: P,
        /// The first day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// Somebody left it.
    Left {
        /// Who.
        who: P,
        /// The first day on which they are no longer there.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// Somebody gave a consent or withdrew it.
    Decided {
        /// Who.
        who: P,
        /// What about: a label.
        purpose: T,
        /// Given, or withdrawn.
        given: bool,
        /// From this day on.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// Something was noted about somebody.
    Noted(Entry<P, T>),
    /// A record was corrected.
    Rectified {
        /// Its number.
        record: usize,
        /// What it says from now on.
        content: Content<T>,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
        /// What happens to the old content.
        old: Old,
    },
    /// A participant took a step.
    Stepped {
        /// Who.
        who: P,
        /// The step.
        to: Step,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// The programme went on.
    Programme {
        /// The stage.
        to: ProgrammeStage,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// A session went on.
    Session {
        /// Its id.
        session: T,
        /// The stage.
        to: SessionStage,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// A topic went on.
    Topic {
        /// Its id. Who proposed it is not noted.
        topic: T,
        /// The stage.
        to: TopicStage,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// A coaching went on.
    Coaching {
        /// Who coaches.
        coach: P,
        /// Who is coached.
        coachee: P,
        /// The stage.
        to: CoachingStage,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// A goal went on.
    Goal {
        /// Whose goal.
        who: P,
        /// Its id.
        goal: T,
        /// The stage.
        to: GoalStage,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// A coach showed a certificate.
    Certified {
        /// Who.
        who: P,
        /// What it certifies: a label.
        kind: T,
        /// The first day on which it is good.
        #[serde(with = "crate::interchange::date")]
        from: NaiveDate,
        /// The last day; `None` when it does not run out.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "crate::interchange::date::option"
        )]
        until: Option<NaiveDate>,
    },
    /// A thread was opened.
    Opened {
        /// Its id: a label.
        thread: T,
        /// The groups that read it: labels. Everybody in the programme where there are none.
        groups: Vec<T>,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// Somebody wrote in a thread.
    Posted {
        /// The id of the thread.
        thread: T,
        /// Who.
        by: P,
        /// What; `None` only once they are erased.
        #[serde(skip_serializing_if = "Option::is_none")]
        words: Option<T>,
        /// The post that it answers, counted from 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<usize>,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// A moderator hid a post.
    Hidden {
        /// The id of the thread.
        thread: T,
        /// The post, counted from 0.
        post: usize,
        /// Who.
        by: P,
        /// Why, in words that its author may read; `None` only once one of the two is erased.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<T>,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
    /// Somebody was erased; written by [`Journal::erase`](super::Journal::erase).
    Erased {
        /// Who; from then on their tombstone.
        who: P,
        /// The day.
        #[serde(with = "crate::interchange::date")]
        on: NaiveDate,
    },
}

/// Whose a text is: whoever is erased takes it along.
pub(super) enum Owner<'p, P, T> {
    /// A label; nobody's.
    Nobody,
    /// Theirs, both of them.
    People(&'p P, &'p P),
    /// The people of this record.
    Record(usize),
    /// Theirs, and of whoever wrote this post of a thread.
    Post(&'p P, &'p T, usize),
}

/// Puts other people and texts in the places of those that an event names.
pub(super) trait Recode<P, T> {
    type Person;
    type Text;
    type Error;

    fn person(&mut self, person: P) -> Result<Self::Person, Self::Error>;

    /// `None` where the text is gone.
    fn words(&mut self, text: T, owner: Owner<'_, P, T>)
    -> Result<Option<Self::Text>, Self::Error>;

    /// A text that is never gone.
    fn label(&mut self, text: T) -> Result<Self::Text, Self::Error>;
}

impl<P, T> Event<P, T> {
    pub(super) fn recode<R: Recode<P, T>>(
        self,
        code: &mut R,
    ) -> Result<Event<R::Person, R::Text>, R::Error> {
        Ok(match self {
            Event::Joined { who, on } => Event::Joined { who: code.person(who)?, on },
            Event::Left { who, on } => Event::Left { who: code.person(who)?, on },
            Event::Decided { who, purpose, given, on } => {
                let (who, purpose) = (code.person(who)?, code.label(purpose)?);
                Event::Decided { who, purpose, given, on }
            }
            Event::Noted(entry) => {
                let Entry { field, about, author, content, on, visibility } = entry;
                let by = author.as_ref().map_or(&about, |author| &author.id);
                let content = recode(content, Owner::People(&about, by), code)?;
                let (field, about) = (code.label(field)?, code.person(about)?);
                let author = match author {
                    Some(Author { id, role }) => Some(Author { id: code.person(id)?, role }),
                    None => None,
                };
                Event::Noted(Entry { field, about, author, content, on, visibility })
            }
            Event::Rectified { record, content, on, old } => {
                let content = recode(content, Owner::Record(record), code)?;
                Event::Rectified { record, content, on, old }
            }
            Event::Stepped { who, to, on } => Event::Stepped { who: code.person(who)?, to, on },
            Event::Programme { to, on } => Event::Programme { to, on },
            Event::Session { session, to, on } => {
                Event::Session { session: code.label(session)?, to, on }
            }
            Event::Topic { topic, to, on } => Event::Topic { topic: code.label(topic)?, to, on },
            Event::Coaching { coach, coachee, to, on } => {
                let (coach, coachee) = (code.person(coach)?, code.person(coachee)?);
                Event::Coaching { coach, coachee, to, on }
            }
            Event::Goal { who, goal, to, on } => {
                Event::Goal { who: code.person(who)?, goal: code.label(goal)?, to, on }
            }
            Event::Certified { who, kind, from, until } => {
                let (who, kind) = (code.person(who)?, code.label(kind)?);
                Event::Certified { who, kind, from, until }
            }
            Event::Opened { thread, groups, on } => {
                let thread = code.label(thread)?;
                let groups = groups.into_iter().map(|group| code.label(group));
                Event::Opened { thread, groups: groups.collect::<Result<_, _>>()?, on }
            }
            Event::Posted { thread, by, words, reply_to, on } => {
                let words = match words {
                    Some(words) => code.words(words, Owner::People(&by, &by))?,
                    None => None,
                };
                let (thread, by) = (code.label(thread)?, code.person(by)?);
                Event::Posted { thread, by, words, reply_to, on }
            }
            Event::Hidden { thread, post, by, reason, on } => {
                let reason = match reason {
                    Some(reason) => code.words(reason, Owner::Post(&by, &thread, post))?,
                    None => None,
                };
                let (thread, by) = (code.label(thread)?, code.person(by)?);
                Event::Hidden { thread, post, by, reason, on }
            }
            Event::Erased { who, on } => Event::Erased { who: code.person(who)?, on },
        })
    }
}

fn recode<P, T, R: Recode<P, T>>(
    content: Content<T>,
    owner: Owner<'_, P, T>,
    code: &mut R,
) -> Result<Content<R::Text>, R::Error> {
    Ok(match content {
        Content::Text(text) => code.words(text, owner)?.map_or(Content::Erased, Content::Text),
        Content::Number(number) => Content::Number(number),
        Content::Erased => Content::Erased,
    })
}
