//! The parts of a community: its topics, gatherings, conversations, tables and introductions.

use chrono::{NaiveTime, TimeDelta};

use crate::design::{
    BacklogRules, ConversationRules, DesignDraft, GatheringRules, IntroductionRules, TableRules,
};
use crate::names::{slug, unique};
use crate::{Place, Problem};

pub(super) fn community(draft: &DesignDraft, found: &mut Vec<Problem>) {
    if let Some(rules) = &draft.backlog {
        backlog(rules, found);
        needs_gatherings(draft, "backlog", found);
    }
    if let Some(rules) = &draft.gatherings {
        gatherings(rules, found);
    }
    if let Some(rules) = &draft.conversations {
        conversations(rules, found);
    }
    if let Some(rules) = &draft.tables {
        tables(rules, found);
        needs_gatherings(draft, "tables", found);
    }
    if let Some(IntroductionRules { each, .. }) = &draft.introductions {
        at_least(1, *each, "introductions.each", found);
    }
}

fn needs_gatherings(draft: &DesignDraft, part: &str, found: &mut Vec<Problem>) {
    if draft.gatherings.is_none() {
        found.push(Problem::Missing {
            at: Place::part("gatherings"),
            what: "the part on gatherings",
            fix: format!("`{part}` is about them; say when they are"),
        });
    }
}

fn backlog(rules: &BacklogRules, found: &mut Vec<Problem>) {
    at_least(1, rules.per_gathering, "backlog.per_gathering", found);
    unique("topic", rules.topics.iter().map(|topic| topic.id.as_str()), found);
    for topic in &rules.topics {
        slug(&topic.id, Place::part(format!("backlog.topics.{}", topic.id)), found);
    }
}

fn gatherings(rules: &GatheringRules, found: &mut Vec<Problem>) {
    let GatheringRules { from, to, min_days, max_days, .. } = rules;
    if to <= from {
        found.push(Problem::Contradiction {
            at: Place::part("gatherings"),
            what: format!("it begins at {} and ends at {}", clock(*from), clock(*to)),
            fix: "let it end after it begins".to_owned(),
        });
    }
    if min_days > max_days {
        found.push(Problem::Contradiction {
            at: Place::part("gatherings"),
            what: format!("min_days is {min_days} and max_days {max_days}"),
            fix: "keep the least below the most".to_owned(),
        });
    }
}

fn conversations(rules: &ConversationRules, found: &mut Vec<Problem>) {
    at_least(1, rules.minutes, "conversations.minutes", found);
    at_least(1, rules.per_day, "conversations.per_day", found);
    at_least(1, rules.within_days, "conversations.within_days", found);
    if rules.starts.is_empty() {
        found.push(Problem::Missing {
            at: Place::part("conversations.starts"),
            what: "a time of day",
            fix: "say when conversations begin".to_owned(),
        });
    }
    let minutes = TimeDelta::minutes(rules.minutes.into());
    for (first, next) in rules.starts.iter().zip(rules.starts.iter().skip(1)) {
        if *next - *first < minutes {
            found.push(Problem::Contradiction {
                at: Place::part("conversations.starts"),
                what: format!(
                    "one begins at {}, before the one at {} has ended",
                    clock(*next),
                    clock(*first)
                ),
                fix: format!("list them in order, {} minutes apart or more", rules.minutes),
            });
        }
    }
}

fn tables(rules: &TableRules, found: &mut Vec<Problem>) {
    at_least(2, rules.size, "tables.size", found);
    at_least(1, rules.rounds, "tables.rounds", found);
    for wish in rules.mix.iter().filter(|wish| !(wish.weight > 0.0 && wish.weight.is_finite())) {
        found.push(Problem::OutOfRange {
            at: Place::part(format!("tables.mix.{}.weight", wish.attribute)),
            value: wish.weight,
            expected: "a number above 0".to_owned(),
        });
    }
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn at_least(least: u32, value: u32, at: &str, found: &mut Vec<Problem>) {
    if value < least {
        let expected = format!("at least {least}");
        found.push(Problem::OutOfRange { at: Place::part(at), value: value.into(), expected });
    }
}
