use std::borrow::Cow;

/// What is known about one member under one attribute.
///
/// *Unknown is not a value*: two members whose function is unknown are neither alike nor different.
///
/// # Example
///
/// ```
/// use intervision_core::Value;
///
/// let function = Value::category("project manager");
/// assert_eq!(function.as_category(), Some("project manager"));
/// assert_eq!(Value::Unknown.as_category(), None);
/// assert_eq!(Value::Number(f64::NAN).known(), Value::Unknown);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Value<'a> {
    /// Nothing is known.
    #[default]
    Unknown,
    /// One of a set of unordered names: a function, a directorate.
    Category(Cow<'a, str>),
    /// A finite quantity on a scale with equal steps: years in the job, age.
    Number(f64),
    /// A rank on an ordered scale, lowest first, counted from 0: a job level.
    Level(u32),
    /// Any number of names at once: languages, expertise.
    Tags(Vec<Cow<'a, str>>),
}

impl<'a> Value<'a> {
    /// A category with this name; an empty name is [`Value::Unknown`].
    #[must_use]
    pub fn category(name: impl Into<Cow<'a, str>>) -> Self {
        Value::Category(name.into()).known()
    }

    /// The same value, or [`Value::Unknown`] for an empty name or a number that is not finite.
    ///
    /// Whoever lowers a roster calls this once per value, so that every engine treats such values alike.
    #[must_use]
    pub fn known(self) -> Self {
        match self {
            Value::Category(name) if name.trim().is_empty() => Value::Unknown,
            Value::Number(number) if !number.is_finite() => Value::Unknown,
            value => value,
        }
    }

    /// The same value without a copy of its names: what a roster that owns its values hands out.
    ///
    /// ```
    /// use intervision_core::Value;
    ///
    /// let owned = Value::category(String::from("adviser"));
    /// assert!(matches!(owned.borrowed(), Value::Category(std::borrow::Cow::Borrowed("adviser"))));
    /// ```
    #[must_use]
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Value::Unknown => Value::Unknown,
            Value::Category(name) => Value::Category(Cow::Borrowed(name)),
            Value::Number(number) => Value::Number(*number),
            Value::Level(rank) => Value::Level(*rank),
            Value::Tags(tags) => {
                Value::Tags(tags.iter().map(|tag| Cow::Borrowed(tag.as_ref())).collect())
            }
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Value::Unknown)
    }

    /// The category, if it is one.
    #[must_use]
    pub fn as_category(&self) -> Option<&str> {
        match self {
            Value::Category(name) => Some(name),
            _ => None,
        }
    }

    /// The quantity of a number, or the rank of a level.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Level(rank) => Some(f64::from(*rank)),
            _ => None,
        }
    }

    /// The kind of value in a word, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Unknown => "unknown",
            Value::Category(_) => "category",
            Value::Number(_) => "number",
            Value::Level(_) => "level",
            Value::Tags(_) => "tags",
        }
    }

    /// The same value, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Unknown => Value::Unknown,
            Value::Category(name) => Value::Category(Cow::Owned(name.into_owned())),
            Value::Number(number) => Value::Number(number),
            Value::Level(rank) => Value::Level(rank),
            Value::Tags(tags) => {
                Value::Tags(tags.into_iter().map(|tag| Cow::Owned(tag.into_owned())).collect())
            }
        }
    }
}

impl std::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Unknown => f.write_str("unknown"),
            Value::Category(name) => f.write_str(name),
            Value::Number(number) => write!(f, "{number}"),
            Value::Level(rank) => write!(f, "level {rank}"),
            Value::Tags(tags) => f.write_str(&tags.join(", ")),
        }
    }
}
