//! From ratings of an occupation to the levels of a framework.

use std::borrow::Cow;
use std::collections::BTreeMap;

use intervision_core::{Rating, Ratings};

use super::ratings::{OnetRatings, range};
use crate::competency::{Framework, TargetProfile};
use crate::{Place, Problem, Problems};

/// Which elements stand for which competencies, and which ratings are taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnetMapping {
    elements: BTreeMap<String, String>,
    suppressed: bool,
}

impl OnetMapping {
    /// An element and the competency it stands for. A competency may have several elements; then their mean counts.
    #[must_use]
    pub fn with_element(
        mut self,
        element: impl Into<String>,
        competency: impl Into<String>,
    ) -> Self {
        self.elements.insert(element.into(), competency.into());
        self
    }

    /// Takes values as well of which the publisher says that they are too uncertain to be used.
    #[must_use]
    pub fn with_suppressed(mut self) -> Self {
        self.suppressed = true;
        self
    }
}

/// What an occupation asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct OnetProfile {
    levels: BTreeMap<String, Rating>,
    importance: BTreeMap<String, f64>,
    left_out: Vec<LeftOut>,
}

/// An element of the mapping that gave no level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The element.
    pub element: String,
    /// Why it gave none.
    pub why: WhyLeftOut,
}

/// Why an element gave no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyLeftOut {
    /// The table has no level of it for the occupation.
    NotRated,
    /// The publisher advises not to use it.
    Suppressed,
    /// It does not matter in this occupation.
    NotRelevant,
}

impl OnetRatings {
    /// What an occupation asks for, in the levels of a framework.
    ///
    /// The scale of levels, 0 to 7, is stretched over the framework's, 1 to its highest level, and the standard error with it;
    /// of several elements the mean is taken, with the standard error of a mean of independent values. The importance, 1 to
    /// 5, becomes a weight around 1, which 3 is.
    ///
    /// # Errors
    ///
    /// [`Problems`] when the occupation is not in the table, or a competency not in the framework.
    ///
    /// # Example
    ///
    /// ```
    /// # use intervision_model::competency::Framework;
    /// use intervision_core::Ratings;
    /// use intervision_model::interchange::onet::{OnetMapping, read_onet_ratings};
    ///
    /// # let framework = Framework::from_toml(r#"
    /// #     version = 1
    /// #     id = "advice"
    /// #     title = "Advice"
    /// #     levels = [{ title = "One" }, { title = "Two" }, { title = "Three" }]
    /// #     competencies = [{ id = "influence", title = "Influence" }]
    /// # "#)?;
    /// let table = b"O*NET-SOC Code\tElement ID\tScale ID\tData Value\tStandard Error\n\
    ///     99-0000.00\t9.X.1\tLV\t3.5\t0.35\n";
    /// let mapping = OnetMapping::default().with_element("9.X.1", "influence");
    /// let profile = read_onet_ratings(table)?.profile("99-0000.00", &mapping, &framework)?;
    /// assert_eq!(profile.rating(0, "influence").map(|rating| rating.level), Some(2.0));
    /// # Ok::<(), intervision_model::Problems>(())
    /// ```
    pub fn profile(
        &self,
        occupation: &str,
        mapping: &OnetMapping,
        framework: &Framework,
    ) -> Result<OnetProfile, Problems> {
        let mut problems = Vec::new();
        if self.of(occupation).next().is_none() {
            let known = self.occupations().into_iter().take(8).map(str::to_owned).collect();
            let (at, id) = (Place::part("occupation"), occupation.to_owned());
            problems.push(Problem::UnknownReference { at, what: "occupation", id, known });
        }
        for (element, competency) in &mapping.elements {
            if framework.competency(competency).is_none() {
                let known = framework.competencies().iter().map(|c| c.id.clone()).collect();
                let at = Place::part(format!("element {element}"));
                let id = competency.clone();
                problems.push(Problem::UnknownReference { at, what: "competency", id, known });
            }
        }
        Problems::or(problems, ())?;
        let mut levels: BTreeMap<&str, Vec<Rating>> = BTreeMap::new();
        let mut weights: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        let mut left_out = Vec::new();
        for (element, competency) in &mapping.elements {
            let level = self.get(occupation, element, "LV");
            let why = match level {
                None => Some(WhyLeftOut::NotRated),
                Some(level) if level.not_relevant => Some(WhyLeftOut::NotRelevant),
                Some(level) if level.suppress && !mapping.suppressed => {
                    Some(WhyLeftOut::Suppressed)
                }
                Some(_) => None,
            };
            match (why, level) {
                (None, Some(level)) => {
                    levels.entry(competency).or_default().push(stretched(level.rating, framework));
                    let weight = self
                        .get(occupation, element, "IM")
                        .filter(|w| mapping.suppressed || !w.suppress);
                    let weight = weight.map(|weight| weight.rating.level / 3.0);
                    weights.entry(competency).or_default().extend(weight);
                }
                (why, _) => {
                    left_out.extend(why.map(|why| LeftOut { element: element.clone(), why }));
                }
            }
        }
        let means = |all: &Vec<f64>| (!all.is_empty()).then(|| sum(all) / all.len() as f64);
        let importance =
            weights.iter().filter_map(|(id, all)| Some(((*id).to_owned(), means(all)?)));
        Ok(OnetProfile {
            importance: importance.collect(),
            levels: levels.into_iter().map(|(id, all)| (id.to_owned(), mean(&all))).collect(),
            left_out,
        })
    }
}

fn sum(all: &[f64]) -> f64 {
    all.iter().sum()
}

fn stretched(rating: Rating, framework: &Framework) -> Rating {
    let (low, high) = range("LV").unwrap_or((0.0, 7.0));
    let factor = (framework.top() - 1.0) / (high - low);
    let level = (1.0 + (rating.level - low) * factor).clamp(1.0, framework.top());
    Rating { level, standard_error: rating.standard_error.map(|error| error * factor) }
}

/// The mean; its standard error is unknown where one of them is.
fn mean(all: &[Rating]) -> Rating {
    let count = all.len().max(1) as f64;
    let level = all.iter().map(|rating| rating.level).sum::<f64>() / count;
    let squares = all.iter().map(|r| r.standard_error.map(|error| error * error));
    let squares: Option<f64> = squares.sum();
    Rating { level, standard_error: squares.map(|squares| squares.sqrt() / count) }
}

impl OnetProfile {
    /// The profile as the target of a function, without the standard errors.
    #[must_use]
    pub fn target(&self, function: Option<&str>) -> TargetProfile {
        TargetProfile {
            function: function.map(str::to_owned),
            levels: self.levels.iter().map(|(id, rating)| (id.clone(), rating.level)).collect(),
            importance: self.importance.clone(),
        }
    }

    /// The elements of the mapping that gave no level, by element.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// How much a competency counts, if the table says so.
    #[must_use]
    pub fn importance(&self, competency: &str) -> Option<f64> {
        self.importance.get(competency).copied()
    }
}

/// The occupation is the one member.
impl Ratings for OnetProfile {
    fn len(&self) -> usize {
        1
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        self.levels.keys().map(|id| id.as_str().into()).collect()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        self.levels.get(competency).copied().filter(|_| member == 0)
    }
}
