import requests

JOBS = "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs"


def updates(session: requests.Session):
    query = {"filter": "jobTemplate eq 'fd54a96c-cabc-42e3-aee3-374a2d009dba'"}
    return session.get(JOBS, params=query).json()["items"]


def failed(session: requests.Session):
    query = {"filter": "state eq 'ERROR' AND createdAt ge 2026-10-01T00:00:00Z"}
    return session.get(JOBS, params=query).json()["items"]


def waiting(session: requests.Session):
    url = f"{JOBS}?filter=state%20eq%20%27PEN"
    return session.get(url).json()["items"]
