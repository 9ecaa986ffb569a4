//! Item parameters from answers: how hard each item is and how well it tells people apart, with standard errors.
//!
//! Without a file it calibrates six invented items of five ordered categories. `--score` estimates the ability of everyone who
//! answered, with the items that were just calibrated.
//!
//! `cargo run --release --example calibrate -- DATA.csv --model 2pl --freq freq --json`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use comfy_table::{CellAlignment, Table, presets};
use intervision::assess::irt::score::{
    Ability, AbilityEstimator, Eap, Map, MaximumLikelihood, Warm,
};
use intervision::assess::irt::{
    Calibration, Calibrator, Coded, CodedFile, Estimate, Family, ItemBank, ItemEstimate, Priors,
};
use intervision_examples::{AtPath, Outcome, finish, read, read_text};
use serde_json::{Map as Object, Value, json};

/// Calibrates items by marginal maximum likelihood.
#[derive(Parser, Debug)]
#[command(name = "calibrate", version)]
struct Args {
    /// The answers: a column per item, a row per person, whole numbers, empty or NA where nothing was answered
    #[arg(value_name = "DATA.csv")]
    data: Option<PathBuf>,
    /// rasch, 1pl, 2pl, 3pl (two categories); grm, pcm, rsm, gpcm, nrm (several)
    #[arg(long, default_value = "grm")]
    model: Family,
    /// The column that tells how many persons gave the answers of a row
    #[arg(long, value_name = "COLUMN")]
    freq: Option<String>,
    /// The column that tells who answered
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// The code of every item's lowest category; otherwise the lowest that occurs in its column
    #[arg(long, value_name = "CODE")]
    lowest: Option<i32>,
    /// Items with known parameters: those of the data that are in this bank are held at them
    #[arg(long, value_name = "BANK.json")]
    anchors: Option<PathBuf>,
    /// Weak priors on slopes (ln a around 0, standard deviation 0.5) and intercepts (around 0, 2), for small samples
    #[arg(long)]
    priors: bool,
    /// Add the ability of everyone who answered
    #[arg(long, value_name = "eap|map|ml|wle", value_parser = ["eap", "map", "ml", "wle"])]
    score: Option<String>,
    /// Print the calibrated items as a bank, to score others with
    #[arg(long, conflicts_with_all = ["json", "score"])]
    bank: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Outcome {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/calibration/answers.csv");
    let path = args.data.as_ref().unwrap_or(&shipped);
    let mut file = CodedFile::new();
    file = match (&args.id, &args.data) {
        (Some(column), _) => file.with_id(column),
        (None, None) => file.with_id("id"),
        (None, Some(_)) => file,
    };
    if let Some(column) = &args.freq {
        file = file.with_frequency(column);
    }
    if let Some(code) = args.lowest {
        file = file.with_lowest(code);
    }
    let coded = file.read(&read(path)?).at(path)?;
    let calibration = calibrator(args, &coded)?.calibrate(&coded.tally).at(path)?;
    let scores = match &args.score {
        Some(name) => Some(abilities(name, &calibration, &coded, path)?),
        None => None,
    };
    if args.bank {
        println!("{}", calibration.bank().to_json()?);
    } else if args.json {
        println!("{:#}", as_json(args, &calibration, &coded, scores.as_deref()));
    } else {
        print(args, &calibration, &coded, scores.as_deref());
    }
    Ok(())
}

fn calibrator(args: &Args, coded: &Coded) -> Outcome<Calibrator> {
    let mut calibrator = Calibrator::new(args.model);
    if args.priors {
        let priors = Priors::none().with_slopes(0.0, 0.5)?.with_intercepts(0.0, 2.0)?;
        calibrator = calibrator.with_priors(priors);
    }
    if let Some(path) = &args.anchors {
        let bank = ItemBank::from_json(&read_text(path)?).at(path)?;
        for id in coded.tally.ids() {
            if let Some(item) = bank.get(id) {
                calibrator = calibrator.with_anchor(id, item.clone());
            }
        }
    }
    Ok(calibrator)
}

/// The ability behind each row of the file.
fn abilities(
    name: &str,
    calibration: &Calibration,
    coded: &Coded,
    path: &Path,
) -> Outcome<Vec<Ability>> {
    let estimator: Box<dyn AbilityEstimator> = match name {
        "map" => Box::new(Map),
        "ml" => Box::new(MaximumLikelihood),
        "wle" => Box::new(Warm),
        _ => Box::new(Eap::default()),
    };
    let patterns = coded.tally.patterns(calibration.bank()).at(path)?;
    let all: Vec<Ability> = estimator.estimate_all(calibration.bank(), &patterns);
    let of_row = |row: usize| coded.tally.of_row(row).and_then(|pattern| all.get(pattern)).copied();
    Ok((0..coded.tally.rows()).map(|row| of_row(row).unwrap_or(Ability::NoResponses)).collect())
}

fn as_json(
    args: &Args,
    calibration: &Calibration,
    coded: &Coded,
    scores: Option<&[Ability]>,
) -> Value {
    let fit = calibration.item_fit(&coded.tally);
    let items: Vec<Value> = calibration
        .items()
        .iter()
        .zip(&fit)
        .map(|(item, fit)| {
            let mut object = item_json(item);
            object["fit"] = match fit {
                Ok(fit) => json!(fit),
                Err(reason) => json!({ "none": reason.to_string() }),
            };
            object
        })
        .collect();
    let mut all = json!({
        "model": args.model.to_string(),
        "n": calibration.persons(),
        "parameters": calibration.parameters(),
        "log_likelihood": calibration.log_likelihood(),
        "aic": calibration.aic(),
        "bic": calibration.bic(),
        "iterations": calibration.iterations(),
        "gradient": calibration.gradient(),
        "converged": calibration.has_converged(),
        "population": { "mean": calibration.mean(), "sd": calibration.sd() },
        "items": items,
    });
    if let Some(scores) = scores {
        let row = |(row, ability): (usize, &Ability)| {
            let (theta, se) = (ability.theta(), ability.standard_error());
            json!({ "person": person(coded, row), "theta": theta, "se": se, "status": status(ability) })
        };
        all["persons"] = scores.iter().enumerate().map(row).collect();
    }
    all
}

/// The parameters by their usual names: single ones as numbers, several as lists.
fn item_json(item: &ItemEstimate) -> Value {
    let mut object = Object::new();
    let mut errors = Object::new();
    object.insert("item".into(), json!(item.id));
    let several = item.locations.len() != 1;
    let locations = if several { "thresholds" } else { "b" };
    let lower: Vec<Estimate> = item.lower.into_iter().collect();
    let centre: Vec<Estimate> = item.centre.into_iter().collect();
    for (name, estimates) in [
        ("a", &item.slopes),
        ("centre", &centre),
        (locations, &item.locations),
        ("d", &item.intercepts),
        ("c", &lower),
    ] {
        let (values, standard): (Vec<f64>, Vec<Option<f64>>) =
            estimates.iter().map(|it| (it.value, it.standard_error)).unzip();
        match (&values[..], &standard[..]) {
            ([], _) => {}
            ([value], [error]) if name != "thresholds" => {
                object.insert(name.into(), json!(value));
                errors.insert(name.into(), json!(error));
            }
            _ => {
                object.insert(name.into(), json!(values));
                errors.insert(name.into(), json!(standard));
            }
        }
    }
    object.insert("standard_errors".into(), errors.into());
    object.into()
}

fn person(coded: &Coded, row: usize) -> String {
    let id = coded.ids.as_ref().and_then(|ids| ids.get(row));
    id.cloned().unwrap_or_else(|| (row + 1).to_string())
}

fn status(ability: &Ability) -> &'static str {
    match ability {
        Ability::Finite { .. } => "finite",
        Ability::AtPlusInfinity => "plus_infinity",
        Ability::AtMinusInfinity => "minus_infinity",
        _ => "no_responses",
    }
}

