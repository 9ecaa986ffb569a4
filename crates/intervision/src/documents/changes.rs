use std::collections::BTreeSet;
use std::fmt::Write as _;

use intervision_schedule::change::{Change, ChangeKind, Changes, Standing};

use super::markdown::plain;
use crate::language::{Language, Plural, Texts, fill};

struct Words {
    title: &'static str,
    nothing: &'static str,
    calendars: Plural,
    moved: Plural,
    added: Plural,
    cancelled: Plural,
    reassigned: Plural,
    attendance: Plural,
    renamed: Plural,
    header: [&'static str; 4],
    at: &'static str,
    join: &'static str,
    leave: &'static str,
    nowhere: &'static str,
}

impl Texts for Words {
    const ENGLISH: &'static Self = &Words {
        title: "What changes",
        nothing: "Nothing changes: all calendars are right as they are.",
        calendars: Plural { one: "{n} calendar changes", many: "{n} calendars change" },
        moved: Plural { one: "{n} session moves", many: "{n} sessions move" },
        added: Plural { one: "{n} is added", many: "{n} are added" },
        cancelled: Plural { one: "{n} is cancelled", many: "{n} are cancelled" },
        reassigned: Plural {
            one: "{n} gets another room or is served by others",
            many: "{n} get another room or are served by others",
        },
        attendance: Plural { one: "{n} has other attendees", many: "{n} have other attendees" },
        renamed: Plural { one: "{n} has a new title", many: "{n} have a new title" },
        header: ["session", "was", "is", "calendars"],
        at: "{day} {year}, {from}–{to}",
        join: "join: {who}",
        leave: "leave: {who}",
        nowhere: "–",
    };

    const DUTCH: &'static Self = &Words {
        title: "Wat er verandert",
        nothing: "Er verandert niets: alle agenda's kloppen.",
        calendars: Plural { one: "{n} agenda verandert", many: "{n} agenda's veranderen" },
        moved: Plural { one: "{n} bijeenkomst verschuift", many: "{n} bijeenkomsten verschuiven" },
        added: Plural { one: "{n} komt erbij", many: "{n} komen erbij" },
        cancelled: Plural { one: "{n} vervalt", many: "{n} vervallen" },
        reassigned: Plural {
            one: "{n} krijgt een andere ruimte of andere begeleiding",
            many: "{n} krijgen een andere ruimte of andere begeleiding",
        },
        attendance: Plural {
            one: "{n} heeft andere deelnemers",
            many: "{n} hebben andere deelnemers",
        },
        renamed: Plural { one: "{n} heet anders", many: "{n} heten anders" },
        header: ["bijeenkomst", "was", "wordt", "agenda's"],
        at: "{day} {year}, {from}–{to}",
        join: "erbij: {who}",
        leave: "eraf: {who}",
        nowhere: "–",
    };
}

/// What a new timetable changes, in one sentence: how many sessions of each kind, and how many calendars.
///
/// # Example
///
/// ```
/// use intervision::documents::changes_sentence;
/// use intervision::language::Language;
/// use intervision::schedule::change::Changes;
///
/// let said = changes_sentence(&Changes::default(), Language::Dutch);
/// assert_eq!(said, "Er verandert niets: alle agenda's kloppen.");
/// ```
#[must_use]
pub fn changes_sentence(changes: &Changes, language: Language) -> String {
    let words = Words::of(language);
    if changes.is_empty() {
        return words.nothing.to_owned();
    }
    let kinds = [
        (ChangeKind::Moved, &words.moved),
        (ChangeKind::Added, &words.added),
        (ChangeKind::Cancelled, &words.cancelled),
        (ChangeKind::Reassigned, &words.reassigned),
        (ChangeKind::Attendance, &words.attendance),
        (ChangeKind::Renamed, &words.renamed),
    ];
    let counted = kinds.map(|(kind, plural)| (changes.of_kind(kind).count(), plural));
    let told = counted.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, plural)| plural.of(*count, language)).collect();
    let calendars = words.calendars.of(changes.touched(), language);
    format!("{}; {calendars}.", told.join(", "))
}

/// What a new timetable changes as a page of Markdown: the sentence of [`changes_sentence`], and a table with a row per session
/// by time: when and where it was and is, and how many calendars it changes.
#[must_use]
pub fn changes_markdown(changes: &Changes, language: Language) -> String {
    let words = Words::of(language);
    let mut page = format!("# {}\n\n{}\n", words.title, changes_sentence(changes, language));
    if changes.is_empty() {
        return page;
    }
    let _ = write!(page, "\n| {} |\n|---|---|---|---:|\n", words.header.join(" | "));
    let mut rows: Vec<&Change> = changes.iter().collect();
    let first = |change: &Change| {
        let spans = change.before.iter().chain(&change.after).map(|standing| standing.span);
        spans.min()
    };
    rows.sort_by_key(|change| (first(change), change.session.clone()));
    for change in rows {
        let session = named(change);
        let calendars = change.effects().len().to_string();
        let cells = [session, was(change, language), is(change, language), calendars];
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    }
    page
}

fn named(change: &Change) -> String {
    let standing = change.after.as_ref().or(change.before.as_ref());
    let title = standing.map_or("", |standing| standing.title.as_str());
    format!("{} ({})", plain(title), plain(&change.session))
}

fn was(change: &Change, language: Language) -> String {
    match (&change.before, change.kind) {
        (None, _) => Words::of(language).nowhere.to_owned(),
        (Some(before), ChangeKind::Renamed) => plain(&before.title),
        (Some(before), _) => shown(before, language),
    }
}

fn is(change: &Change, language: Language) -> String {
    let words = Words::of(language);
    match (&change.before, &change.after, change.kind) {
        (_, None, _) => words.nowhere.to_owned(),
        (_, Some(after), ChangeKind::Renamed) => plain(&after.title),
        (Some(before), Some(after), ChangeKind::Attendance) => {
            let others = |of: &BTreeSet<String>, than: &BTreeSet<String>| {
                let ids: Vec<String> = of.difference(than).map(|id| plain(id)).collect();
                ids.join(", ")
            };
            let parts = [
                (words.join, others(&after.people, &before.people)),
                (words.leave, others(&before.people, &after.people)),
            ];
            let said = parts.iter().filter(|(_, who)| !who.is_empty());
            let said: Vec<String> = said.map(|(words, who)| fill(words, &[("who", who)])).collect();
            said.join("; ")
        }
        (_, Some(after), _) => shown(after, language),
    }
}

/// `Tue 9 Mar 2027, 08:30–12:30; room-1, facilitator-2`
fn shown(standing: &Standing, language: Language) -> String {
    let span = standing.span;
    let at = fill(
        Words::of(language).at,
        &[
            ("day", &language.weekday(span.date())),
            ("year", &span.date().format("%Y").to_string()),
            ("from", &language.clock(span.start().time())),
            ("to", &language.clock(span.end().time())),
        ],
    );
    let serving = standing.places.iter().chain(&standing.resources);
    let serving: Vec<String> = serving.map(|id| plain(id)).collect();
    if serving.is_empty() { at } else { format!("{at}; {}", serving.join(", ")) }
}
