//! A thread as a document, checked on the way in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::thread::{Post, PostState, Thread};
use crate::interchange::{date, document::version};
use crate::privacy::Visibility;
use crate::{ParticipantId, Place, Problem, Problems};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    version: u32,
    title: String,
    /// The groups that read it; everybody in the programme where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    groups: Option<Vec<String>>,
    posts: Vec<OnePost>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OnePost {
    author: ParticipantId,
    #[serde(with = "date")]
    on: NaiveDate,
    words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reply_to: Option<usize>,
    state: PostState,
}

impl TryFrom<Wire> for Thread {
    type Error = Problems;

    fn try_from(wire: Wire) -> Result<Self, Problems> {
        let mut found: Vec<Problem> = Vec::new();
        found.extend(version("thread", wire.version, Thread::VERSION).err());
        for (number, post) in wire.posts.iter().enumerate() {
            let at = || Place::part(format!("posts[{number}]"));
            if let Some(answered) = post.reply_to.filter(|answered| *answered >= number) {
                found.push(Problem::OutOfRange {
                    at: at(),
                    value: answered as f64,
                    expected: format!("the number of a post before it, from 0 to below {number}"),
                });
            }
            if post.state == PostState::Erased && !post.words.is_empty() {
                found.push(Problem::Contradiction {
                    at: at(),
                    what: "it is erased and has words".to_owned(),
                    fix: "leave its words empty".to_owned(),
                });
            }
        }
        let visibility =
            if wire.groups.is_some() { Visibility::Group } else { Visibility::Programme };
        let posts = wire.posts.into_iter().map(|post| {
            let OnePost { author, on, words, reply_to, state } = post;
            Post { author, on, words, reply_to, state }
        });
        let (title, groups) = (wire.title, wire.groups.unwrap_or_default());
        let thread = Thread { title, visibility, groups, posts: posts.collect() };
        Problems::or(found, thread)
    }
}

impl From<Thread> for Wire {
    fn from(thread: Thread) -> Self {
        let posts = thread.posts.into_iter().map(|post| {
            let Post { author, on, words, reply_to, state } = post;
            OnePost { author, on, words, reply_to, state }
        });
        let groups = (thread.visibility == Visibility::Group).then_some(thread.groups);
        Wire { version: Thread::VERSION, title: thread.title, groups, posts: posts.collect() }
    }
}

crate::interchange::document::documents! {
    "thread": Wire => Thread,
}
