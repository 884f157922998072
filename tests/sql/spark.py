"""Runs conditions in a local Spark: reads work.json, and writes verdicts.json."""
import json

from pyspark.sql import SparkSession

SIGNS = {True: "T", False: "F", None: "N"}


def verdicts(spark, queries):
    """All conditions of a pass over the rows; one by one after an error."""
    try:
        columns = ", ".join(f"{query['condition']} AS c{n}" for n, query in enumerate(queries))
        rows = spark.sql(f"SELECT {columns} FROM t ORDER BY n", args=queries[0]["named"]).collect()
        return ["".join(SIGNS[row[n]] for row in rows) for n in range(len(queries))]
    except Exception as error:  # pylint: disable=broad-except
        if len(queries) == 1:
            return [{"error": str(error)[:500]}]
        return [verdicts(spark, [query])[0] for query in queries]


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
    answers = []
    for group in work["groups"]:
        column = "`" + group["column"].replace("`", "``") + "`"
        rows = spark.createDataFrame(list(enumerate(group["rows"])), "n BIGINT, job STRING")
        rows.coalesce(1).createOrReplaceTempView("rows")
        spark.sql(f"SELECT n, job AS {column} FROM rows").createOrReplaceTempView("t")
        for query in group["queries"]:
            query["named"] = {f"p{n}": value for n, value in enumerate(query["parameters"], 1)}
        bound = [answer for query in group["queries"] if query["named"] for answer in verdicts(spark, [query])]
        inline = verdicts(spark, [query for query in group["queries"] if not query["named"]])
        answers.append([(bound if query["named"] else inline).pop(0) for query in group["queries"]])
    spark.stop()
    with open("verdicts.json", "w", encoding="utf-8") as file:
        json.dump(answers, file)


main()
