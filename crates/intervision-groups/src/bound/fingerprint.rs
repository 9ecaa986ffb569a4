//! Hashes that tie a certificate to its rules and its input. Every field goes in with its length, so that no two inputs
//! run into each other.

use intervision_core::{Roster, Value};
use sha2::{Digest, Sha256};

use crate::terms::pairs::in_order;
use crate::{Aggregate, Direction, Inputs, PairDirection, Remainder, Rules, Sizes};

/// Bytes are handed to the hash in pieces of about this many.
const PIECE: usize = 4096;

struct Ink {
    hash: Sha256,
    /// What the hash has not seen yet.
    wet: Vec<u8>,
}

impl Ink {
    fn new(what: &str) -> Self {
        let mut ink = Ink { hash: Sha256::new(), wet: Vec::with_capacity(2 * PIECE) };
        ink.text(what);
        ink
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.wet.extend_from_slice(bytes);
        if self.wet.len() >= PIECE {
            self.hash.update(&self.wet);
            self.wet.clear();
        }
    }

    fn float(&mut self, float: f64) {
        // 0 and -0 are one number.
        self.number((float + 0.0).to_bits());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    fn dry(mut self) -> String {
        self.hash.update(&self.wet);
        self.hash.finalize().iter().fold(String::new(), |mut text, byte| {
            for half in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(u32::from(half), 16));
            }
            text
        })
    }
}

/// SHA-256 of the rules.
pub(crate) fn of_rules(rules: &Rules) -> String {
    let mut ink = Ink::new("intervision rules 1");
    let numbers: Vec<usize> = match rules.sizes() {
        Sizes::Count(count) => vec![0, *count],
        Sizes::CountBetween { count, min, max } => vec![1, *count, *min, *max],
        Sizes::Size { size, remainder } => {
            let policy = match remainder {
                Remainder::AllowLarger => 0,
                Remainder::AllowSmaller => 1,
                Remainder::Forbid => 2,
            };
            vec![2, *size, policy]
        }
        Sizes::Between { min, max } => vec![3, *min, *max],
        Sizes::Listed(sizes) => std::iter::once(4).chain(sizes.iter().copied()).collect(),
        Sizes::ListedBetween(limits) => {
            let both = limits.iter().flat_map(|&(least, most)| [least, most]);
            std::iter::once(5).chain(both).collect()
        }
    };
    ink.number(numbers.len() as u64);
    for number in numbers {
        ink.number(number as u64);
    }
    ink.number(rules.wishes().len() as u64);
    for wish in rules.wishes() {
        ink.text(&wish.attribute);
        ink.number(match wish.direction {
            Direction::Mix => 0,
            Direction::Match => 1,
            Direction::Balance => 2,
            Direction::NotAlone => 3,
        });
        ink.float(wish.weight);
        if wish.direction == Direction::NotAlone {
            ink.number(wish.company() as u64);
            ink.number(u64::from(wish.category.is_some()));
            ink.text(wish.category.as_deref().unwrap_or(""));
        }
        level(&mut ink, wish.level);
    }
    ink.number(rules.pairs().len() as u64);
    for wish in rules.pairs() {
        ink.text(&wish.name);
        ink.number(u64::from(wish.direction == PairDirection::Seek));
        ink.float(wish.weight);
        level(&mut ink, wish.level);
    }
    if let Some(themes) = rules.themes() {
        ink.text("themes");
        ink.number(themes.names.len() as u64);
        themes.names.iter().for_each(|name| ink.text(name));
        ink.float(themes.weight);
        level(&mut ink, themes.level);
    }
    match rules.aggregate() {
        Aggregate::Total => {}
        Aggregate::Worst => ink.text("worst"),
        Aggregate::Harmonic => ink.text("harmonic"),
    }
    for sets in [rules.together(), rules.apart()] {
        ink.number(sets.len() as u64);
        for ids in sets {
            ink.number(ids.len() as u64);
            for id in ids {
                ink.text(id);
            }
        }
    }
    ink.number(rules.manager_steps() as u64);
    ink.number(rules.pins().len() as u64);
    for pin in rules.pins() {
        ink.text(&pin.id);
        ink.number(pin.group as u64);
    }
    // What came later stands behind its name and only where it is used, so that older hashes stay what they are.
    if !rules.locks().is_empty() {
        ink.text("locks");
        ink.number(rules.locks().len() as u64);
        for id in rules.locks() {
            ink.text(id);
        }
    }
    if !rules.quotas().is_empty() {
        ink.text("quotas");
        ink.number(rules.quotas().len() as u64);
        for quota in rules.quotas() {
            ink.text(&quota.attribute);
            ink.number(u64::from(quota.category.is_some()));
            ink.text(quota.category.as_deref().unwrap_or(""));
            for limit in [quota.at_least, quota.at_most] {
                ink.number(u64::from(limit.is_some()));
                ink.number(limit.unwrap_or(0) as u64);
            }
        }
    }
    if rules.common_slots() > 0 {
        ink.text("common slots");
        ink.number(rules.common_slots() as u64);
    }
    waiting(&mut ink, rules);
    ink.dry()
}

