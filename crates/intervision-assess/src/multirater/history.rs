use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::isolate::{Isolated, Sum, Unknowns, conflicts};

/// A number that only a rater knows: an answer, or the square of a score.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub(super) struct Unknown {
    pub(super) rater: String,
    pub(super) occasion: Option<NaiveDate>,
    pub(super) quantity: Quantity,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub(super) enum Quantity {
    Answer(String),
    SquareOfItem(String),
    SquareOfScale(String),
}

/// A sum that follows from a published figure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub(super) struct PublishedSum {
    pub(super) figure: String,
    /// Never 0.
    pub(super) terms: Vec<(Unknown, i64)>,
}

/// What one reader has been shown of one person's raters so far: which answers stand in which figure, never the
/// answers themselves.
///
/// Keep it beside the answers, as confidential as they are: it names raters and what they answered. Every report takes
/// it and gives it back grown. Start anew for a reader who has seen nothing.
///
/// # Example
///
/// ```
/// use intervision_assess::multirater::History;
///
/// // The mean of four, and later of three of them.
/// let history = History::new("p1")
///     .with_means(3, "in May", ["r1", "r2", "r3", "r4"])
///     .with_means(3, "in June", ["r1", "r2", "r3"]);
/// let found = history.isolated().unwrap();
/// assert_eq!((found.raters, found.floor), (1, 3));
/// assert_eq!(found.figures, ["in May", "in June"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Wire", into = "Wire"))]
pub struct History {
    pub(super) subject: String,
    pub(super) steady: bool,
    pub(super) promises: Promises,
    pub(super) sums: Vec<PublishedSum>,
}

impl History {
    /// Nothing has been published about this person yet.
    #[must_use]
    pub fn new(subject: impl Into<String>) -> History {
        History {
            subject: subject.into(),
            steady: false,
            promises: Promises::default(),
            sums: Vec::new(),
        }
    }

    /// Also guards raters who answer the same again on a later occasion: what is published must isolate nobody either
    /// way, whether answers of two occasions are the same or not.
    #[must_use]
    pub fn with_steady_raters(mut self) -> Self {
        self.steady = true;
        self
    }

    /// Adds a figure published elsewhere: the mean of one answer each of these raters, protected by this floor. The
    /// answer is taken to be the same in all figures added in this way.
    #[must_use]
    pub fn with_means<'r>(
        mut self,
        floor: usize,
        figure: impl Into<String>,
        raters: impl IntoIterator<Item = &'r str>,
    ) -> Self {
        let mut terms = BTreeMap::new();
        for rater in raters {
            self.promises.make(rater, None, floor);
            let quantity = Quantity::Answer(String::new());
            terms.insert(Unknown { rater: rater.to_owned(), occasion: None, quantity }, 1);
        }
        self.sums.push(PublishedSum { figure: figure.into(), terms: terms.into_iter().collect() });
        self
    }

    /// Forgets who a rater was who is erased. What was published stays guarded, under a tombstone that stands for no other rater. The
    /// history of a person who is erased themselves is deleted.
    ///
    /// ```
    /// use intervision_assess::multirater::History;
    ///
    /// let mut history = History::new("p1")
    ///     .with_means(3, "in May", ["r1", "r2", "r3", "r4"])
    ///     .with_means(3, "in June", ["r1", "r2", "r3"]);
    /// let before = history.isolated();
    /// history.forget("r4", "erased-1");
    /// assert_eq!(history.isolated(), before);
    /// assert!(!format!("{history:?}").contains("r4"));
    /// ```
    pub fn forget(&mut self, rater: &str, tombstone: &str) {
        let mut promises = Promises::default();
        for ((other, occasion), floor) in std::mem::take(&mut self.promises.0) {
            let other = if other == rater { tombstone } else { other.as_str() };
            promises.make(other, occasion, floor);
        }
        self.promises = promises;
        let unknowns = self.sums.iter_mut().flat_map(|sum| &mut sum.terms);
        for (unknown, _) in unknowns.filter(|(unknown, _)| unknown.rater == rater) {
            tombstone.clone_into(&mut unknown.rater);
        }
    }

    /// Whom it is about.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Whether nothing has been published.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    /// Raters whom a calculation with what has been published isolates, if there are any. `None` is a proof, unless the
    /// calculation was too large: then too it is not `None`, with everyone's floor and no raters.
    #[must_use]
    pub fn isolated(&self) -> Option<Isolated> {
        let names: Vec<&str> = self.sums.iter().map(|sum| sum.figure.as_str()).collect();
        for steady in self.keyings() {
            let mut index = Index::new(steady);
            let sums: Vec<Sum> = self
                .sums
                .iter()
                .enumerate()
                .map(|(number, sum)| index.sum(Some(number), sum))
                .collect();
            let unknowns = index.finish(&self.promises);
            let floor = self.promises.0.values().copied().max().unwrap_or(0);
            match conflicts(&sums.iter().collect::<Vec<_>>(), &unknowns) {
                Err(_) => return Some(Isolated { raters: 0, floor, figures: Vec::new() }),
                Ok(found) => {
                    let worst = found.into_iter().min_by_key(|it| (it.raters, it.figures.len()));
                    if let Some(worst) = worst {
                        let named = worst.figures.iter().filter_map(|&number| names.get(number));
                        let mut figures: Vec<String> = named.map(|&it| it.to_owned()).collect();
                        figures.dedup();
                        return Some(Isolated {
                            raters: worst.raters,
                            floor: worst.floor,
                            figures,
                        });
                    }
                }
            }
        }
        None
    }

    /// In which ways answers of several occasions are told apart.
    pub(super) fn keyings(&self) -> Vec<bool> {
        if self.steady { vec![false, true] } else { vec![false] }
    }
}

