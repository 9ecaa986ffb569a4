use std::path::{Path, PathBuf};

use intervision::groups::{Rules, Sizes, read::Instance};
use intervision_examples::{AtPath, Outcome, read_instance};

use crate::args::Args;

/// An instance with the rules that it is to be solved by.
pub struct Case {
    /// The name of its file, without the ending.
    pub name: String,
    pub instance: Instance,
    pub rules: Rules,
}

/// Every file of the folder in the order of the names, folders inside it as well; names that begin with a dot and tables of published
/// values are left out.
pub fn read(args: &Args) -> Outcome<Vec<Case>> {
    let shipped = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/experiment"));
    let folder = args.folder.as_deref().unwrap_or(shipped);
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let published = args.published.as_ref().is_some_and(|table| same(table, path));
        !(name.starts_with('.')
            || name.starts_with("published")
            || name.ends_with(".md")
            || published)
    });
    paths.sort();
    let cases: Vec<Case> = paths.iter().map(|path| case(args, path)).collect::<Outcome<_>>()?;
    if cases.is_empty() {
        return Err(format!(
            "{}: there are no instances here; name a folder that holds some",
            folder.display()
        )
        .into());
    }
    if let Some(twice) = cases.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(format!(
            "two instances are called \"{}\"; give each a name of its own",
            twice[0].name
        )
        .into());
    }
    Ok(cases)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Outcome {
    for entry in std::fs::read_dir(folder).at(folder)? {
        let path = entry.at(folder)?.path();
        if path.is_dir() { collect(&path, paths)? } else { paths.push(path) }
    }
    Ok(())
}

fn same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

fn case(args: &Args, path: &Path) -> Outcome<Case> {
    let instance = read_instance(path, args.format)?;
    let sizes = match (args.groups, instance.sizes()) {
        (Some(groups), _) => Sizes::count(groups),
        (None, Some(sizes)) => sizes.clone(),
        (None, None) => {
            let message = "the file tells no sizes; say how many groups (--groups 4)";
            return Err(format!("{}: {message}", path.display()).into());
        }
    };
    let rules = if args.least { instance.avoid(sizes) } else { instance.seek(sizes) }.at(path)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Case { name, instance, rules })
}
