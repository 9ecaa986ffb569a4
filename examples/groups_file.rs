use std::path::Path;

use intervision::core::Table;
use intervision::model::GroupList;

use crate::{AtPath, Outcome, read};

/// Reads a table with the columns group and id: the people in it, and the groups in the order in which the table names them.
pub fn read_groups(path: &Path) -> Outcome<(Table, GroupList)> {
    let text = String::from_utf8(read(path)?).at(path)?;
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let semicolons = header.matches(';').count() > header.matches(',').count();
    let separator = if semicolons { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().at(path)?.clone();
    let column = |name: &str| {
        let place = header.iter().position(|column| column == name);
        place
            .ok_or_else(|| format!("there is no column \"{name}\"; the table needs group and id"))
            .at(path)
    };
    let (group, id) = (column("group")?, column("id")?);

    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for row in reader.records() {
        let row = row.at(path)?;
        let label = row.get(group).unwrap_or_default();
        let id = row.get(id).unwrap_or_default().to_owned();
        match groups.iter_mut().find(|(known, _)| known == label) {
            Some((_, ids)) => ids.push(id),
            None => groups.push((label.to_owned(), vec![id])),
        }
    }
    let people = Table::new(groups.iter().flat_map(|(_, ids)| ids.clone())).at(path)?;
    let groups = GroupList::new(&people, groups).at(path)?;
    Ok((people, groups))
}
