use std::collections::BTreeMap;

use intervision_assess::agreement::{Standing, standing};
use intervision_model::design::Design;
use intervision_model::futuring::Exercise;

use super::AdapterError;

/// A vision: statements by theme, each with what the group says to it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Vision {
    /// The question that guides the programme.
    pub question: Option<String>,
    /// The year from which people looked back.
    pub target_year: i32,
    /// From which share of supporters on a statement is carried.
    pub carried_from: f64,
    /// Fewer ratings than these are not reported.
    pub floor: usize,
    /// The themes in the design's order, with their statements: the best supported first.
    pub themes: Vec<(String, Vec<Rated>)>,
    /// What people answered: theme, prompt and texts by alphabet, whoever gave them.
    pub contributions: Vec<(String, Prompt, Vec<String>)>,
}

/// Something that people were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Prompt {
    /// Its place in the exercise.
    pub place: usize,
    /// The question.
    pub text: String,
}

/// A statement and what the group says to it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Rated {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Verdict {
    /// Enough of the group supports it.
    Carried(Standing),
    /// The group is not there yet: the disagreement says whether it is divided, or lukewarm.
    Open(Standing),
    /// Too few people rated it to report anything.
    TooFew,
}

/// What a group made of its exercise: which statements it carries, from ratings without names (a list per statement).
///
/// # Errors
///
/// [`AdapterError::Statements`], and [`AdapterError::Agreement`] for a rating outside the exercise's scale.
pub fn vision(exercise: &Exercise, ratings: &[Vec<u32>]) -> Result<Vision, AdapterError> {
    let (found, expected) = (ratings.len(), exercise.statements().len());
    if found != expected {
        return Err(AdapterError::Statements { found, expected });
    }
    let rules = exercise.rules();
    let floor = rules.floor.max(1) as usize;
    let mut themes: Vec<(String, Vec<Rated>)> =
        exercise.themes().iter().map(|theme| (theme.clone(), Vec::new())).collect();
    for (statement, ratings) in exercise.statements().iter().zip(ratings) {
        let verdict = if ratings.len() < floor {
            Verdict::TooFew
        } else {
            let stands = standing(ratings, (1, rules.scale), rules.supports_from)?;
            let carried = stands.is_carried(rules.carried_from);
            if carried { Verdict::Carried(stands) } else { Verdict::Open(stands) }
        };
        let (id, text) = (statement.id.clone(), statement.text.clone());
        if let Some((_, statements)) = themes.get_mut(statement.theme) {
            statements.push(Rated { id, text, verdict });
        }
    }
    for (_, statements) in &mut themes {
        statements.sort_by(|a, b| b.verdict.support().total_cmp(&a.verdict.support()));
    }
    Ok(Vision {
        question: exercise.question().map(str::to_owned),
        target_year: rules.target_year,
        carried_from: rules.carried_from,
        floor,
        themes,
        contributions: contributions(exercise),
    })
}

/// By theme and prompt, each in the exercise's order.
fn contributions(exercise: &Exercise) -> Vec<(String, Prompt, Vec<String>)> {
    let mut by_place: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for one in exercise.contributions() {
        by_place.entry((one.theme, one.prompt)).or_default().push(one.text.clone());
    }
    let told = by_place.into_iter().filter_map(|((theme, prompt), mut texts)| {
        texts.sort();
        let text = exercise.rules().prompts.get(prompt)?.clone();
        let prompt = Prompt { place: prompt, text };
        Some((exercise.themes().get(theme)?.clone(), prompt, texts))
    });
    told.collect()
}

impl Vision {
    /// The same in the words of a design in another language: its question, its themes and its prompts. Statements and contributions are
    /// what people wrote themselves, and stay.
    #[must_use]
    pub fn told_by(mut self, design: &Design) -> Self {
        if let Some(question) = design.guiding_question() {
            self.question = Some(question.to_owned());
        }
        let titles: BTreeMap<String, String> = self
            .themes
            .iter()
            .map(|(theme, _)| theme.clone())
            .zip(design.themes().iter().cloned())
            .collect();
        let title = |theme: &mut String| {
            if let Some(told) = titles.get(theme) {
                theme.clone_from(told);
            }
        };
        self.themes.iter_mut().for_each(|(theme, _)| title(theme));
        let prompts = design.futuring().map_or(&[][..], |rules| &rules.prompts);
        for (theme, prompt, _) in &mut self.contributions {
            title(theme);
            if let Some(told) = prompts.get(prompt.place) {
                prompt.text.clone_from(told);
            }
        }
        self
    }
}

impl Verdict {
    /// The share of supporters; below 0 where nothing is reported, so that such statements come last.
    fn support(&self) -> f64 {
        match self {
            Verdict::Carried(stands) | Verdict::Open(stands) => stands.support,
            Verdict::TooFew => -1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r6_a_statement_is_carried_from_four_fifths_on() {
        let design = Design::from_toml(
            r#"
            version = 1
            id = "retreat"
            title = "Retreat"
            themes = ["Inclusion"]
            season = { start = 2027-04-05, end = 2027-04-09 }
            phases = [{ id = "retreat", title = "Retreat" }]
            sessions = []
            [futuring]
            target_year = 2031
            prompts = ["What has improved?"]
            "#,
        )
        .unwrap();
        let mut exercise = Exercise::new(&design).unwrap();
        for id in ["divided", "carried", "few"] {
            exercise.state(id, "Inclusion", "We listen.").unwrap();
        }
        exercise.contribute("Inclusion", 1, "We meet.").unwrap();
        exercise.contribute("Inclusion", 1, "All are heard.").unwrap();
        let ratings = |low: usize, high: usize| [vec![1; low], vec![5; high]].concat();
        let made = vision(&exercise, &[ratings(12, 13), ratings(5, 20), ratings(0, 4)]).unwrap();
        let (_, prompt, said) = &made.contributions[0];
        // By alphabet, whoever came first.
        assert_eq!((prompt.text.as_str(), said.len()), ("What has improved?", 2));
        assert_eq!(said[0], "All are heard.");
        let (_, statements) = &made.themes[0];
        let ids: Vec<&str> = statements.iter().map(|rated| rated.id.as_str()).collect();
        assert_eq!(ids, ["carried", "divided", "few"]);
        assert!(matches!(statements[0].verdict, Verdict::Carried(stands) if stands.support < 0.81));
        let Verdict::Open(divided) = statements[1].verdict else { panic!("{statements:?}") };
        assert!(divided.disagreement > 0.99);
        assert_eq!(statements[2].verdict, Verdict::TooFew);
        let told = vision(&exercise, &[]).unwrap_err();
        assert_eq!(
            told.to_string(),
            "there are ratings of 0 statements, and the exercise has 3; give one list for each"
        );
    }
}
