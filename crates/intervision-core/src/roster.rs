use std::borrow::Cow;

use crate::Value;

/// A numbered population: the people a programme is for, without knowing who they are.
///
/// Members are the numbers `0..len()`. Everything an engine may use of a person comes out of
/// [`attribute`](Roster::attribute) and [`manager`](Roster::manager); names and e-mail addresses stay
/// with the host. Engines ask each question once, when they lower the roster into flat arrays.
///
/// # Laws
///
/// * Every answer is stable: the same call gives the same answer as long as the roster is borrowed.
/// * [`id`](Roster::id) is not empty and differs between members. Engines order members by it, so that an answer
///   does not depend on the order in which the host lists its people.
/// * [`manager`](Roster::manager) is another member, and following managers upwards ends.
/// * A member outside `0..len()` or an unknown key gives [`Value::Unknown`] and `None`, never a panic.
///
/// `contract::roster` (feature `contract`) checks them.
///
/// # Example
///
/// ```
/// use std::borrow::Cow;
/// use intervision_core::{Roster, Value};
///
/// struct Employee { number: String, job: String, boss: Option<usize> }
/// struct Staff(Vec<Employee>);
///
/// impl Roster for Staff {
///     fn len(&self) -> usize { self.0.len() }
///     fn id(&self, member: usize) -> Cow<'_, str> {
///         self.0.get(member).map_or("", |e| e.number.as_str()).into()
///     }
///     fn keys(&self) -> Vec<Cow<'_, str>> { vec!["job".into()] }
///     fn attribute(&self, member: usize, key: &str) -> Value<'_> {
///         match (self.0.get(member), key) {
///             (Some(e), "job") => Value::category(e.job.as_str()),
///             _ => Value::Unknown,
///         }
///     }
///     fn manager(&self, member: usize) -> Option<usize> { self.0.get(member)?.boss }
/// }
///
/// let staff = Staff(vec![Employee { number: "e1".into(), job: "adviser".into(), boss: None }]);
/// assert_eq!(staff.attribute(0, "job").as_category(), Some("adviser"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Roster`",
    label = "engines read people through `Roster`",
    note = "implement `intervision_core::Roster` for your own type (len, id, keys, attribute, manager), or load an `intervision_core::Table`"
)]
pub trait Roster {
    /// How many members there are.
    fn len(&self) -> usize;

    /// Whether there is nobody.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The opaque id of a member: unique, stable over time, no name and no e-mail address.
    fn id(&self, member: usize) -> Cow<'_, str>;

    /// The attributes that members can have, in the host's order.
    fn keys(&self) -> Vec<Cow<'_, str>>;

    /// What is known about a member under one attribute.
    fn attribute(&self, member: usize, key: &str) -> Value<'_>;

    /// What people call a rank of an ordered attribute ([`Value::Level`]), if it has a name. Engines do not ask; what people
    /// read does.
    fn level_name(&self, key: &str, rank: u32) -> Option<Cow<'_, str>> {
        let _ = (key, rank);
        None
    }

    /// The member's direct manager, if that manager is a member too.
    fn manager(&self, member: usize) -> Option<usize> {
        let _ = member;
        None
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Roster + ?Sized> Roster for $pointer {
            fn len(&self) -> usize {
                (**self).len()
            }
            fn id(&self, member: usize) -> Cow<'_, str> {
                (**self).id(member)
            }
            fn keys(&self) -> Vec<Cow<'_, str>> {
                (**self).keys()
            }
            fn attribute(&self, member: usize, key: &str) -> Value<'_> {
                (**self).attribute(member, key)
            }
            fn level_name(&self, key: &str, rank: u32) -> Option<Cow<'_, str>> {
                (**self).level_name(key, rank)
            }
            fn manager(&self, member: usize) -> Option<usize> {
                (**self).manager(member)
            }
        }
    )*};
}
forward!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);
