use serde::Serialize;

use super::{Axis, px};
use crate::report::text::{Text, fill};
use crate::report::{CohortNeed, Needs};

/// Where the cohort stands against the profile.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    lead: String,
    needs: Vec<Need>,
    untargeted: Option<String>,
    why_hidden: Option<String>,
}

#[derive(Debug, Serialize)]
struct Need {
    id: String,
    competency: String,
    /// A class and a word for where the mean stands.
    stand: &'static str,
    stand_text: &'static str,
    below: Option<String>,
    figures: String,
    plot: Plot,
    row: Row,
}

#[derive(Debug, Serialize)]
struct Plot {
    title: String,
    desc: String,
    ticks: Vec<Tick>,
    /// One target is a line, several are a band: where it begins, and how wide it is.
    target_band: Option<(String, String)>,
    target_line: Option<String>,
    mean: Option<Mean>,
    hidden: Option<String>,
}

#[derive(Debug, Serialize)]
struct Tick {
    x: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct Mean {
    x: String,
    from: String,
    width: String,
}

#[derive(Debug, Serialize)]
struct Row {
    people: String,
    mean: String,
    low: String,
    high: String,
    target: String,
    below: String,
}

impl Chapter {
    pub(super) fn of(needs: &Needs, text: &Text) -> Self {
        let (bare, told): (Vec<&CohortNeed>, Vec<&CohortNeed>) =
            needs.needs().iter().partition(|need| is_bare(need));
        let titles: Vec<&str> = bare.iter().map(|need| need.competency()).collect();
        let list = titles.join(text.list_join);
        let views: Vec<Need> =
            told.iter().enumerate().map(|(at, need)| view(at, need, needs, text)).collect();
        let hides = told.iter().any(|need| shown_mean(need, needs.floor()).is_none());
        let capped = views.iter().any(|need| need.row.below.starts_with(['<', '>']));
        let floor = needs.floor().to_string();
        Chapter {
            lead: fill(
                text.needs.lead,
                &[("confidence", &text.language.percent(needs.confidence()))],
            ),
            needs: views,
            untargeted: (!bare.is_empty()).then(|| fill(text.needs.untargeted, &[("list", &list)])),
            why_hidden: (hides || capped)
                .then(|| fill(text.needs.why_hidden, &[("floor", &floor)])),
        }
    }
}

/// Whether there is nothing to tell of it but that it has no target.
fn is_bare(need: &CohortNeed) -> bool {
    need.targets().is_none() && need.mean().is_none() && !need.is_withheld()
}

/// The mean, unless so few people are behind it that it would tell of persons.
fn shown_mean(need: &CohortNeed, floor: usize) -> Option<(f64, f64, f64)> {
    need.mean().filter(|_| need.people().is_none_or(|(scored, _)| scored >= floor))
}

/// A count as it may be printed: never between 1 and the floor, and never leaving such a rest of the whole.
pub(super) fn disclosed(
    count: usize,
    whole: usize,
    floor: usize,
    (fewer, more): (&str, &str),
    text: &Text,
) -> String {
    let shown = |n: usize| text.language.number(n as f64, 0);
    let rest = whole.saturating_sub(count);
    if (1..floor).contains(&count) {
        fill(fewer, &[("n", &shown(floor))])
    } else if (1..floor).contains(&rest) {
        fill(more, &[("n", &shown(whole.saturating_sub(floor)))])
    } else {
        shown(count)
    }
}

fn stand(
    mean: Option<(f64, f64, f64)>,
    targets: Option<(f64, f64)>,
    text: &Text,
) -> (&'static str, &'static str) {
    let words = &text.needs;
    let Some((least, most)) = targets else {
        return match mean {
            Some(_) => ("untargeted", words.no_target),
            None => ("hidden", words.hidden),
        };
    };
    match mean {
        None => ("hidden", words.hidden),
        Some((_, _, high)) if high < least => ("below", words.below),
        Some((_, low, _)) if low > most => ("above", words.above),
        Some((_, low, high)) if least <= low && high <= most => ("at", words.at),
        Some(_) => ("unclear", words.unclear),
    }
}

fn view(at: usize, need: &CohortNeed, needs: &Needs, text: &Text) -> Need {
    let words = &text.needs;
    let floor = needs.floor();
    let mean = shown_mean(need, floor);
    let level = |value: f64| text.language.number(value, 1);
    let target = need.targets().map(|(least, most)| {
        if least < most {
            fill(words.targets, &[("low", &level(least)), ("high", &level(most))])
        } else {
            level(least)
        }
    });
    let symbols = (words.fewer, words.more);
    let in_words = (words.fewer_in_words, words.more_in_words);
    let counted = need.people().filter(|(scored, _)| *scored >= floor);
    let few = fill(words.fewer, &[("n", &floor.to_string())]);
    let people = match (need.people(), counted) {
        (_, Some((scored, _))) => text.language.number(scored as f64, 0),
        (None, None) if mean.is_some() => "–".to_owned(),
        _ => few,
    };
    let below = counted.map(|(scored, below)| disclosed(below, scored, floor, symbols, text));
    let told = counted.map(|(scored, below)| {
        let below = disclosed(below, scored, floor, in_words, text);
        fill(words.below_count, &[("below", &below), ("people", &people)])
    });
    let aim = target.as_deref().unwrap_or_default();
    let figures = match (mean, &target) {
        (Some((mean, low, high)), target) => fill(
            if target.is_some() { words.figures } else { words.figures_only },
            &[
                ("mean", &level(mean)),
                ("low", &level(low)),
                ("high", &level(high)),
                ("target", aim),
            ],
        ),
        (None, Some(_)) => fill(words.target_only, &[("target", aim)]),
        (None, None) => words.nothing.to_owned(),
    };
    let cell = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), level);
    let (class, stand_text) = stand(mean, need.targets(), text);
    let hidden = mean.is_none().then(|| match counted {
        Some(_) => words.hidden.to_owned(),
        None => fill(words.plot_hidden, &[("floor", &floor.to_string())]),
    });
    Need {
        id: format!("need-{}", at + 1),
        competency: need.competency().to_owned(),
        stand: class,
        stand_text,
        plot: Plot {
            title: fill(words.plot_title, &[("competency", need.competency())]),
            desc: hidden.clone().map_or_else(|| figures.clone(), |why| format!("{figures} {why}")),
            ..plot(mean, need.targets(), needs.levels(), hidden, text)
        },
        row: Row {
            people,
            mean: cell(mean.map(|m| m.0)),
            low: cell(mean.map(|m| m.1)),
            high: cell(mean.map(|m| m.2)),
            target: target.unwrap_or_else(|| "–".to_owned()),
            below: below.unwrap_or_else(|| "–".to_owned()),
        },
        below: told,
        figures,
    }
}

