//! The address of the page, and the one list of options that it may carry on.
//!
//! A link, a code, a sheet and the page opened anew are made of what stands in these lists, and of nothing else that the address at hand happens to hold:
//! portals open pages with tickets and user names, apps add parameters of their own, and a counter's mode would make a visitor's telephone one.

/// Options of the page's look and content: whoever opens a link sees the same page.
const SHARED: [&str; 5] = ["lang", "theme", "topics", "pack", "pack-sha256"];
/// Options of the place where the page stands: they stay with the page, and go into no link.
const OF_THE_PLACE: [&str; 7] = ["mode", "step", "idle", "embed", "host", "scheme", "chrome"];
/// How often the page was opened anew.
const AGAIN: &str = "again";
/// Says that a link carries answers: some servers lose what stands behind the `#`, and then the page can say so.
pub const MARK: &str = "l";
/// The page for browsers of before 2022 (assets/start.js leads them there), which need not be whoever opens the link.
const OLDER: &str = "older.html";

/// A link that carries answers; `here` is the whole address of the page, `public` the one that the portal has named.
pub fn shared(here: &str, public: Option<&str>, fragment: &str) -> String {
    let bare = match public {
        // The portal has written it; its query is wanted.
        Some(public) => public.split('#').next().unwrap_or_default().to_owned(),
        None => {
            let path = here.split(['?', '#']).next().unwrap_or_default();
            format!("{}{}", path.strip_suffix(OLDER).unwrap_or(path), query(&carried(search(here), &SHARED)))
        }
    };
    let joint = if bare.contains('?') { '&' } else { '?' };
    format!("{bare}{joint}{MARK}#p={fragment}")
}

/// The address of the page as one that the browser loads anew: a fragment alone would not leave the page that stands there.
pub fn anew(here: &str, fragment: Option<&str>) -> String {
    let path = here.split(['?', '#']).next().unwrap_or_default();
    let search = search(here);
    let before = pairs(search).filter(|(name, _)| *name == AGAIN).filter_map(|(_, count)| count.parse::<u16>().ok()).max();
    let mut options = [carried(search, &SHARED), carried(search, &OF_THE_PLACE)].concat();
    options.push(format!("{AGAIN}={}", before.unwrap_or(0).saturating_add(1)));
    let fragment = fragment.map_or_else(String::new, |fragment| format!("#p={fragment}"));
    format!("{path}{}{fragment}", query(&options))
}

/// The address without its fragment and without the mark of a link, whose answers have arrived.
pub fn arrived(here: &str) -> String {
    let bare = here.split('#').next().unwrap_or_default();
    let path = bare.split('?').next().unwrap_or_default();
    let left: Vec<String> = search(bare).split('&').filter(|pair| !pair.is_empty() && *pair != MARK).map(str::to_owned).collect();
    format!("{path}{}", query(&left))
}

/// Whether the address is that of a link whose answers did not arrive.
pub fn lost(here: &str) -> bool {
    !here.contains('#') && search(here).split('&').any(|pair| pair == MARK || pair == "l=")
}

/// What stands behind the `?`.
fn search(here: &str) -> &str {
    here.split('#').next().and_then(|bare| bare.split_once('?')).map_or("", |(_, search)| search)
}

fn pairs(search: &str) -> impl Iterator<Item = (&str, &str)> {
    search.split('&').filter_map(|pair| pair.split_once('='))
}

/// The options of a list that the query holds, each once, in the order of the list; only with a value that such an option can have.
fn carried(search: &str, list: &[&str]) -> Vec<String> {
    let of = |name: &&str| pairs(search).find(|(key, value)| key == name && plausible(key, value));
    list.iter().filter_map(of).map(|(name, value)| format!("{name}={value}")).collect()
}

/// No option has another value: what a stranger puts in the place of one is not carried either.
fn plausible(name: &str, value: &str) -> bool {
    let longest = if name == "host" { 255 } else { 64 };
    // The comma of `topics` comes escaped or not.
    let letters = value.replace("%2C", ",").replace("%2c", ",");
    let mut letters = letters.chars();
    match name {
        _ if value.is_empty() || longest < value.len() => false,
        "lang" => matches!(value, "zh" | "en"),
        "host" => letters.all(|c| c.is_ascii_alphanumeric() || "%:/.-[]".contains(c)),
        "idle" => letters.all(|c| c.is_ascii_digit()),
        "pack-sha256" => value.len() == 64 && letters.all(|c| c.is_ascii_hexdigit()),
        "topics" => letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-,".contains(c)),
        "pack" => letters.all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)),
        _ => letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c)),
    }
}

