//! What the operators and values are changed into.

use syn::{BinOp, GenericArgument, PathArguments, ReturnType, Type};

use super::constants::Enums;

/// Most values that one function's body is replaced by.
const MOST_VALUES: usize = 8;

/// How the two sides of an operator are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `a < b`: the sides are borrowed.
    Comparison,
    /// `a + b`: the sides are moved.
    Arithmetic,
    /// `a += b`: the left is a place.
    Assignment,
    /// `a && b`: the right is read only where it matters.
    Lazy,
}

/// The operator, how it is written, and what it is changed into.
pub const fn operators(operator: &BinOp) -> Option<(&'static str, Form, &'static [&'static str])> {
    use Form::{Arithmetic, Assignment, Comparison, Lazy};
    Some(match operator {
        BinOp::Eq(_) => ("==", Comparison, &["!="]),
        BinOp::Ne(_) => ("!=", Comparison, &["=="]),
        BinOp::Lt(_) => ("<", Comparison, &["<=", "==", ">"]),
        BinOp::Le(_) => ("<=", Comparison, &["<", ">"]),
        BinOp::Gt(_) => (">", Comparison, &[">=", "==", "<"]),
        BinOp::Ge(_) => (">=", Comparison, &[">", "<"]),
        BinOp::And(_) => ("&&", Lazy, &["||"]),
        BinOp::Or(_) => ("||", Lazy, &["&&"]),
        BinOp::Add(_) => ("+", Arithmetic, &["-", "*"]),
        BinOp::Sub(_) => ("-", Arithmetic, &["+", "/"]),
        BinOp::Mul(_) => ("*", Arithmetic, &["+", "/"]),
        BinOp::Div(_) => ("/", Arithmetic, &["%", "*"]),
        BinOp::Rem(_) => ("%", Arithmetic, &["/", "+"]),
        BinOp::Shl(_) => ("<<", Arithmetic, &[">>"]),
        BinOp::Shr(_) => (">>", Arithmetic, &["<<"]),
        BinOp::BitAnd(_) => ("&", Arithmetic, &["|", "^"]),
        BinOp::BitOr(_) => ("|", Arithmetic, &["&", "^"]),
        BinOp::BitXor(_) => ("^", Arithmetic, &["|", "&"]),
        BinOp::AddAssign(_) => ("+=", Assignment, &["-=", "*="]),
        BinOp::SubAssign(_) => ("-=", Assignment, &["+=", "/="]),
        BinOp::MulAssign(_) => ("*=", Assignment, &["+=", "/="]),
        BinOp::DivAssign(_) => ("/=", Assignment, &["%=", "*="]),
        BinOp::RemAssign(_) => ("%=", Assignment, &["/=", "+="]),
        BinOp::BitAndAssign(_) => ("&=", Assignment, &["|="]),
        BinOp::BitOrAssign(_) => ("|=", Assignment, &["&="]),
        BinOp::BitXorAssign(_) => ("^=", Assignment, &["|=", "&="]),
        BinOp::ShlAssign(_) => ("<<=", Assignment, &[">>="]),
        BinOp::ShrAssign(_) => (">>=", Assignment, &["<<="]),
        _ => return None,
    })
}

/// What a function may return instead of what it works out.
pub fn of_return(output: &ReturnType, enums: &Enums) -> Vec<String> {
    match output {
        ReturnType::Default => vec!["()".to_owned()],
        ReturnType::Type(_, ty) => {
            let mut values = of(ty, enums);
            values.truncate(MOST_VALUES);
            values
        }
    }
}

/// Typical values of a type, as they are written.
pub fn of(ty: &Type, enums: &Enums) -> Vec<String> {
    match ty {
        Type::Path(path) => of_path(path, enums),
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => vec!["\"\"".to_owned(), "\"xyzzy\"".to_owned()],
            Type::Slice(slice) => {
                let some = of(&slice.elem, enums).into_iter().map(|value| format!("Vec::leak(vec![{value}])"));
                core::iter::once("Vec::leak(Vec::new())".to_owned()).chain(some).collect()
            }
            inner => of(inner, enums).into_iter().map(|value| format!("Box::leak(Box::new({value}))")).collect(),
        },
        Type::Tuple(tuple) => tuple
            .elems
            .iter()
            .fold(vec!["(".to_owned()], |found, ty| {
                let values = of(ty, enums);
                found.iter().flat_map(|before| values.iter().map(move |value| format!("{before}{value},"))).collect()
            })
            .into_iter()
            .map(|open| open + ")")
            .collect(),
        Type::Array(array) => of(&array.elem, enums).into_iter().map(|value| format!("[{value}; _]")).collect(),
        Type::Paren(inner) => of(&inner.elem, enums),
        Type::Group(inner) => of(&inner.elem, enums),
        _ => Vec::new(),
    }
}

fn of_path(path: &syn::TypePath, enums: &Enums) -> Vec<String> {
    let Some(segment) = path.path.segments.last() else { return Vec::new() };
    let inner: Vec<&Type> = arguments(&segment.arguments)
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
        .collect();
    let within = |before: &str, after: &str| -> Vec<String> {
        inner
            .first()
            .map_or_else(|| vec!["Default::default()".to_owned()], |ty| of(ty, enums))
            .iter()
            .map(|value| format!("{before}{value}{after}"))
            .collect()
    };
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let name = segment.ident.to_string();
    match name.as_str() {
        "bool" => words(&["true", "false"]),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => words(&["0", "1", "-1"]),
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => words(&["0", "1"]),
        "String" => words(&["String::new()", "\"xyzzy\".to_owned()"]),
        "Option" => core::iter::once("None".to_owned()).chain(within("Some(", ")")).collect(),
        "Result" => within("Ok(", ")"),
        "Vec" => core::iter::once("Vec::new()".to_owned()).chain(within("vec![", "]")).collect(),
        "Box" | "Rc" | "Arc" | "Cell" | "RefCell" => within(&format!("{name}::new("), ")"),
        _ => {
            let text = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>().join("::");
            match enums.get(&name) {
                Some(variants) => variants.iter().map(|variant| format!("{text}::{variant}")).collect(),
                None => words(&["Default::default()"]),
            }
        }
    }
}

/// What stands between angle brackets.
pub fn arguments(arguments: &PathArguments) -> impl Iterator<Item = &GenericArgument> {
    match arguments {
        PathArguments::AngleBracketed(list) => Some(list.args.iter()),
        _ => None,
    }
    .into_iter()
    .flatten()
}
