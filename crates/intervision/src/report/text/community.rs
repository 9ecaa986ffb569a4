use serde::Serialize;

use super::Plural;
use crate::language::Texts;

/// When a community comes together.
#[derive(Debug, Clone, Serialize)]
pub(in crate::report) struct GatheringsText {
    pub(in crate::report) title: &'static str,
    pub(in crate::report) verdict: Plural,
    pub(in crate::report) lead: &'static str,
    pub(in crate::report) expected: &'static str,
    pub(in crate::report) best: &'static str,
    pub(in crate::report) better: Plural,
    pub(in crate::report) only: &'static str,
    pub(in crate::report) next: &'static str,
    pub(in crate::report) next_alike: &'static str,
    pub(in crate::report) no_next: &'static str,
    pub(in crate::report) plot: &'static str,
    pub(in crate::report) plot_read: &'static str,
    pub(in crate::report) key_day: &'static str,
    pub(in crate::report) key_other: &'static str,
}

impl Texts for GatheringsText {
    const ENGLISH: &'static Self = &GatheringsText {
        title: "The gatherings",
        verdict: Plural {
            one: "{n} gathering, with {people} people expected.",
            many: "{n} gatherings, with {people} people expected on average.",
        },
        lead: "One in each quarter, {least} to {most} days apart, on the days on which most people are expected over the whole year. \
               Expected is a mean: from how often people came before, and from who is away.",
        expected: "{expected} of {members} members are expected.",
        best: "Of the {days} days that were open in this quarter, no other has clearly more.",
        better: Plural {
            one: "{n} of the {days} other days of the quarter has clearly more by itself, but with the days between gatherings the year would have fewer.",
            many: "{n} of the {days} other days of the quarter have clearly more by themselves, but with the days between gatherings the year would have fewer.",
        },
        only: "No other day was open in this quarter.",
        next: "If it falls through: {day}, with {loses} fewer over the year.",
        next_alike: "If it falls through: {day}, with as many over the year.",
        no_next: "If it falls through, no other day keeps the distances.",
        plot: "Expected on each open day of the quarter, from {first} to {last}",
        plot_read: "{day} was chosen; the other days have {low} to {high}.",
        key_day: "the day that was chosen",
        key_other: "another open day",
    };

    const DUTCH: &'static Self = &GatheringsText {
        title: "De bijeenkomsten",
        verdict: Plural {
            one: "{n} bijeenkomst, met naar verwachting {people} mensen.",
            many: "{n} bijeenkomsten, met naar verwachting gemiddeld {people} mensen.",
        },
        lead: "Eén in elk kwartaal, {least} tot {most} dagen na elkaar, op de dagen waarop over het hele jaar de meeste mensen worden \
               verwacht. Verwacht is een gemiddelde: naar hoe vaak mensen eerder kwamen, en wie er afwezig is.",
        expected: "{expected} van de {members} leden worden verwacht.",
        best: "Van de {days} dagen die in dit kwartaal open waren, heeft geen andere er duidelijk meer.",
        better: Plural {
            one: "{n} van de {days} andere dagen van het kwartaal heeft er op zichzelf duidelijk meer, maar met de tijd tussen bijeenkomsten zou het jaar er minder hebben.",
            many: "{n} van de {days} andere dagen van het kwartaal hebben er op zichzelf duidelijk meer, maar met de tijd tussen bijeenkomsten zou het jaar er minder hebben.",
        },
        only: "Er was in dit kwartaal geen andere dag open.",
        next: "Valt deze dag uit: {day}, met over het jaar {loses} minder.",
        next_alike: "Valt deze dag uit: {day}, met over het jaar evenveel.",
        no_next: "Valt deze dag uit, dan past geen andere dag bij de overige.",
        plot: "Verwacht op elke open dag van het kwartaal, van {first} tot en met {last}",
        plot_read: "{day} is gekozen; de andere dagen hebben {low} tot {high}.",
        key_day: "de gekozen dag",
        key_other: "een andere open dag",
    };
}

