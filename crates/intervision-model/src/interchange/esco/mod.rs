//! Skills of ESCO, the European classification of *Skills, Competences and Occupations*, version 1.2: the table of skills as it
//! is published (CSV, one language) comes in; concepts that can be looked up, and proposals which of them a framework's
//! competencies correspond to, go out.

mod skills;
mod suggest;

pub use skills::{EscoSkill, EscoSkills, read_esco_skills};
