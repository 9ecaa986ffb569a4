use std::collections::BTreeMap;

use super::numbers::{Weights, elements, weight, whole};
use super::{Instance, ReadError};

/// Reads a graph as METIS and others do: the first line holds the number of vertices, the number of edges, and a code
/// that tells which weights there are; then one line per vertex with its neighbours, numbered from 1. Each edge stands on the lines
/// of both ends. Lines that begin with `%` are remarks.
///
/// The code has up to three digits: vertex sizes, vertex weights, edge weights. Sizes and weights of vertices are read over; edges
/// without weights weigh 1. Sizes of groups are the caller's.
///
/// # Errors
///
/// [`ReadError`], with the line.
///
/// # Example
///
/// ```
/// use intervision_core::PairWeight;
/// use intervision_groups::read;
///
/// // A triangle with a weight on each edge.
/// let instance = read::metis("3 3 1\n2 5 3 1\n1 5 3 2\n1 1 2 2\n")?;
/// assert_eq!(instance.weights().weight(0, 1), 5.0);
/// # Ok::<(), read::ReadError>(())
/// ```
pub fn metis(text: &str) -> Result<Instance, ReadError> {
    const HEADER: &str = "a line \"vertices edges\", with a code for weights where there are any";
    // An empty line is a vertex without neighbours here.
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    let mut lines = numbered.filter(|(_, line)| !line.starts_with('%'));
    let header = lines.find(|(_, line)| !line.is_empty());
    let (line, header) = header.ok_or(ReadError::Empty { right: HEADER })?;
    let words: Vec<&str> = header.split_whitespace().collect();
    let (n, told, code, constraints) = match words[..] {
        [n, m] => (n, m, "0", "1"),
        [n, m, code] => (n, m, code, "1"),
        [n, m, code, constraints] => (n, m, code, constraints),
        _ => {
            return Err(ReadError::Length { line, found: words.len(), right: HEADER.to_owned() });
        }
    };
    let n = elements(line, whole(line, n, "number of vertices")?)?;
    let told = whole(line, told, "number of edges")?;
    if code.len() > 3 || code.chars().any(|digit| !"01".contains(digit)) {
        let right = "a code of up to three digits 0 or 1";
        return Err(ReadError::Word { line, found: code.to_owned(), right });
    }
    let digit = |place: usize| code.chars().rev().nth(place) == Some('1');
    let constraints = whole(line, constraints, "number of vertex weights")?;
    let skip = usize::from(digit(2)).saturating_add(if digit(1) { constraints } else { 0 });
    let step = if digit(0) { 2 } else { 1 };

    let mut weights = Weights::new(n, 1);
    // The first of the two times that an edge stands there.
    let mut half = BTreeMap::new();
    let (mut vertices, mut edges) = (0, 0);
    for (line, text) in lines {
        if vertices == n {
            if text.is_empty() {
                continue;
            }
            return Err(ReadError::Count { what: "vertices", told: n, found: n + 1 });
        }
        vertices += 1;
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.len() < skip || !(words.len() - skip).is_multiple_of(step) {
            let right = format!("{skip} for the vertex and {step} for each neighbour");
            return Err(ReadError::Length { line, found: words.len(), right });
        }
        for pair in words[skip..].chunks(step) {
            let other = whole(line, pair[0], "vertex")?;
            let w = pair.get(1).map_or(Ok(1.0), |word| weight(line, word))?;
            let edge = (vertices.min(other), vertices.max(other));
            if let Some(first) = half.remove(&edge) {
                let (from, other_weight): (usize, f64) = first;
                if from == vertices {
                    return Err(ReadError::Twice { line, a: vertices, b: other });
                }
                if (other_weight - w).abs() > 0.0 {
                    let (weight, other_weight) = (w.to_string(), other_weight.to_string());
                    let (a, b) = (vertices, other);
                    return Err(ReadError::NotSymmetric {
                        line,
                        a,
                        b,
                        weight,
                        other: other_weight,
                    });
                }
                edges += 1;
            } else {
                weights.add(line, vertices, other, w)?;
                half.insert(edge, (vertices, w));
            }
        }
    }
    if vertices < n {
        return Err(ReadError::Count { what: "vertices", told: n, found: vertices });
    }
    if let Some((&(a, b), &(from, _))) = half.first_key_value() {
        return Err(ReadError::OneWay { from, to: a + b - from });
    }
    if edges != told {
        return Err(ReadError::Count { what: "edges", told, found: edges });
    }
    Ok(Instance::new(weights.into_matrix(), None))
}

#[cfg(test)]
mod tests {
    use intervision_core::PairWeight;

    use super::*;

    #[test]
    fn weights_of_vertices_are_read_over() {
        let text = "% a path\n3 2 011\n7 2 4\n8 1 4 3 6\n\n";
        let wrong = "line 5 has 0 values; it should have 1 for the vertex and 2 for each neighbour";
        assert_eq!(metis(text).unwrap_err().to_string(), wrong);
        let instance = metis("% a path\n3 2 011\n7 2 4\n8 1 4 3 6\n9 2 6\n").unwrap();
        let weights = [(1, 2), (0, 2)].map(|(a, b)| instance.weights().weight(a, b).to_string());
        assert_eq!(weights, ["6", "0"]);
    }

    #[test]
    fn a_vertex_may_have_no_neighbours() {
        assert_eq!(metis("3 1\n2\n1\n\n").unwrap().elements(), 3);
    }

    #[test]
    fn messages_name_line_and_value() {
        let message = |text| metis(text).unwrap_err().to_string();
        assert_eq!(
            message("2 1 7\n2\n1"),
            "line 1: \"7\" is not a code of up to three digits 0 or 1"
        );
        assert_eq!(
            message("2 1 1\n2 3\n1 4"),
            "line 3: the weight of 2 and 1 is 4, and the other way round 3; make them equal"
        );
        assert_eq!(
            message("2 1\n2\n\n"),
            "vertex 1 names 2 as a neighbour, and 2 does not name 1; give each edge on both lines"
        );
        assert_eq!(
            message("2 2\n2\n1"),
            "the first line gives 2 as the number of edges, and the file has 1"
        );
        assert_eq!(
            message("3 1\n2\n1"),
            "the first line gives 3 as the number of vertices, and the file has 2"
        );
        assert_eq!(
            message("1 0\n\n1"),
            "the first line gives 1 as the number of vertices, and the file has 2"
        );
        assert_eq!(message("2 1\n3\n"), "line 2: element 3 is not there; elements are 1 to 2");
    }
}