/// What a community talks about.
#[derive(Debug, Clone, Serialize)]
pub(in crate::report) struct AgendaText {
    pub(in crate::report) title: &'static str,
    pub(in crate::report) verdict: Plural,
    pub(in crate::report) rule: &'static str,
    pub(in crate::report) topics: &'static str,
    pub(in crate::report) gathering: &'static str,
    pub(in crate::report) day: &'static str,
    pub(in crate::report) heard: &'static str,
    pub(in crate::report) heard_all: &'static str,
    pub(in crate::report) heard_none: Plural,
    pub(in crate::report) got: Plural,
    pub(in crate::report) ballots: &'static str,
    pub(in crate::report) waiting: &'static str,
    pub(in crate::report) lot: &'static str,
}

impl Texts for AgendaText {
    const ENGLISH: &'static Self = &AgendaText {
        title: "What the gatherings are about",
        verdict: Plural {
            one: "One ballot chose {topics} topics for the year.",
            many: "{n} ballots chose {topics} topics for the year.",
        },
        rule: "They were chosen by the method of equal shares: every ballot has the same budget for the whole year and pays for the topics \
               that it names, so a group of voters that agrees gets topics in proportion to its size, a minority too. Ballots carry no name.",
        topics: "Topics",
        gathering: "Gathering {n}",
        day: "Date",
        heard: "How many chosen topics a ballot named",
        heard_all: "Every ballot got at least one of its topics.",
        heard_none: Plural {
            one: "{n} ballot got none of its topics.",
            many: "{n} ballots got none of their topics.",
        },
        got: Plural { one: "{n} topic", many: "{n} topics" },
        ballots: "Ballots",
        waiting: "Topics that wait for another year",
        lot: "Level with each other: {level}. The lot took {taken}.",
    };

    const DUTCH: &'static Self = &AgendaText {
        title: "Waarover de bijeenkomsten gaan",
        verdict: Plural {
            one: "Eén stembiljet koos {topics} onderwerpen voor het jaar.",
            many: "{n} stembiljetten kozen {topics} onderwerpen voor het jaar.",
        },
        rule: "Ze zijn gekozen met gelijke delen: elk stembiljet heeft voor het hele jaar hetzelfde budget en betaalt mee aan de onderwerpen \
               die het noemt. Een groep stemmers die het eens is, krijgt zo onderwerpen naar haar omvang, ook een minderheid. Op de stembiljetten staat geen naam.",
        topics: "Onderwerpen",
        gathering: "Bijeenkomst {n}",
        day: "Datum",
        heard: "Hoeveel gekozen onderwerpen een stembiljet noemde",
        heard_all: "Elk stembiljet kreeg ten minste een van zijn onderwerpen.",
        heard_none: Plural {
            one: "{n} stembiljet kreeg geen van zijn onderwerpen.",
            many: "{n} stembiljetten kregen geen van hun onderwerpen.",
        },
        got: Plural { one: "{n} onderwerp", many: "{n} onderwerpen" },
        ballots: "Stembiljetten",
        waiting: "Onderwerpen die op een ander jaar wachten",
        lot: "Gelijk met elkaar: {level}. Het lot nam {taken}.",
    };
}

/// A conversation with everybody.
#[derive(Debug, Clone, Serialize)]
pub(in crate::report) struct ConversationsText {
    pub(in crate::report) title: &'static str,
    pub(in crate::report) verdict: Plural,
    pub(in crate::report) not_all: &'static str,
    pub(in crate::report) first_round: Plural,
    pub(in crate::report) lead: &'static str,
    pub(in crate::report) conversations: Plural,
    pub(in crate::report) days: Plural,
    pub(in crate::report) at_most: &'static str,
    pub(in crate::report) plot: &'static str,
    pub(in crate::report) day: &'static str,
    pub(in crate::report) total: &'static str,
    pub(in crate::report) table: &'static str,
    pub(in crate::report) without: Plural,
    pub(in crate::report) no_day: &'static str,
    pub(in crate::report) too_few: &'static str,
    pub(in crate::report) no_host: &'static str,
}

