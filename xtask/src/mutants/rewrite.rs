//! One source file with every change in it, each behind a switch.
//!
//! Invariants: what is switched on by nobody does what the original does, operands read once and in their order, lazily where the original is
//! lazy; nothing is copied that could itself be changed, so that the text grows with the number of changes and no faster. What every site and every
//! change covers is marked in comments (`/*[7*/ … /*]7*/`, `/*<7*/ … /*>7*/`), which is how a compiler's message is traced back.

use std::collections::BTreeSet;
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::constants::Crate;
use super::syntax::{has_let, is_test, items, returns};
use super::values::{self, Form};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// The file, below `src`.
    pub file: String,
    /// Line and column, from 1.
    pub place: (usize, usize),
    /// The function that it is in.
    pub function: String,
    /// What is changed into what.
    pub change: String,
}

/// Every change of one file, and the file with all of them but some.
pub struct Rewritten {
    /// All changes, the dropped ones too; the first has the number asked for.
    pub mutants: Vec<Mutant>,
    /// The text to compile.
    pub text: String,
}

/// Rewrites one file; changes are numbered from `first`, those in `dropped` are left out.
///
/// # Errors
/// Where the file is no Rust.
pub fn rewrite(name: &str, source: &str, about: &Crate, first: usize, dropped: &BTreeSet<usize>) -> syn::Result<Rewritten> {
    let file = syn::parse_file(source)?;
    let mut writer = Writer { name, source, about, first, dropped, functions: Vec::new(), mutants: Vec::new(), edits: Vec::new() };
    writer.visit_file(&file);
    let Writer { mutants, mut edits, .. } = writer;
    // Stable: at the same place what was asked for first comes first.
    edits.sort_by_key(|(range, _)| range.start);
    let (mut text, mut at) = (String::with_capacity(source.len() * 4), 0);
    for (range, new) in edits {
        text += &source[at..range.start];
        text += &new;
        at = range.end;
    }
    text += &source[at..];
    Ok(Rewritten { mutants, text })
}

struct Writer<'a> {
    name: &'a str,
    source: &'a str,
    about: &'a Crate,
    first: usize,
    dropped: &'a BTreeSet<usize>,
    functions: Vec<String>,
    mutants: Vec<Mutant>,
    edits: Vec<(Range<usize>, String)>,
}

