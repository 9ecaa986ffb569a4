//! What can be wrong with rules, a roster, pair weights or a certificate.

use std::fmt;

use intervision_core::GroupsError;

use crate::Conflict;
use crate::explain::names;

/// Why groups could not be formed, or a certificate was refused. The message says what would be right.
///
/// # Example
///
/// ```
/// use intervision_groups::{Error, RulesBuilder, Sizes};
///
/// let error = RulesBuilder::new(Sizes::count(3)).mix("function", f64::NAN).build().unwrap_err();
/// assert!(matches!(error, Error::Weight { .. }));
/// assert_eq!(
///     error.to_string(),
///     "the weight of mix \"function\" is NaN; give a number from 0 to 1e12"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A rules document or certificate of another version.
    #[error("{document} has version {found}; this library reads version {supported}")]
    Version {
        /// Which document.
        document: &'static str,
        /// The version it carries.
        found: u32,
        /// The version that is read.
        supported: u32,
    },
    /// A weight that is not a number from 0 to 1e12.
    #[error("the weight of {wish} is {weight}; give a number from 0 to 1e12")]
    Weight {
        /// The wish, as `mix "function"`.
        wish: String,
        /// The weight.
        weight: f64,
    },
    /// The same wish stands there twice.
    #[error("{wish} stands there twice; say it once and add up the weights")]
    DuplicateWish {
        /// The wish, as `mix "function"`.
        wish: String,
    },
    /// A field that a wish of this direction has no use for.
    #[error("{wish} has a field \"{field}\", which only wishes not to be alone take; leave it out")]
    WishField {
        /// The wish, as `mix "function"`.
        wish: String,
        /// `category` or `at_least`.
        field: &'static str,
    },
    /// A wish whose groups have no score, and a harmonic mean of scores.
    #[error(
        "{wish} can count below 0, and the harmonic mean takes scores of what starts at 0; add groups up, or ask for the worst"
    )]
    NoScore {
        /// The wish, as `seek "friends"`.
        wish: String,
    },
    /// More priority levels than one number can keep apart.
    #[error(
        "{levels} priority levels of such range cannot be kept apart in one number; use fewer, or lighter weights on the last"
    )]
    TooManyLevels {
        /// How many levels there are.
        levels: usize,
    },
    /// A theme stands there twice.
    #[error("theme \"{theme}\" stands there twice; every group needs a theme of its own")]
    DuplicateTheme {
        /// The theme.
        theme: String,
    },
    /// Another number of themes than of groups.
    #[error("there are {themes} themes and {groups} groups; give every group one theme")]
    ThemesAndGroups {
        /// How many themes there are.
        themes: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// The rules have themes, and nobody's rankings were given.
    #[error(
        "the rules have themes, and no rankings are given; hand them over with `with_rankings`"
    )]
    MissingRankings,
    /// Rankings were given, and the rules have no themes.
    #[error("rankings are given, and the rules have no themes; add them with `themes`")]
    UnusedRankings,
    /// Rankings of another number of people.
    #[error("the rankings are of {found} people, and the roster has {people}")]
    RankingsLength {
        /// How many people they are of.
        found: usize,
        /// How many people there are.
        people: usize,
    },
    /// Somebody ranks or refuses a theme that is not there.
    #[error("{id} names theme \"{theme}\"; the themes are {}", quoted(.known))]
    UnknownTheme {
        /// Who.
        id: String,
        /// The theme.
        theme: String,
        /// The themes of the rules.
        known: Vec<String>,
    },
    /// Somebody names a theme twice.
    #[error("{id} names theme \"{theme}\" twice; rank it once or refuse it")]
    ThemeTwice {
        /// Who.
        id: String,
        /// The theme.
        theme: String,
    },
    /// More people who refuse all other themes than these hold.
    #[error("{} refuse all themes but {}, where there is room for {hold}; allow more in a group or ask one of them", names(.ids), quoted(.themes))]
    ThemesTooFull {
        /// Who.
        ids: Vec<String>,
        /// The themes that they accept.
        themes: Vec<String>,
        /// The most people that these hold.
        hold: usize,
    },
    /// Fewer people who accept some themes than these need.
    #[error("{} must have {need} people, and those who accept that are {}; ask for fewer in a group or ask somebody", quoted(.themes), names(.ids))]
    ThemesTooEmpty {
        /// Those who accept any of the themes.
        ids: Vec<String>,
        /// The themes.
        themes: Vec<String>,
        /// The fewest people that these need.
        need: usize,
    },
    /// Somebody is pinned or locked to a theme that they refuse.
    #[error(
        "{id} is pinned or locked to group {group}, \"{theme}\", and refuses it; move them or ask them"
    )]
    PinnedToRefused {
        /// Who.
        id: String,
        /// The theme.
        theme: String,
        /// The group, counted from 1.
        group: usize,
    },
    /// A wish about kinds of people, and an attribute that is a number.
    #[error(
        "{wish} asks for kinds of people, and \"{attribute}\" is a number; give it as a category or a level"
    )]
    NeedsCategories {
        /// The wish.
        wish: String,
        /// The attribute.
        attribute: String,
    },
    /// A category that nobody has.
    #[error("nobody has \"{category}\" as \"{attribute}\"; it is one of {}", quoted(.known))]
    UnknownCategory {
        /// The attribute.
        attribute: String,
        /// The category.
        category: String,
        /// The categories that people have.
        known: Vec<String>,
    },
    /// A size or a number of groups that nobody can meet in.
    #[error("{what} is {found}; give {right}")]
    Number {
        /// Which number: `the number of groups`.
        what: &'static str,
        /// What was given.
        found: usize,
        /// What would be right.
        right: String,
    },
    /// A rule that names fewer than two people.
    #[error("an {rule} rule names {}; it needs two people or more", names(.ids))]
    TooFewNamed {
        /// `apart` or `together`.
        rule: &'static str,
        /// Who is named.
        ids: Vec<String>,
    },
    /// Nobody is on the roster.
    #[error("the roster is empty; groups need people")]
    EmptyRoster,
    /// A member without an id.
    #[error(
        "member {member} (counted from 0) has an empty id; every member needs one of their own"
    )]
    EmptyId {
        /// The member, as the roster numbers them.
        member: usize,
    },
    /// Two members with one id.
    #[error("id \"{id}\" stands on the roster twice; every member needs an id of their own")]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// More groups than people.
    #[error("{groups} groups for {people} people; ask for {people} groups or fewer")]
    TooManyGroups {
        /// How many groups are asked for.
        groups: usize,
        /// How many people there are.
        people: usize,
    },
    /// The sizes hold more or fewer people than there are.
    #[error("{sizes} hold {}, and there are {people} people; {right}", range(*.least, *.most))]
    SizesDoNotAddUp {
        /// The sizes in words.
        sizes: String,
        /// The fewest people they can hold.
        least: usize,
        /// The most people they can hold.
        most: usize,
        /// How many people there are.
        people: usize,
        /// What would be right.
        right: String,
    },
    /// An attribute that the roster does not have.
    #[error("the roster has no attribute \"{attribute}\"; it has {}", quoted(.known))]
    UnknownAttribute {
        /// The attribute.
        attribute: String,
        /// The attributes that the roster has.
        known: Vec<String>,
    },
    /// An attribute whose values are of two kinds.
    #[error(
        "attribute \"{attribute}\" is a {expected} for {first} and a {found} for {id}; use one kind for everyone"
    )]
    WrongKind {
        /// The attribute.
        attribute: String,
        /// The kind of the first known value.
        expected: &'static str,
        /// Whose value that is.
        first: String,
        /// The other kind.
        found: &'static str,
        /// Whose value that is.
        id: String,
    },
    /// A rule names somebody who is not on the roster.
    #[error("{rule} names \"{id}\", who is not on the roster; check the id or drop the rule")]
    UnknownId {
        /// The rule: `apart`, `together`, `pin` or `lock`.
        rule: &'static str,
        /// The id.
        id: String,
    },
    /// A quota that limits nothing.
    #[error("the quota of {quota} has no limit; give `at_least`, `at_most` or both")]
    QuotaWithoutLimit {
        /// What the quota counts.
        quota: String,
    },
    /// A quota whose limits contradict each other.
    #[error(
        "the quota of {quota} is at least {at_least} and at most {at_most}; give at most {at_least} or more"
    )]
    QuotaLimits {
        /// What the quota counts.
        quota: String,
        /// The fewest people.
        at_least: usize,
        /// The most people.
        at_most: usize,
    },
    /// A quota for an attribute whose values are numbers.
    #[error(
        "a quota counts people of a category, and attribute \"{attribute}\" is a number; give it as categories, levels or tags"
    )]
    QuotaOverNumbers {
        /// The attribute.
        attribute: String,
    },
    /// A quota asks for more people than a group holds.
    #[error(
        "{quota}: {at_least} do not fit, since a group holds {holds}; ask for {holds} or fewer, or form larger groups"
    )]
    QuotaAboveSize {
        /// The quota.
        quota: String,
        /// The fewest people it asks for.
        at_least: usize,
        /// The most people that every group can hold.
        holds: usize,
    },
    /// Groups must share slots, and nobody said when people are free.
    #[error(
        "the rules ask for {least} common slots, and no slots are given; give them with `with_slots`"
    )]
    MissingSlots {
        /// How many slots a group must share.
        least: usize,
    },
    /// Groups must share more slots than there are.
    #[error(
        "the rules ask for {least} common slots, and there are {slots}; ask for {slots} or fewer"
    )]
    TooFewSlots {
        /// How many slots a group must share.
        least: usize,
        /// How many slots there are.
        slots: usize,
    },
    /// Somebody is free in too few slots for any group.
    #[error(
        "{id} is free in {free} slots, and the members of a group must share {least}; ask for {free} or fewer, or leave {id} out"
    )]
    TooFewFree {
        /// Who.
        id: String,
        /// In how many slots they are free.
        free: usize,
        /// How many slots a group must share.
        least: usize,
    },
    /// Pair weights that the rules name were not given.
    #[error("the rules name pair weights \"{name}\", and those given are {}", quoted(.given))]
    MissingPairs {
        /// The name in the rules.
        name: String,
        /// The names that were given.
        given: Vec<String>,
    },
    /// Pair weights were given that no rule names.
    #[error("pair weights \"{name}\" are given, and no wish names them; add one with `with_pairs`")]
    UnusedPairs {
        /// The name that was given.
        name: String,
    },
    /// Pair weights for another number of people.
    #[error("pair weights \"{name}\" are for {found} people, and the roster has {people}")]
    PairsLength {
        /// Their name.
        name: String,
        /// How many people they are for.
        found: usize,
        /// How many people there are.
        people: usize,
    },
    /// A pair weight that is not finite or too large to add up.
    #[error(
        "pair weight \"{name}\" of {a} and {b} is {weight}; give a number between -1e100 and 1e100"
    )]
    PairWeight {
        /// The name of the pair weights.
        name: String,
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// The weight.
        weight: f64,
    },
    /// Two people are kept apart, and kept together.
    #[error(
        "{a} and {b} may not meet ({rule}), and must be together: {}; drop one of the rules",
        .chain.join(" with ")
    )]
    TogetherAndApart {
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// What keeps them apart.
        rule: Separation,
        /// The people through whom `together` rules join the two, from one to the other.
        chain: Vec<String>,
    },
    /// People who must be together are more than a group holds.
    #[error("{} must be together, and the largest group holds {largest}; split them or allow {} in a group", names(.ids), .ids.len())]
    TogetherTooLarge {
        /// Who must be together.
        ids: Vec<String>,
        /// The most people a group holds.
        largest: usize,
    },
    /// More people who may not meet than there are groups.
    #[error(
        "no two of {} may meet ({rule}), so they need {needed} groups, and there are {groups}; {}",
        names(.ids), .rule.remedy()
    )]
    TooFewGroups {
        /// A small set of people, no two of whom may meet.
        ids: Vec<String>,
        /// What keeps them apart.
        rule: Separation,
        /// How many groups they need: one each, people who must be together counted once.
        needed: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Somebody may meet too few others to fill a group.
    #[error(
        "{id} may not meet {} ({rule}), which leaves {left}, and the smallest group needs {smallest}; {}",
        names(.others), .rule.remedy()
    )]
    TooFewLeft {
        /// Who.
        id: String,
        /// Whom they may not meet.
        others: Vec<String>,
        /// What keeps them apart.
        rule: Separation,
        /// How many people can be in a group with them, themselves included.
        left: usize,
        /// The size of the smallest group.
        smallest: usize,
    },
    /// A pin names a group that is not there.
    #[error("{id} is pinned to group {group}, and the groups are 1 to {groups}")]
    PinGroup {
        /// Who.
        id: String,
        /// The group of the pin, counted from 1.
        group: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Somebody is locked to an earlier group, and no earlier grouping was given.
    #[error(
        "{id} is locked to an earlier group, and no earlier grouping is given; give it with `with_earlier` or drop the lock"
    )]
    LockWithoutEarlier {
        /// Who.
        id: String,
    },
    /// Somebody is locked who was in no group earlier.
    #[error(
        "{id} is locked, and has no group in the earlier grouping; drop the lock or pin them to a group"
    )]
    LockNowhere {
        /// Who.
        id: String,
    },
    /// Somebody is locked to a group that is not there any more.
    #[error(
        "{id} is locked to group {group} of the earlier grouping, and the groups are 1 to {groups}; drop the lock or form more groups"
    )]
    LockGroup {
        /// Who.
        id: String,
        /// The group they had, counted from 1.
        group: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Somebody is pinned to two groups, or people who must be together are pinned apart.
    #[error("{} must be in one group, and the pins or locks say group {first} and group {second}", names(.ids))]
    PinsDisagree {
        /// One person, or the people whom `together` rules join.
        ids: Vec<String>,
        /// One group, counted from 1.
        first: usize,
        /// The other, counted from 1.
        second: usize,
    },
    /// Two people who may not meet are pinned to one group.
    #[error(
        "{a} and {b} may not meet ({rule}), and both are pinned or locked to group {group}; move one of them"
    )]
    PinnedTogether {
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// What keeps them apart.
        rule: Separation,
        /// The group, counted from 1.
        group: usize,
    },
    /// More people are pinned to a group than it holds.
    #[error("{} are pinned or locked to group {group}, which holds {holds}; move one of them", names(.ids))]
    PinnedTooMany {
        /// Who.
        ids: Vec<String>,
        /// The group, counted from 1.
        group: usize,
        /// The most people the group holds.
        holds: usize,
    },
    /// No grouping keeps these rules together.
    #[error("{0}")]
    Conflict(Conflict),
    /// A solver's grouping that does not fit the problem.
    #[error("solver {solver} did not give each of {people} people a group below {groups}")]
    Solution {
        /// What the solver is called.
        solver: &'static str,
        /// How many people there are.
        people: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Something is wrong with the groups of one section.
    #[error("in section {section}: {wrong}")]
    Section {
        /// The section, counted from 1.
        section: usize,
        /// What is wrong there.
        wrong: Box<Error>,
    },
    /// A pin or a lock in the rules for groups within sections.
    #[error(
        "{id} is pinned or locked to a group within a section, and sections are not known yet; pin {id} to a section instead"
    )]
    PinWithinSection {
        /// Who.
        id: String,
    },
    /// An age or a half-life of meetings that is none.
    #[error("{what} is {found}; give {right}")]
    Age {
        /// Which: `the half-life of meetings`.
        what: String,
        /// What was given.
        found: f64,
        /// What would be right.
        right: &'static str,
    },
    /// A question about somebody who is not on the roster.
    #[error("nobody on the roster has the id \"{id}\"; ask about an id that stands there")]
    Nobody {
        /// The id.
        id: String,
    },
    /// A grouping that names somebody twice, or somebody who is not there.
    #[error("{which} cannot be read: {wrong}")]
    Groups {
        /// Which grouping: `the earlier grouping`.
        which: &'static str,
        /// What is wrong with it.
        wrong: GroupsError,
    },
    /// A certificate that does not hold.
    #[error("the certificate does not hold: {what} is {found}, and it says {claimed}")]
    Certificate {
        /// What was compared.
        what: String,
        /// What the certificate says.
        claimed: String,
        /// What was found.
        found: String,
    },
}

