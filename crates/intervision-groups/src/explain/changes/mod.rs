//! In: an earlier grouping and one of now. Out: who moves, who comes, who leaves, and who meets newly.

mod assign;
mod between;
mod sentences;
mod valued;

pub use between::{changes, changes_between, changes_by_number};

/// What changed from an earlier grouping to one of now; groups are counted from 1.
///
/// A group of now is the successor of the earlier group with which it is matched. Groups are matched so that as few people
/// move as possible, whatever their numbers.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Changes {
    /// The groups of now in order, then those earlier groups that nothing succeeds.
    pub groups: Vec<GroupChange>,
    /// Whoever is not where they were, in the order of ids.
    pub people: Vec<PersonChange>,
    /// How many people are in both groupings.
    pub in_both: usize,
    /// Pairs that share a group then and now.
    pub pairs_kept: u64,
    /// Pairs that share a group now and did not then.
    pub pairs_new: u64,
    /// Pairs that shared a group then and do not now.
    pub pairs_parted: u64,
    /// Those that meet newly, sorted, at most [`MOST_LISTED`](Changes::MOST_LISTED) of them.
    pub newly_together: Vec<[String; 2]>,
    /// Those that part, sorted, at most [`MOST_LISTED`](Changes::MOST_LISTED) of them.
    pub no_longer_together: Vec<[String; 2]>,
    /// What each term of the rules was and is; only from [`Former::changes`](crate::Former::changes), and only where
    /// everyone on the roster is in a group both times, or may wait.
    pub terms: Vec<TermChange>,
    /// The value of the whole then and now; known where the terms are, and the rules allow as many groups.
    pub value: Option<(f64, f64)>,
}

/// What became of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct GroupChange {
    /// Its number now; `None` for an earlier group without a successor.
    pub now: Option<usize>,
    /// Its number then; `None` for a new group.
    pub earlier: Option<usize>,
    /// Who is in it now and was then, in the order of ids.
    pub stayed: Vec<String>,
    /// Who is in it now and was not then.
    pub joined: Vec<String>,
    /// Who was in it then and is not now.
    pub gone: Vec<String>,
}

/// Somebody who is not where they were.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PersonChange {
    /// Who.
    pub id: String,
    /// Their earlier group by its earlier number; `None` for somebody who was in no group.
    pub from: Option<usize>,
    /// Their group now; `None` for somebody who is in no group.
    pub to: Option<usize>,
}

/// A term of the objective then and now, in its own unit; less is better.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TermChange {
    /// What is counted: `mix "function"`.
    pub name: String,
    /// Its value in the earlier grouping.
    pub earlier: f64,
    /// Its value now.
    pub now: f64,
    /// What one unit of it adds to the whole.
    pub weight: f64,
}

impl Changes {
    /// How many pairs are listed at most; all of them are counted.
    pub const MOST_LISTED: usize = 1000;

    /// Who moves to another group.
    pub fn moved(&self) -> impl Iterator<Item = &PersonChange> {
        self.people.iter().filter(|change| change.from.is_some() && change.to.is_some())
    }

    /// Who is in a group now and was in none.
    pub fn came(&self) -> impl Iterator<Item = &PersonChange> {
        self.people.iter().filter(|change| change.from.is_none())
    }

    /// Who was in a group and is in none now.
    pub fn left(&self) -> impl Iterator<Item = &PersonChange> {
        self.people.iter().filter(|change| change.to.is_none())
    }

    /// The changes in plain sentences, the most telling first.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        sentences::of(self)
    }
}
