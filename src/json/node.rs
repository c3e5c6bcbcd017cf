//! A value of JSON as serde reads it. Records are read like lists, field after field in the order of their type: so the compiler makes one short
//! piece of code for each type, where reading by names takes a long one.

use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde_json::{Error, Result, Value, map};
use std::vec;

/// Names as a type declares them: of its fields, or of its variants.
type Names = &'static [&'static str];

/// A value, or the place of one that is not there.
pub struct Node {
    pub value: Option<Value>,
    /// Whether a name that the type does not have is an error.
    pub exact: bool,
}

impl Node {
    fn unfit(self, expected: &dyn Expected) -> Error {
        let found = match &self.value {
            None => Unexpected::Other("nothing"),
            Some(Value::Null) => Unexpected::Unit,
            Some(Value::Bool(bool)) => Unexpected::Bool(*bool),
            Some(Value::Number(number)) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(whole), ..) => Unexpected::Unsigned(whole),
                (_, Some(whole), _) => Unexpected::Signed(whole),
                (.., float) => Unexpected::Float(float.unwrap_or_default()),
            },
            Some(Value::String(text)) => Unexpected::Str(text),
            Some(Value::Array(_)) => Unexpected::Seq,
            Some(Value::Object(_)) => Unexpected::Map,
        };
        Error::invalid_type(found, expected)
    }

    fn list(self, expected: &dyn Expected) -> Result<Items> {
        let exact = self.exact;
        match self.value {
            Some(Value::Array(values)) => Ok(Items::new(values.into_iter().map(Some).collect(), &[], exact)),
            value => Err(Self { value, exact }.unfit(expected)),
        }
    }

    fn record(self, names: Names, expected: &dyn Expected) -> Result<Items> {
        let exact = self.exact;
        let mut members = match self.value {
            Some(Value::Object(members)) => members,
            value => return Err(Self { value, exact }.unfit(expected)),
        };
        let values = names.iter().map(|name| members.remove(*name)).collect();
        match members.keys().next() {
            Some(name) if exact => Err(Error::unknown_field(name, names)),
            _ => Ok(Items::new(values, names, exact)),
        }
    }

    /// What it says of an enum: which variant, and with what.
    fn variant(self, names: Names, expected: &dyn Expected) -> Result<Variant> {
        let exact = self.exact;
        let (name, value) = match self.value {
            Some(Value::String(name)) => (name, None),
            Some(Value::Object(members)) if members.len() == 1 => {
                let (name, value) = members.into_iter().next().unwrap_or_default();
                (name, Some(value))
            }
            value => return Err(Self { value, exact }.unfit(expected)),
        };
        match names.iter().position(|known| *known == name) {
            Some(place) => Ok(Variant {
                place: place as u32,
                with: Self { value, exact },
            }),
            None => Err(Error::unknown_variant(&name, names)),
        }
    }
}

/// Methods that do what another does.
macro_rules! alike {
    ($($($name:ident)+: $other:ident;)+) => {
        $($(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.$other(visitor)
        })+)+
    };
}

impl<'de> Deserializer<'de> for Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.value {
            None | Some(Value::Null) => visitor.visit_unit(),
            Some(Value::Bool(bool)) => visitor.visit_bool(bool),
            Some(Value::Number(_)) => self.deserialize_f64(visitor),
            Some(Value::String(text)) => visitor.visit_string(text),
            Some(Value::Array(_)) => self.deserialize_seq(visitor),
            Some(Value::Object(_)) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.value {
            Some(Value::Bool(bool)) => visitor.visit_bool(bool),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let Some(Value::Number(number)) = &self.value else {
            return Err(self.unfit(&visitor));
        };
        match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(whole), ..) => visitor.visit_u64(whole),
            (_, Some(whole), _) => visitor.visit_i64(whole),
            (.., float) => visitor.visit_f64(float.unwrap_or_default()),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.value {
            Some(Value::String(text)) => visitor.visit_string(text),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.value {
            None | Some(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.list(&visitor)?.read(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, fields: Names, visitor: V) -> Result<V::Value> {
        self.record(fields, &visitor)?.read(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.value {
            Some(Value::Object(members)) => visitor.visit_map(Members {
                rest: members.into_iter(),
                value: None,
                exact: self.exact,
            }),
            _ => Err(self.unfit(&visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, variants: Names, visitor: V) -> Result<V::Value> {
        let variant = self.variant(variants, &visitor)?;
        visitor.visit_enum(variant)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_any(visitor)
    }

    alike! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32: deserialize_f64;
        deserialize_char deserialize_str deserialize_identifier: deserialize_string;
        deserialize_unit deserialize_bytes deserialize_byte_buf deserialize_ignored_any: deserialize_any;
    }
}

/// The values of a list, or of the fields of a record.
struct Items {
    values: vec::IntoIter<Option<Value>>,
    /// The names of the fields; none for a list.
    names: Names,
    exact: bool,
    /// Whether the value that was asked for last is not there.
    lacking: bool,
}

impl Items {
    fn new(values: Vec<Option<Value>>, names: Names, exact: bool) -> Self {
        Self {
            values: values.into_iter(),
            names,
            exact,
            lacking: false,
        }
    }

    fn read<'de, V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value> {
        match visitor.visit_seq(&mut self) {
            Ok(read) => self.end().map(|()| read),
            Err(error) => Err(self.reason(error)),
        }
    }

    fn end(&self) -> Result<()> {
        match self.values.len() {
            0 => Ok(()),
            left => Err(Error::custom(format_args!("{left} values too many"))),
        }
    }

    /// What went wrong: a field that is missing says so by its name.
    fn reason(&self, error: Error) -> Error {
        let last = self.names.len().checked_sub(self.values.len() + 1);
        match last.and_then(|last| self.names.get(last)) {
            Some(name) if self.lacking => Error::missing_field(name),
            _ => error,
        }
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(value) = self.values.next() else {
            return Ok(None);
        };
        self.lacking = value.is_none();
        let exact = self.exact;
        match seed.deserialize(Node { value, exact }) {
            // The type may say what stands for it.
            Err(_) if self.lacking => Ok(None),
            read => read.map(Some),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len())
    }
}

/// The members of a map.
struct Members {
    rest: map::IntoIter,
    value: Option<Value>,
    exact: bool,
}

impl<'de> MapAccess<'de> for Members {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        let value = Some(Value::String(name));
        seed.deserialize(Node {
            value,
            exact: self.exact,
        })
        .map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        let value = self.value.take();
        seed.deserialize(Node {
            value,
            exact: self.exact,
        })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// A variant of an enum by its place among all, and what it comes with.
struct Variant {
    place: u32,
    with: Node,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Node;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Node)> {
        let place: U32Deserializer<Error> = self.place.into_deserializer();
        Ok((seed.deserialize(place)?, self.with))
    }
}

impl<'de> VariantAccess<'de> for Node {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        match self.value {
            None | Some(Value::Null) => Ok(()),
            _ => Err(self.unfit(&"a variant with nothing")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: Names, visitor: V) -> Result<V::Value> {
        self.record(fields, &visitor)?.read(visitor)
    }
}
