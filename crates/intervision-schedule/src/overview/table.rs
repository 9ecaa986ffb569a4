//! The table.

use super::season::Overview;

impl Overview {
    /// A row per person and session, by id and time: `person,date,start,end,title,where,with`, times local.
    ///
    /// # Errors
    ///
    /// [`csv::Error`] when the table cannot be written, which takes a lack of memory.
    pub fn csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["person", "date", "start", "end", "title", "where", "with"])?;
        for (id, list) in &self.people {
            for entry in list {
                let (start, end) = (entry.span.start(), entry.span.end());
                writer.write_record([
                    id.as_str(),
                    &start.format("%Y-%m-%d").to_string(),
                    &start.format("%Y-%m-%dT%H:%M").to_string(),
                    &end.format("%Y-%m-%dT%H:%M").to_string(),
                    &entry.title,
                    &entry.places,
                    &entry.company,
                ])?;
            }
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