fn plot(
    mean: Option<(f64, f64, f64)>,
    targets: Option<(f64, f64)>,
    (low, high): (f64, f64),
    hidden: Option<String>,
    text: &Text,
) -> Plot {
    let axis = Axis { low, high, from: 10.0, to: 286.0 };
    // Whole levels where they are few; else quarters of the scale.
    let whole = low.fract() == 0.0 && high.fract() == 0.0 && high - low <= 10.0;
    let steps = if whole { (high - low) as usize } else { 4 };
    let ticks = (0..=steps).map(|step| {
        let value = low + (high - low) * step as f64 / steps as f64;
        Tick { x: px(axis.at(value)), label: text.language.number(value, usize::from(!whole)) }
    });
    Plot {
        title: String::new(),
        desc: String::new(),
        ticks: ticks.collect(),
        target_band: targets
            .filter(|(least, most)| least < most)
            .map(|(least, most)| (px(axis.at(least)), px(axis.at(most) - axis.at(least)))),
        target_line: targets
            .filter(|(least, most)| least >= most)
            .map(|(least, _)| px(axis.at(least))),
        mean: mean.map(|(mean, from, to)| Mean {
            x: px(axis.at(mean)),
            from: px(axis.at(from)),
            width: px((axis.at(to) - axis.at(from)).max(1.0)),
        }),
        hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Texts;

    #[test]
    fn small_counts_and_small_rests_are_not_printed() {
        let said = |count, whole| disclosed(count, whole, 5, ("<{n}", ">{n}"), Text::ENGLISH);
        assert_eq!(said(4, 200), "<5");
        assert_eq!(said(5, 200), "5");
        assert_eq!(said(0, 200), "0");
        assert_eq!(said(198, 200), ">195");
        assert_eq!(said(200, 200), "200");
        assert_eq!(said(3, 3), "<5");
    }

    #[test]
    fn a_mean_of_few_is_left_out() {
        let few =
            CohortNeed::new("x", 4.0).with_mean(2.0, 1.0, 3.0).unwrap().with_people(3, 2).unwrap();
        let needs = Needs::new(1.0, 5.0).unwrap().with_need(few);
        let chapter = Chapter::of(&needs, Text::ENGLISH);
        let need = &chapter.needs[0];
        assert_eq!(
            (need.stand, need.row.mean.as_str(), need.row.below.as_str()),
            ("hidden", "–", "–")
        );
        assert!(need.plot.mean.is_none() && need.below.is_none());
        assert!(chapter.why_hidden.is_some());
    }

    #[test]
    fn a_mean_stands_where_its_interval_stands() {
        let said = |mean| stand(Some(mean), Some((4.0, 4.0)), Text::ENGLISH).0;
        assert_eq!(said((3.0, 2.8, 3.2)), "below");
        assert_eq!(said((3.9, 3.7, 4.1)), "unclear");
        assert_eq!(said((4.5, 4.3, 4.7)), "above");
        assert_eq!(stand(Some((3.5, 3.2, 3.8)), Some((3.0, 4.0)), Text::ENGLISH).0, "at");
        assert_eq!(stand(Some((3.5, 3.2, 3.8)), None, Text::ENGLISH).1, "No target");
        assert_eq!(stand(None, None, Text::ENGLISH).0, "hidden");
    }
}
