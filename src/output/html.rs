//! placeholder
use std::io;
use crate::{article::Article, extraction::Extraction};
/// x
#[derive(Debug)]
pub struct Writer<W: io::Write>(W);
impl<W: io::Write> Writer<W> {
    /// x
    pub fn new(w: W) -> Self { Writer(w) }
    /// x
    pub fn write(&mut self, _: &Article, _: &Extraction) -> io::Result<()> { Ok(()) }
    /// x
    pub fn finish(self) -> io::Result<W> { Ok(self.0) }
}
