import requests

BASE = "https://us-west.api.greenlake.hpe.com"


def failed(session: requests.Session):
    query = {"filter": "state eq 'ERROR' AND createdAt ge 2026-11-16T00:00:00Z"}
    return session.get(f"{BASE}/compute-ops-mgmt/v1/jobs", params=query).json()["items"]


def waiting(session: requests.Session):
    url = f"{BASE}/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27PEN"
    return session.get(url).json()["items"]
