//! Sign-ins as an identity provider logs them, with a story: passwords sprayed over many accounts, one that fits, a second factor worn
//! down, and what the intruder did then. The shape is that of Okta's System Log.

use super::Source;
use super::calendar::{Calendar, DAY, HOUR, Stamper};
use super::people::{Person, browsing, identifier};
use super::random::{Random, Weighted};
use super::row::{Object, Row};

/// 2026-10-05T00:00:00Z, a Monday: the first day.
const START: u64 = 1_791_158_400_000;
const DAYS: u64 = 28;
/// Whose password fits, and who gives in.
pub const TAKEN: &str = "olu.mbeki@northwind.example";
/// From where the passwords are sprayed.
pub const SPRAYER: &str = "203.0.113.41";
/// Accounts that are tried.
pub const SPRAYED: usize = 48;
/// Requests for a second factor that are refused before one is granted.
pub const REFUSED: usize = 7;

const COLUMNS: &[&str] = &[
    "uuid",
    "published",
    "eventType",
    "displayMessage",
    "severity",
    "actor",
    "client",
    "outcome",
    "target",
    "authenticationContext",
    "securityContext",
];

#[derive(Clone)]
struct Event {
    millis: u64,
    kind: &'static str,
    message: &'static str,
    actor: (String, String),
    place: Place,
    session: String,
    /// Why it failed.
    reason: Option<&'static str>,
    target: Option<(&'static str, String)>,
}

/// From where, and with what.
#[derive(Clone)]
struct Place {
    address: String,
    agent: String,
    country: &'static str,
    proxy: bool,
}

const LOGIN: (&str, &str) = ("user.session.start", "User login to Okta");
const FACTOR: (&str, &str) = ("user.authentication.auth_via_mfa", "Authentication of user via MFA");
const APPS: [&str; 6] = [
    "Mail",
    "Wiki",
    "Payroll",
    "Customer desk",
    "Source code",
    "Cloud console",
];

/// The events of the log, in the order of time.
pub struct SignIns {
    random: Random,
    stamper: Stamper,
    events: std::vec::IntoIter<Event>,
}

impl SignIns {
    /// So many ordinary events of this seed, and those of the story.
    pub fn new(rows: u64, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut people = browsing(&mut random, 70);
        (people[5].email, people[5].name) = (TAKEN.into(), "Olu Mbeki".into());
        let mut events = ordinary(&mut random, &people, rows);
        events.extend(story(&people));
        events.sort_by_key(|event| event.millis);
        Self {
            random,
            stamper: Stamper::default(),
            events: events.into_iter(),
        }
    }
}

fn ordinary(random: &mut Random, people: &[Person], rows: u64) -> Vec<Event> {
    let calendar = Calendar::new(START, DAYS, |_| 1.0);
    let busy = Weighted::zipf(people.len());
    (0..rows)
        .map(|at| {
            let person = &people[busy.choose(random)];
            let millis = calendar.moment((at as f64 + random.unit()) / rows as f64);
            let unit = random.unit();
            let (kind, message, reason, target) = if unit < 0.34 {
                let reason = random.chance(0.07).then(|| {
                    *random.pick_early(&[
                        "INVALID_CREDENTIALS",
                        "PASSWORD_EXPIRED",
                        "LOCKED_OUT",
                        "VERIFICATION_ERROR",
                    ])
                });
                (LOGIN.0, LOGIN.1, reason, None)
            } else if unit < 0.58 {
                let reason = random.chance(0.03).then_some("User rejected Okta push verify");
                (FACTOR.0, FACTOR.1, reason, None)
            } else if unit < 0.95 {
                let app = random.pick_early::<&str>(&APPS);
                let target = Some(("AppInstance", (*app).to_owned()));
                ("user.authentication.sso", "User single sign on to app", None, target)
            } else if unit < 0.98 {
                ("user.session.end", "User logout from Okta", None, None)
            } else {
                let other = &people[busy.choose(random)];
                let target = Some(("User", other.email.clone()));
                (
                    "user.account.update_password",
                    "User update password for Okta",
                    None,
                    target,
                )
            };
            Event {
                millis,
                kind,
                message,
                actor: (person.email.clone(), person.name.clone()),
                place: Place {
                    address: random.pick_early::<String>(&person.ips).clone(),
                    agent: person.agent.clone(),
                    country: person.country,
                    proxy: false,
                },
                session: format!("{}-{}", &person.id[..8], millis / DAY),
                reason,
                target,
            }
        })
        .collect()
}

/// Sunday, October 25, 2026, by night.
fn story(people: &[Person]) -> Vec<Event> {
    let begin = START + 20 * DAY + HOUR + 12 * 60_000;
    let place = Place {
        address: SPRAYER.into(),
        agent: "python-requests/2.32.3".into(),
        country: "NL",
        proxy: true,
    };
    let taken = || (TAKEN.to_owned(), "Olu Mbeki".to_owned());
    let event = |seconds: u64, (kind, message): (&'static str, &'static str), actor, reason| Event {
        millis: begin + seconds * 1000,
        kind,
        message,
        actor,
        place: place.clone(),
        session: "sprayed-1".into(),
        reason,
        target: None,
    };
    let mut events: Vec<Event> = (0..SPRAYED)
        .map(|at| {
            let person = &people[at % people.len()];
            let actor = (person.email.clone(), person.name.clone());
            event(at as u64 * 31, LOGIN, actor, Some("INVALID_CREDENTIALS"))
        })
        .collect();
    // Whose password it is works late, in another country.
    let owner = &people[5];
    let mut late = event(
        600,
        ("user.authentication.sso", "User single sign on to app"),
        taken(),
        None,
    );
    late.place = Place {
        address: owner.ips[0].clone(),
        agent: owner.agent.clone(),
        country: owner.country,
        proxy: false,
    };
    (late.session, late.target) = ("late-1".into(), Some(("AppInstance", "Wiki".into())));
    let home = late.place.clone();
    events.push(late);
    events.push(event(1500, LOGIN, taken(), None));
    for at in 0..REFUSED as u64 {
        events.push(event(
            1560 + at * 45,
            FACTOR,
            taken(),
            Some("User rejected Okta push verify"),
        ));
    }
    events.push(event(1920, FACTOR, taken(), None));
    let inside = Place {
        agent: "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0".into(),
        ..place.clone()
    };
    let after = [
        (
            2040,
            "user.mfa.factor.activate",
            "Activate factor for user",
            ("User", TAKEN),
        ),
        (
            2100,
            "user.authentication.sso",
            "User single sign on to app",
            ("AppInstance", "Payroll"),
        ),
        (
            2160,
            "user.authentication.sso",
            "User single sign on to app",
            ("AppInstance", "Cloud console"),
        ),
        (
            2400,
            "system.api_token.create",
            "Create API token",
            ("Token", "backup-sync"),
        ),
        (
            2460,
            "group.user_membership.add",
            "Add user to group membership",
            ("UserGroup", "Administrators"),
        ),
        (
            2700,
            "policy.rule.deactivate",
            "Deactivate policy rule",
            ("PolicyRule", "Second factor off network"),
        ),
        (
            30_600,
            "user.mfa.factor.reset_all",
            "Reset all factors for user",
            ("User", TAKEN),
        ),
    ];
    for (seconds, kind, message, (about, target)) in after {
        let mut event = event(seconds, (kind, message), taken(), None);
        event.target = Some((about, target.into()));
        event.place = inside.clone();
        // The morning after, those who help.
        if seconds > 10_000 {
            let helper = &people[0];
            event.actor = (helper.email.clone(), helper.name.clone());
            event.place = Place {
                address: helper.ips[0].clone(),
                agent: helper.agent.clone(),
                country: helper.country,
                proxy: false,
            };
            event.session = "help-1".into();
        }
        events.push(event);
    }
    // Back in, with a new factor.
    let mut back = event(32_400, LOGIN, taken(), None);
    (back.place, back.session) = (home, "back-1".into());
    events.push(back);
    events
}

impl Source for SignIns {
    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn next(&mut self, row: &mut Row) -> bool {
        let Some(event) = self.events.next() else { return false };
        let id = identifier(&mut self.random, 22);
        row.text(0, &id);
        row.text_with(1, |out| self.stamper.write(out, event.millis));
        row.text(2, event.kind);
        row.text(3, event.message);
        row.text(4, if event.reason.is_some() { "WARN" } else { "INFO" });
        row.json_with(5, |out| {
            Object::write(out, |actor| {
                actor
                    .text("type", "User")
                    .text("alternateId", &event.actor.0)
                    .text("displayName", &event.actor.1);
            });
        });
        row.json_with(6, |out| {
            Object::write(out, |client| {
                client
                    .text("ipAddress", &event.place.address)
                    .object("userAgent", |agent| {
                        agent.text("rawUserAgent", &event.place.agent);
                    })
                    .object("geographicalContext", |place| {
                        place.text("country", event.place.country);
                    });
            });
        });
        row.json_with(7, |out| {
            Object::write(out, |outcome| match event.reason {
                None => {
                    outcome.text("result", "SUCCESS");
                }
                Some(reason) => {
                    outcome.text("result", "FAILURE").text("reason", reason);
                }
            });
        });
        if let Some((about, target)) = &event.target {
            row.json_with(8, |out| {
                out.push('[');
                // A group is joined by somebody.
                if *about == "UserGroup" {
                    Object::write(out, |of| {
                        of.text("type", "User").text("displayName", &event.actor.0);
                    });
                    out.push(',');
                }
                Object::write(out, |of| {
                    of.text("type", about).text("displayName", target);
                });
                out.push(']');
            });
        }
        row.json_with(9, |out| {
            Object::write(out, |context| {
                context.text("externalSessionId", &event.session);
            });
        });
        row.json_with(10, |out| {
            Object::write(out, |context| {
                context.boolean("isProxy", event.place.proxy);
            });
        });
        true
    }
}
