//! Parts of pages: each a function of its props.

pub mod answer_fields;
pub mod answer_list;
pub mod button;
pub mod contacts;
pub mod criteria;
pub mod error_summary;
pub mod filters;
pub mod frame;
pub mod ladder;
pub mod load_file;
pub mod number_field;
pub mod options_field;
pub mod print_panel;
pub mod qr;
pub mod quick_note;
pub mod seal;
pub mod share;
pub mod sheet;
pub mod staircase;
pub mod support_card;
pub mod turns;
pub mod waiting;
pub mod ways_out;
pub mod what_if;
pub mod why;
