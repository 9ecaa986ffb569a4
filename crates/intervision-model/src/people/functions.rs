//! What people do, as the function catalogue of an organisation or of a whole sector tells it: a catalogue and a roster come in, the
//! roster goes out with what the catalogue says of everybody's function.

use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{Roster, Value};

use super::Cohort;
use crate::names::{slug, unique};
use crate::{Place, Problem, Problems};

/// A function catalogue before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct FunctionsDraft {
    /// The version of the format: [`Functions::VERSION`].
    pub version: u32,
    /// A slug that names the catalogue.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The functions.
    pub functions: Vec<Function>,
}

/// A function: what a person is appointed to do, with its place in the scheme that describes and grades functions.
///
/// Schemes of Dutch government have this shape: one for municipalities orders functions in series within groups, one for the
/// state in groups within families, and both grade them in scales.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Function {
    /// A slug.
    pub id: String,
    /// What people call it, and what rosters may say instead of the id.
    pub title: String,
    /// The scheme that describes it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub scheme: Option<String>,
    /// Its code in the scheme.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub code: Option<String>,
    /// The series of functions of one kind and rising weight that it belongs to.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub series: Option<String>,
    /// The group of series.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub group: Option<String>,
    /// The salary scale that it is graded in.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub scale: Option<u32>,
}

/// A checked function catalogue.
///
/// # Example
///
/// ```
/// use intervision_core::{Roster, Value};
/// use intervision_model::interchange::read_roster;
/// use intervision_model::{Functions, RosterColumns};
///
/// let functions = Functions::from_toml(r#"
///     version = 1
///     id = "vliet"
///     title = "Functions of the municipality of Vliet"
///     [[functions]]
///     id = "policy-adviser-2"
///     title = "Policy adviser II"
///     scheme = "Vliet 2026"
///     code = "P2"
///     series = "Policy adviser"
///     group = "Policy"
///     scale = 11
/// "#)?;
/// let columns = RosterColumns::default().with_function("job");
/// let cohort = read_roster(b"id,job\na1,Policy adviser II\na2,P2\n", &columns)?;
/// let cohort = functions.place(&cohort)?;
/// assert_eq!(cohort.attribute(1, Functions::SERIES), Value::category("Policy adviser"));
/// assert_eq!(cohort.attribute(0, Functions::SCALE), Value::Number(11.0));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "FunctionsDraft", into = "FunctionsDraft"))]
pub struct Functions {
    draft: FunctionsDraft,
}

impl Functions {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;
    /// The attribute that tells the scheme of somebody's function.
    pub const SCHEME: &'static str = "function_scheme";
    /// The attribute that tells the series of somebody's function.
    pub const SERIES: &'static str = "function_series";
    /// The attribute that tells the group of somebody's function.
    pub const GROUP: &'static str = "function_group";
    /// The attribute that tells the scale of somebody's function: a number.
    pub const SCALE: &'static str = "function_scale";

    /// Checks a draft.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit: ids that are no slugs or stand twice, a code without its scheme, two
    /// functions of one code in one scheme, names that mean two functions, a series that is in two groups of a scheme.
    pub fn new(draft: FunctionsDraft) -> Result<Self, Problems> {
        let mut found = Vec::new();
        if draft.version != Self::VERSION {
            let (version, expected) = (draft.version, Self::VERSION);
            found.push(Problem::Version { what: "function catalogue", found: version, expected });
        }
        slug(&draft.id, Place::part("id"), &mut found);
        unique("function", draft.functions.iter().map(|f| f.id.as_str()), &mut found);
        for function in &draft.functions {
            let at = || Place::part(format!("functions.{}", function.id));
            slug(&function.id, at(), &mut found);
            if function.scheme.is_none() && (function.code.is_some() || function.series.is_some()) {
                let fix = "name the scheme that its code and series are of".to_owned();
                found.push(Problem::Missing { at: at(), what: "the scheme", fix });
            }
        }
        names(&draft, &mut found);
        series(&draft, &mut found);
        Problems::or(found, Functions { draft })
    }

