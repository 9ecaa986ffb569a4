use super::numbers::{Weights, elements, lines, weight, whole};
use super::{Instance, ReadError};

/// Reads a list of edges: two elements, numbered from 0, and their weight (1 where it is left out) on each line, separated by
/// spaces, tabs or commas; lines that begin with `#` are remarks. There are as many elements as the largest number tells; sizes are
/// the caller's.
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
/// let instance = read::edge_list("# who knows whom\n0 1\n1 2 2.5\n")?;
/// assert_eq!(instance.elements(), 3);
/// assert_eq!(instance.weights().weight(0, 1), 1.0);
/// # Ok::<(), read::ReadError>(())
/// ```
pub fn edge_list(text: &str) -> Result<Instance, ReadError> {
    let mut edges = Vec::new();
    let mut last = 0;
    for (line, text) in lines(text, '#') {
        let separator = |c: char| c == ',' || c.is_whitespace();
        let words: Vec<&str> = text.split(separator).filter(|word| !word.is_empty()).collect();
        let (a, b, w) = match words[..] {
            [a, b] => (a, b, 1.0),
            [a, b, w] => (a, b, weight(line, w)?),
            _ => {
                let right = "element element, and a weight if it is not 1".to_owned();
                return Err(ReadError::Length { line, found: words.len(), right });
            }
        };
        let (a, b) = (whole(line, a, "element")?, whole(line, b, "element")?);
        elements(line, a.max(b).saturating_add(1))?;
        last = last.max(a).max(b);
        edges.push((line, a, b, w));
    }
    if edges.is_empty() {
        return Err(ReadError::Empty { right: "a line \"element element weight\"" });
    }
    let mut weights = Weights::new(last + 1, 0);
    for (line, a, b, w) in edges {
        weights.add(line, a, b, w)?;
    }
    Ok(Instance::new(weights.into_matrix(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_line_and_value() {
        let message = |text| edge_list(text).unwrap_err().to_string();
        assert_eq!(
            message("# nothing"),
            "the file is empty; it should begin with a line \"element element weight\""
        );
        assert_eq!(
            message("0 1\n0"),
            "line 2 has 1 value; it should have element element, and a weight if it is not 1"
        );
        assert_eq!(
            message("0,-1"),
            "line 1: \"-1\" is no element; give a whole number of 0 or more"
        );
        assert_eq!(
            message("0 99999999999"),
            "line 1: 100000000000 elements are more than 10000, which is the most that is read"
        );
    }
}
