"""Runs printed SQL. DuckDB has no build for Rust that is small enough to test with, so the law is checked through its Python package.

Reads one JSON object from standard input: {"load": SQL, "duckdb": [SQL, ...], "snowflake": [SQL, ...]}. Writes {"duckdb": [rows or
{"error": text}, ...], "snowflake": [null or text, ...] or null where sqlglot is absent}. Values are written so that nothing is lost.
"""

import datetime
import json
import sys

import duckdb


def cell(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"i": str(value)}
    if isinstance(value, float):
        return {"f": value.hex()}
    if isinstance(value, datetime.datetime):
        since = value - datetime.datetime(1970, 1, 1)
        return {"t": str((since.days * 86400 + since.seconds) * 1000000 + since.microseconds)}
    if isinstance(value, list):
        return [cell(element) for element in value]
    return {"other": repr(value)}


def run(connection, statement):
    try:
        return [[cell(value) for value in row] for row in connection.execute(statement).fetchall()]
    except Exception as error:  # whatever the database says is the answer
        return {"error": str(error)}


def parse(statement):
    try:
        sqlglot.parse_one(statement, read="snowflake")
    except sqlglot.errors.SqlglotError as error:
        return str(error)
    return None


order = json.load(sys.stdin)
connection = duckdb.connect()
connection.execute(order["load"])
answers = {"duckdb": [run(connection, statement) for statement in order["duckdb"]], "snowflake": None}
try:
    import sqlglot
except ImportError:
    pass
else:
    answers["snowflake"] = [parse(statement) for statement in order["snowflake"]]
json.dump(answers, sys.stdout)