    /// Reads a catalogue from TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] with the line, or everything that does not fit.
    #[cfg(feature = "serde")]
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        Functions::new(crate::interchange::document::from_toml("function catalogue", text)?)
    }

    /// Writes the catalogue as TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; a checked catalogue is always written.
    #[cfg(feature = "serde")]
    pub fn to_toml(&self) -> Result<String, Problem> {
        crate::interchange::document::to_toml("function catalogue", &self.draft)
    }

    /// The functions, as they are listed.
    #[must_use]
    pub fn functions(&self) -> &[Function] {
        &self.draft.functions
    }

    /// The function that a roster means: by id, by title, or by code where one scheme alone has it.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Function> {
        let all = || self.draft.functions.iter();
        let by_code = || {
            let mut coded = all().filter(|function| function.code.as_deref() == Some(name));
            coded.next().filter(|_| coded.next().is_none())
        };
        let exact = all().find(|function| function.id == name);
        exact.or_else(|| all().find(|function| function.title == name)).or_else(by_code)
    }

    /// The roster with what the catalogue says of everybody's function, as attributes to mix, match and balance by:
    /// [`SCHEME`](Functions::SCHEME), [`SERIES`](Functions::SERIES), [`GROUP`](Functions::GROUP) and [`SCALE`](Functions::SCALE).
    /// Whose function is unknown has none of them.
    ///
    /// # Errors
    ///
    /// [`Problem::Missing`] when the roster does not say which attribute tells functions, [`Problem::UnknownReference`] for each
    /// function that is not in the catalogue, and [`Problem::Contradiction`] for an attribute that the roster has already.
    pub fn place(&self, cohort: &Cohort) -> Result<Cohort, Problems> {
        let Some(key) = cohort.function_key() else {
            let fix = "say which column tells functions".to_owned();
            let at = Place::part("roster");
            return Err(Problem::Missing { at, what: "the function", fix }.into());
        };
        let mut found = Vec::new();
        for own in [Self::SCHEME, Self::SERIES, Self::GROUP, Self::SCALE] {
            if cohort.keys().iter().any(|key| key == own) {
                found.push(Problem::Contradiction {
                    at: Place::part("roster"),
                    what: format!("it has an attribute \"{own}\" already"),
                    fix: "let the catalogue tell it, or rename the column".to_owned(),
                });
            }
        }
        let known = || self.functions().iter().map(|function| function.id.clone()).collect();
        for member in 0..cohort.len() {
            if let Some(name) = cohort.function(member).filter(|name| self.named(name).is_none()) {
                let at = Place::part(format!("{key} of \"{}\"", cohort.id(member)));
                let (what, id) = ("function in the catalogue", name.to_owned());
                found.push(Problem::UnknownReference { at, what, id, known: known() });
            }
        }
        let of = |member| cohort.function(member).and_then(|name| self.named(name));
        let text = |value: Option<&String>| {
            value.map_or(Value::Unknown, |text| Value::category(text.clone()))
        };
        let scheme = |m| text(of(m).and_then(|f| f.scheme.as_ref()));
        let series = |m| text(of(m).and_then(|f| f.series.as_ref()));
        let group = |m| text(of(m).and_then(|f| f.group.as_ref()));
        let scale =
            |m| of(m).and_then(|f| f.scale).map_or(Value::Unknown, |s| Value::Number(s.into()));
        let placed = cohort
            .clone()
            .with_attribute(Self::SCHEME, &scheme)
            .with_attribute(Self::SERIES, &series)
            .with_attribute(Self::GROUP, &group)
            .with_attribute(Self::SCALE, &scale);
        Problems::or(found, placed)
    }
}

/// Codes differ within a scheme, and a title means one function.
fn names(draft: &FunctionsDraft, found: &mut Vec<Problem>) {
    let mut codes: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    let ids: BTreeSet<&str> = draft.functions.iter().map(|function| function.id.as_str()).collect();
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    for function in &draft.functions {
        let at = || Place::part(format!("functions.{}", function.id));
        if let (Some(scheme), Some(code)) = (&function.scheme, &function.code)
            && let Some(other) = codes.insert((scheme, code), &function.id)
        {
            found.push(Problem::Contradiction {
                at: at(),
                what: format!("\"{other}\" has the code \"{code}\" of \"{scheme}\" as well"),
                fix: "give each function a code of its own".to_owned(),
            });
        }
        let title = function.title.as_str();
        let taken = ids.contains(title) && title != function.id;
        if let Some(other) = titles.insert(title, &function.id).or(taken.then_some(title)) {
            found.push(Problem::Contradiction {
                at: at(),
                what: format!("\"{title}\" also names \"{other}\""),
                fix: "give each function a name of its own".to_owned(),
            });
        }
    }
}

fn series(draft: &FunctionsDraft, found: &mut Vec<Problem>) {
    let mut groups: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for function in &draft.functions {
        let Function { scheme: Some(scheme), series: Some(series), group: Some(group), .. } =
            function
        else {
            continue;
        };
        let first = *groups.entry((scheme, series)).or_insert(group);
        if first != group {
            found.push(Problem::Contradiction {
                at: Place::part(format!("functions.{}", function.id)),
                what: format!(
                    "series \"{series}\" is in group \"{first}\" and in group \"{group}\""
                ),
                fix: "put a series into one group".to_owned(),
            });
        }
    }
}

impl TryFrom<FunctionsDraft> for Functions {
    type Error = Problems;

    fn try_from(draft: FunctionsDraft) -> Result<Self, Problems> {
        Functions::new(draft)
    }
}

impl From<Functions> for FunctionsDraft {
    fn from(functions: Functions) -> FunctionsDraft {
        functions.draft
    }
}

#[cfg(feature = "serde")]
crate::interchange::document::documents! {
    "function catalogue": FunctionsDraft => Functions,
}
