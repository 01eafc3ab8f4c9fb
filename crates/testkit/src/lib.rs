//! Shared by tests, benches and fuzz targets: random packs and firms, the oracle that enumerates, and the readers that are fed with hostile bytes.

pub mod answer;
pub mod case;
pub mod generate;
#[cfg(feature = "hostile")]
pub mod hostile;
pub mod naive;
pub mod rng;
pub mod shrink;
pub mod subjects;
pub mod tell;
pub mod visitor;
