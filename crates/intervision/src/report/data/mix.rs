use intervision_core::{Status, Worth};

/// What a term of the group rules wants. It decides the sentence that explains its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Wish {
    /// Members of a group should differ: the value counts pairs in one group that are alike.
    Mix,
    /// Members of a group should be alike: the value counts pairs in one group that differ.
    Match,
    /// Groups should be alike as wholes: the value is the spread of an attribute between groups.
    Balance,
    /// Members who have something to do with each other should not share a group: the value weighs such pairs.
    Avoid,
    /// They should share one: the value weighs such pairs that do not.
    Seek,
    /// Members of a group should have few tags in common: the value counts tags shared by pairs.
    Shared,
    /// Members of a group should have many: the value counts tags that pairs do not share.
    NotShared,
    /// Members of a group should have numbers near each other: the value is the variation inside groups.
    Variation,
    /// Nobody should be the only one of their kind in a group: the value counts people who have too few of it around them.
    NotAlone,
    /// Everybody should get what they ranked first: the value counts places below that, of all people together.
    Ranked,
    /// Members should not have met before: the value counts meetings of pairs that did.
    Acquainted,
    /// Anything else; the value is shown under its own name.
    Other,
}

/// One term of the group rules, with the numbers that say what its value is worth. Smaller is better.
///
/// # Example
///
/// ```
/// use intervision::report::Term;
///
/// let term = Term::mix("function", 22.0).with_bound(22.0).with_dealt(24.0).with_random(29.4);
/// assert_eq!(term.bound(), Some(22.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    wish: Wish,
    attribute: String,
    value: f64,
    bound: Option<f64>,
    dealt: Option<f64>,
    random: Option<f64>,
    weight: Option<f64>,
}

impl Term {
    /// A term of any kind; `attribute` is the roster's key, or the term's own name for [`Wish::Other`].
    #[must_use]
    pub fn new(wish: Wish, attribute: impl Into<String>, value: f64) -> Self {
        Term {
            wish,
            attribute: attribute.into(),
            value,
            bound: None,
            dealt: None,
            random: None,
            weight: None,
        }
    }

    /// Pairs within groups that share this attribute, and should not.
    #[must_use]
    pub fn mix(attribute: impl Into<String>, pairs: f64) -> Self {
        Term::new(Wish::Mix, attribute, pairs)
    }

    /// Pairs within groups that differ in this attribute, and should not.
    #[must_use]
    pub fn matching(attribute: impl Into<String>, pairs: f64) -> Self {
        Term::new(Wish::Match, attribute, pairs)
    }

    /// How far the groups lie apart in this attribute, in the unit of the term.
    #[must_use]
    pub fn balance(attribute: impl Into<String>, spread: f64) -> Self {
        Term::new(Wish::Balance, attribute, spread)
    }

    /// A term that speaks for itself, such as `pairs that met before`.
    #[must_use]
    pub fn other(name: impl Into<String>, value: f64) -> Self {
        Term::new(Wish::Other, name, value)
    }

    /// What no grouping can go below.
    #[must_use]
    pub fn with_bound(mut self, bound: f64) -> Self {
        self.bound = Some(bound);
        self
    }

    /// The value of the dealt list: everyone sorted and dealt round like cards.
    #[must_use]
    pub fn with_dealt(mut self, dealt: f64) -> Self {
        self.dealt = Some(dealt);
        self
    }

    /// The mean value of random groups of the same sizes.
    #[must_use]
    pub fn with_random(mut self, mean: f64) -> Self {
        self.random = Some(mean);
        self
    }

    /// How heavily the term counts in the whole.
    #[must_use]
    pub fn with_weight(mut self, weight: f64) -> Self {
        self.weight = Some(weight);
        self
    }

    /// What the term wants.
    #[must_use]
    pub fn wish(&self) -> Wish {
        self.wish
    }

    /// The roster's key, or the term's own name.
    #[must_use]
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// How much of it these groups have.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// What no grouping can go below, if that is known.
    #[must_use]
    pub fn bound(&self) -> Option<f64> {
        self.bound
    }

    /// The value of the dealt list, if it was made.
    #[must_use]
    pub fn dealt(&self) -> Option<f64> {
        self.dealt
    }

    /// The mean of random groups, if they were drawn.
    #[must_use]
    pub fn random(&self) -> Option<f64> {
        self.random
    }

    /// How heavily it counts, if that was said.
    #[must_use]
    pub fn weight(&self) -> Option<f64> {
        self.weight
    }
}

/// How good the groups are: the value of the whole, what is proven of it, and its terms.
///
/// # Example
///
/// ```
/// use intervision::report::{Mix, Term};
/// use intervision_core::Status;
///
/// let mix = Mix::new(Status::Optimal, 66.0)
///     .with_bound(66.0)
///     .with_term(Term::mix("function", 22.0).with_bound(22.0));
/// assert_eq!(mix.terms().len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    status: Status,
    value: f64,
    bound: Option<f64>,
    dealt: Option<f64>,
    random: Option<f64>,
    terms: Vec<Term>,
}

impl Mix {
    /// The value of the whole (smaller is better) and what is known of it.
    #[must_use]
    pub fn new(status: Status, value: f64) -> Self {
        Mix { status, value, bound: None, dealt: None, random: None, terms: Vec::new() }
    }

    /// What no grouping can go below.
    #[must_use]
    pub fn with_bound(mut self, bound: f64) -> Self {
        self.bound = Some(bound);
        self
    }

    /// The value of the dealt list.
    #[must_use]
    pub fn with_dealt(mut self, dealt: f64) -> Self {
        self.dealt = Some(dealt);
        self
    }

    /// The mean value of random groups of the same sizes.
    #[must_use]
    pub fn with_random(mut self, mean: f64) -> Self {
        self.random = Some(mean);
        self
    }

    /// Adds a term; terms are shown in the order in which they come.
    #[must_use]
    pub fn with_term(mut self, term: Term) -> Self {
        self.terms.push(term);
        self
    }

    /// What is known of the groups.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// The value of the whole.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// What no grouping can go below, if that is known.
    #[must_use]
    pub fn bound(&self) -> Option<f64> {
        self.bound
    }

    /// The value of the dealt list, if it was made.
    #[must_use]
    pub fn dealt(&self) -> Option<f64> {
        self.dealt
    }

    /// The mean of random groups, if they were drawn.
    #[must_use]
    pub fn random(&self) -> Option<f64> {
        self.random
    }

    /// The terms.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }
}

/// The terms come along under their own names, as [`Wish::Other`]; use [`Mix::with_term`] to explain them better.
impl From<&Worth> for Mix {
    fn from(worth: &Worth) -> Self {
        let mut mix = Mix::new(worth.status, worth.value);
        mix.bound = worth.bound;
        mix.terms = worth
            .terms
            .iter()
            .map(|term| Term {
                bound: term.bound,
                ..Term::other(term.name.as_str(), term.value).with_weight(term.weight)
            })
            .collect();
        mix
    }
}
