"""DuckDB or Polars, native, on one thread: reads the work as JSON on standard input, writes times and answers to standard output.

    native.py duckdb|polars

Ends with status 3 when the package is not there.
"""

import json
import re
import sys
import time

SHOWN = 20
HOUR = 3_600_000
NUMBERS = ("EVENT_TIME", "DURATION_MS", "ROWS_RETURNED")
FIELDS = ("EVENT_TYPE", "EVENT_NAME", "ACTOR_TYPE", "STATUS", "GEO_COUNTRY", "TEAM_NAME", "CONNECTION_NAME", "ACTOR_EMAIL")


class DuckDb:
    def __init__(self):
        import duckdb

        self.title = f"DuckDB {duckdb.__version__}, native"
        self.log = duckdb.connect()
        self.log.execute("SET threads = 1")
        self.log.execute("SET TimeZone = 'UTC'")

    def drop(self):
        self.log.execute("DROP TABLE IF EXISTS log")

    def load(self, file, kind):
        source = "read_csv(?, types = {'EVENT_TIME': 'TIMESTAMP'})" if kind == "csv" else "read_json(?, format = 'newline_delimited')"
        self.log.execute(
            f"CREATE TABLE log AS SELECT * REPLACE (EVENT_TIME::TIMESTAMP AS EVENT_TIME) FROM {source}", [file]
        )
        names = self.log.execute("SELECT * FROM log LIMIT 0").description
        self.text = [name for name, *_ in names if name not in NUMBERS]
        return self.rows("SELECT count(*) FROM log")[0][0]

    def rows(self, sql, *values):
        return [list(row) for row in self.log.execute(sql, values).fetchall()]

    def most(self, column, where, *values):
        sql = f"SELECT {column}, count(*) AS n FROM log WHERE {where} GROUP BY 1 ORDER BY n DESC LIMIT {SHOWN + 1}"
        return self.rows(sql, *values)

    def by_hour(self, where, *values):
        hour = f"epoch_ms(EVENT_TIME) // {HOUR} * {HOUR}"
        return self.rows(f"SELECT {hour}, EVENT_TYPE, count(*) FROM log WHERE {where} GROUP BY 1, 2", *values)

    def types(self):
        return self.rows("SELECT EVENT_TYPE, count(*) FROM log GROUP BY 1")

    def actors(self, type, status):
        return self.most("ACTOR_EMAIL", "EVENT_TYPE = ? AND STATUS = ?", type, status)

    def anywhere(self, text):
        tests = " OR ".join(f"contains(lower({column}::VARCHAR), $1)" for column in self.text)
        return self.rows(f"SELECT count(*) FROM log WHERE {tests}", text.lower())[0][0]

    def hours(self, actor):
        return self.by_hour("ACTOR_EMAIL = ?", actor)

    def page(self, offset, limit):
        found = self.log.execute(
            "SELECT * REPLACE (epoch_ms(EVENT_TIME) AS EVENT_TIME) FROM log WHERE rowid IN "
            f"(SELECT rowid FROM log ORDER BY EVENT_TIME DESC LIMIT {limit} OFFSET {offset}) ORDER BY log.EVENT_TIME DESC"
        )
        names = [name for name, *_ in found.description]
        return [dict(zip(names, row)) for row in found.fetchall()]

    def brushed(self, **brush):
        where = "EVENT_TIME >= make_timestamp($1) AND EVENT_TIME < make_timestamp($2)"
        values = brush["from"] * 1000, brush["until"] * 1000
        return {"fields": {field: self.most(field, where, *values) for field in FIELDS}, "hours": self.by_hour(where, *values)}

    def groups(self):
        return self.rows(
            "SELECT EVENT_TYPE, EVENT_NAME, count(*), count(DISTINCT ACTOR_EMAIL), epoch_ms(min(EVENT_TIME)), "
            "epoch_ms(max(EVENT_TIME)), avg(DURATION_MS) FROM log GROUP BY 1, 2"
        )


