"""Runs conditions in a local Spark: reads work.json, and writes verdicts.json."""
import json

from pyspark.sql import SparkSession

SIGNS = {True: "T", False: "F", None: "N"}


# Conditions of one pass over the rows.
PASS = 24


def verdicts(spark, column, asked):
    """The answers of conditions, each over its rows; one by one after an error."""
    quoted = "`" + column.replace("`", "``") + "`"
    rows = [(n, at, row) for at, (rows, _) in enumerate(asked) for n, row in enumerate(rows)]
    data = spark.createDataFrame(rows, "n INT, at INT, job STRING").coalesce(1)
    data.selectExpr("n", "at", f"job AS {quoted}").createOrReplaceTempView("t")
    return answers_of(spark, asked, lambda part: verdicts(spark, column, part))


def typed(spark, queries):
    """The same over the table `typed`, whose rows have a number."""
    rows = [None] * spark.table("typed").count()
    spark.sql(f"SELECT explode(sequence(0, {len(queries) - 1})) AS at").createOrReplaceTempView("asked")
    spark.sql("SELECT * FROM typed CROSS JOIN asked").createOrReplaceTempView("t")
    return answers_of(spark, [(rows, query) for query in queries],
                      lambda part: typed(spark, [query for _, query in part]))


def answers_of(spark, asked, again):
    cases, values = [], {}
    for at, (_, query) in enumerate(asked):
        condition = query["condition"]
        for number, value in enumerate(query["parameters"], 1):
            values[f"a{at}p{number}"] = value
        if query["parameters"]:
            condition = condition.replace(":p", f":a{at}p")
        cases.append(f"WHEN {at} THEN {condition}")
    try:
        found = spark.sql(f"SELECT n, at, CASE at {' '.join(cases)} END AS verdict FROM t", args=values).collect()
    except Exception as error:  # pylint: disable=broad-except
        if len(asked) == 1:
            return [{"error": str(error)[:500]}]
        return [answer for one in asked for answer in again([one])]
    letters = [["?"] * len(rows) for rows, _ in asked]
    for row in found:
        letters[row.at][row.n] = SIGNS[row.verdict]
    return ["".join(row) for row in letters]


def main():
    with open("work.json", encoding="utf-8") as file:
        work = json.load(file)
    spark = (SparkSession.builder.master("local[2]")
             .config("spark.ui.enabled", "false")
             .config("spark.driver.bindAddress", "127.0.0.1")
             .config("spark.driver.host", "127.0.0.1")
             .config("spark.sql.warehouse.dir", "warehouse")
             .config("spark.sql.shuffle.partitions", "1")
             .getOrCreate())
    spark.sparkContext.setLogLevel("OFF")
    # Twice, because it must replace itself.
    for statement in work["prelude"] * 2:
        spark.sql(statement)
    answers = [[] for _ in work["groups"]]
    by_column = {}
    for answer, group in zip(answers, work["groups"]):
        for statement in group["create"]:
            spark.sql(statement)
        if group["create"]:
            for start in range(0, len(group["queries"]), PASS):
                answer.extend(typed(spark, group["queries"][start:start + PASS]))
            continue
        for query in group["queries"]:
            by_column.setdefault(group["column"], []).append((answer, group["rows"], query))
    for column, asked in by_column.items():
        for start in range(0, len(asked), PASS):
            part = asked[start:start + PASS]
            of_part = verdicts(spark, column, [(rows, query) for _, rows, query in part])
            for (answer, _, _), verdict in zip(part, of_part):
                answer.append(verdict)
    spark.stop()
    with open("verdicts.json", "w", encoding="utf-8") as file:
        json.dump(answers, file)


main()