/// Rules without a waiting list keep their hash.
fn waiting(ink: &mut Ink, rules: &Rules) {
    if let Some(list) = rules.waiting_list() {
        ink.text("waiting list");
        ink.number(u64::from(list.at_most.is_some()));
        ink.number(list.at_most.unwrap_or(0) as u64);
        ink.number(list.seat.len() as u64);
        list.seat.iter().for_each(|id| ink.text(id));
        if let Some(attribute) = &list.priority {
            ink.text("priority");
            ink.text(attribute);
        }
    }
}

/// The first level leaves no trace, so that rules without levels keep their hash.
fn level(ink: &mut Ink, level: u32) {
    if level > 1 {
        ink.text("level");
        ink.number(u64::from(level));
    }
}

/// SHA-256 of what the rules make us read of a roster and of the inputs, in the order of ids; `listed` holds the roster's number
/// for each id.
pub(crate) fn of_input(
    rules: &Rules,
    roster: &dyn Roster,
    (ids, listed): (&[String], &[usize]),
    inputs: &Inputs<'_>,
) -> String {
    let pairs = inputs.pairs();
    let mut ink = Ink::new("intervision input 1");
    ink.number(ids.len() as u64);
    for (id, member) in ids.iter().zip(listed) {
        ink.text(id);
        for wish in rules.wishes() {
            value(&mut ink, &roster.attribute(*member, &wish.attribute).known());
        }
        if rules.manager_steps() > 0 {
            let manager = roster.manager(*member).map(|manager| roster.id(manager));
            ink.text(manager.as_deref().unwrap_or(""));
        }
    }
    let mut place = vec![0u32; ids.len()];
    for (at, member) in listed.iter().enumerate() {
        place[*member] = at as u32;
    }
    for wish in rules.pairs() {
        let mut edges = Vec::new();
        if let Some(weights) = pairs.get(&wish.name) {
            weights.for_each_pair(&mut |a, b, weight| {
                if let (Some(&a), Some(&b)) = (place.get(a), place.get(b)) {
                    edges.push((a.min(b), a.max(b), weight));
                }
            });
        }
        let edges = in_order(edges);
        ink.number(edges.len() as u64);
        for (a, b, weight) in edges {
            ink.number(u64::from(a));
            ink.number(u64::from(b));
            ink.float(weight);
        }
    }
    if let Some(earlier) = inputs.earlier()
        && !rules.locks().is_empty()
    {
        ink.text("earlier");
        for group in 0..earlier.len() {
            let mut members: Vec<usize> = earlier.members(group).to_vec();
            members.retain(|&member| {
                member < roster.len() && rules.locks().contains(&roster.id(member).into_owned())
            });
            members.sort_by_key(|&member| place[member]);
            ink.number(members.len() as u64);
            for member in members {
                ink.number(u64::from(place[member]));
            }
        }
    }
    for quota in rules.quotas() {
        ink.text("quota");
        for member in listed {
            let known = roster.attribute(*member, &quota.attribute).known();
            value(&mut ink, &known);
            if let Value::Level(rank) = known {
                let name = roster.level_name(&quota.attribute, rank);
                ink.text(name.as_deref().unwrap_or(""));
            }
        }
    }
    if let Some(attribute) = rules.waiting_list().and_then(|list| list.priority.as_ref()) {
        ink.text("priority");
        for member in listed {
            value(&mut ink, &roster.attribute(*member, attribute).known());
        }
    }
    if let Some(rankings) = inputs.rankings()
        && rules.themes().is_some()
    {
        ink.text("rankings");
        for own in listed.iter().filter_map(|member| rankings.get(*member)) {
            for themes in [&own.ranked, &own.refused] {
                ink.number(themes.len() as u64);
                for theme in themes {
                    ink.text(theme);
                }
            }
        }
    }
    if let Some(slots) = inputs.slots()
        && rules.common_slots() > 0
    {
        ink.text("slots");
        ink.number(slots.len() as u64);
        for member in listed {
            for slot in 0..slots.len() {
                ink.number(u64::from(slots.is_free(*member, slot)));
            }
        }
    }
    ink.dry()
}

fn value(ink: &mut Ink, value: &Value<'_>) {
    ink.text(value.kind());
    match value {
        Value::Category(name) => ink.text(name),
        Value::Number(number) => ink.float(*number),
        Value::Level(rank) => ink.number(u64::from(*rank)),
        Value::Tags(tags) => {
            ink.number(tags.len() as u64);
            for tag in tags {
                ink.text(tag);
            }
        }
        _ => {}
    }
}
