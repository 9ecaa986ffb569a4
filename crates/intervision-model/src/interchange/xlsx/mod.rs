//! Rosters as workbooks of a spreadsheet (Office Open XML, ISO/IEC 29500, `.xlsx`): bytes in, a checked roster out, and back.

mod cells;
mod read;
mod write;

pub use read::read_roster_xlsx;
pub use write::write_roster_xlsx;
