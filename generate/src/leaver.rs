//! Mail and files of an office, with a story: somebody who leaves forwards their mail, carries files away, opens some to all, and comes
//! back after the last day to delete. The shape is that of Microsoft 365's unified audit log.

use super::Source;
use super::calendar::{Calendar, DAY, HOUR, Stamper};
use super::people::{Person, browsing, identifier};
use super::random::{Random, Weighted};
use super::row::{Object, Row};

/// 2026-09-07T00:00:00Z, a Monday: the first day.
const START: u64 = 1_788_739_200_000;
const DAYS: u64 = 28;
/// Who leaves.
pub const LEAVER: &str = "dana.rios@northwind.example";
/// The last day, a Friday.
#[cfg(test)]
pub const LEFT: &str = "2026-09-25";
/// Where the mail goes.
pub const OUTSIDE: &str = "dana.r@mailbox.example";
/// From where the leaver works after the last day.
pub const HOME: &str = "198.51.100.77";
/// Files that are carried away, opened to everybody, and deleted after the last day.
pub const TAKEN: usize = 140;
pub const OPENED: usize = 3;
pub const DELETED: usize = 210;
/// Who administers.
pub const ADMIN: &str = "renata.hansen@northwind.example";
/// Whom the seller of the service lets in to help.
pub const VENDOR: &str = "support.engineer@vendor.example";

const COLUMNS: &[&str] = &[
    "CreationTime",
    "Id",
    "RecordType",
    "Operation",
    "OrganizationId",
    "UserType",
    "UserKey",
    "Workload",
    "UserId",
    "ObjectId",
    "ClientIP",
    "UserAgent",
    "ResultStatus",
    "LogonError",
    "SourceFileName",
    "Parameters",
    "ModifiedProperties",
];

/// A kind of event: workload, operation, number of its record type.
type Kind = (&'static str, &'static str, u64);

const LOGIN: Kind = ("AzureActiveDirectory", "UserLoggedIn", 15);
const REFUSED: Kind = ("AzureActiveDirectory", "UserLoginFailed", 15);
const DOWNLOAD: Kind = ("SharePoint", "FileDownloaded", 6);
const DELETE: Kind = ("SharePoint", "FileDeleted", 6);
const RULE: Kind = ("Exchange", "New-InboxRule", 1);
const OPEN: Kind = ("SharePoint", "AnonymousLinkCreated", 14);

/// Ordinary kinds, each with how often.
const KINDS: [(Kind, f64); 8] = [
    (LOGIN, 3.0),
    (REFUSED, 0.2),
    (("SharePoint", "FileAccessed", 6), 7.0),
    (("SharePoint", "FileModified", 6), 4.0),
    (DOWNLOAD, 1.2),
    (DELETE, 0.3),
    (("Exchange", "MailItemsAccessed", 50), 4.0),
    (("MicrosoftTeams", "MessageSent", 25), 3.0),
];

