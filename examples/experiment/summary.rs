use comfy_table::{CellAlignment, Table, presets};

use crate::published::Published;
use crate::rows::Row;
use crate::statistics::{Spread, ranks, sign_test};

/// Fewer instances than this cannot show a difference at one in twenty, whatever the outcome of the sign test.
const FEWEST: usize = 6;

/// What the runs say: solver by solver on each instance, and over all instances.
pub fn of(rows: &[&Row], solvers: &[&str], published: &Published, least: bool) -> String {
    let sign = if least { 1.0 } else { -1.0 };
    let mut instances: Vec<&str> = rows.iter().map(|row| row.instance.as_str()).collect();
    instances.sort_unstable();
    instances.dedup();
    let results: Vec<Result> = instances
        .iter()
        .filter_map(|&instance| Result::new(instance, rows, solvers, sign))
        .collect();
    let mut told = each(&results, solvers, published, sign).to_string();
    told += "\n\n";
    told += &overall(&results, solvers, published, sign).to_string();
    told + "\nrank: of the means, 1 is best. sign test: how likely wins and losses against the best-ranked are between equals.\n"
}

/// One instance: what every solver made of it, in the order of the solvers.
struct Result<'a> {
    instance: &'a str,
    spreads: Vec<Spread>,
    ranks: Vec<f64>,
}

impl<'a> Result<'a> {
    /// `None` unless every solver has a run.
    fn new(instance: &'a str, rows: &[&Row], solvers: &[&str], sign: f64) -> Option<Self> {
        let spread = |solver: &&str| {
            let own = rows.iter().filter(|row| row.instance == instance && row.solver == **solver);
            Spread::of(&own.map(|row| row.value).collect::<Vec<_>>())
        };
        let spreads: Vec<Spread> = solvers.iter().map(spread).collect::<Option<_>>()?;
        let ranks = ranks(&spreads.iter().map(|spread| sign * spread.mean).collect::<Vec<_>>());
        Some(Result { instance, spreads, ranks })
    }
}

fn each(results: &[Result<'_>], solvers: &[&str], published: &Published, sign: f64) -> Table {
    let mut header = vec!["instance", "solver", "runs", "mean", "best", "worst", "rank"];
    if !published.is_empty() {
        header.extend(["mean to published mean", "best to published best"]);
    }
    let mut table = table(&header, 2);
    for result in results {
        for (at, solver) in solvers.iter().enumerate() {
            let Spread { runs, mean, least, most } = result.spreads[at];
            let (best, worst) = if sign > 0.0 { (least, most) } else { (most, least) };
            let name = if at == 0 { result.instance } else { "" };
            let mut row = vec![name.to_owned(), (*solver).to_owned(), runs.to_string()];
            row.extend([mean, best, worst].map(figure));
            row.push(format!("{:.1}", result.ranks[at]));
            if !published.is_empty() {
                let known = published.of(result.instance);
                let to = |ours: f64, theirs: Option<f64>| {
                    theirs.map_or_else(String::new, |theirs| format!("{:+.3}", ours - theirs))
                };
                row.push(to(mean, known.and_then(|known| known.mean)));
                row.push(to(best, known.map(|known| known.best)));
            }
            table.add_row(row);
        }
    }
    table
}

fn overall(results: &[Result<'_>], solvers: &[&str], published: &Published, sign: f64) -> Table {
    let mut header = vec!["all instances", "mean rank", "alone or shared first"];
    if !published.is_empty() {
        header.extend(["mean at published mean", "best at published best"]);
    }
    header.push("sign test");
    let mut table = table(&header, 1);
    let mean_rank = |at: usize| {
        results.iter().map(|result| result.ranks[at]).sum::<f64>() / results.len().max(1) as f64
    };
    let first = (0..solvers.len()).min_by(|&a, &b| mean_rank(a).total_cmp(&mean_rank(b)));
    for (at, solver) in solvers.iter().enumerate() {
        let leads =
            |result: &&Result<'_>| result.ranks.iter().all(|rank| *rank >= result.ranks[at]);
        let mut row = vec![(*solver).to_owned(), format!("{:.2}", mean_rank(at))];
        row.push(format!("{} of {}", results.iter().filter(leads).count(), results.len()));
        if !published.is_empty() {
            let known = results.iter().filter_map(|result| {
                published.of(result.instance).map(|known| (result.spreads[at], known))
            });
            let known: Vec<_> = known.collect();
            let reached = |ours: f64, theirs: f64| sign * (ours - theirs) <= 1e-6 * theirs.abs();
            let best = |of: &Spread| if sign > 0.0 { of.least } else { of.most };
            let with_mean = known.iter().filter_map(|(own, known)| Some((own.mean, known.mean?)));
            let (mut means, mut of) = (0, 0);
            for (own, theirs) in with_mean {
                of += 1;
                means += usize::from(reached(own, theirs));
            }
            let bests = known.iter().filter(|(own, known)| reached(best(own), known.best)).count();
            row.push(format!("{means} of {of}"));
            row.push(format!("{bests} of {}", known.len()));
        }
        row.push(match first {
            Some(first) if first != at => against(results, first, at),
            _ => String::new(),
        });
        table.add_row(row);
    }
    table
}

fn against(results: &[Result<'_>], first: usize, at: usize) -> String {
    let count = |wins: fn(&f64, &f64) -> bool| {
        results.iter().filter(|result| wins(&result.ranks[first], &result.ranks[at])).count()
    };
    let (wins, losses) = (count(|a, b| a < b), count(|a, b| a > b));
    if wins + losses < FEWEST {
        return format!("{FEWEST} instances or more");
    }
    format!("p = {:.4}", sign_test(wins, losses))
}

fn table(header: &[&str], names: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_header(header.iter().copied());
    for column in table.column_iter_mut().skip(names) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn figure(value: f64) -> String {
    format!("{value:.3}")
}
