//! Pages as HTML, sealed: one file that loads nothing and runs nothing.

use std::fmt::Write;

use super::blocks::{Block, Cell};
use super::{Document, PartKind, Words, seal};

const STYLE: &str = include_str!("page.css");

pub(super) fn page(document: &Document, parts: &[(PartKind, Vec<Block>)], words: &Words) -> String {
    let programme = &document.programme;
    let owner = escaped(document.owner.as_str());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{} {owner}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        words.code, words.portfolio_of,
    );
    let _ = writeln!(
        page,
        "<header>\n<p class=\"from\">{}, {} {} {}</p>\n<h1>{} {owner}</h1>\n<p>{}</p>\n</header>",
        escaped(&programme.title),
        words.date(programme.start),
        words.until,
        words.date(programme.end),
        words.portfolio_of,
        words.yours,
    );
    for (part, blocks) in parts {
        let mut body =
            format!("<section id=\"{part}\">\n<h2>{}</h2>\n", escaped(words.title(*part)));
        for block in blocks {
            write(block, &mut body);
        }
        body.push_str("</section>\n");
        page.push_str(&seal::part(part.name(), &body));
    }
    let _ = writeln!(
        page,
        "</main>\n<footer>\n<p>{} <code>{}</code></p>\n</footer>\n</body>\n</html>",
        words.check, document.sha256
    );
    seal::whole(&page)
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Note(text) => {
            let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(text));
        }
        Block::Entry { title, line, text } => {
            let _ = writeln!(out, "<article>\n<h3>{}</h3>", escaped(title));
            if let Some(line) = line {
                let _ = writeln!(out, "<p class=\"when\">{}</p>", escaped(line));
            }
            for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
                let _ = writeln!(out, "<p>{}</p>", escaped(paragraph));
            }
            out.push_str("</article>\n");
        }
        Block::Table { header, rows } => {
            out.push_str("<div class=\"wide\">\n<table>\n<thead><tr>");
            for title in header {
                let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(title));
            }
            out.push_str("</tr></thead>\n<tbody>\n");
            for row in rows {
                out.push_str("<tr>");
                for (place, cell) in row.iter().enumerate() {
                    self::cell(place, cell, out);
                }
                out.push_str("</tr>\n");
            }
            out.push_str("</tbody>\n</table>\n</div>\n");
        }
        Block::Steps { title, steps } => {
            let _ = writeln!(out, "<article>\n<h3>{}</h3>\n<ul class=\"steps\">", escaped(title));
            for (done, what, when) in steps {
                let class = if *done { "done" } else { "open" };
                let _ = writeln!(
                    out,
                    "<li class=\"{class}\">{} <span class=\"when\">{}</span></li>",
                    escaped(what),
                    escaped(when)
                );
            }
            out.push_str("</ul>\n</article>\n");
        }
    }
}

fn cell(place: usize, cell: &Cell, out: &mut String) {
    let _ = match cell {
        Cell::Text(text) if place == 0 => {
            write!(out, "<th scope=\"row\">{}</th>", escaped(text))
        }
        Cell::Text(text) => write!(out, "<td>{}</td>", escaped(text)),
        Cell::Level { level, top, text } => write!(
            out,
            "<td class=\"level\"><meter min=\"1\" max=\"{top}\" value=\"{level:.1}\">{0}</meter> {0}</td>",
            escaped(text)
        ),
    };
}

/// A text in which nothing is markup and nothing a document may not hold. A comment cannot begin in it, so a seal cannot be
/// imitated.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
