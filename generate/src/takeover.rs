//! Calls of a cloud account, with a story: a leaked key looks round, makes itself at home, switches the log off and carries data away. The
//! shape is that of AWS CloudTrail.

use super::Source;
use super::calendar::{Calendar, DAY, HOUR, Stamper};
use super::random::{Random, Weighted};
use super::row::{Object, Row};

/// 2026-11-02T00:00:00Z, a Monday: the first day.
const START: u64 = 1_793_577_600_000;
const DAYS: u64 = 14;
/// Whose key leaked.
pub const LEAKED: &str = "build-agent";
/// From where it is used.
pub const INTRUDER: &str = "198.51.100.203";
/// Objects that are carried away.
pub const TAKEN: usize = 120;
/// A region that nobody else works in.
pub const REGION: &str = "ap-northeast-3";

const COLUMNS: &[&str] = &[
    "eventVersion",
    "eventID",
    "eventTime",
    "eventSource",
    "eventName",
    "awsRegion",
    "sourceIPAddress",
    "userAgent",
    "userIdentity",
    "requestParameters",
    "errorCode",
    "errorMessage",
    "readOnly",
    "recipientAccountId",
];

/// An identity: name, key, address, client, how busy.
type Who = (&'static str, &'static str, &'static str, &'static str, f64);

const AGENT: &str = "aws-cli/2.17.4";
const IDENTITIES: [Who; 6] = [
    (LEAKED, "AKIAEXAMPLEBUILD0001", "10.4.0.12", "aws-sdk-go/1.55.5", 8.0),
    (
        "deploy",
        "AKIAEXAMPLEDEPLOY001",
        "10.4.0.13",
        "HashiCorp Terraform/1.9.5",
        5.0,
    ),
    ("backup", "AKIAEXAMPLEBACKUP001", "10.4.0.14", "Boto3/1.35.10", 4.0),
    ("wanda.sato", "ASIAEXAMPLEWANDA0001", "192.0.2.17", AGENT, 3.0),
    (
        "henrik.osei",
        "ASIAEXAMPLEHENRIK001",
        "192.0.2.44",
        "console.amazonaws.com",
        2.0,
    ),
    ("gita.walker", "ASIAEXAMPLEGITA00001", "192.0.2.91", AGENT, 1.5),
];

/// A call: service, name, field and value of what it is about, whether it only reads, how often.
type Call = (&'static str, &'static str, &'static str, &'static str, bool, f64);

const CALLS: [Call; 10] = [
    ("s3", "PutObject", "bucketName", "northwind-artifacts", false, 6.0),
    ("s3", "GetObject", "bucketName", "northwind-artifacts", true, 5.0),
    ("sts", "AssumeRole", "roleName", "deployer", true, 4.0),
    ("ecr", "GetAuthorizationToken", "", "", true, 4.0),
    ("ec2", "DescribeInstances", "", "", true, 5.0),
    ("cloudformation", "DescribeStacks", "", "", true, 3.0),
    (
        "lambda",
        "UpdateFunctionCode",
        "functionName",
        "invoice-worker",
        false,
        1.0,
    ),
    (
        "secretsmanager",
        "GetSecretValue",
        "secretId",
        "prod/database",
        true,
        1.0,
    ),
    ("ec2", "RunInstances", "instanceType", "m7g.large", false, 0.4),
    ("iam", "ListUsers", "", "", true, 0.4),
];

