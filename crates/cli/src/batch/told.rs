//! One row of a result for people: what a firm may have, what it lacks for the next rung, and whom to call.

use super::words::BatchWords;
use zice_core::catalogue::{AgencyId, Catalogue};
use zice_core::date::Date;
use zice_core::explanations::order;
use zice_core::facts::Answers;
use zice_core::report::{Report, Status, SupportReport};
use zice_core::rules::verdict::{Line, Verdict};
use zice_core::shown;
use zice_core::text::Words;

/// The agencies that are named in a row.
const MOST_AGENCIES: usize = 3;

/// Whose report is told.
#[derive(Clone, Copy)]
pub struct Firm<'a> {
    /// The pack.
    pub catalogue: &'a Catalogue,
    /// What the firm answered.
    pub answers: &'a Answers,
    /// What comes of it.
    pub report: &'a Report,
    /// The day of assessment.
    pub day: Date,
    /// The language.
    pub words: &'static BatchWords,
}

/// The verdicts that are counted, in the order of their columns.
pub const COUNTED: [Verdict; 4] = [Verdict::Qualifies, Verdict::Review, Verdict::Undetermined, Verdict::NotYet];

impl<'a> Firm<'a> {
    /// The wording of the page.
    pub fn page(&self) -> &'static Words {
        Words::of(self.words.language)
    }

    /// The size classes still possible.
    pub fn size(&self) -> String {
        shown::sizes(self.page(), &self.report.size)
    }

    /// Where it stands on the ladder.
    pub fn standing(&self) -> &'static str {
        self.report.ladder.as_ref().map_or("", |ladder| shown::standing(self.catalogue, self.page(), ladder.standing))
    }

    /// How many supports have each verdict of [`COUNTED`].
    pub fn counts(&self) -> [usize; 4] {
        COUNTED.map(|verdict| self.report.count(verdict))
    }

    /// The supports of a verdict, the most useful first.
    pub fn supports(&self, verdict: Verdict) -> impl Iterator<Item = &'a SupportReport> {
        let report = self.report;
        order::by_use(self.catalogue, report, verdict).into_iter().map(|place| &report.supports[place])
    }

    /// A support's name, with what must be known of its dates.
    pub fn name(&self, support: &SupportReport) -> String {
        let words = self.page();
        let name = self.catalogue.supports[support.support.index()].name.get(self.words.language);
        let upcoming = (support.status == Status::Upcoming).then(|| (words.status)(support.status).to_owned());
        let left = support.days_left.map(|days| (words.days_left)(days));
        let notes: Vec<String> = upcoming.into_iter().chain(left).collect();
        if notes.is_empty() { name.to_owned() } else { format!("{name}{}", (words.in_brackets)(&notes.join(self.words.list))) }
    }

    fn names(&self, verdict: Verdict) -> String {
        self.supports(verdict).map(|support| self.name(support)).collect::<Vec<_>>().join(self.words.list)
    }

    /// The next rung, and what stands between the firm and it, condition by condition.
    pub fn next_rung(&self) -> Option<(&'static str, Vec<String>)> {
        let (place, rung) = shown::next_rung(self.report).filter(|_| !self.report.unregistered)?;
        let lines: Vec<Line> = rung.assessment.lines().collect();
        let told = |line: &Line| shown::way_out(self.catalogue, self.page(), self.answers, self.day, *line);
        Some((self.catalogue.rungs[place].name.get(self.words.language), shown::in_the_way(&lines).iter().map(told).collect()))
    }

    /// What keeps the firm from the next rung, with the distance; of what is not known only how much it is: a row is no questionnaire.
    fn lacks(&self) -> String {
        let Some((place, rung)) = shown::next_rung(self.report).filter(|_| !self.report.unregistered) else { return String::new() };
        let words = self.page();
        let lines: Vec<Line> = rung.assessment.lines().collect();
        let failing = lines.iter().filter(|line| line.fails());
        let mut told: Vec<String> = failing.map(|line| shown::way_out(self.catalogue, words, self.answers, self.day, *line)).collect();
        let open = lines.iter().filter(|line| line.is_open()).count();
        told.extend((open != 0).then(|| (self.words.result.open_lines)(open)));
        if told.is_empty() {
            return String::new();
        }
        let name = self.catalogue.rungs[place].name.get(self.words.language);
        format!("{}{}{}", (words.ladder_to)(name), words.colon, told.join(self.words.and))
    }

    /// The agencies of what the firm may have, whom to call first, with the supports.
    pub fn contacts(&self) -> Vec<(AgencyId, Vec<String>)> {
        let contacts = self.report.contacts_for(|verdict| matches!(verdict, Verdict::Qualifies | Verdict::Review));
        let name =
            |support: &zice_core::catalogue::SupportId| self.catalogue.supports[support.index()].name.get(self.words.language).to_owned();
        let ordered = order::by_calling(self.catalogue, self.answers, contacts).into_iter();
        ordered.map(|contact| (contact.agency, contact.supports.iter().map(name).collect())).collect()
    }

    /// An agency with what is known of its numbers.
    pub fn agency(&self, id: AgencyId) -> String {
        let (words, language) = (self.page(), self.words.language);
        let about = self.catalogue.agency(id);
        let county = order::place(self.catalogue, self.answers).and_then(|place| place.county).zip(about.county);
        let office = county.map(|(county, office)| office.get(language).replace("{county}", county.get(language)));
        let local = order::office(self.catalogue, self.answers, id).map(|local| local.telephone.to_owned());
        let hotline = about.hotline.map(|hotline| format!("{} {hotline}", words.contacts_hotline));
        let known: Vec<String> = office.into_iter().chain(local).chain(hotline).collect();
        let name = about.name.get(language);
        if known.is_empty() { name.to_owned() } else { format!("{name}{}", (words.in_brackets)(&known.join(self.words.list))) }
    }

    fn call(&self) -> String {
        let contacts = self.contacts();
        contacts.iter().take(MOST_AGENCIES).map(|(agency, _)| self.agency(*agency)).collect::<Vec<_>>().join(self.words.and)
    }

    /// What stands in the columns of `ResultWords::rest` between the error and the notes: two texts, four counts, four texts.
    pub fn row(&self) -> ([String; 2], [usize; 4], [String; 4]) {
        let texts = [self.names(Verdict::Qualifies), self.names(Verdict::Review), self.lacks(), self.call()];
        ([self.size(), self.standing().to_owned()], self.counts(), texts)
    }
}
