//! SurveyJS results: a JSON array with one object per response, question names as fields.

use serde_json::{Map, Value};

use super::export::{self, ExportFields};
use super::{Answer, ResponseViolation as Violation, Responses, ResponsesBuilder, cell};
use crate::{AssessError, Instrument};

impl Responses {
    /// Reads SurveyJS results: an array of objects, one per response; rows are counted from 1.
    ///
    /// A field is an item of the instrument, or a matrix whose rows are items (`{"block": {"q1": 4}}`). Answers are whole numbers or texts
    /// of them. Fields that are neither, and that `fields` does not name, are refused: a question that was renamed in the tool
    /// would go missing otherwise.
    ///
    /// # Errors
    ///
    /// [`AssessError::Document`] for what is no JSON, [`AssessError::Responses`] with every mistake in what it says.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::responses::ExportFields;
    /// use intervision_assess::{Instrument, Item, ResponseFormat, Responses, Scale};
    ///
    /// let instrument = Instrument::builder("short")
    ///     .with_format("agreement", ResponseFormat::new(1, 5))
    ///     .with_items(["q1", "q2"].map(|id| Item::new(id, "agreement")))
    ///     .with_scale(Scale::new("influence").with_item("q1").with_item("q2"))
    ///     .build()?;
    /// let text = r#"[ { "person": "p1", "q1": 4, "block": { "q2": "5" }, "remarks": "none" } ]"#;
    /// let fields = ExportFields::person("person").with_ignored(["remarks"]);
    /// assert_eq!(Responses::from_survey_js(&instrument, text, &fields)?.len(), 1);
    /// # Ok::<(), intervision_assess::AssessError>(())
    /// ```
    pub fn from_survey_js(
        instrument: &Instrument,
        text: &str,
        fields: &ExportFields,
    ) -> Result<Responses, AssessError> {
        let results: Vec<Map<String, Value>> = serde_json::from_str(text)
            .map_err(|error| AssessError::Document { message: error.to_string() })?;
        let mut builder = Responses::builder(instrument);
        for (index, result) in results.iter().enumerate() {
            read(&mut builder, index + 1, result, fields);
        }
        builder.build()
    }
}

fn read(
    builder: &mut ResponsesBuilder<'_>,
    row: usize,
    result: &Map<String, Value>,
    fields: &ExportFields,
) {
    let field = |name: Option<&String>| {
        name.and_then(|name| result.get(name)).map(written).unwrap_or_default()
    };
    let person = field(Some(&fields.person));
    let mut answers = vec![Answer::Missing; builder.instrument.items().len()];
    for (name, value) in result.iter().filter(|(name, _)| !fields.is_taken(name)) {
        match value {
            Value::Object(rows) if builder.instrument.column(name).is_none() => {
                for (inside, value) in rows {
                    place(builder, &mut answers, (row, &person), inside, value);
                }
            }
            _ => place(builder, &mut answers, (row, &person), name, value),
        }
    }
    let when = field(fields.occasion.as_ref());
    let occasion = export::date(&when);
    if occasion.is_none() && !when.is_empty() {
        builder.violation(Violation::Occasion { row, person: person.clone(), value: when });
    }
    let rater = Some(field(fields.rater.as_ref())).filter(|rater| !rater.is_empty());
    builder.push(row, &person, rater, occasion, answers);
}

fn place(
    builder: &mut ResponsesBuilder<'_>,
    answers: &mut [Answer],
    (row, person): (usize, &str),
    item: &str,
    value: &Value,
) {
    let instrument = builder.instrument;
    let column = instrument.column(item);
    let (Some(place), Some(format)) =
        (column.and_then(|column| answers.get_mut(column)), instrument.format_of(item))
    else {
        let known = instrument.items().map(|item| item.id().to_owned()).collect();
        builder.violation(Violation::UnknownItem { row, item: item.to_owned(), known });
        return;
    };
    let text = written(value);
    match cell::read(&text, format) {
        Some(answer) => *place = answer,
        None => builder.violation(Violation::OutsideFormat {
            row,
            person: person.to_owned(),
            item: item.to_owned(),
            value: text,
            allowed: format.range(),
        }),
    }
}

/// A value as a cell would hold it.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}
