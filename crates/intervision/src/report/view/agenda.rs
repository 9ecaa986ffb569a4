use serde::Serialize;

use super::bars::Bars;
use crate::report::Agenda;
use crate::report::text::{Text, fill};

/// What a community talks about, and how it was chosen.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    verdict: String,
    gatherings: Vec<View>,
    heard: Option<Bars>,
    heard_all: Option<String>,
    waiting: Vec<String>,
    lots: Vec<String>,
}

#[derive(Debug, Serialize)]
struct View {
    title: String,
    day: Option<String>,
    topics: Vec<String>,
}

impl Chapter {
    pub(super) fn of(agenda: &Agenda, text: &Text) -> Self {
        let (words, language) = (text.agenda, text.language);
        let views = agenda.gatherings().iter().enumerate().map(|(at, (day, topics))| View {
            title: fill(words.gathering, &[("n", &(at + 1).to_string())]),
            day: day.map(|day| language.weekday(day)),
            topics: topics.clone(),
        });
        // Numbers that nobody reaches need no row.
        let all = agenda.heard();
        let most = all.iter().rposition(|ballots| *ballots > 0).map_or(0, |last| last + 1);
        let heard = all.get(..most).unwrap_or(all);
        let named = heard.iter().enumerate();
        let list = |topics: &[String]| topics.join(text.list_join);
        let lots = agenda.lots().iter().map(|(level, taken)| {
            fill(words.lot, &[("level", &list(level)), ("taken", &list(taken))])
        });
        Chapter {
            verdict: verdict(agenda, text),
            gatherings: views.collect(),
            heard: (!heard.is_empty()).then(|| {
                Bars::of(named.map(|(n, &ballots)| (words.got.of(n, language), ballots)), text)
            }),
            heard_all: heard.first().map(|&none| match none {
                0 => words.heard_all.to_owned(),
                none => words.heard_none.of(none, language),
            }),
            waiting: agenda.waiting().to_vec(),
            lots: lots.collect(),
        }
    }
}

fn verdict(agenda: &Agenda, text: &Text) -> String {
    let topics = text.language.number(agenda.chosen() as f64, 0);
    fill(&text.agenda.verdict.of(agenda.ballots(), text.language), &[("topics", &topics)])
}
