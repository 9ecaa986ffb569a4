use chrono::NaiveDate;
use intervision_assess::ballots::{Ballots, Heard, TieBreak, YearOfShares};
use intervision_model::community::Backlog;
use intervision_model::design::BacklogRules;
use intervision_model::journey::TopicStage;

use crate::adapters::AdapterError;

/// What the gatherings of a year are about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct YearAgenda {
    /// The topics of each gathering, by id.
    pub gatherings: Vec<Vec<String>>,
    /// All topics: those that were chosen are scheduled, the others wait. Nothing in it leads to a person.
    pub backlog: Backlog,
    /// How many ballots got how many of the topics that they named.
    pub heard: Heard,
    /// Topics that were level when somebody had to be left out, and which of them the lot took, in the order of the choice.
    pub ties: Vec<(Vec<String>, Vec<String>)>,
}

/// Lets the ballots choose the topics of so many gatherings, by equal shares: every ballot has the same budget for the whole year, so
/// that a minority that agrees gets topics of its own in it.
///
/// `contributions` are topics with words that somebody said about them; who said them is not known here. `ties` decides between
/// topics that are level. `on` is the day of the decision.
///
/// # Errors
///
/// [`AdapterError::Model`] for a ballot or a contribution on a topic that the design does not have, and [`AdapterError::Assess`] for
/// ballots that cannot be counted.
pub fn agenda<'c>(
    rules: &BacklogRules,
    contributions: impl IntoIterator<Item = (&'c str, &'c str)>,
    ballots: &Ballots,
    gatherings: usize,
    ties: &TieBreak,
    on: NaiveDate,
) -> Result<YearAgenda, AdapterError> {
    let mut backlog = Backlog::default();
    for topic in &rules.topics {
        backlog.add(&topic.id, &topic.title, on)?;
        for tag in &topic.tags {
            backlog.tag(&topic.id, tag)?;
        }
    }
    for (topic, words) in contributions {
        backlog.say(topic, words)?;
    }
    backlog.ballot(ballots.options().iter().map(String::as_str))?;

    let each = rules.per_gathering as usize;
    // No more seats than topics.
    let full = ballots.options().len() / each.max(1);
    let count = gatherings.min(full);
    let name = |option: &usize| ballots.options().get(*option).cloned();
    let names = |options: &[usize]| options.iter().filter_map(name).collect::<Vec<String>>();
    let mut year = YearOfShares::new(ballots, each * count)?;
    let (mut chosen, mut drawn) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let outcome = year.gathering(each, ties)?;
        chosen.push(names(&outcome.chosen));
        drawn.extend(outcome.ties.iter().map(|tie| (names(&tie.options), names(&tie.taken))));
    }
    let heard = Heard::of(ballots, year.chosen());
    for topic in chosen.iter().flatten() {
        backlog.take(topic, TopicStage::Scheduled, on)?;
    }
    Ok(YearAgenda { gatherings: chosen, backlog, heard, ties: drawn })
}

#[cfg(test)]
mod tests {
    use intervision_model::design::TopicRule;

    use super::*;

    fn rules() -> BacklogRules {
        let topic =
            |id: &str| TopicRule { id: id.to_owned(), title: id.to_uppercase(), tags: vec![] };
        BacklogRules { per_gathering: 1, topics: ["a", "b", "c", "d"].map(topic).to_vec() }
    }

    /// Six want `a` and `b`, three want `c`.
    fn ballots(topics: &[&str]) -> Ballots {
        let mut builder = Ballots::of(topics.iter().copied());
        for voter in 0..9 {
            let own: &[&str] = if voter < 6 { &["a", "b"] } else { &["c"] };
            builder = builder.approving(&voter.to_string(), own.iter().copied());
        }
        builder.build().unwrap()
    }

    fn year(topics: &[&str], gatherings: usize) -> Result<YearAgenda, AdapterError> {
        let on = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap();
        let said = [("d", "still waiting"), ("d", "and nobody knows who said so")];
        let ties = TieBreak::Order((0..topics.len()).collect());
        agenda(&rules(), said, &ballots(topics), gatherings, &ties, on)
    }

    #[test]
    fn c3_a_third_of_the_ballots_has_a_third_of_the_topics() {
        let year = year(&["a", "b", "c", "d"], 3).unwrap();
        let mut topics: Vec<&str> = year.gatherings.iter().flatten().map(String::as_str).collect();
        topics.sort_unstable();
        assert_eq!((year.gatherings.len(), topics), (3, vec!["a", "b", "c"]));
        let waiting: Vec<&str> = year.backlog.proposed().map(|(id, _)| id).collect();
        assert_eq!(waiting, ["d"]);
        // By alphabet, whoever came first.
        let said = year.backlog.topic("d").unwrap().said();
        assert_eq!(said, ["and nobody knows who said so", "still waiting"]);
    }

    #[test]
    fn there_are_no_more_gatherings_than_topics_fill() {
        assert_eq!(year(&["a", "b", "c"], 9).unwrap().gatherings.len(), 3);
    }

    #[test]
    fn ballots_are_about_topics_of_the_design() {
        assert_eq!(
            year(&["a", "b", "c", "e"], 2).unwrap_err().to_string(),
            "topics: there is no topic \"e\"; there are \"a\", \"b\", \"c\", \"d\""
        );
    }
}
