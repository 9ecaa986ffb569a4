use intervision_core::Value;
use serde::Serialize;

use super::tiles::{Drawn, Key, Row, per_line, say};
use super::{Labels, px};
use crate::report::text::{Text, fill};
use crate::report::{ComposedGroup, Composition};

/// Who learns with whom.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    legends: Vec<Legend>,
    /// Whether any attribute is drawn as dots on a line.
    dots: bool,
    columns: Vec<Column>,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Legend {
    attribute: String,
    keys: Vec<Key>,
}

#[derive(Debug, Serialize)]
struct Column {
    name: String,
    numeric: bool,
}

#[derive(Debug, Serialize)]
struct Group {
    id: String,
    name: String,
    people: String,
    plot: Option<Plot>,
    members: Vec<Member>,
}

#[derive(Debug, Serialize)]
struct Plot {
    title: String,
    desc: String,
    height: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Member {
    id: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    text: String,
    known: bool,
}

impl Chapter {
    pub(super) fn of(composition: &Composition, labels: &Labels, text: &Text) -> Self {
        let drawn: Vec<Drawn> = composition
            .plotted()
            .iter()
            .map(|&column| Drawn::of(composition, column, labels, text))
            .collect();
        let largest = composition.groups().iter().map(|group| group.members().len()).max();
        let per_line = per_line(largest.unwrap_or(0));
        let groups = composition.groups().iter().enumerate().map(|(at, group)| Group {
            id: format!("group-{}", at + 1),
            name: text.language.group_name(group.name()),
            people: text.groups.people.of(group.members().len(), text.language),
            plot: plot(
                &text.language.group_name(group.name()),
                group.members(),
                &drawn,
                per_line,
                text,
            ),
            members: group.members().iter().map(|(id, values)| member(id, values, text)).collect(),
        });
        let legends = drawn.iter().filter(|drawn| !drawn.is_dots());
        Chapter {
            groups: groups.collect(),
            legends: legends
                .map(|drawn| Legend { attribute: drawn.name.clone(), keys: drawn.keys(text) })
                .collect(),
            dots: drawn.iter().any(Drawn::is_dots),
            columns: columns(composition, labels),
        }
    }
}

/// A column of numbers is set to the right, so that digits stand below each other.
fn columns(composition: &Composition, labels: &Labels) -> Vec<Column> {
    let names = composition.columns().iter().enumerate();
    names
        .map(|(column, name)| {
            let members = composition.groups().iter().flat_map(ComposedGroup::members);
            let mut known = members
                .filter_map(|(_, values)| values.get(column))
                .filter(|value| !value.is_unknown())
                .peekable();
            let numeric = known.peek().is_some() && known.all(|v| matches!(v, Value::Number(_)));
            Column { name: labels.of(name).to_owned(), numeric }
        })
        .collect()
}

fn plot(
    name: &str,
    members: &[(String, Vec<Value<'static>>)],
    drawn: &[Drawn],
    per_line: usize,
    text: &Text,
) -> Option<Plot> {
    if drawn.is_empty() || members.is_empty() {
        return None;
    }
    let mut top = 0.0;
    let mut rows = Vec::new();
    let mut said = Vec::new();
    for attribute in drawn {
        let (row, height, words) = attribute.row(members, per_line, top, text);
        top += height;
        rows.push(row);
        said.push(words);
    }
    let title = fill(text.groups.plot_title, &[("group", name)]);
    Some(Plot { title, desc: said.join(" "), height: px(top), rows })
}

fn member(id: &str, values: &[Value<'static>], text: &Text) -> Member {
    let cells =
        values.iter().map(|value| Cell { text: say(value, text), known: !value.is_unknown() });
    Member { id: id.to_owned(), cells: cells.collect() }
}
