use super::{BallotKind, BallotViolation as Violation, Ballots};
use crate::{AssessError, separated};

/// Reads "3" or "3.0", as spreadsheets write it.
fn whole(cell: &str) -> Option<u32> {
    let plain = cell.split_once('.').map_or(cell, |(whole, rest)| {
        if rest.bytes().all(|digit| digit == b'0') { whole } else { cell }
    });
    plain.parse().ok()
}

impl Ballots {
    /// Reads a table with a column per option and a row per ballot, separated by commas, semicolons or tabs.
    ///
    /// A first column `voter` holds opaque ids, which refuse a second ballot and are forgotten. Cells hold the place
    /// (1 is best, equal places are allowed), 1 or 0 for approval, or points; an empty cell names nothing.
    ///
    /// # Errors
    ///
    /// [`AssessError::Ballots`] lists every mistake with its row.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::ballots::{BallotKind, Ballots};
    ///
    /// let ballots = Ballots::from_csv(BallotKind::Ranking, b"voter,focus,egos\nv1,2,1\nv2,1,\n")?;
    /// assert_eq!((ballots.len(), ballots.approvals(1)), (2, 1));
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    pub fn from_csv(kind: BallotKind, file: &[u8]) -> Result<Ballots, AssessError> {
        let unread = |message: String| AssessError::Ballots {
            violations: vec![Violation::File { message }],
        };
        let (header, rows) = separated::lines(file).map_err(|error| unread(error.to_string()))?;
        if header.is_empty() {
            return Err(unread("it is empty; its first row must name the options".into()));
        }
        let voters = usize::from(header.get(0).is_some_and(|it| it.eq_ignore_ascii_case("voter")));
        let options: Vec<String> = header.iter().skip(voters).map(str::to_owned).collect();
        let mut builder = Ballots::of(options.clone());
        for (number, row) in rows {
            if row.len() != header.len() {
                let (found, expected) = (row.len(), header.len());
                builder.violation(Violation::Ragged { row: number, found, expected });
                continue;
            }
            let voter = if voters == 1 { row.get(0).unwrap_or_default() } else { "" };
            let mut named: Vec<(&str, u32)> = Vec::new();
            for (option, cell) in options.iter().zip(row.iter().skip(voters)) {
                if cell.is_empty() {
                    continue;
                }
                let (least, most, allowed) = match kind {
                    BallotKind::Approval => (0, 1, "1 or 0"),
                    BallotKind::Ranking => (1, u32::MAX, "a place, 1 for the best"),
                    BallotKind::Dots { .. } => (0, u32::MAX, "a number of points"),
                };
                match whole(cell).filter(|it| (least..=most).contains(it)) {
                    Some(it) => named.push((option, it)),
                    None => builder.violation(Violation::Cell {
                        row: number,
                        option: option.clone(),
                        value: cell.to_owned(),
                        allowed,
                    }),
                }
            }
            builder.at_row(number);
            builder = match kind {
                BallotKind::Approval => {
                    builder.approving(voter, named.iter().filter(|it| it.1 == 1).map(|it| it.0))
                }
                BallotKind::Dots { most } => builder.dots(voter, most, named),
                BallotKind::Ranking => {
                    named.sort_by_key(|&(_, place)| place);
                    let tiers = named.chunk_by(|a, b| a.1 == b.1);
                    let tiers = tiers.map(|tier| tier.iter().map(|it| it.0).collect()).collect();
                    builder.tiers(voter, tiers)
                }
            };
        }
        builder.build()
    }
}
