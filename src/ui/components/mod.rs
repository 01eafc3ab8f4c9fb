//! Parts of pages: each a function of its props.

pub mod answer_fields;
pub mod contacts;
pub mod criteria;
pub mod error_summary;
pub mod frame;
pub mod ladder;
pub mod number_field;
pub mod options_field;
pub mod share;
pub mod staircase;
pub mod support_card;
pub mod why;
