use std::path::Path;

use intervision_examples::{AtPath, Outcome};
use plotters::prelude::*;

use crate::published::{Published, Values};
use crate::rows::Row;
use crate::trace::{self, Point};

const SIZE: (u32, u32) = (900, 540);
/// Colours that stay apart for those who see fewer of them (Okabe and Ito 2008).
const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
    RGBColor(80, 80, 80),
];

/// Two plots for each instance: the best value over time, every run a line, and the last values of all seeds beside published ones.
/// Gives how many were drawn.
pub fn draw(
    out: &Path,
    rows: &[&Row],
    solvers: &[&str],
    published: &Published,
    least: bool,
) -> Outcome<usize> {
    let mut instances: Vec<&str> = rows.iter().map(|row| row.instance.as_str()).collect();
    instances.sort_unstable();
    instances.dedup();
    let folder = out.join("plots");
    std::fs::create_dir_all(&folder).at(&folder)?;
    for instance in &instances {
        let own: Vec<&Row> = rows.iter().copied().filter(|row| row.instance == *instance).collect();
        let known = published.of(instance);
        over_time(
            &folder.join(format!("{instance}-time.svg")),
            out,
            &own,
            solvers,
            (known, least),
        )?;
        over_seeds(&folder.join(format!("{instance}-seeds.svg")), &own, solvers, known)?;
    }
    Ok(2 * instances.len())
}

fn over_time(
    path: &Path,
    out: &Path,
    rows: &[&Row],
    solvers: &[&str],
    (known, least): (Option<Values>, bool),
) -> Outcome {
    let mut runs: Vec<(usize, Vec<Point>)> = Vec::new();
    for row in rows {
        let Some(at) = solvers.iter().position(|name| *name == row.solver) else { continue };
        let trace = trace::path(out, &row.instance, &row.solver, row.seed);
        let mut points = trace::read(&trace)?;
        // The best value holds until the end of the run.
        points.push(Point { seconds: row.seconds, steps: row.steps, value: row.value });
        runs.push((at, points));
    }
    let all = || runs.iter().flat_map(|(_, points)| points);
    let end = all().map(|point| point.seconds).fold(1e-3, f64::max);
    let begin = all().map(|point| point.seconds).fold(end / 10.0, f64::min).max(1e-5);
    // What matters is where runs end: how they begin is cut off.
    let (low, high) = range(rows.iter().map(|row| row.value), known);
    let (low, high) = if least { (low, high + (high - low)) } else { (low - (high - low), high) };
    let title = format!("{}: best value over time", rows[0].instance);
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    root.fill(&WHITE).at(path)?;
    let mut chart = ChartBuilder::on(&root)
        .caption(title, ("sans-serif", 20))
        .margin(14)
        .x_label_area_size(40)
        .y_label_area_size(90)
        .build_cartesian_2d((begin..end).log_scale(), low..high)
        .at(path)?;
    chart.configure_mesh().x_desc("seconds").light_line_style(WHITE).draw().at(path)?;
    for (name, value) in lines(known) {
        chart
            .draw_series([PathElement::new([(begin, value), (end, value)], BLACK.mix(0.5))])
            .at(path)?;
        let style = ("sans-serif", 12).into_font().color(&BLACK.mix(0.6));
        chart.draw_series([Text::new(name, (begin, value), style)]).at(path)?;
    }
    for (at, name) in solvers.iter().enumerate() {
        let colour = COLOURS[at % COLOURS.len()];
        let mut first = true;
        for (_, points) in runs.iter().filter(|(solver, _)| *solver == at) {
            let series = chart
                .draw_series(LineSeries::new(
                    stairs(points, begin, (low, high)),
                    colour.stroke_width(1),
                ))
                .at(path)?;
            if std::mem::take(&mut first) {
                series.label(*name).legend(move |(x, y)| {
                    PathElement::new([(x, y), (x + 16, y)], colour.stroke_width(3))
                });
            }
        }
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .draw()
        .at(path)?;
    root.present().at(path)
}

fn over_seeds(path: &Path, rows: &[&Row], solvers: &[&str], known: Option<Values>) -> Outcome {
    let (low, high) = range(rows.iter().map(|row| row.value), known);
    let title = format!("{}: last values of all seeds", rows[0].instance);
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    root.fill(&WHITE).at(path)?;
    let width = solvers.len() as f64;
    let mut chart = ChartBuilder::on(&root)
        .caption(title, ("sans-serif", 20))
        .margin(14)
        .x_label_area_size(40)
        .y_label_area_size(90)
        .build_cartesian_2d(0.0..width, low..high)
        .at(path)?;
    chart.configure_mesh().disable_x_mesh().x_labels(0).light_line_style(WHITE).draw().at(path)?;
    for (name, value) in lines(known) {
        chart
            .draw_series([PathElement::new([(0.0, value), (width, value)], BLACK.mix(0.5))])
            .at(path)?;
        let style = ("sans-serif", 12).into_font().color(&BLACK.mix(0.6));
        chart.draw_series([Text::new(name, (0.02, value), style)]).at(path)?;
    }
    for (at, name) in solvers.iter().enumerate() {
        let colour = COLOURS[at % COLOURS.len()];
        let values: Vec<f64> =
            rows.iter().filter(|row| row.solver == *name).map(|row| row.value).collect();
        let count = values.len() as f64;
        let place = |turn: usize| at as f64 + 0.3 + 0.4 * (turn as f64 + 0.5) / count;
        let dots = values.iter().enumerate();
        chart
            .draw_series(
                dots.map(|(turn, &value)| Circle::new((place(turn), value), 4, colour.filled())),
            )
            .at(path)?;
        if !values.is_empty() {
            let mean = values.iter().sum::<f64>() / count;
            let line = [(at as f64 + 0.2, mean), (at as f64 + 0.8, mean)];
            chart.draw_series([PathElement::new(line, colour.stroke_width(2))]).at(path)?;
        }
        let style = ("sans-serif", 14).into_font().color(&colour);
        chart
            .draw_series([Text::new((*name).to_owned(), (at as f64 + 0.3, high), style)])
            .at(path)?;
    }
    root.present().at(path)
}

/// Stairs: a value holds until the next is found. What is out of range runs along the edge.
fn stairs(points: &[Point], begin: f64, (low, high): (f64, f64)) -> Vec<(f64, f64)> {
    let mut stairs: Vec<(f64, f64)> = Vec::new();
    for point in points {
        let seconds = point.seconds.max(begin);
        if let Some(&(_, last)) = stairs.last() {
            stairs.push((seconds, last));
        }
        stairs.push((seconds, point.value.clamp(low, high)));
    }
    stairs
}

/// The published values that are there, with their names.
fn lines(known: Option<Values>) -> Vec<(String, f64)> {
    let Some(Values { best, mean, worst }) = known else { return Vec::new() };
    let named = [("best", Some(best)), ("mean", mean), ("worst", worst)];
    named
        .into_iter()
        .filter_map(|(name, value)| Some((format!("published {name}"), value?)))
        .collect()
}

/// From the lowest to the highest with some room.
fn range(values: impl Iterator<Item = f64>, known: Option<Values>) -> (f64, f64) {
    let mut all: Vec<f64> =
        values.chain(lines(known).into_iter().map(|(_, value)| value)).collect();
    all.retain(|value| value.is_finite());
    let (low, high) = all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return (0.0, 1.0);
    }
    let room = ((high - low) * 0.08).max(high.abs() * 1e-4).max(1e-6);
    (low - room, high + room)
}
