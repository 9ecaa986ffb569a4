use crate::language::Texts;

/// What the adapters say themselves.
pub(super) struct Words {
    pub(super) broken: &'static str,
    pub(super) waits: &'static str,
    pub(super) shortfall: &'static str,
    pub(super) growth: &'static str,
}

impl Texts for Words {
    const ENGLISH: &'static Self = &Words {
        broken: "A rule does not hold: {rule}",
        waits: "{id} waits for {session}, number {place} in line: {reason}",
        shortfall: "{levels} levels below the target",
        growth: "proficient, grows {levels} levels per measurement",
    };

    const DUTCH: &'static Self = &Words {
        broken: "Een regel gaat niet op: {rule}",
        waits: "{id} wacht op {session}, nummer {place} in de rij: {reason}",
        shortfall: "{levels} niveau onder het streefniveau",
        growth: "vaardig, groeit {levels} niveau per meting",
    };
}
