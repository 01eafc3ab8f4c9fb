//! The core of 惠企自测: facts, conditions, verdicts, reports, and the words for them. It reads no file, knows no clock and no browser, so what it says
//! is a function of catalogue, answers and date alone.

pub mod catalogue;
pub mod date;
pub mod explanations;
pub mod facts;
pub mod figures;
pub mod journey;
pub mod ladder;
pub mod link;
pub mod order;
pub mod profile;
pub mod report;
pub mod rules;
pub mod screens;
pub mod session;
pub mod settings;
pub mod shown;
pub mod text;
pub mod units;
pub mod worth;
pub mod written;
