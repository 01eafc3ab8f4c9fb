//! Figures as people write, paste and dictate them: the one reader of the page's fields, of tables and of the command.
//!
//! A text is read exactly or refused with a name for what is wrong; nothing is rounded or guessed. `tests/figures/figures.toml` holds the cases.
//! What is read may be a range (`1500-2000`, `1500以上`). 以上, 以下 and 以内 include the figure that they name, 超过, 不足 and 低于 do not
//! (民法典第一千二百五十九条); where a writer meant 以下 without it, the range read is the wider one, so that no verdict claims more than was said.
//!
//! Longer than usual because the words that stand around a figure are tables here, beside the reader that uses them.

use crate::facts::{DomainError, FactKind, FactValue};
use crate::units::{Quantity, QuantityError, Unit};

/// The longest text that can be a figure, in bytes.
const LONGEST: usize = 160;
/// The most digits of one number.
const MOST_DIGITS: usize = 24;

/// What a text says: a figure where both ends are the same, otherwise a range; an end left out is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// The smallest value.
    pub low: Option<Quantity>,
    /// The largest value.
    pub high: Option<Quantity>,
    /// Whether it stood in the scientific form (`1.5E+03`), to which spreadsheets shorten long figures.
    pub scientific: bool,
}

impl Written {
    const fn exact(quantity: Quantity) -> Written {
        Written { low: Some(quantity), high: Some(quantity), scientific: false }
    }

    /// The value it gives a fact of this kind; open ends are those of the domain.
    ///
    /// # Errors
    /// When it lies outside the domain.
    pub fn value(self, kind: FactKind) -> Result<FactValue, DomainError> {
        let FactKind::Number { min, max, .. } = kind else { return Err(DomainError::Number(QuantityError::NotANumber)) };
        let low = kind.check(self.low.unwrap_or(min))?;
        let high = kind.check(self.high.unwrap_or(max))?;
        if high < low { Err(DomainError::Reversed) } else { Ok(FactValue::Range(low, high)) }
    }
}

/// Reads a figure or a range. For money a bare number is in 万元.
///
/// # Errors
/// What keeps the text from being a figure.
pub fn read(text: &str, unit: Unit) -> Result<Written, QuantityError> {
    read_in(text, Scale { unit, bare: 0 })
}

/// The unit of a figure, and the power of ten by which money without a unit counts: −4 under a header that says 元.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale {
    /// What is counted.
    pub unit: Unit,
    /// 0 for 万元.
    pub bare: i32,
}

/// As [`read`], where a header says in what money stands.
///
/// # Errors
/// What keeps the text from being a figure.
pub fn read_in(text: &str, unit: Scale) -> Result<Written, QuantityError> {
    if LONGEST < text.len() {
        return Err(if text.trim().is_empty() { QuantityError::Empty } else { QuantityError::TooLong });
    }
    let plain = plain(text);
    if plain.is_empty() {
        return Err(QuantityError::Empty);
    }
    if let Some(words) = plain.strip_suffix("..").filter(|low| !low.contains("..")) {
        return bound(words, Bound::AtLeast, unit);
    }
    if let Some(words) = plain.strip_prefix("..").filter(|high| !high.contains("..")) {
        return bound(words, Bound::AtMost, unit);
    }
    let plain = plain.trim_start_matches([':', ',']).trim_end_matches(['.', ',', ';', ':', '!']);
    if plain.is_empty() {
        return Err(QuantityError::NotANumber);
    }
    if FOREIGN.iter().any(|currency| plain.contains(currency)) {
        return Err(QuantityError::ForeignCurrency);
    }
    for (word, kind) in BEFORE {
        if let Some(rest) = plain.strip_prefix(word) {
            return bound(rest, *kind, unit);
        }
    }
    for (word, kind) in BEHIND {
        if let Some(rest) = plain.strip_suffix(word) {
            return bound(rest, *kind, unit);
        }
    }
    if APPROXIMATE.iter().any(|word| plain.contains(word)) || plain.starts_with('~') {
        return Err(QuantityError::Approximate);
    }
    if is_date(plain) {
        return Err(QuantityError::Date);
    }
    match ends(plain) {
        Some((low, high)) => range(low, high, unit),
        None => one(plain, unit).map(|(value, scientific)| Written { scientific, ..Written::exact(value) }),
    }
}

