//! Rescue: what calls itself furniture and is none, because the page would have little left without it, or because it may be furniture and
//! holds prose. Names are given by the makers of sites, and not all of them mean what they say.

use crate::parse::dom::{Dom, NodeRef};
use crate::parse::furniture::Part;
use crate::parse::outline::survey::{Place, Survey};
use crate::parse::outline::weight::Weight;

/// Least prose, in bytes, by which what may be furniture is told to be none.
const SOFT: u32 = 250;
/// Share of the page's text outside of links by which a name that may be furniture's is told to say nothing, in percent.
const COMMON: u32 = 30;
/// How many times the prose of the rest of the page furniture must hold to be none.
const RESCUE: u32 = 3;

/// Decides what the parts are that may be furniture, and which furniture is none. Parts are told by all that is below them, furniture or
/// not, so the weights are summed for this alone, and taken apart again.
pub(super) fn decide(survey: &mut Survey, dom: &Dom) {
    if !survey.natures.iter().any(|nature| may_be_furniture(nature.part)) {
        return;
    }
    let kept = kept_prose(survey);
    for Place { number, above, .. } in survey.order.iter().rev() {
        let weight = survey.weights[*number as usize];
        survey.weights[*above as usize].add(weight);
    }
    let whole = survey.order.first().map_or(Weight::default(), |top| survey.weights[top.number as usize]);
    let names = common_names(survey, dom, whole);
    for place in &survey.order {
        let number = place.number as usize;
        let (part, weight) = (&mut survey.natures[number].part, survey.weights[number]);
        *part = match *part {
            part if may_be_furniture(part) && weight.prose * 2 > whole.prose.max(kept * RESCUE) => {
                Part::Content
            }
            Part::Soft(name) if names.contains(&name) => Part::Content,
            Part::Soft(_) if weight.prose >= SOFT && weight.links * 3 < weight.text => Part::Content,
            Part::Soft(_) => Part::Furniture,
            part => part,
        };
    }
    for Place { number, above, .. } in &survey.order {
        let weight = survey.weights[*number as usize];
        survey.weights[*above as usize].take(weight);
    }
}

fn may_be_furniture(part: Part) -> bool {
    matches!(part, Part::Furniture | Part::Soft(_))
}

/// The prose of the page that is in no furniture, where nothing is summed yet.
fn kept_prose(survey: &Survey) -> u32 {
    let mut inside = vec![false; survey.natures.len()];
    let mut kept = 0;
    for place in &survey.order {
        let at = place.number as usize;
        inside[at] = inside[place.above as usize] || may_be_furniture(survey.natures[at].part);
        kept += if inside[at] { 0 } else { survey.weights[at].prose };
    }
    kept
}

/// Names that say little and that so much of the page bears that they say nothing.
fn common_names(survey: &Survey, dom: &Dom, whole: Weight) -> Vec<u8> {
    let mut sums: Vec<(u8, u32)> = Vec::new();
    for place in &survey.order {
        let number = place.number as usize;
        let Part::Soft(name) = survey.natures[number].part else { continue };
        let same = |node: NodeRef<'_>| survey.natures[node.number()].part == Part::Soft(name);
        if dom.get(place.id).ancestors().any(same) {
            continue;
        }
        let plain = survey.weights[number].plain();
        match sums.iter_mut().find(|sum| sum.0 == name) {
            Some(sum) => sum.1 += plain,
            None => sums.push((name, plain)),
        }
    }
    sums.retain(|(_, plain)| u64::from(*plain) * 100 > u64::from(whole.plain()) * u64::from(COMMON));
    sums.into_iter().map(|(name, _)| name).collect()
}