struct Event {
    millis: u64,
    who: Who,
    address: &'static str,
    agent: &'static str,
    region: &'static str,
    service: &'static str,
    name: &'static str,
    about: (&'static str, String),
    reads: bool,
    error: Option<&'static str>,
}

/// The events of the log, in the order of time.
pub struct Takeover {
    random: Random,
    stamper: Stamper,
    events: std::vec::IntoIter<Event>,
}

impl Takeover {
    /// So many ordinary events of this seed, and those of the story.
    pub fn new(rows: u64, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut events = ordinary(&mut random, rows);
        events.extend(story());
        events.sort_by_key(|event| event.millis);
        Self {
            random,
            stamper: Stamper::default(),
            events: events.into_iter(),
        }
    }
}

fn ordinary(random: &mut Random, rows: u64) -> Vec<Event> {
    let calendar = Calendar::new(START, DAYS, |_| 1.0);
    let identities = Weighted::new(IDENTITIES.iter().map(|who| who.4));
    let calls = Weighted::new(CALLS.iter().map(|call| call.5));
    (0..rows)
        .map(|at| {
            let who = IDENTITIES[identities.choose(random)];
            let (service, name, field, value, reads, _) = CALLS[calls.choose(random)];
            Event {
                millis: calendar.moment((at as f64 + random.unit()) / rows as f64),
                who,
                address: who.2,
                agent: who.3,
                region: random.pick_early::<&str>(&["eu-central-1", "eu-central-1", "eu-west-1"]),
                service,
                name,
                about: (field, value.into()),
                reads,
                error: random.chance(0.012).then_some("ThrottlingException"),
            }
        })
        .collect()
}

/// Wednesday, November 11, 2026, by night.
fn story() -> Vec<Event> {
    let begin = START + 9 * DAY + 2 * HOUR + 40 * 60_000;
    let event = |seconds: u64, service, name, about: (&'static str, &str), error| Event {
        millis: begin + seconds * 1000,
        who: IDENTITIES[0],
        address: INTRUDER,
        agent: "aws-cli/1.22.34 Python/3.10 Linux",
        region: "eu-central-1",
        service,
        name,
        about: (about.0, about.1.into()),
        reads: ["Get", "List", "Describe"]
            .iter()
            .any(|verb| str::starts_with(name, verb)),
        error,
    };
    let denied = Some("AccessDenied");
    let mut events = vec![event(0, "sts", "GetCallerIdentity", ("", ""), None)];
    let looks = [
        ("iam", "ListUsers", None),
        ("iam", "ListRoles", None),
        ("iam", "GetAccountAuthorizationDetails", denied),
        ("iam", "ListAttachedUserPolicies", None),
        ("s3", "ListBuckets", None),
        ("organizations", "DescribeOrganization", denied),
        ("kms", "ListKeys", denied),
        ("rds", "DescribeDBInstances", denied),
        ("dynamodb", "ListTables", denied),
        ("lambda", "ListFunctions", None),
        ("secretsmanager", "ListSecrets", denied),
        ("cloudtrail", "DescribeTrails", None),
        ("guardduty", "ListDetectors", denied),
        ("ses", "GetSendQuota", denied),
    ];
    for (at, (service, name, error)) in looks.into_iter().enumerate() {
        events.push(event(20 + at as u64 * 14, service, name, ("", ""), error));
    }
    events.extend([
        event(600, "iam", "CreateUser", ("userName", "support-sync"), None),
        event(640, "iam", "CreateAccessKey", ("userName", "support-sync"), None),
        event(680, "iam", "AttachUserPolicy", ("userName", "support-sync"), None),
        event(760, "cloudtrail", "StopLogging", ("name", "northwind-trail"), None),
        event(
            800,
            "s3",
            "DeleteBucketPublicAccessBlock",
            ("bucketName", "northwind-customers"),
            None,
        ),
        event(
            830,
            "s3",
            "PutBucketPolicy",
            ("bucketName", "northwind-customers"),
            None,
        ),
    ]);
    for at in 0..TAKEN as u64 {
        events.push(event(
            900 + at * 9,
            "s3",
            "GetObject",
            ("bucketName", "northwind-customers"),
            None,
        ));
    }
    for at in 0..6 {
        let mut run = event(
            2400 + at * 20,
            "ec2",
            "RunInstances",
            ("instanceType", "p5.48xlarge"),
            None,
        );
        run.region = REGION;
        events.push(run);
    }
    let mut answers = [
        event(26_000, "iam", "UpdateAccessKey", ("userName", LEAKED), None),
        event(26_100, "iam", "DeleteUser", ("userName", "support-sync"), None),
        event(26_300, "cloudtrail", "StartLogging", ("name", "northwind-trail"), None),
    ];
    for event in &mut answers {
        event.who = IDENTITIES[3];
        (event.address, event.agent) = (IDENTITIES[3].2, IDENTITIES[3].3);
    }
    events.extend(answers);
    events
}

impl Source for Takeover {
    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn next(&mut self, row: &mut Row) -> bool {
        let Some(event) = self.events.next() else { return false };
        let bits = self.random.bits();
        row.text(0, "1.09");
        row.text_with(1, |out| super::row::hex(out, bits, 16));
        row.text_with(2, |out| self.stamper.write(out, event.millis));
        row.text_with(3, |out| out.extend([event.service, ".amazonaws.com"]));
        row.text(4, event.name);
        row.text(5, event.region);
        row.text(6, event.address);
        row.text(7, event.agent);
        row.json_with(8, |out| {
            let arn = format!("arn:aws:iam::000000000042:user/{}", event.who.0);
            Object::write(out, |identity| {
                identity
                    .text("type", "IAMUser")
                    .text("arn", &arn)
                    .text("userName", event.who.0)
                    .text("accessKeyId", event.who.1);
            });
        });
        if !event.about.0.is_empty() {
            row.json_with(9, |out| {
                Object::write(out, |about| {
                    about.text(event.about.0, &event.about.1);
                })
            });
        }
        if let Some(error) = event.error {
            row.text(10, error);
            row.text(
                11,
                match error {
                    "AccessDenied" => "User is not authorized to perform this action.",
                    _ => "Rate exceeded.",
                },
            );
        }
        row.boolean(12, event.reads);
        row.text(13, "000000000042");
        true
    }
}
