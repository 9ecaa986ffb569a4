//! The picture: a row per group, a mark per session, days off shaded.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};

use super::season::{Entry, Overview};
use super::words::{date, escape, month, words};

const WIDTH: f64 = 1200.0;
const HEAD: f64 = 26.0;
const LANE: f64 = 24.0;
const MARK: f64 = 20.0;
/// About the width of a letter of a label.
const LETTER: f64 = 6.6;

impl Overview {
    /// The picture alone, as a document of its own or inside a page.
    ///
    /// Every mark shows the day of the month and tells the whole of the session when pointed at or read aloud.
    #[must_use]
    pub fn svg(&self) -> String {
        let longest = self.rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let left = (longest.min(30) as f64 * LETTER + 16.0).max(60.0);
        let days = (self.last - self.first).num_days() + 1;
        let per_day = (WIDTH - left - MARK) / days.max(1) as f64;
        let at = |day: NaiveDate| left + (day - self.first).num_days() as f64 * per_day;
        let lanes: Vec<Vec<usize>> = self.rows.iter().map(|(_, list)| lanes(list, &at)).collect();
        let height_of = |lanes: &Vec<usize>| {
            (lanes.iter().max().map_or(1, |last| last + 1)) as f64 * LANE + 4.0
        };
        let height = HEAD + lanes.iter().map(height_of).sum::<f64>() + 2.0;
        let words = words(self.language);
        let mut svg = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" \
             aria-label=\"{}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">",
            escape(words.picture)
        );
        self.shaded(&mut svg, height, per_day, &at);
        self.months(&mut svg, height, &at);
        let mut top = HEAD;
        for ((label, list), lanes) in self.rows.iter().zip(&lanes) {
            let middle = top + height_of(lanes) / 2.0;
            let _ = writeln!(
                svg,
                "<line x1=\"0\" x2=\"{WIDTH:.0}\" y1=\"{top:.1}\" y2=\"{top:.1}\" stroke=\"#d5d9de\"/>\n\
                 <text x=\"4\" y=\"{:.1}\" fill=\"#1b2733\">{}</text>",
                middle + 4.0,
                escape(&shortened(label, 30)),
            );
            for (entry, lane) in list.iter().zip(lanes) {
                let y = top + 4.0 + *lane as f64 * LANE;
                self.mark(&mut svg, entry, at(entry.span.date()), y);
            }
            top += height_of(lanes);
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn shaded(&self, svg: &mut String, height: f64, per_day: f64, at: &impl Fn(NaiveDate) -> f64) {
        let words = words(self.language);
        for shade in &self.shades {
            let days = (shade.last - shade.first).num_days() + 1;
            // A single day would be a hair line.
            let width = (days as f64 * per_day).max(2.0);
            let fill = if shade.reason.is_some() { "#dfe3e8" } else { "#fbeed1" };
            let why = shade.reason.as_deref().unwrap_or(words.rather_not);
            let _ = writeln!(
                svg,
                "<rect x=\"{:.1}\" y=\"{HEAD:.0}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{fill}\"><title>{}: {}</title></rect>",
                at(shade.first),
                height - HEAD,
                escape(&self.days(shade.first, shade.last)),
                escape(why),
            );
        }
    }

    fn months(&self, svg: &mut String, height: f64, at: &impl Fn(NaiveDate) -> f64) {
        let days = self.first.iter_days().take_while(|day| *day <= self.last);
        for day in days.filter(|day| day.day() == 1 || *day == self.first) {
            let (x, name) = (at(day), month(self.language, day));
            let year = if day == self.first || day.month() == 1 {
                format!(" {}", day.year())
            } else {
                String::new()
            };
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"6\" y2=\"{height:.1}\" stroke=\"#aab2bb\"/>"
            );
            // A season that begins late in a month leaves no room for its name.
            if day.day() < 20 {
                let _ = writeln!(
                    svg,
                    "<text x=\"{:.1}\" y=\"18\" fill=\"#1b2733\" font-weight=\"600\">{name}{year}</text>",
                    x + 3.0
                );
            }
        }
    }

    fn mark(&self, svg: &mut String, entry: &Entry, x: f64, y: f64) {
        let day = entry.span.date().day();
        let _ = writeln!(
            svg,
            "<g><title>{}</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{MARK:.0}\" height=\"{MARK:.0}\" rx=\"3\" \
             fill=\"#1f5fa8\"/><text x=\"{:.1}\" y=\"{:.1}\" fill=\"#ffffff\" text-anchor=\"middle\">{day}</text></g>",
            escape(&self.told(entry)),
            x + MARK / 2.0,
            y + MARK / 2.0 + 4.0,
        );
    }

    /// `Meeting 1, Tue 9 Mar 2027, 09:00-12:00, blue, facilitator-2`.
    fn told(&self, entry: &Entry) -> String {
        let day = date(self.language, entry.span.date());
        let parts =
            [entry.title.clone(), day, times(entry), entry.places.clone(), entry.company.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn days(&self, first: NaiveDate, last: NaiveDate) -> String {
        let first_day = date(self.language, first);
        if first == last {
            first_day
        } else {
            format!("{first_day} - {}", date(self.language, last))
        }
    }
}

/// `09:00-12:00`, with the day of the end where it is another.
pub(super) fn times(entry: &Entry) -> String {
    let (start, end) = (entry.span.start(), entry.span.end());
    let day =
        if start.date() == end.date() { String::new() } else { end.format("%-d-%-m ").to_string() };
    format!("{}-{day}{}", start.format("%H:%M"), end.format("%H:%M"))
}

/// The lane of each mark in a row, so that no two overlap.
fn lanes(list: &[Entry], at: &impl Fn(NaiveDate) -> f64) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let mut lanes = Vec::with_capacity(list.len());
    for entry in list {
        let x = at(entry.span.date());
        let lane = ends.iter().position(|end| *end <= x).unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = x + MARK + 1.0,
            None => ends.push(x + MARK + 1.0),
        }
        lanes.push(lane);
    }
    lanes
}

fn shortened(label: &str, most: usize) -> String {
    if label.chars().count() <= most {
        return label.to_owned();
    }
    let kept: String = label.chars().take(most - 1).collect();
    format!("{kept}…")
}
