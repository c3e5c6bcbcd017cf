//! The filter language: text to [`Predicate`] and back.
