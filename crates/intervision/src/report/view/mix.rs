use intervision_core::Status;
use serde::Serialize;

use super::{Axis, Labels, px};
use crate::report::text::{Text, fill, places};
use crate::report::{Mix, Term, Wish};

/// How good the groups are, wish by wish.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    verdict: String,
    way: Option<String>,
    terms: Vec<TermView>,
    rows: Vec<Row>,
    weighed: bool,
}

/// One wish: a sentence and a small chart of what it is compared with.
#[derive(Debug, Serialize)]
struct TermView {
    id: String,
    title: String,
    sentence: String,
    plot: Plot,
}

#[derive(Debug, Serialize)]
struct Plot {
    title: String,
    desc: String,
    height: u32,
    /// Where the lower limit stands, if it is known.
    limit: Option<String>,
    start: String,
    rows: Vec<PlotRow>,
}

#[derive(Debug, Serialize)]
struct PlotRow {
    kind: &'static str,
    label: &'static str,
    value: String,
    x: String,
    y: u32,
    text_y: u32,
}

/// One line of the table; an empty cell is a dash.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    weight: String,
    value: String,
    bound: String,
    dealt: String,
    random: String,
}

impl Chapter {
    pub(super) fn of(mix: &Mix, labels: &Labels, text: &Text) -> Self {
        let terms = mix.terms();
        let mut rows: Vec<Row> = terms
            .iter()
            .map(|term| {
                let all = (term.value(), term.bound(), term.dealt(), term.random());
                Row::of(name(term, labels, text), term.weight(), all, text)
            })
            .collect();
        if !rows.is_empty() {
            let all = (mix.value(), mix.bound(), mix.dealt(), mix.random());
            rows.push(Row::of(text.mix.whole.to_owned(), None, all, text));
        }
        Chapter {
            verdict: verdict(mix, text),
            way: way(mix, text),
            terms: terms
                .iter()
                .enumerate()
                .map(|(at, term)| view(at, term, labels, text))
                .collect(),
            rows,
            weighed: terms.iter().any(|term| term.weight().is_some()),
        }
    }
}

/// What is known of the whole, in a sentence.
pub(super) fn verdict(mix: &Mix, text: &Text) -> String {
    let text_of = &text.mix;
    let gap = mix.bound().map(|bound| (mix.value() - bound).abs() / mix.value().abs());
    match (mix.status(), gap) {
        (Status::Optimal, _) => text_of.optimal.to_owned(),
        (Status::Feasible, Some(gap)) if gap.is_finite() => {
            fill(text_of.feasible, &[("gap", &text.language.percent(gap))])
        }
        (Status::Feasible, _) => text_of.feasible_unbounded.to_owned(),
        (Status::Infeasible, _) => text_of.infeasible.to_owned(),
        (Status::Unknown, _) => text_of.not_known.to_owned(),
    }
}

/// How far the groups come from random ones towards the limit. Says nothing where that has no meaning.
fn way(mix: &Mix, text: &Text) -> Option<String> {
    let (random, bound) = (mix.random()?, mix.bound()?);
    let (gained, possible) = (random - mix.value(), random - bound);
    if mix.status() == Status::Optimal || gained <= 0.0 || possible <= 0.0 {
        return None;
    }
    // Rounded down: only what is reached is called 100 %.
    let share = (gained / possible * 100.0).floor() / 100.0;
    Some(fill(text.mix.way, &[("share", &text.language.percent(share))]))
}

