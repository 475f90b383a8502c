//! A [`Fact`] is a value with everything that supports it: the rule, the place and the quote of each reading.

use std::sync::Arc;

use crate::parse::ElementId;
use crate::records::Origin;
use crate::span::Span;

/// One reading that supports a value.
#[derive(Clone, Debug)]
pub(crate) struct Support {
    /// Where it comes from.
    pub origin: Origin,
    /// The place in the text, for readings of the text.
    pub span: Option<Span>,
    /// The element, for readings of metadata.
    pub element: Option<ElementId>,
    /// The metadata's value; `None` where the span says it.
    pub quote: Option<String>,
    /// Id of the rule.
    pub rule: &'static str,
    /// The profile and selector, for readings by one; it stands for the rule.
    pub selector: Option<Arc<str>>,
    /// How sure the rule is, from 0 to 1; what that is worth is for `crate::confidence` to say when rows are cut.
    pub confidence: f32,
}

impl Support {
    /// A reading of the text.
    pub(crate) fn text(span: Span, rule: &'static str, confidence: f32) -> Self {
        Self {
            origin: Origin::Text,
            span: Some(span),
            element: None,
            quote: None,
            rule,
            selector: None,
            confidence,
        }
    }

    /// A conclusion of a careful reader from a place in the text.
    pub(crate) fn inferred(span: Span, rule: &'static str, confidence: f32) -> Self {
        Self { origin: Origin::Inferred, ..Self::text(span, rule, confidence) }
    }

    /// A reading of metadata.
    pub(crate) fn metadata(element: ElementId, quote: &str, rule: &'static str, confidence: f32) -> Self {
        Self {
            origin: Origin::Metadata,
            span: None,
            element: Some(element),
            quote: Some(quote.to_owned()),
            rule,
            selector: None,
            confidence,
        }
    }
}

/// A value and its support, the strongest first.
#[derive(Clone, Debug)]
pub(crate) struct Fact<T> {
    /// The value.
    pub value: T,
    /// At least one reading.
    pub support: Vec<Support>,
}

impl<T> Fact<T> {
    /// A fact with one reading.
    pub(crate) fn new(value: T, support: Support) -> Self {
        Self { value, support: vec![support] }
    }

    /// The confidence of the strongest reading, raised a little by every further one.
    pub(crate) fn confidence(&self) -> f32 {
        let best = self.support.iter().map(|support| support.confidence).fold(0.0, f32::max);
        let others = self.support.len().saturating_sub(1).min(3) as f32;
        (best + 0.03 * others).min(0.99)
    }
}