impl Texts for ConversationsText {
    const ENGLISH: &'static Self = &ConversationsText {
        title: "The conversations",
        verdict: Plural {
            one: "The one conversation has a time.",
            many: "All {n} conversations have a time.",
        },
        not_all: "{placed} of {all} conversations have a time.",
        first_round: Plural {
            one: "Those who are members from the start are all received on {last}.",
            many: "Those who are members from the start are all received in {n} days, the last on {last}; no plan ends earlier.",
        },
        lead: "A bar is a day with conversations: the higher, the more of that host.",
        conversations: Plural { one: "{n} conversation", many: "{n} conversations" },
        days: Plural { one: "on {n} day", many: "on {n} days" },
        at_most: "at most {n} on a day",
        plot: "Conversations of {host} per day, from {first} to {last}",
        day: "Day",
        total: "Total",
        table: "All days in one table",
        without: Plural { one: "{n} person has no time yet", many: "{n} people have no time yet" },
        no_day: "no day is open within the days that the design gives",
        too_few: "too few times suit them and a host",
        no_host: "no host is free when they are",
    };

    const DUTCH: &'static Self = &ConversationsText {
        title: "De gesprekken",
        verdict: Plural {
            one: "Het ene gesprek heeft een tijd.",
            many: "Alle {n} gesprekken hebben een tijd.",
        },
        not_all: "{placed} van de {all} gesprekken hebben een tijd.",
        first_round: Plural {
            one: "Wie vanaf het begin lid is, wordt op {last} ontvangen.",
            many: "Wie vanaf het begin lid is, wordt in {n} dagen ontvangen, de laatste op {last}; geen plan is eerder klaar.",
        },
        lead: "Een balk is een dag met gesprekken: hoe hoger, hoe meer van die gastheer of gastvrouw.",
        conversations: Plural { one: "{n} gesprek", many: "{n} gesprekken" },
        days: Plural { one: "op {n} dag", many: "op {n} dagen" },
        at_most: "hooguit {n} op een dag",
        plot: "Gesprekken van {host} per dag, van {first} tot en met {last}",
        day: "Dag",
        total: "Totaal",
        table: "Alle dagen in één tabel",
        without: Plural {
            one: "{n} persoon heeft nog geen tijd",
            many: "{n} mensen hebben nog geen tijd",
        },
        no_day: "binnen de dagen die het ontwerp geeft, is er geen dag open",
        too_few: "te weinig tijden passen bij hen en een gastheer of gastvrouw",
        no_host: "geen gastheer of gastvrouw is vrij als zij dat zijn",
    };
}

/// Who meets whom at tables, and who is introduced to whom.
#[derive(Debug, Clone, Serialize)]
pub(in crate::report) struct AcquaintanceText {
    pub(in crate::report) tables: &'static str,
    pub(in crate::report) rounds: Plural,
    pub(in crate::report) gatherings: Plural,
    pub(in crate::report) verdict: &'static str,
    pub(in crate::report) again: Plural,
    pub(in crate::report) known: Plural,
    pub(in crate::report) bound: &'static str,
    pub(in crate::report) is_bound: &'static str,
    pub(in crate::report) no_bound: &'static str,
    pub(in crate::report) next: &'static str,
    pub(in crate::report) times: &'static str,
    pub(in crate::report) never: &'static str,
    pub(in crate::report) time: Plural,
    pub(in crate::report) pairs: &'static str,
    pub(in crate::report) introductions: &'static str,
    pub(in crate::report) introduced: Plural,
    pub(in crate::report) introduced_lead: Plural,
    pub(in crate::report) introduced_table: &'static str,
    pub(in crate::report) no_introduction: &'static str,
    pub(in crate::report) introduction: Plural,
    pub(in crate::report) people: &'static str,
}

