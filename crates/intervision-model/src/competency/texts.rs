//! What people read in a framework, in other languages.

use std::collections::BTreeSet;

use super::{Framework, FrameworkDraft};
use crate::Problem;

impl Framework {
    /// The framework with its texts in a language, as far as `texts` of the file has them: titles, descriptions, anchors, behaviour.
    #[must_use]
    pub fn in_language(&self, code: &str) -> Framework {
        let mut draft = self.clone().into_draft();
        // What is translated is gone, and with it what to translate.
        let texts = std::mem::take(&mut draft.texts);
        each(&mut draft, &mut |text| texts.translate(code, text));
        Framework { draft }
    }
}

/// Every text that people read, once.
fn each(draft: &mut FrameworkDraft, text: &mut dyn FnMut(&mut String)) {
    text(&mut draft.title);
    for level in &mut draft.levels {
        text(&mut level.title);
        level.description.iter_mut().for_each(&mut *text);
    }
    for domain in &mut draft.domains {
        text(&mut domain.title);
        domain.description.iter_mut().for_each(&mut *text);
    }
    for competency in &mut draft.competencies {
        text(&mut competency.title);
        competency.description.iter_mut().for_each(&mut *text);
        competency.anchors.iter_mut().for_each(&mut *text);
        competency.indicators.iter_mut().for_each(|indicator| text(&mut indicator.behaviour));
    }
}

pub(super) fn check(draft: &FrameworkDraft, found: &mut Vec<Problem>) {
    if draft.texts.is_empty() {
        return;
    }
    let mut known = BTreeSet::new();
    each(&mut draft.clone(), &mut |text| {
        known.insert(text.clone());
    });
    draft.texts.check(&known, found);
}