class Polars:
    def __init__(self):
        import polars

        self.polars = polars
        self.title = f"Polars {polars.__version__}, native"

    def drop(self):
        self.log = None

    def load(self, file, kind):
        polars, column = self.polars, self.polars.col
        if kind == "csv":
            log = polars.read_csv(file, schema_overrides={"EVENT_TIME": polars.String}, infer_schema_length=10_000)
        else:
            log = polars.read_ndjson(file, infer_schema_length=10_000)
        self.log = log.with_columns(column("EVENT_TIME").str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms"))
        self.time = column("EVENT_TIME").to_physical()
        self.text = [name for name in self.log.columns if name not in NUMBERS]
        return self.log.height

    @staticmethod
    def rows(table):
        return [list(row) for row in table.rows()]

    def most(self, table, column):
        return self.rows(table.group_by(column).len().sort("len", descending=True).head(SHOWN + 1))

    def by_hour(self, table):
        return self.rows(table.group_by((self.time // HOUR * HOUR).alias("hour"), "EVENT_TYPE").len())

    def types(self):
        return self.rows(self.log.group_by("EVENT_TYPE").len())

    def actors(self, type, status):
        column = self.polars.col
        return self.most(self.log.filter((column("EVENT_TYPE") == type) & (column("STATUS") == status)), "ACTOR_EMAIL")

    def anywhere(self, text):
        pattern = f"(?i){re.escape(text)}"
        tests = [self.polars.col(name).str.contains(pattern).fill_null(False) for name in self.text]
        return self.log.select(self.polars.any_horizontal(tests).sum()).item()

    def hours(self, actor):
        return self.by_hour(self.log.filter(self.polars.col("ACTOR_EMAIL") == actor))

    def page(self, offset, limit):
        order = self.log.select(self.polars.col("EVENT_TIME").arg_sort(descending=True).slice(offset, limit)).to_series()
        return self.log[order].with_columns(self.time).to_dicts()

    def brushed(self, **brush):
        needed = self.log.select(*FIELDS, "EVENT_TIME")
        inside = needed.filter((self.time >= brush["from"]) & (self.time < brush["until"]))
        return {"fields": {field: self.most(inside, field) for field in FIELDS}, "hours": self.by_hour(inside)}

    def groups(self):
        column = self.polars.col
        measures = (
            self.polars.len(),
            column("ACTOR_EMAIL").n_unique(),
            self.time.min().alias("first"),
            self.time.max().alias("last"),
            column("DURATION_MS").mean(),
        )
        return self.rows(self.log.group_by("EVENT_TYPE", "EVENT_NAME").agg(*measures))


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return answer, (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3


def forget_peak():
    """Lets the peak of memory begin anew, where the system can."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as refs:
            refs.write("5")
    except OSError:
        pass


def memory():
    """Most held since the peak was forgotten and held now, in MB; nothing where there is no /proc."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            lines = dict(line.split(":", 1) for line in status)
    except OSError:
        return {"peak": None, "settled": None}
    return {name: int(lines[key].split()[0]) * 1024 / 1e6 for name, key in (("peak", "VmHWM"), ("settled", "VmRSS"))}


def asked(engine, question, compared):
    """The first run apart; then as many as make 1.5 s, at least eight, or two of slow ones."""
    ask, runs = getattr(engine, question["ask"]), question["runs"]
    answer, first, _ = timed(lambda: ask(**runs[0]))
    answers, walls, cpus = [answer], [], []
    for run in runs[1:]:
        answer, wall, cpu = timed(lambda: ask(**run))
        walls.append(wall)
        cpus.append(cpu)
        if len(answers) < compared:
            answers.append(answer)
        if (len(walls) >= 8 and sum(walls) > 1_500) or (len(walls) >= 2 and sum(walls) > 15_000):
            break
    return {"first": first, "walls": walls, "cpu": sum(cpus) / len(cpus), "answers": answers}


def main():
    work = json.load(sys.stdin)
    try:
        engine = {"duckdb": DuckDb, "polars": Polars}[sys.argv[1]]()
    except ImportError:
        sys.exit(3)
    found = {"title": engine.title, "load": {}, "questions": {}, "complaints": [], "start": []}
    for kind in sorted(work["files"], reverse=True):
        load = found["load"][kind] = {"runs": [], "answers": {}}
        for _ in range(work["loads"]):
            engine.drop()
            forget_peak()
            rows, wall, cpu = timed(lambda: engine.load(work["files"][kind], kind))
            load["runs"].append({"wall": wall, "cpu": cpu, "settling": 0, "rows": rows, **memory()})
        for question in work["questions"]:
            if kind == "csv":
                found["questions"][question["name"]] = asked(engine, question, work["compared"])
            elif question["flat"]:
                load["answers"][question["name"]] = [getattr(engine, question["ask"])(**question["runs"][0])]
    json.dump(found, sys.stdout)


main()
