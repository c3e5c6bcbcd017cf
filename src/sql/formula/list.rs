//! Functions of lists, whose elements are texts.

use super::Saying;
use crate::query::formula::Call;
use crate::query::formula::typed::Typed;
use crate::value::Kind;
use crate::words;

impl Saying<'_, '_> {
    pub(super) fn list_holds(&self, list: &Typed, text: &Typed) -> String {
        let (list, text) = (self.value(list), self.value(text));
        self.printer.speech.any(&list, &|element| format!("{element} = {text}"))
    }

    pub(super) fn list_call(&self, call: Call, parts: &[Typed], kind: Option<Kind>) -> String {
        let list = self.value(&parts[0]);
        let speech = self.printer.speech;
        match call {
            Call::ArrayLength => speech.length(&list),
            Call::ArrayElement => match self.written(&parts[1]) {
                Some(0) => self.null(kind),
                Some(number) => speech.element(&list, number),
                None => self.unsaid("ArrayElement", words::saying::WHICH_ELEMENT_IS_TO_BE),
            },
            _ => speech.joined(&list, &self.value(&parts[1])),
        }
    }
}
