use chrono::NaiveDate;
use intervision_assess::strengths::Discovery;
use intervision_assess::themes::{Theme, Themes};
use intervision_core::{Ratings, Roster};
use intervision_model::competency::Framework;
use intervision_model::design::Design;
use intervision_model::portfolio::{Badge, Measured, PortfolioDraft, Programme, Strength};

use super::{AdapterError, Done};

/// The design's scored themes; no competency counts in two of them.
///
/// # Errors
///
/// [`AdapterError::Assess`] for themes that overlap.
pub fn themes(design: &Design) -> Result<Themes, AdapterError> {
    let themes = design
        .scored_themes()
        .iter()
        .map(|theme| Theme::new(&theme.id, &theme.title, theme.competencies.clone()));
    Ok(Themes::new(themes)?)
}

/// A member's portfolio, as far as the programme knows it: their strongest competencies over all measurements, their own levels on
/// each scored theme, and the badges whose conditions they met. What they wrote themselves is added by the host. `occasions` are the
/// measurements in the order of time. `None` for a design without portfolios.
///
/// # Errors
///
/// [`AdapterError::Assess`] for measurements about different numbers of members, or themes that overlap.
pub fn portfolio(
    design: &Design,
    framework: &Framework,
    roster: &dyn Roster,
    member: usize,
    occasions: &[(NaiveDate, &dyn Ratings)],
    done: &Done,
) -> Result<Option<PortfolioDraft>, AdapterError> {
    let Some(rule) = design.portfolio() else { return Ok(None) };
    let season = design.season();
    let programme = Programme {
        id: design.id().to_owned(),
        title: design.title().to_owned(),
        start: season.start,
        end: season.end,
    };
    let id = roster.id(member).into_owned();
    let mut draft = PortfolioDraft::new(id, programme, season.end);

    let talents = design.scored_themes().iter().filter(|theme| theme.strengths);
    let talents: Vec<&str> =
        talents.flat_map(|theme| &theme.competencies).map(String::as_str).collect();
    let ratings: Vec<&dyn Ratings> = occasions.iter().map(|(_, ratings)| *ratings).collect();
    let found = Discovery::new(rule.expected_level, rule.spread)?
        .with_strongest(rule.strengths as usize)
        .of(&ratings, member, &talents)?;
    let title = |id: &str| {
        framework.competency(id).map_or_else(|| id.to_owned(), |known| known.title.clone())
    };
    draft.strengths = found
        .strongest()
        .iter()
        .map(|strength| Strength {
            competency: strength.competency.clone(),
            title: title(&strength.competency),
            level: Some(thousandth(strength.level)),
            probability: Some(thousandth(strength.probability)),
        })
        .collect();

    let themes = themes(design)?;
    let top = framework.top();
    for (on, ratings) in occasions {
        let own = themes.score(*ratings).own(member);
        for level in own.iter().flat_map(intervision_assess::themes::Own::levels) {
            draft.results.push(Measured {
                scale: level.title().to_owned(),
                on: *on,
                level: thousandth(level.level()).clamp(1.0, top),
                standard_error: level.standard_error().map(thousandth),
                top,
            });
        }
    }

    for badge in &rule.badges {
        let days: Option<Vec<u32>> = badge.after.iter().map(|id| done.day(member, id)).collect();
        if let Some(day) = days.map(|days| days.into_iter().max().unwrap_or(1)) {
            draft.badges.push(Badge {
                id: badge.id.clone(),
                name: badge.name.clone(),
                description: badge.description.clone(),
                criteria: badge.criteria.clone(),
                on: done.date(day),
            });
        }
    }
    draft.badges.sort_by_key(|badge| badge.on);
    Ok(Some(draft))
}

/// What people take along need not be more exact than the measurement.
fn thousandth(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
