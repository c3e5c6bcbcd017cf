//! Whether a value says that something worked.

/// How an event ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Success,
    Failure,
}

const SUCCESS: &[&str] = &[
    "success",
    "succeeded",
    "successful",
    "ok",
    "allow",
    "allowed",
    "granted",
    "true",
    "yes",
    "passed",
    "completed",
    "pass",
    "accepted",
    "accept",
    "noerror",
    "0",
    "partiallysucceeded",
    "erfolg",
    "erfolgreich",
    "succès",
    "réussite",
    "éxito",
    "sucesso",
    "成功",
    "успех",
    "успешно",
    "auditsuccess",
];
const FAILURE: &[&str] = &[
    "failure",
    "failed",
    "fail",
    "unsuccessful",
    "error",
    "deny",
    "denied",
    "accessdenied",
    "unauthorized",
    "unauthorised",
    "forbidden",
    "forbid",
    "rejected",
    "reject",
    "refused",
    "dropped",
    "drop",
    "nxdomain",
    "servfail",
    "blocked",
    "block",
    "false",
    "no",
    "invalid",
    "expired",
    "locked",
    "timeout",
    "revoked",
    "challenge",
    "abandoned",
    "fehler",
    "fehlgeschlagen",
    "échec",
    "fallo",
    "falha",
    "失敗",
    "失败",
    "auditfailure",
    "ошибка",
    "неудача",
    "отказ",
];

/// What a value of an outcome column means; `None` where it is anyone's guess.
pub fn outcome(value: &str) -> Option<Outcome> {
    let folded = super::fold(value);
    if SUCCESS.contains(&folded.as_str()) {
        return Some(Outcome::Success);
    }
    if FAILURE.contains(&folded.as_str()) {
        return Some(Outcome::Failure);
    }
    match folded.parse::<u32>() {
        Ok(100..=399) => Some(Outcome::Success),
        Ok(400..=599) => Some(Outcome::Failure),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes() {
        assert_eq!(outcome("FAILURE"), Some(Outcome::Failure));
        assert_eq!(outcome("Succeeded"), Some(Outcome::Success));
        assert_eq!(outcome("Unsuccessful"), Some(Outcome::Failure));
        assert_eq!(outcome("403"), Some(Outcome::Failure));
        assert_eq!(outcome("201"), Some(Outcome::Success));
        assert_eq!(outcome("banana"), None);
    }
}
