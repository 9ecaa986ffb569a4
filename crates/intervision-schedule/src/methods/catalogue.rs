use std::collections::BTreeSet;

use super::error::MethodError;
use super::method::Method;

const VERSION: u32 = 1;

/// Methods by id, in the order of their document.
///
/// # Example
///
/// ```
/// use intervision_schedule::methods::MethodCatalogue;
///
/// let catalogue = MethodCatalogue::shipped()?;
/// let incident = catalogue.get("incident")?;
/// let minutes: Vec<u32> = incident.steps.iter().map(|step| step.minutes).collect();
/// assert_eq!((minutes, incident.minutes()), (vec![5, 10, 5, 15, 10, 10, 10], 65));
/// // With 90 minutes at hand every step is longer.
/// assert_eq!(incident.steps_in(90)?.last().unwrap().to, 90);
/// # Ok::<(), intervision_schedule::methods::MethodError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodCatalogue {
    methods: Vec<Method>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(default)]
    methods: Vec<Method>,
}

impl MethodCatalogue {
    /// The document that ships with this crate: nine methods of the field.
    ///
    /// # Errors
    ///
    /// None in a released crate; the type is that of [`MethodCatalogue::from_toml`].
    pub fn shipped() -> Result<Self, MethodError> {
        Self::from_toml(include_str!("../../data/methods.toml"))
    }

    /// Reads a document like the one that ships (`data/methods.toml`).
    ///
    /// # Errors
    ///
    /// [`MethodError`] names the line, the version, or the method and what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, MethodError> {
        let document: Document = toml::from_str(text).map_err(|error| MethodError::Document {
            message: error.to_string().trim_end().to_owned(),
        })?;
        if document.version != VERSION {
            return Err(MethodError::Version { found: document.version, known: VERSION });
        }
        let mut ids = BTreeSet::new();
        for method in &document.methods {
            check(method)?;
            if !ids.insert(&method.id) {
                return Err(MethodError::Duplicate { id: method.id.clone() });
            }
        }
        Ok(MethodCatalogue { methods: document.methods })
    }

    /// A method by its id.
    ///
    /// # Errors
    ///
    /// [`MethodError::Unknown`] with the ids that there are.
    pub fn get(&self, id: &str) -> Result<&Method, MethodError> {
        let known = || self.methods.iter().map(|method| method.id.clone()).collect();
        let found = self.methods.iter().find(|method| method.id == id);
        found.ok_or_else(|| MethodError::Unknown { id: id.to_owned(), known: known() })
    }

    /// All methods.
    pub fn iter(&self) -> impl Iterator<Item = &Method> {
        self.methods.iter()
    }
}

fn check(method: &Method) -> Result<(), MethodError> {
    /// A day.
    const MOST_MINUTES: u32 = 24 * 60;
    let wrong = |problem: String| Err(MethodError::Method { id: method.id.clone(), problem });
    if method.steps.is_empty() {
        return wrong("it has no steps; list at least one".into());
    }
    if let Some(step) = method.steps.iter().find(|step| !(1..=MOST_MINUTES).contains(&step.minutes))
    {
        let (title, minutes) = (&step.title, step.minutes);
        return wrong(format!(
            "\"{title}\" takes {minutes} minutes; a step takes 1 to {MOST_MINUTES}"
        ));
    }
    if method.fewest == 0 || method.most < method.fewest {
        let (fewest, most) = (method.fewest, method.most);
        return wrong(format!(
            "it is for {fewest} to {most} people; write at least 1, the smaller number first"
        ));
    }
    Ok(())
}