impl Writer<'_> {
    /// A new change; its number, unless it is left out.
    fn mutant(&mut self, at: proc_macro2::Span, change: String) -> Option<usize> {
        let number = self.first + self.mutants.len();
        let start = at.start();
        let function = self.functions.join("::");
        self.mutants.push(Mutant { file: self.name.to_owned(), place: (start.line, start.column + 1), function, change });
        (!self.dropped.contains(&number)).then_some(number)
    }

    fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.edits.push((at..at, text.into()));
    }

    /// The source on one line, shortened.
    fn quote(&self, range: Range<usize>) -> String {
        let text: Vec<&str> = self.source[range].split_whitespace().collect();
        let text = text.join(" ");
        if text.chars().count() <= 100 { text } else { text.chars().take(99).chain(['…']).collect() }
    }

    fn binary(&mut self, whole: &syn::ExprBinary, (sign, form, others): (&str, Form, &[&str])) {
        let (left, right) = (whole.left.span().byte_range(), whole.right.span().byte_range());
        let quoted = self.quote(left.start..right.end);
        let kept: Vec<(usize, &str)> = others
            .iter()
            .filter_map(|&other| Some((self.mutant(whole.op.span(), format!("`{quoted}`: `{sign}` → `{other}`"))?, other)))
            .collect();
        let Some(&(site, _)) = kept.first() else { return visit::visit_expr_binary(self, whole) };
        let gap = left.end..right.start;
        if form == Form::Lazy {
            let not = if sign == "&&" { "" } else { "!" };
            self.insert(left.start, format!("/*[{site}*/({{ let __l: bool = "));
            self.visit_expr(&whole.left);
            self.edits.push((gap, format!("; if {not}__l != crate::mutant::on({site}) {{ ")));
            self.visit_expr(&whole.right);
            self.insert(right.end, format!(" }} else {{ __l }} }})/*]{site}*/"));
            return;
        }
        let place = &self.source[left.clone()];
        let (l, r) = match form {
            Form::Comparison => ("*__l", "*__r"),
            Form::Arithmetic | Form::Lazy => ("__l", "__r"),
            Form::Assignment => (place, "__r"),
        };
        let changed: Vec<String> = kept
            .iter()
            .map(|(number, other)| format!("if crate::mutant::on({number}) {{ /*<{number}*/{l} {other} {r}/*>{number}*/ }} else "))
            .collect();
        let end = format!("{}{{ {l} {sign} {r} }} }})/*]{site}*/", changed.concat());
        match form {
            Form::Assignment => {
                self.edits.push((left.start..right.start, format!("/*[{site}*/(match (")));
                self.visit_expr(&whole.right);
                self.insert(right.end, format!(") {{ __r => {end}"));
            }
            _ => {
                let borrow = if form == Form::Comparison { "&" } else { "" };
                self.insert(left.start, format!("/*[{site}*/(match ({borrow}("));
                self.visit_expr(&whole.left);
                self.edits.push((gap, format!("), {borrow}(")));
                self.visit_expr(&whole.right);
                self.insert(right.end, format!(")) {{ (__l, __r) => {end}"));
            }
        }
    }

    /// The condition of an arm: taken away with its arm, or taken to be true or false.
    fn guard(&mut self, guard: &syn::Expr, removed: Option<usize>) {
        let range = guard.span().byte_range();
        let quoted = self.quote(range.clone());
        let [always, never] = if has_let(guard) {
            [None, None]
        } else {
            ["true", "false"].map(|value| self.mutant(guard.span(), format!("guard `{quoted}` → `{value}`")))
        };
        let on = |number: Option<usize>, before: &str, after: &str| {
            number.map_or_else(String::new, |number| format!("{before}crate::mutant::on({number}){after}"))
        };
        let site = removed.or(always).or(never);
        let open = format!("{}({}{}(", on(removed, "!", " && "), on(always, "", " || "), on(never, "!", " && "));
        if let Some(site) = site {
            self.insert(range.start, format!("/*[{site}*/{open}"));
        }
        self.visit_expr(guard);
        if let Some(site) = site {
            self.insert(range.end, format!("))/*]{site}*/"));
        }
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        if signature.constness.is_some() && self.about.constant.contains(&signature.ident.to_string()) {
            return;
        }
        self.functions.push(signature.ident.to_string());
        if let Some(constant) = &signature.constness {
            self.edits.push((constant.span().byte_range(), String::new()));
        }
        let (open, close) = (block.brace_token.span.open(), block.brace_token.span.close());
        let body = self.quote(open.byte_range().end..close.byte_range().start);
        let items = items(&signature.output);
        if let Some(items) = items.filter(|_| !returns(block)) {
            self.items(open.byte_range().end, items, signature);
            visit::visit_block(self, block);
            if self.edits.iter().any(|(range, text)| range.start == open.byte_range().end && text.contains("Either::Original")) {
                self.insert(close.byte_range().start, " })");
            }
        } else {
            if !block.stmts.is_empty() && items.is_none() {
                for value in values::of_return(&signature.output, &self.about.enums).into_iter().filter(|value| *value != body) {
                    if let Some(number) = self.mutant(signature.ident.span(), format!("body → `{value}`")) {
                        let text = format!(
                            "/*[{number}*/ if crate::mutant::on({number}) {{ return /*<{number}*/{value}/*>{number}*/; }} /*]{number}*/"
                        );
                        self.insert(open.byte_range().end, text);
                    }
                }
            }
            visit::visit_block(self, block);
        }
        self.functions.pop();
    }

    /// An iterator whose type has no name: no items, or one.
    fn items(&mut self, at: usize, item: &syn::Type, signature: &syn::Signature) {
        let ty = self.source[item.span().byte_range()].to_owned();
        let one = values::of(item, &self.about.enums).into_iter().map(|value| format!("Some({value})"));
        let kept: Vec<(usize, String)> = core::iter::once("None".to_owned())
            .chain(one)
            .filter_map(|value| Some((self.mutant(signature.ident.span(), format!("body → `{value}.into_iter()`"))?, value)))
            .collect();
        for (number, value) in &kept {
            self.insert(at, format!(
                "/*[{number}*/ if crate::mutant::on({number}) {{ return crate::mutant::Either::Changed(/*<{number}*/{{ let __v: Option<{ty}> = {value}; __v }}/*>{number}*/.into_iter()); }} /*]{number}*/"
            ));
        }
        if !kept.is_empty() {
            self.insert(at, "crate::mutant::Either::Original({ ");
        }
    }
}

