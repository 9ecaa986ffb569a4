use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::snapshot::{Holder, Snapshot, Standing};

/// What happened to a session, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ChangeKind {
    /// It no longer takes place.
    Cancelled,
    /// It had no place before.
    Added,
    /// It takes place at another time.
    Moved,
    /// The time stays; the room or whoever serves it is another.
    Reassigned,
    /// Time and place stay; other people attend.
    Attendance,
    /// Only its title is another. Calendars show the new one, and nobody has to answer again.
    Renamed,
}

/// What a change asks of one calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Effect {
    /// Take the session up.
    Take,
    /// Show it as it stands now.
    Update,
    /// Drop it: it takes place without this one.
    Leave,
    /// Drop it: it does not take place.
    Cancel,
}

/// One session that does not stand as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Change {
    /// The session's id.
    pub session: String,
    /// What happened, by its weightiest part.
    pub kind: ChangeKind,
    /// How it stood, if it did.
    pub before: Option<Standing>,
    /// How it stands, if it does.
    pub after: Option<Standing>,
}

impl Change {
    fn between(session: &str, before: Option<&Standing>, after: Option<&Standing>) -> Option<Self> {
        let kind = match (before, after) {
            (Some(_), None) => ChangeKind::Cancelled,
            (None, Some(_)) => ChangeKind::Added,
            (Some(old), Some(new)) if old.span != new.span => ChangeKind::Moved,
            (Some(old), Some(new))
                if (&old.places, &old.resources) != (&new.places, &new.resources) =>
            {
                ChangeKind::Reassigned
            }
            (Some(old), Some(new)) if old.people != new.people => ChangeKind::Attendance,
            (Some(old), Some(new)) if old.title != new.title => ChangeKind::Renamed,
            _ => return None,
        };
        let session = session.to_owned();
        Some(Change { session, kind, before: before.cloned(), after: after.cloned() })
    }

    /// What it asks of each calendar that has to change.
    ///
    /// Who else attends is not shown in anyone's calendar, so those who stay when only attendance changes have nothing to do.
    #[must_use]
    pub fn effects(&self) -> BTreeMap<Holder, Effect> {
        let holders = |standing: &Option<Standing>| {
            standing.as_ref().map_or_else(BTreeSet::new, Standing::holders)
        };
        let (before, after) = (holders(&self.before), holders(&self.after));
        let shown = |standing: &Option<Standing>| {
            standing.clone().map(|s| (s.title, s.span, s.places, s.resources))
        };
        let stays = shown(&self.before) == shown(&self.after);
        let effect = |holder: &Holder| match (before.contains(holder), after.contains(holder)) {
            (true, true) if stays => None,
            (true, true) => Some(Effect::Update),
            (_, true) => Some(Effect::Take),
            (_, false) if self.after.is_some() => Some(Effect::Leave),
            (_, false) => Some(Effect::Cancel),
        };
        before.union(&after).filter_map(|holder| Some((holder.clone(), effect(holder)?))).collect()
    }

    /// Whether people have to look at it again: everything but a new title. Such changes raise the sequence number.
    #[must_use]
    pub fn is_significant(&self) -> bool {
        self.kind != ChangeKind::Renamed
    }
}

/// In plain words, without the people.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |standing: &Option<Standing>| {
            let start = standing.as_ref().map(|s| s.span.start().format("%Y-%m-%d %H:%M"));
            start.map_or_else(String::new, |start| start.to_string())
        };
        let with = |standing: &Option<Standing>| {
            let serving = standing.iter().flat_map(|s| s.places.iter().chain(&s.resources));
            let names: Vec<&str> = serving.map(String::as_str).collect();
            if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
        };
        let (before, after) = (at(&self.before), at(&self.after));
        let session = &self.session;
        match self.kind {
            ChangeKind::Cancelled => write!(f, "{session} of {before} is cancelled"),
            ChangeKind::Added => write!(f, "{session} is added on {after}"),
            ChangeKind::Moved if before == after => {
                write!(f, "{session} on {after} lasts differently")
            }
            ChangeKind::Moved => write!(f, "{session} moves from {before} to {after}"),
            ChangeKind::Reassigned => {
                let (old, new) = (with(&self.before), with(&self.after));
                write!(f, "{session} on {after} has {new} instead of {old}")
            }
            ChangeKind::Attendance => {
                let effects = self.effects();
                let count = |wanted| effects.values().filter(|effect| **effect == wanted).count();
                let (more, fewer) = (count(Effect::Take), count(Effect::Leave));
                write!(f, "{session} on {after}: {more} join, {fewer} leave")
            }
            ChangeKind::Renamed => write!(f, "{session} on {after} has a new title"),
        }
    }
}

/// All sessions that do not stand as they stood, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Changes {
    list: Vec<Change>,
}

impl Changes {
    /// What changes from one timetable to the next.
    #[must_use]
    pub fn between(before: &Snapshot, after: &Snapshot) -> Self {
        let ids: BTreeSet<&str> = before.iter().chain(after.iter()).map(|(id, _)| id).collect();
        let change = |id: &str| Change::between(id, before.get(id), after.get(id));
        Changes { list: ids.into_iter().filter_map(change).collect() }
    }

    /// The changes, by session id.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.list.iter()
    }

    /// Those of one kind.
    pub fn of_kind(&self, kind: ChangeKind) -> impl Iterator<Item = &Change> {
        self.list.iter().filter(move |change| change.kind == kind)
    }

    /// How many sessions change.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether everything stays.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What each calendar that has to change must do, by holder and then by session.
    #[must_use]
    pub fn by_calendar(&self) -> BTreeMap<Holder, Vec<(&Change, Effect)>> {
        let mut calendars = BTreeMap::<_, Vec<_>>::new();
        for change in &self.list {
            for (holder, effect) in change.effects() {
                calendars.entry(holder).or_default().push((change, effect));
            }
        }
        calendars
    }

    /// How many calendars have to change: the price of a new plan to those who live by the old one.
    #[must_use]
    pub fn touched(&self) -> usize {
        self.by_calendar().len()
    }
}

/// One line per session.
impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.list.iter().try_for_each(|change| writeln!(f, "{change}"))
    }
}
