//! The tests of several filters over the properties of one list, each once.

use std::collections::HashMap;

use serde_json::Value;

use super::budget::Budget;
use super::values::{self, Demand, Domain, Found, ItemPath, Want};
use crate::check::condition::{Condition, Test};
use crate::check::slot::{read_condition, slot_of, through};
use crate::matcher::{JobValue, Slots, ValueTest, identity, tests_of};
use crate::schema::{Property, Schema, Type};
use crate::syntax::Case;

/// A test of one property.
#[derive(Debug)]
pub(super) struct Atom<'f> {
    /// Which of [`Atoms::properties`].
    pub(super) property: usize,
    literals: Test<'f>,
    case: Option<Case>,
    item: Option<ItemPath>,
    test: ValueTest,
}

impl Atom<'_> {
    fn demand(&self, want: Want) -> Demand<'_> {
        Demand { test: &self.test, literals: &self.literals, case: self.case, want, item: self.item.as_ref() }
    }

    /// The test, if it is one of the value itself.
    pub(super) fn plain(&self) -> Option<&Test<'_>> {
        (self.case.is_none() && self.item.is_none()).then_some(&self.literals)
    }

    /// Whether it may be neither true nor false.
    pub(super) fn may_be_null(&self) -> bool {
        self.item.is_some() || matches!(self.literals, Test::Call(..) | Test::Holds(_))
    }
}

/// A property that filters test.
#[derive(Debug)]
pub(super) struct TestedProperty<'f> {
    /// The keys of its first spelling in a job.
    pub(super) keys: Vec<String>,
    property: Option<&'f Property>,
    /// Its type, if it must have one.
    ty: Option<Type>,
}

/// The tests of some filters, and the properties that they test.
pub(super) struct Atoms<'f> {
    slots: Slots<'f>,
    pub(super) atoms: Vec<Atom<'f>>,
    pub(super) properties: Vec<TestedProperty<'f>>,
    /// The place of each test, by its property and its [`identity`].
    known: HashMap<(usize, Box<[u8]>), usize>,
    values: JobValues,
}

/// The values that a job may have, beside null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JobValues {
    /// Values of the types of the list.
    Typed,
    /// The same, with any number for a whole one.
    Numeric,
    /// Any.
    Any,
}

impl JobValues {
    /// The type of a value of a property, if it must have one.
    fn of(self, ty: Type) -> Option<Type> {
        match (self, ty) {
            (JobValues::Any, _) => None,
            (JobValues::Numeric, Type::Integer) => Some(Type::Decimal),
            _ => Some(ty),
        }
    }
}

impl<'f> Atoms<'f> {
    pub(super) fn new(schema: &'f Schema, values: JobValues) -> Atoms<'f> {
        let slots = Slots::new(schema);
        Atoms { slots, atoms: Vec::new(), properties: Vec::new(), known: HashMap::new(), values }
    }

    /// The tests of a condition, which must all hold; its denial is not among them.
    pub(super) fn of(&mut self, condition: &Condition<'f>) -> Vec<usize> {
        let path = slot_of(condition);
        let property = self.slots.find(path);
        if property == self.properties.len() {
            let of_list = condition.property.filter(|_| through(condition).is_none());
            let ty = match through(condition) {
                Some(_) => Some(Type::Array),
                None => of_list.map(|property| property.ty),
            };
            let keys = path.split('/').map(str::to_owned).collect();
            let ty = ty.and_then(|ty| self.values.of(ty));
            self.properties.push(TestedProperty { keys, property: of_list, ty });
        }
        let item = through(condition).map(|(_, below)| ItemPath {
            keys: below.split('/').map(str::to_owned).collect(),
            ty: condition.ty().and_then(|ty| self.values.of(ty)),
        });
        let (case, literals) = read_condition(condition);
        let single: Vec<Test<'f>> = match literals.into_owned() {
            Test::Order(bounds) => bounds.into_iter().map(|bound| Test::Order(vec![bound])).collect(),
            other => vec![other],
        };
        let mut places = Vec::new();
        for literals in single {
            for test in tests_of(condition, case, &literals) {
                let new = self.atoms.len();
                let place = *self.known.entry((property, identity(&test))).or_insert(new);
                if place == new {
                    let (literals, item) = (literals.clone(), item.clone());
                    self.atoms.push(Atom { property, literals, case, item, test });
                }
                places.push(place);
            }
        }
        places
    }

    /// Whether each number of a property is whole.
    pub(super) fn is_whole(&self, property: usize) -> bool {
        self.properties.get(property).is_some_and(|tested| tested.ty == Some(Type::Integer))
    }

    /// Whether a test has this verdict for a value.
    pub(super) fn allows(&self, atom: usize, want: Want, value: &Value) -> bool {
        self.atoms.get(atom).is_some_and(|atom| want.allows(atom.test.verdict(JobValue::of(Some(value)))))
    }

    /// A value of a property for which tests have these verdicts.
    pub(super) fn find(&self, property: usize, wants: &[(usize, Want)], budget: &mut Budget) -> Found {
        let demands: Vec<Demand<'_>> =
            wants.iter().filter_map(|(atom, want)| Some(self.atoms.get(*atom)?.demand(*want))).collect();
        let tested = self.properties.get(property);
        let property = tested.and_then(|tested| tested.property);
        let domain = Domain {
            ty: tested.and_then(|tested| tested.ty),
            known: property.map_or(&[], |property| &property.values),
            shape: property.and_then(|property| property.shape),
        };
        values::find(&demands, domain, budget)
    }
}
