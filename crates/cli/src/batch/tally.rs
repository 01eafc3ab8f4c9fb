//! How many firms have which verdict on which support, county by county.

use super::told::Firm;
use zice_core::catalogue::Catalogue;
use zice_core::facts::FactValue;
use zice_core::rules::verdict::Verdict;

/// The verdicts that are counted for a support.
pub const VERDICTS: [Verdict; 3] = [Verdict::Qualifies, Verdict::Review, Verdict::Undetermined];

/// Counts for every place: the options of the fact that names it, and at the end the firms that do not say.
pub struct Tally {
    /// Firms of each place.
    pub firms: Vec<u32>,
    /// For each support, for each place, the firms of each of [`VERDICTS`].
    pub supports: Vec<Vec<[u32; 3]>>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(catalogue: &Catalogue) -> Tally {
        let places = catalogue.fact(catalogue.place_fact).options.len() + 1;
        Tally { firms: vec![0; places], supports: vec![vec![[0; 3]; places]; catalogue.supports.len()] }
    }

    /// One firm more.
    pub fn count(&mut self, firm: &Firm<'_>) {
        let last = self.firms.len() - 1;
        let place = match firm.answers.value(firm.catalogue.place_fact) {
            Some(FactValue::Option(option)) => usize::from(option).min(last),
            _ => last,
        };
        self.firms[place] += 1;
        for support in &firm.report.supports {
            let verdict = VERDICTS.iter().position(|verdict| support.verdict() == Some(*verdict));
            if let Some(verdict) = verdict {
                self.supports[support.support.index()][place][verdict] += 1;
            }
        }
    }

    /// The sum over all places.
    pub fn all(of_places: &[[u32; 3]]) -> [u32; 3] {
        of_places.iter().fold([0; 3], |sum, counts| [0, 1, 2].map(|verdict| sum[verdict] + counts[verdict]))
    }
}
