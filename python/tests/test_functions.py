"""Checks, fixes, requests, comparisons and templates."""

import tomllib
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from cases import ROOT

import comfilter
from comfilter import Expr, Filter, FilterError, Paths, Schema, Template, jobs, servers


def test_findings_of_the_cases():
    count = 0
    for file in sorted((ROOT / "testdata/check").glob("*.toml")):
        data = tomllib.loads(file.read_text())
        if "schema" in data:
            continue
        for case in data["case"]:
            if "resource" in case or "schema" in case or "limits" in case:
                continue
            text = case["text"]
            found = comfilter.check(text)
            for expected in case.get("findings", []):
                same = [
                    one
                    for one in found
                    if one.rule == expected["rule"]
                    and one.severity == expected["severity"]
                    and text[one.start : one.end] == expected["at"]
                ]
                assert same, (text, expected, found)
                if "message" in expected:
                    assert expected["message"] in [one.message for one in same]
                if "help" in expected:
                    assert expected["help"] in [one.help for one in same]
                if "fixed" in expected:
                    assert expected["fixed"] in [applied(text, one.fix) for one in same], (text, same)
                    assert (expected["applicability"] == "safe") in [one.fix.safe for one in same]
                count += 1
    assert count > 200, count


def applied(text, fix):
    for edit in sorted(fix.edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def test_fixes():
    text = "Name == 'x' && ((generation gt 3))"
    fixed = comfilter.fix(text)
    assert (fixed.text, fixed == comfilter.fix(text)) == ("name eq 'x' and (generation gt 3)", True)
    guess = "state eq 'EROR'"
    assert comfilter.fix(guess).count == 0
    assert comfilter.fix(guess, unsafe_fixes=True).text == "tolower(state) eq 'error'"


def test_functions_take_a_filter_or_its_text():
    text, filter = "name eq 'x'", Filter("name eq 'x'", "servers")
    assert comfilter.encode(text, "servers") == comfilter.encode(filter) == filter.query()
    assert comfilter.explain(filter) == comfilter.explain(text, schema="servers") == filter.explain()
    with pytest.raises(FilterError):
        comfilter.encode("name == 'x'")
    with pytest.raises(TypeError):
        comfilter.encode(3)
    with pytest.raises(ValueError, match="servers and of jobs cannot be compared"):
        comfilter.compare(filter, Filter(text))


def test_decode():
    decoded = comfilter.decode("https://example/compute-ops-mgmt/v1/servers?filter=name%20eq%20'A+1'&sort=name")
    assert (decoded.kind, decoded.filter, decoded.parameters) == ("url", "name eq 'A 1'", [("sort", "name")])
    assert decoded.meant == "name eq 'A+1'"
    assert {found.rule for found in decoded.diagnostics} >= {"raw-plus"}
    assert comfilter.decode("state == 'x'").filter_diagnostics[0].rule == "foreign-operator"
    assert comfilter.decode("https://example/jobs?limit=3").filter is None


def test_compare():
    compared = comfilter.compare("generation gt 3", "generation ge 4")
    assert (compared.relation, compared.only_a, compared.only_b) == ("equal", None, None)
    compared = comfilter.compare("state eq 'ERROR'", "generation gt 3")
    assert compared.relation == "overlap"
    for witness, by_a, by_b in [(compared.only_a, True, False), (compared.only_b, False, True)]:
        assert Filter("state eq 'ERROR'").matches(witness) is by_a
        assert Filter("generation gt 3").matches(witness) is by_b


def test_templates():
    template = Template("resource/id in @ids and createdAt ge @since and cancellable eq @yes")
    assert template.parameters == ["ids", "since", "yes"]
    zone = timezone(timedelta(hours=2))
    filter = template.bind(ids=("a'b", "c"), since=datetime(2026, 1, 2, 3, 4, 5, 678900, zone), yes=True)
    assert str(filter) == (
        "resource/id in ('a''b','c') and createdAt ge 2026-01-02T01:04:05.6789Z and cancellable eq true"
    )
    with pytest.raises(ValueError, match="`@yes` has no value"):
        template.bind(ids=["a"], since="today")
    with pytest.raises(ValueError, match="no parameter `@no`"):
        template.bind(no=1)
    with pytest.raises(ValueError, match="the zone is missing"):
        template.bind(ids=["a"], since=datetime(2026, 1, 2), yes=True)
    with pytest.raises(FilterError, match="operator"):
        Template("name == @x")
    assert Template("name eq @n", schema="servers").bind(n="x").schema == Schema("servers")


@pytest.mark.parametrize("value", ["'", "''", "x' or 1 eq 1 or name eq 'x", "1&$expand=x", "@x", "\\'", "é\u2028'\U0001f600"])
def test_a_value_stays_a_value(value):
    for filter in [jobs.name.eq(value).build(), Template("name eq @x").bind(x=value)]:
        assert filter.matches({"name": value}) and not filter.matches({"name": value + "x"})
        assert comfilter.decode(filter.query()).filter == str(filter)


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (jobs.generation.gt(3), "generation gt 3"),
        (jobs["resource/id"].ne("x"), "resource/id ne 'x'"),
        (jobs.resource.id.is_null(), "resource/id eq null"),
        (jobs.name.is_not_null(), "name ne null"),
        (jobs.results.n.eq(2**70), "results/n eq 1180591620717411303424.0"),
        (jobs.results.n.le(0.5), "results/n le 0.5"),
        (jobs.results.n.ge(Decimal("1E+2")), "results/n ge 1E+2"),
        (jobs.cancellable.eq(True), "cancellable eq true"),
        (jobs.createdAt.lt(datetime(2026, 1, 1, tzinfo=timezone.utc)), "createdAt lt 2026-01-01T00:00:00Z"),
        (jobs.createdAt.ge("2026-01-01T00:00:00Z"), "createdAt ge 2026-01-01T00:00:00Z"),
        (jobs.name.lower().contains("x"), "contains(tolower(name),'x')"),
        (jobs.name.upper().eq("X"), "toupper(name) eq 'X'"),
        (jobs.state.is_in({"ERROR"}), "state in ('ERROR')"),
        (servers.hardware.powerState.eq("ON"), "hardware/powerState eq 'ON'"),
        (Paths(Schema("async-operations")).recommendations.has("x"), "'x' in recommendations"),
        (~(jobs.name.eq("a") | jobs.name.eq("b")) & jobs.name.eq("c"),
         "not (name eq 'a' or name eq 'b') and name eq 'c'"),
    ],
)
def test_conditions(condition, text):
    assert isinstance(condition, Expr) and str(condition) == text
    assert str(condition.build()) == text


