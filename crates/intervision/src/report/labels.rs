use std::collections::BTreeMap;

/// What people call the attributes of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Labels(BTreeMap<String, String>);

impl Labels {
    pub(super) fn set(&mut self, attribute: String, label: String) {
        self.0.insert(attribute, label);
    }

    /// The label of an attribute, or the attribute itself.
    pub(super) fn of<'a>(&'a self, attribute: &'a str) -> &'a str {
        self.0.get(attribute).map_or(attribute, String::as_str)
    }
}
