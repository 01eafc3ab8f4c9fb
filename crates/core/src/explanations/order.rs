//! Which supports and agencies are read first: within each verdict the most useful to a firm, and whom to call before whom.
//!
//! In force comes before what is not, always. Then: of what is open, the support that the fewest answers would settle; of what is not met, the
//! one that the fewest conditions separate; then the topics in the order of the pack (money first), and the pack's own order.

use crate::catalogue::{AgencyId, Catalogue, LocalContact, Place};
use crate::facts::{Answers, FactValue};
use crate::report::{Contact, Report, Status, SupportReport};
use crate::rules::verdict::Verdict;

/// Places in the report's list of the supports of a verdict, the most useful first.
pub fn by_use(catalogue: &Catalogue, report: &Report, verdict: Verdict) -> Vec<usize> {
    let members = (0..report.supports.len()).filter(|&index| report.supports[index].verdict() == Some(verdict));
    let mut members: Vec<usize> = members.collect();
    crate::order::sort_by_key(&mut members, |&index| {
        let support = &report.supports[index];
        (support.status != Status::InForce, distance(support), topic(catalogue, support), index)
    });
    members
}

/// How far the support is from being decided, or from being met.
fn distance(support: &SupportReport) -> u32 {
    let assessment = &support.assessment;
    match assessment.prospect() {
        Verdict::Undetermined => assessment.depends_on.len(),
        Verdict::NotYet => assessment.lines().filter(|line| !line.holds()).map(|line| if line.fails() { 100 } else { 1 }).sum(),
        Verdict::Qualifies | Verdict::Review | Verdict::NotApplicable => 0,
    }
}

/// The first topic that the support belongs to.
pub fn topic(catalogue: &Catalogue, support: &SupportReport) -> usize {
    (0..catalogue.topics.len()).position(|topic| catalogue.is_of_topic(topic, support.support)).unwrap_or(usize::MAX)
}

/// Which supports are shown. Nothing of it is stored.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Filter {
    /// Only those of this topic.
    pub topic: Option<usize>,
    /// Only those that this agency is contacted for.
    pub agency: Option<AgencyId>,
}

impl Filter {
    /// Whether the support is shown.
    pub fn admits(self, catalogue: &Catalogue, support: &SupportReport) -> bool {
        self.topic.is_none_or(|topic| catalogue.is_of_topic(topic, support.support))
            && self.agency.is_none_or(|agency| support.agencies.contains(&agency))
    }
}

/// Contacts in the order of calling: who comes first for the firm's place, then who is asked for most.
pub fn by_calling(catalogue: &Catalogue, answers: &Answers, mut contacts: Vec<Contact>) -> Vec<Contact> {
    let first = place(catalogue, answers).and_then(|place| place.first);
    crate::order::sort_by_key(&mut contacts, |contact| (Some(contact.agency) != first, core::cmp::Reverse(contact.supports.len())));
    contacts
}

/// The firm's place, where it is known and lies in the prefecture.
pub fn place<'a>(catalogue: &'a Catalogue, answers: &Answers) -> Option<&'a Place> {
    match answers.value(catalogue.place_fact) {
        Some(FactValue::Option(option)) => catalogue.places.iter().find(|place| place.option == option),
        _ => None,
    }
}

/// What the deploying portal knows of the agency's office for the firm's place.
pub fn office<'a>(catalogue: &'a Catalogue, answers: &Answers, agency: AgencyId) -> Option<&'a LocalContact> {
    let option = match answers.value(catalogue.place_fact) {
        Some(FactValue::Option(option)) => Some(option),
        _ => None,
    };
    // The county's own number before that of the whole prefecture.
    let of = |place: Option<u8>| catalogue.contacts.iter().find(|contact| contact.agency == agency && contact.place == place);
    option.and_then(|option| of(Some(option))).or_else(|| of(None))
}