def test_conditions_that_cannot_be():
    for make, message in [
        (lambda: jobs.nmae.eq("x"), "did you mean|write `name`|unknown property"),
        (lambda: jobs.name.eq(3), "a string"),
        (lambda: jobs.state.is_in([]), "the list is empty"),
        (lambda: jobs.results.n.eq(float("nan")), "NaN"),
        (lambda: jobs.createdAt.lt(datetime(2026, 1, 1)), "not an instant"),
        (lambda: Schema().term("name", "like", "x"), "an operator is one of eq, ne"),
        (lambda: jobs.name.eq("x") & servers.name.eq("x"), "a filter is of one list"),
    ]:
        with pytest.raises(ValueError, match=message):
            make()
    for make in [
        lambda: jobs.state.is_in("ERROR"),
        lambda: jobs.name.eq(b"x"),
        lambda: jobs.name.eq(["x"]),
        lambda: jobs.name.eq("x") and jobs.name.eq("y"),
        lambda: jobs.name.eq("x") & "name eq 'y'",
    ]:
        with pytest.raises(TypeError):
            make()
    assert "resource" in dir(jobs) and repr(servers) == "<Paths of servers>"
    assert not hasattr(jobs, "__array__")


def test_a_long_chain_is_built_without_recursion():
    numbers = [jobs.generation.eq(number) for number in range(5000)]
    assert Expr.any(numbers).build().matches({"generation": 4999})
    assert not Expr.all(numbers).build().matches({"generation": 4999})
    condition = jobs.name.eq("x")
    for number in numbers[:300]:
        condition = condition | number
    assert condition.build() == Expr.any([jobs.name.eq("x"), *numbers[:300]]).build()
    with pytest.raises(ValueError, match="the list is empty"):
        Expr.all([])
    with pytest.raises(ValueError, match="a filter is of one list"):
        Expr.any([jobs.name.eq("x"), servers.name.eq("x")])
