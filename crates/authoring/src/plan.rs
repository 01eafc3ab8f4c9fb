//! The plan's text, and its articles extracted by program.
//!
//! The published text is broken by pages: a page's header stands inside sentences, bold marks and half-width brackets come from the conversion.
//! Normalising removes exactly those; every other character stays. Quotes are compared with the normalised text.

use super::said::{Said, compiling as said};

/// The plan, article by article.
#[derive(Clone, Default, Debug)]
pub struct Plan {
    /// Articles in order; their numbers are 1, 2, 3 …
    pub articles: Vec<PlanArticle>,
}

/// One article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanArticle {
    /// 1 to 25.
    pub number: u8,
    /// Heading, without the number and the full stop.
    pub title: String,
    /// Everything after the heading and before the agencies, paragraphs separated by a line feed.
    pub text: String,
    /// 责任单位, as spelt.
    pub agencies: Vec<String>,
    /// The bracket the agencies were read from, verbatim.
    pub responsible: String,
}

const HEADER: &str = "西双版纳州工业和信息化局行政规范性文件";
const DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

impl Plan {
    /// Finds the articles in the published text.
    ///
    /// # Errors
    /// When the articles are not numbered one after the other, or one has no title or agencies; says which.
    pub fn extract(source: &str) -> Result<Plan, Said> {
        let mut articles: Vec<PlanArticle> = Vec::new();
        let mut bodies: Vec<String> = Vec::new();
        for paragraph in normalise(source) {
            if let Some((number, body)) = article_start(&paragraph) {
                if usize::from(number) != bodies.len() + 1 {
                    return Err(said::article_follows(number, bodies.len()));
                }
                bodies.push(body.to_owned());
            } else if is_section(&paragraph) {
                continue;
            } else if let Some(last) = bodies.last_mut() {
                last.push('\n');
                last.push_str(&paragraph);
            }
        }
        for (index, body) in bodies.iter().enumerate() {
            articles.push(article(index + 1, body)?);
        }
        if articles.is_empty() {
            return Err(said::no_article());
        }
        Ok(Plan { articles })
    }

    /// The article of this number.
    pub fn article(&self, number: u8) -> Option<&PlanArticle> {
        self.articles.iter().find(|article| article.number == number)
    }
}

/// Paragraphs with headers, bold marks and page breaks removed and half-width brackets made full-width.
fn normalise(source: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut joined = true;
    for line in source.lines() {
        let line: String = line
            .replace("**", "")
            .trim()
            .chars()
            .map(|c| match c {
                '(' => '（',
                ')' => '）',
                other => other,
            })
            .collect();
        if line.is_empty() || line == HEADER {
            continue;
        }
        let starts = article_start(&line).is_some() || is_section(&line);
        match paragraphs.last_mut() {
            Some(last) if !starts && (joined || !ends_paragraph(last)) => last.push_str(&line),
            _ => paragraphs.push(line),
        }
        joined = paragraphs.last().is_some_and(|last| !ends_paragraph(last));
    }
    paragraphs
}

fn ends_paragraph(text: &str) -> bool {
    text.ends_with(['。', '）', '：']) || is_section(text)
}

/// `（十四） 完善…` → 14 and the rest.
fn article_start(paragraph: &str) -> Option<(u8, &str)> {
    let (numeral, rest) = paragraph.strip_prefix('（')?.split_once('）')?;
    Some((chinese_number(numeral)?, rest.trim_start()))
}

/// `三、完善…`: the heading of a group of articles.
fn is_section(paragraph: &str) -> bool {
    paragraph
        .split_once('、')
        .is_some_and(|(numeral, rest)| chinese_number(numeral).is_some() && rest.chars().count() < 30 && !rest.contains('。'))
}

fn chinese_number(numeral: &str) -> Option<u8> {
    let digits: Vec<u8> =
        numeral.chars().map(|c| DIGITS.iter().position(|&d| d == c).and_then(|i| u8::try_from(i + 1).ok())).collect::<Option<_>>()?;
    match digits[..] {
        [n] => Some(n),
        [10, ones] if ones < 10 => Some(10 + ones),
        [tens, 10] if tens < 10 => Some(tens * 10),
        [tens, 10, ones] if tens < 10 && ones < 10 => Some(tens * 10 + ones),
        _ => None,
    }
}

fn article(number: usize, body: &str) -> Result<PlanArticle, Said> {
    let (title, rest) = body.split_once('。').ok_or_else(|| said::article_title(number))?;
    let open = last_bracket(rest).ok_or_else(|| said::article_agencies(number))?;
    let responsible = rest[open..].trim().to_owned();
    let inner = responsible.trim_start_matches('（').trim_end_matches(['）', '。']).trim_start_matches("责任单位：");
    let listed = inner
        .strip_suffix("按照职责分工负责")
        .or_else(|| inner.strip_suffix("按职责分工负责"))
        .ok_or_else(|| said::article_responsible(number, &responsible))?;
    let agencies = listed.split(['、', '，']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    Ok(PlanArticle {
        number: u8::try_from(number).map_err(|_| said::too_many_articles())?,
        title: title.to_owned(),
        text: rest[..open].trim().to_owned(),
        agencies,
        responsible,
    })
}

/// Where the last bracket opens that is not inside another.
fn last_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().rev().find_map(|(index, c)| {
        match c {
            '）' => depth += 1,
            '（' => depth -= 1,
            _ => {}
        }
        (c == '（' && depth == 0).then_some(index)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = include_str!("../../../seeds/plan/source.txt");

    #[test]
    fn all_articles_are_found() {
        let plan = Plan::extract(SOURCE).expect("the plan");
        let titles: Vec<&str> = plan.articles.iter().map(|a| a.title.as_str()).collect();
        assert_eq!(titles.len(), 25);
        assert_eq!(titles[0], "完善政策法规体系");
        assert_eq!(titles[6], "建立减税降费长效机制");
        assert_eq!(titles[13], "完善创业扶持制度");
        assert_eq!(titles[24], "完善决策保障工作机制");
    }

    #[test]
    fn sentences_broken_by_a_page_are_whole() {
        let plan = Plan::extract(SOURCE).expect("the plan");
        let text = |n| plan.article(n).map(|a| a.text.clone()).unwrap_or_default();
        assert!(text(2).contains("实现大中小企业和各种所有制经济权利平等"));
        assert!(text(6).contains("研究我州设立中小企业发展基金的可行性"));
        assert!(text(8).contains("只需出具《中小企业声明函》作为中小企业身份证明文件"));
        assert!(text(24).contains("建立落实领导小组议定事项内部责任制"));
        for article in &plan.articles {
            assert!(!article.text.contains("**") && !article.text.contains(HEADER) && !article.text.contains(['(', ')']), "{article:?}");
        }
    }

    #[test]
    fn agencies_are_read_as_spelt() {
        let plan = Plan::extract(SOURCE).expect("the plan");
        let agencies = |n| plan.article(n).map(|a| a.agencies.join("|")).unwrap_or_default();
        assert_eq!(agencies(6), "州工业和信息化局|州财政局|各县（市）人民政府");
        assert_eq!(agencies(22), "州市场监管局|州委宣传部|州文化和旅游局|州农业农村局|州林业和草原局");
        assert_eq!(agencies(25), "州加快民营经济发展工作领导小组各成员单位|各县（市）人民政府");
    }
}