impl<'ast> Visit<'ast> for Writer<'_> {
    fn visit_expr_binary(&mut self, whole: &'ast syn::ExprBinary) {
        let chained = matches!(whole.op, syn::BinOp::And(_)) && (has_let(&whole.left) || has_let(&whole.right));
        match values::operators(&whole.op) {
            Some(operators) if !chained => self.binary(whole, operators),
            _ => visit::visit_expr_binary(self, whole),
        }
    }

    fn visit_expr_unary(&mut self, whole: &'ast syn::ExprUnary) {
        let sign = match whole.op {
            syn::UnOp::Not(_) => "!",
            syn::UnOp::Neg(_) => "-",
            _ => return visit::visit_expr_unary(self, whole),
        };
        let (range, inner) = (whole.span().byte_range(), whole.expr.span().byte_range());
        let quoted = self.quote(range.clone());
        let Some(number) = self.mutant(whole.op.span(), format!("`{quoted}`: `{sign}` removed")) else {
            return visit::visit_expr_unary(self, whole);
        };
        self.edits.push((range.start..inner.start, format!("/*[{number}*/(match (")));
        self.visit_expr(&whole.expr);
        let end =
            format!(") {{ __v => if crate::mutant::on({number}) {{ /*<{number}*/__v/*>{number}*/ }} else {{ {sign}__v }} }})/*]{number}*/");
        self.insert(inner.end, end);
    }

    fn visit_expr_match(&mut self, whole: &'ast syn::ExprMatch) {
        self.visit_expr(&whole.expr);
        let rest = whole.arms.iter().any(|arm| matches!(arm.pat, syn::Pat::Wild(_)) && arm.guard.is_none());
        for arm in &whole.arms {
            let pattern = arm.pat.span().byte_range();
            let removed = if rest && !matches!(arm.pat, syn::Pat::Wild(_)) {
                let until = arm.guard.as_ref().map_or(pattern.end, |(_, guard)| guard.span().byte_range().end);
                let quoted = self.quote(pattern.start..until);
                self.mutant(arm.pat.span(), format!("arm `{quoted}` removed"))
            } else {
                None
            };
            match (&arm.guard, removed) {
                (Some((_, guard)), _) => self.guard(guard, removed.filter(|_| !has_let(guard))),
                (None, Some(number)) => self.insert(pattern.end, format!("/*[{number}*/ if !crate::mutant::on({number}) /*]{number}*/")),
                (None, None) => {}
            }
            self.visit_expr(&arm.body);
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if call.path.is_ident("vec") {
            if let Ok(items) = call.parse_body_with(syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated) {
                items.iter().for_each(|item| self.visit_expr(item));
            }
        } else if call.path.is_ident("matches") {
            let parts = call.parse_body_with(|input: syn::parse::ParseStream<'_>| {
                let value: syn::Expr = input.parse()?;
                input.parse::<syn::Token![,]>()?;
                syn::Pat::parse_multi_with_leading_vert(input)?;
                let guard: Option<syn::Expr> =
                    if input.parse::<Option<syn::Token![if]>>()?.is_some() { Some(input.parse()?) } else { None };
                input.parse::<Option<syn::Token![,]>>()?;
                Ok((value, guard))
            });
            if let Ok((value, guard)) = parts {
                self.visit_expr(&value);
                guard.iter().for_each(|guard| self.guard(guard, None));
            }
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let ty = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map_or_else(String::new, |segment| segment.ident.to_string()),
            other => self.quote(other.span().byte_range()),
        };
        self.functions.push(ty);
        item.items.iter().for_each(|item| self.visit_impl_item(item));
        self.functions.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
    }

    // What the compiler itself works out stays as it is.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
    fn visit_path(&mut self, _: &'ast syn::Path) {}
    fn visit_angle_bracketed_generic_arguments(&mut self, _: &'ast syn::AngleBracketedGenericArguments) {}
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }
}