fn query(options: &[String]) -> String {
    if options.is_empty() { String::new() } else { format!("?{}", options.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://portal.example/zice/";

    #[test]
    fn a_link_carries_options_of_the_page_and_nothing_else() {
        for (search, carried) in [
            ("", "?l"),
            ("?mode=counter&idle=90", "?l"),
            ("?embed=auto&host=https%3A%2F%2Fportal.example&scheme=dark&chrome=bare&again=3", "?l"),
            ("?from=singlemessage&isappinstalled=0&ticket=ST-12345&userId=530000&token=eyJhbGciOi", "?l"),
            ("?nsukey=AAAA%2F%2F&code=0&state=x&lang=en", "?lang=en&l"),
            ("?theme=red&topics=tax,finance&lang=en&lang=zh", "?lang=en&theme=red&topics=tax,finance&l"),
            ("?topics=tax%2Cfinance", "?topics=tax%2Cfinance&l"),
            ("?pack=other.zice&pack-sha256=", "?pack=other.zice&l"),
            // Strange values of our own options are strange all the same.
            ("?lang=ST-12345&theme=eyJhbGciOi.J9&topics=530000%20A&pack=../x&Lang=en", "?l"),
            ("?l&l=&l=5", "?l"),
        ] {
            assert_eq!(shared(&format!("{SITE}{search}"), None, "AQ"), format!("{SITE}{carried}#p=AQ"), "{search}");
            assert_eq!(shared(&format!("{SITE}{search}#p=old"), None, "AQ"), format!("{SITE}{carried}#p=AQ"), "{search}");
        }
        let hash = "ab".repeat(32);
        assert_eq!(
            shared(&format!("{SITE}?pack=a.zice&pack-sha256={hash}"), None, "AQ"),
            format!("{SITE}?pack=a.zice&pack-sha256={hash}&l#p=AQ")
        );
        assert_eq!(shared("https://a.example/older.html?lang=en", None, "AQ"), "https://a.example/?lang=en&l#p=AQ");
        assert_eq!(shared("https://a.example/index.html", None, "AQ"), "https://a.example/index.html?l#p=AQ");
        assert_eq!(shared(&format!("{SITE}?ticket=1"), Some("https://b.example/?a=1#x"), "AQ"), "https://b.example/?a=1&l#p=AQ");
        assert_eq!(shared(&format!("{SITE}?ticket=1"), Some("https://b.example/"), "AQ"), "https://b.example/?l#p=AQ");
    }

    #[test]
    fn opened_anew_the_page_stays_where_it_stands() {
        for (search, after) in [
            ("", "?again=1"),
            ("?mode=counter&idle=90&ticket=ST-1", "?mode=counter&idle=90&again=1"),
            (
                "?host=https%3A%2F%2Fportal.example&embed=auto&lang=en&again=4&again=2",
                "?lang=en&embed=auto&host=https%3A%2F%2Fportal.example&again=5",
            ),
            ("?again=65535", "?again=65535"),
            ("?again=soon", "?again=1"),
        ] {
            assert_eq!(anew(&format!("{SITE}{search}"), None), format!("{SITE}{after}"), "{search}");
            assert_eq!(anew(&format!("{SITE}{search}#p=x"), Some("AQ")), format!("{SITE}{after}#p=AQ"), "{search}");
        }
    }

    #[test]
    fn a_mark_without_answers_says_that_they_were_lost() {
        for (address, is_lost, after) in [
            ("https://a.example/?l", true, "https://a.example/"),
            ("https://a.example/?lang=en&l", true, "https://a.example/?lang=en"),
            ("https://a.example/?l=&x=1", true, "https://a.example/?l=&x=1"),
            ("https://a.example/?l#p=AQ", false, "https://a.example/"),
            ("https://a.example/?lang=en#p=AQ", false, "https://a.example/?lang=en"),
            ("https://a.example/", false, "https://a.example/"),
        ] {
            assert_eq!((lost(address), arrived(address).as_str()), (is_lost, after), "{address}");
        }
    }
}