impl Error {
    /// Whether it says that the rules cannot hold together, rather than that something given is wrong: with one rule less
    /// there may be groups.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Run, Table};
    /// use intervision_groups::{Former, RulesBuilder, Sizes};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let rules = RulesBuilder::new(Sizes::count(2)).apart(["a", "b", "c"]).build()?;
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    /// let roster = Table::new(["a", "b", "c", "d"])?;
    /// let refused = Former::new(rules).form(&roster, &mut Run::new(&mut rng, &mut ())).unwrap_err();
    /// assert!(refused.is_conflict());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        if let Error::Section { wrong, .. } = self {
            return wrong.is_conflict();
        }
        matches!(
            self,
            Error::TogetherAndApart { .. }
                | Error::TogetherTooLarge { .. }
                | Error::TooFewGroups { .. }
                | Error::TooFewLeft { .. }
                | Error::PinsDisagree { .. }
                | Error::PinnedTogether { .. }
                | Error::PinnedTooMany { .. }
                | Error::QuotaAboveSize { .. }
                | Error::TooFewFree { .. }
                | Error::Conflict(_)
        )
    }
}

/// What keeps two people from meeting in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Separation {
    /// An `apart` rule.
    Apart,
    /// The reporting line.
    Manager,
    /// Both kinds of rule have a part in it.
    Both,
}

impl Separation {
    pub(crate) fn and(self, other: Separation) -> Separation {
        if self == other { self } else { Separation::Both }
    }

    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Separation::Apart => "form more groups or drop an apart rule",
            Separation::Manager => "form more groups or look fewer steps up the reporting line",
            Separation::Both => "form more groups, or drop an apart rule or the manager rule",
        }
    }
}

impl fmt::Display for Separation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Separation::Apart => "apart",
            Separation::Manager => "manager and report",
            Separation::Both => "apart, or manager and report",
        })
    }
}

fn quoted(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn range(least: usize, most: usize) -> String {
    if least == most { format!("{least}") } else { format!("{least} to {most}") }
}