/// The wish in a few words: `Mix directorate`.
fn name(term: &Term, labels: &Labels, text: &Text) -> String {
    let pattern = match term.wish() {
        Wish::Mix => text.mix.name_mix,
        Wish::Match => text.mix.name_match,
        Wish::Balance => text.mix.name_balance,
        Wish::Avoid => text.mix.name_avoid,
        Wish::Seek => text.mix.name_seek,
        Wish::Shared => text.mix.name_shared,
        Wish::NotShared => text.mix.name_not_shared,
        Wish::Variation => text.mix.name_variation,
        Wish::NotAlone => text.mix.name_not_alone,
        Wish::Ranked => text.mix.name_ranked,
        Wish::Acquainted => text.mix.name_acquainted,
        Wish::Other => return capitalised(labels.of(term.attribute())),
    };
    capitalised(&fill(pattern, &[("attribute", labels.of(term.attribute()))]))
}

/// With a capital, as a heading begins.
pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn sentence(term: &Term, labels: &Labels, text: &Text) -> String {
    let words = &text.mix;
    let places = places([term.value()].into_iter().chain(term.bound()));
    let shown = text.language.number(term.value(), places);
    let counted = match term.wish() {
        Wish::Mix => Some(words.pairs_alike),
        Wish::Match => Some(words.pairs_differ),
        Wish::NotAlone => Some(words.not_alone),
        Wish::Ranked => Some(words.ranked),
        Wish::Acquainted => Some(words.acquainted),
        _ => None,
    };
    let counts = counted.is_some();
    let one = (term.value() - 1.0).abs() < 1e-9;
    let pattern = match (counted, term.wish()) {
        (Some(plural), _) if one => plural.one,
        (Some(plural), _) => plural.many,
        (None, Wish::Balance) => words.spread,
        (None, _) => words.other,
    };
    let said = fill(pattern, &[("n", &shown), ("attribute", labels.of(term.attribute()))]);
    let rest = match term.bound() {
        None => words.no_bound.to_owned(),
        Some(bound) => {
            let least = text.language.number(bound, places);
            let pattern = match (counts, shown == least) {
                (true, true) => words.no_fewer,
                (false, true) => words.no_less,
                (true, false) => words.fewest,
                (false, false) => words.least,
            };
            fill(pattern, &[("bound", &least)])
        }
    };
    said + &rest
}

const ROW: u32 = 22;

fn view(at: usize, term: &Term, labels: &Labels, text: &Text) -> TermView {
    let words = &text.mix;
    let measured = [
        ("random", words.random, term.random()),
        ("dealt", words.dealt, term.dealt()),
        ("these", words.these, Some(term.value())),
        ("limit", words.bound, term.bound()),
    ];
    let shown: Vec<_> = measured
        .into_iter()
        .filter_map(|(kind, label, value)| Some((kind, label, value.filter(|v| v.is_finite())?)))
        .collect();
    let values = || shown.iter().map(|(_, _, value)| *value);
    let lowest = values().fold(f64::INFINITY, f64::min);
    let highest = values().fold(f64::NEG_INFINITY, f64::max);
    // Without a limit, lines start at nothing at all, which is as good as it could be.
    let start = if term.bound().is_some() { lowest } else { lowest.min(0.0) };
    let axis = Axis { low: start, high: highest, from: 112.0, to: 238.0 };
    let places = places(values());
    let rows: Vec<PlotRow> = shown
        .iter()
        .zip(0_u32..)
        .map(|(&(kind, label, value), row)| PlotRow {
            kind,
            label,
            value: text.language.number(value, places),
            x: px(axis.at(value)),
            y: row * ROW + ROW / 2,
            text_y: row * ROW + ROW / 2 + 4,
        })
        .collect();
    let said: Vec<String> = rows
        .iter()
        .map(|row| fill(words.plot_read, &[("label", row.label), ("value", &row.value)]))
        .collect();
    let title = name(term, labels, text);
    TermView {
        id: format!("mix-{}", at + 1),
        sentence: sentence(term, labels, text),
        plot: Plot {
            title: fill(words.plot_title, &[("term", &title)]),
            desc: said.join(text.list_join),
            height: shown.len() as u32 * ROW,
            limit: term.bound().filter(|bound| bound.is_finite()).map(|bound| px(axis.at(bound))),
            start: px(axis.from),
            rows,
        },
        title,
    }
}

