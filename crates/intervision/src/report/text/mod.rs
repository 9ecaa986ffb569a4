//! Every word that the page says, in one place per language; the rest of the module knows none.

mod community;
mod dutch;
mod english;
mod retreat;
mod talent;

use serde::Serialize;

use crate::language::{Language, Texts};
use crate::wording::{ClosingWords, EvaluationWords};
pub(super) use community::{AcquaintanceText, AgendaText, ConversationsText, GatheringsText};
use retreat::{HoursText, VisionText};
pub(super) use talent::{CoachingText, PhasesText};

pub(super) use crate::language::{Plural, fill, places};

/// What one language says: fixed words that templates use as `t.…`, and patterns with `{holes}` that views fill.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Text {
    #[serde(skip)]
    pub(super) language: Language,
    pub(super) range: &'static str,
    pub(super) unknown: &'static str,
    pub(super) level: &'static str,
    pub(super) list_join: &'static str,
    pub(super) head: HeadText,
    pub(super) mix: MixText,
    pub(super) groups: GroupsText,
    pub(super) needs: NeedsText,
    pub(super) phases: &'static PhasesText,
    pub(super) coaching: &'static CoachingText,
    pub(super) hours: &'static HoursText,
    pub(super) vision: &'static VisionText,
    pub(super) gatherings: &'static GatheringsText,
    pub(super) agenda: &'static AgendaText,
    pub(super) acquaintance: &'static AcquaintanceText,
    pub(super) conversations: &'static ConversationsText,
    pub(super) season: SeasonText,
    pub(super) evaluation: &'static EvaluationWords,
    pub(super) closing: &'static ClosingWords,
    pub(super) attention: AttentionText,
    pub(super) glossary: GlossaryText,
}

