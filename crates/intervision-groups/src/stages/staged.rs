use intervision_core::Groups;

use crate::problem::Rules;
use crate::{Error, Outcome};

/// Groups within sections: what each stage is worth, and what comes of both.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Staged {
    pub(super) stage: Outcome,
    pub(super) sections: Vec<Section>,
    pub(super) overall: Outcome,
    pub(super) section_of: Vec<usize>,
}

/// One section: its people, the rules as far as they concern them, and its groups.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Section {
    /// The members, as the roster numbers them; the outcome numbers them from 0 in this order.
    pub members: Vec<usize>,
    /// The rules that its groups keep.
    pub rules: Rules,
    /// Its groups and what they are worth, on a scale of its own.
    pub outcome: Outcome,
}

impl Staged {
    /// All groups; those of the first section come first. Members are numbered as in the roster.
    #[must_use]
    pub fn groups(&self) -> &Groups {
        self.overall.groups()
    }

    /// The section of each group, both counted from 0.
    #[must_use]
    pub fn section_of(&self) -> &[usize] {
        &self.section_of
    }

    /// How people were dealt out to sections: worth, reasons and certificate of the first stage.
    #[must_use]
    pub fn first(&self) -> &Outcome {
        &self.stage
    }

    /// The sections, each with its own groups and their certificate.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All groups judged together by the rules for groups, as if there were no sections. The bound holds for any groups of
    /// these sizes, so that the gap also tells what the sections may cost.
    #[must_use]
    pub fn overall(&self) -> &Outcome {
        &self.overall
    }

    /// The rules that do not hold, with the section where they do not; empty when all is well.
    #[must_use]
    pub fn violated(&self) -> Vec<String> {
        let first = self.stage.violated().iter().map(|said| format!("sections: {said}"));
        let within = self.sections.iter().enumerate().flat_map(|(at, section)| {
            let said = section.outcome.violated().iter();
            said.map(move |said| format!("section {}: {said}", at + 1))
        });
        first.chain(within).collect()
    }
}

/// The error of a section, which it names.
pub(super) fn in_section(at: usize) -> impl Fn(Error) -> Error {
    move |wrong| Error::Section { section: at + 1, wrong: Box::new(wrong) }
}
