//! What people work with between and during sessions: items come in, each of a kind and a form; which forms every phase has goes out.

use std::collections::BTreeMap;
use std::fmt;

use super::{Design, DesignDraft};
use crate::journey::Gate;
use crate::names::{slug, unique};
use crate::{Place, Problem};

/// The content of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Content {
    /// What every phase must have.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub required: Vec<Cell>,
    /// The items.
    pub items: Vec<ContentItem>,
}

/// Something to do, to think about, to see or to read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ContentItem {
    /// A slug, different from those of the other items and of the sessions.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What kind of content it is.
    pub kind: ContentKind,
    /// Where.
    pub mode: Mode,
    /// With others or alone.
    pub company: Company,
    /// The phase it belongs to.
    pub phase: String,
    /// When it opens, beside its phase: on a day of the programme, counted from 1, or after other items and sessions.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Gate::is_free"))]
    pub gate: Gate,
    /// How many members must hand in an assignment of a group before it is complete; all of them unless set.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub quorum: Option<u32>,
}

/// A kind of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ContentKind {
    /// Something to do and to hand in.
    Assignment,
    /// Something to think about.
    Question,
    /// Something to see.
    Video,
    /// Something to know.
    Theory,
    /// Something that moves.
    Inspiration,
}

/// Where content is worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Mode {
    /// At a screen.
    Online,
    /// In a room, or outside.
    Offline,
}

/// With whom content is worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Company {
    /// With one's group.
    Group,
    /// Alone.
    Individual,
}

impl ContentKind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [ContentKind; 5] = [
        ContentKind::Assignment,
        ContentKind::Question,
        ContentKind::Video,
        ContentKind::Theory,
        ContentKind::Inspiration,
    ];
}

impl fmt::Display for ContentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ContentKind::Assignment => "assignment",
            ContentKind::Question => "question",
            ContentKind::Video => "video",
            ContentKind::Theory => "theory",
            ContentKind::Inspiration => "inspiration",
        })
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Mode::Online { "online" } else { "offline" })
    }
}

impl fmt::Display for Company {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Company::Group { "group" } else { "individual" })
    }
}

/// A cell of the matrix of kinds and forms. What is left open may be anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Cell {
    /// The kind.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub kind: Option<ContentKind>,
    /// Where.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub mode: Option<Mode>,
    /// With whom.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub company: Option<Company>,
}

impl Cell {
    /// Whether an item lies in it.
    #[must_use]
    pub fn holds(&self, item: &ContentItem) -> bool {
        self.kind.is_none_or(|kind| kind == item.kind)
            && self.mode.is_none_or(|mode| mode == item.mode)
            && self.company.is_none_or(|company| company == item.company)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mode, company) =
            (self.mode.map(|m| m.to_string()), self.company.map(|c| c.to_string()));
        let kind = self.kind.map_or("item".to_owned(), |kind| kind.to_string());
        let words: Vec<String> = mode.into_iter().chain(company).chain([kind]).collect();
        f.write_str(&words.join(" "))
    }
}

/// How many items of each kind and form a phase has, and which of the required ones are missing.
///
/// # Example
///
/// ```
/// use intervision_model::design::{
///     Cell, Company, Content, ContentItem, ContentKind, ContentMatrix, Mode,
/// };
/// use intervision_model::journey::Gate;
///
/// let video = Cell { kind: Some(ContentKind::Video), ..Cell::default() };
/// let content = Content {
///     required: vec![video],
///     items: vec![ContentItem {
///         id: "film".into(),
///         title: "A film".into(),
///         kind: ContentKind::Video,
///         mode: Mode::Online,
///         company: Company::Individual,
///         phase: "look".into(),
///         gate: Gate::default(),
///         quorum: None,
///     }],
/// };
/// let matrix = ContentMatrix::of(&content, ["look", "choose"]);
/// assert_eq!(matrix.count("look", &video), 1);
/// assert_eq!(matrix.missing(), [("choose".to_owned(), video)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentMatrix {
    phases: Vec<String>,
    counts: BTreeMap<(String, ContentKind, Mode, Company), usize>,
    required: Vec<Cell>,
}

