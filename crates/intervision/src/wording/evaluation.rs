use crate::language::{Language, Plural, Texts, fill};

/// What an evaluation says: who answered, what changed, who turns to whom.
#[derive(Debug)]
#[cfg_attr(feature = "report", derive(serde::Serialize))]
pub(crate) struct EvaluationWords {
    pub(crate) title: &'static str,
    pub(crate) floor: &'static str,
    pub(crate) survey: &'static str,
    pub(crate) asked: &'static str,
    pub(crate) asked_few: &'static str,
    pub(crate) answer: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) people: &'static str,
    pub(crate) silent: &'static str,
    pub(crate) withheld: &'static str,
    pub(crate) change: &'static str,
    pub(crate) measured: &'static str,
    pub(crate) measured_few: &'static str,
    pub(crate) competency: &'static str,
    pub(crate) mean_change: &'static str,
    pub(crate) d_av: &'static str,
    pub(crate) interval: &'static str,
    pub(crate) too_few_pairs: &'static str,
    pub(crate) no_variance: &'static str,
    pub(crate) same_change: &'static str,
    pub(crate) no_number: &'static str,
    pub(crate) note: &'static str,
    pub(crate) ties: &'static str,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
    pub(crate) all_ties: &'static str,
    pub(crate) density: &'static str,
    pub(crate) across: &'static str,
    pub(crate) new_ties: Plural,
    pub(crate) gone_ties: Plural,
    pub(crate) within: &'static str,
    pub(crate) too_few: &'static str,
}

impl Texts for EvaluationWords {
    const ENGLISH: &'static Self = &EvaluationWords {
        title: "Evaluation",
        floor: "No figure is of fewer than {floor} people. What is withheld would tell of fewer, by itself or beside the rest.",
        survey: "What people say",
        asked: "{answered} of the {invited} people who were asked answered ({share}).",
        asked_few: "Fewer than {floor} of the {invited} people who were asked answered.",
        answer: "answer",
        theme: "theme",
        people: "people",
        silent: "said nothing to it",
        withheld: "withheld",
        change: "Before and after",
        measured: "{answered} of {invited} people were measured both times ({share}).",
        measured_few: "Fewer than {floor} of {invited} people were measured both times.",
        competency: "competency",
        mean_change: "mean change (95%)",
        d_av: "effect size d_av (95%)",
        interval: "{value} ({low} to {high})",
        too_few_pairs: "fewer than three people were measured both times",
        no_variance: "the levels do not vary, so there is nothing to measure the change in",
        same_change: "everybody changed alike, so there is no spread to measure in",
        no_number: "cannot be computed",
        note: "The change is in levels. The effect size divides it by the mean of the standard deviations before and after. Without people for \
               whom nothing was done one cannot tell what the programme did from what time did.",
        ties: "Who turns to whom",
        before: "before",
        after: "after",
        all_ties: "ties",
        density: "of all pairs",
        across: "across {attribute}",
        new_ties: Plural { one: "{n} tie is new", many: "{n} ties are new" },
        gone_ties: Plural { one: "{n} is gone", many: "{n} are gone" },
        within: "{new} and {gone}. Of the new ones {within} are between people of one group; {expected} would be by chance (p = {p}).",
        too_few: "Fewer than {floor} people.",
    };

    const DUTCH: &'static Self = &EvaluationWords {
        title: "Evaluatie",
        floor: "Geen cijfer gaat over minder dan {floor} mensen. Wat niet getoond wordt, zou over minder mensen gaan, alleen of naast de rest.",
        survey: "Wat mensen zeggen",
        asked: "{answered} van de {invited} mensen aan wie het is gevraagd antwoordden ({share}).",
        asked_few: "Minder dan {floor} van de {invited} mensen aan wie het is gevraagd antwoordden.",
        answer: "antwoord",
        theme: "thema",
        people: "mensen",
        silent: "zei er niets over",
        withheld: "niet getoond",
        change: "Ervoor en erna",
        measured: "{answered} van {invited} mensen zijn beide keren gemeten ({share}).",
        measured_few: "Minder dan {floor} van {invited} mensen zijn beide keren gemeten.",
        competency: "competentie",
        mean_change: "gemiddelde verandering (95%)",
        d_av: "effectgrootte d_av (95%)",
        interval: "{value} ({low} tot {high})",
        too_few_pairs: "minder dan drie mensen zijn beide keren gemeten",
        no_variance: "de niveaus verschillen niet, dus is er niets om de verandering in te meten",
        same_change: "iedereen veranderde evenveel, dus is er geen spreiding om in te meten",
        no_number: "niet te berekenen",
        note: "De verandering is in niveaus. De effectgrootte deelt haar door het gemiddelde van de standaardafwijkingen ervoor en erna. Zonder \
               mensen voor wie niets is gedaan is niet te zeggen wat het programma deed en wat de tijd.",
        ties: "Wie bij wie terechtkan",
        before: "ervoor",
        after: "erna",
        all_ties: "banden",
        density: "van alle paren",
        across: "met verschil in {attribute}",
        new_ties: Plural { one: "{n} band is nieuw", many: "{n} banden zijn nieuw" },
        gone_ties: Plural { one: "{n} is weg", many: "{n} zijn weg" },
        within: "{new} en {gone}. Van de nieuwe zijn er {within} tussen mensen van één groep; door toeval zouden dat er {expected} zijn (p = {p}).",
        too_few: "Minder dan {floor} mensen.",
    };
}

impl EvaluationWords {
    /// How many of those who were invited answered, in a pattern for when that may be told and one for when it may not.
    pub(crate) fn took_part(
        [told, few]: [&str; 2],
        (invited, answered): (usize, Option<usize>),
        floor: usize,
        language: Language,
    ) -> String {
        let count = |n: usize| language.number(n as f64, 0);
        let all = count(invited);
        let Some(answered) = answered.filter(|_| invited > 0) else {
            return fill(few, &[("floor", &count(floor)), ("invited", &all)]);
        };
        // The rate of the field: 81.5 %, and not a rounded one.
        let share = format!("{}%", language.number(100.0 * answered as f64 / invited as f64, 1));
        fill(told, &[("answered", &count(answered)), ("invited", &all), ("share", &share)])
    }

    /// A value with the ends of its interval.
    pub(crate) fn interval([value, low, high]: [f64; 3], language: Language) -> String {
        let [value, low, high] = [value, low, high].map(|value| language.number(value, 2));
        let pattern = Self::of(language).interval;
        fill(pattern, &[("value", &value), ("low", &low), ("high", &high)])
    }

    /// How many ties are new and gone, and how many of the new ones lie within groups, against chance.
    pub(crate) fn new_and_gone(
        (new, gone): (usize, usize),
        (within, expected, p): (usize, f64, f64),
        language: Language,
    ) -> String {
        let words = Self::of(language);
        fill(
            words.within,
            &[
                ("new", &words.new_ties.of(new, language)),
                ("gone", &words.gone_ties.of(gone, language)),
                ("within", &language.number(within as f64, 0)),
                ("expected", &language.number(expected, 1)),
                ("p", &language.number(p, 3)),
            ],
        )
    }
}
