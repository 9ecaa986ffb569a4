//! Names under which participants appear.

use std::collections::BTreeMap;

use crate::{ParticipantId, Place, Problem, Problems};

/// A pseudonym per participant, which the host draws and keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pseudonyms {
    names: BTreeMap<ParticipantId, String>,
}

impl Pseudonyms {
    /// Pairs of a participant's id and a pseudonym.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists every pseudonym that is empty, is the id itself or an e-mail address, or stands for two people, and
    /// everybody who has two.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_model::interchange::xapi::Pseudonyms;
    ///
    /// let names = Pseudonyms::new([("a07", "k3f9"), ("a08", "w2qd")])?;
    /// assert_eq!(names.of(&"a07".into()), Some("k3f9"));
    /// assert!(Pseudonyms::new([("a07", "a07")]).is_err());
    /// # Ok::<(), intervision_model::Problems>(())
    /// ```
    pub fn new<I, P, N>(pairs: I) -> Result<Self, Problems>
    where
        I: IntoIterator<Item = (P, N)>,
        P: Into<ParticipantId>,
        N: Into<String>,
    {
        let mut problems = Vec::new();
        let mut names = BTreeMap::new();
        let mut owners: BTreeMap<String, usize> = BTreeMap::new();
        for (place, (id, name)) in pairs.into_iter().enumerate() {
            let (id, name, at) = (id.into(), name.into(), Place::Entry { number: place + 1 });
            if name.trim().is_empty() || name == id.as_str() || name.contains('@') {
                problems.push(Problem::WrongValue {
                    at,
                    value: name,
                    expected: "pseudonym".to_owned(),
                    fix: "draw letters and digits that say nothing of the person".to_owned(),
                });
                continue;
            }
            if let Some(first) = owners.insert(name.clone(), place + 1) {
                problems.push(Problem::Contradiction {
                    at: at.clone(),
                    what: format!("\"{name}\" stands for entry {first} as well"),
                    fix: "give everyone a pseudonym of their own".to_owned(),
                });
            }
            if names.insert(id.clone(), name).is_some() {
                let id = id.as_str().to_owned();
                problems.push(Problem::SamePerson { at, id });
            }
        }
        Problems::or(problems, Pseudonyms { names })
    }

    /// The pseudonym of a participant.
    #[must_use]
    pub fn of(&self, participant: &ParticipantId) -> Option<&str> {
        self.names.get(participant).map(String::as_str)
    }
}
