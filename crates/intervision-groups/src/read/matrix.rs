use intervision_core::PairMatrix;

use super::numbers::{elements, lines, weight};
use super::{Instance, ReadError};

/// Reads a full matrix of weights: one row per line, values separated by commas (semicolons and tabs do as well), as many rows as
/// columns and the same weight above and below the diagonal, which is read over. Sizes are the caller's.
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
/// let instance = read::csv_matrix("0,2,3\n2,0,4\n3,4,0\n")?;
/// assert_eq!(instance.weights().weight(1, 2), 4.0);
/// # Ok::<(), read::ReadError>(())
/// ```
pub fn csv_matrix(text: &str) -> Result<Instance, ReadError> {
    const RIGHT: &str = "a row of weights, separated by commas";
    let mut rows: Vec<(usize, Vec<f64>)> = Vec::new();
    for (line, text) in lines(text, '#') {
        let words: Vec<&str> = text.split([',', ';', '\t']).map(str::trim).collect();
        elements(line, words.len())?;
        if let Some((_, first)) = rows.first()
            && first.len() != words.len()
        {
            let right = format!("{}, as the first row has", first.len());
            return Err(ReadError::Length { line, found: words.len(), right });
        }
        let at = rows.len();
        let value = |(column, word): (usize, &&str)| {
            // Whatever stands on the diagonal is nobody's weight.
            if column == at { Ok(0.0) } else { weight(line, word) }
        };
        rows.push((line, words.iter().enumerate().map(value).collect::<Result<_, _>>()?));
        let (rows, columns) = (rows.len(), words.len());
        if rows > columns {
            return Err(ReadError::NotSquare { columns, rows });
        }
    }
    let Some((_, first)) = rows.first() else { return Err(ReadError::Empty { right: RIGHT }) };
    if rows.len() != first.len() {
        return Err(ReadError::NotSquare { columns: first.len(), rows: rows.len() });
    }
    let mut matrix = PairMatrix::zeros(rows.len());
    for (a, (line, row)) in rows.iter().enumerate() {
        for (b, &weight) in row.iter().enumerate().take(a) {
            let other = rows[b].1[a];
            if (weight - other).abs() > 0.0 {
                let (weight, other) = (weight.to_string(), other.to_string());
                return Err(ReadError::NotSymmetric { line: *line, a, b, weight, other });
            }
            // Both are elements, they differ, and the weight is finite: nothing is refused.
            let _ = matrix.add(a, b, weight);
        }
    }
    Ok(Instance::new(matrix, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_line_and_value() {
        let message = |text| csv_matrix(text).unwrap_err().to_string();
        assert_eq!(
            message(""),
            "the file is empty; it should begin with a row of weights, separated by commas"
        );
        assert_eq!(message("0,1\n1"), "line 2 has 1 value; it should have 2, as the first row has");
        assert_eq!(
            message("0,1\n2,0"),
            "line 2: the weight of 1 and 0 is 2, and the other way round 1; make them equal"
        );
        assert_eq!(message("0,x\n1,0"), "line 1: \"x\" is no weight; give a finite number");
        assert_eq!(message("0,1,2\n1,0,2"), "the matrix has 3 columns and 2 rows; make it square");
        assert_eq!(message("0\n0"), "the matrix has 1 column and 2 rows; make it square");
    }
}
