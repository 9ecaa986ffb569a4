use crate::design::{Design, FuturingRules};
use crate::{Place, Problem, Problems};

/// What somebody sees when they look back from the year to come.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Contribution {
    /// The theme, as a place in the design's list.
    pub theme: usize,
    /// The prompt that it answers, as a place in the exercise's list.
    pub prompt: usize,
    /// In their words.
    pub text: String,
}

/// A statement of the vision, which everyone rates.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Statement {
    /// A slug.
    pub id: String,
    /// The theme, as a place in the design's list.
    pub theme: usize,
    /// What it says.
    pub text: String,
}

/// The exercise of a programme: what was contributed, and what was made of it.
///
/// # Example
///
/// ```
/// use intervision_model::design::Design;
/// use intervision_model::futuring::Exercise;
///
/// let design = Design::from_toml(r#"
///     version = 1
///     id = "retreat"
///     title = "Retreat"
///     horizon_years = 4
///     themes = ["The human measure", "Inclusion"]
///     season = { start = 2027-04-05, end = 2027-04-09 }
///     phases = [{ id = "retreat", title = "Retreat" }]
///     sessions = []
///     [futuring]
///     target_year = 2031
///     prompts = ["What has improved?", "What did we do for it?"]
/// "#)?;
/// let mut exercise = Exercise::new(&design)?;
/// exercise.contribute("Inclusion", 1, "Half of our panels are residents.")?;
/// exercise.state("s1", "Inclusion", "Residents sit at the table before we decide.")?;
/// assert_eq!(exercise.statements().len(), 1);
/// assert!(exercise.contribute("Parking", 1, "Less of it.").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Exercise {
    question: Option<String>,
    themes: Vec<String>,
    rules: FuturingRules,
    contributions: Vec<Contribution>,
    statements: Vec<Statement>,
}

impl Exercise {
    /// The exercise of a design, with nothing contributed yet.
    ///
    /// # Errors
    ///
    /// [`Problem::Missing`] when the design has none.
    pub fn new(design: &Design) -> Result<Self, Problems> {
        let missing = || Problem::Missing {
            at: Place::part("futuring"),
            what: "the section",
            fix: "write a target year and prompts, or leave the exercise out".to_owned(),
        };
        let rules = design.futuring().ok_or_else(missing)?.clone();
        Ok(Exercise {
            question: design.guiding_question().map(str::to_owned),
            themes: design.themes().to_vec(),
            rules,
            contributions: Vec::new(),
            statements: Vec::new(),
        })
    }

    /// Adds what somebody sees, to a theme by its title and to a prompt, counted from 1.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`] for a theme that the programme does not have, [`Problem::OutOfRange`] for a prompt,
    /// [`Problem::Missing`] for an empty text.
    pub fn contribute(&mut self, theme: &str, prompt: usize, text: &str) -> Result<(), Problem> {
        let at = format!("contributions.{}", self.contributions.len() + 1);
        let theme = self.theme(&at, theme)?;
        let prompts = self.rules.prompts.len();
        if prompt == 0 || prompts < prompt {
            return Err(Problem::OutOfRange {
                at: Place::part(format!("{at}.prompt")),
                value: prompt as f64,
                expected: format!("a prompt from 1 to {prompts}"),
            });
        }
        let text = said(&at, text)?;
        self.contributions.push(Contribution { theme, prompt: prompt - 1, text });
        Ok(())
    }

    /// Adds a statement to rate.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`] for a theme that the programme does not have, [`Problem::BadSlug`] and
    /// [`Problem::Twice`] for the id, [`Problem::Missing`] for an empty text.
    pub fn state(&mut self, id: &str, theme: &str, text: &str) -> Result<(), Problem> {
        let at = format!("statements.{}", self.statements.len() + 1);
        let mut found = Vec::new();
        crate::names::slug(id, Place::part(format!("{at}.id")), &mut found);
        if let Some(problem) = found.pop() {
            return Err(problem);
        }
        if self.statements.iter().any(|known| known.id == id) {
            return Err(Problem::Twice { what: "statement", id: id.to_owned(), times: 2 });
        }
        let theme = self.theme(&at, theme)?;
        let text = said(&at, text)?;
        self.statements.push(Statement { id: id.to_owned(), theme, text });
        Ok(())
    }

    fn theme(&self, at: &str, title: &str) -> Result<usize, Problem> {
        self.themes.iter().position(|theme| theme == title).ok_or_else(|| {
            Problem::UnknownReference {
                at: Place::part(format!("{at}.theme")),
                what: "theme",
                id: title.to_owned(),
                known: self.themes.clone(),
            }
        })
    }

    /// The question that guides the programme.
    #[must_use]
    pub fn question(&self) -> Option<&str> {
        self.question.as_deref()
    }

    /// The themes, in the design's order.
    #[must_use]
    pub fn themes(&self) -> &[String] {
        &self.themes
    }

    /// Target year, prompts, and how statements are rated.
    #[must_use]
    pub fn rules(&self) -> &FuturingRules {
        &self.rules
    }

    /// What was contributed, in order.
    #[must_use]
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// The statements, in order.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }
}

fn said(at: &str, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Missing {
            at: Place::part(format!("{at}.text")),
            what: "the text",
            fix: "write it in a sentence".to_owned(),
        });
    }
    Ok(text.to_owned())
}