impl Texts for AcquaintanceText {
    const ENGLISH: &'static Self = &AcquaintanceText {
        tables: "Who meets whom at table",
        rounds: Plural { one: "{n} round of tables", many: "{n} rounds of tables" },
        gatherings: Plural { one: "{n} gathering", many: "{n} gatherings" },
        verdict: "{rounds} in {gatherings} bring {share} of all pairs together at least once.",
        again: Plural {
            one: "{n} meeting is of people who sat together before.",
            many: "{n} meetings are of people who sat together before.",
        },
        known: Plural {
            one: "{n} is of people who learn in one group anyway.",
            many: "{n} are of people who learn in one group anyway.",
        },
        bound: "Of both together no tables can have fewer than {bound}; that number is proven.",
        no_bound: "How few there must be of both together is not known.",
        is_bound: "Fewer of both together is not possible.",
        next: "A round more is expected to bring {n} pairs together for the first time, {share} of all.",
        times: "Pairs by how often they sit together",
        never: "never",
        time: Plural { one: "{n} time", many: "{n} times" },
        pairs: "Pairs",
        introductions: "Introductions",
        introduced: Plural {
            one: "{n} introduction of two people who share something and have not met.",
            many: "{n} introductions of two people who share something and have not met.",
        },
        introduced_lead: Plural {
            one: "At most {n} for one person. Whom they should meet, and what they share, only the two of them read.",
            many: "At most {n} for one person. Whom they should meet, and what they share, only the two of them read.",
        },
        introduced_table: "People by how many introductions they have",
        no_introduction: "none",
        introduction: Plural { one: "{n} introduction", many: "{n} introductions" },
        people: "People",
    };

    const DUTCH: &'static Self = &AcquaintanceText {
        tables: "Wie wie aan tafel ontmoet",
        rounds: Plural { one: "{n} tafelronde", many: "{n} tafelronden" },
        gatherings: Plural { one: "{n} bijeenkomst", many: "{n} bijeenkomsten" },
        verdict: "{rounds} in {gatherings} brengen {share} van alle paren ten minste één keer bij elkaar.",
        again: Plural {
            one: "{n} ontmoeting is van mensen die al eens samen zaten.",
            many: "{n} ontmoetingen zijn van mensen die al eens samen zaten.",
        },
        known: Plural {
            one: "{n} is van mensen die al in één groep leren.",
            many: "{n} zijn van mensen die al in één groep leren.",
        },
        bound: "Van beide samen kunnen tafels er niet minder hebben dan {bound}; dat getal is bewezen.",
        no_bound: "Hoe weinig er van beide samen moeten zijn, is niet bekend.",
        is_bound: "Minder van beide samen kan niet.",
        next: "Nog een ronde brengt naar verwachting {n} paren voor het eerst bij elkaar, {share} van alle.",
        times: "Paren naar hoe vaak zij samen zitten",
        never: "nooit",
        time: Plural { one: "{n} keer", many: "{n} keer" },
        pairs: "Paren",
        introductions: "Kennismakingen",
        introduced: Plural {
            one: "{n} kennismaking van twee mensen die iets delen en elkaar niet ontmoetten.",
            many: "{n} kennismakingen van twee mensen die iets delen en elkaar niet ontmoetten.",
        },
        introduced_lead: Plural {
            one: "Hooguit {n} per persoon. Wie zij ontmoeten en wat zij delen, lezen alleen zij beiden.",
            many: "Hooguit {n} per persoon. Wie zij ontmoeten en wat zij delen, lezen alleen zij beiden.",
        },
        introduced_table: "Mensen naar hun aantal kennismakingen",
        no_introduction: "geen",
        introduction: Plural { one: "{n} kennismaking", many: "{n} kennismakingen" },
        people: "Mensen",
    };
}