#[derive(Clone, Copy)]
enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// Longer words before those that they begin with.
const BEFORE: &[(&str, Bound)] = &[
    ("大于或等于", Bound::AtLeast),
    ("大于等于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("最少", Bound::AtLeast),
    ("atleast", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("≧", Bound::AtLeast),
    (">=", Bound::AtLeast),
    ("小于或等于", Bound::AtMost),
    ("小于等于", Bound::AtMost),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("atmost", Bound::AtMost),
    ("upto", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("≦", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("超过", Bound::MoreThan),
    ("高于", Bound::MoreThan),
    ("大于", Bound::MoreThan),
    ("多于", Bound::MoreThan),
    ("morethan", Bound::MoreThan),
    (">", Bound::MoreThan),
    ("不足", Bound::LessThan),
    ("不到", Bound::LessThan),
    ("不满", Bound::LessThan),
    ("未满", Bound::LessThan),
    ("低于", Bound::LessThan),
    ("少于", Bound::LessThan),
    ("小于", Bound::LessThan),
    ("lessthan", Bound::LessThan),
    ("<", Bound::LessThan),
];

const BEHIND: &[(&str, Bound)] = &[
    ("及以上", Bound::AtLeast),
    ("(含)以上", Bound::AtLeast),
    ("含以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("ormore", Bound::AtLeast),
    ("+", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("(含)以下", Bound::AtMost),
    ("含以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("orless", Bound::AtMost),
];

/// A figure is not made exact by leaving these out.
const APPROXIMATE: &[&str] = &[
    "约",
    "大概",
    "大致",
    "左右",
    "上下",
    "差不多",
    "将近",
    "接近",
    "近",
    "多",
    "余",
    "几",
    "数",
    "估",
    "来",
    "≈",
    "about",
    "approx",
    "around",
    "roughly",
    "?",
];

const FOREIGN: &[&str] =
    &["$", "€", "£", "美元", "美金", "欧元", "港元", "港币", "英镑", "日元", "泰铢", "基普", "usd", "eur", "hkd", "thb"];

/// Words for a figure below zero; how “亏损 100 以上” or “下降 5%-10%” is meant is not guessed.
const LOSSES: [&str; 6] = ["净亏损", "亏损", "亏", "负增长", "下降", "减少"];

fn bound(rest: &str, kind: Bound, unit: Scale) -> Result<Written, QuantityError> {
    let rest = rest.trim_end_matches(['.', ',', ';']);
    if LOSSES.iter().any(|word| rest.starts_with(word)) {
        return Err(QuantityError::Incomplete);
    }
    if APPROXIMATE.iter().any(|word| rest.contains(word)) {
        return Err(QuantityError::Approximate);
    }
    let (Quantity(value), scientific) = one(rest, unit)?;
    let (low, high) = match kind {
        Bound::AtLeast => (Some(value), None),
        Bound::MoreThan => (value.checked_add(1), None),
        Bound::AtMost => (None, Some(value)),
        Bound::LessThan => (None, value.checked_sub(1)),
    };
    if low.is_none() && high.is_none() {
        return Err(QuantityError::TooLong);
    }
    Ok(Written { low: low.map(Quantity), high: high.map(Quantity), scientific })
}

/// The two ends of a range, where the text has one.
fn ends(plain: &str) -> Option<(&str, &str)> {
    for word in ["..", "~", "至", "到", "to"] {
        if let Some(ends) = plain.split_once(word) {
            return Some(ends);
        }
    }
    // A dash after a number or a unit; after an exponent's letter, or at the beginning, it is a sign.
    let mut before = [' ', ' '];
    for (at, c) in plain.char_indices() {
        let exponent = before[1] == 'e' && before[0].is_ascii_digit();
        if c == '-'
            && !exponent
            && (before[1].is_alphanumeric() || matches!(before[1], '%' | '‰'))
            && !SIGNS.iter().any(|sign| plain[..at].ends_with(sign))
        {
            return Some((&plain[..at], &plain[at + 1..]));
        }
        before = [before[1], c];
    }
    None
}

/// Words and letters after which a dash is a minus.
const SIGNS: &[&str] = &["rmb", "cny", "人民币", "亏损", "亏", "负"];

fn range(low: &str, high: &str, unit: Scale) -> Result<Written, QuantityError> {
    if LOSSES.iter().any(|word| low.starts_with(word)) {
        return Err(QuantityError::Incomplete);
    }
    let (until, scientific) = one(high, unit)?;
    let (mut from, short) = one(low, unit)?;
    // In “1-2亿” the unit stands once, for both ends.
    let named = high.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '¥'));
    if unit.unit == Unit::WanYuan && !named.is_empty() && !named.starts_with('e') && low.ends_with(|c: char| c.is_ascii_digit()) {
        from = one(&format!("{low}{named}"), unit)?.0;
    }
    if until < from {
        return Err(QuantityError::Reversed);
    }
    Ok(Written { low: Some(from), high: Some(until), scientific: scientific || short })
}

/// `2021/3/5`, `2021-03-05`, `3月5日`: what a spreadsheet makes of some figures and ranges.
fn is_date(plain: &str) -> bool {
    let parts = |separator: char| {
        let mut parts = plain.split(separator);
        parts.clone().count() == 3 && parts.all(|part| !part.is_empty() && part.len() < 5 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    parts('/') || parts('-') || plain.contains('月')
}

/// Characters that mean the same become one; those that are not seen, and blanks, vanish. A blank between digits is a separator.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe0f}' | '\u{feff}')
        {
            continue;
        }
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let c = match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        };
        let c = match c {
            '。' => '.',
            '、' | '\'' | '’' | '‘' => ',',
            '−' | '–' | '—' | '―' | '‐' | '‑' | '‒' | '﹣' => '-',
            '〜' | '∼' => '~',
            '￥' => '¥',
            '﹪' => '%',
            '〇' | '○' => '零',
            '壹' => '一',
            '贰' | '貳' | '两' | '兩' => '二',
            '叁' | '參' => '三',
            '肆' => '四',
            '伍' => '五',
            '陆' | '陸' => '六',
            '柒' => '七',
            '捌' => '八',
            '玖' => '九',
            '拾' => '十',
            '佰' => '百',
            '仟' => '千',
            '萬' => '万',
            '億' => '亿',
            '圆' | '圓' | '块' => '元',
            '點' => '点',
            other => other.to_ascii_lowercase(),
        };
        if blank && c.is_ascii_digit() && out.ends_with(|last: char| last.is_ascii_digit()) {
            out.push(',');
        }
        blank = false;
        out.push(c);
    }
    out.trim_matches(['"', '“', '”']).to_owned()
}

/// One number with its sign and unit, and whether it had an exponent.
fn one(text: &str, Scale { unit, bare }: Scale) -> Result<(Quantity, bool), QuantityError> {
    let mut rest = text.to_owned();
    let mut negative = false;
    // Accountants write a loss in brackets; other brackets may hold a unit.
    if let Some((before, inner)) = rest.split_once('(') {
        let (inner, after) = inner.split_once(')').ok_or(QuantityError::NotANumber)?;
        let figure = before.is_empty() || before == "¥";
        if !figure && inner.contains(|c: char| c.is_ascii_digit()) {
            return Err(QuantityError::NotANumber);
        }
        negative = figure && inner.contains(|c: char| c.is_ascii_digit() || DIGITS.contains(c));
        rest = format!("{before}{inner}{after}");
    }
    let mut rest = rest.as_str();
    let mut signs = u8::from(negative);
    'signs: loop {
        let minus = LOSSES.iter().chain(&["-", "负", "minus"]).map(|sign| (*sign, true));
        let plus = ["+", "增长", "增加", "盈利"].map(|sign| (sign, false));
        for (sign, minus) in minus.chain(plus) {
            if let Some(behind) = rest.strip_prefix(sign) {
                (rest, negative, signs) = (behind, minus, signs + 1);
                continue 'signs;
            }
        }
        for currency in ["¥", "人民币", "rmb", "cny"] {
            if let Some(behind) = rest.strip_prefix(currency).filter(|_| unit == Unit::WanYuan) {
                rest = behind;
                continue 'signs;
            }
        }
        break;
    }
    if 1 < signs {
        return Err(QuantityError::NotANumber);
    }
    let (number, mut shift, yuan) = without_unit(rest, unit);
    let amount = Amount::read(&number)?;
    if unit == Unit::WanYuan {
        shift += if yuan || amount.large { -4 } else { bare };
    }
    let Decimal { value, power } = amount.total;
    let steps = power + shift + i32::try_from(unit.decimals()).unwrap_or(0);
    let value = scaled(value, steps)
        .map_err(|too_fine| if too_fine { QuantityError::TooManyDecimals(unit.decimals()) } else { QuantityError::TooLong })?;
    let value = i64::try_from(value * i128::from(unit.written())).map_err(|_| QuantityError::TooLong)?;
    Ok((Quantity(if negative { -value } else { value }), amount.scientific))
}

/// A value times a power of ten; the error says whether it has too many decimals, or else too many digits.
fn scaled(value: i128, power: i32) -> Result<i128, bool> {
    if value == 0 {
        return Ok(0);
    }
    let scale = 10_i128.checked_pow(power.unsigned_abs()).ok_or(power < 0)?;
    if 0 <= power {
        value.checked_mul(scale).ok_or(false)
    } else if value % scale == 0 {
        Ok(value / scale)
    } else {
        Err(true)
    }
}

/// The number without its unit, a power of ten that the unit stands for, and whether it is in yuan.
fn without_unit(text: &str, unit: Unit) -> (String, i32, bool) {
    let strip = |words: &[&str]| words.iter().find_map(|word| text.strip_suffix(word));
    match unit {
        Unit::WanYuan => {
            let mut rest = text;
            let mut yuan = false;
            for word in ["整", "正", "rmb", "cny", "人民币", "yuan", "元"] {
                if let Some(before) = rest.strip_suffix(word) {
                    yuan |= matches!(word, "元" | "yuan");
                    rest = before;
                }
            }
            (rest.replace("million", "百万").replace("billion", "十亿"), 0, yuan)
        }
        Unit::Percent | Unit::Share => {
            if let Some(rest) = text.strip_prefix("百分之") {
                return (rest.to_owned(), 0, false);
            }
            if let Some(rest) = text.strip_prefix("千分之").or_else(|| text.strip_suffix('‰')) {
                return (rest.to_owned(), -1, false);
            }
            if let Some(rest) = text.strip_suffix('成') {
                return (rest.to_owned(), 1, false);
            }
            (strip(&["个百分点", "个点", "%", "percent"]).unwrap_or(text).to_owned(), 0, false)
        }
        Unit::Persons => (strip(&["个人", "名员工", "人", "个", "名", "位", "people", "persons"]).unwrap_or(text).to_owned(), 0, false),
        Unit::Years => (strip(&["周年", "年", "years", "year"]).unwrap_or(text).to_owned(), 0, false),
        Unit::Days => (strip(&["天", "日", "days", "day"]).unwrap_or(text).to_owned(), 0, false),
        Unit::Items => (strip(&["件", "项", "个", "items"]).unwrap_or(text).to_owned(), 0, false),
        Unit::Rank => (strip(&["名", "位"]).unwrap_or(text).trim_start_matches('第').to_owned(), 0, false),
        Unit::Points => (strip(&["分", "points"]).unwrap_or(text).to_owned(), 0, false),
    }
}

/// `value` times ten to the `power`.
#[derive(Clone, Copy, Default)]
struct Decimal {
    value: i128,
    power: i32,
}

impl Decimal {
    fn plus(self, other: Decimal) -> Option<Decimal> {
        let power = self.power.min(other.power);
        let aligned = |number: Decimal| scaled(number.value, number.power - power).ok();
        Some(Decimal { value: aligned(self)?.checked_add(aligned(other)?)?, power })
    }

    const fn times_ten_to(self, power: i32) -> Decimal {
        Decimal { value: self.value, power: self.power + power }
    }
}

const DIGITS: &str = "零一二三四五六七八九";

/// A number with Chinese units in it: 1亿2000万, 一千五百, 3.5千万, 十二.
#[derive(Default)]
struct Amount {
    total: Decimal,
    /// What stands before the last 亿 and 万.
    sections: [Option<Decimal>; 2],
    section: Decimal,
    /// Powers of the units: of the last one, and of the last one within the section (0 at its beginning).
    last: i32,
    last_small: i32,
    /// A number that no unit follows yet, and how many digits it has before the point.
    number: Option<(Decimal, i32)>,
    /// Whether 零 stood after the last unit.
    zero: bool,
    /// Whether 万 or 亿 occurred.
    large: bool,
    scientific: bool,
}

impl Amount {
    fn read(text: &str) -> Result<Amount, QuantityError> {
        let mut amount = Amount::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            match c {
                '0'..='9' => rest = amount.arabic(rest)?,
                '零' if amount.number.is_none() && 0 < amount.last => {
                    amount.zero = true;
                    rest = &rest[c.len_utf8()..];
                }
                '点' => rest = amount.chinese(rest, true)?,
                c if DIGITS.contains(c) => rest = amount.chinese(rest, false)?,
                _ => {
                    let (power, length) = match c {
                        '十' => (1, c.len_utf8()),
                        '百' => (2, c.len_utf8()),
                        '千' => (3, c.len_utf8()),
                        '万' => (4, c.len_utf8()),
                        '亿' => (8, c.len_utf8()),
                        'w' => (4, if rest.starts_with("wan") { 3 } else { 1 }),
                        _ => return Err(QuantityError::NotANumber),
                    };
                    amount.unit(power)?;
                    rest = &rest[length..];
                }
            }
        }
        if amount.number.is_none() && amount.last == 0 {
            return Err(QuantityError::NotANumber);
        }
        amount.close()?;
        let parts = [amount.sections[0], amount.sections[1], Some(amount.section)];
        for part in parts.into_iter().flatten() {
            amount.total = amount.total.plus(part).ok_or(QuantityError::TooLong)?;
        }
        Ok(amount)
    }

    /// Adds the number at hand to the section. After a unit it must fill the places below it, or 零 must stand before it: 一百二 may be 120 or 102.
    fn close(&mut self) -> Result<(), QuantityError> {
        if let Some((number, digits)) = self.number.take() {
            if 0 < self.last && !self.zero && digits != self.last {
                return Err(QuantityError::Incomplete);
            }
            self.section = self.section.plus(number).ok_or(QuantityError::TooLong)?;
        }
        self.zero = false;
        Ok(())
    }

    fn unit(&mut self, power: i32) -> Result<(), QuantityError> {
        if power < 4 {
            // 十五 begins without a number; smaller units follow larger ones.
            let one = (power == 1 && self.number.is_none()).then_some((Decimal { value: 1, power: 0 }, 1));
            let (number, _) = self.number.take().or(one).ok_or(QuantityError::NotANumber)?;
            if 0 < self.last_small && self.last_small <= power {
                return Err(QuantityError::NotANumber);
            }
            self.section = self.section.plus(number.times_ten_to(power)).ok_or(QuantityError::TooLong)?;
            (self.last, self.last_small, self.zero) = (power, power, false);
            return Ok(());
        }
        let below = usize::from(power == 4);
        if self.last_small != 0 {
            self.close()?;
        } else if let Some((number, digits)) = self.number.take() {
            // 1亿2000万 is clear; 1万5亿 may be 15,000 or 10,005 of them.
            if self.last == 4 && !self.zero && digits != 4 {
                return Err(QuantityError::Incomplete);
            }
            self.section = self.section.plus(number).ok_or(QuantityError::TooLong)?;
        } else if power == 4 || self.sections[1].is_none() {
            return Err(QuantityError::NotANumber);
        }
        if self.sections[below].is_some() {
            return Err(QuantityError::NotANumber);
        }
        // 亿 multiplies what stands before 万 too: 1万亿.
        let thousands = if power == 8 { self.sections[1].take() } else { None };
        let all = self.section.plus(thousands.unwrap_or_default()).ok_or(QuantityError::TooLong)?;
        self.sections[below] = Some(all.times_ten_to(power));
        self.section = Decimal::default();
        (self.last, self.last_small, self.zero, self.large) = (power, 0, false, true);
        Ok(())
    }

    /// `1,500.25`, `1.5e+03`; what stands behind it is left.
    fn arabic<'a>(&mut self, text: &'a str) -> Result<&'a str, QuantityError> {
        let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ',')).unwrap_or(text.len());
        let (number, mut rest) = text.split_at(end);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if number.contains('.') && (fraction.is_empty() || fraction.contains(['.', ','])) {
            return Err(QuantityError::NotANumber);
        }
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or("");
        if whole.contains(',') && !((1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)) {
            return Err(QuantityError::NotANumber);
        }
        let mut power = 0;
        if let Some(exponent) = rest.strip_prefix('e') {
            let minus = exponent.starts_with('-');
            let digits = exponent.trim_start_matches(['+', '-']);
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            let size: i32 = digits[..end].parse().map_err(|_| QuantityError::NotANumber)?;
            if 1 < exponent.len() - digits.len() || 30 < size {
                return Err(QuantityError::NotANumber);
            }
            power = if minus { -size } else { size };
            self.scientific = true;
            rest = &digits[end..];
        }
        let digits = whole.bytes().filter(u8::is_ascii_digit).chain(fraction.trim_end_matches('0').bytes()).map(|byte| byte - b'0');
        let whole_digits = whole.bytes().filter(u8::is_ascii_digit).count();
        self.put(digits, whole_digits, power)?;
        Ok(rest)
    }

    /// 一五零零, 三点五: digits one after the other.
    fn chinese<'a>(&mut self, text: &'a str, mut point: bool) -> Result<&'a str, QuantityError> {
        let digit = |c: char| DIGITS.chars().position(|known| known == c).and_then(|place| u8::try_from(place).ok());
        let (mut digits, mut whole) = (Vec::new(), 0);
        let mut rest = text;
        if point {
            rest = &rest['点'.len_utf8()..];
            // 十点五: the figure before the point is complete.
            match self.number.take() {
                Some(_) => return Err(QuantityError::NotANumber),
                None if self.last_small == 0 => return Err(QuantityError::NotANumber),
                None => self.zero = true,
            }
        }
        while let Some(c) = rest.chars().next() {
            match digit(c) {
                Some(value) => digits.push(value),
                None if c == '点' && !point => point = true,
                None => break,
            }
            whole += usize::from(!point);
            rest = &rest[c.len_utf8()..];
        }
        if digits.len() == whole && point {
            return Err(QuantityError::NotANumber);
        }
        self.put(digits.into_iter(), whole, 0)?;
        Ok(rest)
    }

    fn put(&mut self, digits: impl Iterator<Item = u8>, whole: usize, power: i32) -> Result<(), QuantityError> {
        if self.number.is_some() {
            return Err(QuantityError::NotANumber);
        }
        let (mut value, mut count) = (0_i128, 0_usize);
        for digit in digits {
            count += 1;
            if MOST_DIGITS < count {
                return Err(QuantityError::TooLong);
            }
            value = value * 10 + i128::from(digit);
        }
        let fraction = i32::try_from(count - whole).unwrap_or(0);
        self.number = Some((Decimal { value, power: power - fraction }, i32::try_from(whole).unwrap_or(0)));
        Ok(())
    }
}
