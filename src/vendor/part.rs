//! Parts beside the roles that columns of many sources play, told by their names: user agents, sessions, countries.

use super::fold;
use super::pattern::matches;
use crate::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// For each part the names of columns that play it, the surest first; `*` stands for anything.
static PARTS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| json::read(include_str!("part.json")).unwrap_or_default());

/// The names of all parts.
pub fn parts() -> impl Iterator<Item = &'static str> {
    PARTS.keys().map(String::as_str)
}

/// The column, of these, that plays a part: `agent`, `session`, `country`, `region`, `factor` (a second one was used), `proxy`
/// (true where the address hides another), `credential` (which key or token). `actor` says who acts, and so not to whom it was done.
pub fn part<'c>(name: &str, columns: impl Iterator<Item = &'c str> + Clone, actor: Option<&str>) -> Option<&'c str> {
    let actor = actor.filter(|_| name == "whom");
    PARTS.get(name)?.iter().find_map(|pattern| {
        let pattern = fold(pattern);
        let fits = |column: &&str| Some(*column) != actor && matches(&pattern, &fold(column));
        columns.clone().find(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_by_names_in_any_spelling() {
        let columns = [
            "client.ipAddress",
            "client.userAgent.rawUserAgent",
            "User Agent",
            "actor_location.country_code",
            "Session Id",
            "userIdentity.accessKeyId",
        ];
        let found = |name: &str| part(name, columns.into_iter(), None);
        assert_eq!(found("agent"), Some("User Agent"));
        assert_eq!(found("country"), Some("actor_location.country_code"));
        assert_eq!(found("session"), Some("Session Id"));
        assert_eq!(found("credential"), Some("userIdentity.accessKeyId"));
        assert_eq!(found("proxy"), None);
        assert_eq!(found("no such part"), None);
        // Of which kind somebody is does not say who.
        let whom = |column| part("whom", [column].into_iter(), Some("user"));
        assert_eq!(whom("AuditData.TargetUserOrGroupType"), None);
        assert_eq!(whom("target_user.email"), Some("target_user.email"));
        assert_eq!(whom("user"), None);
        assert_eq!(whom("User"), Some("User"));
        assert!(PARTS.len() > 5, "the file reads");
    }
}
