//! Pages as Markdown (`CommonMark` with tables), sealed.

use std::fmt::Write;

use super::blocks::{Block, Cell};
use super::{Document, PartKind, Words, seal};

pub(super) fn text(document: &Document, parts: &[(PartKind, Vec<Block>)], words: &Words) -> String {
    let programme = &document.programme;
    let mut page = format!(
        "# {} {}\n\n{}, {} {} {}\n\n{}\n\n",
        words.portfolio_of,
        plain(document.owner.as_str()),
        plain(&programme.title),
        words.date(programme.start),
        words.until,
        words.date(programme.end),
        words.yours,
    );
    for (part, blocks) in parts {
        let mut body = format!("## {}\n\n", words.title(*part));
        for block in blocks {
            write(block, &mut body);
        }
        page.push_str(&seal::part(part.name(), &body));
        page.push('\n');
    }
    let _ = writeln!(page, "---\n\n{} `{}`.\n", words.check, document.sha256);
    seal::whole(&page)
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Note(text) => {
            let _ = writeln!(out, "*{}*\n", plain(text));
        }
        Block::Entry { title, line, text } => {
            let _ = writeln!(out, "### {}\n", plain(title));
            if let Some(line) = line {
                let _ = writeln!(out, "*{}*\n", plain(line));
            }
            for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
                let _ = writeln!(out, "{}\n", plain(paragraph));
            }
        }
        Block::Table { header, rows } => {
            let _ = writeln!(out, "| {} |", header.join(" | "));
            let _ = writeln!(out, "|{}", "---|".repeat(header.len()));
            for row in rows {
                let cells: Vec<String> = row.iter().map(cell).collect();
                let _ = writeln!(out, "| {} |", cells.join(" | "));
            }
            out.push('\n');
        }
        Block::Steps { title, steps } => {
            let _ = writeln!(out, "### {}\n", plain(title));
            for (done, what, when) in steps {
                let mark = if *done { 'x' } else { ' ' };
                let _ = writeln!(out, "- [{mark}] {} ({when})", plain(what));
            }
            out.push('\n');
        }
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Level { text, .. } => plain(text),
    }
}

/// A text on one line whose characters mean nothing to Markdown. A comment cannot begin in it, so a seal cannot be imitated.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (place, c) in text.chars().enumerate() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' => out.extend(['\\', c]),
            '#' | '-' | '+' | '=' | '~' if place == 0 => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
