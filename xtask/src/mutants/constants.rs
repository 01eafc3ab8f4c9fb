//! What is known of the whole crate before a file is rewritten: enums without fields, and functions that must stay `const`.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

/// Plain variants by the name of their enum.
pub type Enums = BTreeMap<String, Vec<String>>;

/// What the rewriting of one file needs of all.
#[derive(Default)]
pub struct Crate {
    /// Enums with variants that carry nothing.
    pub enums: Enums,
    /// Functions that constants call, directly or through others: they are left as they are.
    pub constant: BTreeSet<String>,
    /// What each `const fn` calls.
    calls: BTreeMap<String, BTreeSet<String>>,
}

impl Crate {
    /// Reads every file; in `mutated` ones a `const fn` may cease to be one.
    pub fn read<'f>(files: impl Iterator<Item = (&'f syn::File, bool)>) -> Crate {
        let mut found = Crate::default();
        for (file, mutated) in files {
            Reader { found: &mut found, mutated }.visit_file(file);
        }
        let mut rest: Vec<String> = found.constant.iter().cloned().collect();
        while let Some(name) = rest.pop() {
            for called in found.calls.get(&name).into_iter().flatten() {
                if found.constant.insert(called.clone()) {
                    rest.push(called.clone());
                }
            }
        }
        found
    }
}

struct Reader<'c> {
    found: &'c mut Crate,
    mutated: bool,
}

impl Reader<'_> {
    fn signature(&mut self, signature: &syn::Signature, block: &syn::Block) {
        if signature.constness.is_some() {
            let mut called = Called::default();
            called.visit_block(block);
            if self.mutated {
                self.found.calls.entry(signature.ident.to_string()).or_default().extend(called.0);
            } else {
                self.found.constant.extend(called.0);
            }
        }
    }

    fn constant(&mut self, value: &syn::Expr) {
        let mut called = Called::default();
        called.visit_expr(value);
        self.found.constant.extend(called.0);
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        let plain = item.variants.iter().filter(|variant| variant.fields.is_empty()).map(|variant| variant.ident.to_string());
        let plain: Vec<String> = plain.collect();
        if !plain.is_empty() {
            self.found.enums.insert(item.ident.to_string(), plain);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.signature(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.signature(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.constant(&item.expr);
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.constant(&item.expr);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.constant(&item.expr);
    }
}

/// The last names of functions called.
#[derive(Default)]
struct Called(BTreeSet<String>);

impl<'ast> Visit<'ast> for Called {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.extend(path.segments.last().map(|segment| segment.ident.to_string()));
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.0.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }
}