impl ContentMatrix {
    /// Counts the items of each phase.
    pub fn of<'p>(content: &Content, phases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut counts = BTreeMap::new();
        for item in &content.items {
            let key = (item.phase.clone(), item.kind, item.mode, item.company);
            *counts.entry(key).or_default() += 1;
        }
        let phases = phases.into_iter().map(str::to_owned).collect();
        ContentMatrix { phases, counts, required: content.required.clone() }
    }

    /// The phases, in order.
    #[must_use]
    pub fn phases(&self) -> &[String] {
        &self.phases
    }

    /// What every phase must have.
    #[must_use]
    pub fn required(&self) -> &[Cell] {
        &self.required
    }

    /// How many items of a phase lie in a cell.
    #[must_use]
    pub fn count(&self, phase: &str, cell: &Cell) -> usize {
        let inside = |(of, kind, mode, company): &(String, ContentKind, Mode, Company)| {
            of == phase
                && cell.kind.is_none_or(|asked| asked == *kind)
                && cell.mode.is_none_or(|asked| asked == *mode)
                && cell.company.is_none_or(|asked| asked == *company)
        };
        self.counts.iter().filter(|(key, _)| inside(key)).map(|(_, count)| count).sum()
    }

    /// The phases that lack something required, with what it is, in order.
    #[must_use]
    pub fn missing(&self) -> Vec<(String, Cell)> {
        let mut missing = Vec::new();
        for phase in &self.phases {
            let lacks = self.required.iter().filter(|cell| self.count(phase, cell) == 0);
            missing.extend(lacks.map(|cell| (phase.clone(), *cell)));
        }
        missing
    }
}

impl Design {
    /// The content, counted by phase, kind and form; `None` for a design without content.
    #[must_use]
    pub fn content_matrix(&self) -> Option<ContentMatrix> {
        let phases = self.phases().iter().map(|phase| phase.id.as_str());
        self.content().map(|content| ContentMatrix::of(content, phases))
    }
}

pub(super) fn check(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let items = draft.content.iter().flat_map(|content| &content.items);
    let done: Vec<&str> = items
        .clone()
        .map(|item| item.id.as_str())
        .chain(draft.sessions.iter().map(|session| session.id.as_str()))
        .collect();
    for phase in &draft.phases {
        gate(&format!("phases.{}.gate", phase.id), &phase.gate, draft, &done, found);
    }
    let Some(content) = &draft.content else { return };
    unique("content item or session", done.iter().copied(), found);
    for item in &content.items {
        let at = |field: &str| format!("content.{}.{field}", item.id);
        slug(&item.id, Place::part(at("id")), found);
        if !draft.phases.iter().any(|phase| phase.id == item.phase) {
            found.push(Problem::UnknownReference {
                at: Place::part(at("phase")),
                what: "phase",
                id: item.phase.clone(),
                known: draft.phases.iter().map(|phase| phase.id.clone()).collect(),
            });
        }
        gate(&at("gate"), &item.gate, draft, &done, found);
        if item.quorum == Some(0) {
            let (at, expected) = (Place::part(at("quorum")), "at least 1".to_owned());
            found.push(Problem::OutOfRange { at, value: 0.0, expected });
        }
        let joint = item.kind == ContentKind::Assignment && item.company == Company::Group;
        if item.quorum.is_some() && !joint {
            found.push(Problem::Contradiction {
                at: Place::part(at("quorum")),
                what: "a quorum is for assignments of a group, and this is none".to_owned(),
                fix: "leave it out, or set `kind = \"assignment\"` and `company = \"group\"`"
                    .to_owned(),
            });
        }
    }
    let phases = draft.phases.iter().map(|phase| phase.id.as_str());
    for (phase, cell) in ContentMatrix::of(content, phases).missing() {
        found.push(Problem::Missing {
            at: Place::part("content.required"),
            what: "content",
            fix: format!("give phase \"{phase}\" something of the form \"{cell}\""),
        });
    }
}

fn gate(at: &str, gate: &Gate, draft: &DesignDraft, known: &[&str], found: &mut Vec<Problem>) {
    let days = (draft.season.end - draft.season.start).num_days() + 1;
    if let Some(day) = gate.day().filter(|day| *day == 0 || i64::from(*day) > days) {
        found.push(Problem::OutOfRange {
            at: Place::part(format!("{at}.from_day")),
            value: f64::from(day),
            expected: format!("a day of the programme, from 1 to {days}"),
        });
    }
    for id in gate.asks().filter(|id| !known.contains(id)) {
        found.push(Problem::UnknownReference {
            at: Place::part(format!("{at}.after")),
            what: "content item or session",
            id: id.to_owned(),
            known: known.iter().map(|id| (*id).to_owned()).collect(),
        });
    }
}
