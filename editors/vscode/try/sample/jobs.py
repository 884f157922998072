import requests

BASE = "https://us-west.api.greenlake.hpe.com"


def failed(session: requests.Session):
    url = f"{BASE}/compute-ops-mgmt/v1/jobs?filter=state%20==%20%27ERROR%27"
    return session.get(url).json()["items"]


def waiting(session: requests.Session):
    url = f"{BASE}/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27PEN"
    return session.get(url).json()["items"]


def updates(session: requests.Session):
    query = {"filter": "jobTemplate eq 'fd54a96c-cabc-42e3-aee3-374a2d009dba' and state eq 'ERROR' or generation gt 5"}
    return session.get(f"{BASE}/compute-ops-mgmt/v1/jobs", params=query).json()["items"]
