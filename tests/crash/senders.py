# SPDX-License-Identifier: Apache-2.0
"""Programs that send notes and alerts as fast as they are answered, until the server is gone."""
import datetime
import http.client
import random
import threading
import uuid
from dataclasses import dataclass

from ledger import Ledger, Sending
from support.http_client import Client

SERVICES = ("checkout", "search", "mail", "login")


class WrongAnswer(Exception):
    """The server answered, but not with what it promises."""


@dataclass(frozen=True)
class Target:
    """Where facts go: the API, with a token, and the path of an Alertmanager source."""
    token: str
    hook: str
    incident: int


def make_note(target: Target, random_source: random.Random) -> Sending:
    key = str(uuid.UUID(int=random_source.getrandbits(128)))
    text = f"note {key} " + "x" * random_source.randrange(400)
    return Sending(key, f"/api/v1/incidents/{target.incident}/notes", {"text": text}, (text,))


def make_webhook(target: Target, random_source: random.Random) -> Sending:
    service = random_source.choice(SERVICES)
    fingerprints = tuple(f"{random_source.getrandbits(64):016x}" for _ in range(random_source.randint(1, 3)))
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    alerts = [{"status": "firing", "labels": {"alertname": "CrashTest", "service": service, "instance": fingerprint},
               "annotations": {"summary": "sent by the crash test"}, "startsAt": now, "endsAt": "0001-01-01T00:00:00Z",
               "generatorURL": "http://prometheus.example.org/graph", "fingerprint": fingerprint}
              for fingerprint in fingerprints]
    body = {"version": "4", "groupKey": f'{{}}:{{service="{service}"}}', "truncatedAlerts": 0, "status": "firing",
            "receiver": "debrief", "groupLabels": {"service": service}, "commonLabels": {"service": service},
            "commonAnnotations": {}, "externalURL": "http://alertmanager.example.org", "alerts": alerts}
    return Sending(fingerprints[0], target.hook, body, fingerprints)


def deliver(client: Client, sending: Sending, ledger: Ledger) -> None:
    """Raises WrongAnswer; OSError or HTTPException when the server breaks off, and the sending stays in doubt."""
    answer = client.post(sending.path, sending.body, {"Idempotency-Key": sending.key})
    if answer.status not in (201, 202):
        raise WrongAnswer(f"{sending.path} answered {answer.status}: {answer.text[:500]}")
    if answer.status == 202 and answer.json()["quarantined"]:
        raise WrongAnswer(f"{sending.path} could not read an alert: {answer.text[:500]}")
    ledger.acknowledge(sending)


def send_until_gone(url: str, target: Target, ledger: Ledger, seed: int, problems: list[str]) -> None:
    random_source = random.Random(seed)
    client = Client(url, target.token, timeout=20)
    try:
        while True:
            make = random_source.choice((make_note, make_webhook))
            sending = make(target, random_source)
            ledger.send(sending)
            deliver(client, sending, ledger)
    except WrongAnswer as wrong:
        problems.append(str(wrong))
    except (OSError, http.client.HTTPException):
        pass
    finally:
        client.close()


def start_senders(count: int, url: str, target: Target, ledger: Ledger, random_source: random.Random,
                  problems: list[str]) -> list[threading.Thread]:
    threads = [threading.Thread(target=send_until_gone, daemon=True,
                                args=(url, target, ledger, random_source.getrandbits(64), problems))
               for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads
