//! Pair weights from graphs and from earlier groupings.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and weights are whole numbers"
)]

use intervision_core::{Grouping, Groups, MatrixError, PairMatrix, PairWeight, contract};
use intervision_groups::{Error, PairList, graph_closeness, graph_pairs, met_before};
use petgraph::graph::{DiGraph, UnGraph};
use petgraph::graphmap::UnGraphMap;
use petgraph::stable_graph::StableUnGraph;
use petgraph::visit::EdgeRef;
use proptest::prelude::*;

type Edges = Vec<(u32, u32, f64)>;

fn edges() -> impl Strategy<Value = (usize, Edges)> {
    (1..9usize).prop_flat_map(|nodes| {
        let end = 0..nodes as u32;
        let edge = (end.clone(), end, -3..4i8).prop_map(|(a, b, weight)| (a, b, f64::from(weight)));
        (Just(nodes), proptest::collection::vec(edge, 0..20))
    })
}

fn graph(nodes: usize, edges: &Edges) -> DiGraph<(), f64> {
    let mut graph = DiGraph::new();
    let nodes: Vec<_> = (0..nodes).map(|_| graph.add_node(())).collect();
    for &(a, b, weight) in edges {
        graph.add_edge(nodes[a as usize], nodes[b as usize], weight);
    }
    graph
}

proptest! {
    #[test]
    fn edges_add_up_whatever_their_direction((nodes, edges) in edges()) {
        let graph = graph(nodes, &edges);
        let found = graph_pairs(&graph, |edge| *edge.weight()).unwrap();
        contract::pair_weight(&found).unwrap();
        let both_ways = edges.iter().filter(|(a, b, _)| a != b);
        let pairs = both_ways.map(|&(a, b, weight)| (a as usize, b as usize, weight));
        let table = PairMatrix::from_pairs(nodes, pairs).unwrap();
        for a in 0..nodes {
            for b in 0..nodes {
                prop_assert!((found.weight(a, b) - table.weight(a, b)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn closeness_counts_the_fewest_steps((nodes, edges) in edges(), hops in 0..4usize) {
        let found = graph_closeness(&graph(nodes, &edges), hops);
        contract::pair_weight(&found).unwrap();
        // Floyd and Warshall, without direction.
        let mut steps = vec![vec![99; nodes]; nodes];
        for (a, row) in steps.iter_mut().enumerate() {
            row[a] = 0;
        }
        for &(a, b, _) in edges.iter().filter(|(a, b, _)| a != b) {
            steps[a as usize][b as usize] = 1;
            steps[b as usize][a as usize] = 1;
        }
        for via in 0..nodes {
            let beyond = steps[via].clone();
            for row in &mut steps {
                let there = row[via];
                for (known, further) in row.iter_mut().zip(&beyond) {
                    *known = (*known).min(there + further);
                }
            }
        }
        for (a, row) in steps.iter().enumerate() {
            for (b, steps) in row.iter().enumerate().filter(|(b, _)| *b != a) {
                let expected = (hops + 1).saturating_sub(*steps);
                prop_assert!((found.weight(a, b) - expected as f64).abs() < 1e-12, "{a} {b}");
            }
        }
    }

    #[test]
    fn meetings_are_counted_pair_by_pair(
        rounds in proptest::collection::vec(proptest::collection::vec(0..3usize, 6), 0..4),
    ) {
        let groupings: Vec<Groups> = rounds
            .iter()
            .map(|round| {
                let group = |g: usize| (0..6).filter(|&m| round[m] == g).collect();
                Groups::new(6, (0..3).map(group).collect()).unwrap()
            })
            .collect();
        let earlier: Vec<(&dyn Grouping, f64)> =
            groupings.iter().enumerate().map(|(at, g)| (g as &dyn Grouping, at as f64)).collect();
        for half_life in [None, Some(2.0)] {
            let met = met_before(6, &earlier, half_life).unwrap();
            contract::pair_weight(&met).unwrap();
            for a in 0..6 {
                for b in 0..a {
                    let together = rounds.iter().enumerate().filter(|(_, round)| round[a] == round[b]);
                    let sum: f64 = together
                        .map(|(age, _)| half_life.map_or(1.0, |h: f64| 0.5f64.powf(age as f64 / h)))
                        .sum();
                    prop_assert!((met.weight(a, b) - sum).abs() < 1e-12);
                }
            }
        }
    }
}

#[test]
fn graphs_of_every_kind_do() {
    let plain = UnGraph::<(), f64>::from_edges([(0, 1, 2.0), (2, 1, 1.0)]);
    let expected = graph_pairs(&plain, |edge| *edge.weight()).unwrap();
    // People as the nodes themselves; they are numbered in the order in which they were named.
    let named = UnGraphMap::<&str, f64>::from_edges([("ada", "bo", 2.0), ("cy", "bo", 1.0)]);
    assert_eq!(graph_pairs(&named, |edge| *edge.weight()).unwrap(), expected);
    let mut stable = StableUnGraph::<(), f64>::from_edges([(0, 1, 2.0), (2, 1, 1.0), (3, 1, 9.0)]);
    stable.remove_node(3.into());
    let found = graph_pairs(&stable, |edge| *edge.weight()).unwrap();
    assert_eq!(found.weight(1, 2), expected.weight(1, 2));
    stable.remove_node(0.into());
    let found = graph_pairs(&stable, |edge| *edge.weight()).unwrap();
    assert_eq!((found.len(), found.weight(0, 1), found.weight(1, 2)), (3, 0.0, 1.0));
}

#[test]
fn wrong_weights_are_refused() {
    let wrong = UnGraph::<(), f64>::from_edges([(0, 1, f64::NAN)]);
    assert!(matches!(
        graph_pairs(&wrong, |edge| *edge.weight()),
        Err(MatrixError::NotFinite { a: 0, b: 1, .. })
    ));
    let too_much = [(0, 1, f64::MAX), (1, 0, f64::MAX)];
    assert!(matches!(PairList::new(2, too_much), Err(MatrixError::NotFinite { .. })));
    assert!(matches!(
        PairList::new(2, [(0, 2, 1.0)]),
        Err(MatrixError::OutOfRange { a: 0, b: 2, len: 2 })
    ));
    assert!(matches!(PairList::new(2, [(1, 1, 1.0)]), Err(MatrixError::SamePerson { member: 1 })));
    assert!(matches!(
        PairMatrix::from_rows(&[vec![0.0, 1.0], vec![1.0]]),
        Err(MatrixError::RowLength { row: 1, found: 1, expected: 2 })
    ));
    assert!(matches!(
        PairMatrix::from_rows(&[[0.0, f64::NAN], [1.0, 0.0]]),
        Err(MatrixError::NotFinite { .. })
    ));
}

#[test]
fn wrong_ages_are_refused() {
    let groups = Groups::new(2, vec![vec![0, 1]]).unwrap();
    let say = |age: f64, half_life: Option<f64>| {
        met_before(2, &[(&groups, age)], half_life).unwrap_err().to_string()
    };
    assert_eq!(say(-1.0, None), "the age of earlier grouping 1 is -1; give 0 or more");
    assert_eq!(
        say(1.0, Some(0.0)),
        "the half-life of meetings is 0; give more than 0, or none for meetings that count the same for ever"
    );
    let refused = met_before(1, &[(&groups, 0.0)], None).unwrap_err();
    assert!(matches!(refused, Error::Groups { .. }));
}
