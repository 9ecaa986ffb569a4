use serde::Serialize;

use super::bars::Bars;
use crate::report::text::{Text, fill};
use crate::report::{Introductions, Tables};

/// Who meets whom at the tables of a year, in numbers.
#[derive(Debug, Serialize)]
pub(super) struct TablesChapter {
    verdict: String,
    facts: Vec<String>,
    times: Bars,
}

/// Introductions, in numbers.
#[derive(Debug, Serialize)]
pub(super) struct IntroductionsChapter {
    verdict: String,
    lead: String,
    people: Bars,
}

impl TablesChapter {
    pub(super) fn of(tables: &Tables, text: &Text) -> Self {
        let (words, language) = (text.acquaintance, text.language);
        let share = |part: f64| language.percent(part / tables.pairs().max(1) as f64);
        let met = tables.pairs() - tables.never_met();
        let verdict = [
            ("rounds", words.rounds.of(tables.rounds(), language)),
            ("gatherings", words.gatherings.of(tables.gatherings(), language)),
            ("share", share(met as f64)),
        ];
        let (again, known, bound) = tables.repeats();
        let mut facts = vec![words.again.of(again, language), words.known.of(known, language)];
        facts.push(if again + known == bound {
            words.is_bound.to_owned()
        } else if bound == 0 {
            words.no_bound.to_owned()
        } else {
            fill(words.bound, &[("bound", &language.number(bound as f64, 0))])
        });
        if tables.next() > 0.0 {
            let n = language.number(tables.next(), 0);
            facts.push(fill(words.next, &[("n", &n), ("share", &share(tables.next()))]));
        }
        let rows = tables.by_times().iter().enumerate().map(|(times, &pairs)| {
            let label = match times {
                0 => words.never.to_owned(),
                times => words.time.of(times, language),
            };
            (label, pairs)
        });
        TablesChapter {
            verdict: fill(
                words.verdict,
                &verdict.each_ref().map(|(hole, value)| (*hole, value.as_str())),
            ),
            facts,
            times: Bars::of(rows, text),
        }
    }
}

impl IntroductionsChapter {
    pub(super) fn of(introductions: &Introductions, text: &Text) -> Self {
        let (words, language) = (text.acquaintance, text.language);
        let rows = introductions.people().iter().enumerate().map(|(each, &people)| {
            let label = match each {
                0 => words.no_introduction.to_owned(),
                each => words.introduction.of(each, language),
            };
            (label, people)
        });
        IntroductionsChapter {
            verdict: words.introduced.of(introductions.pairs(), language),
            lead: words.introduced_lead.of(introductions.each(), language),
            people: Bars::of(rows, text),
        }
    }
}
