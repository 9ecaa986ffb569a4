//! What people read in a design, in other languages: the design and a language come in; the same design in that language goes out.

use std::collections::BTreeSet;

use super::{Design, DesignDraft};
use crate::Problem;

impl Design {
    /// The design with its texts in a language, as far as `texts` of the file has them: titles, descriptions, topics, prompts, questions
    /// with their answers.
    /// Ids stay, and so do days, rules and everything that programmes are planned by.
    ///
    /// Other files of a programme name themes and answers as the design's own file writes them, so read those with the design as it is.
    #[must_use]
    pub fn in_language(&self, code: &str) -> Design {
        let mut draft = self.clone().into_draft();
        // What is translated is gone, and with it what to translate.
        let texts = std::mem::take(&mut draft.texts);
        each(&mut draft, &mut |text| texts.translate(code, text));
        Design { draft }
    }

    /// What people call an attribute of the roster or a kind of resource in a language, as `labels` of the file says; its key where nothing is said.
    #[must_use]
    pub fn label<'a>(&'a self, code: &str, attribute: &'a str) -> &'a str {
        self.labels().of(code, attribute)
    }
}

/// Every text that people read, once.
fn each(draft: &mut DesignDraft, text: &mut dyn FnMut(&mut String)) {
    text(&mut draft.title);
    draft.guiding_question.iter_mut().for_each(&mut *text);
    draft.themes.iter_mut().for_each(&mut *text);
    for phase in &mut draft.phases {
        text(&mut phase.title);
        phase.description.iter_mut().for_each(&mut *text);
    }
    for session in &mut draft.sessions {
        text(&mut session.title);
        session.entry.iter_mut().for_each(&mut *text);
        session.description.iter_mut().for_each(&mut *text);
        session.roles.iter_mut().for_each(&mut *text);
        session.agenda.iter_mut().for_each(|item| text(&mut item.title));
    }
    for item in draft.content.iter_mut().flat_map(|content| &mut content.items) {
        text(&mut item.title);
    }
    for topic in draft.backlog.iter_mut().flat_map(|backlog| &mut backlog.topics) {
        text(&mut topic.title);
    }
    draft.gatherings.iter_mut().for_each(|rules| text(&mut rules.title));
    draft.conversations.iter_mut().for_each(|rules| text(&mut rules.title));
    for block in draft.day_plan.iter_mut().flat_map(|plan| &mut plan.blocks) {
        text(&mut block.title);
        block.method.iter_mut().for_each(&mut *text);
    }
    for prompt in draft.futuring.iter_mut().flat_map(|rules| &mut rules.prompts) {
        text(prompt);
    }
    draft.scored_themes.iter_mut().for_each(|theme| text(&mut theme.title));
    for badge in draft.portfolio.iter_mut().flat_map(|rule| &mut rule.badges) {
        text(&mut badge.name);
        text(&mut badge.description);
        text(&mut badge.criteria);
    }
    for question in draft.evaluation.iter_mut().flat_map(|rules| &mut rules.questions) {
        text(&mut question.text);
        question.answers.iter_mut().chain(&mut question.themes).for_each(&mut *text);
    }
    let ties = draft.evaluation.iter_mut().filter_map(|rules| rules.ties.as_mut());
    ties.for_each(|ties| text(&mut ties.text));
}

pub(super) fn check(draft: &DesignDraft, found: &mut Vec<Problem>) {
    if draft.texts.is_empty() {
        return;
    }
    let mut known = BTreeSet::new();
    each(&mut draft.clone(), &mut |text| {
        known.insert(text.clone());
    });
    draft.texts.check(&known, found);
}
