use std::fmt;

use crate::explain::words::{counted, signed};

/// People who change places: two of them, or one who moves to another group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Exchange {
    /// Two people change places.
    Swap {
        /// One of the two; the smaller id.
        a: String,
        /// The other.
        b: String,
    },
    /// One person moves; sizes change.
    Move {
        /// Who.
        id: String,
        /// The group they leave, counted from 1.
        from: usize,
        /// The group they join, counted from 1.
        to: usize,
    },
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Exchange::Swap { a, b } => write!(f, "swap {a} and {b}"),
            Exchange::Move { id, from, to } => {
                write!(f, "move {id} from group {from} to group {to}")
            }
        }
    }
}

/// What an exchange does to one term; less is better.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Effect {
    /// What is counted: `mix "function"`.
    pub name: String,
    /// The change in the term's own unit.
    pub change: f64,
    /// What it adds to the sum of all terms, on the common scale: to the whole, unless the rules ask for the worst group or a
    /// harmonic mean.
    pub on_whole: f64,
}

/// An exchange and what would come of it. Its text is a sentence: `swap p04 and p17: mix "function" +1, avoid "met" -2; on
/// the whole -0.250`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Alternative {
    /// Who changes places.
    pub exchange: Exchange,
    /// The effect on every term, in the order of the worth's terms.
    pub effects: Vec<Effect>,
    /// The change of the whole; below 0 the exchange is better.
    pub whole: f64,
    /// The rules that hold now and would not then, in plain sentences; empty when the exchange is allowed.
    pub breaks: Vec<String>,
}

impl fmt::Display for Alternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<String> = self
            .effects
            .iter()
            .filter(|effect| effect.change != 0.0)
            .map(|effect| format!("{} {}", effect.name, signed(effect.change)))
            .collect();
        write!(f, "{}: ", self.exchange)?;
        if told.is_empty() {
            f.write_str("no term changes")?;
        } else {
            f.write_str(&told.join(", "))?;
        }
        if self.effects.len() > 1 {
            write!(f, "; on the whole {}", signed(self.whole))?;
        }
        if !self.breaks.is_empty() {
            write!(f, "; not allowed, since then {}", self.breaks.join("; "))?;
        }
        Ok(())
    }
}

/// The best exchanges among those looked at.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Alternatives {
    /// The best that the rules allow and that change anything, best first; they may be worse than what there is.
    pub allowed: Vec<Alternative>,
    /// Those that would be better than what there is and that a rule forbids, best first.
    pub forbidden: Vec<Alternative>,
    /// How many exchanges change no term at all; they are not listed.
    pub indifferent: usize,
    /// How many exchanges were looked at.
    pub tried: usize,
    /// Whether that is all there are.
    pub complete: bool,
}

impl Alternatives {
    /// The answer in plain sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let better = self.allowed.first().is_some_and(|best| best.whole < 0.0);
        let all = if self.complete { "" } else { " of those looked at" };
        let tried = counted(self.tried, "exchange");
        let mut said = vec![if better {
            format!("{tried} looked at; the best make the groups better.")
        } else {
            format!("{tried} looked at; none{all} that the rules allow is better.")
        }];
        if self.indifferent > 0 {
            said.push(format!("{} of them change no term.", self.indifferent));
        }
        said.extend(self.allowed.iter().chain(&self.forbidden).map(|one| format!("{one}.")));
        said
    }
}
