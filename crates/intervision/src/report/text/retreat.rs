use serde::Serialize;

use super::Plural;
use crate::language::Texts;

/// The hours of a retreat.
#[derive(Debug, Clone, Serialize)]
pub(in crate::report) struct HoursText {
    pub(in crate::report) title: &'static str,
    pub(in crate::report) lead: &'static str,
    pub(in crate::report) time: &'static str,
    pub(in crate::report) what: &'static str,
    pub(in crate::report) how: &'static str,
    pub(in crate::report) clashes: Plural,
    pub(in crate::report) clashes_note: &'static str,
    pub(in crate::report) no_clashes: &'static str,
}

impl Texts for HoursText {
    const ENGLISH: &'static Self = &HoursText {
        title: "The retreat hour by hour",
        lead: "From {from} to {to}, free of daily work.",
        time: "Time",
        what: "What",
        how: "How",
        clashes: Plural {
            one: "{n} appointment has to give way",
            many: "{n} appointments have to give way",
        },
        clashes_note: "They stand in people's calendars within the retreat.",
        no_clashes: "Nobody has anything else in these hours.",
    };

    const DUTCH: &'static Self = &HoursText {
        title: "De retraite van uur tot uur",
        lead: "Van {from} tot {to}, vrij van dagelijks werk.",
        time: "Tijd",
        what: "Wat",
        how: "Werkvorm",
        clashes: Plural { one: "{n} afspraak moet wijken", many: "{n} afspraken moeten wijken" },
        clashes_note: "Ze staan tijdens de retraite in de agenda van deelnemers.",
        no_clashes: "Niemand heeft in deze uren iets anders.",
    };
}

/// A vision and who carries it.
#[derive(Debug, Clone, Serialize)]
pub(in crate::report) struct VisionText {
    pub(in crate::report) title: &'static str,
    pub(in crate::report) carried: Plural,
    pub(in crate::report) statement: &'static str,
    pub(in crate::report) support: &'static str,
    pub(in crate::report) disagreement: &'static str,
    pub(in crate::report) stands: &'static str,
    pub(in crate::report) is_carried: &'static str,
    pub(in crate::report) is_open: &'static str,
    pub(in crate::report) too_few: &'static str,
    pub(in crate::report) note: &'static str,
    pub(in crate::report) contributions: Plural,
}

impl Texts for VisionText {
    const ENGLISH: &'static Self = &VisionText {
        title: "The vision",
        carried: Plural {
            one: "{n} of {all} statements is carried by the group.",
            many: "{n} of {all} statements are carried by the group.",
        },
        statement: "Statement",
        support: "Support",
        disagreement: "Disagreement",
        stands: "Stands",
        is_carried: "carried",
        is_open: "open",
        too_few: "too few ratings",
        note: "A statement is carried when at least {share} of those who rated it support it. Disagreement runs from 0, all think alike, \
               to 1, half of the group stands at each end.",
        contributions: Plural {
            one: "{n} contribution, without who said it",
            many: "{n} contributions, without who said them",
        },
    };

    const DUTCH: &'static Self = &VisionText {
        title: "De visie",
        carried: Plural {
            one: "{n} van de {all} uitspraken wordt door de groep gedragen.",
            many: "{n} van de {all} uitspraken worden door de groep gedragen.",
        },
        statement: "Uitspraak",
        support: "Steun",
        disagreement: "Verdeeldheid",
        stands: "Stand",
        is_carried: "gedragen",
        is_open: "in gesprek",
        too_few: "te weinig oordelen",
        note: "Een uitspraak is gedragen als ten minste {share} van wie haar beoordeelde haar steunt. Verdeeldheid loopt van 0, allen denken \
               gelijk, tot 1, de helft van de groep staat aan elk uiteinde.",
        contributions: Plural {
            one: "{n} bijdrage, zonder wie dat zei",
            many: "{n} bijdragen, zonder wie wat zei",
        },
    };
}
