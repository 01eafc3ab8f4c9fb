//! Agencies of a support are among the 责任单位 of its article, or a note says why another is named.

use super::Lint;
use crate::said::linting as said;
use zice_core::catalogue::AgencyId;

/// Compares the agencies of every support with its article.
pub fn lint(lint: &mut Lint<'_>) {
    let catalogue = lint.catalogue;
    for support in &catalogue.supports {
        let file = format!("supports/{}.toml", support.id);
        let Some(article) = catalogue.articles.iter().find(|article| article.number == support.article) else { continue };
        let named: Vec<AgencyId> = [support.lead].into_iter().chain(support.with.iter().copied()).collect();
        let outside: Vec<AgencyId> = named.iter().copied().filter(|agency| !article.agencies.contains(agency)).collect();
        let right = || article.agencies.iter().map(|&agency| catalogue.agency(agency).id).collect::<Vec<_>>().join(", ");
        match (outside.first(), support.agency_note) {
            (Some(&agency), None) => {
                let id = catalogue.agency(agency).id;
                let message = said::agency_outside(id, support.article, right());
                lint.near(&file, &format!("\"{id}\""), message);
            }
            (None, Some(_)) => lint.near(&file, "agency_note", said::agency_note()),
            _ => {}
        }
        if named.iter().enumerate().any(|(place, agency)| named[..place].contains(agency)) {
            lint.near(&file, "with", said::agency_twice());
        }
    }
    known(lint);
}

/// Every agency comes from the plan, or a place names it.
fn known(lint: &mut Lint<'_>) {
    let seeds = lint.seeds;
    for agency in &seeds.agencies.agency {
        let needle = format!("id = \"{}\"", agency.id);
        for name in &agency.plan_names {
            if !lint.plan.articles.iter().any(|article| article.agencies.contains(name)) {
                lint.near("agencies.toml", &format!("\"{name}\""), said::plan_name(name));
            }
        }
        let of_place = seeds.agencies.place.iter().any(|place| place.first.as_ref() == Some(&agency.id));
        if agency.plan_names.is_empty() && !of_place {
            lint.near("agencies.toml", &needle, said::agency_unused(&agency.id));
        }
        if matches!(agency.confidence.as_str(), "C" | "D")
            && !agency.today.as_ref().is_some_and(|today| today.zh.contains("以主管部门最新文件为准"))
        {
            lint.near("agencies.toml", &needle, said::agency_caution(&agency.id, &agency.confidence));
        }
    }
}
