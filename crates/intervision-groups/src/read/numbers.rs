use intervision_core::PairMatrix;

use super::ReadError;

/// More elements than this would need a table of gigabytes.
const MOST_ELEMENTS: usize = 10_000;

/// Lines that say something, with their numbers from 1.
pub(super) fn lines(text: &str, comment: char) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    numbered.filter(move |(_, line)| !line.is_empty() && !line.starts_with(comment))
}

pub(super) fn whole(line: usize, word: &str, what: &'static str) -> Result<usize, ReadError> {
    let right = "a whole number of 0 or more";
    word.parse().map_err(|_| ReadError::Number { line, found: word.to_owned(), what, right })
}

pub(super) fn weight(line: usize, word: &str) -> Result<f64, ReadError> {
    let right = "a finite number";
    let wrong = || ReadError::Number { line, found: word.to_owned(), what: "weight", right };
    let weight: f64 = word.parse().map_err(|_| wrong())?;
    if weight.is_finite() { Ok(weight) } else { Err(wrong()) }
}

pub(super) fn elements(line: usize, found: usize) -> Result<usize, ReadError> {
    if found > MOST_ELEMENTS {
        return Err(ReadError::TooMany { line, found, most: MOST_ELEMENTS });
    }
    Ok(found)
}

/// Pairs as they come in: each once, between elements that are there.
pub(super) struct Weights {
    matrix: PairMatrix,
    /// One bit per pair that was given.
    given: Vec<u64>,
    elements: usize,
    first: usize,
}

impl Weights {
    pub(super) fn new(elements: usize, first: usize) -> Self {
        Weights {
            matrix: PairMatrix::zeros(elements),
            given: vec![0; (elements * elements).div_ceil(128)],
            elements,
            first,
        }
    }

    /// Elements are numbered as in the file. Says whether the pair is new.
    pub(super) fn add(
        &mut self,
        line: usize,
        a: usize,
        b: usize,
        weight: f64,
    ) -> Result<(), ReadError> {
        let (first, end) = (self.first, self.elements + self.first);
        if let Some(&found) = [a, b].iter().find(|&&one| one < first || one >= end) {
            return Err(ReadError::Element { line, found, first, end });
        }
        if a == b {
            return Err(ReadError::SameElement { line, element: a });
        }
        let (low, high) = (a.min(b) - first, a.max(b) - first);
        let bit = high * (high - 1) / 2 + low;
        let (word, bit) = (&mut self.given[bit / 64], 1 << (bit % 64));
        if *word & bit != 0 {
            return Err(ReadError::Twice { line, a, b });
        }
        *word |= bit;
        self.set(line, a, b, weight)
    }

    fn set(&mut self, line: usize, a: usize, b: usize, weight: f64) -> Result<(), ReadError> {
        let (first, end) = (self.first, self.elements + self.first);
        // The checks above leave nothing to refuse.
        self.matrix.add(a - first, b - first, weight).map_err(|_| ReadError::Element {
            line,
            found: a,
            first,
            end,
        })
    }

    pub(super) fn into_matrix(self) -> PairMatrix {
        self.matrix
    }
}