struct Event {
    millis: u64,
    kind: Kind,
    who: String,
    address: String,
    agent: String,
    object: Option<String>,
    /// Parameters of a command: names and values.
    said: Vec<(&'static str, &'static str)>,
    /// What was changed: name, before, after.
    changed: Vec<(&'static str, &'static str, &'static str)>,
}

/// The events of the log, in the order of time.
pub struct Leaver {
    random: Random,
    stamper: Stamper,
    events: std::vec::IntoIter<Event>,
}

impl Leaver {
    /// So many ordinary events of this seed, and those of the story.
    pub fn new(rows: u64, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut people = browsing(&mut random, 45);
        (people[4].email, people[9].email) = (LEAVER.into(), ADMIN.into());
        let mut events = ordinary(&mut random, &people, rows);
        events.extend(story(&people[4], &people[9]));
        events.sort_by_key(|event| event.millis);
        Self {
            random,
            stamper: Stamper::default(),
            events: events.into_iter(),
        }
    }
}

fn file(number: usize) -> String {
    format!("https://northwind.example/sites/Sales/Shared Documents/Account {number:03}.xlsx")
}

fn ordinary(random: &mut Random, people: &[Person], rows: u64) -> Vec<Event> {
    let calendar = Calendar::new(START, DAYS, |_| 1.0);
    let busy = Weighted::zipf(people.len());
    let kinds = Weighted::new(KINDS.iter().map(|(_, often)| *often));
    let events = (0..rows).map(|at| {
        let person = &people[busy.choose(random)];
        let millis = calendar.moment((at as f64 + random.unit()) / rows as f64);
        let kind = KINDS[kinds.choose(random)].0;
        Event {
            millis,
            kind,
            who: person.email.clone(),
            address: random.pick_early::<String>(&person.ips).clone(),
            agent: person.agent.clone(),
            object: (kind.0 == "SharePoint").then(|| file(random.below(400))),
            said: Vec::new(),
            changed: Vec::new(),
        }
    });
    // The leaver's last day is the last day.
    let gone = |event: &Event| event.who == LEAVER && event.millis > START + 18 * DAY + 17 * HOUR;
    events.filter(|event| !gone(event)).collect()
}

fn story(leaver: &Person, admin: &Person) -> Vec<Event> {
    let at = |day: u64, hour: u64, minute: u64| START + day * DAY + hour * HOUR + minute * 60_000;
    let by = |person: &Person, millis: u64, kind: Kind, object: Option<String>| Event {
        millis,
        kind,
        who: person.email.clone(),
        address: person.ips[0].clone(),
        agent: person.agent.clone(),
        object,
        said: Vec::new(),
        changed: Vec::new(),
    };
    let mut events = Vec::new();
    // A rule that keeps mail inside, and one that does not.
    let mut inside = by(admin, at(8, 9, 12), RULE, Some("Invoices".into()));
    inside.said = vec![("Name", "Invoices"), ("ForwardTo", "billing@northwind.example")];
    let mut outside = by(leaver, at(16, 16, 40), RULE, Some("All of it".into()));
    outside.said = vec![("Name", "All of it"), ("ForwardTo", OUTSIDE)];
    events.extend([inside, outside]);
    for taken in 0..TAKEN {
        let millis = at(17, 17, 5) + taken as u64 * 11_000;
        events.push(by(leaver, millis, DOWNLOAD, Some(file(taken))));
    }
    for opened in 0..OPENED {
        events.push(by(
            leaver,
            at(17, 17, 40) + opened as u64 * 60_000,
            OPEN,
            Some(file(opened)),
        ));
    }
    // Sunday after the last day, from home.
    let mut back = vec![by(leaver, at(20, 2, 10), LOGIN, None)];
    for deleted in 0..DELETED {
        let millis = at(20, 2, 14) + deleted as u64 * 2_700;
        back.push(by(leaver, millis, DELETE, Some(file(deleted))));
    }
    for event in &mut back {
        (event.address, event.agent) = (HOME.into(), "OneDrive/24.201 CFNetwork".into());
    }
    events.extend(back);
    // Those who answer: one becomes an administrator, looks, and locks the account.
    let mut made = by(
        admin,
        at(21, 8, 2),
        ("AzureActiveDirectory", "Add member to role.", 8),
        Some(admin.email.clone()),
    );
    made.changed = vec![("Role.DisplayName", "User", "Global Administrator")];
    let mut locked = by(
        admin,
        at(21, 8, 20),
        ("AzureActiveDirectory", "Disable account.", 8),
        Some(LEAVER.into()),
    );
    locked.changed = vec![("AccountEnabled", "true", "false")];
    let mut vendor = by(
        admin,
        at(21, 10, 30),
        ("Exchange", "Search-Mailbox", 1),
        Some(LEAVER.into()),
    );
    (vendor.who, vendor.address) = (VENDOR.into(), "192.0.2.201".into());
    events.extend([made, locked, vendor]);
    events
}

impl Source for Leaver {
    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn next(&mut self, row: &mut Row) -> bool {
        let Some(event) = self.events.next() else { return false };
        let (workload, operation, record) = event.kind;
        row.text_with(0, |out| self.stamper.write(out, event.millis));
        row.text(1, &identifier(&mut self.random, 22));
        row.number(2, record);
        row.text(3, operation);
        row.text(4, "northwind");
        row.number(5, if event.who == VENDOR { 3 } else { 0 });
        row.text(6, &event.who);
        row.text(7, workload);
        row.text(8, &event.who);
        if let Some(object) = &event.object {
            row.text(9, object);
        }
        row.text(10, &event.address);
        row.text(11, &event.agent);
        let refused = event.kind == REFUSED;
        row.text(12, if refused { "Failed" } else { "Success" });
        if refused {
            row.text(13, "InvalidUserNameOrPassword");
        }
        if let Some(name) = event.object.as_deref().filter(|_| workload == "SharePoint") {
            row.text(14, name.rsplit('/').next().unwrap_or(name));
        }
        let list = |out: &mut String, entries: &mut dyn Iterator<Item = [(&str, &str); 3]>| {
            out.push('[');
            for (at, entry) in entries.enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                Object::write(out, |object| {
                    for (key, text) in entry.into_iter().filter(|(key, _)| !key.is_empty()) {
                        object.text(key, text);
                    }
                });
            }
            out.push(']');
        };
        if !event.said.is_empty() {
            let mut entries = event
                .said
                .iter()
                .map(|&(name, value)| [("Name", name), ("Value", value), ("", "")]);
            row.json_with(15, |out| list(out, &mut entries));
        }
        if !event.changed.is_empty() {
            let entry = |&(name, before, after)| [("Name", name), ("NewValue", after), ("OldValue", before)];
            row.json_with(16, |out| list(out, &mut event.changed.iter().map(entry)));
        }
        true
    }
}
