//! One thread and its posts.

use chrono::NaiveDate;

use crate::privacy::{
    About, Access, AccessPolicy, DataKind, Disclosed, Discloses, Reader, Refusal, Role, Told,
    Visibility,
};
use crate::{ParticipantId, Place, Problem};

/// What became of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum PostState {
    /// It is shown.
    Shown,
    /// A moderator hid it.
    Hidden {
        /// Who.
        by: ParticipantId,
        /// Why, in words that its author may read.
        reason: String,
    },
    /// Its author was erased, and its words with them.
    Erased,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub(super) author: ParticipantId,
    pub(super) on: NaiveDate,
    pub(super) words: String,
    pub(super) reply_to: Option<usize>,
    pub(super) state: PostState,
}

/// A post as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'t> {
    /// Its number in the thread, counted from 0.
    pub number: usize,
    /// Who wrote it; a tombstone where they were erased.
    pub author: &'t ParticipantId,
    /// The day.
    pub on: NaiveDate,
    /// The post that it answers.
    pub reply_to: Option<usize>,
    /// What it says; `None` where it was hidden or erased. Its author and moderators read what is hidden.
    pub words: Option<&'t str>,
    /// What became of it.
    pub state: &'t PostState,
}

/// A thread of a group, of a theme or of the whole programme.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::forum::Thread;
/// use intervision_model::privacy::{Circles, Reader};
///
/// let day = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
/// let mut thread = Thread::of_groups("first cases", ["north"]);
/// let north = Reader::participant("a07", ["north"]);
/// thread.post(&north, &Circles, day, "Who has tried this?", None)?;
/// assert_eq!(thread.read(&north, &Circles).map(|posts| posts.len()), Ok(1));
/// assert!(thread.read(&Reader::participant("a09", ["south"]), &Circles).is_err());
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "super::wire::Wire", into = "super::wire::Wire"))]
pub struct Thread {
    pub(super) title: String,
    pub(super) visibility: Visibility,
    pub(super) groups: Vec<String>,
    pub(super) posts: Vec<Post>,
}

impl Thread {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// A thread that everybody in the programme reads.
    pub fn of_programme(title: impl Into<String>) -> Self {
        let (visibility, groups) = (Visibility::Programme, Vec::new());
        Thread { title: title.into(), visibility, groups, posts: Vec::new() }
    }

