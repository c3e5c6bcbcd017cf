//! What there is to find in a generated log: an invitation that was sent, a day on which nobody could sign in, a guessed password.

use super::calendar::{DAY, HOUR};
use super::catalogue::{Kind, named};

/// 2026-08-24T00:00:00Z, a Monday: the first day.
pub const START: u64 = 1_787_529_600_000;
/// How many days a log covers.
pub const DAYS: u64 = 90;
/// Thursday, October 22, 2026: the identity provider is down from 8 to 15 o'clock UTC.
pub const OUTAGE: u64 = 59;
/// The person of the first story.
pub const INVITED: &str = "invited.person@example.com";
/// Who invites.
pub const INVITER: &str = "maria.k@northwind.example";
/// Whose password is guessed, on Sunday, November 8, 2026, by night.
pub const GUESSED: &str = "j.tanaka@northwind.example";
/// From where.
pub const ATTACKER: &str = "203.0.113.87";

/// Whether the identity provider is down.
pub fn outage(millis: u64) -> bool {
    (START + OUTAGE * DAY + 8 * HOUR..START + OUTAGE * DAY + 15 * HOUR).contains(&millis)
}

/// An event of a story.
pub struct Scene {
    pub millis: u64,
    pub kind: &'static Kind,
    pub email: &'static str,
    pub ip: &'static str,
    pub agent: &'static str,
    /// Why it failed.
    pub reason: Option<&'static str>,
    pub object: Option<&'static str>,
    /// What became of the e-mail to [`INVITED`].
    pub delivery: Option<&'static str>,
}

const BROWSER: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15";

/// The scenes of all stories for a log of so many rows, by time; at most a third of the rows. The invitation comes before all else
/// where there is room for few.
pub fn scenes(rows: u64) -> Vec<Scene> {
    let room = (rows / 3) as usize;
    let mut scenes = invitation();
    scenes.truncate(room.max(1).min(rows as usize));
    let guesses = (rows / 2000).clamp(12, 400) as usize;
    if scenes.len() + guesses + 2 <= room {
        scenes.extend(guessing(guesses as u64));
    }
    scenes.sort_by_key(|scene| scene.millis);
    scenes
}

fn invitation() -> Vec<Scene> {
    let at = |day: u64, hour: u64, minute: u64, second: u64| {
        START + day * DAY + hour * HOUR + minute * 60_000 + second * 1000
    };
    let scene = |millis, event, email| Scene {
        millis,
        kind: named(event),
        email,
        ip: if email == INVITED {
            "198.51.100.24"
        } else {
            "10.20.7.31"
        },
        agent: BROWSER,
        reason: None,
        object: Some(INVITED),
        delivery: None,
    };
    vec![
        Scene {
            delivery: Some("DELIVERED"),
            ..scene(at(43, 14, 3, 11), "USER_INVITATION_SENT", INVITER)
        },
        Scene {
            reason: Some("NO_MATCHING_RECORD"),
            object: None,
            ..scene(at(44, 9, 20, 2), "LOGIN", INVITED)
        },
        Scene {
            delivery: Some("DELIVERED"),
            ..scene(at(44, 9, 31, 40), "USER_INVITATION_RESENT", INVITER)
        },
        scene(at(44, 9, 48, 17), "USER_INVITATION_ACCEPTED", INVITED),
        Scene {
            object: None,
            ..scene(at(44, 9, 49, 3), "LOGIN", INVITED)
        },
    ]
}

fn guessing(count: u64) -> Vec<Scene> {
    let begin = START + 76 * DAY + 2 * HOUR + 13 * 60_000;
    let scene = |millis, event, reason, object| Scene {
        millis,
        kind: named(event),
        email: GUESSED,
        ip: ATTACKER,
        agent: "python-requests/2.32.3",
        reason,
        object,
        delivery: None,
    };
    let after = begin + count * 1900;
    let mut scenes: Vec<Scene> = (0..count)
        .map(|guess| {
            scene(
                begin + guess * 1900 + guess * 37 % 700,
                "LOGIN",
                Some("INVALID_CREDENTIALS"),
                None,
            )
        })
        .collect();
    scenes.push(scene(after + 1200, "LOGIN", None, None));
    scenes.push(scene(
        after + 74_000,
        "EXPORT_DOWNLOADED",
        None,
        Some("Payroll 2026, \"confidential\""),
    ));
    scenes
}
