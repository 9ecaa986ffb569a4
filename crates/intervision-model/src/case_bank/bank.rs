use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use intervision_core::Roster;

use super::anonymise::anonymised;
use crate::privacy::{
    About, Access, AccessPolicy, Consents, DataKind, Disclosed, Discloses, Reader, Refusal, Role,
    Told, Visibility,
};
use crate::{ParticipantId, Place, Problem, Problems};

/// A practice situation as its owner writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct CaseDraft {
    id: String,
    title: String,
    situation: String,
    tags: BTreeSet<String>,
    veiled: Vec<String>,
}

impl CaseDraft {
    /// A situation under a slug that tells nothing of its owner.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        situation: impl Into<String>,
    ) -> Self {
        CaseDraft {
            id: id.into(),
            title: title.into(),
            situation: situation.into(),
            tags: BTreeSet::new(),
            veiled: Vec::new(),
        }
    }

    /// Tags it with what it is about: a competency, as training days name what they develop.
    pub fn tagged(mut self, tag: impl Into<String>) -> Self {
        self.tags.insert(tag.into());
        self
    }

    /// A name that must not stand in the bank: of a person, a place or a project. It is looked for as it is written here.
    pub fn veiling(mut self, name: impl Into<String>) -> Self {
        self.veiled.push(name.into());
        self
    }
}

/// A case as readers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PracticeCase<'b> {
    /// Its id.
    pub id: &'b str,
    /// What it is called.
    pub title: &'b str,
    /// What happened.
    pub situation: &'b str,
    /// What it is about.
    pub tags: Vec<&'b str>,
    /// Who brought it: only for its owner, and for others while its owner agrees.
    pub owner: Option<&'b ParticipantId>,
}

/// A case that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    owner: ParticipantId,
    title: String,
    situation: String,
    tags: BTreeSet<String>,
    on: NaiveDate,
    cleared: bool,
}

impl Kept {
    pub(super) fn tags(&self) -> &BTreeSet<String> {
        &self.tags
    }
}

/// The cases of a programme.
///
/// What a machine can take out of a text is taken out when it comes in, and never kept: ids of participants, addresses, long
/// numbers, and the names that its owner veils. Somebody who guides the programme reads the rest and clears it; only then do
/// others see it. Who brought it they see while its owner consents to [`CaseBank::OWNER`].
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Table;
/// use intervision_model::case_bank::{CaseBank, CaseDraft};
/// use intervision_model::privacy::{Circles, Consents, Reader, Role};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
/// let roster = Table::new(["a07", "a08"])?;
/// let mut bank = CaseBank::default();
/// let draft = CaseDraft::new("merger", "Telling it late", "When a08 heard it from the Herald")
///     .tagged("bad-news")
///     .veiling("Herald");
/// bank.submit("a07", draft, &roster, day(1))?;
/// bank.clear("merger", &Reader::new("guide", Role::Facilitator))?;
///
/// let (colleague, mut consents) = (Reader::participant("a08", []), Consents::default());
/// let case = bank.read("merger", &colleague, &Circles, &consents, day(2))?;
/// assert_eq!(case.situation, "When [person 1] heard it from the [name]");
/// assert_eq!(case.owner, None);
/// consents.give(&"a07".into(), CaseBank::OWNER, day(3))?;
/// assert!(bank.read("merger", &colleague, &Circles, &consents, day(3))?.owner.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseBank {
    cases: BTreeMap<String, Kept>,
}

impl CaseBank {
    /// The purpose under which somebody consents to be named as the owner of their cases.
    pub const OWNER: &str = "case-owner";

    /// Takes a case in, without the people that its words name. Nobody but its owner reads it before it is cleared.
    ///
    /// # Errors
    ///
    /// [`Problem::BadSlug`] for its id, [`Problem::Twice`] for one that is there, and [`Problem::Missing`] for a case without words
    /// or tags.
    pub fn submit(
        &mut self,
        owner: impl Into<ParticipantId>,
        draft: CaseDraft,
        roster: &dyn Roster,
        on: NaiveDate,
    ) -> Result<(), Problems> {
        let CaseDraft { id, title, situation, tags, veiled } = draft;
        let at = |field: &str| Place::part(format!("cases.{id}{field}"));
        let mut problems = Vec::new();
        crate::names::slug(&id, at(""), &mut problems);
        if self.cases.contains_key(&id) {
            problems.push(Problem::Twice { what: "case", id: id.clone(), times: 2 });
        }
        if situation.trim().is_empty() {
            let fix = "tell what happened".to_owned();
            problems.push(Problem::Missing { at: at(".situation"), what: "the situation", fix });
        }
        if tags.is_empty() {
            let fix = "say what it is about, so that it finds its training day".to_owned();
            problems.push(Problem::Missing { at: at(".tags"), what: "a tag", fix });
        }
        Problems::or(problems, ())?;
        let [title, situation] = anonymised([&title, &situation], &veiled, roster);
        let owner = owner.into();
        self.cases.insert(id, Kept { owner, title, situation, tags, on, cleared: false });
        Ok(())
    }

