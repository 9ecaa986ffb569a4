//! Budgets, clocks and observers end a run for the reason they should.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::time::Duration;

use intervision_core::{Progress, Run, Stopped};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

#[test]
fn steps_end_a_run() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody).with_steps(10);
    assert_eq!(run.check(&Progress::new("s").at(9)), ControlFlow::Continue(()));
    assert_eq!(run.check(&Progress::new("s").at(10)), ControlFlow::Break(Stopped::Steps));
}

#[test]
fn time_counts_from_the_moment_it_is_limited() {
    let now = Cell::new(Duration::from_secs(100));
    let clock = || now.get();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody).with_time(Duration::from_secs(5), &clock);
    now.set(Duration::from_secs(104));
    assert_eq!(run.check(&Progress::new("s")), ControlFlow::Continue(()));
    now.set(Duration::from_secs(105));
    assert_eq!(run.elapsed(), Some(Duration::from_secs(5)));
    assert_eq!(run.part(None).check(&Progress::new("s")), ControlFlow::Break(Stopped::Time));
}

#[test]
fn an_observer_ends_a_run_and_sees_what_it_is_told() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut seen = Vec::new();
    let mut watch = |progress: &Progress<'_>| {
        seen.push((progress.stage.to_owned(), progress.best, progress.bound, progress.total));
        ControlFlow::Break(())
    };
    let mut run = Run::new(&mut rng, &mut watch).with_steps(0);
    let progress = Progress::new("search").at(3).of(9).best(4.0).bound(2.0);
    assert_eq!(run.check(&progress), ControlFlow::Break(Stopped::Cancelled));
    assert_eq!(seen, [("search".to_owned(), Some(4.0), Some(2.0), Some(9))]);
}

#[test]
fn forks_follow_the_seed() {
    let forks = |seed| {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut nobody = ();
        let mut run = Run::new(&mut rng, &mut nobody).with_seed(seed);
        assert_eq!(run.seed(), Some(seed));
        [run.fork(), run.fork()]
    };
    assert_eq!(forks(3), forks(3));
    assert_ne!(forks(3), forks(4));
}
