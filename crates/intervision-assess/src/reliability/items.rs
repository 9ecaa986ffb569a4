use super::Covariances;
use super::alpha::from_totals;

/// What one item does in its scale, after keying.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ItemAnalysis {
    /// The item.
    pub item: String,
    /// Its correlation with the sum of the other items (corrected item-total correlation); an item with a wrong key has
    /// a negative one. `None` where one of them does not vary.
    pub item_rest: Option<f64>,
    /// Alpha of the scale without it; `None` where too little is left.
    pub alpha_if_dropped: Option<f64>,
}

impl Covariances {
    /// What each item does in the scale, under the names given, in order. Time O(items³).
    #[must_use]
    pub fn item_analyses(&self, names: &[String]) -> Vec<ItemAnalysis> {
        let analysis = |(index, name): (usize, &String)| {
            let without = self.trace_and_sum(Some(index));
            ItemAnalysis {
                item: name.clone(),
                item_rest: without.and_then(|(_, rest)| item_rest(self, index, rest)),
                alpha_if_dropped: without
                    .and_then(|(trace, sum)| from_totals(self.items() - 1, trace, sum)),
            }
        };
        names.iter().take(self.items()).enumerate().map(analysis).collect()
    }
}

fn item_rest(covariances: &Covariances, index: usize, rest: f64) -> Option<f64> {
    let others = (0..covariances.items()).filter(|&other| other != index);
    let shared = others.map(|other| covariances.get(index, other)).sum::<Option<f64>>()?;
    let own = covariances.get(index, index)?;
    let tiny = 1e-12 * own.max(rest.abs());
    (own > tiny && rest > tiny).then(|| shared / (own * rest).sqrt())
}

#[cfg(test)]
mod tests {
    use crate::MissingRule;
    use crate::reliability::MissingPairs;
    use crate::testing::{MINUS, PLUS, close, instrument, scores};

    #[test]
    fn three_items_by_hand() {
        let rows = [vec![1, 2, 3], vec![2, 1, 1], vec![3, 3, 2]];
        let scores = scores(&instrument(&[PLUS; 3], MissingRule::default()), &rows);
        let items = scores.scales()[0].items(MissingPairs::Listwise);
        // Variances 1, 1, 1; covariances .5, -.5, .5 of (1,2), (1,3), (2,3). The rest of item 2 has variance 1.
        close(items[1].item_rest.unwrap(), 1.0, 1e-14);
        close(items[1].alpha_if_dropped.unwrap(), -2.0, 1e-14);
        close(items[0].item_rest.unwrap(), 0.0, 1e-14);
        close(items[0].alpha_if_dropped.unwrap(), 2.0 / 3.0, 1e-14);
        assert_eq!(items[2].item, "q3");
    }

    #[test]
    fn a_wrong_key_shows() {
        let rows = [vec![1, 1, 5], vec![2, 3, 3], vec![4, 4, 1], vec![5, 4, 2]];
        let scores = scores(&instrument(&[PLUS, PLUS, PLUS], MissingRule::default()), &rows);
        assert!(scores.scales()[0].items(MissingPairs::Pairwise)[2].item_rest.unwrap() < -0.8);
        let turned = crate::testing::scores(
            &instrument(&[PLUS, PLUS, MINUS], MissingRule::default()),
            &rows,
        );
        assert!(turned.scales()[0].items(MissingPairs::Pairwise)[2].item_rest.unwrap() > 0.8);
    }

    #[test]
    fn too_little_gives_none() {
        let one = scores(&instrument(&[PLUS], MissingRule::default()), &[vec![1], vec![2]]);
        let item = &one.scales()[0].items(MissingPairs::Pairwise)[0];
        assert_eq!((item.item_rest, item.alpha_if_dropped), (None, None));
        let alike =
            scores(&instrument(&[PLUS; 2], MissingRule::default()), &[vec![3, 3], vec![3, 3]]);
        let item = &alike.scales()[0].items(MissingPairs::Pairwise)[0];
        assert_eq!((item.item_rest, item.alpha_if_dropped), (None, None));
    }
}