    /// What waits to be cleared, by id, without its owners.
    ///
    /// # Errors
    ///
    /// [`Refusal::Private`] for whoever does not guide or run the programme.
    pub fn to_clear(&self, reader: &Reader) -> Result<Vec<PracticeCase<'_>>, Refusal> {
        if !clears(reader) {
            return Err(Refusal::Private);
        }
        let waiting = self.cases.iter().filter(|(_, case)| !case.cleared);
        Ok(waiting.map(|(id, case)| case.shown(id, false)).collect())
    }

    /// Somebody who read a case finds nobody in it: others may see it.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`], and [`Problem::Contradiction`] unless a facilitator or the office clears it, and not its owner.
    pub fn clear(&mut self, id: &str, reader: &Reader) -> Result<(), Problem> {
        let unknown = self.unknown(id);
        let case = self.cases.get_mut(id).ok_or(unknown)?;
        if !clears(reader) || *reader.id() == case.owner {
            return Err(Problem::Contradiction {
                at: Place::part(format!("cases.{id}")),
                what: format!("\"{}\" cannot clear it", reader.id()),
                fix: "let a facilitator or the office read it, and not its owner".to_owned(),
            });
        }
        case.cleared = true;
        Ok(())
    }

    /// A case as somebody may read it on a day: within the programme once it is cleared, as the policy says.
    ///
    /// # Errors
    ///
    /// The [`Refusal`] of the policy; [`Refusal::Private`] too for a case that is not there, so that nobody can tell the two apart.
    pub fn read(
        &self,
        id: &str,
        reader: &Reader,
        policy: &dyn AccessPolicy,
        consents: &Consents,
        on: NaiveDate,
    ) -> Result<PracticeCase<'_>, Refusal> {
        let Some((id, case)) = self.cases.get_key_value(id) else { return Err(Refusal::Private) };
        let about = About::new(case.owner.clone(), case.visibility());
        match policy.may(reader, &about, DataKind::Case) {
            Access::Allowed => {
                let named =
                    *reader.id() == case.owner || consents.stands(&case.owner, CaseBank::OWNER, on);
                Ok(case.shown(id, named))
            }
            Access::Redacted => Err(Refusal::OnlyCounted),
            Access::Denied { why } => Err(why),
        }
    }

    /// Takes a case back.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`], and [`Problem::Contradiction`] when somebody else than its owner does.
    pub fn withdraw(&mut self, id: &str, by: &ParticipantId) -> Result<(), Problem> {
        let case = self.cases.get(id).ok_or_else(|| self.unknown(id))?;
        if case.owner != *by {
            return Err(Problem::Contradiction {
                at: Place::part(format!("cases.{id}")),
                what: format!("\"{by}\" takes it back"),
                fix: "let its owner do so, or erase them".to_owned(),
            });
        }
        self.cases.remove(id);
        Ok(())
    }

    /// Erases somebody: their cases go whole, since their words may tell who they are. Says how many there were.
    pub fn erase(&mut self, who: &ParticipantId) -> usize {
        let before = self.cases.len();
        self.cases.retain(|_, case| case.owner != *who);
        before - self.cases.len()
    }

    /// What somebody brought, for their access report: the day, the id and the words.
    pub fn of(&self, who: &ParticipantId) -> impl Iterator<Item = (NaiveDate, PracticeCase<'_>)> {
        let own = self.cases.iter().filter(move |(_, case)| case.owner == *who);
        own.map(|(id, case)| (case.on, case.shown(id, true)))
    }

    /// How many cases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    pub(super) fn cleared(&self) -> impl Iterator<Item = (&str, &Kept)> {
        let cleared = self.cases.iter().filter(|(_, case)| case.cleared);
        cleared.map(|(id, case)| (id.as_str(), case))
    }

    fn unknown(&self, id: &str) -> Problem {
        Problem::UnknownReference {
            at: Place::part("cases"),
            what: "case",
            id: id.to_owned(),
            known: self.cases.keys().cloned().collect(),
        }
    }
}

impl Kept {
    fn visibility(&self) -> Visibility {
        if self.cleared { Visibility::Programme } else { Visibility::Private }
    }

    fn shown<'b>(&'b self, id: &'b str, named: bool) -> PracticeCase<'b> {
        PracticeCase {
            id,
            title: &self.title,
            situation: &self.situation,
            tags: self.tags.iter().map(String::as_str).collect(),
            owner: named.then_some(&self.owner),
        }
    }
}

/// Their own cases, each with its title and its tags.
impl Discloses for CaseBank {
    fn told(&self, who: &ParticipantId) -> Told {
        let own = self.cases.iter().filter(|(_, case)| case.owner == *who);
        let about = own.map(|(id, case)| {
            let tags: Vec<&str> = case.tags.iter().map(String::as_str).collect();
            let words = format!("{} ({})\n{}", case.title, tags.join(", "), case.situation);
            Disclosed::own(format!("case {id}"), words, case.on, case.visibility())
        });
        Told { about: about.collect(), ..Told::default() }
    }
}

fn clears(reader: &Reader) -> bool {
    matches!(reader.role(), Role::Facilitator | Role::Office)
}
