//! Ids inside texts.

use crate::ParticipantId;

/// A text in which a tombstone stands for every mention of an id. An id is mentioned where no letter and no digit stands
/// right before or after it, so that `a07` is found in `coaching/a07/2` and not in `a071`.
pub(crate) fn without(text: &str, id: &ParticipantId, tombstone: &ParticipantId) -> String {
    let id = id.as_str();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find(rest, out.chars().next_back(), id) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push_str(tombstone.as_str());
        rest = from.strip_prefix(id).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn find(text: &str, before: Option<char>, id: &str) -> Option<usize> {
    if id.is_empty() {
        return None;
    }
    let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let mut before = before;
    for (at, c) in text.char_indices() {
        let after = text.get(at..).and_then(|rest| rest.strip_prefix(id));
        if apart(before) && after.is_some_and(|after| apart(after.chars().next())) {
            return Some(at);
        }
        before = Some(c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_ids_are_mentions() {
        let gone = |text: &str| without(text, &"a07".into(), &"erased-1".into());
        assert_eq!(
            gone("a07 and a071, (a07)/ba07 a07"),
            "erased-1 and a071, (erased-1)/ba07 erased-1"
        );
        assert_eq!(gone("coaching/a07/2"), "coaching/erased-1/2");
        assert_eq!(gone(""), "");
        // The second one overlaps with a place that is no mention.
        assert_eq!(without("xa-a-a", &"a-a".into(), &"erased-1".into()), "xa-erased-1");
        assert_eq!(without("x", &"".into(), &"erased-1".into()), "x");
    }
}
