"""Writes the files beside this script: tables as Parquet, in as many ways as writers know, and the same rows as lines of JSON.

    python -m venv venv; venv/bin/pip install pyarrow duckdb fastparquet pandas; venv/bin/python make.py

A table is named before the first point of a file's name: `flat.v2.zstd.parquet` holds the rows of `flat.ndjson`. Members that are null are
left out of the lines, as in what the page shows for a record.
"""

import datetime
import decimal
import gzip
import json
import pathlib
import random
import struct
import uuid

import duckdb
import fastparquet
import pandas
import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent / "files"
DAY = 86_400_000_000_000


def stamp(units, places, zone):
    """Units of 10^-places seconds since 1970 as ISO 8601."""
    scale = 10**places
    seconds, rest = divmod(units, scale)
    at = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return f"{at.isoformat()}.{rest:0{places}}{'Z' if zone else ''}"


def clock(units, places):
    seconds, rest = divmod(units, 10**places)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:0{places}}"


def number(value):
    """A float as the shortest digits that are it."""
    if value != value:
        return None
    if value in (float("inf"), float("-inf")):
        return json.dumps("Infinity" if value > 0 else "-Infinity")
    return repr(value)


def single(value):
    """A float of 32 bits as the shortest digits that are it."""
    import numpy

    return str(numpy.float32(value)) if value == value else None


def say(value, kind):
    """A value of this Arrow type as JSON; None where it is none. Times are given as whole numbers."""
    places = {"s": 0, "ms": 3, "us": 6, "ns": 9}
    if value is None:
        return None
    if pa.types.is_dictionary(kind):
        return say(value, kind.value_type)
    if pa.types.is_struct(kind):
        return write(value, list(kind))
    if pa.types.is_map(kind):
        def key(text):
            return text if text.startswith('"') else f'"{text}"'
        return "{" + ",".join(f"{key(say(k, kind.key_type))}:{say(v, kind.item_type) or 'null'}" for k, v in value) + "}"
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return "[" + ",".join(say(item, kind.value_type) or "null" for item in value) + "]"
    if pa.types.is_timestamp(kind):
        return json.dumps(stamp(value, places[kind.unit], kind.tz))
    if pa.types.is_time(kind):
        return json.dumps(clock(value, places[kind.unit]))
    if pa.types.is_date(kind):
        return json.dumps((datetime.date(1970, 1, 1) + datetime.timedelta(days=value)).isoformat())
    if pa.types.is_decimal(kind):
        return f"{value:f}"
    if pa.types.is_float16(kind) or pa.types.is_float32(kind):
        return single(value)
    if pa.types.is_floating(kind):
        return number(value)
    if pa.types.is_fixed_size_binary(kind):
        return json.dumps("0x" + value.hex())
    if isinstance(value, bytes):
        return json.dumps("0x" + value.hex())
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def write(row, fields):
    """An object of these fields; one that has only nulls keeps those that are values."""
    said = [(field, say(row.get(field.name), field.type)) for field in fields]
    if all(text is None for _, text in said):
        plain = [field for field, _ in said if not pa.types.is_nested(field.type)]
        said = [(field, "null") for field in plain]
        if not plain:
            return None
    return "{" + ",".join(f"{json.dumps(field.name)}:{text}" for field, text in said if text is not None) + "}"


def lines(name, rows, schema):
    """Writes the rows as lines of JSON, once for each table."""
    text = "".join((write(row, list(schema)) or "{}") + "\n" for row in rows)
    (HERE / f"{name}.ndjson").write_text(text)


def table(rows, schema):
    return pa.table([pa.array([row.get(field.name) for row in rows], field.type) for field in schema], schema=schema)


def parquet(name, made, **options):
    pq.write_table(made, HERE / f"{name}.parquet", store_schema=False, write_statistics=False, **options)