/// Numbers for unknowns, as a calculation meets them.
pub(super) struct Index {
    /// Whether answers of several occasions are the same.
    steady: bool,
    unknowns: BTreeMap<Unknown, usize>,
}

impl Index {
    pub(super) fn new(steady: bool) -> Index {
        Index { steady, unknowns: BTreeMap::new() }
    }

    pub(super) fn sum(&mut self, figure: Option<usize>, sum: &PublishedSum) -> Sum {
        let mut terms = BTreeMap::new();
        for (unknown, part) in &sum.terms {
            let occasion = unknown.occasion.filter(|_| !self.steady);
            let next = self.unknowns.len();
            let number =
                *self.unknowns.entry(Unknown { occasion, ..unknown.clone() }).or_insert(next);
            let there: &mut i64 = terms.entry(number).or_insert(0);
            *there = there.saturating_add(*part);
        }
        Sum { figure, terms }
    }

    pub(super) fn finish(self, promises: &Promises) -> Unknowns {
        let mut raters: BTreeMap<&str, usize> = BTreeMap::new();
        let mut quantities: BTreeMap<(Option<NaiveDate>, &Quantity), usize> = BTreeMap::new();
        let count = self.unknowns.len();
        let mut unknowns =
            Unknowns { rater: vec![0; count], quantity: vec![0; count], floor: vec![0; count] };
        for (unknown, &number) in &self.unknowns {
            let next = raters.len();
            let rater = *raters.entry(&unknown.rater).or_insert(next);
            let next = quantities.len();
            let quantity = *quantities.entry((unknown.occasion, &unknown.quantity)).or_insert(next);
            let floor = promises.floor(unknown, self.steady);
            let Unknowns { rater: raters, quantity: quantities, floor: floors } = &mut unknowns;
            for (list, value) in [(raters, rater), (quantities, quantity), (floors, floor)] {
                if let Some(place) = list.get_mut(number) {
                    *place = value;
                }
            }
        }
        unknowns
    }
}

/// The floor that each rater was promised for the answers of an occasion.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Promises(BTreeMap<(String, Option<NaiveDate>), usize>);

impl Promises {
    /// A floor is raised by a later promise, but what was open stays known, and what was not stays protected.
    pub(super) fn make(&mut self, rater: &str, occasion: Option<NaiveDate>, floor: usize) {
        let floor = floor.max(1);
        let promised = self.0.entry((rater.to_owned(), occasion)).or_insert(floor);
        if *promised > 1 {
            *promised = floor.max(*promised);
        }
    }

    /// The floor of an unknown; if answers do not change between occasions, what was open on one is open on all.
    fn floor(&self, unknown: &Unknown, steady: bool) -> usize {
        let of = |((rater, occasion), &floor): (&(String, Option<NaiveDate>), &usize)| {
            let same = *rater == unknown.rater && (steady || *occasion == unknown.occasion);
            same.then_some(floor)
        };
        let found = || self.0.iter().filter_map(of);
        if found().any(|floor| floor < 2) { 1 } else { found().max().unwrap_or(usize::MAX) }
    }
}

/// The form in which a history is kept.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    version: u32,
    subject: String,
    steady: bool,
    floors: Vec<Promise>,
    sums: Vec<PublishedSum>,
}

#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Promise {
    rater: String,
    occasion: Option<NaiveDate>,
    floor: usize,
}

#[cfg(feature = "serde")]
impl From<History> for Wire {
    fn from(it: History) -> Wire {
        let History { subject, steady, promises, sums } = it;
        let promise = |((rater, occasion), floor)| Promise { rater, occasion, floor };
        let floors = promises.0.into_iter().map(promise).collect();
        Wire { version: 1, subject, steady, floors, sums }
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Wire> for History {
    type Error = crate::AssessError;

    fn try_from(it: Wire) -> Result<History, crate::AssessError> {
        use super::RaterViolation as Violation;
        if it.version != 1 {
            return Err(crate::AssessError::Version { found: it.version, known: 1 });
        }
        let mut promises = Promises::default();
        for promise in &it.floors {
            promises.make(&promise.rater, promise.occasion, promise.floor);
        }
        for sum in &it.sums {
            for (unknown, part) in &sum.terms {
                let (figure, rater) = (sum.figure.clone(), unknown.rater.clone());
                if *part == 0 {
                    return Err(Violation::ZeroWeight { figure, rater }.into());
                }
                if !promises.0.contains_key(&(rater.clone(), unknown.occasion)) {
                    return Err(Violation::NoFloor { figure, rater }.into());
                }
            }
        }
        let Wire { subject, steady, sums, .. } = it;
        Ok(History { subject, steady, promises, sums })
    }
}
