//! The list in `docs/schemas/README.md` names the schemas that are there.

use std::fs;
use std::path::Path;

#[test]
fn the_list_of_schemas_names_each_of_them_once_and_no_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas");
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names = files.map(|name| name.into_string().unwrap());
    let mut there: Vec<String> =
        names.filter_map(|name| Some(name.strip_suffix(".schema.json")?.to_owned())).collect();
    there.sort();
    let list = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut named: Vec<String> = Vec::new();
    for line in list.lines().filter(|line| line.starts_with("| [`")) {
        let (name, rest) = line.trim_start_matches("| [`").split_once("`](").unwrap();
        assert!(rest.starts_with(&format!("{name}.schema.json)")), "{line}");
        named.push(name.to_owned());
    }
    named.sort();
    assert_eq!(named, there);
    assert!(there.len() > 30, "{there:?}");
}
