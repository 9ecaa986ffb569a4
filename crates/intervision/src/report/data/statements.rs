/// What a group says to one statement: the share that supports it and how divided the others are, both from 0 to 1, or nothing where
/// too few people rated it.
pub type Said = Option<(f64, f64)>;

/// A group's vision: statements by theme, and what the group says to each.
///
/// # Example
///
/// ```
/// use intervision::report::Statements;
///
/// let statements = Statements::new(0.8)
///     .with_theme("Inclusion")
///     .with_statement("Our management looks like the city.", Some((0.84, 0.31)))
///     .with_statement("Inclusion is part of every appraisal.", Some((0.46, 0.42)));
/// assert_eq!(statements.carried(), 1);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Statements {
    carried_from: f64,
    themes: Vec<(String, Vec<(String, Said)>)>,
    contributions: Vec<(usize, String, Vec<String>)>,
}

impl Statements {
    /// No statements yet; one is carried from this share of supporters on.
    #[must_use]
    pub fn new(carried_from: f64) -> Self {
        Statements { carried_from, themes: Vec::new(), contributions: Vec::new() }
    }

    /// Opens a theme, to which the statements that follow belong.
    #[must_use]
    pub fn with_theme(mut self, title: impl Into<String>) -> Self {
        self.themes.push((title.into(), Vec::new()));
        self
    }

    /// Adds a statement to the last theme; nothing happens in front of the first.
    #[must_use]
    pub fn with_statement(mut self, text: impl Into<String>, said: Said) -> Self {
        if let Some((_, statements)) = self.themes.last_mut() {
            statements.push((text.into(), said));
        }
        self
    }

    /// What people answered to a prompt, about the last theme; nothing happens in front of the first. They are shown in the order of the
    /// alphabet, so that nothing tells who said what.
    #[must_use]
    pub fn with_contributions<T: Into<String>>(
        mut self,
        prompt: impl Into<String>,
        texts: impl IntoIterator<Item = T>,
    ) -> Self {
        let mut texts: Vec<String> = texts.into_iter().map(Into::into).collect();
        texts.sort();
        if let Some(last) = self.themes.len().checked_sub(1)
            && !texts.is_empty()
        {
            self.contributions.push((last, prompt.into(), texts));
        }
        self
    }

    /// What people answered about a theme, numbered as in [`themes`](Statements::themes): prompt and texts.
    pub fn contributions(&self, theme: usize) -> impl Iterator<Item = (&str, &[String])> {
        let of = self.contributions.iter().filter(move |(own, ..)| *own == theme);
        of.map(|(_, prompt, texts)| (prompt.as_str(), texts.as_slice()))
    }

    /// From which share of supporters on a statement is carried.
    #[must_use]
    pub fn carried_from(&self) -> f64 {
        self.carried_from
    }

    /// The themes with their statements, in the order in which they came.
    #[must_use]
    pub fn themes(&self) -> &[(String, Vec<(String, Said)>)] {
        &self.themes
    }

    /// How many statements there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.themes.iter().map(|(_, statements)| statements.len()).sum()
    }

    /// How many of them are carried.
    #[must_use]
    pub fn carried(&self) -> usize {
        let all = self.themes.iter().flat_map(|(_, statements)| statements);
        all.filter(|(_, said)| self.carries(*said)).count()
    }

    /// Whether what is said carries a statement.
    #[must_use]
    pub fn carries(&self, said: Said) -> bool {
        // A share such as 20 of 25 is 0.8 up to rounding.
        said.is_some_and(|(support, _)| support >= self.carried_from - 1e-12)
    }
}
