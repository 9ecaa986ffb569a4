//! What somebody is told of what is kept about them, and what they take along.

use chrono::NaiveDate;
use intervision_core::Roster;

use super::mention::without;
use super::{Content, Correction, Discloses, Records, Role, Told, Visibility};
use crate::ParticipantId;

/// A record as the person it is about may see it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Disclosed {
    /// The field of the register.
    pub field: String,
    /// What it says.
    pub content: Content,
    /// The day, where they noted it themselves or know it. With other people's words the day could tell who wrote them.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub on: Option<NaiveDate>,
    /// As what somebody else wrote it.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub written_by: Option<Role>,
    /// The circle that it is shown to.
    pub visibility: Visibility,
    /// What it said before it was corrected; days where they noted it themselves.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub corrections: Vec<Content>,
}

/// Everything that is kept about one person and everything they wrote about others (article 15 of the General Data Protection
/// Regulation). It names nobody else: who wrote about them is told as a role, without a day and in an order that does not
/// follow the order of writing; whom they wrote about is not told; and ids of other people are taken out of every text.
///
/// The records come by themselves; what stands elsewhere is added [`with`](AccessReport::with) the place that holds it.
/// Of others they are told only what they see in that place already: on which day their coach noted something of them, which stages
/// their coaching took, and why a moderator hid their post. What others write in a thread is read there.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct AccessReport {
    /// Whom it is about.
    pub id: ParticipantId,
    /// What is kept about them.
    pub about: Vec<Disclosed>,
    /// What they wrote about others.
    pub written: Vec<Disclosed>,
    /// Whom no text may name, the longest ids first.
    #[cfg_attr(feature = "serde", serde(skip))]
    others: Vec<ParticipantId>,
}

impl AccessReport {
    /// Adds what a thread, a coaching, a bank of cases or a place of the host's own holds of them.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_model::coaching::Dossier;
    /// use intervision_model::privacy::{Content, Records, Role};
    ///
    /// let day = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
    /// let mut dossier = Dossier::new("c01", "a07");
    /// dossier.note(&"c01".into(), day, "a07 says yes to c33")?;
    /// let report = Records::default().report(&"a07".into()).with(&dossier);
    /// assert_eq!(report.about[0].content, Content::Text("a07 says yes to c33".into()));
    /// assert_eq!((report.about[0].written_by, report.about[0].on), (Some(Role::Coach), Some(day)));
    /// // Nobody here knows yet that c33 is somebody; a report among a roster does.
    /// # Ok::<(), intervision_model::Problem>(())
    /// ```
    #[must_use]
    pub fn with(mut self, place: &dyn Discloses) -> Self {
        let Told { about, written, others } = place.told(&self.id);
        let others = others.into_iter().filter(|other| *other != self.id && other.is_somebody());
        self.others = longest_first(self.others.into_iter().chain(others).collect());
        self.about.extend(about);
        self.written.extend(written);
        for told in self.about.iter_mut().chain(&mut self.written) {
            told.field = without_all(&told.field, &self.others);
            for content in std::iter::once(&mut told.content).chain(&mut told.corrections) {
                *content = clean(content, &self.others);
            }
        }
        self.about.sort_by(order);
        self
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.about.is_empty() && self.written.is_empty()
    }

    /// What they gave themselves, and may take to another organisation (article 20): everything but what others wrote.
    #[must_use]
    pub fn portable(mut self) -> Self {
        self.about.retain(|record| record.written_by.is_none());
        self
    }

    /// The report as JSON.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`](crate::Problem::Syntax) if the writer refuses: a number that is not finite.
    #[cfg(feature = "serde")]
    pub fn to_json(&self) -> Result<String, crate::Problem> {
        crate::interchange::document::to_json("access report", self)
    }
}

impl Records {
    /// Everything about somebody that they may ask for. Of others it leaves out the ids that stand in these records;
    /// [`report_among`](Records::report_among) also knows those who only stand on a roster.
    #[must_use]
    pub fn report(&self, who: &ParticipantId) -> AccessReport {
        self.report_without(who, self.others(who))
    }

    /// The same, also without the ids of everybody else on a roster: texts may mention people of whom nothing is kept.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_core::Table;
    /// use intervision_model::privacy::{Content, Entry, Records};
    ///
    /// let day = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
    /// let mut records = Records::default();
    /// records.keep(Entry::text("a07", "plan", "ask c33", day))?;
    /// let report = records.report_among(&"a07".into(), &Table::new(["a07", "c33"])?);
    /// assert_eq!(report.about[0].content, Content::Text("ask somebody".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn report_among(&self, who: &ParticipantId, roster: &dyn Roster) -> AccessReport {
        let ids = (0..roster.len()).map(|member| ParticipantId::from(roster.id(member).as_ref()));
        let others = self.others(who).into_iter().chain(ids.filter(|id| id != who));
        self.report_without(who, longest_first(others.collect()))
    }

    fn report_without(&self, who: &ParticipantId, others: Vec<ParticipantId>) -> AccessReport {
        let (mut about, mut written) = (Vec::new(), Vec::new());
        for record in &self.records {
            let entry = &record.entry;
            let author = entry.author.as_ref().filter(|author| author.id != entry.about);
            let (list, own) = match author {
                _ if entry.about == *who => (&mut about, author.is_none()),
                Some(author) if author.id == *who => (&mut written, true),
                _ => continue,
            };
            let before = |correction: &Correction| clean(&correction.before, &others);
            list.push(Disclosed {
                field: entry.field.clone(),
                content: clean(&entry.content, &others),
                on: own.then_some(entry.on),
                written_by: author.filter(|_| !own).map(|author| author.role),
                visibility: entry.visibility,
                corrections: record.corrections.iter().map(before).collect(),
            });
        }
        // The order of noting could tell who wrote; the content does not.
        about.sort_by(order);
        AccessReport { id: who.clone(), about, written, others }
    }

    /// Everybody else who is known here, the longest ids first, so that none is taken for a part of another.
    fn others(&self, who: &ParticipantId) -> Vec<ParticipantId> {
        let people = self.records.iter().flat_map(|r| [&r.entry.about, r.entry.written_by()]);
        longest_first(people.filter(|id| *id != who).cloned().collect())
    }
}

fn longest_first(mut ids: Vec<ParticipantId>) -> Vec<ParticipantId> {
    ids.sort_by(|a, b| b.as_str().len().cmp(&a.as_str().len()).then(a.cmp(b)));
    ids.dedup();
    ids
}

fn order(a: &Disclosed, b: &Disclosed) -> std::cmp::Ordering {
    let key = |d: &Disclosed| (d.field.clone(), d.written_by, d.on);
    let content = |d: &Disclosed| match &d.content {
        Content::Text(text) => (0, text.clone(), 0.0),
        Content::Number(number) => (1, String::new(), *number),
        Content::Erased => (2, String::new(), 0.0),
    };
    let ((ka, ta, na), (kb, tb, nb)) = (content(a), content(b));
    key(a).cmp(&key(b)).then(ka.cmp(&kb)).then_with(|| ta.cmp(&tb)).then(na.total_cmp(&nb))
}

fn clean(content: &Content, others: &[ParticipantId]) -> Content {
    match content {
        Content::Text(text) => Content::Text(without_all(text, others)),
        other => other.clone(),
    }
}

fn without_all(text: &str, others: &[ParticipantId]) -> String {
    let nobody = ParticipantId::from("somebody");
    others.iter().fold(text.to_owned(), |text, other| without(&text, other, &nobody))
}
