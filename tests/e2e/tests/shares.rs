//! A table of millions of rows is answered by several workers, as by one; and by one again when others are lost.

use e2e::{Page, Place, json, run};

/// A page on three cores that keeps the workers it starts.
const THREE: &str = "
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 3 });
    globalThis.started = [];
    globalThis.Worker = class extends Worker {
        constructor(...rest) {
            super(...rest);
            started.push(this);
        }
    };
";

/// Opens 4,200,000 rows, and gives how many of them are of each type.
const OPEN: &str = "
    const types = ['login', 'logout', 'export', 'delete'];
    const counts = new Map(types.map((type) => [type, 0]));
    const line = (_, at) => {
        const type = types[(at * 7919) % 11 % 4];
        counts.set(type, counts.get(type) + 84);
        const minute = String(at % 60).padStart(2, '0');
        return `2026-01-${String((at % 28) + 1).padStart(2, '0')}T10:${minute}:00Z,${type},user${(at * 31) % 977},text ${at}\\n`;
    };
    const part = new Blob([Array.from({ length: 50000 }, line).join('')]);
    const file = new File(['time,type,user,text\\n', ...Array(84).fill(part)], 'many.csv');
    const report = await auditExplorer.open([file]);
    return { rows: report.rows, counts: [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)) };
";

/// Waits until questions are answered by so many workers.
const BY: &str = "
    for (let tries = 0; tries < 600; tries += 1) {
        const { workers } = await auditExplorer.ask('', [{ count: {} }]);
        if (workers === arguments[0]) return workers;
        await new Promise((done) => setTimeout(done, 100));
    }
    return 'never';
";

#[test]
fn millions_of_rows_are_answered_by_several_workers_as_by_one() {
    run(Place::Hosted, "shares", async |page: &Page| {
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": THREE }))
            .await?;
        page.client().refresh().await?;
        page.ready().await?;
        let opened = page.run(OPEN, vec![]).await?;
        assert_eq!(opened["rows"], 4_200_000);
        let asks = json!([
            { "facet": { "column": "type" } },
            { "facet": { "column": "user", "limit": 5, "search": "77" } },
            { "histogram": { "column": "time", "bucket": "day", "by": "type" } },
            { "group": { "by": ["type"], "measures": ["count", { "distinct": "user" }, { "min": "time" }] } },
        ]);
        let several = json!(3);
        assert_eq!(page.run(BY, vec![several.clone()]).await?, several);
        for filter in ["", "text: *9*", "user: user7 and time >= 2026-01-20"] {
            let together = page.ask(filter, asks.clone()).await?;
            assert_eq!(together["workers"], 3, "{filter}");
            // Beside a question that only who holds all rows answers, the others are answered there, too.
            let mut more = asks.clone();
            more.as_array_mut()
                .expect("asks")
                .push(json!({ "page": { "limit": 1 } }));
            let alone = page.ask(filter, more).await?;
            assert_eq!(alone["workers"], 1, "{filter}");
            for at in 0..4 {
                assert_eq!(together["answers"][at], alone["answers"][at], "{filter} {at}");
            }
            assert_eq!(together["rows"], alone["rows"], "{filter}");
        }
        let counts = page.ask("", asks.clone()).await?;
        assert_eq!(counts["answers"][0], opened["counts"]);

        // A table beside the log changes all parts: shared out once more, everybody knows it.
        let roster =
            "await auditExplorer.open([new File(['name\\nuser7\\nuser9\\n'], 'roster.csv')], { as: 'roster' });";
        page.run(roster, vec![]).await?;
        assert_eq!(page.run(BY, vec![several.clone()]).await?, several);
        let listed = page.ask("user in #roster", json!([{ "count": {} }])).await?;
        let said = page.ask("user: (user7 or user9)", json!([{ "count": {} }])).await?;
        assert_eq!((&listed["workers"], &listed["rows"]), (&several, &said["rows"]));

        // One that is lost is done without.
        let lose = "const lost = started.at(-1); lost.terminate(); lost.onmessage({ data: 'It is lost.' });";
        page.run(lose, vec![]).await?;
        assert_eq!(page.run(BY, vec![json!(1)]).await?, 1);
        let counts = page.ask("", asks).await?;
        assert_eq!(counts["answers"][0], opened["counts"]);
        Ok(())
    });
}