impl Texts for Text {
    const ENGLISH: &'static Self = &english::TEXT;
    const DUTCH: &'static Self = &dutch::TEXT;
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct HeadText {
    pub(super) kind: &'static str,
    pub(super) contents: &'static str,
    pub(super) proposal: &'static str,
    pub(super) proposal_note: &'static str,
    pub(super) approved: &'static str,
    pub(super) short: &'static str,
    pub(super) participants: &'static str,
    pub(super) groups: &'static str,
    pub(super) sessions: &'static str,
    pub(super) placed: &'static str,
    pub(super) unplaced: &'static str,
    pub(super) season: &'static str,
    pub(super) seed: &'static str,
    pub(super) people: Plural,
    pub(super) groups_of_one_size: Plural,
    pub(super) groups_of_sizes: Plural,
    pub(super) sizes: &'static str,
    pub(super) all_placed: Plural,
    pub(super) not_all_placed: &'static str,
    pub(super) look: Plural,
    pub(super) look_at_nothing: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct MixText {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) optimal: &'static str,
    pub(super) feasible: &'static str,
    pub(super) feasible_unbounded: &'static str,
    pub(super) infeasible: &'static str,
    pub(super) not_known: &'static str,
    pub(super) way: &'static str,
    pub(super) pairs_alike: Plural,
    pub(super) pairs_differ: Plural,
    pub(super) spread: &'static str,
    pub(super) not_alone: Plural,
    pub(super) ranked: Plural,
    pub(super) acquainted: Plural,
    pub(super) other: &'static str,
    pub(super) no_fewer: &'static str,
    pub(super) no_less: &'static str,
    pub(super) fewest: &'static str,
    pub(super) least: &'static str,
    pub(super) no_bound: &'static str,
    pub(super) name_mix: &'static str,
    pub(super) name_match: &'static str,
    pub(super) name_balance: &'static str,
    pub(super) name_avoid: &'static str,
    pub(super) name_seek: &'static str,
    pub(super) name_shared: &'static str,
    pub(super) name_not_shared: &'static str,
    pub(super) name_variation: &'static str,
    pub(super) name_not_alone: &'static str,
    pub(super) name_ranked: &'static str,
    pub(super) name_acquainted: &'static str,
    pub(super) these: &'static str,
    pub(super) bound: &'static str,
    pub(super) dealt: &'static str,
    pub(super) random: &'static str,
    pub(super) weight: &'static str,
    pub(super) term: &'static str,
    pub(super) whole: &'static str,
    pub(super) table: &'static str,
    pub(super) table_note: &'static str,
    pub(super) plot_title: &'static str,
    pub(super) plot_read: &'static str,
    pub(super) none: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct GroupsText {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) lead_plots: &'static str,
    pub(super) legend: &'static str,
    pub(super) people: Plural,
    pub(super) all_alike: &'static str,
    pub(super) all_different: &'static str,
    pub(super) different: Plural,
    pub(super) unknown: Plural,
    pub(super) mean: &'static str,
    pub(super) none_known: &'static str,
    pub(super) plot_title: &'static str,
    pub(super) members: &'static str,
    pub(super) members_lead: &'static str,
    pub(super) id: &'static str,
    pub(super) numbers_note: &'static str,
    pub(super) none: &'static str,
    pub(super) nobody: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct NeedsText {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) below: &'static str,
    pub(super) at: &'static str,
    pub(super) above: &'static str,
    pub(super) unclear: &'static str,
    pub(super) hidden: &'static str,
    pub(super) below_count: &'static str,
    pub(super) figures: &'static str,
    pub(super) figures_only: &'static str,
    pub(super) target_only: &'static str,
    pub(super) nothing: &'static str,
    pub(super) no_target: &'static str,
    pub(super) untargeted: &'static str,
    pub(super) targets: &'static str,
    pub(super) why_hidden: &'static str,
    pub(super) fewer: &'static str,
    pub(super) more: &'static str,
    pub(super) fewer_in_words: &'static str,
    pub(super) more_in_words: &'static str,
    pub(super) plot_title: &'static str,
    pub(super) plot_hidden: &'static str,
    pub(super) key_mean: &'static str,
    pub(super) key_interval: &'static str,
    pub(super) key_target: &'static str,
    pub(super) table: &'static str,
    pub(super) competency: &'static str,
    pub(super) people: &'static str,
    pub(super) mean: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) target: &'static str,
    pub(super) people_below: &'static str,
    pub(super) none: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct SeasonText {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) sessions: Plural,
    pub(super) no_sessions: &'static str,
    pub(super) busiest: &'static str,
    pub(super) morning: &'static str,
    pub(super) afternoon: &'static str,
    pub(super) in_school_holidays: Plural,
    pub(super) not_in_school_holidays: &'static str,
    pub(super) key: &'static str,
    pub(super) key_halves: &'static str,
    pub(super) key_everyone: &'static str,
    pub(super) key_holiday: &'static str,
    pub(super) key_school: &'static str,
    pub(super) all: &'static str,
    pub(super) week: &'static str,
    pub(super) plot_title: &'static str,
    pub(super) plot_days: &'static str,
    pub(super) plot_gatherings: &'static str,
    pub(super) plot_holidays: &'static str,
    pub(super) plot_school: &'static str,
    pub(super) by_group: &'static str,
    pub(super) everyone: &'static str,
    pub(super) date: &'static str,
    pub(super) time: &'static str,
    pub(super) session: &'static str,
    pub(super) with: &'static str,
    pub(super) month: &'static str,
    pub(super) count: &'static str,
    pub(super) months_table: &'static str,
    pub(super) total: &'static str,
    pub(super) unplaced: &'static str,
    pub(super) none_unplaced: &'static str,
    pub(super) no_reason: &'static str,
    pub(super) none: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct AttentionText {
    pub(super) title: &'static str,
    pub(super) nothing: &'static str,
    pub(super) warnings: &'static str,
    pub(super) unplaced: Plural,
    pub(super) clashes: Plural,
    pub(super) waiting: Plural,
    pub(super) no_time: Plural,
    pub(super) link: &'static str,
    pub(super) unscored: Plural,
    pub(super) unscored_note: &'static str,
    pub(super) ungrouped: Plural,
    pub(super) ungrouped_note: &'static str,
}

/// Words that the page cannot do without, each with its meaning.
#[derive(Debug, Clone, Serialize)]
pub(super) struct GlossaryText {
    pub(super) title: &'static str,
    pub(super) entries: &'static [(&'static str, &'static str)],
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    /// Every string with its path.
    fn strings(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
        match value {
            Value::String(text) => found.push((path.to_owned(), text.clone())),
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    strings(item, &format!("{path}.{at}"), found);
                }
            }
            Value::Object(fields) => {
                for (key, item) in fields {
                    strings(item, &format!("{path}.{key}"), found);
                }
            }
            _ => {}
        }
    }

    fn all(text: &Text) -> Vec<(String, String)> {
        let mut found = Vec::new();
        strings(&serde_json::to_value(text).unwrap(), "t", &mut found);
        found
    }

    #[test]
    fn every_language_fills_the_same_holes() {
        let holes = |text: &str| -> BTreeSet<String> {
            let parts = text.split('{').skip(1);
            parts.filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
        };
        for language in Language::ALL {
            let (english, other) = (all(Text::ENGLISH), all(Text::of(language)));
            assert_eq!(english.len(), other.len());
            for ((path, text), (same, translated)) in english.iter().zip(&other) {
                assert_eq!(path, same);
                assert_eq!(holes(text), holes(translated), "{path} in {language}");
                assert!(!translated.trim().is_empty(), "{path} in {language}");
            }
        }
    }
}
