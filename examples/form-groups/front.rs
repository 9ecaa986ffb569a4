//! What there is between two objectives: a table, a JSON object, and a picture of the front with its proof.

use std::path::Path;

use comfy_table::{CellAlignment, presets};
use intervision::core::{Run, Status};
use intervision::groups::{Former, Front, TradeOff};
use intervision::model::Cohort;
use intervision_examples::{AtPath, Outcome, Preset};
use plotters::prelude::*;
use serde_json::json;

use crate::answer::{figure, ids, table};
use crate::args::Args;

const SIZE: (u32, u32) = (720, 540);
const FOUND: RGBColor = RGBColor(0, 114, 178);

/// The named wishes against all others.
pub fn draw(
    args: &Args,
    former: &Former<'_>,
    cohort: &Cohort,
    run: &mut Run<'_>,
) -> Outcome<Front> {
    let rules = former.rules();
    let named =
        |about: &str, term: &str| args.front.iter().any(|name| name == about || name == term);
    let wishes = rules.wishes().iter().map(|wish| (wish.attribute.clone(), wish.to_string()));
    let pairs = rules
        .pairs()
        .iter()
        .map(|wish| (wish.name.clone(), format!("{} \"{}\"", wish.direction, wish.name)));
    let others = wishes.chain(pairs).filter(|(about, term)| !named(about, term));
    let asked = TradeOff::between(args.front.clone(), others.map(|(_, term)| term));
    Ok(asked.front_with(&Preset::solver(args.effort), former, cohort, run)?)
}

pub fn as_text(front: &Front) -> String {
    let mut text: String = front.sentences().iter().map(|said| format!("{said}\n")).collect();
    text.extend(front.violated().iter().map(|said| format!("{said}\n")));
    let Some(first) = front.points().first() else { return text };
    let terms: Vec<&str> =
        first.outcome().worth().terms.iter().map(|term| term.name.as_str()).collect();
    let header = [&["", "first", "second"], &terms[..], &["found by"]].concat();
    let mut table = table(presets::UTF8_BORDERS_ONLY, header);
    for column in table.column_iter_mut().take(3 + terms.len()) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for (at, point) in front.points().iter().enumerate() {
        let mut row = vec![(at + 1).to_string()];
        row.extend(point.values().map(figure));
        row.extend(point.outcome().worth().terms.iter().map(|term| figure(term.value)));
        row.push(point.way().to_string());
        table.add_row(row);
    }
    let least: Vec<String> = first
        .outcome()
        .worth()
        .terms
        .iter()
        .map(|term| term.bound.map(figure).unwrap_or_default())
        .collect();
    let mut row = ["at least", "", ""].map(str::to_owned).to_vec();
    row.extend(least);
    table.add_row(row);
    text + &format!("\n{table}\n")
}

pub fn as_json(cohort: &Cohort, front: &Front, seconds: f64) -> serde_json::Value {
    let points: Vec<_> = front
        .points()
        .iter()
        .map(|point| {
            let groups = point.outcome().groups();
            let groups: Vec<_> = groups.iter().map(|members| ids(cohort, members)).collect();
            let worth = point.outcome().worth();
            json!({
                "values": point.values(),
                "way": point.way(),
                "terms": worth.terms,
                "proven": worth.status == Status::Optimal,
                "groups": groups,
            })
        })
        .collect();
    json!({
        "objectives": front.objectives(),
        "points": points,
        "half_planes": front.half_planes().collect::<Vec<_>>(),
        "outline": front.outline(),
        "complete": front.is_complete(),
        "gap": front.gap(),
        "hypervolume": front.hypervolume(),
        "hypervolume_at_most": front.hypervolume_at_most(),
        "stopped": front.stopped(),
        "steps": front.steps(),
        "seed": front.seed(),
        "seconds": seconds,
    })
}

/// The points, and in grey what no proof excludes.
pub fn plot(path: &Path, front: &Front) -> Outcome {
    let outline = front.outline();
    let points: Vec<[f64; 2]> = front.points().iter().map(|point| point.values()).collect();
    let all = || points.iter().chain(&outline);
    let axis = |side: usize| {
        let (low, high) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| {
            (low.min(point[side]), high.max(point[side]))
        });
        let room = ((high - low) * 0.05).max(1e-6);
        if low > high { 0.0..1.0 } else { low - room..high + room }
    };
    let [first, second] = [0, 1].map(|side| front.objectives()[side].join(", "));
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    root.fill(&WHITE).at(path)?;
    let mut chart = ChartBuilder::on(&root)
        .margin(14)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d(axis(0), axis(1))
        .at(path)?;
    let mut mesh = chart.configure_mesh();
    mesh.x_desc(first).y_desc(second).light_line_style(WHITE).draw().at(path)?;
    let region: Vec<(f64, f64)> = outline.iter().map(|&[x, y]| (x, y)).collect();
    chart.draw_series([Polygon::new(region, BLACK.mix(0.1))]).at(path)?;
    let dots = points.iter().map(|&[x, y]| Circle::new((x, y), 4, FOUND.filled()));
    chart.draw_series(dots).at(path)?;
    root.present().at(path)
}
