use intervision_core::Roster;
use intervision_groups::Rankings;
use intervision_groups::pairing::Market;
use intervision_model::learning::{LearningNeed, Offers};

/// A market of support out of what people offer and what they need: strengths by level and weight, needs by competency, and nobody
/// helps more often than they said. Nobody helps themselves, and who leads somebody in the line may help them.
///
/// # Example
///
/// ```
/// use intervision::adapters::support;
/// use intervision::model::competency::Framework;
/// use intervision::model::learning::{LearningNeed, Offers};
/// use intervision_core::Table;
///
/// let framework = Framework::from_toml(r#"
///     version = 1
///     id = "advice"
///     title = "Advice"
///     levels = [{ title = "One" }, { title = "Two" }, { title = "Three" }, { title = "Four" }, { title = "Five" }]
///     competencies = [{ id = "conflict", title = "Conflict" }, { id = "budget", title = "Budget" }]
/// "#)?;
/// let offers = Offers::from_toml(r#"
///     version = 1
///     framework = "advice"
///     offers = [{ participant = "ann", strengths = [{ competency = "conflict", level = 4 }] }]
/// "#, &framework, &Table::new(["ann", "bob"])?)?;
/// let need = |competency: &str| LearningNeed::new(competency, None, 4.0, 1.0);
/// let helped = support(&offers, [("bob", [need("conflict"), need("budget")].as_slice())]).make()?;
/// assert_eq!((helped.covered[0].helper.as_str(), helped.covered[0].strength), ("ann", 0.8));
/// assert_eq!(helped.uncovered[0].1, "budget");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn support<'n>(
    offers: &Offers,
    needs: impl IntoIterator<Item = (&'n str, &'n [LearningNeed])>,
) -> Market {
    let mut market = Market::new();
    for (id, competency, strength) in offers.strengths() {
        market = market.strength(id, competency, strength);
    }
    for offer in offers.iter() {
        if let Some(times) = offer.helps_at_most {
            market = market.helps_at_most(offer.participant.as_str(), times);
        }
    }
    for (id, needs) in needs {
        market = needs.iter().fold(market, |market, need| market.need(id, &need.competency));
    }
    market
}

/// What people rank and refuse of one thing, such as themes, by their numbers on a roster. Who said nothing is content with any.
#[must_use]
pub fn preferences(offers: &Offers, about: &str, roster: &dyn Roster) -> Rankings {
    let of = |member| offers.of(&roster.id(member))?.preferences.get(about);
    let members = 0..roster.len();
    members.fold(Rankings::new(roster.len()), |rankings, member| match of(member) {
        Some(said) => rankings
            .rank(member, said.ranked.iter().cloned())
            .refuse(member, said.refused.iter().cloned()),
        None => rankings,
    })
}

#[cfg(test)]
mod tests {
    use intervision_core::Table;
    use intervision_model::competency::Framework;

    use super::*;

    /// M6: A is strong in conflict and B needs it, so A helps B; what nobody offers is listed.
    #[test]
    fn m6_strengths_on_offer_meet_needs() {
        let framework = Framework::from_toml(
            r#"
            version = 1
            id = "advice"
            title = "Advice"
            levels = [{ title = "1" }, { title = "2" }, { title = "3" }, { title = "4" }, { title = "5" }]
            competencies = [{ id = "conflict", title = "Conflict" }, { id = "budget", title = "Budget" }]
            "#,
        )
        .unwrap();
        let roster = Table::new(["a", "b"]).unwrap();
        let offers = r#"
            version = 1
            framework = "advice"
            [[offers]]
            participant = "a"
            strengths = [{ competency = "conflict", level = 4 }]
            helps_at_most = 3
            preferences = { themes = { ranked = ["district"], refused = ["egos"] } }
        "#;
        let offers = Offers::from_toml(offers, &framework, &roster).unwrap();
        let need = |competency: &str| LearningNeed::new(competency, None, 4.0, 1.0);
        let needs = [need("conflict"), need("budget")];
        let helped = support(&offers, [("b", needs.as_slice())]).make().unwrap();
        let help = &helped.covered[0];
        assert_eq!((help.helper.as_str(), help.person.as_str()), ("a", "b"));
        assert!((help.strength - 0.8).abs() < 1e-12);
        assert_eq!((helped.covered.len(), helped.uncovered.len()), (1, 1));
        assert_eq!(helped.uncovered[0].1, "budget");

        let rankings = preferences(&offers, "themes", &roster);
        assert_eq!(rankings.get(0).unwrap().ranked, ["district"]);
        assert_eq!(rankings.get(0).unwrap().refused, ["egos"]);
        assert!(rankings.get(1).unwrap().ranked.is_empty());
    }
}
