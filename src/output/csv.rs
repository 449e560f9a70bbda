//! CSV: one row per mention, quantity and time, in the order of the text within each.
//!
//! | columns | of rows | what |
//! | --- | --- | --- |
//! | `id` | all | the article's |
//! | `type` | all | `mention`, `quantity` or `time` |
//! | `text`, `start`, `end` | all | as in the JSON |
//! | `kind`, `confidence`, `source`, `block` | mentions | as in the JSON |
//! | `entity`, `name` | mentions | the entity's number and fullest name |
//! | `min`, `max`, `unit`, `of`, `bound`, `metric`, `direction`, `mode`, `rate`, `holder`, `status` | quantities | as in the JSON |
//! | `period`, `from`, `to` | quantities | the period as written and its ends |
//! | `value` | times | ISO 8601 |
//!
//! What does not apply or is not known is empty. Texts are never changed; a program that takes cells for formulas
//! should be told to read this as text.

use std::io;

use serde::Serialize;

use crate::article::BlockKind;
use crate::extraction::Extraction;
use crate::mention::{EntityKind, Mention, MentionSource};
use crate::quantity::{Bound, Direction, Mode, Quantity, Status, Time};

/// The first line, also of a file without rows.
#[rustfmt::skip]
pub const COLUMNS: [&str; 26] = [
    "id", "type", "kind", "text", "start", "end", "confidence", "entity", "name", "source", "block",
    "min", "max", "unit", "of", "bound", "metric", "direction", "mode", "rate", "period", "from", "to",
    "holder", "status", "value",
];

/// Writes articles' results as rows of one CSV file.
#[derive(Debug)]
pub struct Writer<W: io::Write> {
    rows: ::csv::Writer<W>,
    header_written: bool,
}

/// One line. The order of fields is that of [`COLUMNS`].
#[derive(Default, Serialize)]
struct Row<'a> {
    id: Option<&'a str>,
    r#type: &'static str,
    kind: Option<EntityKind>,
    text: &'a str,
    start: usize,
    end: usize,
    confidence: Option<f32>,
    entity: Option<usize>,
    name: Option<&'a str>,
    source: Option<MentionSource>,
    block: Option<BlockKind>,
    min: Option<f64>,
    max: Option<f64>,
    unit: Option<&'a str>,
    of: Option<&'a str>,
    bound: Option<Bound>,
    metric: Option<&'a str>,
    direction: Option<Direction>,
    mode: Option<Mode>,
    rate: Option<&'a str>,
    period: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
    holder: Option<&'a str>,
    status: Option<Status>,
    value: Option<&'a str>,
}

impl<W: io::Write> Writer<W> {
    /// Writes to `out`; the header comes with the first article or at the end.
    pub fn new(out: W) -> Self {
        let rows = ::csv::WriterBuilder::new().has_headers(false).from_writer(out);
        Writer { rows, header_written: false }
    }

    /// Writes one article's rows.
    pub fn write(&mut self, extraction: &Extraction) -> io::Result<()> {
        self.write_header()?;
        let id = extraction.id.as_deref();
        let mentions = extraction.mentions.iter().map(|mention| mention_row(mention, extraction));
        let quantities = extraction.quantities.iter().map(quantity_row);
        let times = extraction.times.iter().map(time_row);
        for row in mentions.chain(quantities).chain(times) {
            self.rows.serialize(Row { id, ..row })?;
        }
        // So that rows are out when the caller flushes, whatever the CSV writer buffers.
        self.rows.flush()
    }

    /// Gives the output back, flushed.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_header()?;
        self.rows.into_inner().map_err(|error| error.into_error())
    }

    fn write_header(&mut self) -> io::Result<()> {
        if !self.header_written {
            self.rows.write_record(COLUMNS)?;
            self.header_written = true;
        }
        Ok(())
    }
}

fn mention_row<'a>(mention: &'a Mention, extraction: &'a Extraction) -> Row<'a> {
    let entity = mention.entity.and_then(|id| extraction.entities.get(id));
    Row {
        r#type: "mention",
        kind: Some(mention.kind),
        text: &mention.text,
        start: mention.start,
        end: mention.end,
        confidence: Some(mention.confidence),
        entity: mention.entity,
        name: entity.map(|entity| entity.name.as_str()),
        source: Some(mention.source),
        block: Some(mention.block),
        ..Row::default()
    }
}

fn quantity_row(quantity: &Quantity) -> Row<'_> {
    let period = quantity.period.as_ref();
    Row {
        r#type: "quantity",
        text: &quantity.text,
        start: quantity.start,
        end: quantity.end,
        min: quantity.min,
        max: quantity.max,
        unit: Some(&quantity.unit),
        of: quantity.of.as_deref(),
        bound: Some(quantity.bound),
        metric: quantity.metric.as_deref(),
        direction: quantity.direction,
        mode: quantity.mode,
        rate: quantity.rate.as_deref(),
        period: period.map(|period| period.text.as_str()),
        from: period.and_then(|period| period.from.as_deref()),
        to: period.and_then(|period| period.to.as_deref()),
        holder: quantity.holder.as_deref(),
        status: Some(quantity.status),
        block: Some(quantity.block),
        ..Row::default()
    }
}

fn time_row(time: &Time) -> Row<'_> {
    Row {
        r#type: "time",
        text: &time.text,
        start: time.start,
        end: time.end,
        value: Some(&time.value),
        block: Some(time.block),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::summary::fixture;

    fn written(extractions: &[Extraction]) -> String {
        let mut writer = Writer::new(Vec::new());
        extractions.iter().for_each(|extraction| writer.write(extraction).expect("writes to memory"));
        String::from_utf8(writer.finish().expect("writes to memory")).expect("is UTF-8")
    }

    #[test]
    fn columns_are_the_fields_of_a_row_in_order() {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.serialize(Row::default()).expect("writes to memory");
        let text = String::from_utf8(writer.into_inner().expect("writes to memory")).expect("is UTF-8");
        assert_eq!(text.lines().next(), Some(COLUMNS.join(",").as_str()));
    }

    #[test]
    fn rows_of_every_type() {
        let mut extraction = fixture::extraction();
        extraction.mentions.truncate(1);
        extraction.quantities.truncate(1);
        extraction.times = vec![Time {
            text: "sáng \"21/1\"".into(),
            start: 0,
            end: 3,
            value: "--01-21".into(),
            block: BlockKind::Body,
        }];
        let text = written(&[extraction]);
        let rows: Vec<&str> = text.lines().skip(1).collect();
        let want = [
            "a1,mention,LOC,Hà Nội,0,9,0.5,0,Thủ đô Hà Nội,model,title,,,,,,,,,,,,,,,",
            "a1,quantity,,11%,26,29,,,,,body,11.0,,percent,,at_least,tăng trưởng,increase,by,,nhiệm kỳ 2025-2030,2025,2030,\
             Thủ đô Hà Nội,target,",
            "a1,time,,\"sáng \"\"21/1\"\"\",0,3,,,,,body,,,,,,,,,,,,,,,--01-21",
        ];
        assert_eq!(rows, want);
    }

    #[test]
    fn the_header_is_written_once() {
        assert_eq!(written(&[]), format!("{}\n", COLUMNS.join(",")));
        assert_eq!(written(&[fixture::extraction(), fixture::extraction()]).matches("id,type").count(), 1);
    }
}