impl Row {
    fn of(
        name: String,
        weight: Option<f64>,
        (value, bound, dealt, random): (f64, Option<f64>, Option<f64>, Option<f64>),
        text: &Text,
    ) -> Self {
        let all = [Some(value), bound, dealt, random];
        let places = places(all.into_iter().flatten());
        let cell = |value: Option<f64>| text.language.number(value.unwrap_or(f64::NAN), places);
        let weight =
            weight.map_or_else(String::new, |w| text.language.number(w, super::mix::places([w])));
        Row {
            name,
            weight,
            value: cell(Some(value)),
            bound: cell(bound),
            dealt: cell(dealt),
            random: cell(random),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Texts;

    fn said(term: &Term) -> String {
        sentence(term, &Labels::default(), Text::ENGLISH)
    }

    #[test]
    fn each_wish_has_its_sentence() {
        assert_eq!(
            said(&Term::mix("function", 22.0).with_bound(22.0)),
            "22 pairs in the same group share their function; no grouping can have fewer."
        );
        assert_eq!(
            said(&Term::mix("function", 1.0).with_bound(0.0)),
            "1 pair in the same group shares its function; no grouping can have fewer than 0."
        );
        assert_eq!(
            said(&Term::matching("preference", 40.0).with_bound(36.0)),
            "40 pairs in the same group differ in preference; no grouping can have fewer than 36."
        );
        assert_eq!(
            said(&Term::balance("years", 1.25).with_bound(1.0)),
            "The spread of years between the groups is 1.25; no grouping can have less than 1.00."
        );
        assert_eq!(
            said(&Term::new(Wish::Ranked, "theme", 9.0).with_bound(9.0)),
            "All people together are 9 places below their first choices; no grouping can have fewer."
        );
        assert_eq!(
            said(&Term::new(Wish::Acquainted, "met", 1.0)),
            "Pairs in the same group met 1 time before; how low it could be is not known."
        );
        assert_eq!(
            said(&Term::new(Wish::NotAlone, "gender", 2.0)),
            "2 people have too few others of their own gender in their group; how low it could be is not known."
        );
        assert_eq!(
            said(&Term::other("met before", 3.0)),
            "3 in these groups; how low it could be is not known."
        );
    }

    #[test]
    fn a_verdict_never_says_more_than_is_known() {
        let said = |mix: Mix| verdict(&mix, Text::ENGLISH);
        assert_eq!(said(Mix::new(Status::Optimal, 5.0)), Text::ENGLISH.mix.optimal);
        assert!(said(Mix::new(Status::Feasible, 50.0).with_bound(49.0)).contains("2.0% below"));
        assert_eq!(
            said(Mix::new(Status::Feasible, 0.0).with_bound(-1.0)),
            Text::ENGLISH.mix.feasible_unbounded
        );
        assert_eq!(said(Mix::new(Status::Feasible, 5.0)), Text::ENGLISH.mix.feasible_unbounded);
        assert_eq!(said(Mix::new(Status::Infeasible, 5.0)), Text::ENGLISH.mix.infeasible);
        assert_eq!(said(Mix::new(Status::Unknown, 5.0)), Text::ENGLISH.mix.not_known);
    }

    #[test]
    fn the_way_is_rounded_down_and_only_told_where_it_means_something() {
        let mix = Mix::new(Status::Feasible, 20.1).with_bound(20.0).with_random(40.0);
        assert_eq!(
            way(&mix, Text::ENGLISH).as_deref(),
            Some("They go 99% of the way from random groups to the lower limit.")
        );
        assert_eq!(way(&Mix::new(Status::Feasible, 20.0).with_bound(20.0), Text::ENGLISH), None);
        let worse = Mix::new(Status::Feasible, 41.0).with_bound(20.0).with_random(40.0);
        assert_eq!(way(&worse, Text::ENGLISH), None);
    }
}
