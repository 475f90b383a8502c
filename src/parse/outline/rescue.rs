//! Rescue: what calls itself furniture and is none, because the page would have little left without it, or because it may be furniture and
//! holds prose. Names are given by the makers of sites, and not all of them mean what they say.

use crate::parse::dom::{Dom, NodeRef};
use crate::parse::furniture::Part;
use crate::parse::outline::survey::Survey;
use crate::parse::outline::weight::Weight;

/// Least prose, in bytes, by which what may be furniture is told to be none.
const SOFT: u32 = 250;
/// Share of the page's text outside of links by which a name that may be furniture's is told to say nothing, in percent.
const COMMON: u32 = 30;
/// How many times the prose of the rest of the page furniture must hold to be none.
const RESCUE: u32 = 3;

/// Decides what the parts are that may be furniture, and which furniture is none. Parts are told by all that is below them, so the weights
/// are summed for this alone.
pub(super) fn decide(survey: &mut Survey<'_>, dom: &Dom) {
    if !survey.parts.iter().any(|part| matches!(part, Part::Furniture | Part::Soft(_))) {
        return;
    }
    let (weights, kept) = totals(survey, dom);
    let whole = survey.order.first().map_or(Weight::default(), |top| weights[top.0 as usize]);
    let names = common_names(survey, dom, &weights, whole);
    for id in &survey.order {
        let (part, weight) = (&mut survey.parts[id.0 as usize], weights[id.0 as usize]);
        *part = match *part {
            Part::Furniture | Part::Soft(_) if weight.prose * 2 > whole.prose.max(kept * RESCUE) => {
                Part::Content
            }
            Part::Soft(name) if names.contains(&name) => Part::Content,
            Part::Soft(_) if weight.prose >= SOFT && weight.links * 3 < weight.text => Part::Content,
            Part::Soft(_) => Part::Furniture,
            part => part,
        };
    }
}

/// What is below each node, furniture or not, and the prose of the page that is in no furniture.
fn totals(survey: &Survey<'_>, dom: &Dom) -> (Vec<Weight>, u32) {
    let mut weights = survey.weights.clone();
    let mut kept: Vec<u32> = weights.iter().map(|weight| weight.prose).collect();
    for id in survey.order.iter().rev() {
        let at = id.0 as usize;
        if matches!(survey.parts[at], Part::Furniture | Part::Soft(_)) {
            kept[at] = 0;
        }
        if let Some(parent) = dom.get(*id).parent() {
            let weight = weights[at];
            weights[parent.id.0 as usize].add(weight);
            kept[parent.id.0 as usize] += kept[at];
        }
    }
    let kept = survey.order.first().map_or(0, |top| kept[top.0 as usize]);
    (weights, kept)
}

/// Names that say little and that so much of the page bears that they say nothing.
fn common_names(survey: &Survey<'_>, dom: &Dom, weights: &[Weight], whole: Weight) -> Vec<u16> {
    let mut sums: Vec<(u16, u32)> = Vec::new();
    for id in &survey.order {
        let Part::Soft(name) = survey.parts[id.0 as usize] else { continue };
        let same = |node: NodeRef<'_>| survey.parts[node.id.0 as usize] == Part::Soft(name);
        if dom.get(*id).ancestors().any(same) {
            continue;
        }
        let plain = weights[id.0 as usize].plain();
        match sums.iter_mut().find(|sum| sum.0 == name) {
            Some(sum) => sum.1 += plain,
            None => sums.push((name, plain)),
        }
    }
    sums.retain(|(_, plain)| u64::from(*plain) * 100 > u64::from(whole.plain()) * u64::from(COMMON));
    sums.into_iter().map(|(name, _)| name).collect()
}
