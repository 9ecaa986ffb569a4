//! In: rules, a roster and what the rules refer to. Out: a smallest set of rules that cannot hold together, if there is one.
//!
//! Rules are taken one by one as people state them: this quota, this set of people apart, one line of reporting, the sizes. A
//! [`Trial`](trial::Trial) says of a part of them whether some grouping keeps them all; [`minimal`] looks for a part that none
//! keeps and whose every smaller part some grouping keeps.

mod minimal;
mod stated;
mod trial;

use std::fmt;

use intervision_core::Roster;

use crate::explain::counted;
use crate::{Error, Former, Rule};

pub(crate) use minimal::{at_once, minimal};
pub(crate) use stated::Stated;

/// Rules that cannot hold together, whoever is where: without any one of them the others can.
///
/// The number of groups is given and no rule; the sizes are one, with how many may wait.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Conflict {
    /// How many groups there are.
    pub groups: usize,
    /// The rules, each as people say it.
    pub rules: Vec<StatedRule>,
    /// Whether it is shown that every smaller set of them can hold; not in large problems that take too long to see through.
    pub minimal: bool,
}

/// One rule, and how people say it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct StatedRule {
    /// Which rule it is.
    pub rule: Rule,
    /// Of the rule about managers, the one line that is meant: who reports, and somebody above them.
    pub line: Option<(String, String)>,
    /// Of the refused themes, whose refusals are meant.
    #[cfg_attr(feature = "serde", serde(default))]
    pub who: Option<String>,
    /// What it says.
    pub text: String,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<&str> = self.rules.iter().map(|rule| rule.text.as_str()).collect();
        let groups = counted(self.groups, "group");
        if let [one] = texts.as_slice() {
            return write!(f, "with {groups} this cannot hold: {one}; drop or loosen it");
        }
        let some = if self.minimal { "one" } else { "some" };
        let texts = texts.join("; ");
        write!(f, "with {groups} these cannot all hold: {texts}; drop or loosen {some} of them")
    }
}

impl Former<'_> {
    /// A smallest set of rules that cannot hold together, or `None` when none is found: then some grouping keeps all rules, or the
    /// problem is too large to tell.
    ///
    /// [`form`](Former::form) says so by itself when no grouping keeps the rules; this asks without a search.
    ///
    /// # Errors
    ///
    /// What contradicts the roster: unknown ids and attributes, sizes that hold more or fewer people than there are.
    ///
    /// # Complexity
    ///
    /// A trial of a part of the rules goes through partial groupings, in the worst case through exponentially many; all trials
    /// together stop after a fixed number of steps. `QuickXplain` (Junker 2004) makes about `c·log(r / c)` trials for `c`
    /// conflicting rules among `r`.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Table, Value};
    /// use intervision_groups::{Former, RulesBuilder, Sizes};
    ///
    /// let languages = ["French", "French", "German", "German"].map(Value::category);
    /// let roster = Table::new(["a", "b", "c", "d"])?.with_column("language", languages)?;
    /// let rules = RulesBuilder::new(Sizes::count(2))
    ///     .one_who_can("language", "French")
    ///     .one_who_can("language", "German")
    ///     .together(["a", "b"])
    ///     .build()?;
    /// let conflict = Former::new(rules).conflict(&roster)?.unwrap();
    /// assert_eq!(
    ///     conflict.to_string(),
    ///     "with 2 groups these cannot all hold: together a and b; \
    ///      at least 1 of \"language\" = \"French\" in every group (2 people have it); drop or loosen one of them"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn conflict(&self, roster: &dyn Roster) -> Result<Option<Conflict>, Error> {
        let stated = Stated::new(self.rules(), roster, self.inputs())?;
        Ok(minimal(&stated, None))
    }
}