# Every kind of value, with the ends of its range and nulls.
FLAT = pa.schema([
    ("flag", pa.bool_()), ("i8", pa.int8()), ("i16", pa.int16()), ("i32", pa.int32()), ("i64", pa.int64()),
    ("u8", pa.uint8()), ("u16", pa.uint16()), ("u32", pa.uint32()), ("u64", pa.uint64()),
    ("half", pa.float16()), ("single", pa.float32()), ("double", pa.float64()),
    ("text", pa.string()), ("blob", pa.binary()), ("fixed", pa.binary(3)), ("day", pa.date32()),
    ("clock ms", pa.time32("ms")), ("clock us", pa.time64("us")), ("clock ns", pa.time64("ns")),
    ("at ms", pa.timestamp("ms", "UTC")), ("at us", pa.timestamp("us", "UTC")), ("at ns", pa.timestamp("ns", "UTC")),
    ("local", pa.timestamp("us")), ("small", pa.decimal128(7, 2)), ("middle", pa.decimal128(17, 4)),
    ("large", pa.decimal128(38, 10)), ("huge", pa.decimal256(60, 5)),
])


def flat(count):
    dice = random.Random(1)
    rows = []
    for n in range(count):
        far = dice.randrange(-(2**40), 2**40)
        row = {
            "flag": n % 3 == 0, "i8": dice.randrange(-128, 128), "i16": dice.randrange(-(2**15), 2**15),
            "i32": dice.choice([-(2**31), 2**31 - 1, n]), "i64": dice.choice([-(2**63), 2**63 - 1, far]),
            "u8": dice.randrange(256), "u16": dice.randrange(2**16), "u32": dice.choice([2**32 - 1, n]),
            "u64": dice.choice([2**63 - 1, n]), "half": dice.choice([0.5, -65504.0, 0.0]),
            "single": dice.choice([0.1, -1.5e-10, 3.0]), "double": dice.choice([0.1, 1e300, -2.5e-8, float(n)]),
            "text": dice.choice(["ada", "grace", 'a "quoted"\\\n\tline', "é 😀", "", "x" * dice.randrange(30)]),
            "blob": bytes(dice.randrange(256) for _ in range(dice.randrange(3))) + b"\x00\xff",
            "fixed": bytes(dice.randrange(256) for _ in range(3)), "day": dice.randrange(-100_000, 100_000),
            "clock ms": dice.randrange(DAY // 10**6), "clock us": dice.randrange(DAY // 10**3), "clock ns": dice.randrange(DAY),
            "at ms": dice.randrange(2 * 10**12), "at us": -n - 1, "at ns": dice.randrange(2 * 10**18),
            "local": dice.randrange(2 * 10**15), "small": decimal.Decimal(dice.randrange(-(10**7) + 1, 10**7)).scaleb(-2),
            "middle": decimal.Decimal(dice.randrange(-(10**15), 10**15)).scaleb(-4),
            "large": decimal.Decimal(dice.randrange(-(10**15), 10**15)).scaleb(-10, decimal.Context(40)),
            "huge": decimal.Context(80).scaleb(decimal.Decimal(dice.randrange(-(10**50), 10**50)), -5),
        }
        rows.append({name: value for name, value in row.items() if dice.random() > 0.15})
    rows.insert(count // 2, {})
    return rows


# Groups, lists and maps: missing, empty and with nulls.
INNER = pa.struct([("id", pa.int32()), ("tags", pa.list_(pa.string()))])
NESTED = pa.schema([
    ("n", pa.int32()),
    ("actor", pa.struct([("name", pa.string()), ("session", pa.struct([("ip", pa.string()), ("mfa", pa.bool_())]))])),
    ("list", pa.list_(pa.int64())), ("lists", pa.list_(pa.list_(pa.string()))), ("things", pa.list_(INNER)),
    ("labels", pa.map_(pa.string(), pa.string())), ("counts", pa.map_(pa.int32(), INNER)), ("end", pa.timestamp("ms", "UTC")),
])


def draw(kind, dice, depth=0):
    """A random value of this type; sometimes none."""
    if dice.random() < 0.2:
        return None
    few = range(dice.choice([0, 1, 1, 2, 4]))
    if pa.types.is_struct(kind):
        return {field.name: draw(field.type, dice, depth + 1) for field in kind}
    if pa.types.is_map(kind):
        keys = sorted({dice.randrange(5) for _ in few})
        return [(f"k{k}" if pa.types.is_string(kind.key_type) else k, draw(kind.item_type, dice, depth + 1)) for k in keys]
    if pa.types.is_list(kind):
        return [draw(kind.value_type, dice, depth + 1) for _ in few]
    if pa.types.is_string(kind):
        return dice.choice(["a", "b", "ccc", "10.0.0.1"])
    if pa.types.is_boolean(kind):
        return dice.random() < 0.5
    return dice.randrange(1, 1000)


def tree(dice, depth):
    """A random type."""
    leaves = [pa.int32(), pa.string(), pa.bool_(), pa.int64(), pa.timestamp("us", "UTC")]
    if depth == 0 or dice.random() < 0.3:
        return dice.choice(leaves)
    match dice.randrange(3):
        case 0:
            return pa.list_(tree(dice, depth - 1))
        case 1:
            return pa.map_(dice.choice([pa.string(), pa.int32()]), tree(dice, depth - 1))
        case _:
            return pa.struct([(f"m{n}", tree(dice, depth - 1)) for n in range(dice.randrange(1, 4))])


def arrow():
    rows = flat(20)
    lines("flat", rows, FLAT)
    made = table(rows, FLAT)
    for version in ("1.0", "2.0"):
        for codec in ("none", "gzip", "lz4") if version == "1.0" else ("none", "snappy", "zstd"):
            coded = codec in ("none", "zstd")
            parquet(f"flat.v{version[0]}.{codec}", made, data_page_version=version, compression=codec, use_dictionary=coded,
                    version="2.6")
    parquet("flat.checked", made, write_page_checksum=True, compression="none", use_dictionary=False, version="2.6")
    parquet("flat.groups", made, row_group_size=11, compression="zstd", version="2.6")
    parquet("flat.brotli", made.select([0, 1]), compression="brotli")
    parquet("flat.split", made, version="2.6", use_dictionary=False, compression="none", column_encoding={
        name: "BYTE_STREAM_SPLIT"
        for name in ["i32", "i64", "half", "single", "double", "fixed", "day", "at us", "small", "large"]
    })
    deltas = {name: "DELTA_BINARY_PACKED" for name in ["i8", "i32", "i64", "u32", "u64", "day", "clock us", "at ms", "at us", "at ns"]}
    for version in ("1.0", "2.0"):
        parquet(f"flat.deltas.v{version[0]}", made, version="2.6", data_page_version=version, use_dictionary=False,
                compression="none",
                column_encoding={**deltas, "text": "DELTA_BYTE_ARRAY", "blob": "DELTA_LENGTH_BYTE_ARRAY", "flag": "RLE",
                                 "fixed": "DELTA_BYTE_ARRAY"})

    # A dictionary that grows too large in mid-column, and many pages.
    many = [{"n": n, "text": f"value {n * 7919 % 997}" if n % 11 else None, "same": "x"} for n in range(600)]
    schema = pa.schema([("n", pa.int64()), ("text", pa.string()), ("same", pa.string())])
    lines("pages", many, schema)
    for version in ("1.0", "2.0"):
        parquet(f"pages.v{version[0]}", table(many, schema), data_page_version=version, dictionary_pagesize_limit=1000,
                data_page_size=600, write_batch_size=64, compression="snappy", row_group_size=350)
    parquet("pages.deltas", table(many, schema), use_dictionary=False, compression="zstd",
            column_encoding={"n": "DELTA_BINARY_PACKED", "text": "DELTA_BYTE_ARRAY", "same": "DELTA_LENGTH_BYTE_ARRAY"})

    dice = random.Random(2)
    rows = [{field.name: draw(field.type, dice) for field in NESTED} for _ in range(40)]
    lines("nested", rows, NESTED)
    made = table(rows, NESTED)
    for version in ("1.0", "2.0"):
        for older in (True, False):
            name = f"nested.v{version[0]}.{'element' if older else 'item'}"
            parquet(name, made, data_page_version=version, use_compliant_nested_type=older, compression="snappy",
                    data_page_size=100, write_batch_size=8, row_group_size=20)

    for seed in range(12):
        dice = random.Random(100 + seed)
        schema = pa.schema([("n", pa.int32())] + [(f"c{n}", tree(dice, 4)) for n in range(3)])
        rows = [{field.name: draw(field.type, dice) for field in schema} for _ in range(25)]
        lines(f"random{seed}", rows, schema)
        parquet(f"random{seed}", table(rows, schema), data_page_version=dice.choice(["1.0", "2.0"]), data_page_size=64,
                write_batch_size=4, compression=dice.choice(["none", "snappy", "zstd"]), row_group_size=dice.choice([10, 25]),
                use_dictionary=dice.random() < 0.5)

    old = [{"at": dice.randrange(10**18, 2 * 10**18)} for _ in range(5)]
    kind = pa.schema([("at", pa.timestamp("ns"))])
    lines("int96", old, kind)
    parquet("int96", table(old, kind), use_deprecated_int96_timestamps=True)
    parquet("empty", table([], NESTED))
    one = pa.schema([("n", pa.int32())])
    few = [{"n": n} for n in range(20)]
    lines("groups", few, one)
    parquet("groups", table(few, one), row_group_size=10, use_dictionary=False, compression="none")


def database():
    base = duckdb.connect()
    base.execute("SET TimeZone = 'UTC'")
    base.execute("""CREATE TABLE log AS SELECT i::UTINYINT AS tiny, i AS n, 'user ' || i % 7 AS actor,
        CASE WHEN i % 5 > 0 THEN TIMESTAMPTZ '2026-01-05 10:00:00Z' + to_seconds(i) END AS at, TIMESTAMP '2026-01-05' + to_days(i) AS local,
        ('0e37df36-f698-11e6-8dd4-cb9ced3df9' || lpad(to_hex(i), 2, '0'))::UUID AS id, (i % 3 = 0) AS ok,
        ('{"a":' || i || '}')::JSON AS raw, (i * 1.5)::DECIMAL(9, 2) AS cost, INTERVAL (i) MONTH + INTERVAL 3 DAY AS span,
        (['x', 'y', 'z'])[i % 3 + 1]::ENUM('x', 'y', 'z') AS letter,
        CASE WHEN i % 4 > 0 THEN [i, NULL, i + 1] END AS list, {'a': i, 'b': {'c': 'd' || i}} AS tree, MAP {'k': i, 'l': NULL} AS map
        FROM range(40) t(i)""")
    rows = base.execute("SELECT * FROM log").fetchall()
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    text = ""
    for tiny, n, actor, at, local, key, ok, raw, cost, span, letter, some, tree_, map_ in rows:
        micros = lambda at: stamp((at.astimezone(datetime.timezone.utc) - epoch) // datetime.timedelta(microseconds=1), 6, True)
        row = {"tiny": tiny, "n": n, "actor": actor, "at": at and micros(at), "local": local.isoformat() + ".000000",
               "id": str(key), "ok": ok, "raw": raw, "cost": cost, "span": f"P{n}M3DT0.000S", "letter": letter, "list": some,
               "tree": tree_, "map": map_}
        row = {name: value for name, value in row.items() if value is not None}
        text += "{" + ",".join(
            f'"{name}":{value if isinstance(value, decimal.Decimal) else json.dumps(value, separators=(",", ":"))}' for name, value in row.items()) + "}\n"
    (HERE / "duckdb.ndjson").write_text(text)
    for version in ("V1", "V2"):
        for codec in ("snappy", "lz4_raw") if version == "V1" else ("zstd", "gzip"):
            path = HERE / f"duckdb.{version.lower()}.{codec}.parquet"
            base.execute(f"COPY log TO '{path}' (FORMAT parquet, PARQUET_VERSION {version}, COMPRESSION {codec}, ROW_GROUP_SIZE 2048)")


def pandas_():
    frame = pandas.DataFrame({
        "n": range(30), "name": [f"user {n % 4}" if n % 6 else None for n in range(30)], "size": [n / 4 for n in range(30)],
        "ok": [n % 2 == 0 for n in range(30)], "at": pandas.to_datetime([10**18 + n * 10**9 for n in range(30)]).astype("datetime64[us]"),
    })
    text = ""
    for n in range(30):
        row = {"n": n, "name": f"user {n % 4}" if n % 6 else None, "size": n / 4, "ok": n % 2 == 0,
               "at": stamp(10**15 + n * 10**6, 6, False)}
        text += json.dumps({name: value for name, value in row.items() if value is not None}) + "\n"
    (HERE / "pandas.ndjson").write_text(text)
    for codec in ("UNCOMPRESSED", "GZIP", "ZSTD", "LZ4"):
        fastparquet.write(str(HERE / f"pandas.{codec.lower()}.parquet"), frame, compression=codec, row_group_offsets=13)


class Compact:
    """Thrift's compact protocol, as far as the files by hand need it."""

    def varint(self, number):
        out = b""
        while number > 127:
            out, number = out + bytes([number & 127 | 128]), number >> 7
        return out + bytes([number])

    def signed(self, number):
        return self.varint(number << 1 if number >= 0 else (-number << 1) - 1)

    def value(self, value):
        """The kind of a value and its bytes."""
        if isinstance(value, bool):
            return (1 if value else 2), b""
        if isinstance(value, int):
            return 6, self.signed(value)
        if isinstance(value, bytes):
            return 8, self.varint(len(value)) + value
        if isinstance(value, list):
            kind = self.value(value[0])[0] if value else 12
            head = bytes([len(value) << 4 | kind]) if len(value) < 15 else bytes([0xF0 | kind]) + self.varint(len(value))
            return 9, head + b"".join(self.value(item)[1] for item in value)
        return 12, self.struct(value)

    def struct(self, fields):
        out, last = b"", 0
        for field, value in sorted(fields.items()):
            if value is None:
                continue
            kind, written = self.value(value)
            out += bytes([(field - last) << 4 | kind]) if field - last < 16 else bytes([kind]) + self.signed(field)
            out, last = out + written, field
        return out + b"\0"


THRIFT = Compact()


def packed(levels, width, older):
    """Levels as one packed run behind their length, or as the oldest files have them."""
    if older:
        bits = "".join(f"{level:0{width}b}" for level in levels)
        return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    groups = -(-len(levels) // 8)
    number = sum(level << (width * at) for at, level in enumerate(levels))
    runs = THRIFT.varint(groups << 1 | 1) + number.to_bytes(groups * width, "little")
    return struct.pack("<I", len(runs)) + runs


def hand(name, elements, columns, rows, text, older=False, codec=0, pack=lambda page: page, encoding=0, count=None, chunk={}, copies=1):
    """A file of one row group. A column: its number of a stored type, values as bytes, and levels of what comes again and of what is there."""
    if text:
        (HERE / f"{name.split('.')[0]}.ndjson").write_text(text)
    file, chunks = b"PAR1", []
    for stored, values, again, level in columns:
        page = b""
        for levels in (again, level):
            if levels is not None and max(levels) > 0:
                page += packed(levels, max(levels).bit_length(), older)
        page += values
        squeezed = pack(page)
        entries = count or (len(level) if level is not None else rows)
        head = THRIFT.struct({1: 0, 2: len(page), 3: len(squeezed),
                              5: {1: entries, 2: encoding, 3: 4 if older else 3, 4: 4 if older else 3}})
        # A dictionary at 0 is none.
        chunks.append({2: len(file), 3: {1: stored, 2: [0], 3: [b"x"], 4: codec, 5: entries, 6: len(head) + len(page),
                                         7: len(head) + len(squeezed), 9: len(file), 11: 0}, **chunk})
        file += head + squeezed
    footer = THRIFT.struct({1: 1, 2: elements, 3: rows, 4: [{1: chunks * copies, 2: len(file), 3: rows}], 6: b"by hand"})
    (HERE / f"{name}.parquet").write_bytes(file + footer + struct.pack("<I", len(footer)) + b"PAR1")


def element(name, repetition, stored=None, children=None, converted=None):
    return {1: stored, 3: repetition, 4: name.encode(), 5: children, 6: converted}


def by_hand():
    longs = lambda *values: b"".join(struct.pack("<q", value) for value in values)
    texts = lambda *values: b"".join(struct.pack("<I", len(value)) + value.encode() for value in values)
    root = lambda children: element("root", 0, children=children)
    # Rows of [1,2], none, [], [3] as lists of every age.
    again, level = [0, 1, 0, 0, 0], [2, 2, 0, 1, 2]
    shapes = {
        "two": [element("array", 2, 2)],
        "array": [element("array", 2, children=1), element("x", 0, 2)],
        "tuple": [element("a_tuple", 2, children=1), element("x", 0, 2)],
        "three": [element("bag", 2, children=1), element("x", 0, 2)],
        "several": [element("bag", 2, children=2), element("x", 0, 2), element("y", 0, 2)],
    }
    for shape, inner in shapes.items():
        say_ = {"two": "{}", "three": "{}", "array": '{{"x":{}}}', "tuple": '{{"x":{}}}', "several": '{{"x":{0},"y":{0}}}'}[shape].format
        text = f'{{"a":[{say_(1)},{say_(2)}]}}\n{{}}\n{{"a":[]}}\n{{"a":[{say_(3)}]}}\n'
        columns = [(2, longs(1, 2, 3), again, level)] * (2 if shape == "several" else 1)
        for older in (False, True):
            hand(f"list_{shape}.{'packed' if older else 'runs'}", [root(1), element("a", 1, children=1, converted=3), *inner], columns, 4,
                 text, older)
    # Without annotation: what is repeated is a list that is never missing.
    hand("repeated", [root(2), element("a", 2, 2), element("b", 0, 2)],
         [(2, longs(1, 2, 3), [0, 1, 0, 0], [1, 1, 0, 1]), (2, longs(7, 8, 9), None, [0, 0, 0])], 3,
         '{"a":[1,2],"b":7}\n{"a":[],"b":8}\n{"a":[3],"b":9}\n')
    # A map by its oldest annotation, with keys of bytes that nothing says are text.
    hand("map", [root(1), element("m", 1, children=1, converted=2), element("map", 2, children=2), element("key", 0, 6), element("value", 1, 2)],
         [(6, texts("a", "b", "c"), [0, 1, 0, 0, 0], [2, 2, 0, 1, 2]), (2, longs(5, 6), [0, 1, 0, 0, 0], [3, 2, 0, 1, 3])], 4,
         '{"m":{"a":5,"b":null}}\n{}\n{"m":{}}\n{"m":{"c":6}}\n')
    # LZ4 in the frames of Hadoop: literals only.
    frame = lambda page: struct.pack(">II", len(page), len(page) + 1) + bytes([len(page) << 4]) + page
    hand("hadoop", [root(1), element("s", 0, 6)], [(6, texts("ab", "c"), None, [0, 0])], 2, '{"s":"ab"}\n{"s":"c"}\n', codec=5, pack=frame)
    # What is not read, and a page that is two thousand million values.
    plain = [root(1), element("a", 0, 2)]
    hand("encrypted", plain, [(2, longs(1), None, None)], 1, "", chunk={8: {1: {}}})
    hand("summary", plain, [(2, longs(1), None, None)], 1, "", chunk={1: b"other.parquet"})
    zeros = THRIFT.varint(2**31) + THRIFT.varint(1) + THRIFT.varint(2**31) + b"\0\0\0"
    hand("bomb", plain, [(2, zeros, None, None)], 2**31 - 1, "", encoding=5)
    runs = lambda *runs: b"".join(THRIFT.varint(count << 1) + bytes([level]) for count, level in runs)
    whole = lambda runs: struct.pack("<I", len(runs)) + runs
    levels = whole(runs((1, 0), (2**31 - 2, 1))) + whole(runs((2**31 - 1, 1)))
    # Values that are not there, and chunks that are all the same bytes.
    none = whole(runs((2**31 - 1, 0)))
    hand("nulls", [root(30), *[element("g", 1, children=1), element("x", 1, 2)] * 30], [(2, none, None, None)] * 30, 2**31 - 1, "",
         count=2**31 - 1)
    hand("shared", [root(100), *[element("x", 0, 2)] * 100], [(2, bytes(8 << 17), None, None)], 1 << 17, "", codec=2, pack=lambda page: gzip.compress(page, mtime=0),
         copies=100)
    hand("long", [root(1), element("a", 2, 2)], [(2, levels + zeros, None, None)], 1, "", encoding=5, count=2**31 - 1)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for old in HERE.iterdir():
        old.unlink()
    arrow()
    database()
    pandas_()
    by_hand()
    sizes = [path.stat().st_size for path in HERE.iterdir()]
    print(len(sizes), "files,", sum(sizes), "bytes")
