use super::numbers::{Weights, elements, lines, weight, whole};
use super::{Instance, ReadError};
use crate::Sizes;
use crate::explain::counted;

/// Reads an instance of MDGPLIB, the library of maximally diverse grouping problems (Gallego, Laguna, Martí & Duarte 2013).
///
/// The first line holds the number of elements, the number of groups, `ss` (same sizes) or `ds` (different sizes), and the least and
/// the most elements of each group; each further line two elements, numbered from 0, and the weight between them. Pairs left
/// out weigh 0.
///
/// # Errors
///
/// [`ReadError`], with the line.
///
/// # Example
///
/// ```
/// use intervision_core::PairWeight;
/// use intervision_groups::{Sizes, read};
///
/// let instance = read::mdgplib("3 2 ds 1 2 1 2\n0 1 4.5\n0 2 1\n1 2 7\n")?;
/// assert_eq!(instance.weights().weight(2, 1), 7.0);
/// assert_eq!(instance.sizes(), Some(&Sizes::listed_between([(1, 2), (1, 2)])));
/// # Ok::<(), read::ReadError>(())
/// ```
pub fn mdgplib(text: &str) -> Result<Instance, ReadError> {
    const HEADER: &str = "a line \"elements groups ss|ds least most least most ...\"";
    let mut lines = lines(text, '#');
    let (line, header) = lines.next().ok_or(ReadError::Empty { right: HEADER })?;
    let words: Vec<&str> = header.split_whitespace().collect();
    let [n, groups, kind, limits @ ..] = &words[..] else {
        return Err(ReadError::Length { line, found: words.len(), right: HEADER.to_owned() });
    };
    let n = elements(line, whole(line, n, "number of elements")?)?;
    let groups = whole(line, groups, "number of groups")?;
    if !["ss", "ds"].contains(kind) {
        return Err(ReadError::Word { line, found: (*kind).to_owned(), right: "ss or ds" });
    }
    if limits.len() != groups.saturating_mul(2) {
        let right = format!("3 and then two for each of {}", counted(groups, "group"));
        return Err(ReadError::Length { line, found: words.len(), right });
    }
    let limits: Vec<usize> =
        limits.iter().map(|word| whole(line, word, "group size")).collect::<Result<_, _>>()?;
    let limits: Vec<(usize, usize)> = limits.chunks(2).map(|pair| (pair[0], pair[1])).collect();
    let mut weights = Weights::new(n, 0);
    for (line, text) in lines {
        let mut words = text.split_whitespace();
        let (Some(a), Some(b), Some(w), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            let found = text.split_whitespace().count();
            return Err(ReadError::Length { line, found, right: "element element weight".into() });
        };
        let (a, b) = (whole(line, a, "element")?, whole(line, b, "element")?);
        weights.add(line, a, b, weight(line, w)?)?;
    }
    Ok(Instance::new(weights.into_matrix(), Some(Sizes::ListedBetween(limits))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        mdgplib(text).unwrap_err().to_string()
    }

    #[test]
    fn messages_name_line_and_value() {
        assert_eq!(
            message(" \n"),
            "the file is empty; it should begin with a line \"elements groups ss|ds least most least most ...\""
        );
        assert_eq!(message("4 2 xs 2 2 2 2"), "line 1: \"xs\" is not ss or ds");
        assert_eq!(
            message("4 2 ss 2 2"),
            "line 1 has 5 values; it should have 3 and then two for each of 2 groups"
        );
        assert_eq!(
            message("4 two ss"),
            "line 1: \"two\" is no number of groups; give a whole number of 0 or more"
        );
        assert_eq!(
            message("2 1 ss 2 2\n0 2 1"),
            "line 2: element 2 is not there; elements are 0 to 1"
        );
        assert_eq!(
            message("2 1 ss 2 2\n\n0 1 inf"),
            "line 3: \"inf\" is no weight; give a finite number"
        );
        assert_eq!(
            message("2 1 ss 2 2\n1 1 3"),
            "line 2: element 1 is paired with itself; give two elements"
        );
        assert_eq!(
            message("2 1 ss 2 2\n0 1 3\n1 0 3"),
            "line 3: the pair 1 and 0 stands there twice; give each pair once"
        );
        assert_eq!(
            message("2 1 ss 2 2\n0 1"),
            "line 2 has 2 values; it should have element element weight"
        );
        assert_eq!(
            message("123456 1 ss 2 2"),
            "line 1: 123456 elements are more than 10000, which is the most that is read"
        );
    }

    #[test]
    fn no_elements_is_no_panic() {
        assert_eq!(mdgplib("0 0 ss").unwrap().elements(), 0);
        assert_eq!(
            message("0 0 ss\n0 1 2"),
            "line 2: element 0 is not there; the file has no elements"
        );
    }
}