fn print(args: &Args, calibration: &Calibration, coded: &Coded, scores: Option<&[Ability]>) {
    println!(
        "Model {}: {} persons, {} items, {} parameters",
        args.model,
        calibration.persons(),
        calibration.items().len(),
        calibration.parameters()
    );
    println!("log-likelihood {:.4}", calibration.log_likelihood());
    println!(
        "population: mean {}, standard deviation {}",
        shown(&calibration.mean()),
        shown(&calibration.sd())
    );
    if !calibration.has_converged() {
        println!("NOT CONVERGED: a gradient of {:e} is left", calibration.gradient());
    }
    println!();
    let mut table = table(&["item", "a", "b", "c", "S-X2", "p"]);
    for (item, fit) in calibration.items().iter().zip(calibration.item_fit(&coded.tally)) {
        let all =
            |estimates: &[Estimate]| estimates.iter().map(shown).collect::<Vec<_>>().join("  ");
        let locations = if item.locations.is_empty() { &item.intercepts } else { &item.locations };
        let (statistic, p) = match fit {
            Ok(fit) => (format!("{:.2} ({})", fit.statistic, fit.degrees), format!("{:.3}", fit.p)),
            Err(_) => ("-".into(), "-".into()),
        };
        let lower = item.lower.as_ref().map_or("-".into(), shown);
        table.add_row([item.id.clone(), all(&item.slopes), all(locations), lower, statistic, p]);
    }
    println!("{table}");
    println!();
    println!(
        "Standard errors in parentheses; S-X2 compares answers with the model among equal sum scores."
    );
    let Some(scores) = scores else { return };
    println!();
    let mut table = self::table(&["person", "ability", "standard error"]);
    for (row, ability) in scores.iter().enumerate() {
        let number = |value: Option<f64>| value.map_or("-".into(), |value| format!("{value:.3}"));
        let theta =
            ability.theta().map_or(status(ability).replace('_', " "), |it| format!("{it:.3}"));
        table.add_row([person(coded, row), theta, number(ability.standard_error())]);
    }
    println!("{table}");
}

/// An estimate with its standard error, `?` where the answers do not determine it.
fn shown(estimate: &Estimate) -> String {
    match estimate.standard_error {
        Some(0.0) => format!("{:.3}", estimate.value),
        Some(error) => format!("{:.3} ({error:.3})", estimate.value),
        None => format!("{:.3} (?)", estimate.value),
    }
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_header(header.iter().copied());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
