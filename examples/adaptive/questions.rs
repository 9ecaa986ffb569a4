//! What is asked with each item of a bank, and which category an answer to it is.

use std::path::Path;

use intervision::assess::irt::{ItemBank, ItemModel};
use intervision::assess::{Instrument, Key};
use intervision_examples::{AtPath, Outcome, read_text};

/// The questions of a bank, in its order.
pub struct Questions {
    all: Vec<Question>,
    /// The scales of the instrument, with those of their items that are in the bank.
    scales: Vec<(String, Vec<String>)>,
}

/// One item as a person sees it.
pub struct Question {
    pub text: String,
    /// What may be answered, in words.
    pub answers: String,
    lowest: i32,
    highest: i32,
    reversed: bool,
}

impl Question {
    /// The category that an answer is, as the bank's parameters count: of a reversed item the highest answer is 0.
    pub fn category(&self, answer: &str) -> Option<usize> {
        let answer =
            answer.trim().parse().ok().filter(|it| (self.lowest..=self.highest).contains(it))?;
        let from = if self.reversed {
            self.highest.abs_diff(answer)
        } else {
            answer.abs_diff(self.lowest)
        };
        usize::try_from(from).ok()
    }

    /// The answer that was given for a category.
    pub fn answer(&self, category: usize) -> i64 {
        let category = category as i64;
        if self.reversed {
            i64::from(self.highest) - category
        } else {
            i64::from(self.lowest) + category
        }
    }
}

impl Questions {
    /// Items that show their ids, answered by the number of a category.
    pub fn of(bank: &ItemBank) -> Self {
        let question = |(id, item): (&String, &_)| {
            let highest = ItemModel::categories(item) as i32 - 1;
            let answers = format!("0 to {highest}");
            Question { text: id.clone(), answers, lowest: 0, highest, reversed: false }
        };
        Questions {
            all: bank.ids().iter().zip(bank.items()).map(question).collect(),
            scales: Vec::new(),
        }
    }

    /// The texts, answers and scales of an instrument, which must have every item of the bank, with as many categories.
    pub fn read(path: &Path, bank: &ItemBank) -> Outcome<Self> {
        let instrument = Instrument::from_json(&read_text(path)?).at(path)?;
        let question = |(id, item): (&String, &_)| {
            let (Some(asked), Some(format)) = (instrument.item(id), instrument.format_of(id))
            else {
                return Err(format!(
                    "item \"{id}\" of the bank is not there; add it with its text"
                ));
            };
            let (lowest, highest) = (format.min(), format.max());
            let (own, banked) =
                (highest.abs_diff(lowest) as usize + 1, ItemModel::categories(item));
            if own != banked {
                return Err(format!(
                    "item \"{id}\" is answered in {own} categories and has {banked} in the bank"
                ));
            }
            let text = if asked.text().is_empty() { id } else { asked.text() };
            let answers = if format.labels().is_empty() {
                format!("{lowest} to {highest}")
            } else {
                let words = (lowest..)
                    .zip(format.labels())
                    .map(|(answer, word)| format!("{answer} {word}"));
                words.collect::<Vec<_>>().join(", ")
            };
            let reversed = instrument.scales().flat_map(|scale| scale.items());
            let reversed =
                reversed.filter(|place| place.item() == id).any(|it| it.key() == Key::Negative);
            Ok(Question { text: text.to_owned(), answers, lowest, highest, reversed })
        };
        let all =
            bank.ids().iter().zip(bank.items()).map(question).collect::<Result<_, _>>().at(path)?;
        let banked = |id: &&str| bank.index(id).is_some();
        let scales = instrument.scales().map(|scale| {
            let ids =
                scale.items().iter().map(|place| place.item()).filter(banked).map(str::to_owned);
            (scale.id().to_owned(), ids.collect::<Vec<_>>())
        });
        Ok(Questions { all, scales: scales.filter(|(_, ids)| !ids.is_empty()).collect() })
    }

    /// The question of an item, by its number in the bank.
    pub fn of_item(&self, item: usize) -> &Question {
        &self.all[item]
    }

    /// The scales, with the ids of their items.
    pub fn scales(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.scales.iter().map(|(scale, ids)| (scale.as_str(), ids.as_slice()))
    }
}