    /// A thread that these groups read: learning groups, or all who follow a theme.
    pub fn of_groups<'g>(
        title: impl Into<String>,
        groups: impl IntoIterator<Item = &'g str>,
    ) -> Self {
        let groups = groups.into_iter().map(str::to_owned).collect();
        Thread { title: title.into(), visibility: Visibility::Group, groups, posts: Vec::new() }
    }

    /// What it is about.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Writes a post, and gives its number.
    ///
    /// # Errors
    ///
    /// [`Problem::Contradiction`] when the writer may not read the thread, and [`Problem::OutOfRange`] for an answer to a post
    /// that is not there.
    pub fn post(
        &mut self,
        writer: &Reader,
        policy: &dyn AccessPolicy,
        on: NaiveDate,
        words: impl Into<String>,
        reply_to: Option<usize>,
    ) -> Result<usize, Problem> {
        if let Err(why) = self.open(writer, policy) {
            return Err(self.contradiction(
                format!("\"{}\" cannot write here: {why}", writer.id()),
                "write in a thread that they read",
            ));
        }
        self.take(writer.id().clone(), on, Some(words.into()), reply_to)?;
        Ok(self.posts.len() - 1)
    }

    /// Takes a post in whose writer was asked for before; without words where they are erased since.
    pub(crate) fn take(
        &mut self,
        author: ParticipantId,
        on: NaiveDate,
        words: Option<String>,
        reply_to: Option<usize>,
    ) -> Result<(), Problem> {
        if let Some(number) = reply_to.filter(|number| *number >= self.posts.len()) {
            return Err(self.no_post(number));
        }
        let state = if words.is_some() { PostState::Shown } else { PostState::Erased };
        let words = words.unwrap_or_default();
        self.posts.push(Post { author, on, words, reply_to, state });
        Ok(())
    }

    /// Hides a post. Its place in the thread stays.
    ///
    /// # Errors
    ///
    /// [`Problem::Contradiction`] unless a facilitator or the office does so, or when its author was erased, and
    /// [`Problem::OutOfRange`] for a post that is not there.
    pub fn hide(
        &mut self,
        number: usize,
        moderator: &Reader,
        reason: impl Into<String>,
    ) -> Result<(), Problem> {
        if !moderates(moderator) {
            return Err(self.contradiction(
                format!("\"{}\" does not moderate", moderator.id()),
                "let a facilitator or the office hide it",
            ));
        }
        self.hideable(number)?;
        self.cover(number, moderator.id().clone(), reason.into())
    }

    /// Whether there is a post with words to hide.
    pub(crate) fn hideable(&self, number: usize) -> Result<(), Problem> {
        match self.posts.get(number) {
            Some(post) if post.state != PostState::Erased => Ok(()),
            Some(_) => Err(self.contradiction(
                format!("post {number} was erased"),
                "there is nothing left to hide",
            )),
            None => Err(self.no_post(number)),
        }
    }

    /// Hides a post that could be hidden once; since then it may have been erased.
    pub(crate) fn cover(
        &mut self,
        number: usize,
        by: ParticipantId,
        reason: String,
    ) -> Result<(), Problem> {
        let unknown = self.no_post(number);
        let post = self.posts.get_mut(number).ok_or(unknown)?;
        if post.state != PostState::Erased {
            post.state = PostState::Hidden { by, reason };
        }
        Ok(())
    }

    /// Who wrote a post.
    #[cfg(feature = "serde")]
    pub(crate) fn author(&self, number: usize) -> Option<&ParticipantId> {
        self.posts.get(number).map(|post| &post.author)
    }

    /// The posts as a reader sees them, the first one first.
    ///
    /// # Errors
    ///
    /// The [`Refusal`] of the policy.
    pub fn read(
        &self,
        reader: &Reader,
        policy: &dyn AccessPolicy,
    ) -> Result<Vec<Shown<'_>>, Refusal> {
        self.open(reader, policy)?;
        let shown = self.posts.iter().enumerate().map(|(number, post)| {
            let open = match post.state {
                PostState::Shown => true,
                PostState::Hidden { .. } => post.author == *reader.id() || moderates(reader),
                PostState::Erased => false,
            };
            Shown {
                number,
                author: &post.author,
                on: post.on,
                reply_to: post.reply_to,
                words: open.then_some(post.words.as_str()),
                state: &post.state,
            }
        });
        Ok(shown.collect())
    }

    /// Erases somebody: their words go, those with which they hid a post as well, a tombstone stands for their id, and the thread
    /// stays whole. Says how many posts were theirs.
    pub fn erase(&mut self, who: &ParticipantId, tombstone: &ParticipantId) -> usize {
        let mut count = 0;
        let gone = |text: &str| crate::privacy::mention::without(text, who, tombstone);
        for post in &mut self.posts {
            if post.author == *who {
                post.author = tombstone.clone();
                post.words.clear();
                post.state = PostState::Erased;
                count += 1;
            }
            post.words = gone(&post.words);
            if let PostState::Hidden { by, reason } = &mut post.state {
                if by == who {
                    *by = tombstone.clone();
                    reason.clear();
                }
                *reason = gone(reason);
            }
        }
        self.title = gone(&self.title);
        count
    }

    fn open(&self, reader: &Reader, policy: &dyn AccessPolicy) -> Result<(), Refusal> {
        // A thread is nobody's own: it belongs to its circle.
        let about =
            About::new("", self.visibility).with_groups(self.groups.iter().map(String::as_str));
        match policy.may(reader, &about, DataKind::Post) {
            Access::Allowed => Ok(()),
            Access::Redacted => Err(Refusal::OnlyCounted),
            Access::Denied { why } => Err(why),
        }
    }

    fn contradiction(&self, what: String, fix: &str) -> Problem {
        let at = Place::part(format!("thread \"{}\"", self.title));
        Problem::Contradiction { at, what, fix: fix.to_owned() }
    }

    fn no_post(&self, number: usize) -> Problem {
        Problem::OutOfRange {
            at: Place::part(format!("thread \"{}\"", self.title)),
            value: number as f64,
            expected: format!("the number of a post, from 0 to below {}", self.posts.len()),
        }
    }
}

/// Their own posts, hidden ones too, and why those were hidden: in the words of a facilitator, whoever moderated.
impl Discloses for Thread {
    fn told(&self, who: &ParticipantId) -> Told {
        let mut told = Told::default();
        for Post { author, on, words, state, .. } in &self.posts {
            told.others.push(author.clone());
            let hidden = match state {
                PostState::Hidden { by, reason } => Some((by, reason)),
                _ => None,
            };
            told.others.extend(hidden.map(|(by, _)| by.clone()));
            if author == who {
                told.about.push(Disclosed::own(&self.title, words, *on, self.visibility));
                let reason = hidden.filter(|(_, reason)| !reason.is_empty());
                told.about.extend(reason.map(|(_, reason)| {
                    Disclosed::by(Role::Facilitator, &self.title, reason, self.visibility)
                }));
            }
        }
        told
    }
}

fn moderates(reader: &Reader) -> bool {
    matches!(reader.role(), Role::Facilitator | Role::Office)
}
