use serde::Serialize;

use super::px;
use crate::report::Statements;
use crate::report::text::{Text, fill};

/// A vision: statements by theme, with what the group says to each.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    verdict: String,
    themes: Vec<Theme>,
    note: String,
}

#[derive(Debug, Serialize)]
struct Theme {
    title: String,
    rows: Vec<Row>,
    contributions: Option<String>,
    prompts: Vec<(String, Vec<String>)>,
}

#[derive(Debug, Serialize)]
struct Row {
    text: String,
    support: String,
    /// Per cent, for a bar.
    share: String,
    disagreement: String,
    stands: &'static str,
    carried: bool,
}

impl Chapter {
    pub(super) fn of(statements: &Statements, text: &Text) -> Self {
        let (words, language) = (text.vision, text.language);
        let carried = words.carried.of(statements.carried(), language);
        let themes = statements.themes().iter().enumerate().map(|(at, (title, of_theme))| Theme {
            title: title.clone(),
            contributions: match statements
                .contributions(at)
                .map(|(_, all)| all.len())
                .sum::<usize>()
            {
                0 => None,
                n => Some(words.contributions.of(n, language)),
            },
            prompts: statements
                .contributions(at)
                .map(|(prompt, texts)| (prompt.to_owned(), texts.to_vec()))
                .collect(),
            rows: of_theme
                .iter()
                .map(|(said, stands)| {
                    let carried = statements.carries(*stands);
                    Row {
                        text: said.clone(),
                        support: stands
                            .map_or("–".to_owned(), |(share, _)| language.percent(share)),
                        share: px(stands.map_or(0.0, |(share, _)| 100.0 * share)),
                        disagreement: language.number(stands.map_or(f64::NAN, |(_, d)| d), 2),
                        stands: match stands {
                            None => words.too_few,
                            Some(_) if carried => words.is_carried,
                            Some(_) => words.is_open,
                        },
                        carried,
                    }
                })
                .collect(),
        });
        Chapter {
            verdict: fill(&carried, &[("all", &language.number(statements.count() as f64, 0))]),
            themes: themes.collect(),
            note: fill(words.note, &[("share", &language.percent(statements.carried_from()))]),
        }
    }
}
