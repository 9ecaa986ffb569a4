//! From figures to what templates print: sentences, table cells and coordinates, all decided here, so that a template
//! only writes markup.

mod acquaintance;
mod agenda;
mod attention;
mod bars;
mod calendar;
mod closing;
mod coaching;
mod conversations;
mod dates;
mod evaluation;
mod gatherings;
mod groups;
mod head;
mod hours;
mod mix;
mod needs;
mod palette;
mod phases;
mod tiles;
mod vision;

use serde::Serialize;

use super::text::Text;
use super::{Labels, Report};
use crate::language::Texts;

/// The whole page. A chapter that the report does not have is `None`.
#[derive(Debug, Serialize)]
pub(super) struct Page<'a> {
    lang: &'static str,
    t: &'a Text,
    head: head::Head,
    /// The chapters that there are: id and title.
    chapters: Vec<(&'static str, &'static str)>,
    mix: Option<mix::Chapter>,
    groups: Option<groups::Chapter>,
    needs: Option<needs::Chapter>,
    phases: Option<phases::Chapter>,
    coaching: Option<coaching::Chapter>,
    hours: Option<hours::Chapter>,
    vision: Option<vision::Chapter>,
    gatherings: Option<gatherings::Chapter>,
    agenda: Option<agenda::Chapter>,
    tables: Option<acquaintance::TablesChapter>,
    introductions: Option<acquaintance::IntroductionsChapter>,
    conversations: Option<conversations::Chapter>,
    season: Option<dates::Chapter>,
    evaluation: Option<evaluation::Chapter>,
    closing: Option<closing::Chapter>,
    attention: attention::Chapter,
}

impl Page<'static> {
    /// Lays out a report in its language.
    pub(super) fn of(report: &Report) -> Self {
        let text = Text::of(report.language);
        Page {
            lang: report.language.code(),
            t: text,
            head: head::Head::of(report, text),
            chapters: chapters(report, text),
            mix: report.mix.as_ref().map(|mix| mix::Chapter::of(mix, &report.labels, text)),
            groups: report
                .composition
                .as_ref()
                .map(|groups| groups::Chapter::of(groups, &report.labels, text)),
            needs: report.needs.as_ref().map(|needs| needs::Chapter::of(needs, text)),
            phases: report.phases.as_ref().map(|phases| phases::Chapter::of(phases, text)),
            coaching: report.coaching.as_ref().map(|own| coaching::Chapter::of(own, text)),
            hours: report.hours.as_ref().map(|hours| hours::Chapter::of(hours, text)),
            vision: report.statements.as_ref().map(|said| vision::Chapter::of(said, text)),
            gatherings: report.gatherings.as_ref().map(|y| gatherings::Chapter::of(y, text)),
            agenda: report.agenda.as_ref().map(|agenda| agenda::Chapter::of(agenda, text)),
            tables: report
                .tables
                .as_ref()
                .map(|tables| acquaintance::TablesChapter::of(tables, text)),
            introductions: report
                .introductions
                .as_ref()
                .map(|own| acquaintance::IntroductionsChapter::of(own, text)),
            conversations: report
                .conversations
                .as_ref()
                .map(|talks| conversations::Chapter::of(talks, text)),
            season: report
                .season
                .as_ref()
                .map(|season| dates::Chapter::of(season, report.composition.as_ref(), text)),
            evaluation: report.evaluation.as_ref().map(|own| evaluation::Chapter::of(own, text)),
            closing: report.closing.as_ref().map(|own| closing::Chapter::of(own, text)),
            attention: attention::Chapter::of(report, text),
        }
    }
}

/// The chapters that a report has, in the order of the page.
fn chapters(report: &Report, text: &'static Text) -> Vec<(&'static str, &'static str)> {
    let all = [
        (report.mix.is_some(), "mix", text.mix.title),
        (report.composition.is_some(), "groups", text.groups.title),
        (report.needs.is_some(), "needs", text.needs.title),
        (report.phases.is_some(), "phases", text.phases.title),
        (report.coaching.is_some(), "coaching", text.coaching.title),
        (report.hours.is_some(), "hours", text.hours.title),
        (report.statements.is_some(), "vision", text.vision.title),
        (report.gatherings.is_some(), "gatherings", text.gatherings.title),
        (report.agenda.is_some(), "agenda", text.agenda.title),
        (report.tables.is_some(), "tables", text.acquaintance.tables),
        (report.introductions.is_some(), "introductions", text.acquaintance.introductions),
        (report.conversations.is_some(), "conversations", text.conversations.title),
        (report.season.is_some(), "season", text.season.title),
        (report.evaluation.is_some(), "evaluation", text.evaluation.title),
        (report.closing.is_some(), "closing", text.closing.title),
        (true, "attention", text.attention.title),
    ];
    all.into_iter().filter(|(there, ..)| *there).map(|(_, id, title)| (id, title)).collect()
}

/// A coordinate in a drawing, to a tenth: enough for the eye, and the same on every machine.
fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths == 0.0 { "0".to_owned() } else { tenths.to_string() }
}

/// A linear scale from values to coordinates. A scale without length puts everything at its start.
#[derive(Debug, Clone, Copy)]
struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// The coordinate of a value; values outside are drawn at the edge.
    fn at(&self, value: f64) -> f64 {
        let length = self.high - self.low;
        if length <= 0.0 || !value.is_finite() {
            return self.from;
        }
        let share = ((value - self.low) / length).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_maps_and_clamps() {
        let axis = Axis { low: 1.0, high: 5.0, from: 10.0, to: 50.0 };
        assert_eq!([1.0, 3.0, 9.0].map(|v| px(axis.at(v))), ["10", "30", "50"]);
        let flat = Axis { low: 2.0, high: 2.0, from: 10.0, to: 50.0 };
        assert_eq!(px(flat.at(2.0)), "10");
        assert_eq!(px(axis.at(f64::NAN)), "10");
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!([0.04, -0.01, 12.0, 12.345].map(px), ["0", "0", "12", "12.3"]);
    }
}
